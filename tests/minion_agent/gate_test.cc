#include "minion_agent/gate.h"

#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "minion_agent/gate_command.h"
#include "minion_agent/ledger_in_test.h"
#include "minion_agent/stores.h"
#include "runtime/local_socket.h"
#include "support/forked_process.h"

namespace job_retry {
namespace {

using proto::Answer;
using test::jid;
using test::kJid;
using test::kNow;
using test::LedgerInTest;
using namespace std::chrono_literals;

const Now kThen{kNow, SteadyTime{}};

proto::ClaimRequest claim_request(const std::string& text = kJid, std::int64_t pid = 1) {
    return {.jid = jid(text),
            .index = 0,
            .count = 1,
            .fun = "cmd.run",
            .digest = test::digest(),
            .via = proto::Via::live,
            .master = "salt",
            .pid = pid};
}

proto::FinishRequest finish_request(const std::string& text, std::optional<std::string> returned) {
    return {jid(text), 0, 2, "return", std::move(returned)};
}

struct GateInTest {
    LedgerInTest test;
    std::optional<Returns> returns;
    std::optional<Gate> gate;

    explicit GateInTest(std::size_t max_return = 1000) {
        auto opened = Returns::open({.directory = test.temporary / "returns", .size = std::size_t{2} << 20});
        if (!opened) FAIL(opened.error().text);
        returns.emplace(std::move(*opened));
        gate.emplace(*test.ledger, &*returns, max_return, &identify);
    }
    // Processes below 1000 live.
    static std::optional<ProcessIdentity> identify(pid_t pid) {
        if (pid >= 1000) return std::nullopt;
        return test::process(pid);
    }
    proto::GateReply ask(const proto::GateRequest& request, pid_t peer = 1) {
        return gate->answer(request, peer, kThen);
    }
    proto::DecisionReply claim(const proto::ClaimRequest& request) {
        const auto reply = ask(request, pid_t(request.pid));
        if (const auto* error = std::get_if<proto::GateError>(&reply)) FAIL(error->text);
        return std::get<proto::DecisionReply>(reply);
    }
    bool done(const proto::GateRequest& request, pid_t peer = 1) {
        return std::holds_alternative<proto::DoneReply>(ask(request, peer));
    }
    Errc refused(const proto::GateRequest& request, pid_t peer = 1) {
        return std::get<proto::GateError>(ask(request, peer)).code;
    }
};

TEST_CASE("a duplicate of a finished job is answered with its recorded return") {
    GateInTest test;
    const auto granted = test.claim(claim_request());
    CHECK(granted.answer == Answer::granted);
    CHECK(granted.jid == jid());
    CHECK_FALSE(granted.claimed_at);
    REQUIRE(test.done(finish_request(kJid, "value")));
    const auto replay = test.claim(claim_request(kJid, 2));
    CHECK(replay.answer == Answer::finished);
    CHECK(replay.retcode == 2);
    CHECK(replay.outcome == "return");
    CHECK(replay.returned == "value");
    CHECK(replay.claimed_at == kNow);
    CHECK(replay.finished_at == kNow);
    CHECK(test.gate->counts().answers[static_cast<std::size_t>(Answer::granted)] == 1);
    CHECK(test.gate->counts().answers[static_cast<std::size_t>(Answer::finished)] == 1);
    CHECK(test.gate->counts().errors == 0);
}

TEST_CASE("a return that is too large, absent or not storable is left out, its finish is not") {
    GateInTest test(10);
    for (const auto& [text, returned] : std::map<std::string, std::optional<std::string>>{
             {"too large", std::string(11, 'x')}, {"absent", std::nullopt}}) {
        REQUIRE(test.claim(claim_request(text)).answer == Answer::granted);
        REQUIRE(test.done(finish_request(text, returned)));
        const auto replay = test.claim(claim_request(text, 2));
        CHECK(replay.answer == Answer::finished);
        CHECK_FALSE(replay.returned);
    }
    Gate without(*test.test.ledger, nullptr, 10, &GateInTest::identify);
    REQUIRE(test.claim(claim_request("no store")).answer == Answer::granted);
    without.answer(proto::GateRequest(finish_request("no store", "x")), 1, kThen);
    CHECK(test.claim(claim_request("no store", 2)).answer == Answer::finished);
}

TEST_CASE("the return of the first finish stays") {
    GateInTest test;
    test.claim(claim_request());
    REQUIRE(test.done(finish_request(kJid, "first")));
    REQUIRE(test.done(finish_request(kJid, "second")));
    CHECK(test.claim(claim_request(kJid, 2)).returned == "first");
}

TEST_CASE("no return is recorded for what was never claimed") {
    GateInTest test;
    CHECK(test.refused(finish_request(kJid, "x")) == Errc::not_found);
    CHECK_FALSE(test.returns->get(jid(), 0).value());
}

TEST_CASE("running, interrupted and conflict tell what the executor has to say") {
    GateInTest test;
    test.test.living->insert(1);
    test.claim(claim_request(kJid, 1));
    const auto running = test.claim(claim_request(kJid, 2));
    CHECK(running.answer == Answer::running);
    CHECK(running.claimed_at == kNow);
    test.test.living->clear();
    const auto interrupted = test.claim(claim_request(kJid, 2));
    CHECK(interrupted.answer == Answer::interrupted);
    CHECK(interrupted.claimed_at == kNow);
    auto other = claim_request(kJid, 2);
    other.digest = test::digest(99);
    other.fun = "test.ping";
    const auto conflict = test.claim(other);
    CHECK(conflict.answer == Answer::conflict);
    CHECK(conflict.fun == "cmd.run");
}

TEST_CASE("a claim for a process that does not live is refused and leaves nothing") {
    GateInTest test;
    CHECK(test.refused(claim_request(kJid, 1000), 1000) == Errc::invalid);
    CHECK(test.test.state() == JobState::unknown);
}

TEST_CASE("a claim for another process than the one that asks is refused and leaves nothing") {
    GateInTest test;
    // In a container with a pid namespace of its own, "1" is somebody else; one that cannot be seen from here
    // is 0.
    for (const pid_t peer : {2, 0}) {
        CHECK(test.refused(claim_request(kJid, 1), peer) == Errc::invalid);
        CHECK(test.test.state() == JobState::unknown);
    }
}

TEST_CASE("a process that cannot be told from later ones claims nothing, and the ledger stays whole") {
    LedgerInTest test;
    Gate gate(*test.ledger, nullptr, 1000, [](pid_t pid) {
        return std::optional(ProcessIdentity{pid, 100, ""});
    });
    const auto reply = gate.answer(proto::GateRequest(claim_request()), 1, kThen);
    CHECK(std::get<proto::GateError>(reply).code == Errc::invalid);
    CHECK_THAT(std::get<proto::GateError>(reply).text, Catch::Contains("boot_id"));
    CHECK(test.state() == JobState::unknown);
    CHECK(test.ledger->stats());
}

TEST_CASE("a claim is given back only by the very process: its number may have been given to another") {
    GateInTest test;
    REQUIRE(test.claim(claim_request(kJid, 1)).answer == Answer::granted);
    Gate later(*test.test.ledger, nullptr, 1000, [](pid_t pid) {
        auto other = test::process(pid);
        ++other.start_ticks;
        return std::optional(other);
    });
    const auto refused = later.answer(proto::GateRequest(proto::ReleaseRequest{jid(), 0}), 1, kThen);
    CHECK(std::get<proto::GateError>(refused).code == Errc::conflict);
    CHECK(test.test.state() == JobState::interrupted);
}

TEST_CASE("returns are opened by the first request that needs them") {
    LedgerInTest test;
    int opened = 0;
    Gate gate(
        *test.ledger,
        [&]() -> Returns* {
            ++opened;
            return nullptr;
        },
        1000, &GateInTest::identify);
    gate.answer(proto::GateRequest(claim_request()), 1, kThen);
    gate.answer(proto::GateRequest(finish_request(kJid, std::nullopt)), 1, kThen);
    CHECK(opened == 0);
    gate.answer(proto::GateRequest(claim_request()), 1, kThen);
    CHECK(opened == 1);
}

TEST_CASE("only the process that asks for a release and holds the claim gets it") {
    GateInTest test;
    test.claim(claim_request(kJid, 1));
    const proto::ReleaseRequest release{jid(), 0};
    CHECK(test.refused(release, 2) == Errc::conflict);
    CHECK(test.done(release, 1));
    CHECK(test.test.state() == JobState::unknown);
    CHECK(test.refused(release, 1) == Errc::not_found);
}

TEST_CASE("several requests are answered in order, garbage among them costs only itself") {
    GateInTest test;
    const std::vector<std::string> frames = {proto::encode(proto::GateRequest(claim_request("a"))), "garbage",
                                             proto::encode(proto::GateRequest(finish_request("a", "value"))),
                                             proto::encode(proto::GateRequest(claim_request("a", 2))),
                                             proto::encode(proto::GateRequest(claim_request("b", 2)))};
    std::vector<Gate::Asked> asked;
    for (std::size_t i = 0; i < frames.size(); ++i)
        asked.push_back({frames[i], i < 3 ? 1 : 2});
    const auto replies = test.gate->answer(asked, kThen);
    REQUIRE(replies.size() == 5);
    CHECK(std::get<proto::DecisionReply>(replies[0]).answer == Answer::granted);
    CHECK(std::get<proto::GateError>(replies[1]).code == Errc::invalid);
    CHECK(std::holds_alternative<proto::DoneReply>(replies[2]));
    CHECK(std::get<proto::DecisionReply>(replies[3]).answer == Answer::finished);
    CHECK(std::get<proto::DecisionReply>(replies[3]).returned == "value");
    CHECK(std::get<proto::DecisionReply>(replies[4]).answer == Answer::granted);
    CHECK(test.gate->answer(std::vector<Gate::Asked>{}, kThen).empty());
}

TEST_CASE("a full ledger refuses the claim with what to do, and grants nothing") {
    GateInTest test;
    std::vector<proto::GateReply> replies;
    std::vector<std::string> frames;
    std::optional<proto::GateError> full;
    for (int group = 0; !full; ++group) {
        frames.clear();
        std::vector<Gate::Asked> asked;
        for (int i = 0; i < 200; ++i)
            frames.push_back(
                proto::encode(proto::GateRequest(claim_request(test::jid_at(24, group * 200 + i)))));
        for (const std::string& one : frames)
            asked.push_back({one, 1});
        for (const auto& reply : test.gate->answer(asked, kThen))
            if (const auto* error = std::get_if<proto::GateError>(&reply)) full = *error;
    }
    CHECK(full->code == Errc::full);
    CHECK_THAT(full->text, Catch::Contains("job_retry_ledger_size"));
    CHECK(test.refused(claim_request(test::jid_at(25, 0))) == Errc::full);
    CHECK(test.test.state(test::jid_at(25, 0)) == JobState::unknown);
    CHECK(test.done(finish_request(test::jid_at(24, 0), "value")));
}

// A job process that talks to `minion-agent gate` through a pair of sockets.
struct Conversation {
    FileDescriptor ours;
    FileDescriptor theirs;
    Conversation() {
        int ends[2];
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
        ours = FileDescriptor(ends[0]);
        theirs = FileDescriptor(ends[1]);
    }
    proto::GateReply ask(const proto::GateRequest& request) {
        REQUIRE(write_frame(ours.get(), proto::encode(request)));
        auto frame = read_frame(ours.get(), 1 << 20);
        if (!frame) FAIL(frame.error().text);
        return proto::decode_gate_reply(*frame).value();
    }
};

TEST_CASE("without the daemon the gate command answers from the same ledger, until its input ends") {
    const test::TemporaryDirectory temporary;
    const GateCommand command{.directory = temporary / "state",
                              .ledger_size = std::size_t{1} << 20,
                              .returns_size = std::size_t{2} << 20,
                              .max_return = 1000};
    Conversation talk;
    test::ForkedProcess child([&] {
        talk.ours = FileDescriptor();
        return gate_command(command, talk.theirs.get(), talk.theirs.get(), 1) ? 0 : 1;
    });
    talk.theirs = FileDescriptor();
    auto mine = claim_request(kJid, getpid());
    CHECK(std::get<proto::DecisionReply>(talk.ask(mine)).answer == Answer::granted);
    CHECK(std::holds_alternative<proto::DoneReply>(talk.ask(finish_request(kJid, "value"))));
    CHECK(std::get<proto::DecisionReply>(talk.ask(mine)).returned == "value");
    // The socket tells who asks, so this process may give its claim back.
    CHECK(std::get<proto::DecisionReply>(talk.ask(claim_request("b", getpid()))).answer == Answer::granted);
    CHECK(std::holds_alternative<proto::DoneReply>(talk.ask(proto::ReleaseRequest{jid("b"), 0})));
    talk.ours = FileDescriptor();
    CHECK(child.wait() == 0);
    auto ledger = Ledger::open({.directory = ledger_directory(command.directory), .read_only = true});
    REQUIRE(ledger);
    CHECK(ledger->state(jid()).value() == JobState::finished);
}

TEST_CASE("the gate command ends with an error on input that is cut or too large") {
    for (const std::string& input : {frame("xx").substr(0, 5), std::string("\x7f\xff\xff\xff", 4)}) {
        const test::TemporaryDirectory temporary;
        int ends[2];
        REQUIRE(pipe(ends) == 0);
        const FileDescriptor in(ends[0]);
        FileDescriptor out(ends[1]);
        REQUIRE(write(out.get(), input.data(), input.size()) == ssize_t(input.size()));
        out = FileDescriptor();
        const auto ended = gate_command({.directory = temporary / "state",
                                         .ledger_size = std::size_t{1} << 20,
                                         .returns_size = std::size_t{1} << 20,
                                         .max_return = 1000},
                                        in.get(), in.get(), 1);
        REQUIRE_FALSE(ended);
        CHECK(ended.error().code == Errc::invalid);
    }
}

}  // namespace
}  // namespace job_retry
