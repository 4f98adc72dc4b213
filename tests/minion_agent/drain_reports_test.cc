// Drain: what the shim is told, and what becomes of returns.

#include <set>

#include "drain_script.h"

namespace job_retry {
namespace {

using std::chrono::seconds;
using test::jid;
using test::Script;

TEST_CASE("a claimed job whose process lives is reported running") {
    Script s;
    s.ledger_says(jid(1), JobState::running);
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::running);
    CHECK(s.take_sent<proto::Take>().empty());
}

TEST_CASE("a claimed job whose process is gone is reported interrupted, with a reason, and not run") {
    Script s;
    s.ledger_says(jid(1), JobState::interrupted);
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::interrupted);
    CHECK(!reports[0].reason.empty());
    s.ack(1, proto::Reported::interrupted);
    s.pass(seconds(60));
    CHECK(s.take_sent<proto::Take>().empty());
    CHECK(s.take_sent<proto::Report>().empty());
}

TEST_CASE("a job below the floor is refused as too old to verify") {
    Script s;
    s.ledger_says(jid(1), JobState::too_old);
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::refused);
    CHECK(reports[0].reason == "too old to verify");
    CHECK(s.take_sent<proto::Take>().empty());
}

TEST_CASE("a finished job that is still owed is reported with its retcode and run through the worker again") {
    Script s;
    s.ledger_says(jid(1), JobState::finished, true, 7);
    s.now.wall += std::chrono::hours(1);
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::finished);
    CHECK(reports[0].retcode == 7);
    CHECK(s.take_sent<proto::Take>().size() == 1);
    s.load(1);
    CHECK(s.runs.size() == 1);
}

TEST_CASE("a return that has only just been made is given half a minute to arrive by itself") {
    Script s;
    s.ledger_says(jid(1), JobState::finished, false);
    s.start({1});
    s.ack(1, proto::Reported::finished);
    s.pass(seconds(29));
    CHECK(s.take_sent<proto::Take>().empty());
    s.pass(seconds(2));
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("a return is sent again at growing intervals, not more often than every 30 seconds") {
    Script s({.poll = seconds(100'000)});
    s.ledger_says(jid(1), JobState::finished);
    s.now.wall += std::chrono::hours(1);
    s.start({1});
    std::vector<seconds> intervals;
    SteadyTime last = s.now.steady;
    for (int i = 0; i < 7; ++i) {
        s.load(1);
        s.ack(1, proto::Reported::finished);
        last = s.now.steady;
        s.ends(1, proto::Outcome::return_lost);
        s.take_sent<proto::Take>();
        while (s.take_sent<proto::Take>().empty()) {
            s.pass(seconds(1));
            if (!s.take_sent<proto::List>().empty()) s.list({1});
        }
        intervals.push_back(std::chrono::duration_cast<seconds>(s.now.steady - last));
    }
    CHECK(intervals == std::vector<seconds>{seconds(30), seconds(60), seconds(120), seconds(240),
                                            seconds(480), seconds(600), seconds(600)});
}

TEST_CASE("without a return to send, a finished job is only reported") {
    Script s({.resend = false});
    s.ledger_says(jid(1), JobState::finished, true, 3);
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].retcode == 3);
    s.ack(1, proto::Reported::finished);
    s.pass(seconds(250));
    CHECK(s.take_sent<proto::Take>().empty());
}

TEST_CASE("sending a return again does not hold up later jobs") {
    Script s;
    s.start({1, 2});
    s.load(1);
    s.ledger_says(jid(1), JobState::finished);
    s.take_sent<proto::Take>();
    s.ends(1, proto::Outcome::return_lost);
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
}

TEST_CASE("a job that does not target this minion is refused") {
    Script s;
    s.start({1});
    s.load(1);
    s.ends(1, proto::Outcome::not_targeted);
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::refused);
    CHECK(reports[0].reason == "not targeted");
}

TEST_CASE("a refusal that was not acknowledged is told again with the next list, and nothing runs") {
    Script s;
    s.start({1});
    s.load(1);
    s.take_sent<proto::Take>();
    s.ends(1, proto::Outcome::invalid, "no fun");
    REQUIRE(s.take_sent<proto::Report>().size() == 1);
    s.drain.lost();
    s.turn();
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].reason == "no fun");
    CHECK(s.take_sent<proto::Take>().empty());
}

TEST_CASE("a reason of many lines and of any length can be told") {
    Script s;
    s.start({1});
    s.load(1);
    s.ends(1, proto::Outcome::invalid, "Traceback:\n\t" + std::string(3 * proto::kMaxText, 'x'));
    const auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(proto::decode(proto::encode(reports[0]).value()).has_value());
}

TEST_CASE("a job whose JID belongs to another job is refused, whatever became of that other job") {
    Script s;
    s.start({1});
    s.load(1);
    s.ledger_says(jid(1), JobState::finished);
    s.ends(1, proto::Outcome::refused, "conflict: this JID belongs to test.ping");
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::refused);
    CHECK(reports[0].reason.find("test.ping") != std::string::npos);
    s.drain.lost();
    s.start({1});
    reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::refused);
}

TEST_CASE("a job that fails without a claim is taken again, then refused after three attempts") {
    Script s({.poll = seconds(100'000)});
    s.start({1, 2});
    for (int attempt = 1; attempt <= 3; ++attempt) {
        INFO("attempt " << attempt);
        auto takes = s.take_sent<proto::Take>();
        REQUIRE(takes.size() == 1);
        REQUIRE(takes[0].jid == jid(1));  // the later one waits
        s.load(1);
        s.ends(1, proto::Outcome::failed, "killed by signal 9");
        if (attempt == 3) break;
        CHECK(s.take_sent<proto::Take>().empty());
        s.take_sent<proto::List>();
        for (int i = 0; i < 30 && s.drain.next_tick(true); ++i) {
            s.pass(seconds(1));
            if (!s.take_sent<proto::List>().empty()) s.list({1, 2});
            if (!s.sent.empty() && std::holds_alternative<proto::Take>(s.sent.back())) break;
        }
    }
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::refused);
    CHECK(reports[0].reason.find("killed by signal 9") != std::string::npos);
    auto takes = s.take_sent<proto::Take>();
    REQUIRE(takes.size() == 1);
    CHECK(takes[0].jid == jid(2));
}

TEST_CASE("a job that fails after its claim is what the ledger says: interrupted") {
    Script s;
    s.start({1});
    s.load(1);
    s.ledger_says(jid(1), JobState::interrupted);
    s.ends(1, proto::Outcome::failed, "killed by signal 9");
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::interrupted);
}

TEST_CASE("the start of a job in the worker is reported once the ledger has its claim") {
    Script s;
    s.start({1});
    s.load(1);
    s.pass(seconds(4));
    CHECK(s.take_sent<proto::Report>().empty());
    s.ledger_says(jid(1), JobState::running);
    s.pass(seconds(20));
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].state == proto::Reported::running);
}

TEST_CASE("a report that is not acknowledged is told again with the next list") {
    Script s;
    s.ledger_says(jid(1), JobState::interrupted);
    s.start({1});
    REQUIRE(s.take_sent<proto::Report>().size() == 1);
    s.pass(seconds(35));
    CHECK(s.take_sent<proto::Report>().empty());
    s.list({1});
    CHECK(s.take_sent<proto::Report>().size() == 1);
}

TEST_CASE("what is still on a later list is told again, although it was acknowledged") {
    Script s({.poll = seconds(300)});
    s.ledger_says(jid(1), JobState::interrupted);
    s.start({1});
    REQUIRE(s.take_sent<proto::Report>().size() == 1);
    s.ack(1, proto::Reported::interrupted);
    s.pass(seconds(300));
    CHECK(s.take_sent<proto::Report>().empty());
    s.list({1});
    CHECK(s.take_sent<proto::Report>().size() == 1);
    // Another shim, perhaps, or one whose database was restored.
    s.ack(1, proto::Reported::interrupted);
    s.drain.lost();
    s.start({1});
    CHECK(s.take_sent<proto::Report>().size() == 1);
}

TEST_CASE("a backlog is told once, however often its list is asked for") {
    Script s({.poll = seconds(300)});
    std::vector<int> numbers;
    for (int i = 0; i < 50; ++i) {
        numbers.push_back(i);
        s.ledger_says(jid(i), JobState::finished);
    }
    s.start(numbers);
    std::size_t told = 0;
    for (int more = 0; more < 50; ++more) {
        for (const auto& report : s.take_sent<proto::Report>()) {
            ++told;
            s.tell(proto::Ack{report.jid, report.state});
        }
        s.ask_again();
        s.list(numbers);
    }
    CHECK(told == 50);
}

TEST_CASE("at most a window of reports is unacknowledged at a time") {
    Script s;
    std::vector<int> numbers;
    for (int i = 0; i < 80; ++i) {
        numbers.push_back(i);
        s.ledger_says(jid(i), JobState::interrupted);
    }
    s.start(numbers);
    CHECK(s.take_sent<proto::Report>().size() == Drain::kMaxReports);
    s.ack(0, proto::Reported::interrupted);
    CHECK(s.take_sent<proto::Report>().size() == 1);
}

TEST_CASE("a lost link gives the turn back, a running job goes on and is reported after the reconnect") {
    Script s;
    s.start({1});
    CHECK(s.drain.has_turn());
    s.drain.lost();
    CHECK(!s.drain.has_turn());
    s.start({1});
    s.load(1);
    REQUIRE(s.runs.size() == 1);
    s.drain.lost();
    CHECK(s.drain.has_turn());
    s.ledger_says(jid(1), JobState::finished, true, 5);
    s.ends(1, proto::Outcome::return_lost);
    CHECK(s.take_sent<proto::Report>().empty());
    s.start({1});
    auto reports = s.take_sent<proto::Report>();
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].retcode == 5);
    CHECK(s.runs.size() == 1);
}

TEST_CASE("while the ledger cannot be read nothing is run or reported") {
    Script s;
    s.ledger_readable = false;
    s.start({1});
    s.pass(seconds(50));
    CHECK(s.take_sent<proto::Take>().empty());
    CHECK(s.take_sent<proto::Report>().empty());
    s.ledger_readable = true;
    s.pass(seconds(11));
    CHECK(s.take_sent<proto::Take>().size() == 1);
}

TEST_CASE("unconfirmed returns are asked about every minute, and what the master holds is confirmed") {
    Script s;
    s.unconfirmed = {jid(1), jid(2)};
    s.start({});
    s.pass(seconds(59));
    CHECK(s.take_sent<proto::Confirm>().empty());
    s.pass(seconds(1));
    auto asked = s.take_sent<proto::Confirm>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].jids == s.unconfirmed);
    s.tell(proto::Held{{jid(2), jid(9)}});  // 9 was not asked about
    CHECK(s.confirmed == std::vector<Jid>{jid(2)});
}

TEST_CASE("returns that the master never holds do not keep others from being confirmed") {
    Script s;
    for (int i = 0; i < 300; ++i)
        s.unconfirmed.push_back(*Jid::parse("own-" + std::to_string(i)));
    s.start({});
    std::set<std::string> asked;
    for (const seconds wait : {seconds(60), seconds(120)}) {
        s.pass(wait);
        for (const auto& confirm : s.take_sent<proto::Confirm>()) {
            CHECK(confirm.jids.size() <= proto::kMaxList);
            for (const auto& one : confirm.jids)
                asked.insert(one.text());
        }
        s.tell(proto::Held{});
    }
    CHECK(asked.size() == 300);
}

}  // namespace
}  // namespace job_retry
