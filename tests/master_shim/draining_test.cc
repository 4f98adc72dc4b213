#include "master_shim/draining.h"

#include <catch2/catch.hpp>

using namespace job_retry;
using std::chrono::seconds;

namespace {

const SteadyTime kStart(seconds(100));

}  // namespace

TEST_CASE("no more than the cap drain at once, and who is done makes room") {
    Draining draining(2);
    CHECK_FALSE(draining.ask("a", kStart, 1));
    CHECK_FALSE(draining.ask("b", kStart, 1));
    CHECK_FALSE(draining.ask("a", kStart, 1));
    CHECK(draining.ask("c", kStart, 1));
    draining.done("a");
    CHECK_FALSE(draining.ask("c", kStart, 1));
    CHECK(draining.draining() == 2);
}

TEST_CASE("those who wait get in in the order in which they first asked") {
    Draining draining(1);
    CHECK_FALSE(draining.ask("a", kStart, 1));
    CHECK(draining.ask("b", kStart, 1));
    CHECK(draining.ask("c", kStart, 1));
    draining.done("a");
    CHECK(draining.free(kStart) == std::vector<std::string>{"b"});
    CHECK(draining.free(kStart).empty());
    CHECK(draining.ask("c", kStart, 1));
    CHECK_FALSE(draining.ask("b", kStart, 1));
}

TEST_CASE("an idle minion loses its slot, one that is heard of keeps it") {
    Draining draining(2);
    draining.ask("a", kStart, 1);
    draining.ask("b", kStart, 1);
    draining.touch("b", kStart + seconds(30));
    draining.free(kStart + Draining::kIdle);
    CHECK(draining.draining() == 1);
    CHECK_FALSE(draining.ask("c", kStart + Draining::kIdle, 1));
}

TEST_CASE("who does not come back loses its place to those behind it") {
    Draining draining(1);
    draining.ask("a", kStart, 1);
    draining.ask("b", kStart, 1);
    draining.ask("c", kStart + seconds(30), 1);
    draining.done("a");
    draining.free(kStart + Draining::kLost);
    CHECK_FALSE(draining.ask("c", kStart + Draining::kLost, 1));
}

TEST_CASE("a wait is between one second and the longest, and varies") {
    Draining draining(1);
    draining.ask("a", kStart, 1);
    for (std::uint32_t i = 0; i < 500; ++i) {
        const auto wait = draining.ask("m" + std::to_string(i), kStart, i * 7919);
        REQUIRE(wait);
        CHECK(*wait >= seconds(1));
        CHECK(*wait <= Draining::kLongestWait);
    }
    CHECK(draining.ask("m1", kStart, 1) != draining.ask("m1", kStart, 400));
}
