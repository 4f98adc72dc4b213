// Timeline: true time, the random numbers of a run, and everything that is still going to happen, in one
// order. Machines have clocks of their own (machine.h); nothing in a simulation reads a real one.
//
// Invariant: one seed, one run. Whatever happens follows from the seed and the order of calls.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <queue>
#include <random>
#include <vector>

#include "runtime/clock.h"

namespace job_retry::simulate {

using Duration = std::chrono::microseconds;

// Not the standard distributions: those differ between libraries, and a seed must replay everywhere.
class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t below(std::uint64_t end) { return end == 0 ? 0 : engine_() % end; }
    bool chance(double probability) { return double(engine_() >> 11) * 0x1p-53 < probability; }
    Duration between(Duration least, Duration most) {
        return least + Duration(std::int64_t(below(std::uint64_t((most - least).count()) + 1)));
    }
    // Mostly near `least`, now and then near `most`.
    Duration mostly_short(Duration least, Duration most) {
        return between(least, chance(0.1) ? most : least + (most - least) / 20);
    }

  private:
    std::mt19937_64 engine_;
};

class Timeline {
  public:
    using Happening = std::function<void()>;
    explicit Timeline(std::uint64_t seed) : random(seed) {}
    Timeline(const Timeline&) = delete;
    Timeline& operator=(const Timeline&) = delete;

    SteadyTime now() const { return now_; }
    void after(Duration delay, Happening happening);
    // Lets the next thing happen, if it is due at `until` or before. Else it is `until`, and false.
    bool step(SteadyTime until);

    Random random;

  private:
    struct Planned {
        SteadyTime at;
        std::uint64_t number;  // first planned, first to happen
        Happening happening;
        friend bool operator>(const Planned& a, const Planned& b) {
            return a.at != b.at ? a.at > b.at : a.number > b.number;
        }
    };
    SteadyTime now_{std::chrono::hours(1)};
    std::uint64_t numbers_ = 0;
    std::priority_queue<Planned, std::vector<Planned>, std::greater<>> planned_;
};

}  // namespace job_retry::simulate
