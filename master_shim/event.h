// Observations: what the shim wants to know of the world, whether the master's event bus or its job cache
// told it. read_event() makes them from one event; it is pure, and decodes only what is used.
//
// What an event says is a hint: a minion with an accepted key can put almost any event on the bus. The shim
// acts on an event only where the job cache or the key directory agrees (shim.h).

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "master_shim/load.h"
#include "runtime/clock.h"
#include "runtime/jid.h"

namespace job_retry {

// A job was published, and the master expects these minions to answer. May come several times for a JID, with
// other minions.
struct JobSeen {
    Jid jid;
    JobFacts facts;
    std::vector<std::string> minions;
    // A load made of the event, for masters whose job cache we cannot read; empty when the event was trimmed.
    std::string load;
    // The event was trimmed: `minions` is not all of them, ask the job cache.
    bool minions_unknown = false;
    // When it was published, as far as its source knows.
    std::optional<WallTime> published_at;
    // Published with `nocache`: the job cache never shows who has returned.
    bool keeps_no_returns = false;
};

struct ReturnSeen {
    Jid jid;
    std::string minion;
};

// A sign of life.
struct MinionSeen {
    std::string minion;
};

// A key was accepted, rejected or deleted: look.
struct KeyChanged {
    std::string minion;
};

// An event of ours came round: the bus takes what we fire.
struct OwnEventSeen {};

using Observation = std::variant<JobSeen, ReturnSeen, MinionSeen, KeyChanged, OwnEventSeen>;

// Whether read_event() looks into the data of events with this tag.
bool event_data_wanted(std::string_view tag);

// Empty: nothing that concerns us, or nothing that makes sense. `with_load`: makes JobSeen::load.
std::optional<Observation> read_event(std::string_view tag, std::string_view data, bool with_load = true);

// The ids in a msgpack array; empty when it is none.
std::optional<std::vector<std::string>> read_minions(std::string_view bytes);

// What an event with this tag says whose data was too large to be kept.
std::optional<Observation> unread_event(std::string_view tag);

}  // namespace job_retry
