// Visitors: which peers may stay at a port, and who must go. A peer that has not proven who it is (a
// stranger) gets few bytes and one of few places; one that has (it is somebody's) may pile up only so much
// unread. Pure: no socket, no clock; doorkeeper.h has those.
//
// A stranger's place is its own until it is done: what has been begun is finished before anything new is, or
// a crowd of honest peers would take each other's places for ever. It is lost for silence, or for slowness
// beside those who get through. Where there is no place a new peer is turned away, which costs next to
// nothing, and comes again later.
//
// Invariant: at most `strangers` strangers stay, at most `of_address` of them from one address and
// `of_network` from its neighbourhood, at most `of_owner` of one owner, and at most `places` visitors in all;
// those who are known are never turned away because of others.

#pragma once

#include <array>
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
#include "runtime/outside.h"

namespace job_retry {

class Visitors {
  public:
    struct Limits {
        std::size_t places = std::numeric_limits<std::size_t>::max();
        std::size_t strangers = 4096;
        std::size_t of_address = 256;
        std::size_t of_network = 1024;
        std::size_t of_owner = 4;  // known ones; beyond them the oldest goes
        double rate = 32;          // new ones of an address in a second, after a first burst of `of_address`
        double spare_rate = 256;  // beyond that, of all addresses together, after a first burst of four times
        std::chrono::seconds patience{30};        // with a stranger that says nothing
        std::uint64_t opening_bytes = 0;          // what a peer must say before it costs anything
        std::uint64_t stranger_bytes = 12 << 10;  // that a stranger may send altogether
        std::uint64_t unread_bytes = (std::uint64_t{8} << 20) + (64 << 10);  // of one who is known
    };
    explicit Visitors(const Limits& limits) : limits_(limits), spare_(4 * limits.spare_rate) {}

    using Id = int;
    // A new peer, a stranger. `address`: as many bytes as tell hosts apart; all but their last quarter are
    // its network's. `sent`: what it has said meanwhile. Returns who must go for it; perhaps itself. Who must
    // go has left.
    std::vector<Id> enter(Id id, const std::string& address, SteadyTime now, std::uint64_t sent = 0);
    void leave(Id id);
    // It has sent `total` bytes since it came. False: it must go, and has left.
    bool sent(Id id, std::uint64_t total, SteadyTime now);
    // A message of it was read. False: it is not to be heard. Of who is not known `stranger_bytes` are heard,
    // however many of its messages were queued before it had to go. One that nobody has seen enter yet is
    // heard too, and so is what is left of one that has gone: each as much once more, at most.
    bool read(Id id, std::uint64_t bytes, SteadyTime now);
    // It has proven to be `owner`'s; empty: what it has proven holds no longer. Returns who must go, and has
    // left: the owner's oldest.
    std::vector<Id> mark(Id id, const std::string& owner, SteadyTime now);
    // The owner has lost its rights: all that were its own must go, and have left.
    std::vector<Id> drop(const std::string& owner);
    // Whether one that is this owner's stays.
    bool has(const std::string& owner) const { return owners_.contains(owner); }
    // Strangers whose time is over. They have left.
    std::vector<Id> overdue(SteadyTime now);
    // When overdue() will name the next one, at the earliest.
    std::optional<SteadyTime> next() const;

    std::size_t strangers() const { return strangers_.size(); }
    std::size_t known() const { return visitors_.size() - strangers_.size(); }
    std::size_t addresses() const { return addresses_.size(); }  // remembered
    Outside::Look outside(SteadyTime now) const { return outside_.look(now); }

    // Since the start.
    struct Counts {
        // Strangers that had to go for their number, because:
        std::uint64_t too_fast = 0;      // their address came too often
        std::uint64_t address_full = 0;  // their address or its network had all of its places
        std::uint64_t full = 0;          // there was no place for any stranger
        std::uint64_t slow = 0;          // they were slow, and somebody else wanted their place
        // What is in vain was lost: an honest crowd is let in with hardly any of it.
        std::uint64_t begun = 0;    // strangers that said what costs
        std::uint64_t in_vain = 0;  // of them: those who left before they were known
        std::uint64_t let_in = 0;   // strangers that became known
    };
    const Counts& counts() const { return counts_; }

  private:
    using ByAge = std::set<std::pair<SteadyTime, Id>>;
    // Strangers: those who have not said anything yet that costs, and those who have.
    struct Line {
        ByAge opening;
        ByAge speaking;
        std::size_t size() const { return opening.size() + speaking.size(); }
    };
    struct Address {
        Line line;
        double allowance = 0;  // new ones that may still come now
        SteadyTime reckoned;   // when that was
        bool proven = false;   // somebody came from here who is known
    };
    struct Visitor {
        std::string address;
        SteadyTime since;  // when it came, or was last marked
        SteadyTime heard;  // when it last said something, or that was last read
        std::string owner{};
        std::uint64_t sent = 0;
        std::uint64_t settled = 0;  // of it: what no longer counts
        bool opening = true;
        bool was_known = false;
    };
    using Lines = std::array<Line*, 3>;  // of its address, of its network, of all
    bool admitted(Address& address, SteadyTime now);
    Lines lines_of(const std::string& address);
    std::optional<Id> slow_one(const Line& line, SteadyTime::duration opening, SteadyTime now) const;
    const Line* full_line(const std::string& address);
    std::optional<Id> who_makes_room(const Line& full, const Address& address, SteadyTime now) const;
    SteadyTime::duration usual_time() const;
    void refuse(const std::string& address, std::uint64_t& because, SteadyTime now, std::uint64_t sent);
    void begin(Visitor& visitor);
    void line_up(Id id, Visitor& visitor);
    void step_out(Id id, const Visitor& visitor);
    void turn_away(Id id);
    void disown(Id id, const std::string& owner);
    void forget_addresses(SteadyTime now);

    Limits limits_;
    Counts counts_;
    Outside outside_;
    std::map<Id, Visitor> visitors_;
    std::map<Id, std::uint64_t> heard_;  // bytes of those who are not known
    Line strangers_;
    ByAge by_word_;  // strangers, by when they last said something
    std::map<std::string, Address> addresses_;
    std::map<std::string, Line> networks_;
    std::map<std::string, std::vector<Id>> owners_;
    double spare_;
    SteadyTime spare_reckoned_{};
    SteadyTime forget_at_{};
    std::array<SteadyTime::duration, 32> took_{};  // those who became known last, until they were
    std::size_t became_known_ = 0;
};

}  // namespace job_retry
