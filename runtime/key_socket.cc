// KeyServer and KeyClient of transport.h. ZeroMQ is the client's alone, because it looks up names without
// blocking and connects again by itself; its STREAM sockets speak plain TCP.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <map>

#include "runtime/local_socket.h"
#include "runtime/log.h"
#include "runtime/transport.h"
#include "runtime/zmq_calls.h"

namespace job_retry {
namespace {

using namespace zmq_calls;

constexpr std::size_t kMaxKeyRequest = 256;
constexpr std::size_t kMaxKeyStatement = 16 << 10;
constexpr int kKeyQueue = 4;        // of pieces of what a server says, each of at most 8 KiB
constexpr int kListenQueue = 4096;  // connections that nobody has taken in yet
constexpr int kAtOnce = 64;         // of them
constexpr int kSendBuffer = 64 << 10;
constexpr int kAsksWithin = 5;  // seconds that the kernel waits for a request before it tells of a connection
constexpr std::chrono::seconds kPause{1};
constexpr std::chrono::hours kTellEvery{1};
// ZMTP's greeting begins so; a frame of ours never does.
constexpr char kOlderRelease = '\xff';

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    bool is_v6() const { return storage.ss_family == AF_INET6; }
    std::string text() const {
        std::array<char, INET6_ADDRSTRLEN> host{};
        if (is_v6()) {
            const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&storage);
            inet_ntop(AF_INET6, &v6->sin6_addr, host.data(), host.size());
            return std::string("[") + host.data() + "]:" + std::to_string(ntohs(v6->sin6_port));
        }
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(&storage);
        inet_ntop(AF_INET, &v4->sin_addr, host.data(), host.size());
        return std::string(host.data()) + ":" + std::to_string(ntohs(v4->sin_port));
    }
};

std::optional<Address> parse(std::string_view endpoint) {
    constexpr std::string_view kTcp = "tcp://";
    const auto colon = endpoint.rfind(':');
    if (!endpoint.starts_with(kTcp) || colon == std::string_view::npos || colon < kTcp.size())
        return std::nullopt;
    std::string host(endpoint.substr(kTcp.size(), colon - kTcp.size()));
    const std::string_view digits = endpoint.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits != "*" && (error != std::errc() || end != digits.data() + digits.size())) return std::nullopt;

    Address address;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        address.size = sizeof *v6;
        if (inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &v6->sin6_addr) == 1) return address;
    } else {
        auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        address.size = sizeof *v4;
        if (inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1) return address;
    }
    return std::nullopt;
}

void set_option(int socket, int level, int name, int value) {
    // What the kernel does not know it does without.
    setsockopt(socket, level, name, &value, sizeof value);
}

}  // namespace

// ---- KeyServer

struct KeyServer::State {
    State(FileDescriptor poll_fd, FileDescriptor listening, const Visitors::Limits& limits)
        : poll(std::move(poll_fd)), listener(std::move(listening)), visitors(limits) {}

    void listen_again(bool on);
    void accept_some(SteadyTime now);
    void entered(FileDescriptor connection, SteadyTime now);
    std::optional<std::string> hear(int connection, SteadyTime now);
    std::optional<std::string> refuse(int connection, std::uint64_t& count);
    void close(int connection);

    FileDescriptor poll;
    FileDescriptor listener;
    struct Connection {
        FileDescriptor socket;
        std::string said;
    };
    std::map<int, Connection> connections;
    std::vector<int> to_hear;
    std::optional<int> asking;
    std::optional<SteadyTime> pause_until;  // while there are no descriptors
    Visitors visitors;
    Doorkeeper::Counts counts;
    std::uint64_t malformed = 0;
    SteadyTime tell_at{};
};

KeyServer::KeyServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyServer::KeyServer(KeyServer&&) noexcept = default;
KeyServer& KeyServer::operator=(KeyServer&&) noexcept = default;
KeyServer::~KeyServer() = default;

Result<KeyServer> KeyServer::bind(const std::string& endpoint, const Visitors::Limits& limits) {
    const auto failure = [&](int error) {
        return socket_failure("cannot listen for key requests at " + endpoint, error, "job_retry_key_port");
    };
    auto address = parse(endpoint);
    if (!address) return failure(EINVAL);
    FileDescriptor poll(epoll_create1(EPOLL_CLOEXEC));
    FileDescriptor listener(
        socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!poll || !listener) return failure(errno);
    set_option(listener.get(), SOL_SOCKET, SO_REUSEADDR, 1);
    // An answer goes out in one piece, or not at all.
    set_option(listener.get(), SOL_SOCKET, SO_SNDBUF, kSendBuffer);
    set_option(listener.get(), IPPROTO_TCP, TCP_DEFER_ACCEPT, kAsksWithin);
    if (address->is_v6()) set_option(listener.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (::bind(listener.get(), address->get(), address->size) != 0 ||
        ::listen(listener.get(), kListenQueue) != 0)
        return failure(errno);
    auto state = std::make_unique<State>(std::move(poll), std::move(listener), limits);
    state->listen_again(true);
    return KeyServer(std::move(state));
}

void KeyServer::State::listen_again(bool on) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = listener.get()}};
    epoll_ctl(poll.get(), on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, listener.get(), &event);
}

void KeyServer::State::close(int connection) {
    visitors.leave(connection);
    connections.erase(connection);
}

void KeyServer::State::accept_some(SteadyTime now) {
    for (int i = 0; i < kAtOnce; ++i) {
        FileDescriptor connection(accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (connection) {
            entered(std::move(connection), now);
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED) continue;
        if (errno != EAGAIN) {
            listen_again(false);
            pause_until = now + kPause;
        }
        return;
    }
}

void KeyServer::State::entered(FileDescriptor connection, SteadyTime now) {
    const int id = connection.get();
    const std::string address = address_of(id);
    const std::vector<int> gone = visitors.enter(id, address, now);
    for (const int one : gone) {
        ++counts.crowded;
        if (one == id) return;
        close(one);
    }
    epoll_event event{.events = EPOLLIN, .data = {.fd = id}};
    if (address.empty() || epoll_ctl(poll.get(), EPOLL_CTL_ADD, id, &event) != 0) {
        visitors.leave(id);
        return;
    }
    connections[id].socket = std::move(connection);
    to_hear.push_back(id);
}

std::optional<std::string> KeyServer::State::refuse(int connection, std::uint64_t& count) {
    ++count;
    close(connection);
    return std::nullopt;
}

// A request, when it is whole.
std::optional<std::string> KeyServer::State::hear(int connection, SteadyTime now) {
    const auto found = connections.find(connection);
    if (found == connections.end()) return std::nullopt;
    std::string& said = found->second.said;
    std::array<char, 4 + kMaxKeyRequest + 1> bytes;
    const ssize_t size = recv(connection, bytes.data(), bytes.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
    if (size <= 0) {
        close(connection);
        return std::nullopt;
    }
    said.append(bytes.data(), std::size_t(size));
    if (said.front() == kOlderRelease) {
        if (now >= tell_at) {
            tell_at = now + kTellEvery;
            log::warning(
                "an agent of an older release asks for the shim's key; install shim and agents of "
                "the same release (told once an hour)");
        }
        return refuse(connection, counts.failed_handshakes);
    }
    FrameBuffer frames(kMaxKeyRequest);
    frames.append(said);
    auto request = frames.next();
    if (!request || (*request && frames.buffered() > 0)) return refuse(connection, malformed);
    visitors.sent(connection, said.size(), now);
    return *request;
}

std::optional<KeyServer::Request> KeyServer::receive(SteadyTime now) {
    State& state = *state_;
    if (state.asking) state.close(*std::exchange(state.asking, std::nullopt));
    for (const int silent : state.visitors.overdue(now))
        state.refuse(silent, state.counts.silent);
    if (state.pause_until && *state.pause_until <= now) {
        state.pause_until.reset();
        state.listen_again(true);
    }
    if (state.to_hear.empty()) {
        std::array<epoll_event, kAtOnce> events;
        const int count = epoll_wait(state.poll.get(), events.data(), int(events.size()), 0);
        for (int i = 0; i < count; ++i) {
            const int ready = events[std::size_t(i)].data.fd;
            if (ready == state.listener.get())
                state.accept_some(now);
            else
                state.to_hear.push_back(ready);
        }
    }
    while (!state.to_hear.empty()) {
        const int connection = state.to_hear.back();
        state.to_hear.pop_back();
        if (auto request = state.hear(connection, now)) {
            state.asking = connection;
            return Request{std::to_string(connection), *std::move(request)};
        }
    }
    return std::nullopt;
}

bool KeyServer::send(const std::string& connection, std::string_view payload) {
    State& state = *state_;
    if (!state.asking || std::to_string(*state.asking) != connection) return false;
    const int socket = *std::exchange(state.asking, std::nullopt);
    const std::string answer = frame(payload);
    const bool sent = ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL) == ssize_t(answer.size());
    state.close(socket);
    return sent;
}

std::string KeyServer::endpoint() const {
    Address bound;
    bound.size = sizeof bound.storage;
    getsockname(state_->listener.get(), bound.get(), &bound.size);
    return "tcp://" + bound.text();
}

std::uint64_t KeyServer::malformed() const {
    return state_->malformed;
}

Doorkeeper::Counts KeyServer::visitors() const {
    Doorkeeper::Counts counts = state_->counts;
    counts.strangers = state_->visitors.strangers();
    counts.of = state_->visitors.counts();
    return counts;
}

int KeyServer::fd() const {
    return state_->poll.get();
}

std::optional<SteadyTime> KeyServer::next() const {
    auto next = state_->visitors.next();
    if (state_->pause_until && (!next || *state_->pause_until < *next)) next = state_->pause_until;
    return next;
}

// ---- KeyClient

struct KeyClient::State {
    zmq::socket_t socket;
    std::string request;
    bool connected = false;
    std::string connection;
    FrameBuffer frames{kMaxKeyStatement};
    bool begun = false;  // something was said on this connection

    void ask();
};

KeyClient::KeyClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyClient::KeyClient(KeyClient&&) noexcept = default;
KeyClient& KeyClient::operator=(KeyClient&&) noexcept = default;
KeyClient::~KeyClient() = default;

Result<KeyClient> KeyClient::connect(Transport& transport, const std::string& endpoint) {
    try {
        zmq::socket_t socket(transport.state().context, zmq::socket_type::stream);
        set_common_options(socket, endpoint, kMaxKeyStatement, kKeyQueue, kKeyQueue);
        set_client_options(socket);
        socket.connect(endpoint);
        return KeyClient(std::make_unique<State>(State{std::move(socket), {}, false, {}}));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot connect to the shim's key port at " + endpoint, error.num(),
                              "job_retry_key_port");
    }
}

void KeyClient::State::ask() {
    if (connected && !request.empty()) send_routed(socket, connection, zmq::message_t(request));
}

void KeyClient::send(std::string_view payload) {
    state_->request = frame(payload);
    state_->ask();
}

Result<std::optional<std::string>> KeyClient::receive() {
    State& state = *state_;
    for (int i = 0; i < kMalformedPerReceive; ++i) {
        std::array<zmq::message_t, 2>
            frames;  // the connection; what it said, or nothing when it came or went
        if (receive_message(state.socket, frames) == Received::nothing) return std::nullopt;
        if (frames[1].empty()) {
            state.connected = !state.connected;
            state.connection = frames[0].to_string();
            state.frames = FrameBuffer(kMaxKeyStatement);
            state.begun = false;
            state.ask();
            continue;
        }
        if (!std::exchange(state.begun, true) && view(frames[1]).front() == kOlderRelease)
            return fail(Errc::version,
                        "its key port speaks an older version; install shim and agent of the same release");
        state.frames.append(view(frames[1]));
        auto answer = state.frames.next();
        if (!answer)
            return fail(Errc::invalid, "what its key port answers is no key: " + answer.error().text);
        if (*answer) return answer;
    }
    return std::nullopt;
}

void* KeyClient::handle() const {
    return state_->socket.handle();
}

}  // namespace job_retry
