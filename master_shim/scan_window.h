// ScanWindow: from when on the job cache is to be read, so that nothing that was published is missed although
// the master's clock steps back: a job may then be dated before the last scan and still be new. Pure.
//
// A step is seen by the steady clock, which counts from the machine's boot: by how much the instant of the
// boot, as the wall clock has it, differs between two looks.
//
// Invariant: begin() is not later than the date of any job that was published since the last scan that was
// complete, unless the clock stepped back and forward again between two looks, or stepped back while the
// machine slept for as long, which the steady clock does not count. While the shim runs, looks are tick()s;
// while it does not, the mark is the first and the start the second.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/clock.h"

namespace job_retry {

// How far the job cache has been read, and by which clock.
struct ScanMark {
    WallTime until{};
    WallTime booted{};    // when this boot of the machine began, by the wall clock of then
    std::string boot_id;  // empty: unknown

    static ScanMark at(Now now, const std::string& boot_id);
    static ScanMark parse(std::string_view text);  // of text()
    std::string text() const;
    friend bool operator==(const ScanMark&, const ScanMark&) = default;
};

class ScanWindow {
  public:
    // Files may be a little older than the event that told of them, and file times are coarse.
    static constexpr std::chrono::seconds kOverlap{10};

    // `mark`: as it is on disk. `look_back`: how far back a job may still be owed; so far is read when it
    // cannot be known what the clock did meanwhile, as after another boot.
    ScanWindow(const ScanMark& started, const ScanMark& mark, std::chrono::seconds look_back);

    // A look at the clock. It may give a mark that is to be put on disk, because the clock has stepped back.
    std::optional<ScanMark> tick(Now now);
    // A scan begins: it reads what is dated so, or later. `mark`: as it is on disk.
    WallTime begin(const ScanMark& mark);
    // Something that it found could not be written down: it is not complete.
    void incomplete() { complete_ = false; }
    // All that it found is on disk: gives the mark that is to be put there, too. Nothing if it was not
    // complete: the next one begins where it did.
    std::optional<ScanMark> end();

  private:
    ScanMark last_;            // look at the clock
    ScanMark mark_;            // given last
    WallTime lowest_;          // that the clock may have been since the last complete scan began
    WallTime lowest_in_scan_;  // since the present one did
    bool complete_ = true;     // so far
};

}  // namespace job_retry
