// Outside: who was turned away at a port and has not come in since, how fast others come in, and when all
// will be through at that rate. For people to look at; nothing is decided by it. Pure: no clock. Of those
// behind one address it knows as of one.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "runtime/clock.h"

namespace job_retry {

class Outside {
  public:
    // An agent comes again within this time (DealerSocket); who does not has given up.
    static constexpr std::chrono::seconds kComesAgain{80};
    static constexpr std::size_t kMost = 1 << 17;  // addresses that are remembered

    void turned_away(const std::string& address, SteadyTime now);
    void let_in(const std::string& address, SteadyTime now);

    struct Look {
        std::size_t addresses = 0;       // that wait outside
        double per_second = 0;           // visitors that were let in lately
        std::optional<SteadyTime> last;  // when somebody was turned away
        // Until those outside and so many more are through; empty while nobody is let in.
        std::optional<std::chrono::seconds> through_in(std::size_t inside) const;
    };
    Look look(SteadyTime now) const;

  private:
    static constexpr std::int64_t kWindow = 10;  // seconds over which the rate is taken
    void forget(const std::string& address);
    void forget_old(SteadyTime now);

    std::map<std::string, SteadyTime> when_;
    std::set<std::pair<SteadyTime, std::string>> by_time_;
    std::optional<SteadyTime> last_;
    SteadyTime began_{};  // when somebody had to wait outside and nobody did before
    struct Second {
        std::int64_t number = -1;
        std::uint32_t let_in = 0;
    };
    std::array<Second, kWindow + 1> seconds_{};
};

}  // namespace job_retry
