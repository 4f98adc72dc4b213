// The rule of the pending list: what the agent does about one job on it, from what the ledger says. Pure, and
// one table (docs/architecture.md, "What the agent does for each JID on the list"); when it is done, and how
// often it is tried, is Drain's.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "minion_agent/ledger.h"
#include "proto/messages.h"
#include "runtime/clock.h"

namespace job_retry {

// What the ledger says of one job.
struct Known {
    JobState state = JobState::unknown;
    bool pending = false;  // it came from a pending list, not live
    std::int64_t retcode = 0;
    WallTime finished_at{};  // with finished
};

enum class Stand : std::uint8_t {
    run,     // to be taken and run; later ones wait for it
    resend,  // it has run; its return is to be sent again
    watch,   // it runs, or Salt will run it: look again later
    told,    // nothing left to do but to be acknowledged
};

struct Ruling {
    Stand stand;
    std::optional<proto::Reported> report;
    std::string_view reason;
};

// `before_the_ledger`: it was published before the ledger began to record. `returned`: somebody says that
// this minion has returned it, and the list asks whether that is so.
Ruling rule(JobState state, bool before_the_ledger, bool returned);

}  // namespace job_retry
