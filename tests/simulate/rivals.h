// Rivals: other ways to remember which jobs a minion has had, in the same run: Salt's own list of its last
// JIDs, a longer one, and windows of time. They are given everything that arrives, and never forget by a
// restart.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulate/timeline.h"

namespace job_retry::simulate {

class Rivals {
  public:
    // A publication arrives at a minion; each rival would run it or not.
    // True when it has arrived before.
    bool arrived(const std::string& minion, const std::string& jid, SteadyTime now);

    struct Rival {
        std::string name;
        std::size_t longest = 0;  // list: how many JIDs
        Duration window{};        // window: how long a JID is known
        std::uint64_t runs_twice = 0;
        std::map<std::string, std::deque<std::pair<std::string, SteadyTime>>> order{};  // by minion
        std::map<std::string, std::set<std::string>> known{};
    };
    const std::vector<Rival>& all() const { return rivals_; }
    std::uint64_t arrivals() const { return arrivals_; }

  private:
    std::vector<Rival> rivals_{{.name = "a list of the last 100 JIDs (Salt)", .longest = 100},
                               {.name = "a list of the last 1,024 JIDs", .longest = 1024},
                               {.name = "a window of 2 minutes", .window = std::chrono::minutes(2)},
                               {.name = "a window of 5 minutes", .window = std::chrono::minutes(5)}};
    std::set<std::pair<std::string, std::string>> seen_;  // minion, JID
    std::uint64_t arrivals_ = 0;
};

}  // namespace job_retry::simulate
