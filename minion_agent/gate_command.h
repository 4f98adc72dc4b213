// `minion-agent gate`: the gate for one job process while the daemon does not listen. Frames on standard
// input, replies on standard output, from the same ledger. proto/PROTOCOL.md, section Gate.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>

#include "minion_agent/ledger.h"
#include "runtime/result.h"

namespace job_retry {

struct GateCommand {
    std::filesystem::path directory;  // of ledger and returns, as stores.h has them; created when missing
    std::size_t ledger_size;
    std::size_t returns_size;
    std::size_t max_return;
    RerunRule rerun{};
};

// Answers requests from `in` on `out` until the end of `in`. `peer` is the process that asks, when `in` is
// not a socket that tells. An error: nothing could be answered any more.
Result<void> gate_command(const GateCommand& command, int in, int out, pid_t peer);

}  // namespace job_retry
