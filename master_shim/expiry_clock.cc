#include "master_shim/expiry_clock.h"

namespace job_retry {

WallTime ExpiryClock::at(Now now) {
    const auto offset = now.wall.time_since_epoch() - now.steady.time_since_epoch();
    const bool ahead = offset_ && offset > *offset_ + kTolerance;
    if (!ahead)
        ahead_since_.reset();
    else if (!ahead_since_)
        ahead_since_ = now.steady;
    if (!ahead || now.steady - *ahead_since_ >= kPatience) {
        ahead_since_.reset();
        offset_ = offset;
    }
    return WallTime(now.steady.time_since_epoch() + *offset_);
}

}  // namespace job_retry
