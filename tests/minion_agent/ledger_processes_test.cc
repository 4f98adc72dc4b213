// The ledger between processes: who is granted, who is killed when.

#include <unistd.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "minion_agent/ledger.h"
#include "minion_agent/ledger_in_test.h"
#include "support/forked_process.h"

namespace job_retry {
namespace {

using proto::Answer;
using test::claim_of;
using test::ForkedProcess;
using test::jid;
using test::jid_at;
using test::kJid;
using test::kLedgerSize;
using test::kNow;
using test::Milestone;
using test::process;
using test::TemporaryDirectory;

TEST_CASE("of processes that claim one JID at the same time exactly one is granted") {
    const TemporaryDirectory temporary;
    const Ledger::Options options{.directory = temporary / "ledger", .size = kLedgerSize};
    constexpr int kRounds = 20;
    constexpr int kProcesses = 4;
    Milestone start;
    int granted[2];
    REQUIRE(pipe(granted) == 0);
    std::vector<std::unique_ptr<ForkedProcess>> processes;
    for (int p = 0; p < kProcesses; ++p)
        processes.push_back(std::make_unique<ForkedProcess>([&] {
            auto ledger = Ledger::open(options);
            if (!ledger || !start.await()) return 1;
            for (int round = 0; round < kRounds; ++round) {
                Claim claim = claim_of(jid_at(24, round));
                claim.process = ProcessIdentity::of(getpid()).value();
                auto decision = ledger->claim(claim, kNow);
                if (!decision) return 2;
                if (decision->answer == Answer::granted && write(granted[1], &round, sizeof round) < 0)
                    return 3;
                if (decision->answer != Answer::granted && decision->answer != Answer::running &&
                    decision->answer != Answer::interrupted)
                    return 4;
            }
            return 0;
        }));
    for (int p = 0; p < kProcesses; ++p)
        start.reach();
    for (auto& process : processes)
        CHECK(process->wait() == 0);
    close(granted[1]);
    std::vector<int> times(kRounds);
    for (int round = 0; read(granted[0], &round, sizeof round) == sizeof round;)
        ++times[std::size_t(round)];
    close(granted[0]);
    CHECK(times == std::vector<int>(kRounds, 1));
}

TEST_CASE("a process that is killed right after its claim leaves the job interrupted for everybody") {
    const TemporaryDirectory temporary;
    const Ledger::Options options{.directory = temporary / "ledger", .size = kLedgerSize};
    Milestone claimed;
    Milestone never;
    ForkedProcess child([&] {
        auto ledger = Ledger::open(options);
        Claim claim = claim_of(kJid);
        claim.process = ProcessIdentity::of(getpid()).value();
        if (!ledger || ledger->claim(claim, kNow)->answer != Answer::granted) return 1;
        claimed.reach();
        never.await();
        return 0;
    });
    REQUIRE(claimed.await());
    auto ledger = Ledger::open(options);
    REQUIRE(ledger);
    Claim mine = claim_of(kJid);
    mine.process = ProcessIdentity::of(getpid()).value();
    CHECK(ledger->claim(mine, kNow)->answer == Answer::running);
    child.kill();
    CHECK(ledger->claim(mine, kNow)->answer == Answer::interrupted);
    CHECK(ledger->state(jid()).value() == JobState::interrupted);
}

TEST_CASE("a process that is killed in the middle of a change blocks nobody and changes nothing") {
    const TemporaryDirectory temporary;
    const Ledger::Options options{.directory = temporary / "ledger", .size = kLedgerSize};
    Milestone inside;
    Milestone never;
    ForkedProcess child([&] {
        auto ledger = Ledger::open(options);
        if (!ledger) return 1;
        const auto done = ledger->together([&] {
            if (!ledger->claim(claim_of(kJid), kNow)) return;
            inside.reach();
            never.await();
        });
        return done ? 0 : 2;
    });
    REQUIRE(inside.await());
    child.kill();
    auto ledger = Ledger::open(options);
    REQUIRE(ledger);
    CHECK(ledger->state(jid()).value() == JobState::unknown);
    CHECK(ledger->claim(claim_of(kJid, 2), kNow)->answer == Answer::granted);
}

TEST_CASE("a ledger is read while another process writes it") {
    const TemporaryDirectory temporary;
    Ledger::Options options{.directory = temporary / "ledger", .size = kLedgerSize};
    Milestone inside;
    Milestone looked;
    ForkedProcess child([&] {
        auto ledger = Ledger::open(options);
        if (!ledger || !ledger->claim(claim_of("first"), kNow)) return 1;
        const auto done = ledger->together([&] {
            if (!ledger->claim(claim_of("second"), kNow)) return;
            inside.reach();
            looked.await();
        });
        return done ? 0 : 2;
    });
    REQUIRE(inside.await());
    options.read_only = true;
    auto ledger = Ledger::open(options);
    REQUIRE(ledger);
    CHECK(ledger->look_up(jid("first")).value().size() == 1);
    CHECK(ledger->look_up(jid("second")).value().empty());
    CHECK_FALSE(ledger->claim(claim_of("third"), kNow));
    looked.reach();
    CHECK(child.wait() == 0);
    CHECK(ledger->look_up(jid("second")).value().size() == 1);
}

}  // namespace
}  // namespace job_retry
