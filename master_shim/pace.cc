#include "master_shim/pace.h"

#include <algorithm>
#include <cstdint>

namespace job_retry {

SteadyTime Pace::free_at(const std::string& minion) const {
    const auto found = paid_until_.find(minion);
    return found == paid_until_.end() ? SteadyTime::min() : found->second;
}

void Pace::charge(const std::string& minion, std::size_t rows, SteadyTime now) {
    const auto from = std::max(free_at(minion), now - kAtOnce);
    constexpr std::size_t kMost = (kAtOnce + kLongest) / kEach;
    const auto counted = static_cast<std::int64_t>(std::min(rows, kMost));
    paid_until_[minion] = std::min(from + counted * kEach, now + kLongest);
}

}  // namespace job_retry
