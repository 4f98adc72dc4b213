// Connects to a socket of the master's event bus. Unlike connect_local() it never waits for a master that is
// too busy to accept.

#pragma once

#include <filesystem>

#include "runtime/local_socket.h"

namespace job_retry {

// A non-blocking descriptor; none when nobody accepts now.
FileDescriptor connect_without_waiting(const std::filesystem::path& path);

}  // namespace job_retry
