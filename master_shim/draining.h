// Draining: how many minions catch up at the same time, so that a site that comes back does not fall upon the
// master (job_retry_max_draining). Pure; time is passed in. A minion has a slot from its first take until it
// is done or has been idle for kIdle; the others wait in the order in which they first asked, so that nobody
// waits much longer than its neighbours.

#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/clock.h"

namespace job_retry {

class Draining {
  public:
    static constexpr std::chrono::seconds kIdle{60};
    static constexpr std::chrono::seconds kLongestWait{30};
    // A minion in the queue that has not asked for this long has lost its place.
    static constexpr std::chrono::seconds kLost{90};

    explicit Draining(std::size_t max) : max_(max) {}

    // Empty: it may take. Else when to ask again. `random`: any number, for the jitter.
    std::optional<std::chrono::milliseconds> ask(const std::string& minion, SteadyTime now,
                                                 std::uint32_t random);
    // The minion was heard of.
    void touch(const std::string& minion, SteadyTime now);
    // Its list is empty, or it is gone.
    void done(const std::string& minion);
    // Frees idle slots. Gives those at the head of the queue for whom there is a slot now, once each: they
    // may be told.
    std::vector<std::string> free(SteadyTime now);

    std::vector<std::string> minions(std::size_t limit) const;  // some of those that have a slot
    std::size_t draining() const { return slots_.size(); }
    std::size_t waiting() const { return queue_.size(); }

  private:
    struct Waiting {
        std::string minion;
        SteadyTime asked;
        bool told = false;
    };
    void forget_lost(SteadyTime now);

    std::size_t max_;
    SteadyTime nobody_lost_before_{};
    std::unordered_map<std::string, SteadyTime> slots_;  // when last heard of
    std::list<Waiting> queue_;
    std::unordered_map<std::string, std::list<Waiting>::iterator> place_;
};

}  // namespace job_retry
