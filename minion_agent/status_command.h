// `minion-agent status`: what the running agent says of itself, and what the ledger holds.

#pragma once

#include <filesystem>
#include <ostream>

#include "minion_agent/setup.h"
#include "runtime/result.h"

namespace job_retry {

// Writes to `out`; the ledger's part also when the daemon is not running. Returns whether it is.
//
// As JSON an object: running; of a running agent version, pid, minion, started, warnings, gate, worker,
// masters (master, link, trouble, authenticated, last_list, listed, to_run, to_resend, running, in_worker);
// and ledger as `ledger stats --json` has it, or null when nothing was claimed yet.
Result<bool> status_command(const Configured& configured, bool json, std::ostream& out);

}  // namespace job_retry
