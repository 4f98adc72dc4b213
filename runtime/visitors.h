// Visitors: which peers may stay at a socket, and who must go. A peer that has not proven who it is (a
// stranger) gets little time, few bytes and few places; one that has may pile up only so much unread. Pure:
// no socket, no clock; doorkeeper.h has those.
//
// Invariant: at most `strangers` strangers stay, at most `of_address` of them from one address, and at most
// `places` visitors in all; those who are known are never turned away because of others.

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/clock.h"

namespace job_retry {

class Visitors {
  public:
    struct Limits {
        std::size_t places = std::numeric_limits<std::size_t>::max();  // beyond them a stranger goes
        std::size_t strangers = 4096;                                  // beyond them the oldest makes room
        std::size_t of_address = 256;  // of them; beyond them the oldest of this address makes room
        double rate = 32;  // new ones of an address in a second, after a first burst of `of_address`
        std::chrono::seconds patience{30};        // with a stranger
        std::uint64_t stranger_bytes = 12 << 10;  // that a stranger may send altogether
        std::uint64_t unread_bytes = (std::uint64_t{8} << 20) + (64 << 10);  // of one who is known
    };
    explicit Visitors(const Limits& limits) : limits_(limits) {}

    using Id = int;
    // A new peer, a stranger. Returns who must go for it; perhaps itself. Who must go has left.
    std::vector<Id> enter(Id id, const std::string& address, SteadyTime now);
    void leave(Id id);
    // It has sent `total` bytes since it came. False: it must go, and has left.
    bool sent(Id id, std::uint64_t total, SteadyTime now);
    // A message of it was read. False: it is not to be heard. Of who is not known `stranger_bytes` are heard,
    // however many of its messages were queued before it had to go. One that nobody has seen enter yet is
    // heard too, and so is what is left of one that has gone: each as much once more, at most.
    bool read(Id id, std::uint64_t bytes);
    // It has proven who it is, or what it has proven holds no longer.
    void mark(Id id, bool known, SteadyTime now);
    // Strangers whose time is over. They have left.
    std::vector<Id> overdue(SteadyTime now);
    // When overdue() will name the next one.
    std::optional<SteadyTime> next() const;

    std::size_t strangers() const { return strangers_.size(); }
    std::size_t known() const { return visitors_.size() - strangers_.size(); }
    std::size_t addresses() const { return addresses_.size(); }  // remembered

  private:
    using ByAge = std::set<std::pair<SteadyTime, Id>>;
    struct Visitor {
        std::string address;
        SteadyTime since;  // when it came, or was last marked
        bool known = false;
        std::uint64_t sent = 0;
        std::uint64_t settled = 0;  // of it: what no longer counts
    };
    struct Address {
        ByAge strangers;
        double allowance = 0;  // new ones that may still come now
        SteadyTime reckoned;   // when that was
    };
    bool admitted(Address& address, SteadyTime now) const;
    void turn_away(Id id);
    void forget_addresses(SteadyTime now);

    Limits limits_;
    std::map<Id, Visitor> visitors_;
    std::map<Id, std::uint64_t> heard_;  // bytes of those who are not known
    ByAge strangers_;
    std::map<std::string, Address> addresses_;
};

}  // namespace job_retry
