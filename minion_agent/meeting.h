// Meeting: what comes between a shim's welcome and its first list: since when, by this master's clock, the
// ledger knows of its jobs. What the ledger keeps is taken as it is; the master is asked for its signed time
// only where nothing is kept yet or where its clock seems to have been set back, because each answer costs it
// a signature. No I/O, no clock: ledger and signature are asked through callbacks.
//
// Invariant: what the ledger keeps changes only by a time that the master has signed for a nonce of ours.

#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "proto/messages.h"
#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry {

class Meeting {
  public:
    struct World {
        std::function<Result<std::optional<WallTime>>()> known;  // what the ledger keeps for this master
        std::function<Result<WallTime>(WallTime begun)> met;     // Ledger::met
        // Whether the master has signed this time for this nonce.
        std::function<Result<void>(const std::string& nonce, const proto::ClockStatement&)> verify;
        std::function<std::string()> nonce;  // fresh
    };
    explicit Meeting(World world) : world_(std::move(world)) {}

    // `master_time`: the master's clock now, as the shim says. `begun`: the ledger is there since then.
    void welcomed(WallTime master_time, SteadyTime begun, Now now);
    void lost() { open_.reset(); }
    // Ignored unless it was asked for.
    void receive(const proto::ClockStatement& clock, Now now);

    struct Actions {
        std::optional<proto::Clock> send;
        std::optional<WallTime> since;  // the meeting is over: what the ledger knows begins here
        std::optional<Error> failed;    // of the ledger
    };
    Actions tick(Now now);
    std::optional<SteadyTime> next_tick() const;

    // What a clock may be wrong by before anybody is asked: networks and drift, not hands.
    static constexpr std::chrono::seconds kSlack{60};

  private:
    struct Open {
        WallTime seems;    // when the ledger began by the master's clock, from the unsigned time
        SteadyTime begun;  // the same by ours
        SteadyTime at;     // when to go on
        std::string nonce{};
        SteadyTime asked_at{};
        int asked = 0;
        std::optional<WallTime> signed_begin{};
    };
    Actions go_on(Now now);

    World world_;
    std::optional<Open> open_;
};

}  // namespace job_retry
