#include "runtime/visitors.h"

#include <algorithm>

namespace job_retry {
namespace {

// What the wire adds to a message (frame, CURVE), and to a second of silence (pings), rounded up.
constexpr std::uint64_t kPerMessage = 128;
constexpr std::uint64_t kPerSecond = 16;

double seconds_between(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double>(to - from).count();
}

}  // namespace

bool Visitors::admitted(Address& address, SteadyTime now) const {
    const double burst = double(limits_.of_address);
    address.allowance =
        std::min(burst, address.allowance + limits_.rate * seconds_between(address.reckoned, now));
    address.reckoned = now;
    if (address.allowance < 1) return false;
    address.allowance -= 1;
    return true;
}

// Those of whom nothing need be known any more, once there are many.
void Visitors::forget_addresses(SteadyTime now) {
    if (addresses_.size() <= 2 * limits_.strangers) return;
    std::erase_if(addresses_, [&](const auto& entry) {
        const Address& address = entry.second;
        const double allowance = address.allowance + limits_.rate * seconds_between(address.reckoned, now);
        return address.strangers.empty() && allowance >= double(limits_.of_address);
    });
}

std::vector<Visitors::Id> Visitors::enter(Id id, const std::string& name, SteadyTime now) {
    leave(id);
    forget_addresses(now);
    Address& address =
        addresses_.try_emplace(name, Address{{}, double(limits_.of_address), now}).first->second;
    if (!admitted(address, now)) return {id};
    const bool is_full = visitors_.size() >= limits_.places;
    if (is_full && strangers_.empty()) return {id};
    std::vector<Id> gone;
    if (address.strangers.size() >= limits_.of_address)
        gone.push_back(address.strangers.begin()->second);
    else if (is_full || strangers_.size() >= limits_.strangers)
        gone.push_back(strangers_.begin()->second);
    for (const Id oldest : gone)
        turn_away(oldest);
    visitors_[id] = {name, now};
    strangers_.emplace(now, id);
    address.strangers.emplace(now, id);
    return gone;
}

void Visitors::leave(Id id) {
    turn_away(id);
    heard_.erase(id);
}

// What it has sent may still be read: what was heard of it is forgotten when it leaves.
void Visitors::turn_away(Id id) {
    const auto found = visitors_.find(id);
    if (found == visitors_.end()) return;
    strangers_.erase({found->second.since, id});
    addresses_[found->second.address].strangers.erase({found->second.since, id});
    visitors_.erase(found);
}

bool Visitors::sent(Id id, std::uint64_t total, SteadyTime now) {
    const auto found = visitors_.find(id);
    if (found == visitors_.end()) return true;
    Visitor& visitor = found->second;
    visitor.sent = total;
    const auto stayed = std::uint64_t(std::max(0.0, seconds_between(visitor.since, now)));
    const std::uint64_t more =
        visitor.known ? limits_.unread_bytes + kPerSecond * stayed : limits_.stranger_bytes;
    if (total <= visitor.settled + more) return true;
    turn_away(id);
    return false;
}

bool Visitors::read(Id id, std::uint64_t bytes) {
    const auto found = visitors_.find(id);
    // What a stranger says is not made good by being read.
    if (found == visitors_.end() || !found->second.known)
        return (heard_[id] += bytes) <= limits_.stranger_bytes;
    found->second.settled += bytes + kPerMessage;
    return true;
}

void Visitors::mark(Id id, bool known, SteadyTime now) {
    const auto found = visitors_.find(id);
    if (found == visitors_.end() || found->second.known == known) return;
    Visitor& visitor = found->second;
    Address& address = addresses_[visitor.address];
    strangers_.erase({visitor.since, id});
    address.strangers.erase({visitor.since, id});
    visitor.known = known;
    visitor.since = now;
    visitor.settled = visitor.sent;
    heard_.erase(id);
    if (known) return;
    strangers_.emplace(now, id);
    address.strangers.emplace(now, id);
}

std::vector<Visitors::Id> Visitors::overdue(SteadyTime now) {
    std::vector<Id> gone;
    while (!strangers_.empty() && strangers_.begin()->first + limits_.patience <= now) {
        gone.push_back(strangers_.begin()->second);
        turn_away(gone.back());
    }
    return gone;
}

std::optional<SteadyTime> Visitors::next() const {
    if (strangers_.empty()) return std::nullopt;
    return strangers_.begin()->first + limits_.patience;
}

}  // namespace job_retry
