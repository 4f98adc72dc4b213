#include "runtime/outside.h"

#include <algorithm>
#include <cmath>

namespace job_retry {
namespace {

std::int64_t second_of(SteadyTime time) {
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

void Outside::turned_away(const std::string& address, SteadyTime now) {
    forget_old(now);
    if (when_.empty()) began_ = now;
    last_ = now;
    forget(address);
    if (when_.size() >= kMost) return;
    when_.emplace(address, now);
    by_time_.emplace(now, address);
}

void Outside::let_in(const std::string& address, SteadyTime now) {
    forget(address);
    const std::int64_t number = second_of(now);
    Second& second = seconds_[std::size_t(number) % seconds_.size()];
    if (second.number != number) second = {number, 0};
    ++second.let_in;
}

Outside::Look Outside::look(SteadyTime now) const {
    Look look;
    look.last = last_;
    const auto gone = by_time_.lower_bound({now - kComesAgain + SteadyTime::duration(1), {}});
    look.addresses = std::size_t(std::distance(gone, by_time_.end()));
    // Of whole seconds that are over, and not of the time before there was anybody to wait.
    const std::int64_t until = second_of(now);
    const std::int64_t window =
        when_.empty() ? kWindow : std::clamp<std::int64_t>(until - second_of(began_), 1, kWindow);
    std::uint64_t let_in = 0;
    for (const Second& second : seconds_)
        if (second.number >= until - window && second.number < until) let_in += second.let_in;
    look.per_second = double(let_in) / double(window);
    return look;
}

std::optional<std::chrono::seconds> Outside::Look::through_in(std::size_t inside) const {
    if (addresses + inside == 0) return std::chrono::seconds(0);
    if (per_second <= 0) return std::nullopt;
    return std::chrono::seconds(std::int64_t(std::ceil(double(addresses + inside) / per_second)));
}

void Outside::forget(const std::string& address) {
    const auto found = when_.find(address);
    if (found == when_.end()) return;
    by_time_.erase({found->second, address});
    when_.erase(found);
}

void Outside::forget_old(SteadyTime now) {
    while (!by_time_.empty() && by_time_.begin()->first + kComesAgain <= now) {
        when_.erase(by_time_.begin()->second);
        by_time_.erase(by_time_.begin());
    }
}

}  // namespace job_retry
