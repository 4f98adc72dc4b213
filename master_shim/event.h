// Observations: what the shim wants to know of the world, whether the master's event bus, its job cache or
// the witness told it. read_event() makes them from one event; it is pure, and decodes only what is used.
//
// What an event says is a hint: a minion with an accepted key can put almost any event on the bus. So of a
// job's announcement the JID alone is read, and the shim acts on an event only where the witness, the job
// cache or the key directory agrees (shim.h).

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

// A job was announced: look whether it was published, and to whom. May come several times for a JID.
struct JobAnnounced {
    Jid jid;
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

using Observation = std::variant<JobAnnounced, Publication, ReturnSeen, MinionSeen, KeyChanged, OwnEventSeen>;

// Whether read_event() looks into the data of events with this tag.
bool event_data_wanted(std::string_view tag);

// Empty: nothing that concerns us, or nothing that makes sense.
std::optional<Observation> read_event(std::string_view tag, std::string_view data);

// The ids in a msgpack array; empty when it is none.
std::optional<std::vector<std::string>> read_minions(std::string_view bytes);

}  // namespace job_retry
