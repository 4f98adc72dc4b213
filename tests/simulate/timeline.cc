#include "simulate/timeline.h"

#include <algorithm>
#include <utility>

namespace job_retry::simulate {

void Timeline::after(Duration delay, Happening happening) {
    planned_.push({now_ + std::max(delay, Duration(0)), numbers_++, std::move(happening)});
}

bool Timeline::step(SteadyTime until) {
    if (planned_.empty() || planned_.top().at > until) {
        now_ = until;
        return false;
    }
    now_ = planned_.top().at;
    const Happening happening = std::move(const_cast<Planned&>(planned_.top()).happening);
    planned_.pop();
    happening();
    return true;
}

}  // namespace job_retry::simulate
