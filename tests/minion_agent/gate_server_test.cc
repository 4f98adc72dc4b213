#include "minion_agent/gate_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "minion_agent/ledger_in_test.h"

namespace job_retry {
namespace {

using proto::Answer;
using test::jid;
using test::kNow;
using test::LedgerInTest;
using namespace std::chrono_literals;

constexpr std::size_t kMaxReturn = std::size_t{256} << 10;

std::string claim_frame(const std::string& text) {
    return frame(proto::encode(proto::GateRequest(proto::ClaimRequest{.jid = jid(text),
                                                                      .index = 0,
                                                                      .count = 1,
                                                                      .fun = "cmd.run",
                                                                      .digest = test::digest(),
                                                                      .via = proto::Via::live,
                                                                      .master = "salt",
                                                                      .pid = getpid()})));
}

std::string finish_frame(const std::string& text, std::size_t size) {
    return frame(proto::encode(
        proto::GateRequest(proto::FinishRequest{jid(text), 0, 0, "return", std::string(size, 'r')})));
}

struct ServerInTest {
    LedgerInTest test;
    std::optional<Returns> returns;
    std::optional<Gate> gate;
    std::optional<GateServer> server;
    Now now{kNow, SteadyTime{} + 1h};

    explicit ServerInTest(GateServer::Limits limits = {.max_frame = gate_frame_bound(kMaxReturn)}) {
        auto opened = Returns::open({.directory = test.temporary / "returns", .size = std::size_t{8} << 20});
        REQUIRE(opened);
        returns.emplace(std::move(*opened));
        gate.emplace(*test.ledger, &*returns, kMaxReturn);
        auto listening = GateServer::listen(path(), *gate, limits);
        if (!listening) FAIL(listening.error().text);
        server.emplace(std::move(*listening));
    }
    std::filesystem::path path() const { return test.temporary / "gate.ipc"; }
    FileDescriptor connect() {
        auto client = connect_local(path());
        if (!client) FAIL(client.error().text);
        return std::move(*client);
    }
    // One turn of a loop that does not wait.
    std::size_t turn() {
        Poll poll;
        server->add_to(poll);
        REQUIRE(poll.wait(0us));
        return server->step(poll, now);
    }
    void turns(int count) {
        for (int i = 0; i < count; ++i)
            turn();
    }
    // All there is to do.
    void settle() { turns(40); }
};

void send_all(const FileDescriptor& fd, const std::string& bytes) {
    REQUIRE(::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == ssize_t(bytes.size()));
}

Answer answer_of(const FileDescriptor& client) {
    auto payload = read_frame(client.get(), std::size_t{1} << 20);
    if (!payload) FAIL(payload.error().text);
    const auto reply = proto::decode_gate_reply(*payload).value();
    if (const auto* error = std::get_if<proto::GateError>(&reply)) FAIL(error->text);
    return std::get<proto::DecisionReply>(reply).answer;
}

bool is_closed(const FileDescriptor& client) {
    char byte = 0;
    return recv(client.get(), &byte, 1, MSG_DONTWAIT) == 0;
}

TEST_CASE("clients of one turn are answered together, each in its own order") {
    ServerInTest test;
    const FileDescriptor a = test.connect();
    const FileDescriptor b = test.connect();
    test.turn();
    CHECK(test.server->clients() == 2);
    send_all(a, claim_frame("one") + finish_frame("one", 5) + claim_frame("one"));
    send_all(b, claim_frame("two"));
    CHECK(test.turn() == 4);
    CHECK(answer_of(a) == Answer::granted);
    CHECK(read_frame(a.get(), 1000));
    CHECK(answer_of(a) == Answer::finished);
    CHECK(answer_of(b) == Answer::granted);
}

TEST_CASE("a client that sends byte by byte is answered when its request is whole, and holds up nobody") {
    ServerInTest test;
    const FileDescriptor slow = test.connect();
    const FileDescriptor fast = test.connect();
    test.turn();
    const std::string request = claim_frame("slow");
    for (std::size_t i = 0; i + 1 < request.size(); ++i) {
        send_all(slow, request.substr(i, 1));
        CHECK(test.turn() == 0);
    }
    send_all(fast, claim_frame("fast"));
    CHECK(test.turn() == 1);
    CHECK(answer_of(fast) == Answer::granted);
    send_all(slow, request.substr(request.size() - 1));
    CHECK(test.turn() == 1);
    CHECK(answer_of(slow) == Answer::granted);
}

TEST_CASE("many requests at once are all answered, and the server says that it wants another turn") {
    ServerInTest test;
    const FileDescriptor client = test.connect();
    test.turn();
    std::string requests;
    constexpr int kRequests = 100;
    for (int i = 0; i < kRequests; ++i)
        requests += claim_frame("job " + std::to_string(i));
    send_all(client, requests);
    std::size_t answered = test.turn();
    CHECK(answered > 0);
    while (test.server->next_step() && *test.server->next_step() <= test.now.steady)
        answered += test.turn();
    CHECK(answered == kRequests);
    for (int i = 0; i < kRequests; ++i)
        CHECK(answer_of(client) == Answer::granted);
}

TEST_CASE("a client that leaves after its request has its request carried out") {
    ServerInTest test;
    {
        const FileDescriptor client = test.connect();
        send_all(client, claim_frame("left"));
    }
    test.settle();
    CHECK(test.server->clients() == 0);
    CHECK(test.test.state("left") == JobState::interrupted);
}

TEST_CASE("a client that has closed its sending side still gets its replies") {
    ServerInTest test;
    const FileDescriptor client = test.connect();
    send_all(client, claim_frame("a") + claim_frame("b"));
    REQUIRE(shutdown(client.get(), SHUT_WR) == 0);
    test.settle();
    CHECK(answer_of(client) == Answer::granted);
    CHECK(answer_of(client) == Answer::granted);
    CHECK(is_closed(client));
    CHECK(test.server->clients() == 0);
}

TEST_CASE("garbage is answered with an error, a stream that cannot be followed is closed") {
    ServerInTest test;
    const FileDescriptor garbage = test.connect();
    const FileDescriptor endless = test.connect();
    const FileDescriptor good = test.connect();
    test.turn();
    send_all(garbage, frame("garbage"));
    send_all(endless, "\xff\xff\xff\xff");
    send_all(good, claim_frame("good"));
    test.settle();
    const auto reply = proto::decode_gate_reply(read_frame(garbage.get(), 10000).value()).value();
    CHECK(std::get<proto::GateError>(reply).code == Errc::invalid);
    CHECK(is_closed(endless));
    CHECK(test.server->refused() == 1);
    CHECK(answer_of(good) == Answer::granted);
    send_all(garbage, claim_frame("better"));
    test.settle();
    CHECK(answer_of(garbage) == Answer::granted);
}

TEST_CASE("a silent client is dropped after the idle time, one that asks is not") {
    ServerInTest test;
    const FileDescriptor silent = test.connect();
    const FileDescriptor asking = test.connect();
    test.turn();
    const SteadyTime due = test.now.steady + 60s;
    CHECK(test.server->next_step() == due);
    test.now.steady = due - 1s;
    send_all(asking, claim_frame("a"));
    test.settle();
    CHECK(test.server->clients() == 2);
    test.now.steady = due;
    test.turn();
    CHECK(test.server->clients() == 1);
    CHECK(is_closed(silent));
    CHECK(answer_of(asking) == Answer::granted);
}

TEST_CASE("a client that does not take its replies is not read any more, and is dropped when idle") {
    ServerInTest test;
    const FileDescriptor greedy = test.connect();
    const FileDescriptor other = test.connect();
    test.turn();
    send_all(greedy, claim_frame("big") + finish_frame("big", 100000));
    test.settle();
    // Each of these asks for 100 kB that nobody takes.
    const std::string ask = claim_frame("big");
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += ask;
    send_all(greedy, many);
    std::size_t answered = 0;
    for (int i = 0; i < 50; ++i)
        answered += test.turn();
    CHECK(answered < 100);
    send_all(other, claim_frame("other"));
    test.settle();
    CHECK(answer_of(other) == Answer::granted);
    test.now.steady += 61s;
    test.settle();
    CHECK(test.server->clients() == 0);
}

TEST_CASE("clients beyond the bound wait their turn") {
    ServerInTest test({.max_frame = gate_frame_bound(kMaxReturn), .max_clients = 2});
    std::vector<FileDescriptor> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(test.connect());
        send_all(clients.back(), claim_frame("job " + std::to_string(i)));
    }
    test.settle();
    CHECK(test.server->clients() == 2);
    CHECK(answer_of(clients[0]) == Answer::granted);
    clients[0] = FileDescriptor();
    clients[1] = FileDescriptor();
    test.settle();
    CHECK(answer_of(clients[2]) == Answer::granted);
    CHECK(answer_of(clients[3]) == Answer::granted);
}

TEST_CASE("when too much waits in memory one request after the other still gets whole") {
    ServerInTest test({.max_frame = gate_frame_bound(kMaxReturn), .max_buffered = 100000});
    std::vector<FileDescriptor> clients;
    std::vector<std::string> rest;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(test.connect());
        send_all(clients.back(), claim_frame("job " + std::to_string(i)));
        test.settle();
        CHECK(answer_of(clients.back()) == Answer::granted);
        rest.push_back(finish_frame("job " + std::to_string(i), 200000));
    }
    // All send their large request at once, as far as their sockets take it.
    bool left = true;
    for (int round = 0; left && round < 1000; ++round) {
        left = false;
        for (std::size_t i = 0; i < clients.size(); ++i) {
            const ssize_t put =
                ::send(clients[i].get(), rest[i].data(), std::min<std::size_t>(rest[i].size(), 7000),
                       MSG_NOSIGNAL | MSG_DONTWAIT);
            if (put > 0) rest[i].erase(0, std::size_t(put));
            left = left || !rest[i].empty();
        }
        test.turn();
        // At most one client goes on beyond the bound, and one turn's bytes of the others came before.
        CHECK(test.server->buffered() < 100000 + 4 * 7000 + 200000);
    }
    test.settle();
    for (int i = 0; i < 4; ++i)
        CHECK(test.test.state("job " + std::to_string(i)) == JobState::finished);
}

TEST_CASE("a client that stalls while it alone is read is dropped soon, and the others go on") {
    ServerInTest test({.max_frame = gate_frame_bound(kMaxReturn), .max_buffered = 100000});
    const FileDescriptor other = test.connect();
    send_all(other, claim_frame("a"));
    test.settle();
    CHECK(answer_of(other) == Answer::granted);
    const FileDescriptor stalled = test.connect();
    const std::string beginning = finish_frame("a", 200000).substr(0, 110000);
    for (std::size_t at = 0; at < beginning.size(); at += 10000) {
        send_all(stalled, beginning.substr(at, 10000));
        test.turn();
    }
    test.settle();
    send_all(other, finish_frame("a", 10));
    test.settle();
    CHECK(test.test.state("a") != JobState::finished);
    CHECK(test.server->next_step() == test.now.steady + 5s);
    test.now.steady += 5s;
    test.settle();
    CHECK(test.server->clients() == 1);
    CHECK(is_closed(stalled));
    CHECK(test.test.state("a") == JobState::finished);
}

TEST_CASE("another user is not let in") {
    if (geteuid() != 0) return;  // only root can become somebody else
    ServerInTest test;
    // The modes keep others out already; the server does not rely on them.
    std::filesystem::permissions(test.test.temporary.path(),
                                 std::filesystem::perms::others_exec | std::filesystem::perms::group_exec,
                                 std::filesystem::perm_options::add);
    std::filesystem::permissions(test.path(), std::filesystem::perms::all);
    REQUIRE(seteuid(12345) == 0);
    auto stranger = connect_local(test.path());
    REQUIRE(seteuid(0) == 0);
    REQUIRE(stranger);
    test.settle();
    CHECK(test.server->clients() == 0);
    CHECK(test.server->refused() == 1);
    CHECK(is_closed(*stranger));
}

}  // namespace
}  // namespace job_retry
