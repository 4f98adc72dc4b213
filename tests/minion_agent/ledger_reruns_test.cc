#include <catch2/catch.hpp>

#include "ledger_in_test.h"
#include "minion_agent/ledger_state.h"

namespace job_retry::test {
namespace {

using proto::Answer;
using Answers = std::vector<Answer>;

// Claims the job as process `pid`, which then dies.
Answer claim_and_die(LedgerInTest& test, pid_t pid, const std::string& text = kJid) {
    return test.claim(claim_of(text, pid));
}

struct InterruptedJob : LedgerInTest {
    InterruptedJob() {
        REQUIRE(claim_and_die(*this, 1) == Answer::granted);
        REQUIRE(state() == JobState::interrupted);
    }
};

RerunRule rule_of(std::vector<std::string> functions, std::uint32_t most) {
    return {std::move(functions), most};
}

}  // namespace

TEST_CASE("a permission lets an interrupted job run once more, and only once") {
    InterruptedJob test;
    CHECK(test.ledger->permit(jid(), 1000).value());
    CHECK(test.state() == JobState::permitted);
    CHECK(claim_and_die(test, 2) == Answer::granted);
    CHECK(test.state() == JobState::interrupted);
    CHECK(claim_and_die(test, 3) == Answer::interrupted);
}

TEST_CASE("a permission that is told again, early, late or out of order, permits nothing more") {
    InterruptedJob test;
    CHECK(test.ledger->permit(jid(), 1000).value());
    CHECK_FALSE(test.ledger->permit(jid(), 1000).value());
    CHECK(claim_and_die(test, 2) == Answer::granted);
    CHECK_FALSE(test.ledger->permit(jid(), 1000).value());
    CHECK_FALSE(test.ledger->permit(jid(), 999).value());
    CHECK(claim_and_die(test, 3) == Answer::interrupted);
    CHECK(test.ledger->permit(jid(), 1001).value());
    CHECK(claim_and_die(test, 4) == Answer::granted);
    CHECK(claim_and_die(test, 5) == Answer::interrupted);
}

TEST_CASE("a permission whose claim is given back is there again, for one run") {
    InterruptedJob test;
    CHECK(test.ledger->permit(jid(), 1000).value());
    CHECK(claim_and_die(test, 2) == Answer::granted);
    // Salt has put the job into its own queue.
    REQUIRE(test.ledger->release(jid(), 0, process(2)));
    CHECK(test.state() == JobState::permitted);
    CHECK(claim_and_die(test, 3) == Answer::granted);
    CHECK(claim_and_die(test, 4) == Answer::interrupted);
}

TEST_CASE("a permission is not given back while another function that it let run has not finished") {
    LedgerInTest test;
    Claim claim = claim_of(kJid, 1);
    claim.count = 2;
    REQUIRE(test.claim(claim) == Answer::granted);
    REQUIRE(test.ledger->permit(jid(), 1000).value());
    claim.process = process(2);
    REQUIRE(test.claim(claim) == Answer::granted);
    claim.index = 1;
    REQUIRE(test.claim(claim) == Answer::granted);
    REQUIRE(test.ledger->release(jid(), 1, process(2)));
    claim.index = 0;
    claim.process = process(3);
    CHECK(test.claim(claim) == Answer::interrupted);
}

TEST_CASE("a forgotten job that was allowed goes on where Salt has put the rest of it into its queue") {
    LedgerInTest test;
    test.run(jid_at(9, 5), day(9), day(9));
    REQUIRE(test.ledger->prune(day(20), 100).value() == 1);
    Claim claim = claim_of(jid_at(9, 4), 2);
    claim.count = 2;
    REQUIRE(test.ledger->permit(claim.jid, 1000).value());
    REQUIRE(test.claim(claim) == Answer::granted);
    REQUIRE(test.ledger->finish(claim.jid, 0, 0, "return", kNow));
    claim.index = 1;
    REQUIRE(test.claim(claim) == Answer::granted);
    REQUIRE(test.ledger->release(claim.jid, 1, process(2)));
    claim.process = process(3);
    CHECK(test.claim(claim) == Answer::granted);
    claim.index = 0;
    CHECK(test.claim(claim) == Answer::finished);
}

TEST_CASE("a permission and its use survive a restart") {
    InterruptedJob test;
    CHECK(test.ledger->permit(jid(), 1000).value());
    test.reopen();
    CHECK(test.state() == JobState::permitted);
    CHECK(claim_and_die(test, 2) == Answer::granted);
    test.reopen();
    CHECK_FALSE(test.ledger->permit(jid(), 1000).value());
    CHECK(claim_and_die(test, 3) == Answer::interrupted);
}

TEST_CASE("a claim whose transaction is lost has used no permission") {
    InterruptedJob test;
    REQUIRE(test.ledger->permit(jid(), 1000).value());
    CHECK_FALSE(test.ledger->together([&] {
        CHECK(test.claim(claim_of(kJid, 2)) == Answer::granted);
        // A text that is too long for a key spoils the transaction.
        Claim spoiled = claim_of(jid_at(24, 1), 2);
        spoiled.master = std::string(511, 'm');
        CHECK_FALSE(test.ledger->claim(spoiled, kNow));
        CHECK_FALSE(test.ledger->met(std::string(600, 'm'), kNow));
    }));
    CHECK(test.state() == JobState::permitted);
    CHECK(claim_and_die(test, 3) == Answer::granted);
    CHECK(claim_and_die(test, 4) == Answer::interrupted);
}

TEST_CASE("a permission does not interrupt, repeat or replace anything") {
    LedgerInTest test;
    test.living->insert(1);
    REQUIRE(test.claim(claim_of(kJid, 1)) == Answer::granted);
    REQUIRE(test.ledger->permit(jid(), 1000).value());
    CHECK(test.state() == JobState::running);
    CHECK(test.claim(claim_of(kJid, 2)) == Answer::running);
    REQUIRE(test.ledger->finish(jid(), 0, 0, "return", kNow));
    CHECK(test.state() == JobState::finished);
    CHECK(test.claim(claim_of(kJid, 2)) == Answer::finished);
    Claim other = claim_of(kJid, 3);
    other.digest = digest(9);
    CHECK(test.claim(other) == Answer::conflict);
}

TEST_CASE("a permission that came before the job's first run is used up by it") {
    LedgerInTest test;
    REQUIRE(test.ledger->permit(jid(), 1000).value());
    CHECK(test.state() == JobState::permitted);
    CHECK(claim_and_die(test, 1) == Answer::granted);
    CHECK(claim_and_die(test, 2) == Answer::interrupted);
}

TEST_CASE("a permission is the whole job's: the process that used it runs all its functions") {
    LedgerInTest test;
    const auto function = [](std::uint16_t index, pid_t pid) {
        Claim claim = claim_of(kJid, pid);
        claim.index = index;
        claim.count = 3;
        return claim;
    };
    SECTION("after an interruption in the middle") {
        REQUIRE(test.claim(function(0, 1)) == Answer::granted);
        REQUIRE(test.ledger->finish(jid(), 0, 0, "return", kNow));
        REQUIRE(test.claim(function(1, 1)) == Answer::granted);
        REQUIRE(test.ledger->permit(jid(), 1000).value());
        CHECK(test.claim(function(0, 2)) == Answer::finished);
        CHECK(test.claim(function(1, 2)) == Answer::granted);
        CHECK(test.claim(function(2, 2)) == Answer::granted);
    }
    SECTION("of a job below the floor") {
        test.run(jid_at(9, 5), day(9), day(9));
        REQUIRE(test.ledger->prune(day(20), 100).value() == 1);
        const auto old = [&](std::uint16_t index, pid_t pid) {
            Claim claim = function(index, pid);
            claim.jid = jid(jid_at(9, 4));
            return claim;
        };
        CHECK(test.claim(old(0, 2)) == Answer::too_old);
        REQUIRE(test.ledger->permit(jid(jid_at(9, 4)), 1000).value());
        CHECK(test.state(jid_at(9, 4)) == JobState::permitted);
        CHECK(test.claim(old(0, 2)) == Answer::granted);
        CHECK(test.claim(old(1, 2)) == Answer::granted);
        CHECK(test.claim(old(2, 3)) == Answer::too_old);
        // The same job for another master, say. It is not refused, as long as somebody is at it.
        test.living->insert(2);
        CHECK(test.claim(old(2, 3)) == Answer::running);
    }
}

TEST_CASE("a permission of a forgotten job, told again, permits nothing") {
    LedgerInTest test;
    REQUIRE(claim_and_die(test, 1, jid_at(1, 0)) == Answer::granted);
    REQUIRE(test.ledger->permit(jid(jid_at(1, 0)), 1000).value());
    test.living->insert(2);
    REQUIRE(test.claim(claim_of(jid_at(1, 0), 2), day(1)) == Answer::granted);
    REQUIRE(test.ledger->finish(jid(jid_at(1, 0)), 0, 0, "return", day(1)));
    REQUIRE(test.ledger->prune(day(10), 100).value() == 1);
    CHECK_FALSE(test.ledger->permit(jid(jid_at(1, 0)), 1000).value());
    CHECK(claim_and_die(test, 3, jid_at(1, 0)) == Answer::too_old);
    CHECK(test.ledger->permit(jid(jid_at(1, 0)), 1001).value());
    CHECK(claim_and_die(test, 4, jid_at(1, 0)) == Answer::granted);
}

TEST_CASE("job_retry_rerun lets matching functions run again up to its bound") {
    LedgerInTest test;
    test.rerun = rule_of({"cmd.*"}, 2);
    test.reopen();
    Answers answers;
    for (pid_t pid = 1; pid <= 4; ++pid)
        answers.push_back(claim_and_die(test, pid));
    CHECK(answers == Answers{Answer::granted, Answer::granted, Answer::granted, Answer::interrupted});
    CHECK(test.state() == JobState::interrupted);
    CHECK(test.ledger->rerun(jid()).value().automatic == 2);

    Claim other = claim_of(jid_at(24, 1), 1);
    other.fun = "state.apply";
    CHECK(test.claim(other) == Answer::granted);
    CHECK(test.state(jid_at(24, 1)) == JobState::interrupted);
}

TEST_CASE("the runs that job_retry_rerun has allowed are counted over restarts") {
    LedgerInTest test;
    test.rerun = rule_of({"*"}, 1);
    test.reopen();
    CHECK(claim_and_die(test, 1) == Answer::granted);
    CHECK(test.state() == JobState::permitted);
    CHECK(claim_and_die(test, 2) == Answer::granted);
    test.reopen();
    CHECK(test.state() == JobState::interrupted);
    CHECK(claim_and_die(test, 3) == Answer::interrupted);
    CHECK(test.ledger->permit(jid(), 5).value());
    CHECK(claim_and_die(test, 4) == Answer::granted);
    CHECK(claim_and_die(test, 5) == Answer::interrupted);
}

TEST_CASE("a ledger knows since when it has recorded, by each master's clock") {
    LedgerInTest test;
    CHECK(test.ledger->met("salt", day(10)).value() == day(10));
    CHECK(test.ledger->met("salt", day(12)).value() == day(10));
    test.reopen();
    CHECK(test.ledger->met("salt", day(13)).value() == day(10));
    SECTION("a master with a new name is no news") {
        CHECK(test.ledger->met("renamed", day(14)).value() == day(10));
    }
    SECTION("a master whose clock is set back does not have its jobs held until it has caught up") {
        CHECK(test.ledger->met("salt", day(5)).value() == day(5));
        CHECK(test.ledger->met("salt", day(15)).value() == day(5));
    }
    SECTION("a master whose clock is behind changes nothing for the others") {
        CHECK(test.ledger->met("behind", day(3)).value() == day(3));
        CHECK(test.ledger->met("salt", day(14)).value() == day(10));
    }
}

TEST_CASE("a ledger's age is known within one boot, whatever process asks") {
    using std::chrono::seconds;
    LedgerInTest test;
    const SteadyTime start{seconds(100)};
    CHECK(test.ledger->begun("boot-1", start).value() == start);
    test.reopen();
    CHECK(test.ledger->begun("boot-1", start + seconds(50)).value() == start);
    CHECK(test.ledger->begun("boot-2", SteadyTime{seconds(10)}).value() == SteadyTime{seconds(10)});
    CHECK(test.ledger->begun("boot-1", start + seconds(60)).value() == start + seconds(60));
    CHECK(test.ledger->met("salt", day(10)).value() == day(10));
}

TEST_CASE("a minion's clock that runs ahead makes nothing old") {
    using std::chrono::days;
    LedgerInTest test;
    CHECK(test.ledger->forget_before(day(24), days(90)).value() == day(24) - days(90));
    test.run(jid_at(20, 0), day(20), day(20));
    test.run("deploy-1", day(20), day(20));
    CHECK(test.ledger->forget_before(day(20), days(90)).value() == day(20) - days(90));
    const WallTime ahead = day(20) + days(5000);
    CHECK(test.ledger->forget_before(ahead, days(90)).value() == day(21) - days(90));
    CHECK(test.ledger->prune(test.ledger->forget_before(ahead, days(90)).value(), 100).value() == 0);
}

}  // namespace job_retry::test
