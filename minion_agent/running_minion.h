// RunningMinion: which salt-minion runs now, and in which environment. It says so itself, in its pidfile.
//
// Invariant: a process that is told is alive. Whether it has the gate loaded is nothing that a file can tell:
// see job_queue.h.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "runtime/process_identity.h"

namespace job_retry {

// The process that the pidfile names, if it is alive and is Salt by its command line: a pid may be another
// process's by now.
std::optional<ProcessIdentity> running_minion(const std::filesystem::path& pidfile);

// Whether `process` is that minion, or was started by it.
bool is_of_minion(pid_t process, const ProcessIdentity& minion);

// "NAME=VALUE" of the process, without what systemd means for it alone; empty when it cannot be read.
std::vector<std::string> environment_of(const ProcessIdentity& process);

// The pure part of it: the bytes of /proc/PID/environ.
std::vector<std::string> environment_from(std::string_view bytes);

}  // namespace job_retry
