// The files of a Salt configuration directory, merged into one set of settings. Only SaltConfig uses this.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

struct SaltConfigFiles {
    SaltConfig::Settings settings;
    std::vector<std::string> warnings;
};

Result<SaltConfigFiles> read_salt_config_files(const std::filesystem::path& directory, Role role);

}  // namespace job_retry
