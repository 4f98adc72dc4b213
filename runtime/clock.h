// Time as an argument. Pure code never asks for the time: it is given a Now. The wall clock dates records and
// decides expiry, and may step in both directions; the steady clock measures intervals (silence, back-off),
// and never steps.

#pragma once

#include <chrono>

namespace job_retry {

using WallTime = std::chrono::sys_time<std::chrono::microseconds>;
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::microseconds>;

struct Now {
    WallTime wall;
    SteadyTime steady;

    // The one place that reads the clocks.
    static Now read() {
        using std::chrono::time_point_cast;
        return {time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()),
                time_point_cast<std::chrono::microseconds>(std::chrono::steady_clock::now())};
    }
};

}  // namespace job_retry
