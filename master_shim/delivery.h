// A delivery: one job that is owed to one minion, with all that has become of it, and the job itself; as
// values and as the bytes in which the database holds them. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "master_shim/ledger_mark.h"
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
    unproven,  // a return is there that its minion has not confirmed yet
};
inline constexpr std::size_t kDeliveryStates = 8;

std::string_view to_text(DeliveryState state);
inline bool is_open(DeliveryState state) {
    return state == DeliveryState::pending || state == DeliveryState::running;
}
// Whether a delivery in state `from` may become `to` by itself. Not to itself: that is no change. What is not
// open becomes pending again only by Deliveries::reopen() and owe_again().
bool may_become(DeliveryState from, DeliveryState to);

struct Transition {
    DeliveryState state;
    WallTime at;
    std::string reason;
};

// Where what the master's key has signed for a delivery is to be found: in which part of the job's
// publication it is, for which of the audiences of that part it was signed, and at which place in it.
struct Place {
    std::uint16_t part = 0;
    std::optional<std::uint16_t> audience;  // nothing: nothing has been signed for it
    std::uint32_t index = 0;
};

struct Delivery {
    Jid jid;
    std::string minion;
    DeliveryState state = DeliveryState::pending;
    WallTime due{};              // open: expires; final: leaves the history
    std::uint32_t attempts = 0;  // how often the minion took the job
    std::optional<std::int64_t> retcode;
    std::string key;          // mark of the minion's key when the delivery began
    std::uint64_t retry = 0;  // number of the last permission by an administrator; 0: none
    std::string permission;   // signed: fingerprint of the key (32 bytes) and signature; with retry
    Place place;
    std::vector<Transition> history;  // never empty, oldest first

    // Its minion has said that it never made the return that is there in its name: that one is believed no
    // more.
    bool return_is_disowned() const;
    static constexpr const char* kNotMade =
        "a return in its name is there, but its minion has not made it: forged, or an answer without a run";
    static constexpr const char* kNotItsEnd =
        "a return in its name is there, but by its ledger the job did not get to its end";
    // How it had ended before a return was there whose minion has not confirmed it; nothing when it was open.
    std::optional<Transition> ended_before_doubt() const;

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

// A part of a job's publication: those minions who were sent this load at this time. A job has one, but for a
// rolling batch of Salt 3008, which publishes each of its parts under the same JID.
struct JobPart {
    WallTime published_at{};
    std::string load;  // for minions
};

// Minions to whom a part became owed at one time, and the master's signature over that (proto/publication.h).
struct SignedAudience {
    std::string secret;  // of the salts
    std::string key;     // fingerprint of the master's key that signed
    std::string signature;
    std::vector<std::string> minions;  // in the order of their places
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

// Of a part of a job, and of an audience of a part.
std::string part_key(const Jid& jid, std::uint16_t part);
std::string audience_key(const Jid& jid, std::uint16_t part, std::uint16_t audience);
// What all keys of a job's parts begin with; the number at the end of a key of either kind.
std::string parts_prefix(const Jid& jid);
std::uint16_t last_number(std::string_view key);

std::string encode_minions(const std::vector<std::string>& minions);  // read_minions() reads it
std::string encode(const Delivery& delivery);
Result<Delivery> decode_delivery(std::string_view key, std::string_view value);
// Refuses what decode_delivery() refuses, but for the JID, at which nobody has looked.
Result<DeliveryGlance> glance_at_delivery(std::string_view key, std::string_view value);
// A row of format version 1, which had no place.
Result<Delivery> decode_delivery_1(std::string_view key, std::string_view value);
std::string encode(const JobPart& part);
Result<JobPart> decode_part(std::string_view value);
Result<WallTime> time_of_part(std::string_view value);
std::string encode(const SignedAudience& audience);
Result<SignedAudience> decode_audience(std::string_view value);
std::string encode(const KnownLedger& known);
Result<KnownLedger> decode_ledger(std::string_view value);
std::string encode(const Job& job);
Result<Job> decode_job(std::string_view key, std::string_view value);

// For people and programs: "cmd.run", or "test.ping,cmd.run" for a multi-function job.
std::string functions_text(const JobFacts& facts);

}  // namespace job_retry
