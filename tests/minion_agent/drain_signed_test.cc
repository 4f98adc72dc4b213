// Drain: what is not the master's word, and what the list asks about.

#include "drain_script.h"

namespace job_retry {
namespace {

using proto::Reported;
using std::chrono::seconds;
using test::jid;
using test::Loads;
using test::Script;

TEST_CASE(
    "a job that the master has not signed is asked for again some times, then refused with the reason") {
    Script s({.poll = seconds(3600)});
    s.forged = {"load 1"};
    s.start({1, 2});
    for (int i = 0; i < Drain::kMaxUnsigned; ++i) {
        CHECK(s.take_sent<proto::Report>().empty());
        const auto taken = s.take_sent<proto::Take>();
        REQUIRE(taken.size() == 1);
        CHECK(taken[0].jid == jid(1));  // later ones wait
        s.load(1);
        if (i + 1 < Drain::kMaxUnsigned) s.pass(seconds(10 << i));
    }
    CHECK(s.take_sent<proto::Report>().size() == 1);
    CHECK(s.runs.empty());
    const auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
}

TEST_CASE("the refusal of an unsigned job says why, and a permission has it asked for anew") {
    Script s({.poll = seconds(3600)});
    s.forged = {"load 1"};
    s.start({1});
    for (int i = 0; i < Drain::kMaxUnsigned; ++i) {
        s.load(1);
        if (i + 1 < Drain::kMaxUnsigned) s.pass(seconds(10 << i));
    }
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == Reported::refused);
    CHECK(reports[0].reason == "load 1 is not signed");
    s.ack(1, Reported::refused);
    s.take_sent<proto::Take>();
    s.forged.clear();
    s.ask_again();
    s.list_permitted(1, 1000);
    CHECK(s.take_sent<proto::Take>().size() == 1);
    s.load(1);
    CHECK(s.runs_by_load() == Loads{"load 1"});
}

TEST_CASE("a job whose signature fits when it comes again is run: the key was being changed") {
    Script s;
    s.forged = {"load 1"};
    s.start({1});
    s.load(1);
    CHECK(s.runs.empty());
    CHECK(s.take_sent<proto::Take>().size() == 1);
    s.pass(seconds(9));
    CHECK(s.take_sent<proto::Take>().empty());
    s.pass(seconds(2));
    CHECK(s.take_sent<proto::Take>().size() == 1);
    s.forged.clear();
    s.load(1);
    CHECK(s.runs_by_load() == Loads{"load 1"});
    CHECK(s.take_sent<proto::Report>().empty());
}

TEST_CASE("while the pinned key cannot be read nothing runs, nothing is refused and nothing counts") {
    Script s({.poll = seconds(36'000)});
    s.key_readable = false;
    s.start({1});
    for (int i = 0; i < 3 * Drain::kMaxUnsigned; ++i) {
        REQUIRE(s.take_sent<proto::Take>().size() == 1);
        s.load(1);
        s.pass(seconds(61));
    }
    CHECK(s.runs.empty());
    CHECK(s.take_sent<proto::Report>().empty());
    s.key_readable = true;
    s.load(1);
    CHECK(s.runs_by_load() == Loads{"load 1"});
}

TEST_CASE("what is verified is what is handed out, at the moment when it is") {
    Script s;
    s.start({1});
    s.worker_free = false;
    s.load(1);
    s.forged = {"load 1"};  // the pinned key is another one by now
    s.worker_free = true;
    s.turn();
    CHECK(s.runs.empty());
}

TEST_CASE("a finished job whose load is not signed sends no return again, and is never refused") {
    Script s({.poll = seconds(36'000)});
    s.ledger_says(jid(1), JobState::finished);
    s.forged = {"load 1"};
    s.start({1});
    for (int i = 0; i < 2 * Drain::kMaxUnsigned; ++i) {
        s.pass(seconds(700));
        s.load(1);
    }
    CHECK(s.runs.empty());
    for (const auto& report : s.take_sent<proto::Report>())
        CHECK(report.state == Reported::finished);
}

// The list says what it likes.
TEST_CASE("held or not is decided by the signed time, whichever way the list lies") {
    Script s;
    s.drain.authenticated(s.now, s.now.wall);
    s.turn();
    s.list({});
    const WallTime before = s.now.wall - seconds(1);
    const WallTime after = s.now.wall + seconds(1);
    s.ask_again();
    s.tell(proto::PendingList{{{jid(1), "cmd.run", after, 0}, {jid(2), "cmd.run", after, 0}}, false});
    CHECK(s.take_sent<proto::Take>().at(0).jid == jid(1));
    s.load(1, before);
    CHECK(s.runs.empty());
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == Reported::refused);
    CHECK(reports[0].reason.rfind("held: ", 0) == 0);
    CHECK(s.take_sent<proto::Take>().at(0).jid == jid(2));
    s.load(2, after);
    CHECK(s.runs_by_load() == Loads{"load 2"});
    s.ends(2, proto::Outcome::not_targeted);
    s.ack(1, Reported::refused);
    // Listed again, it is not taken again: the signed time is known by now.
    s.ask_again();
    s.tell(proto::PendingList{{{jid(1), "cmd.run", after, 0}}, false});
    CHECK(s.take_sent<proto::Take>().empty());
}

TEST_CASE("a permission that the master has not signed reaches no ledger, and the ledger alone decides") {
    for (const JobState state : {JobState::interrupted, JobState::too_old}) {
        Script s({.poll = seconds(36'000)});
        s.forged = {"forged"};
        s.ledger_says(jid(1), state);
        s.start({});
        s.ask_again();
        s.list_permitted(1, 1000, "forged");
        CHECK(s.take_sent<proto::Report>().empty());  // not at the first look
        s.pass(seconds(600));
        CHECK(s.permitted.empty());
        CHECK(s.take_sent<proto::Take>().empty());
        const auto reports = s.take_sent<proto::Report>();
        REQUIRE(reports.size() == 1);
        CHECK(reports[0].state ==
              (state == JobState::interrupted ? Reported::interrupted : Reported::refused));
        CHECK(reports[0].reason == "forged is not signed");
        CHECK(reports[0].retry == 1000);
    }
}

TEST_CASE("a permission that comes with another signature is looked at again") {
    Script s({.poll = seconds(36'000)});
    s.forged = {"forged"};
    s.ledger_says(jid(1), JobState::interrupted);
    s.start({});
    s.ask_again();
    s.list_permitted(1, 1000, "forged");
    s.pass(seconds(600));
    CHECK(s.permitted.empty());
    s.ask_again();
    s.ledger_says(jid(1), JobState::permitted);
    s.list_permitted(1, 1000, "signed anew");
    CHECK(s.permitted.size() == 1);
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE(
    "however often the list comes, a forged permission is verified no more often than its back-off has it") {
    Script s;
    s.forged = {"forged"};
    s.ledger_says(jid(1), JobState::interrupted);
    s.start({});
    for (int i = 0; i < 3 * Drain::kMaxUnsigned; ++i) {
        s.ask_again();
        s.list_permitted(1, 1000, "forged");
    }
    CHECK(s.take_sent<proto::Report>().empty());
}

TEST_CASE(
    "what somebody says has returned is told to be unknown, and runs only when the list no longer asks") {
    Script s;
    s.start({});
    s.ask_again();
    s.list_returned(1, true);
    CHECK(s.take_sent<proto::Take>().empty());
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == Reported::unknown);
    s.ack(1, Reported::unknown);
    s.pass(seconds(200));
    CHECK(s.take_sent<proto::Take>().empty());
    CHECK(s.runs.empty());
    s.ask_again();
    s.list_returned(1, false);
    CHECK(s.take_sent<proto::Take>().size() == 1);
    s.load(1);
    CHECK(s.runs_by_load() == Loads{"load 1"});
}

TEST_CASE("a load that was taken before the list asked about its return is not run") {
    Script s;
    s.start({1});
    REQUIRE(s.take_sent<proto::Take>().size() == 1);
    s.ask_again();
    s.list_returned(1, true);
    s.load(1);
    CHECK(s.runs.empty());
    CHECK(s.take_sent<proto::Report>().at(0).state == Reported::unknown);
}

TEST_CASE("a load that waits for the worker is not run when the list asks about its return meanwhile") {
    Script s;
    s.start({1});
    s.worker_free = false;
    s.load(1);
    s.ask_again();
    s.list_returned(1, true);
    s.worker_free = true;
    s.turn();
    CHECK(s.runs.empty());
    CHECK(s.take_sent<proto::Report>().at(0).state == Reported::unknown);
}

TEST_CASE("what has returned and was finished here is told so, and its return is not sent again") {
    Script s;
    s.ledger_says(jid(1), JobState::finished, true, 3);
    s.start({});
    s.ask_again();
    s.list_returned(1, true);
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == Reported::finished);
    CHECK(reports[0].retcode == 3);
    s.ack(1, Reported::finished);
    s.pass(seconds(290));
    CHECK(s.take_sent<proto::Take>().empty());
}

TEST_CASE("what was told before the list asked about a return is told again as the answer") {
    Script s;
    s.ledger_says(jid(1), JobState::finished, false, 0);
    s.start({1});
    REQUIRE(s.take_sent<proto::Report>().size() == 1);
    s.ack(1, Reported::finished);
    s.ask_again();
    s.list_returned(1, true);
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == Reported::finished);
}

}  // namespace
}  // namespace job_retry
