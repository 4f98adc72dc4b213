// Where the agent's ledger and recorded returns live below one directory (job_retry_dir), for the
// daemon and the commands alike.

#pragma once

#include <filesystem>

namespace job_retry {

inline std::filesystem::path ledger_directory(const std::filesystem::path& directory) {
    return directory / "ledger";
}

inline std::filesystem::path returns_directory(const std::filesystem::path& directory) {
    return directory / "returns";
}

}  // namespace job_retry
