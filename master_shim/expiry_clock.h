// ExpiryClock: the time by which deliveries expire. It follows the wall clock, but for a clock that was set
// forward (or a machine that slept): that is believed once it has stayed so for a while, because what has
// expired does not come back when the mistake is corrected. Pure.
//
// Invariant: it never runs ahead of the wall clock by more than kTolerance.

#pragma once

#include <chrono>
#include <optional>

#include "runtime/clock.h"

namespace job_retry {

class ExpiryClock {
  public:
    static constexpr std::chrono::seconds kTolerance{60};  // drift, and a loop that was slow
    static constexpr std::chrono::seconds kPatience{600};  // until a clock that was set forward is believed

    WallTime at(Now now);

  private:
    std::optional<std::chrono::microseconds> offset_;  // wall minus steady, as it is believed
    std::optional<SteadyTime> ahead_since_;
};

}  // namespace job_retry
