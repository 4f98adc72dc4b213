#include "master_shim/tracker.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::seconds;

namespace {

const Jid kJob = jid("20260102030405678901");
const SteadyTime kStart(seconds(100));

std::vector<std::string> sorted(std::vector<std::string> values) {
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace

TEST_CASE("a minion that has not answered by the deadline is silent, once") {
    Tracker tracker;
    tracker.expect(kJob, {"a", "b"}, kStart + seconds(30));
    CHECK(tracker.next_deadline() == kStart + seconds(30));
    CHECK(tracker.returned(kJob, "a").expected);
    CHECK(tracker.silent(kStart + seconds(29), 100).empty());
    const auto silent = tracker.silent(kStart + seconds(30), 100);
    REQUIRE(silent.size() == 1);
    CHECK(silent[0].jid == kJob);
    CHECK(silent[0].minions == std::vector<std::string>{"b"});
    CHECK(silent[0].last);
    CHECK(tracker.silent(kStart + seconds(60), 100).empty());
    CHECK(tracker.jobs() == 0);
    CHECK(tracker.expected() == 0);
}

TEST_CASE("the last answer ends a job") {
    Tracker tracker;
    tracker.expect(kJob, {"a", "b"}, kStart);
    CHECK_FALSE(tracker.returned(kJob, "a").last);
    CHECK_FALSE(tracker.returned(kJob, "a").expected);
    CHECK(tracker.returned(kJob, "b").last);
    CHECK_FALSE(tracker.returned(kJob, "b").expected);
}

TEST_CASE("several announcements of a job add up, and who is expected keeps its deadline") {
    Tracker tracker;
    tracker.expect(kJob, {"a"}, kStart + seconds(10));
    tracker.expect(kJob, {"a", "b"}, kStart + seconds(20));
    auto silent = tracker.silent(kStart + seconds(10), 100);
    REQUIRE(silent.size() == 1);
    CHECK(silent[0].minions == std::vector<std::string>{"a"});
    CHECK_FALSE(silent[0].last);
    silent = tracker.silent(kStart + seconds(20), 100);
    REQUIRE(silent.size() == 1);
    CHECK(silent[0].minions == std::vector<std::string>{"b"});
    CHECK(silent[0].last);
}

TEST_CASE("no more silent minions than asked for come at once, and none is lost") {
    Tracker tracker;
    std::vector<std::string> minions;
    for (int i = 0; i < 250; ++i)
        minions.push_back("m" + std::to_string(i));
    tracker.expect(kJob, minions, kStart);
    tracker.expect(jid("7"), {"x"}, kStart);
    std::vector<std::string> all;
    int rounds = 0;
    while (tracker.expected() > 0) {
        std::size_t count = 0;
        for (const auto& silent : tracker.silent(kStart, 100)) {
            count += silent.minions.size();
            all.insert(all.end(), silent.minions.begin(), silent.minions.end());
        }
        CHECK(count <= 100);
        REQUIRE(++rounds < 10);
    }
    minions.emplace_back("x");
    CHECK(sorted(all) == sorted(minions));
}

TEST_CASE("of a minion whose key is gone nothing is expected") {
    Tracker tracker;
    tracker.expect(kJob, {"a"}, kStart);
    tracker.expect(jid("7"), {"a", "b"}, kStart);
    CHECK(tracker.forget("a") == std::vector<Jid>{kJob});
    CHECK_FALSE(tracker.expects(kJob, "a"));
    CHECK_FALSE(tracker.expects(jid("7"), "a"));
    CHECK(tracker.expects(jid("7"), "b"));
    CHECK(tracker.expected() == 1);
}

TEST_CASE("early returns are remembered until they are asked for, the latest of them") {
    Tracker tracker;
    tracker.remember_early(kJob, "a");
    tracker.remember_early(kJob, "b");
    CHECK(tracker.take_early(kJob) == std::vector<std::string>{"a", "b"});
    CHECK(tracker.take_early(kJob).empty());
    tracker.remember_early(kJob, "a");
    for (std::size_t i = 0; i < Tracker::kMaxEarly; ++i)
        tracker.remember_early(jid(std::to_string(i)), "x");
    CHECK(tracker.take_early(kJob).empty());
    CHECK(tracker.take_early(jid("7")) == std::vector<std::string>{"x"});
}
