// The commands `install` and `uninstall` of both programs: look at the machine, make a plan (installation.h),
// print it, carry it out. Each step is done before the next is begun, so that what is left after a failure is
// the beginning of the plan, and the command can be called again.

#pragma once

#include <filesystem>
#include <ostream>
#include <span>

#include "runtime/installation.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

// What this program carries; packaging/ generates it for each of the two.
std::span<const CarriedFile> carried_files();

struct InstallRequest {
    std::filesystem::path config_dir;  // /etc/salt, or it is refused: the units know no other
    std::filesystem::path root;  // of an image, which becomes the root of this process; empty: this machine
    bool dry_run = false;
    bool purge = false;
};

Result<void> install_command(Role role, const InstallRequest& request, std::ostream& out);
Result<void> uninstall_command(Role role, const InstallRequest& request, std::ostream& out);

}  // namespace job_retry
