// LateLoad: what salt-minion is given of a job that comes late, as a file in its own job queue
// (docs/late_jobs.md). It is what the master would have published, by _prep_pub in salt/master.py, with one
// key of ours that marks it. Pure.
//
// Invariant: `module_executors` is the gate alone, so that nothing that is late goes around it; those that
// the job itself names are in the mark.

#pragma once

#include <string>
#include <string_view>

#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry::proto {

struct LateLoad {
    std::string bytes;  // msgpack
    bool several;       // functions in one job
};

// `stored`: what the master has stored for the job. `offer`: whoever comes with it got this very load.
// Error `invalid`: it is no load of this job.
Result<LateLoad> late_load(const Jid& jid, std::string_view stored, std::string_view offer);

// A load that does nothing and returns nothing, and lets an executor that is loaded say so.
std::string probe_load(const Jid& jid, std::string_view offer);

}  // namespace job_retry::proto
