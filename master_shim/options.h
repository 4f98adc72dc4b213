// ShimOptions: the `job_retry*` keys of a master's configuration, with every default of the shim in one
// place. What Salt's own keys say (user, sock_dir, cachedir, ...) is in SaltConfig and not repeated here.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "runtime/bookkeeping.h"
#include "runtime/log.h"
#include "runtime/option_table.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

struct ShimOptions {
    bool enabled = false;
    bool standalone = false;
    bool peers = false;
    bool trust_job_cache = false;
    std::chrono::seconds silence{30};
    std::chrono::seconds expire{0};  // filled in from Salt's keep_jobs_seconds when no file sets it
    std::vector<std::string> exclude = bookkeeping_functions();
    std::uint32_t max_draining = 100;
    std::uint32_t max_pending = 1000;  // for each minion
    std::uint16_t port = 4507;
    std::uint16_t key_port = 4508;
    std::string interface;  // filled in from Salt's interface when no file sets it
    std::string metrics;    // address and port; empty: nowhere
    std::filesystem::path directory = "/var/lib/salt-job-retry/master";
    std::chrono::seconds history = std::chrono::days(7);
    std::uint64_t database_size = std::uint64_t{1} << 30;
    std::chrono::seconds reconcile{300};
    log::Level log_level = log::Level::info;

    std::filesystem::path control_socket;  // `<directory>/control.ipc`
    std::filesystem::path spool;           // `<directory>/spool`
    std::vector<std::string> warnings;

    // Error `invalid`: one line for each key that cannot be used.
    static Result<ShimOptions> from(const SaltConfig& config);

    // The keys, each read into a field of this. Used by from(), and to check the documentation.
    std::vector<Option> table();
};

}  // namespace job_retry
