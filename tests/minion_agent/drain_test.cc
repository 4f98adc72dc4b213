// Drain, driven by hand: a ledger that is a map, a clock that is a variable, a shim that is the test.

#include "minion_agent/drain.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace job_retry {
namespace {

using std::chrono::seconds;

Jid jid(int number) {
    return *Jid::parse("202601010000000000" + std::to_string(10 + number));
}

constexpr WallTime kWall{seconds(1'800'000'000)};
constexpr SteadyTime kSteady{seconds(1000)};

// No jitter: random() == 0.5 is the middle of the spread.
struct Script {
    Now now{kWall, kSteady};
    std::map<std::string, Known> ledger;
    bool ledger_readable = true;
    std::vector<Jid> unconfirmed;
    bool worker_free = true;
    std::vector<proto::Message> sent;
    std::vector<proto::WorkerJob> runs;
    std::vector<Jid> confirmed;
    Drain drain;

    explicit Script(Drain::Options options = {})
        : drain(options, {[this](const Jid& asked) -> Result<Known> {
                              if (!ledger_readable) return fail(Errc::io, "unreadable");
                              return ledger[asked.text()];
                          },
                          [this] { return unconfirmed; }, [] { return 0.5; }}) {}

    void ledger_says(const Jid& of, JobState state, bool pending = true, std::int64_t retcode = 0) {
        ledger[of.text()] = Known{state, pending, retcode, now.wall};
    }
    void turn() {
        Drain::Actions actions = drain.tick(now, worker_free);
        for (auto& message : actions.send)
            sent.push_back(std::move(message));
        if (actions.run) {
            REQUIRE(worker_free);
            runs.push_back(std::move(*actions.run));
            worker_free = false;
        }
        confirmed.insert(confirmed.end(), actions.confirmed.begin(), actions.confirmed.end());
    }
    // Lets the time pass, waking up only when the drain wanted to be.
    void pass(std::chrono::microseconds time) {
        const SteadyTime end = now.steady + time;
        for (;;) {
            turn();
            auto next = drain.next_tick(worker_free);
            if (next) REQUIRE(*next > now.steady);  // else the daemon would spin
            if (!next || *next > end) break;
            now.wall += *next - now.steady;
            now.steady = *next;
        }
        now.wall += end - now.steady;
        now.steady = end;
        turn();
    }
    void tell(const proto::Message& message) {
        drain.receive(message, now);
        turn();
    }
    void list(std::vector<int> numbers, bool more = false) {
        proto::PendingList list;
        for (int number : numbers)
            list.jobs.push_back({jid(number), "test.echo"});
        list.more = more;
        tell(list);
    }
    void start(std::vector<int> numbers) {
        drain.authenticated(now);
        turn();
        list(std::move(numbers));
    }
    void load(int number) { tell(proto::JobLoad{jid(number), "load " + std::to_string(number)}); }
    void ends(int number, proto::Outcome outcome, std::string text = "") {
        worker_free = true;
        drain.outcome({jid(number), outcome, std::move(text)}, now);
        turn();
    }
    void ack(int number, proto::Reported state) { tell(proto::Ack{jid(number), state}); }

    // The messages of one kind since the last call for that kind.
    template <class T>
    std::vector<T> take_sent() {
        std::vector<T> found;
        std::erase_if(sent, [&](const proto::Message& message) {
            const T* one = std::get_if<T>(&message);
            if (one != nullptr) found.push_back(*one);
            return one != nullptr;
        });
        return found;
    }
    std::vector<std::string> runs_by_load() const {
        std::vector<std::string> loads;
        for (const auto& run : runs)
            loads.push_back(run.load);
        return loads;
    }
};

using Loads = std::vector<std::string>;

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
