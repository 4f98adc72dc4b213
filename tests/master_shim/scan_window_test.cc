#include "master_shim/scan_window.h"

#include <catch2/catch.hpp>

namespace job_retry {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const WallTime kNow{seconds(1767323045)};

TEST_CASE("a scan reads on from where the last complete one began") {
    ScanWindow window(kNow, kNow - hours(1), hours(24));
    CHECK(window.begin(kNow, kNow - hours(1)) == kNow - hours(1) - ScanWindow::kOverlap);
    window.tick(kNow + seconds(2));
    CHECK(window.end() == kNow);
    CHECK(window.begin(kNow + seconds(300), kNow) == kNow - ScanWindow::kOverlap);
}

TEST_CASE("what was published while the clock was back is read, also when the clock is right again") {
    ScanWindow window(kNow, kNow, hours(24));
    window.begin(kNow, kNow);
    const WallTime mark = window.end();
    window.tick(kNow - seconds(200));
    window.tick(kNow + seconds(50));
    CHECK(window.begin(kNow + seconds(50), mark) == kNow - seconds(200) - ScanWindow::kUnseen);
}

TEST_CASE("a clock that was set back while nobody looked has all that may be owed read again") {
    ScanWindow window(kNow, kNow + hours(3), hours(24));
    CHECK(window.begin(kNow, kNow + hours(3)) == kNow - hours(24) - ScanWindow::kUnseen);
    CHECK(window.end() == kNow);
}

}  // namespace
}  // namespace job_retry
