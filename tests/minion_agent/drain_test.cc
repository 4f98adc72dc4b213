// Drain: the list, what is taken and run, and when.

#include "drain_script.h"

namespace job_retry {
namespace {

using std::chrono::seconds;
using test::jid;
using test::Loads;
using test::Script;

TEST_CASE("the list is asked for as soon as the link is authenticated") {
    Script s;
    s.pass(seconds(60));
    CHECK(s.sent.empty());
    s.drain.authenticated(s.now);
    s.turn();
    auto lists = s.take_sent<proto::List>();
    REQUIRE(lists.size() == 1);
    CHECK(!lists[0].after);
}

TEST_CASE("what the ledger does not know is taken and run in JID order, one at a time") {
    Script s;
    s.start({1, 2});
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(1));
    s.load(1);
    CHECK(s.runs_by_load() == Loads{"load 1"});
    CHECK(s.take_sent<proto::Take>().empty());
    s.ledger_says(jid(1), JobState::finished);
    s.ends(1, proto::Outcome::returned);
    takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
    s.load(2);
    CHECK(s.runs_by_load() == Loads{"load 1", "load 2"});
}

TEST_CASE("no load is asked for while the worker is not free") {
    Script s;
    s.worker_free = false;
    s.start({1});
    CHECK(s.take_sent<proto::Take>().empty());
    CHECK(!s.drain.has_turn());
    s.worker_free = true;
    s.turn();
    CHECK(s.take_sent<proto::Take>().size() == 1);
    CHECK(s.drain.has_turn());
}

TEST_CASE("a load that arrives while the worker is gone is run when there is one again") {
    Script s;
    s.start({1});
    s.worker_free = false;
    s.load(1);
    CHECK(s.runs.empty());
    CHECK(s.drain.has_turn());
    s.worker_free = true;
    s.turn();
    CHECK(s.runs.size() == 1);
}

TEST_CASE("a long list is read page by page before anything is taken") {
    Script s;
    s.drain.authenticated(s.now);
    s.turn();
    s.take_sent<proto::List>();
    s.list({1, 2}, true);
    auto lists = s.take_sent<proto::List>();
    REQUIRE(lists.size() == 1);
    CHECK(lists[0].after == jid(2));
    CHECK(s.take_sent<proto::Take>().empty());
    s.list({3});
    CHECK(s.drain.status().listed == 3);
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a page that is out of order is ignored and the list is asked for again later") {
    Script s;
    s.drain.authenticated(s.now);
    s.turn();
    s.list({1, 2}, true);
    s.take_sent<proto::List>();
    s.list({2, 3});
    CHECK(s.take_sent<proto::List>().empty());
    s.pass(seconds(5));
    auto lists = s.take_sent<proto::List>();
    REQUIRE(lists.size() == 1);
    CHECK(!lists[0].after);
}

TEST_CASE("a list that nobody asked for is ignored") {
    Script s;
    s.start({});
    s.list({1});
    CHECK(s.drain.status().listed == 0);
}

TEST_CASE("a job that Salt has put on its own queue is left alone until the slow timer") {
    Script s({.poll = seconds(300)});
    s.start({1, 2});
    s.load(1);
    s.take_sent<proto::Take>();
    s.ends(1, proto::Outcome::requeued);
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));  // it does not hold up the others
    s.load(2);
    s.ledger_says(jid(2), JobState::finished);
    s.ends(2, proto::Outcome::returned);
    s.pass(seconds(3));
    s.list({1});
    s.pass(seconds(290));
    CHECK(s.take_sent<proto::Take>().empty());
    s.pass(seconds(10));
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a job that never reached a worker stays first and counts as no attempt") {
    Script s;
    s.start({1});
    for (int i = 0; i < 5; ++i) {
        REQUIRE(s.take_sent<proto::Take>().size() == 1);
        s.load(1);
        s.drain.not_started(jid(1), s.now);
        s.worker_free = true;
        s.turn();
    }
    CHECK(s.take_sent<proto::Report>().empty());
}

TEST_CASE("while a job of an earlier daemon runs, later ones wait, and its end is noticed") {
    Script s;
    s.ledger_says(jid(1), JobState::running);
    s.start({1, 2});
    s.take_sent<proto::Report>();
    s.ack(1, proto::Reported::running);
    s.pass(seconds(20));
    CHECK(s.take_sent<proto::Take>().empty());
    s.ledger_says(jid(1), JobState::finished, true, 2);
    s.pass(seconds(6));
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::finished);
    CHECK(reports[0].retcode == 2);
}

TEST_CASE("a live job that runs holds up nobody") {
    Script s;
    s.ledger_says(jid(1), JobState::running, false);
    s.start({1, 2});
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
}

TEST_CASE("a job that came live between list and load is not given to the worker") {
    Script s;
    s.start({1});
    s.ledger_says(jid(1), JobState::running, false);
    s.load(1);
    CHECK(s.runs.empty());
    CHECK(!s.drain.has_turn());
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::running);
}

TEST_CASE("a busy shim is asked again after the time that it names") {
    Script s;
    s.start({1});
    s.take_sent<proto::Take>();
    s.tell(proto::Wait{jid(1), seconds(8)});
    CHECK(!s.drain.has_turn());
    s.pass(seconds(7));
    CHECK(s.take_sent<proto::Take>().empty());
    s.pass(seconds(1));
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("whoever was told to wait takes as soon as it is told that its turn has come") {
    Script s;
    s.start({1});
    s.take_sent<proto::Take>();
    s.tell(proto::Wait{jid(1), seconds(30)});
    s.pass(seconds(2));
    s.tell(proto::Notify{});
    s.list({1});
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a job that is not owed any more is dropped and the next one is taken") {
    Script s;
    s.start({1, 2});
    s.take_sent<proto::Take>();
    s.tell(proto::Gone{jid(1), "cancelled"});
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
}

TEST_CASE("a notice asks for the list, also in the middle of a list") {
    Script s;
    s.start({});
    s.take_sent<proto::List>();
    s.tell(proto::Notify{});
    CHECK(s.take_sent<proto::List>().size() == 1);
    s.tell(proto::Notify{});
    CHECK(s.take_sent<proto::List>().empty());
    s.list({});
    CHECK(s.take_sent<proto::List>().size() == 1);
}

TEST_CASE("the list is asked for again after a drain") {
    Script s;
    s.start({1});
    s.load(1);
    s.take_sent<proto::List>();
    s.ledger_says(jid(1), JobState::finished);
    s.ends(1, proto::Outcome::returned);
    s.pass(seconds(2));
    CHECK(s.take_sent<proto::List>().size() == 1);
    s.list({});
    CHECK(s.drain.status().listed == 0);
    s.pass(seconds(200));
    CHECK(s.take_sent<proto::List>().empty());
}

TEST_CASE("with nothing to do, the slow timer alone asks for the list") {
    Script s({.poll = seconds(300)});
    s.start({});
    s.take_sent<proto::List>();
    s.pass(seconds(299));
    CHECK(s.sent.empty());
    s.pass(seconds(1));
    CHECK(s.take_sent<proto::List>().size() == 1);
}

TEST_CASE("an unanswered request leads to a new list, at growing intervals") {
    Script s;
    s.drain.authenticated(s.now);
    s.turn();
    s.take_sent<proto::List>();
    s.pass(seconds(34));
    CHECK(s.take_sent<proto::List>().empty());
    s.pass(seconds(1));
    CHECK(s.take_sent<proto::List>().size() == 1);
    s.pass(seconds(39));
    CHECK(s.take_sent<proto::List>().empty());
    s.pass(seconds(1));
    CHECK(s.take_sent<proto::List>().size() == 1);
}

TEST_CASE("a load that comes after its request was given up is ignored") {
    Script s;
    s.start({1});
    s.pass(seconds(31));
    s.load(1);
    CHECK(s.runs.empty());
}

TEST_CASE("a job that Salt answers without calling its function is not run over and over") {
    Script s({.poll = seconds(100'000)});
    s.start({1});
    s.load(1);
    s.take_sent<proto::Take>();
    s.ends(1, proto::Outcome::returned);  // blackout: returned, nothing in the ledger
    s.pass(seconds(2));
    s.list({1});
    s.pass(seconds(27));
    CHECK(s.take_sent<proto::Take>().empty());
    s.pass(seconds(2));
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a quiet drain wakes up at most twice a minute") {
    Script s;
    s.start({});
    int wakes = 0;
    const SteadyTime end = s.now.steady + std::chrono::minutes(60);
    while (auto next = s.drain.next_tick(true)) {
        if (*next > end) break;
        s.now.steady = *next;
        s.turn();
        if (!s.take_sent<proto::List>().empty()) s.list({});
        ++wakes;
    }
    CHECK(wakes <= 120);
}

}  // namespace
}  // namespace job_retry
