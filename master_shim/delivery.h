// A delivery: one job that is owed to one minion, with all that has become of it, and the job itself; as
// values and as the bytes in which the database holds them. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "master_shim/load.h"
#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

enum class DeliveryState : std::uint8_t {
    pending,
    running,
    returned,
    interrupted,
    expired,
    cancelled,
    refused,
};
inline constexpr std::size_t kDeliveryStates = 7;

std::string_view to_text(DeliveryState state);
inline bool is_open(DeliveryState state) {
    return state == DeliveryState::pending || state == DeliveryState::running;
}
// Whether a delivery in state `from` may become `to` by itself. Not to itself: that is no change. Deliveries
// that have ended become pending again only by Deliveries::reopen().
bool may_become(DeliveryState from, DeliveryState to);

struct Transition {
    DeliveryState state;
    WallTime at;
    std::string reason;
};

struct Delivery {
    Jid jid;
    std::string minion;
    DeliveryState state = DeliveryState::pending;
    WallTime due{};              // open: expires; final: leaves the history
    std::uint32_t attempts = 0;  // how often the minion took the job
    std::optional<std::int64_t> retcode;
    std::string key;                  // mark of the minion's key when the delivery began
    std::uint64_t retry = 0;          // number of the last permission by an administrator; 0: none
    std::vector<Transition> history;  // never empty, oldest first

    WallTime since() const { return history.back().at; }
    const std::string& reason() const { return history.back().reason; }
};

// What is asked of a delivery where all are walked: where its bytes lie, so that a million cost no more than
// reading them.
struct DeliveryGlance {
    std::string_view minion;
    std::string_view jid;  // its sort_key()
    DeliveryState state = DeliveryState::pending;
    std::string_view key;
    std::string_view reason;
};

struct Job {
    Jid jid;
    JobFacts facts;
    WallTime published_at{};
    WallTime expires_at{};
    std::uint32_t open = 0;   // deliveries that are pending or running
    std::uint32_t total = 0;  // deliveries in any state
};

std::string delivery_key(const std::string& minion, const Jid& jid);
// Of the indexes: by job; by the time at which something is due.
std::string by_job_key(const Jid& jid, const std::string& minion);
inline constexpr std::size_t kDueTimeSize = 8;
std::string due_prefix(WallTime due);
std::string due_key(const Delivery& delivery, WallTime due);
WallTime due_time(std::string_view key);

std::string encode_minions(const std::vector<std::string>& minions);  // read_minions() reads it
std::string encode(const Delivery& delivery);
Result<Delivery> decode_delivery(std::string_view key, std::string_view value);
// Refuses what decode_delivery() refuses, but for the JID, at which nobody has looked.
Result<DeliveryGlance> glance_at_delivery(std::string_view key, std::string_view value);
std::string encode(const Job& job);
Result<Job> decode_job(std::string_view key, std::string_view value);

// For people and programs: "cmd.run", or "test.ping,cmd.run" for a multi-function job.
std::string functions_text(const JobFacts& facts);

}  // namespace job_retry
