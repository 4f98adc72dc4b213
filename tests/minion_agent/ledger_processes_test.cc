// The ledger between processes: who is granted, who is killed when.

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>
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
            if (!ledger) std::fprintf(stderr, "%s\n", ledger.error().text.c_str());
            if (!ledger || !start.await()) return 1;
            for (int round = 0; round < kRounds; ++round) {
                Claim claim = claim_of(jid_at(24, round));
                claim.process = ProcessIdentity::of(getpid()).value();
                auto decision = ledger->claim(claim, kNow);
                if (!decision) {
                    std::fprintf(stderr, "%s\n", decision.error().text.c_str());
                    return 2;
                }
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

// One that reads and never ends, and how many jobs this process could run beside it.
int jobs_beside_a_reader(const Ledger::Options& options, const std::function<void(Milestone&)>& read) {
    Milestone reading;
    ForkedProcess reader([&] {
        read(reading);
        return 0;
    });
    REQUIRE(reading.await());
    auto ledger = Ledger::open(options);
    REQUIRE(ledger);
    int jobs = 0;
    for (; jobs < 1000; ++jobs) {
        const std::string text = jid_at(24, jobs);
        auto decision = ledger->claim(claim_of(text), kNow);
        if (!decision) {
            CHECK(decision.error().code == Errc::full);
            CHECK_THAT(decision.error().text, Catch::Contains("process " + std::to_string(reader.pid())));
            break;
        }
        REQUIRE(ledger->finish(jid(text), 0, 0, "return", kNow));
    }
    // What is granted while it reads finishes; once it is killed, all is as before.
    reader.kill();
    CHECK(ledger->claim(claim_of(jid_at(25, 1)), kNow));
    CHECK(ledger->finish(jid(jid_at(25, 1)), 0, 0, "return", kNow));
    return jobs;
}

TEST_CASE("whoever shows the ledger and is not read holds up no job") {
    const TemporaryDirectory temporary;
    const Ledger::Options options{.directory = temporary / "ledger", .size = kLedgerSize};
    {
        auto ledger = Ledger::open(options);
        REQUIRE(ledger);
        for (int i = 0; i < 600; ++i)
            REQUIRE(ledger->claim(claim_of(jid_at(20, i)), kNow));
    }
    CHECK(jobs_beside_a_reader(options, [&](Milestone& reading) {
              Ledger::Options to_read = options;
              to_read.read_only = true;
              auto ledger = Ledger::open(to_read);
              if (!ledger) return;
              const auto scanned = ledger->scan([&](const Entry&) {
                  reading.reach();
                  Milestone never;
                  return never.await();
              });
          }) == 1000);
}

TEST_CASE("a program that holds pages of the ledger is named, and every finish still gets through") {
    const TemporaryDirectory temporary;
    const Ledger::Options options{.directory = temporary / "ledger", .size = kLedgerSize};
    REQUIRE(Ledger::open(options));
    const int jobs = jobs_beside_a_reader(options, [&](Milestone& reading) {
        // Another program of LMDB's, in the midst of a look.
        auto database = Database::open({.directory = options.directory,
                                        .format = "job-retry-ledger",
                                        .read_only = true,
                                        .tables = {"entries"}});
        if (!database) return;
        auto transaction = (*database)->read();
        if (!transaction) return;
        reading.reach();
        Milestone never;
        never.await();
    });
    CHECK(jobs > 5);
    CHECK(jobs < 1000);
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
