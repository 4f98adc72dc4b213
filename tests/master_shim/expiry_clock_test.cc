#include "master_shim/expiry_clock.h"

#include <catch2/catch.hpp>

#include "tests/master_shim/fakes.h"

using namespace job_retry;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("the expiry clock is the wall clock while that goes on evenly, or is set back") {
    test::FakeTime time;
    ExpiryClock clock;
    CHECK(clock.at(time.now) == time.now.wall);
    time.pass(hours(30));
    CHECK(clock.at(time.now) == time.now.wall);
    time.now.wall -= hours(5);
    CHECK(clock.at(time.now) == time.now.wall);
    time.now.wall += seconds(59);  // drift
    CHECK(clock.at(time.now) == time.now.wall);
}

TEST_CASE("a wall clock that was set forward and back again has expired nothing") {
    test::FakeTime time;
    ExpiryClock clock;
    const WallTime start = clock.at(time.now);
    time.now.wall += hours(24);
    for (int i = 0; i < 9; ++i) {
        CHECK(clock.at(time.now) == start + minutes(i));
        time.pass(minutes(1));
    }
    time.now.wall -= hours(24);
    CHECK(clock.at(time.now) == time.now.wall);
    // The patience begins anew.
    time.now.wall += hours(24);
    CHECK(clock.at(time.now) == time.now.wall - hours(24));
    time.pass(minutes(9));
    CHECK(clock.at(time.now) == time.now.wall - hours(24));
}

TEST_CASE("a wall clock that was set forward and stays so is believed after a while") {
    test::FakeTime time;
    ExpiryClock clock;
    clock.at(time.now);
    time.now.wall += hours(24);
    clock.at(time.now);
    time.pass(ExpiryClock::kPatience);
    CHECK(clock.at(time.now) == time.now.wall);
}
