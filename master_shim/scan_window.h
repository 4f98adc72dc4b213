// ScanWindow: from when on the job cache is to be read, so that nothing that was published is missed although
// the master's clock steps back: a job may then be dated before the last scan and still be new. Pure.
//
// Invariant: begin() is not later than the date of any job that was published since the last scan that was
// complete, as long as tick() is called at least every kUnseen.

#pragma once

#include <algorithm>
#include <chrono>

#include "runtime/clock.h"

namespace job_retry {

class ScanWindow {
  public:
    // Files may be a little older than the event that told of them, and file times are coarse.
    static constexpr std::chrono::seconds kOverlap{10};
    // After a step back jobs may have come before it was seen.
    static constexpr std::chrono::seconds kUnseen{60};

    // `mark`: what end() gave last. A clock that is behind it was stepped back while nobody looked:
    // `look_back` is how far back a job may still be owed.
    ScanWindow(WallTime started, WallTime mark, std::chrono::seconds look_back)
        : lowest_(mark > started ? started - look_back : started), lowest_in_scan_(started) {}

    void tick(WallTime now) {
        lowest_ = std::min(lowest_, now);
        lowest_in_scan_ = std::min(lowest_in_scan_, now);
    }
    // A scan begins: it reads what is dated so, or later. `mark`: as it is on disk.
    WallTime begin(WallTime now, WallTime mark) {
        tick(now);
        lowest_in_scan_ = now;
        return lowest_ < mark ? lowest_ - kUnseen : mark - kOverlap;
    }
    // It was complete. Gives the mark that is to be put on disk.
    WallTime end() { return lowest_ = lowest_in_scan_; }

  private:
    WallTime lowest_;          // of the clock, since the last complete scan began
    WallTime lowest_in_scan_;  // since the present one did
};

}  // namespace job_retry
