#include "master_shim/scan_window.h"

#include <catch2/catch.hpp>

namespace job_retry {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr seconds kLookBack = hours(24);
const std::string kBoot = "4f5c1b7e-0d3a-4a53-9a53-2f1f3ad0f6b1";

// A master's clocks.
struct Clock {
    Now now{WallTime(seconds(1767323045)), SteadyTime(hours(100))};

    void pass(seconds time) {
        now.wall += time;
        now.steady += time;
    }
    void step(seconds by) { now.wall += by; }
    ScanMark mark(const std::string& boot = kBoot) const { return ScanMark::at(now, boot); }
};

TEST_CASE("a scan reads on from where the last complete one began") {
    Clock clock;
    const ScanMark first = clock.mark();
    clock.pass(hours(1));
    ScanWindow window(clock.mark(), first, kLookBack);
    CHECK(window.begin(first) == first.until - ScanWindow::kOverlap);
    const ScanMark began = clock.mark();
    clock.pass(seconds(2));
    CHECK_FALSE(window.tick(clock.now));
    CHECK(*window.end() == began);
    clock.pass(seconds(300));
    CHECK_FALSE(window.tick(clock.now));
    CHECK(window.begin(began) == began.until - ScanWindow::kOverlap);
}

TEST_CASE("what was published while the clock was back is read, also when the clock is right again") {
    Clock clock;
    const ScanMark first = clock.mark();
    ScanWindow window(first, first, kLookBack);
    window.begin(first);
    const ScanMark mark = *window.end();
    clock.pass(seconds(30));
    clock.step(-seconds(200));
    const WallTime back = clock.now.wall;
    clock.pass(seconds(50));
    const auto lower = window.tick(clock.now);
    // The step may have come as early as just after the last look.
    const WallTime lowest = back - seconds(30);
    REQUIRE(lower);
    CHECK(lower->until == lowest);
    CHECK_FALSE(window.tick(clock.now));
    clock.step(seconds(200));
    CHECK_FALSE(window.tick(clock.now));
    SECTION("as long as the shim runs, even if its mark could not be written") {
        CHECK(window.begin(mark) == lowest - ScanWindow::kOverlap);
    }
    SECTION("when the shim starts again") {
        ScanWindow again(clock.mark(), *lower, kLookBack);
        CHECK(again.begin(*lower) == lowest - ScanWindow::kOverlap);
    }
}

TEST_CASE("a step back in the middle of a scan has the next one begin there") {
    Clock clock;
    const ScanMark first = clock.mark();
    ScanWindow window(first, first, kLookBack);
    window.begin(first);
    clock.step(-seconds(200));
    const WallTime back = clock.now.wall;
    clock.pass(seconds(5));
    CHECK(window.tick(clock.now)->until == back);
    const ScanMark mark = *window.end();
    CHECK(mark.until == back);
    CHECK(window.begin(mark) == back - ScanWindow::kOverlap);
}

TEST_CASE(
    "a scan whose findings are not on disk has the next one begin where it did, also while the clock is "
    "back") {
    Clock clock;
    const ScanMark mark = clock.mark();  // which stays
    ScanWindow window(mark, mark, kLookBack);
    clock.step(-seconds(200));
    const WallTime back = clock.now.wall;
    window.tick(clock.now);
    CHECK(window.begin(mark) == back - ScanWindow::kOverlap);
    clock.pass(seconds(60));
    window.tick(clock.now);
    window.incomplete();
    CHECK_FALSE(window.end());
    CHECK(window.begin(mark) == back - ScanWindow::kOverlap);
    REQUIRE(window.end());
    CHECK(window.begin(mark) == back + seconds(60) - ScanWindow::kOverlap);
}

TEST_CASE("clocks that drift apart a little step nowhere") {
    Clock clock;
    const ScanMark mark = clock.mark();
    ScanWindow window(mark, mark, kLookBack);
    for (int i = 0; i < 1000; ++i) {
        clock.pass(seconds(1));
        clock.now.wall -= std::chrono::microseconds(500);
        CHECK_FALSE(window.tick(clock.now));
    }
    CHECK(window.begin(mark) <= mark.until - ScanWindow::kOverlap);
    CHECK(window.begin(mark) >= mark.until - ScanWindow::kOverlap - seconds(1));
}

TEST_CASE("a clock that was set back while nobody looked has what was published since then read") {
    Clock clock;
    const ScanMark mark = clock.mark();
    clock.step(-hours(1));
    const WallTime published = clock.now.wall;
    SECTION("and it is still behind the mark") {
        clock.pass(seconds(600));
    }
    SECTION("and it has passed the mark again") {
        clock.pass(hours(2));
    }
    ScanWindow window(clock.mark(), mark, kLookBack);
    CHECK(window.begin(mark) == published - ScanWindow::kOverlap);
    CHECK(*window.end() == clock.mark());
}

TEST_CASE("a clock that was set forward while nobody looked has nothing read twice") {
    Clock clock;
    const ScanMark mark = clock.mark();
    clock.step(hours(5));
    clock.pass(hours(1));
    ScanWindow window(clock.mark(), mark, kLookBack);
    CHECK(window.begin(mark) == mark.until - ScanWindow::kOverlap);
}

TEST_CASE("after another boot, or from a mark that names none, all that may be owed is read again") {
    Clock clock;
    ScanMark mark = clock.mark();
    clock.pass(seconds(600));
    ScanMark started = clock.mark();
    SECTION("another boot") {
        started = clock.mark("another");
    }
    SECTION("a mark of an earlier version") {
        mark = ScanMark::parse(std::to_string(mark.until.time_since_epoch().count()));
    }
    SECTION("no boot is known") {
        mark.boot_id = started.boot_id = "";
    }
    ScanWindow window(started, mark, kLookBack);
    CHECK(window.begin(mark) == clock.now.wall - kLookBack - ScanWindow::kOverlap);
    CHECK(window.end()->until == clock.now.wall);
}

TEST_CASE("a mark is the same after it was written down") {
    const ScanMark mark = Clock().mark();
    CHECK(ScanMark::parse(mark.text()) == mark);
    CHECK(ScanMark::parse(ScanMark{}.text()) == ScanMark{});
    CHECK(ScanMark::parse("nonsense") == ScanMark{});
}

}  // namespace
}  // namespace job_retry
