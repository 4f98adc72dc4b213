// Announcements: the JIDs that the event bus has announced, and when to look for what was published under
// them. The bus is faster than what can be believed (spool or job cache), and says nothing that can: any
// accepted minion can announce what it likes. Pure: told the time, and says when it wants to be called again.
//
// Invariant: each announcement of a JID of which told() has said nothing comes up once; of what does not fit
// into kMost nothing is remembered.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <unordered_set>
#include <vector>

#include "runtime/clock.h"
#include "runtime/jid.h"

namespace job_retry {

class Announcements {
  public:
    static constexpr std::size_t kMost = 65536;

    // After each of these, counted from the one before, it is looked for.
    explicit Announcements(std::vector<std::chrono::milliseconds> waits) : waits_(std::move(waits)) {}

    void announced(const Jid& jid, SteadyTime now);
    // It is known what was published under this JID: nobody need look, for later announcements neither.
    void told(const Jid& jid) { told_.insert(jid.text()); }
    bool was_announced(const Jid& jid) const { return announced_.contains(jid.text()); }

    struct Due {
        Jid jid;
        std::size_t looks;  // before this one
    };
    // To be looked for now.
    std::vector<Due> due(SteadyTime now);
    // Nothing was found: again after the next wait. False when there is none.
    bool look_again(const Due& due, SteadyTime now);
    std::optional<SteadyTime> next() const;

  private:
    struct Look {
        SteadyTime at;
        Jid jid;
        std::size_t looks;
        friend bool operator>(const Look& a, const Look& b) { return a.at > b.at; }
    };
    // The latest kMost JIDs.
    class Memory {
      public:
        void insert(const std::string& jid);
        bool contains(const std::string& jid) const { return jids_.contains(jid); }

      private:
        std::unordered_set<std::string> jids_;
        std::deque<std::string> order_;
    };

    std::vector<std::chrono::milliseconds> waits_;
    std::priority_queue<Look, std::vector<Look>, std::greater<>> looks_;
    Memory announced_;
    Memory told_;
};

}  // namespace job_retry
