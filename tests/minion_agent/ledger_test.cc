#include "minion_agent/ledger.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "minion_agent/ledger_in_test.h"
#include "minion_agent/ledger_names.h"
#include "minion_agent/ledger_record.h"

namespace job_retry {
namespace {

using proto::Answer;
using test::claim_of;
using test::day;
using test::digest;
using test::jid;
using test::jid_at;
using test::kJid;
using test::kNow;
using test::LedgerInTest;
using test::process;
using namespace std::chrono_literals;

TEST_CASE("a JID is granted once, what the ledger says afterwards follows its process and its end") {
    LedgerInTest test;
    CHECK(test.state() == JobState::unknown);
    CHECK(test.claim(claim_of(kJid, 1)) == Answer::granted);
    test.living->insert(1);
    CHECK(test.claim(claim_of(kJid, 2)) == Answer::running);
    CHECK(test.state() == JobState::running);
    test.living->clear();
    CHECK(test.claim(claim_of(kJid, 2)) == Answer::interrupted);
    CHECK(test.state() == JobState::interrupted);
    REQUIRE(test.ledger->finish(jid(), 0, 3, "return", kNow + 5s));
    CHECK(test.claim(claim_of(kJid, 2)) == Answer::finished);
    CHECK(test.state() == JobState::finished);
}

TEST_CASE("the same process is granted again: its first answer was lost") {
    LedgerInTest test;
    CHECK(test.claim(claim_of(kJid, 1), kNow) == Answer::granted);
    CHECK(test.claim(claim_of(kJid, 1), kNow + 1min) == Answer::granted);
    CHECK(test.ledger->look_up(jid()).value().front().claimed_at == kNow);
    Claim later_process = claim_of(kJid, 1);
    ++later_process.process.start_ticks;
    CHECK(test.claim(later_process) == Answer::interrupted);
    REQUIRE(test.ledger->finish(jid(), 0, 0, "return", kNow));
    CHECK(test.claim(claim_of(kJid, 1)) == Answer::finished);
}

TEST_CASE("an entry tells everything that was claimed and how it ended, also after reopening") {
    LedgerInTest test;
    Claim claim = claim_of("my job \xc3\xa4", 4711);
    claim.index = 3;
    claim.count = 5;
    claim.fun = "state.apply";
    claim.digest = digest(0xff);
    claim.via = proto::Via::pending;
    claim.master = "";
    REQUIRE(test.claim(claim) == Answer::granted);
    REQUIRE(test.ledger->finish(claim.jid, 3, -42, "CommandExecutionError", kNow + 3s));
    test.reopen();
    const auto entries = test.ledger->look_up(claim.jid).value();
    REQUIRE(entries.size() == 1);
    const Entry& entry = entries.front();
    CHECK(entry.claim.jid == claim.jid);
    CHECK(entry.claim.index == 3);
    CHECK(entry.claim.count == 5);
    CHECK(entry.claim.fun == "state.apply");
    CHECK(entry.claim.digest == claim.digest);
    CHECK(entry.claim.via == proto::Via::pending);
    CHECK(entry.claim.master.empty());
    CHECK(entry.claim.process == claim.process);
    CHECK(entry.state == EntryState::finished);
    CHECK(entry.claimed_at == kNow);
    CHECK(entry.finished_at == kNow + 3s);
    CHECK(entry.retcode == -42);
    CHECK(entry.outcome == "CommandExecutionError");
}

TEST_CASE("the first finish stays, and what was not claimed cannot finish") {
    LedgerInTest test;
    CHECK(test.ledger->finish(jid(), 0, 0, "return", kNow).error().code == Errc::not_found);
    test.claim(claim_of(kJid));
    CHECK(test.ledger->finish(jid(), 1, 0, "return", kNow).error().code == Errc::not_found);
    REQUIRE(test.ledger->finish(jid(), 0, 1, "return", kNow + 1s));
    REQUIRE(test.ledger->finish(jid(), 0, 2, "OSError", kNow + 2s));
    const Entry entry = test.ledger->look_up(jid()).value().front();
    CHECK(entry.retcode == 1);
    CHECK(entry.outcome == "return");
    CHECK(entry.finished_at == kNow + 1s);
}

TEST_CASE("the same JID with another digest or count is a conflict, whatever its state and index") {
    LedgerInTest test;
    Claim first = claim_of(kJid, 1);
    first.count = 2;
    REQUIRE(test.claim(first) == Answer::granted);
    for (const bool finished : {false, true}) {
        if (finished) REQUIRE(test.ledger->finish(jid(), 0, 0, "return", kNow));
        for (const std::uint16_t index : {0, 1}) {
            Claim other = first;
            other.index = index;
            other.digest = digest(8);
            other.fun = "test.ping";
            auto decision = test.ledger->claim(other, kNow);
            REQUIRE(decision);
            CHECK(decision->answer == Answer::conflict);
            CHECK(decision->entry.value().claim.fun == "cmd.run");
            other = first;
            other.index = index;
            other.count = 3;
            CHECK(test.claim(other) == Answer::conflict);
        }
    }
    CHECK(test.ledger->look_up(jid()).value().size() == 1);
}

TEST_CASE("each function of a job is claimed for itself, and the job's state follows all of them") {
    LedgerInTest test;
    test.living->insert(1);
    const auto function = [&](std::uint16_t index) {
        Claim claim = claim_of(kJid, 1);
        claim.index = index;
        claim.count = 3;
        return claim;
    };
    CHECK(test.claim(function(0)) == Answer::granted);
    CHECK(test.state() == JobState::running);
    REQUIRE(test.ledger->finish(jid(), 0, 0, "return", kNow));
    CHECK(test.state() == JobState::running);  // between two functions
    test.living->clear();
    CHECK(test.state() == JobState::partial);
    CHECK(test.claim(function(1)) == Answer::granted);
    CHECK(test.state() == JobState::interrupted);
    test.living->insert(1);
    CHECK(test.state() == JobState::running);
    REQUIRE(test.ledger->finish(jid(), 1, 0, "return", kNow));
    REQUIRE(test.claim(function(2)) == Answer::granted);
    REQUIRE(test.ledger->finish(jid(), 2, 0, "return", kNow));
    CHECK(test.state() == JobState::finished);
    const auto entries = test.ledger->look_up(jid()).value();
    REQUIRE(entries.size() == 3);
    for (std::uint16_t index = 0; index < 3; ++index)
        CHECK(entries[index].claim.index == index);
}

TEST_CASE("JIDs that begin alike are not each other's functions") {
    LedgerInTest test;
    for (const std::string& text :
         {std::string("a"), std::string("ab"), std::string("a!"), kJid, kJid + "_1"}) {
        CHECK(test.claim(claim_of(text)) == Answer::granted);
        CHECK(test.ledger->look_up(jid(text)).value().size() == 1);
    }
}

TEST_CASE("a claim is given back only by the process that holds it, and only before its end") {
    LedgerInTest test;
    CHECK(test.ledger->release(jid(), 0, process(1)).error().code == Errc::not_found);
    REQUIRE(test.claim(claim_of(kJid, 1)) == Answer::granted);
    CHECK(test.ledger->release(jid(), 0, process(2)).error().code == Errc::conflict);
    REQUIRE(test.ledger->release(jid(), 0, process(1)));
    CHECK(test.state() == JobState::unknown);
    CHECK(test.claim(claim_of(kJid, 3)) == Answer::granted);
    REQUIRE(test.ledger->finish(jid(), 0, 0, "return", kNow));
    CHECK(test.ledger->release(jid(), 0, process(3)).error().code == Errc::conflict);
    CHECK(test.state() == JobState::finished);
}

Claim attempt_of(const std::string& text, pid_t pid, char attempt) {
    Claim claim = claim_of(text, pid);
    claim.attempt.assign(proto::kAttemptSize, attempt);
    return claim;
}

TEST_CASE("a process of threads: its lost answer is given again, its second attempt runs nothing") {
    LedgerInTest test;
    test.living->insert(1);
    REQUIRE(test.claim(attempt_of(kJid, 1, 'a')) == Answer::granted);
    CHECK(test.claim(attempt_of(kJid, 1, 'a')) == Answer::granted);
    CHECK(test.claim(attempt_of(kJid, 2, 'b')) == Answer::running);
    CHECK(test.state() == JobState::running);
    // The function of the first attempt ended by SystemExit, or its finish was lost; the process lives on.
    CHECK(test.claim(attempt_of(kJid, 1, 'c')) == Answer::interrupted);
    CHECK(test.state() == JobState::interrupted);
    CHECK(test.claim(attempt_of(kJid, 2, 'd')) == Answer::interrupted);
    CHECK(test.claim(attempt_of(kJid, 1, 'a')) == Answer::interrupted);
}

TEST_CASE("a permission that a process of threads has used lets its next attempt run nothing") {
    LedgerInTest test;
    REQUIRE(test.claim(attempt_of(kJid, 1, 'a')) == Answer::granted);
    REQUIRE(test.ledger->permit(jid(), 1000).value());
    test.living->insert(2);
    REQUIRE(test.claim(attempt_of(kJid, 2, 'b')) == Answer::granted);
    CHECK(test.claim(attempt_of(kJid, 2, 'c')) == Answer::interrupted);
    CHECK(test.claim(attempt_of(kJid, 2, 'c')) == Answer::interrupted);
    REQUIRE(test.ledger->permit(jid(), 1001).value());
    CHECK(test.claim(attempt_of(kJid, 2, 'd')) == Answer::granted);
}

TEST_CASE("an end or a release of one attempt is not one of another") {
    LedgerInTest test;
    REQUIRE(test.claim(attempt_of(kJid, 1, 'a')) == Answer::granted);
    const std::string other(proto::kAttemptSize, 'b');
    CHECK(test.ledger->finish(jid(), 0, 0, "return", kNow, other).error().code == Errc::conflict);
    CHECK(test.ledger->release(jid(), 0, process(1), other).error().code == Errc::conflict);
    CHECK(test.state() == JobState::interrupted);
    CHECK(test.ledger->finish(jid(), 0, 0, "return", kNow, std::string(proto::kAttemptSize, 'a')));
    CHECK(test.state() == JobState::finished);
}

TEST_CASE("a claim without a boot id is refused, as is no other, and one that is recorded is interrupted") {
    LedgerInTest test;
    Claim claim = claim_of(kJid);
    claim.process.boot_id.clear();
    CHECK(test.ledger->claim(claim, kNow).error().code == Errc::invalid);
    CHECK(test.state() == JobState::unknown);
    LedgerRecord record{.count = 1, .fun = 1, .pid = 1, .start_ticks = 1};
    CHECK(decode_record(encode_record(record)).value() == record);
}

TEST_CASE("jobs with JIDs of their own, which are never forgotten, leave room to the others") {
    LedgerInTest test;
    std::size_t granted = 0;
    std::optional<Error> refused;
    while (!refused) {
        REQUIRE(test.ledger->together([&] {
            for (int i = 0; i < 100 && !refused; ++i) {
                auto decision = test.ledger->claim(claim_of("mine " + std::to_string(granted)), kNow);
                if (decision)
                    ++granted;
                else
                    refused = decision.error();
            }
        }));
    }
    CHECK(refused->code == Errc::invalid);
    CHECK_THAT(refused->text, Catch::Contains("without `jid`") && Catch::Contains("job_retry_ledger_size"));
    CHECK(granted > 2000);
    // Not by their number alone: after a new start, and what is there already goes on.
    test.reopen();
    CHECK_FALSE(test.ledger->claim(claim_of("mine too"), kNow));
    CHECK(test.claim(claim_of("mine 5")) == Answer::granted);
    CHECK(test.ledger->probe());
    REQUIRE(test.ledger->together([&] {
        for (int i = 0; i < 1000; ++i)
            REQUIRE(test.claim(claim_of(jid_at(24, i))) == Answer::granted);
    }));
    REQUIRE(test.ledger->release(jid("mine 7"), 0, process(1)));
    CHECK(test.claim(claim_of("mine too")) == Answer::granted);
    CHECK_FALSE(test.ledger->claim(claim_of("mine three"), kNow));
}

TEST_CASE("a ledger that has not counted its jobs with JIDs of their own counts them once") {
    LedgerInTest test;
    REQUIRE(test.ledger->together([&] {
        for (int i = 0; i < 2500; ++i)
            REQUIRE(test.claim(claim_of("mine " + std::to_string(i))) == Answer::granted);
    }));
    test.ledger.reset();
    {
        auto database = Database::open({.directory = test.temporary / "ledger",
                                        .format = "job-retry-ledger",
                                        .map_size = test::kLedgerSize,
                                        .tables = {"since"}});
        REQUIRE(database);
        auto transaction = (*database)->write();
        REQUIRE(transaction);
        REQUIRE(transaction->erase((*database)->table("since"), "c").value());
        REQUIRE(transaction->commit());
    }
    test.reopen();
    int more = 0;
    while (test.ledger->claim(claim_of("more " + std::to_string(more)), kNow))
        ++more;
    CHECK(more < 1100);
}

TEST_CASE("names that no record has any more are forgotten, and their numbers not given out again") {
    LedgerInTest test(std::size_t{2} << 20);
    REQUIRE(test.ledger->together([&] {
        for (int i = 0; i < 1500; ++i) {
            Claim claim = claim_of(jid_at(i < 1400 ? 1 : 20, i));
            claim.fun = "module.function" + std::to_string(i);
            REQUIRE(test.claim(claim, day(1)) == Answer::granted);
            REQUIRE(test.ledger->finish(claim.jid, 0, 0, "return", day(1)));
        }
    }));
    const std::size_t before = test.ledger->usage()->used_bytes;
    while (test.ledger->prune(day(10), 500).value() == 500) {
    }
    for (int i = 0; i < 3; ++i)
        REQUIRE(test.ledger->prune(day(10), 500));
    CHECK(test.ledger->usage()->used_bytes < before / 2);
    Claim claim = claim_of(jid_at(21, 0));
    claim.fun = "a.new_one";
    REQUIRE(test.claim(claim) == Answer::granted);
    std::vector<std::string> funs;
    REQUIRE(test.ledger->scan([&](const Entry& entry) {
        funs.push_back(entry.claim.fun);
        return true;
    }));
    CHECK(funs.size() == 101);
    CHECK(funs.front() == "a.new_one");
    for (int i = 1400; i < 1500; ++i)
        CHECK(std::count(funs.begin(), funs.end(), "module.function" + std::to_string(i)) == 1);
}

TEST_CASE("the last number stays with its name, used or not") {
    const test::TemporaryDirectory temporary;
    auto database = Database::open({.directory = temporary / "db", .format = "names", .tables = {"names"}});
    REQUIRE(database);
    const Table names = (*database)->table("names");
    auto transaction = (*database)->write();
    REQUIRE(transaction);
    for (const char* text : {"a", "b", "c"})
        REQUIRE(LedgerNames::intern(*transaction, names, text));
    REQUIRE(LedgerNames::forget(*transaction, names, {1}, 100));
    CHECK(LedgerNames(*transaction, names).text(1).value() == "a");
    CHECK_FALSE(LedgerNames(*transaction, names).text(2));
    CHECK(LedgerNames(*transaction, names).text(3).value() == "c");
    CHECK(LedgerNames::intern(*transaction, names, "d").value() == 4);
    CHECK(LedgerNames::intern(*transaction, names, "b").value() == 5);
}

TEST_CASE("several changes share one commit, and a refused one does not touch the others") {
    LedgerInTest test;
    REQUIRE(test.claim(claim_of("before", 9)) == Answer::granted);
    std::vector<Answer> answers;
    REQUIRE(test.ledger->together([&] {
        answers.push_back(test.claim(claim_of("one")));
        answers.push_back(test.claim(claim_of("one", 2)));  // sees what this group has claimed
        CHECK_FALSE(test.ledger->finish(jid("never"), 0, 0, "return", kNow));
        CHECK_FALSE(test.ledger->release(jid("before"), 0, process(1)));
        Claim other = claim_of("before");
        other.digest = digest(9);
        answers.push_back(test.claim(other));
        answers.push_back(test.claim(claim_of("two")));
        CHECK(test.state("two") == JobState::interrupted);
        CHECK(test.ledger->finish(jid("two"), 0, 0, "return", kNow));
        REQUIRE(test.ledger->together([&] { answers.push_back(test.claim(claim_of("three"))); }));
    }));
    CHECK(answers == std::vector<Answer>{Answer::granted, Answer::interrupted, Answer::conflict,
                                         Answer::granted, Answer::granted});
    test.reopen();
    for (const char* text : {"before", "one", "two", "three"})
        CHECK(test.ledger->look_up(jid(text)).value().size() == 1);
}

TEST_CASE("a claim that finds the ledger full does not spoil its group") {
    LedgerInTest test;
    REQUIRE(test.claim(claim_of("before")) == Answer::granted);
    auto together = test.ledger->together([&] {
        REQUIRE(test.claim(claim_of("in the group")) == Answer::granted);
        for (int i = 0;; ++i) {
            auto decision = test.ledger->claim(claim_of(jid_at(24, i)), kNow);
            if (decision) continue;
            CHECK(decision.error().code == Errc::full);
            break;
        }
    });
    CHECK(together);
    CHECK(test.state("in the group") == JobState::interrupted);
}

TEST_CASE("a full ledger refuses claims, and what was granted before still finishes") {
    LedgerInTest test(std::size_t{512} << 10);
    std::vector<std::string> granted;
    std::optional<Error> full;
    while (!full) {
        REQUIRE(test.ledger->together([&] {
            for (int i = 0; i < 50 && !full; ++i) {
                const std::string text = jid_at(24, int(granted.size()));
                auto decision = test.ledger->claim(claim_of(text), kNow);
                if (decision)
                    granted.push_back(text);
                else
                    full = decision.error();
            }
        }));
    }
    CHECK(full->code == Errc::full);
    CHECK_THAT(full->text, Catch::Contains("job_retry_ledger_size") && Catch::Contains("job_retry_keep"));
    CHECK(test.ledger->probe().error().code == Errc::full);  // although it can write something
    CHECK(granted.size() > 1000);
    // One by one, backwards, with an outcome of its own now and then: the worst for a file that is full.
    for (std::size_t i = granted.size(); i-- > granted.size() - 60;)
        REQUIRE(test.ledger->finish(jid(granted[i]), 0, 1, "Error" + std::to_string(i % 7), kNow));
    for (std::size_t group = 0; group < granted.size(); group += 100)
        REQUIRE(test.ledger->together([&] {
            for (std::size_t i = group; i < std::min(group + 100, granted.size()); ++i)
                REQUIRE(test.ledger->finish(jid(granted[i]), 0, 0, "return", kNow));
        }));
    CHECK(test.ledger->claim(claim_of(jid_at(25, 0)), kNow).error().code == Errc::full);
    CHECK(test.claim(claim_of(granted.front(), 2)) == Answer::finished);
    // Forgetting makes room again.
    CHECK(test.ledger->prune(day(28), 500).value() == 500);
    CHECK(test.claim(claim_of(jid_at(25, 0))) == Answer::granted);
}

TEST_CASE("a ledger holds a JID in at most 120 bytes of its file") {
    LedgerInTest test(std::size_t{8} << 20);
    const auto before = test.ledger->stats().value().used_bytes;
    constexpr int kJobs = 20000;
    for (int group = 0; group < kJobs; group += 1000)
        REQUIRE(test.ledger->together([&] {
            for (int i = group; i < group + 1000; ++i) {
                REQUIRE(test.claim(claim_of(jid_at(24, i))) == Answer::granted);
                if (i > 0) REQUIRE(test.ledger->finish(jid(jid_at(24, i - 1)), 0, 0, "return", kNow));
            }
        }));
    const auto after = test.ledger->stats().value();
    CHECK(after.entries == kJobs);
    CHECK(double(after.used_bytes - before) / kJobs <= 120.0);
}

TEST_CASE("old entries are forgotten behind a floor, and below it nothing is granted") {
    LedgerInTest test;
    test.run(jid_at(1, 1), day(1), day(1));
    test.run(jid_at(1, 3), day(1), day(1));
    test.run(jid_at(20, 0), day(20), day(20));
    CHECK(test.ledger->prune(day(10), 100).value() == 2);
    CHECK(test.newest() == std::vector<std::string>{jid_at(20, 0)});
    for (const int second : {0, 1, 2, 3}) {
        CHECK(test.state(jid_at(1, second)) == JobState::too_old);
        CHECK(test.claim(claim_of(jid_at(1, second))) == Answer::too_old);
    }
    CHECK(test.claim(claim_of(jid_at(1, 3, "_4711"))) == Answer::too_old);
    CHECK(test.claim(claim_of(jid_at(1, 4)), day(1)) == Answer::granted);
    CHECK(test.claim(claim_of(jid_at(20, 0), 2)) == Answer::finished);
    CHECK(test.ledger->prune(day(10), 100).value() == 1);
    CHECK(test.state(jid_at(1, 4)) == JobState::too_old);
    test.reopen();
    CHECK(test.state(jid_at(1, 4)) == JobState::too_old);
    CHECK(test.ledger->stats().value().floors ==
          std::vector<std::pair<std::string, std::string>>{{"salt", jid_at(1, 4)}});
}

TEST_CASE("what was forgotten is let in from no master, as a JID may come from each of them") {
    LedgerInTest test;
    Claim others = claim_of(jid_at(24, 0));
    others.master = "other";
    REQUIRE(test.claim(others) == Answer::granted);
    test.run(jid_at(2, 0), day(2), day(2));  // of the master "salt"
    Claim earlier = claim_of(jid_at(1, 0), 2);
    earlier.master = "z";
    REQUIRE(test.claim(earlier, day(1)) == Answer::granted);
    REQUIRE(test.ledger->finish(earlier.jid, 0, 0, "return", day(15)));
    CHECK(test.ledger->prune(day(10), 100).value() == 1);
    CHECK(test.ledger->prune(day(20), 100).value() == 1);
    Claim again = claim_of(jid_at(2, 0));
    for (const char* master : {"salt", "other", "renamed", "z"}) {
        again.master = master;
        CHECK(test.claim(again) == Answer::too_old);
    }
    test.reopen();
    CHECK(test.state(jid_at(2, 0)) == JobState::too_old);
}

TEST_CASE("made-up JIDs are never below the floor nor forgotten") {
    LedgerInTest test;
    test.run("deploy-1", day(1), day(1));
    test.run(jid_at(2, 0), day(2), day(2));
    CHECK(test.ledger->prune(day(20), 100).value() == 1);
    CHECK(test.claim(claim_of("deploy-1", 2)) == Answer::finished);
    CHECK(test.claim(claim_of("a-new-one")) == Answer::granted);
}

TEST_CASE("what still runs, ended lately, or bears a JID of today or the future, is not forgotten") {
    LedgerInTest test;
    const std::string running = jid_at(1, 0);
    const std::string late = jid_at(1, 1);
    const std::string interrupted = jid_at(1, 2);
    const std::string future = "20991231235959000000";
    REQUIRE(test.claim(claim_of(running, 1), day(1)) == Answer::granted);
    test.living->insert(1);
    test.run(late, day(1), day(15));
    REQUIRE(test.claim(claim_of(interrupted, 2), day(1)) == Answer::granted);
    test.run(future, day(1), day(1));
    test.run(jid_at(9, 50000), day(1), day(1));  // within a day of `before`: its time zone is not known
    CHECK(test.ledger->prune(day(10), 100).value() == 1);
    CHECK(test.state(interrupted) == JobState::too_old);
    CHECK(test.state(running) == JobState::running);
    CHECK(test.state(late) == JobState::finished);
    CHECK(test.claim(claim_of(future, 3)) == Answer::finished);
    CHECK(test.claim(claim_of(jid_at(24, 0))) == Answer::granted);  // the master's clock is right again
}

TEST_CASE("a floor never falls, also when an older job is forgotten later") {
    LedgerInTest test;
    test.living->insert(1);
    REQUIRE(test.claim(claim_of(jid_at(1, 1), 1), day(1)) == Answer::granted);
    test.run(jid_at(1, 5), day(1), day(1));
    CHECK(test.ledger->prune(day(10), 100).value() == 1);
    REQUIRE(test.ledger->finish(jid(jid_at(1, 1)), 0, 0, "return", day(11)));
    CHECK(test.ledger->prune(day(20), 100).value() == 1);
    CHECK(test.state(jid_at(1, 1)) == JobState::too_old);
    CHECK(test.state(jid_at(1, 5)) == JobState::too_old);
}

TEST_CASE("pruning takes at most what it is told and goes on the next time") {
    LedgerInTest test;
    for (int i = 0; i < 10; ++i)
        test.run(jid_at(1, i), day(1), day(1));
    CHECK(test.ledger->prune(day(10), 4).value() == 4);
    CHECK(test.newest().size() == 6);
    CHECK(test.state(jid_at(1, 4)) == JobState::finished);
    CHECK(test.ledger->prune(day(10), 100).value() == 6);
    CHECK(test.ledger->prune(day(10), 100).value() == 0);
}

TEST_CASE("clocks that step back change dates, never answers") {
    LedgerInTest test;
    test.run(jid_at(24, 5), day(24), day(23));
    test.run(jid_at(24, 4), day(2), day(25));
    test.run(jid_at(24, 3), WallTime{}, WallTime{} - 1h);
    CHECK(test.claim(claim_of(jid_at(24, 3), 2), day(1)) == Answer::finished);
    CHECK(test.newest() == std::vector<std::string>{jid_at(24, 5), jid_at(24, 4), jid_at(24, 3)});
    CHECK(test.ledger->look_up(jid(jid_at(24, 3))).value().front().finished_at == WallTime{} - 1h);
}

TEST_CASE("the newest claim is listed first, whatever its JID, and listing stops when told") {
    LedgerInTest test;
    test.run(jid_at(24, 5), day(10), day(10));
    test.run(jid_at(24, 9), day(11), day(11));
    test.run(jid_at(24, 1), day(12), day(12));
    test.run("made-up", day(11) + 1s, day(12));
    CHECK(test.newest() == std::vector<std::string>{jid_at(24, 1), "made-up", jid_at(24, 9), jid_at(24, 5)});
    CHECK(test.newest(2) == std::vector<std::string>{jid_at(24, 1), "made-up"});
    const auto stats = test.ledger->stats().value();
    CHECK(stats.entries == 4);
    CHECK(stats.finished == 4);
    CHECK(stats.claimed == 0);
}

TEST_CASE("a thousand processes' names share their numbers, and none is mixed up") {
    LedgerInTest test;
    REQUIRE(test.ledger->together([&] {
        for (int i = 0; i < 300; ++i) {
            Claim claim = claim_of("job " + std::to_string(i));
            claim.fun = "module.f" + std::to_string(i % 17);
            claim.master = "master" + std::to_string(i % 5);
            REQUIRE(test.claim(claim) == Answer::granted);
        }
    }));
    for (int i = 0; i < 300; ++i) {
        const Entry entry = test.ledger->look_up(jid("job " + std::to_string(i))).value().front();
        CHECK(entry.claim.fun == "module.f" + std::to_string(i % 17));
        CHECK(entry.claim.master == "master" + std::to_string(i % 5));
    }
}

}  // namespace

TEST_CASE("a ledger tells each master a mark, the same until another one is asked for") {
    LedgerInTest test;
    const auto first = test.ledger->mark("salt", false).value();
    CHECK(first.number == 1);
    CHECK(first.ledger.size() == proto::kMarkSize);
    CHECK(first.mark.size() == proto::kMarkSize);
    test.reopen();
    CHECK(test.ledger->mark("salt", false).value() == first);
    const auto next = test.ledger->mark("salt", true).value();
    CHECK(next.ledger == first.ledger);
    CHECK(next.number == 2);
    CHECK(next.mark != first.mark);
    const auto other = test.ledger->mark("other", false).value();
    CHECK(other.ledger == first.ledger);
    CHECK(other.number == 1);
    CHECK(test.ledger->mark("salt", false).value() == next);
}

TEST_CASE("a ledger belongs to the first minion that says so, and lets no job of another in") {
    LedgerInTest test;
    CHECK(test.ledger->whose().value().empty());
    CHECK(test.claim(claim_of("20261124060139000001")) == proto::Answer::granted);
    CHECK(test.ledger->whose().value().empty());
    Claim ours = claim_of("20261124060139000002");
    ours.minion = "web1";
    CHECK(test.claim(ours) == proto::Answer::granted);
    test.reopen();
    CHECK(test.ledger->whose().value() == "web1");
    Claim theirs = ours;
    theirs.minion = "web2";
    const auto refused = test.ledger->claim(theirs, kNow);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::invalid);
    CHECK(refused.error().text.find("that of minion web1, not of web2") != std::string::npos);
    REQUIRE(test.ledger->bind("web1"));
    CHECK(test.ledger->bind("web2").error().code == Errc::invalid);
}

TEST_CASE("a mark that stays writes nothing") {
    LedgerInTest test;
    REQUIRE(test.ledger->mark("salt", false));
    const auto commits = test.ledger->last_commit().value();
    REQUIRE(test.ledger->mark("salt", false));
    CHECK(test.ledger->last_commit().value() == commits);
}

TEST_CASE("a ledger that begins anew is another one, which has met nobody and knows what has run") {
    LedgerInTest test;
    test.run(kJid, kNow, kNow);
    REQUIRE(test.ledger->begun("boot", SteadyTime(std::chrono::hours(1))));
    REQUIRE(test.ledger->met("salt", kNow));
    const auto before = test.ledger->mark("salt", false).value();
    const std::string permitted = "20261124060139000009";
    REQUIRE(test.ledger->permit(jid(permitted), 4711).value());
    REQUIRE(test.state(permitted) == JobState::permitted);
    REQUIRE(test.ledger->begin_anew("boot", SteadyTime(std::chrono::hours(5))));
    test.reopen();
    CHECK(test.state() == JobState::finished);
    CHECK(test.state(permitted) == JobState::unknown);
    CHECK_FALSE(test.ledger->permit(jid(permitted), 4711).value());
    CHECK(test.ledger->since("salt").value() == std::nullopt);
    CHECK(test.ledger->begun("boot", SteadyTime(std::chrono::hours(6))).value() ==
          SteadyTime(std::chrono::hours(5)));
    const auto after = test.ledger->mark("salt", false).value();
    CHECK(after.ledger != before.ledger);
    CHECK(after.number == 1);
    // A master inherits nothing, of before or of another's clock, until the machine is started again.
    CHECK(test.ledger->met("salt", kNow).value() == kNow);
    CHECK(test.ledger->met("another", kNow + std::chrono::hours(9)).value() == kNow + std::chrono::hours(9));
    REQUIRE(test.ledger->begun("next boot", SteadyTime(std::chrono::hours(1))));
    CHECK(test.ledger->met("a third", kNow + std::chrono::hours(99)).value() == kNow);
}

}  // namespace job_retry
