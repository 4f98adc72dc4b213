#include "master_shim/announcements.h"

#include <catch2/catch.hpp>

#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const SteadyTime kStart(seconds(100));

std::size_t due(Announcements& announcements, std::chrono::microseconds after) {
    return announcements.due(kStart + after).size();
}

}  // namespace

TEST_CASE("an announcement that nobody bears out comes up once, when the wait is over") {
    Announcements announcements({seconds(10)});
    CHECK_FALSE(announcements.next());
    announcements.announced(jid("7"), kStart);
    CHECK(announcements.next() == kStart + seconds(10));
    CHECK(due(announcements, seconds(9)) == 0);
    const auto found = announcements.due(kStart + seconds(10));
    REQUIRE(found.size() == 1);
    CHECK(found[0].jid == jid("7"));
    CHECK_FALSE(announcements.look_again(found[0], kStart + seconds(10)));
    CHECK(due(announcements, seconds(100)) == 0);
    CHECK(announcements.was_announced(jid("7")));
}

TEST_CASE("what was told does not come up, whether that came before or after the announcement") {
    Announcements announcements({seconds(10)});
    announcements.told(jid("7"));
    announcements.announced(jid("7"), kStart);
    announcements.announced(jid("8"), kStart);
    announcements.told(jid("8"));
    CHECK(due(announcements, seconds(100)) == 0);
}

TEST_CASE("what is not found is looked for again after each wait") {
    Announcements announcements({milliseconds(0), milliseconds(500), seconds(1)});
    announcements.announced(jid("7"), kStart);
    SteadyTime now = kStart;
    for (const auto wait : {milliseconds(500), milliseconds(1000)}) {
        const auto found = announcements.due(now);
        REQUIRE(found.size() == 1);
        REQUIRE(announcements.look_again(found[0], now));
        CHECK(announcements.next() == now + wait);
        now += wait;
    }
    const auto last = announcements.due(now);
    REQUIRE(last.size() == 1);
    CHECK_FALSE(announcements.look_again(last[0], now));
}

TEST_CASE("a flood of announcements fills no memory") {
    Announcements announcements({seconds(10)});
    for (std::size_t i = 0; i < Announcements::kMost + 1000; ++i)
        announcements.announced(jid("job" + std::to_string(i)), kStart);
    CHECK(due(announcements, seconds(10)) == Announcements::kMost);
    CHECK_FALSE(announcements.was_announced(jid("job0")));
}
