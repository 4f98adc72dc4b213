#include "runtime/outside.h"

#include <catch2/catch.hpp>

namespace job_retry {
namespace {

using namespace std::chrono_literals;

struct Port {
    Outside outside;
    SteadyTime now{1h};

    void turn_away(int count) {
        for (int i = 0; i < count; ++i)
            outside.turned_away("host" + std::to_string(i), now);
    }
};

TEST_CASE_METHOD(Port, "nobody waits where nobody was turned away") {
    CHECK(outside.look(now).addresses == 0);
    CHECK_FALSE(outside.look(now).last);
    CHECK(outside.look(now).through_in(0) == 0s);
}

TEST_CASE_METHOD(Port, "who was turned away waits until it is let in, and counts once") {
    turn_away(3);
    now += 1s;
    turn_away(2);
    CHECK(outside.look(now).addresses == 3);
    CHECK(outside.look(now).last == now);
    outside.let_in("host1", now);
    CHECK(outside.look(now).addresses == 2);
    CHECK(outside.look(now + 1h).last == now);
}

TEST_CASE_METHOD(Port, "who does not come again waits no more") {
    turn_away(3);
    now += Outside::kComesAgain / 2;
    turn_away(1);
    now += Outside::kComesAgain / 2;
    CHECK(outside.look(now).addresses == 1);
}

TEST_CASE_METHOD(Port,
                 "when they will be through follows from how many are let in, from the start of the wait") {
    turn_away(100);
    CHECK_FALSE(outside.look(now).through_in(0));
    for (int second = 0; second < 4; ++second) {
        for (int i = 0; i < 5; ++i)
            outside.let_in("host" + std::to_string(5 * second + i), now);
        now += 1s;
    }
    CHECK(outside.look(now).per_second == 5);
    CHECK(outside.look(now).through_in(0) == 16s);
    CHECK(outside.look(now).through_in(20) == 20s);
    now += 5s;  // nobody for half of the time
    CHECK(outside.look(now).per_second == Approx(20.0 / 9));
    now += 10s;
    CHECK_FALSE(outside.look(now).through_in(0));
}

TEST_CASE_METHOD(Port, "so many addresses are remembered, and no more") {
    turn_away(Outside::kMost + 10);
    CHECK(outside.look(now).addresses == Outside::kMost);
}

}  // namespace
}  // namespace job_retry
