#include "master_shim/draining.h"

#include <algorithm>

namespace job_retry {

std::optional<std::chrono::milliseconds> Draining::ask(const std::string& minion, SteadyTime now,
                                                       std::uint32_t random) {
    if (const auto slot = slots_.find(minion); slot != slots_.end()) {
        slot->second = now;
        return std::nullopt;
    }
    auto place = place_.find(minion);
    if (place == place_.end()) {
        queue_.push_back({minion, now});
        place = place_.emplace(minion, std::prev(queue_.end())).first;
    }
    place->second->asked = now;

    const std::size_t free = max_ > slots_.size() ? max_ - slots_.size() : 0;
    std::size_t position = 0;
    for (auto ahead = queue_.begin(); ahead != place->second && position <= free; ++ahead)
        ++position;
    if (position < free) {
        queue_.erase(place->second);
        place_.erase(place);
        slots_[minion] = now;
        return std::nullopt;
    }
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    // Longer with a longer queue; always spread, so that those who were sent away do not come back as one.
    const milliseconds base = std::min<milliseconds>(
        seconds(1 + static_cast<long>(queue_.size() / std::max<std::size_t>(max_, 1))), kLongestWait / 2);
    return base + milliseconds(random % static_cast<std::uint32_t>(base.count()));
}

void Draining::touch(const std::string& minion, SteadyTime now) {
    if (const auto slot = slots_.find(minion); slot != slots_.end()) slot->second = now;
}

void Draining::done(const std::string& minion) {
    slots_.erase(minion);
    const auto place = place_.find(minion);
    if (place == place_.end()) return;
    queue_.erase(place->second);
    place_.erase(place);
}

std::vector<std::string> Draining::free(SteadyTime now) {
    std::erase_if(slots_, [now](const auto& slot) { return slot.second + kIdle <= now; });
    forget_lost(now);
    std::vector<std::string> next;
    std::size_t free = max_ > slots_.size() ? max_ - slots_.size() : 0;
    for (auto waiting = queue_.begin(); waiting != queue_.end() && free > 0; ++waiting, --free) {
        if (!waiting->told) next.push_back(waiting->minion);
        waiting->told = true;
    }
    return next;
}

// Only when one of them can have been lost: this is called at every step, and thousands may wait.
void Draining::forget_lost(SteadyTime now) {
    if (now < nobody_lost_before_) return;
    SteadyTime longest_ago = now;
    for (auto waiting = queue_.begin(); waiting != queue_.end();) {
        if (waiting->asked + kLost > now) {
            longest_ago = std::min(longest_ago, waiting->asked);
            ++waiting;
            continue;
        }
        place_.erase(waiting->minion);
        waiting = queue_.erase(waiting);
    }
    nobody_lost_before_ = longest_ago + kLost;
}

std::vector<std::string> Draining::minions(std::size_t limit) const {
    std::vector<std::string> names;
    for (const auto& [minion, heard_of] : slots_) {
        if (names.size() == limit) break;
        names.push_back(minion);
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace job_retry
