// Pace: how much of the shim's time the questions of one minion may take. A question costs what is looked at
// for it; a minion whose questions cost more than its share is answered when it has paid. So one that asks
// without end, or has a long history, keeps nobody else waiting. Pure; time is passed in.
//
// Invariant: over any length of time a minion is answered for kAtOnce and that time, and one question more,
// at kEach a row.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

#include "runtime/clock.h"

namespace job_retry {

class Pace {
  public:
    // A row takes the shim 1 to 2 us, so that no minion gets more than some 4 % of its time for long.
    static constexpr std::chrono::microseconds kEach{50};
    // Not yet used of the past: 100,000 rows.
    static constexpr std::chrono::seconds kAtOnce{5};
    // Nobody waits longer, whatever the question before cost. An agent gives up after 30 s.
    static constexpr std::chrono::seconds kLongest{20};

    // When the minion may be answered again.
    SteadyTime free_at(const std::string& minion) const;
    void charge(const std::string& minion, std::size_t rows, SteadyTime now);

  private:
    std::unordered_map<std::string, SteadyTime> paid_until_;
};

}  // namespace job_retry
