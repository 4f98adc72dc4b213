#include "runtime/transport.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <zmq.hpp>

#include "runtime/zap.h"

namespace job_retry {
namespace {

using namespace std::chrono_literals;
using Link = DealerSocket::Link;

constexpr auto kPatience = 20s;  // only a failing test waits that long
const std::string kLoopback = "tcp://127.0.0.1:*";

// Waits on `handles` until `done`, or fails the test.
void wait_until(const std::vector<void*>& handles, const std::function<bool()>& done) {
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    Poll poll;
    for (void* handle : handles)
        poll.add_socket(handle);
    while (!done()) {
        REQUIRE(std::chrono::steady_clock::now() < give_up);
        REQUIRE(poll.wait(100ms));
    }
}

RouterSocket::Message receive(RouterSocket& router) {
    std::optional<RouterSocket::Message> message;
    wait_until({router.handle()}, [&] { return (message = router.receive()).has_value(); });
    return *message;
}

std::string receive(DealerSocket& dealer) {
    std::optional<std::string> payload;
    wait_until({dealer.handle()}, [&] { return (payload = dealer.receive()).has_value(); });
    return *payload;
}

// Waits for exactly these changes.
void expect_links(DealerSocket& dealer, const std::vector<Link>& expected) {
    std::vector<Link> seen;
    wait_until({dealer.monitor_handle()}, [&] {
        for (Link link : dealer.link_changes())
            seen.push_back(link);
        return seen.size() >= expected.size();
    });
    CHECK(seen == expected);
}

struct Fixture {
    Transport transport;
    CurveKeyPair shim_keys = CurveKeyPair::generate();
    CurveKeyPair agent_keys = CurveKeyPair::generate();

    RouterSocket router(const std::string& endpoint = kLoopback, const SocketLimits& limits = {}) {
        return RouterSocket::bind(transport, endpoint, shim_keys, limits).value();
    }
    DealerSocket dealer(const RouterSocket& to, const SocketLimits& limits = {}) {
        return DealerSocket::connect(transport, to.endpoint(), shim_keys.public_key, agent_keys, limits)
            .value();
    }
    DealerSocket linked_dealer(const RouterSocket& to, const SocketLimits& limits = {}) {
        DealerSocket made = dealer(to, limits);
        expect_links(made, {Link::connected});
        return made;
    }
};

// A client that does not keep to our rules.
struct Stranger {
    zmq::context_t context;
    zmq::socket_t socket{context, zmq::socket_type::dealer};
    zmq::socket_t monitor{context, zmq::socket_type::pair};

    Stranger() {
        REQUIRE(zmq_socket_monitor(socket.handle(), "inproc://monitor", ZMQ_EVENT_ALL) == 0);
        monitor.set(zmq::sockopt::linger, 0);
        monitor.set(zmq::sockopt::rcvtimeo, int(std::chrono::milliseconds(kPatience).count()));
        monitor.connect("inproc://monitor");
        socket.set(zmq::sockopt::linger, 0);
    }
    explicit Stranger(const std::string& endpoint) : Stranger() { socket.connect(endpoint); }
    Stranger(const std::string& endpoint, const CurveKeyPair& keys, const CurveKey& server,
             const std::string& routing_id = {})
        : Stranger() {
        if (!routing_id.empty()) socket.set(zmq::sockopt::routing_id, routing_id);
        socket.set(zmq::sockopt::curve_serverkey, zmq::const_buffer(server.data(), server.size()));
        socket.set(zmq::sockopt::curve_publickey, zmq::const_buffer(keys.public_key.data(), 32));
        socket.set(zmq::sockopt::curve_secretkey, zmq::const_buffer(keys.secret_key->data(), 32));
        socket.connect(endpoint);
    }

    // Waits until the server has cut the connection; tells whether its handshake had succeeded.
    bool was_let_in_before_the_cut() {
        bool let_in = false;
        for (;;) {
            zmq::message_t event;
            zmq::message_t address;
            REQUIRE(monitor.recv(event));
            REQUIRE(monitor.recv(address));
            const std::uint16_t number = *event.data<std::uint16_t>();
            if (number == ZMQ_EVENT_HANDSHAKE_SUCCEEDED) let_in = true;
            if (number == ZMQ_EVENT_DISCONNECTED || number == ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL)
                return let_in;
        }
    }
};

TEST_CASE_METHOD(Fixture, "a message goes to the shim and an answer comes back, with the agent's CURVE key") {
    RouterSocket shim = router();
    DealerSocket agent = linked_dealer(shim);
    const std::string binary("\0\x01\xff request", 11);
    REQUIRE(agent.send(binary));
    const RouterSocket::Message message = receive(shim);
    CHECK(message.payload == binary);
    CHECK(message.client_key == agent_keys.public_key);
    REQUIRE(shim.send(message.connection, "answer"));
    CHECK(receive(agent) == "answer");
    CHECK_FALSE(agent.receive());
    CHECK_FALSE(shim.receive());
}

TEST_CASE_METHOD(Fixture, "every client's messages carry its own CURVE key and connection") {
    RouterSocket shim = router();
    DealerSocket first = linked_dealer(shim);
    const CurveKeyPair first_keys = agent_keys;
    agent_keys = CurveKeyPair::generate();
    DealerSocket second = linked_dealer(shim);
    REQUIRE(first.send("first"));
    const RouterSocket::Message from_first = receive(shim);
    REQUIRE(second.send("second"));
    const RouterSocket::Message from_second = receive(shim);
    CHECK(from_first.client_key == first_keys.public_key);
    CHECK(from_second.client_key == agent_keys.public_key);
    CHECK(from_first.connection != from_second.connection);
    REQUIRE(shim.send(from_first.connection, "to first"));
    REQUIRE(shim.send(from_second.connection, "to second"));
    CHECK(receive(first) == "to first");
    CHECK(receive(second) == "to second");
}

TEST_CASE_METHOD(Fixture, "a client that expects another server key never gets through") {
    RouterSocket shim = router();
    Stranger client(shim.endpoint(), agent_keys, CurveKeyPair::generate().public_key);
    client.socket.send(zmq::str_buffer("let me in"));
    CHECK_FALSE(client.was_let_in_before_the_cut());
    CHECK_FALSE(shim.receive());
}

TEST_CASE_METHOD(Fixture, "an agent does not take a refused handshake for a link that was lost") {
    RouterSocket shim = router();
    shim_keys = CurveKeyPair::generate();  // the agent expects a key that the shim does not have
    DealerSocket agent = dealer(shim);
    Poll poll;
    const std::size_t event = poll.add_socket(agent.monitor_handle());
    REQUIRE(poll.wait(kPatience));
    REQUIRE(poll.ready(event));
    CHECK(agent.link_changes().empty());
    CHECK_FALSE(agent.send("let me in"));
}

TEST_CASE_METHOD(Fixture, "a client without CURVE is refused") {
    RouterSocket shim = router();
    Stranger client(shim.endpoint());
    client.socket.send(zmq::str_buffer("let me in"));
    CHECK_FALSE(client.was_let_in_before_the_cut());
    CHECK_FALSE(shim.receive());
}

TEST_CASE_METHOD(Fixture, "an oversized message drops its connection and the shim goes on") {
    RouterSocket shim = router(kLoopback, {.max_message = 1000});
    DealerSocket agent = linked_dealer(shim);
    REQUIRE(agent.send(std::string(1000, 'x')));
    CHECK(receive(shim).payload.size() == 1000);
    REQUIRE(agent.send(std::string(2000, 'x')));
    expect_links(agent, {Link::disconnected, Link::connected});
    REQUIRE(agent.send("small"));
    CHECK(receive(shim).payload == "small");
}

TEST_CASE_METHOD(Fixture, "a message slightly over the bound is dropped and counted") {
    RouterSocket shim = router(kLoopback, {.max_message = 1000});
    DealerSocket agent = linked_dealer(shim);
    REQUIRE(agent.send(std::string(1001, 'x')));
    REQUIRE(agent.send("next"));
    CHECK(receive(shim).payload == "next");
    CHECK(shim.malformed() == 1);
}

TEST_CASE_METHOD(Fixture, "a message of several frames and one of none are dropped and counted") {
    RouterSocket shim = router();
    Stranger client(shim.endpoint(), agent_keys, shim_keys.public_key);
    for (int i = 0; i < 40; ++i) {
        client.socket.send(zmq::str_buffer("one"), zmq::send_flags::sndmore);
        client.socket.send(zmq::str_buffer("two"), zmq::send_flags::sndmore);
        client.socket.send(zmq::str_buffer("three"));
    }
    client.socket.send(zmq::str_buffer("whole"));
    CHECK(receive(shim).payload == "whole");
    CHECK(shim.malformed() == 40);
}

TEST_CASE_METHOD(Fixture, "whatever name clients choose, and however many, each gets a name of ours alone") {
    RouterSocket shim = router();
    // All at once, so that threads wait for each other everywhere; the same names again and again.
    const std::vector<std::string> chosen = {std::string("\0abcd", 5), "a", std::string(255, 'x'),
                                             std::string(Zap::kNameSize, '0'), ""};
    std::vector<std::unique_ptr<Stranger>> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<Stranger>(shim.endpoint(), agent_keys, shim_keys.public_key,
                                                     chosen[std::size_t(i) % chosen.size()]));
        clients.back()->socket.send(zmq::str_buffer("hello"));
    }
    std::set<std::string> names;
    while (names.size() < clients.size()) {
        const RouterSocket::Message message = receive(shim);
        CHECK(message.connection.size() == Zap::kNameSize);
        CHECK(std::find(chosen.begin(), chosen.end(), message.connection) == chosen.end());
        CHECK(names.insert(message.connection).second);
        CHECK(shim.send(message.connection, "answer"));
    }
    CHECK(shim.malformed() == 0);
}

TEST_CASE_METHOD(Fixture, "an agent outlives a restart of its shim and gets a new connection") {
    std::string endpoint;
    std::string first_connection;
    std::optional<DealerSocket> agent;
    {
        RouterSocket shim = router();
        endpoint = shim.endpoint();
        agent = linked_dealer(shim);
        REQUIRE(agent->send("before"));
        first_connection = receive(shim).connection;
    }
    expect_links(*agent, {Link::disconnected});
    // Nothing waits for a shim that is down, so what cannot be sent now is not delivered later.
    wait_until({agent->handle()}, [&] { return !agent->send("nobody there"); });

    std::optional<RouterSocket> again;
    wait_until({}, [&] {
        Result<RouterSocket> bound = RouterSocket::bind(transport, endpoint, shim_keys);
        if (bound) again = std::move(*bound);
        return again.has_value();
    });
    expect_links(*agent, {Link::connected});
    REQUIRE(agent->send("after"));
    const RouterSocket::Message message = receive(*again);
    CHECK(message.payload == "after");
    CHECK(message.connection != first_connection);
    CHECK_FALSE(again->send(first_connection, "too late"));
}

TEST_CASE_METHOD(Fixture, "sending to a connection that is gone or never was says so") {
    RouterSocket shim = router();
    CHECK_FALSE(shim.send(std::string("\0abcd", 5), "hello"));
    CHECK_FALSE(shim.send("", "hello"));
    std::string connection;
    {
        DealerSocket agent = linked_dealer(shim);
        REQUIRE(agent.send("hello"));
        connection = receive(shim).connection;
        REQUIRE(shim.send(connection, "hello"));
        CHECK(receive(agent) == "hello");
    }
    wait_until({shim.handle()}, [&] { return !shim.send(connection, "still there?"); });
}

TEST_CASE_METHOD(Fixture, "sending to an agent that does not read ends when its queue is full") {
    RouterSocket shim = router(kLoopback, {.max_message = 1000, .send_queue = 4});
    DealerSocket agent = linked_dealer(shim, {.max_message = 8 << 20, .receive_queue = 4});
    REQUIRE(agent.send("hello"));
    const std::string connection = receive(shim).connection;
    const std::string large(1 << 20, 'x');
    int sent = 0;
    while (sent < 1000 && shim.send(connection, large))
        ++sent;
    CHECK(sent < 1000);
    CHECK(receive(agent).size() == large.size());
}

TEST_CASE_METHOD(Fixture,
                 "what an agent has not read is bounded by bytes, and it is sent more once it has read") {
    // The kernel keeps some megabytes of its own between the two.
    constexpr std::size_t kKernel = std::size_t{32} << 20;
    RouterSocket shim = router(kLoopback, {.max_message = 1000, .unread_bytes = 4 << 20});
    DealerSocket agent = linked_dealer(shim, {.max_message = 8 << 20, .receive_queue = 1});
    REQUIRE(agent.send("hello"));
    const std::string connection = receive(shim).connection;
    const std::string large(1 << 20, 'x');
    std::size_t sent = 0;
    // Until ZeroMQ's thread takes no more of them from the queue.
    const auto enough = [&] { return sent * large.size() > kKernel + (std::size_t{64} << 20); };
    const auto until = std::chrono::steady_clock::now() + 1s;
    while (!enough() && std::chrono::steady_clock::now() < until)
        if (shim.send(connection, large)) ++sent;
    CHECK_FALSE(enough());
    for (; sent > 0; --sent)
        CHECK(receive(agent).size() == large.size());
    wait_until({shim.handle()}, [&] { return shim.send(connection, large); });
}

TEST_CASE_METHOD(Fixture,
                 "a message larger than what may stay unread is sent to whoever has read all before") {
    RouterSocket shim = router(kLoopback, {.max_message = 1000, .unread_bytes = 1000});
    DealerSocket agent = linked_dealer(shim, {.max_message = 8 << 20});
    REQUIRE(agent.send("hello"));
    const std::string connection = receive(shim).connection;
    for (int i = 0; i < 3; ++i) {
        wait_until({shim.handle()}, [&] { return shim.send(connection, std::string(1 << 20, 'x')); });
        CHECK(receive(agent).size() == 1 << 20);
    }
}

TEST_CASE_METHOD(Fixture, "an endpoint that cannot be listened at is an error that names it") {
    RouterSocket shim = router();
    const Result<RouterSocket> second = RouterSocket::bind(transport, shim.endpoint(), shim_keys);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::unavailable);
    CHECK(second.error().text.find(shim.endpoint()) != std::string::npos);
    CHECK(second.error().text.find("in use") != std::string::npos);
    CHECK(second.error().text.find("`job_retry_port`") != std::string::npos);

    const Result<RouterSocket> elsewhere = RouterSocket::bind(transport, "tcp://192.0.2.1:4711", shim_keys);
    REQUIRE_FALSE(elsewhere);
    CHECK(elsewhere.error().code == Errc::unavailable);
    const Result<KeyServer> third = KeyServer::bind(shim.endpoint());
    REQUIRE_FALSE(third);
    CHECK(third.error().text.find("`job_retry_key_port`") != std::string::npos);
    for (const char* nonsense : {"", "nonsense", "tcp://", "tcp://127.0.0.1", "http://127.0.0.1:80"}) {
        CHECK(RouterSocket::bind(transport, nonsense, shim_keys).error().code == Errc::invalid);
        CHECK_FALSE(KeyServer::bind(nonsense));
        CHECK_FALSE(DealerSocket::connect(transport, nonsense, shim_keys.public_key, agent_keys));
        CHECK_FALSE(KeyClient::connect(transport, nonsense));
    }
}

TEST_CASE_METHOD(Fixture, "IPv6 endpoints in brackets work where the host has IPv6") {
    const Result<RouterSocket> probe = RouterSocket::bind(transport, "tcp://[::1]:*", shim_keys);
    if (!probe) {
        WARN("no IPv6 here: " << probe.error().text);
        return;
    }
    RouterSocket shim = router("tcp://[::1]:*");
    DealerSocket agent = linked_dealer(shim);
    REQUIRE(agent.send("hello"));
    CHECK(receive(shim).payload == "hello");
}

// A plain TCP connection.
struct Plain {
    int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    explicit Plain(const std::string& endpoint) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(std::uint16_t(std::stoi(endpoint.substr(endpoint.rfind(':') + 1))));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
    }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;
    ~Plain() { close(socket); }
    void say(const std::string& bytes) {
        REQUIRE(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == ssize_t(bytes.size()));
    }
    // Until the other side closes.
    std::string hear() {
        std::string heard;
        std::array<char, 4096> bytes;
        for (ssize_t size; (size = recv(socket, bytes.data(), bytes.size(), 0)) > 0;)
            heard.append(bytes.data(), std::size_t(size));
        return heard;
    }
};

TEST_CASE_METHOD(Fixture, "an agent that is turned away before the shim has spoken comes later each time") {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(listener, 8) == 0);
    REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const std::string endpoint = "tcp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    DealerSocket agent = DealerSocket::connect(transport, endpoint, shim_keys.public_key, agent_keys).value();

    const auto begin = std::chrono::steady_clock::now();
    for (int turned_away = 0; turned_away < 6;) {
        REQUIRE(std::chrono::steady_clock::now() < begin + 3 * kPatience);
        Poll poll;
        const std::size_t someone = poll.add_fd(listener);
        poll.add_socket(agent.monitor_handle());
        REQUIRE(poll.wait(50ms));
        CHECK(agent.link_changes().empty());
        if (!poll.ready(someone)) continue;
        close(accept(listener, nullptr, nullptr));
        ++turned_away;
    }
    // Half of 0.5, 0.75, 1.13, 1.69 and 2.53 seconds.
    CHECK(std::chrono::steady_clock::now() - begin > 3200ms);
    CHECK(agent.next().has_value());
    close(listener);
}

struct KeyPort : Fixture {
    KeyServer server = KeyServer::bind(kLoopback, {.strangers = 2, .patience = 6s}).value();
    SteadyTime now{1h};

    std::optional<KeyServer::Request> next() { return server.receive(now); }
    // Waits until `done`, serving nobody else.
    template <class Done>
    void until(const Done& done) {
        const auto give_up = std::chrono::steady_clock::now() + kPatience;
        for (Poll poll; !done();) {
            REQUIRE(std::chrono::steady_clock::now() < give_up);
            poll.clear();
            poll.add_fd(server.fd());
            REQUIRE(poll.wait(20ms));
        }
    }
    KeyServer::Request request(KeyClient* client = nullptr) {
        std::optional<KeyServer::Request> got;
        until([&] {
            if (client != nullptr) CHECK(client->receive() == std::nullopt);
            return (got = next()).has_value();
        });
        return *got;
    }
};

TEST_CASE_METHOD(KeyPort, "the key port answers a request with one frame and closes") {
    KeyClient client = KeyClient::connect(transport, server.endpoint()).value();
    client.send("key?");
    const auto asked = request(&client);
    CHECK(asked.payload == "key?");
    CHECK(server.send(asked.connection, "statement"));
    CHECK_FALSE(server.send(asked.connection, "twice"));
    std::optional<std::string> answer;
    wait_until({client.handle()}, [&] { return (answer = client.receive().value()).has_value(); });
    CHECK(*answer == "statement");
    CHECK(server.visitors().strangers == 0);
}

TEST_CASE_METHOD(KeyPort, "a request that gets no answer is asked again by itself") {
    KeyClient client = KeyClient::connect(transport, server.endpoint()).value();
    client.send("key?");
    for (int i = 0; i < 2; ++i)
        CHECK(request(&client).payload == "key?");
}

TEST_CASE_METHOD(KeyPort, "what is no frame, too long or more than one costs its sender the connection") {
    for (const std::string& bytes :
         {std::string("\0\0\1\1", 4), std::string("\0\0\0\1xy", 6), std::string("GET / HTTP/1.0\r\n\r\n")}) {
        const auto before = server.malformed();
        Plain plain(server.endpoint());
        plain.say(bytes);
        until([&] {
            CHECK_FALSE(next());
            return server.malformed() > before;
        });
        CHECK(plain.hear().empty());
    }
}

TEST_CASE_METHOD(KeyPort, "an agent of an older release is known by its greeting") {
    Plain plain(server.endpoint());
    plain.say(std::string("\xff\0\0\0\0\0\0\0\1\x7f", 10));
    until([&] {
        CHECK_FALSE(next());
        return server.visitors().failed_handshakes == 1;
    });
    CHECK(plain.hear().empty());
    CHECK(server.malformed() == 0);
}

TEST_CASE_METHOD(KeyPort, "a shim of an older release is known by its greeting") {
    zmq::context_t context;
    zmq::socket_t older(context, zmq::socket_type::router);
    older.bind(kLoopback);
    KeyClient client = KeyClient::connect(transport, older.get(zmq::sockopt::last_endpoint)).value();
    client.send("key?");
    Result<std::optional<std::string>> answer = std::nullopt;
    wait_until({client.handle()}, [&] {
        answer = client.receive();
        return !answer;
    });
    CHECK(answer.error().code == Errc::version);
    CHECK(answer.error().text.find("of the same release") != std::string::npos);
}

TEST_CASE_METHOD(KeyPort,
                 "whoever asks at once is answered although all places are taken, and the silent go") {
    std::vector<std::unique_ptr<Plain>> silent;
    for (int i = 0; i < 2; ++i) {
        silent.push_back(std::make_unique<Plain>(server.endpoint()));
        silent.back()->say(std::string(1, '\0'));
        until([&] {
            CHECK_FALSE(next());
            return server.visitors().strangers == silent.size();
        });
    }
    const auto ask = [&] {
        Plain plain(server.endpoint());
        plain.say(std::string("\0\0\0\4key?", 8));
        const auto asked = request();
        CHECK(server.send(asked.connection, "statement"));
        CHECK(plain.hear() == std::string("\0\0\0\11statement", 13));
    };
    now += 2s;  // the first is slow by now, and makes room
    ask();
    CHECK(server.visitors().crowded == 1);
    now += 6s;
    CHECK(server.next() <= now);
    CHECK_FALSE(next());
    CHECK(server.visitors().silent == 1);
    CHECK(silent.back()->hear().empty());
    ask();
}

TEST_CASE("a CURVE key pair follows from its secret half") {
    const CurveKeyPair made = CurveKeyPair::generate();
    CHECK(made.public_key != CurveKeyPair::generate().public_key);
    const std::string secret(made.secret_key->begin(), made.secret_key->end());
    const CurveKeyPair again = CurveKeyPair::from_secret(secret).value();
    CHECK(again.public_key == made.public_key);
    CHECK(*again.secret_key == *made.secret_key);
    CHECK_FALSE(CurveKeyPair::from_secret(secret + "x"));
    CHECK_FALSE(CurveKeyPair::from_secret(""));
}

TEST_CASE("poll tells which descriptors are ready and ends at its timeout") {
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    Poll poll;
    const std::size_t reading = poll.add_fd(pipe_ends[0]);
    const std::size_t writing = poll.add_fd(pipe_ends[1], Poll::writable);
    REQUIRE(poll.wait(kPatience));
    CHECK_FALSE(poll.ready(reading));
    CHECK(poll.writable_now(writing));

    REQUIRE(write(pipe_ends[1], "x", 1) == 1);
    REQUIRE(poll.wait(std::nullopt));
    CHECK(poll.ready(reading));

    poll.clear();
    char byte = 0;
    REQUIRE(read(pipe_ends[0], &byte, 1) == 1);
    const std::size_t alone = poll.add_fd(pipe_ends[0]);
    const auto before = std::chrono::steady_clock::now();
    REQUIRE(poll.wait(1500us));
    CHECK_FALSE(poll.ready(alone));
    CHECK(std::chrono::steady_clock::now() - before >= 1500us);
    REQUIRE(poll.wait(-5s));

    close(pipe_ends[1]);
    REQUIRE(poll.wait(kPatience));
    CHECK(poll.ready(alone));  // end of file is something to read
    close(pipe_ends[0]);
}

}  // namespace
}  // namespace job_retry
