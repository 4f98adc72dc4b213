// Durations that somebody else has named (a job's metadata, a command line): any number is possible, and a
// time that is computed with it must neither overflow nor leave the years that can be written. What is beyond
// means "very long" all the same.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace job_retry {

inline constexpr std::chrono::seconds kLongestDuration = std::chrono::days(36500);

// So many seconds, but not fewer than none and not more than kLongestDuration.
constexpr std::chrono::seconds bounded_seconds(std::int64_t number) {
    return std::chrono::seconds(std::clamp<std::int64_t>(number, 0, kLongestDuration.count()));
}

}  // namespace job_retry
