// A lock on a file (flock) that nobody waits for without end: whoever holds it may be stopped, and a daemon
// that waits must still be able to end. Lock only what nobody else can open: a lock needs no right but to
// read.

#pragma once

#include <chrono>
#include <filesystem>

#include "runtime/result.h"

namespace job_retry {

// Takes the lock of the open file `fd`, alone; it goes with the last descriptor of this opening. Error
// `unavailable`, which names a process that holds it, when that takes longer than `patience`, or when SIGTERM
// or SIGINT has come (blocked, as the daemons have them). `path` is for the message.
Result<void> lock_file(int fd, const std::filesystem::path& path, std::chrono::milliseconds patience);

}  // namespace job_retry
