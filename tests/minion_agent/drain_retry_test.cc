// Drain: what an administrator allows, and what a new ledger does not know.

#include "drain_script.h"

namespace job_retry {
namespace {

using proto::Reported;
using std::chrono::seconds;
using test::jid;
using test::Script;
// The number of a permission that was given at this time.
std::uint64_t permission(WallTime at) {
    return std::uint64_t(at.time_since_epoch().count());
}

using Permitted = std::vector<std::pair<std::string, std::uint64_t>>;

TEST_CASE("a permission on the list reaches the ledger before the job is taken") {
    Script s;
    s.ledger_says(jid(1), JobState::permitted);
    s.start({});
    s.ask_again();
    s.list_permitted(1, 1000);
    CHECK(s.permitted == Permitted{{jid(1).text(), 1000}});
    REQUIRE(s.take_sent<proto::Take>().size() == 1);
    s.load(1);
    CHECK(s.runs_by_load() == test::Loads{"load 1"});
}

TEST_CASE("a report names the permission that was listed, so that the shim can tell it from an older one") {
    Script s({.poll = seconds(300)});
    s.ledger_says(jid(1), JobState::interrupted);
    s.start({1});
    CHECK(s.take_sent<proto::Report>().at(0).retry == 0);
    s.ask_again();
    s.list_permitted(1, 1000);  // the ledger knows that it was used
    CHECK(s.take_sent<proto::Report>().at(0).retry == 1000);
    s.ack(1, Reported::interrupted);
    s.pass(seconds(300));
    s.list_permitted(1, 1000);
    CHECK(s.take_sent<proto::Report>().at(0).retry == 1000);
    CHECK(s.permitted.size() == 1);
}

TEST_CASE("what was found out before a permission does not count any more") {
    Script s;
    s.start({1});
    s.take_sent<proto::Take>();
    s.load(1);
    s.ends(1, proto::Outcome::not_targeted);
    CHECK(s.take_sent<proto::Report>().at(0).state == Reported::refused);
    s.ack(1, Reported::refused);
    s.ask_again();
    s.list_permitted(1, 1000);
    REQUIRE(s.take_sent<proto::Take>().size() == 1);
    s.load(1);
    CHECK(s.runs.size() == 2);
    s.ends(1, proto::Outcome::not_targeted);
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].retry == 1000);
}

TEST_CASE("a permission that cannot be written runs nothing, and is written later") {
    Script s;
    s.ledger_says(jid(1), JobState::permitted);
    s.start({});
    s.ledger_writable = false;
    s.ask_again();
    s.list_permitted(1, 1000);
    CHECK(s.take_sent<proto::Take>().empty());
    CHECK(s.take_sent<proto::Report>().empty());
    s.ledger_writable = true;
    s.pass(seconds(61));
    CHECK(s.permitted.size() == 1);
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a permission from before the ledger began may have been used, and permits nothing") {
    Script s;
    s.drain.authenticated(s.now, s.now.wall);
    s.turn();
    const std::uint64_t old = permission(s.now.wall - seconds(1));
    s.tell(proto::PendingList{{{jid(1), "cmd.run", s.now.wall - seconds(60), old}}, false});
    CHECK(s.permitted.empty());
    CHECK(s.take_sent<proto::Take>().empty());
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == Reported::refused);
    CHECK(reports[0].retry == old);
    s.ledger_says(jid(1), JobState::permitted);
    s.ask_again();
    s.list_permitted(1, permission(s.now.wall));
    CHECK(s.permitted.size() == 1);
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a job that dies and may run again is run as often as the ledger allows it") {
    Script s({.poll = seconds(100'000)});
    s.ledger_says(jid(1), JobState::permitted);
    s.start({1});
    for (int i = 0; i < 10; ++i) {
        REQUIRE(s.take_sent<proto::Take>().size() == 1);
        s.load(1);
        s.ends(1, proto::Outcome::failed, "signal 9");
        s.pass(seconds(3));
        s.list({1});
        s.pass(seconds(10));
    }
    CHECK(s.take_sent<proto::Report>().empty());
}

TEST_CASE("a job for which the gate was not available is tried again later, as often as it takes") {
    Script s;
    s.start({1, 2});
    for (int i = 0; i < 10; ++i) {
        const auto taken = s.take_sent<proto::Take>();
        REQUIRE(taken.size() == 1);
        CHECK(taken[0].jid == jid(1));
        s.load(1);
        s.ends(1, proto::Outcome::unavailable, "the disk is full");
        CHECK(s.take_sent<proto::Take>().empty());
        s.pass(seconds(3));
        REQUIRE(!s.take_sent<proto::List>().empty());
        s.list({1, 2});
        CHECK(s.take_sent<proto::Take>().empty());
        s.pass(seconds(61));
    }
    CHECK(s.take_sent<proto::Report>().empty());
}

TEST_CASE("what was published before the ledger began is held, unless the ledger knows it or it is allowed") {
    Script s;
    s.ledger_says(jid(2), JobState::finished);
    s.ledger_says(jid(3), JobState::permitted);
    s.drain.authenticated(s.now, s.now.wall);
    s.turn();
    s.tell(proto::PendingList{{{jid(1), "cmd.run", s.now.wall - seconds(1), 0},
                               {jid(2), "cmd.run", s.now.wall - seconds(1), 0},
                               {jid(3), "cmd.run", s.now.wall - seconds(1), permission(s.now.wall)},
                               {jid(4), "cmd.run", s.now.wall, 0}},
                              false});
    std::map<std::string, Reported> reported;
    for (const auto& report : s.take_sent<proto::Report>())
        reported.emplace(report.jid.text(), report.state);
    CHECK(reported == std::map<std::string, Reported>{{jid(1).text(), Reported::refused},
                                                      {jid(2).text(), Reported::finished}});
    const auto taken = s.take_sent<proto::Take>();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].jid == jid(3));
    s.load(3);
    s.ends(3, proto::Outcome::not_targeted);
    CHECK(s.take_sent<proto::Take>().at(0).jid == jid(4));
}

}  // namespace
}  // namespace job_retry
