#include "runtime/visitors.h"

#include <algorithm>
#include <utility>

namespace job_retry {
namespace {

using std::chrono::seconds;

// Never more than was really sent, or what is forgiven would add up to a credit that has no end.
constexpr std::uint64_t wire_size(std::uint64_t payload) {
    const std::uint64_t encrypted = payload + 33;  // CURVE
    return encrypted + (encrypted > 255 ? 9 : 2);  // ZMTP's frame
}

// What may have come between a look at the connection and the reading of its messages.
constexpr std::uint64_t kAhead = 64 << 10;

// Pings of who is silent otherwise: some 45 bytes in 40 s, for months.
constexpr double kPingsPerSecond = 2;
constexpr double kPings = 1 << 20;

constexpr seconds kForgetEvery{1};
constexpr std::size_t kLookedAt = 64;  // strangers, for one from an address that nobody has proven to be at

double seconds_between(SteadyTime from, SteadyTime to) {
    return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

std::uint64_t pings(SteadyTime from, SteadyTime to) {
    return std::uint64_t(std::min(kPings, kPingsPerSecond * seconds_between(from, to)));
}

std::string network_of(const std::string& address) {
    return address.substr(0, address.size() * 3 / 4);
}

}  // namespace

// How long those took who got through last: when everything is slow, nobody in particular is.
SteadyTime::duration Visitors::usual_time() const {
    const std::size_t count = std::min(became_known_, took_.size());
    if (count == 0) return {};
    auto took = took_;
    auto* const middle = took.data() + count / 2;
    std::nth_element(took.data(), middle, took.data() + count);
    return *middle;
}

// Beyond what is its own an address may draw from what is spare: the first half is for all, the rest for
// addresses that somebody who is known has come from.
bool Visitors::admitted(Address& address, SteadyTime now) {
    const double burst = double(limits_.of_address);
    address.allowance =
        std::min(burst, address.allowance + limits_.rate * seconds_between(address.reckoned, now));
    address.reckoned = now;
    const double most_spare = 4 * limits_.spare_rate;
    spare_ = std::min(most_spare, spare_ + limits_.spare_rate * seconds_between(spare_reckoned_, now));
    spare_reckoned_ = now;
    if (address.allowance >= 1)
        address.allowance -= 1;
    else if (spare_ >= 1 && (address.proven || spare_ > most_spare / 2))
        spare_ -= 1;
    else
        return false;
    return true;
}

Visitors::Lines Visitors::lines_of(const std::string& address) {
    return {&addresses_[address].line, &networks_[network_of(address)], &strangers_};
}

// Who has not begun for longer than `opening`, or is slow beside those who get through.
std::optional<Visitors::Id> Visitors::slow_one(const Line& line, SteadyTime::duration opening,
                                               SteadyTime now) const {
    if (!line.opening.empty() && line.opening.begin()->first + opening <= now)
        return line.opening.begin()->second;
    const auto slow = std::max<SteadyTime::duration>(limits_.patience / 3, 4 * usual_time());
    if (!line.speaking.empty() && line.speaking.begin()->first + slow <= now)
        return line.speaking.begin()->second;
    return std::nullopt;
}

// Where there is no place, its nearest neighbours first, so that a crowd keeps out its own and nobody else.
const Visitors::Line* Visitors::full_line(const std::string& address) {
    const Lines lines = lines_of(address);
    const std::array<std::size_t, 3> limits = {limits_.of_address, limits_.of_network, limits_.strangers};
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i]->size() >= limits[i]) return lines[i];
    return visitors_.size() >= limits_.places ? &strangers_ : nullptr;
}

// From where known ones came they go before others: before the one that has invested least. Who has not begun
// has longer than a slow network takes, and a third of that where its own address has all of its places: a
// flood from there that says nothing must not keep out the agent beside it.
std::optional<Visitors::Id> Visitors::who_makes_room(const Line& full, const Address& address,
                                                     SteadyTime now) const {
    const SteadyTime::duration patience = limits_.patience;
    const auto opening = &full == &address.line ? patience / 30 : patience / 10;
    if (const auto slow = slow_one(full, opening, now)) return slow;
    if (!address.proven || &full != &strangers_) return std::nullopt;
    auto newest = by_word_.rbegin();
    for (std::size_t i = 0; i < kLookedAt && newest != by_word_.rend(); ++i, ++newest)
        if (!addresses_.at(visitors_.at(newest->second).address).proven) return newest->second;
    return std::nullopt;
}

std::vector<Visitors::Id> Visitors::enter(Id id, const std::string& name, SteadyTime now,
                                          std::uint64_t sent) {
    leave(id);
    forget_addresses(now);
    Address& address =
        addresses_.try_emplace(name, Address{{}, double(limits_.of_address), now}).first->second;
    if (!admitted(address, now)) {
        refuse(name, counts_.too_fast, now, sent);
        return {id};
    }
    std::vector<Id> gone;
    if (const Line* full = full_line(name)) {
        const auto one = who_makes_room(*full, address, now);
        if (!one) {
            refuse(name, full == &strangers_ ? counts_.full : counts_.address_full, now, sent);
            return {id};
        }
        refuse(visitors_.at(*one).address, counts_.slow, now, 0);
        turn_away(*one);
        gone.push_back(*one);
    }
    Visitor& visitor = visitors_[id] = {name, now, now};
    visitor.sent = sent;
    line_up(id, visitor);
    return gone;
}

void Visitors::refuse(const std::string& address, std::uint64_t& because, SteadyTime now,
                      std::uint64_t sent) {
    ++because;
    if (limits_.opening_bytes > 0 && sent >= limits_.opening_bytes) {
        ++counts_.begun;
        ++counts_.in_vain;
    }
    outside_.turned_away(address, now);
}

void Visitors::begin(Visitor& visitor) {
    if (std::exchange(visitor.opening, false)) ++counts_.begun;
}

void Visitors::line_up(Id id, Visitor& visitor) {
    if (visitor.sent >= limits_.opening_bytes) begin(visitor);
    for (Line* line : lines_of(visitor.address))
        (visitor.opening ? line->opening : line->speaking).emplace(visitor.since, id);
    by_word_.emplace(visitor.heard, id);
}

void Visitors::step_out(Id id, const Visitor& visitor) {
    for (Line* line : lines_of(visitor.address))
        (visitor.opening ? line->opening : line->speaking).erase({visitor.since, id});
    by_word_.erase({visitor.heard, id});
}

void Visitors::leave(Id id) {
    turn_away(id);
    heard_.erase(id);
}

// What it has sent may still be read: what was heard of it is forgotten when it leaves.
void Visitors::turn_away(Id id) {
    const auto found = visitors_.find(id);
    if (found == visitors_.end()) return;
    const Visitor& visitor = found->second;
    if (!visitor.opening && !visitor.was_known) ++counts_.in_vain;
    if (visitor.owner.empty())
        step_out(id, visitor);
    else
        disown(id, visitor.owner);
    visitors_.erase(found);
}

void Visitors::disown(Id id, const std::string& owner) {
    const auto owned = owners_.find(owner);
    std::erase(owned->second, id);
    if (owned->second.empty()) owners_.erase(owned);
}

bool Visitors::sent(Id id, std::uint64_t total, SteadyTime now) {
    const auto found = visitors_.find(id);
    if (found == visitors_.end()) return true;
    Visitor& visitor = found->second;
    const bool is_known = !visitor.owner.empty();
    if (!is_known && total > visitor.sent) {
        step_out(id, visitor);
        visitor.heard = now;
        visitor.sent = total;
        line_up(id, visitor);
    }
    visitor.sent = total;
    // A credit would let it pile up so much more unread, for ever.
    visitor.settled = std::min(visitor.settled, total + kAhead);
    const std::uint64_t more =
        is_known ? limits_.unread_bytes + pings(visitor.heard, now) : limits_.stranger_bytes;
    if (total <= visitor.settled + more) return true;
    turn_away(id);
    return false;
}

bool Visitors::read(Id id, std::uint64_t bytes, SteadyTime now) {
    const auto found = visitors_.find(id);
    // What a stranger says is not made good by being read.
    if (found == visitors_.end() || found->second.owner.empty())
        return (heard_[id] += bytes) <= limits_.stranger_bytes;
    Visitor& visitor = found->second;
    visitor.settled += wire_size(bytes);
    if (visitor.sent > visitor.settled)
        visitor.settled += std::min(visitor.sent - visitor.settled, pings(visitor.heard, now));
    visitor.heard = now;
    return true;
}

std::vector<Visitors::Id> Visitors::mark(Id id, const std::string& owner, SteadyTime now) {
    const auto found = visitors_.find(id);
    if (found == visitors_.end() || found->second.owner == owner) return {};
    Visitor& visitor = found->second;
    if (visitor.owner.empty()) {
        took_[became_known_++ % took_.size()] = now - visitor.since;
        step_out(id, visitor);
        begin(visitor);
        if (!std::exchange(visitor.was_known, true)) ++counts_.let_in;
        outside_.let_in(visitor.address, now);
    } else {
        disown(id, visitor.owner);
    }
    visitor.owner = owner;
    visitor.since = visitor.heard = now;
    visitor.settled = visitor.sent;
    heard_.erase(id);
    if (owner.empty()) {
        line_up(id, visitor);
        return {};
    }
    addresses_[visitor.address].proven = true;
    std::vector<Id>& owned = owners_[owner];
    owned.push_back(id);
    std::vector<Id> gone;
    if (owned.size() > limits_.of_owner) gone.push_back(owned.front());
    for (const Id oldest : gone)
        turn_away(oldest);
    return gone;
}

std::vector<Visitors::Id> Visitors::drop(const std::string& owner) {
    const auto owned = owners_.find(owner);
    std::vector<Id> gone = owned == owners_.end() ? std::vector<Id>() : owned->second;
    for (const Id id : gone)
        turn_away(id);
    return gone;
}

std::vector<Visitors::Id> Visitors::overdue(SteadyTime now) {
    const auto usual = usual_time();
    const auto silent = std::max<SteadyTime::duration>(limits_.patience, 4 * usual);
    std::vector<Id> gone;
    const auto all_go = [&](const ByAge& line, SteadyTime::duration longest) {
        while (!line.empty() && line.begin()->first + longest <= now) {
            gone.push_back(line.begin()->second);
            turn_away(gone.back());
        }
    };
    all_go(by_word_, silent);
    all_go(strangers_.opening, 2 * silent);
    all_go(strangers_.speaking, 2 * silent);
    return gone;
}

std::optional<SteadyTime> Visitors::next() const {
    std::optional<SteadyTime> first;
    const auto silent = std::max<SteadyTime::duration>(limits_.patience, 4 * usual_time());
    const auto sooner = [&first](const ByAge& line, SteadyTime::duration after) {
        if (!line.empty() && (!first || line.begin()->first + after < *first))
            first = line.begin()->first + after;
    };
    sooner(by_word_, silent);
    sooner(strangers_.opening, 2 * silent);
    sooner(strangers_.speaking, 2 * silent);
    return first;
}

// Those of whom nothing need be known any more, once there are many; of more still, also that somebody who
// was known has come from there.
void Visitors::forget_addresses(SteadyTime now) {
    if (addresses_.size() <= 2 * limits_.strangers || now < forget_at_) return;
    forget_at_ = now + kForgetEvery;
    const bool are_too_many = addresses_.size() > 8 * limits_.strangers;
    std::erase_if(addresses_, [&](const auto& entry) {
        const Address& address = entry.second;
        const double allowance = address.allowance + limits_.rate * seconds_between(address.reckoned, now);
        return address.line.size() == 0 && allowance >= double(limits_.of_address) &&
               (!address.proven || are_too_many);
    });
    std::erase_if(networks_, [](const auto& entry) { return entry.second.size() == 0; });
}

}  // namespace job_retry
