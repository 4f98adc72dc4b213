#include "master_shim/pace.h"

#include <catch2/catch.hpp>

using job_retry::Pace;
using job_retry::SteadyTime;
using std::chrono::microseconds;
using std::chrono::seconds;

namespace {

const SteadyTime kStart{seconds(1000)};

}  // namespace

TEST_CASE("a minion that asks without end gets its share, and not more after a pause however long") {
    Pace pace;
    const auto answered = [&](SteadyTime from, SteadyTime to) {
        std::size_t rows = 0;
        for (SteadyTime now = from; now < to; now += microseconds(1000))
            while (pace.free_at("a") <= now) {
                pace.charge("a", 10, now);
                rows += 10;
            }
        return rows;
    };
    const auto least = static_cast<std::size_t>((Pace::kAtOnce + seconds(2)) / Pace::kEach);
    const std::size_t most = least + 20 + 10;
    for (const SteadyTime from : {kStart, kStart + std::chrono::hours(5)}) {
        const std::size_t rows = answered(from, from + seconds(2));
        CHECK(rows >= least - 20);
        CHECK(rows <= most);
    }
}

TEST_CASE("minions have a share each") {
    Pace pace;
    pace.charge("a", 1'000'000, kStart);
    CHECK(pace.free_at("a") > kStart);
    CHECK(pace.free_at("b") <= kStart);
}

TEST_CASE("nobody waits longer than 20 seconds, whatever the question cost") {
    Pace pace;
    for (const std::size_t rows : {std::size_t{1'000'000'000}, SIZE_MAX, std::size_t{1}}) {
        pace.charge("a", rows, kStart);
        CHECK(pace.free_at("a") == kStart + Pace::kLongest);
    }
}
