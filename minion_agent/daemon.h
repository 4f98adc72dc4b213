// The daemon: signals, clock and waiting around an Agent.

#pragma once

#include <filesystem>

#include "runtime/exit_code.h"

namespace job_retry {

// Runs until SIGTERM or SIGINT. `directory`: Salt's configuration. `courier`: the socket where a courier is
// started for who connects; empty to start one here. What goes wrong is logged.
ExitCode run_daemon(const std::filesystem::path& directory, const std::filesystem::path& courier);

}  // namespace job_retry
