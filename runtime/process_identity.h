// ProcessIdentity: which process, beyond its pid. A pid is reused, a (pid, start time, boot) is not. Source
// of the start time: field 22 of /proc/PID/stat, in clock ticks since boot; of the boot id:
// /proc/sys/kernel/random/boot_id.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace job_retry {

struct ProcessIdentity {
    pid_t pid = 0;
    std::uint64_t start_ticks = 0;
    std::string boot_id;  // 36 characters, as the kernel prints it

    // Empty when no such process lives now (a zombie does not live).
    static std::optional<ProcessIdentity> of(pid_t pid);

    // True while this very process lives.
    bool alive() const;

    friend bool operator==(const ProcessIdentity&, const ProcessIdentity&) = default;
};

// This boot of the machine, as the kernel prints it; empty when it does not tell.
std::string this_boot();

// The parent of a process that lives now; 0 when there is none.
pid_t parent_of(pid_t pid);

// The start time that a line of /proc/PID/stat tells; empty for a zombie and for a line that is none.
std::optional<std::uint64_t> start_ticks_of(std::string_view stat);

}  // namespace job_retry
