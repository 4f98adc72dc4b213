// AgentOptions: the `job_retry*` keys of a minion's configuration, with every default of the agent in one
// place. What Salt's own keys say (id, master, pki_dir, sock_dir, ...) is in SaltConfig and not repeated
// here. The executor reads job_retry, job_retry_executors, job_retry_exclude, job_retry_max_return and
// job_retry_agent itself, from Salt's opts.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "minion_agent/ledger.h"
#include "runtime/bookkeeping.h"
#include "runtime/log.h"
#include "runtime/option_table.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

struct AgentOptions {
    bool enabled = false;
    bool standalone = false;
    std::filesystem::path directory = "/var/lib/salt-job-retry/minion";
    std::chrono::seconds keep = std::chrono::days(90);
    RerunRule rerun;
    std::string new_ledger = "hold";  // or "run"
    std::uint64_t ledger_size = std::uint64_t{64} << 20;
    std::uint64_t max_return = std::uint64_t{16} << 20;
    std::chrono::seconds keep_returns = std::chrono::days(7);
    std::uint64_t returns_size = std::uint64_t{1} << 30;
    std::chrono::seconds poll{300};
    std::uint16_t port = 4507;
    std::uint16_t key_port = 4508;
    std::filesystem::path python;  // empty: see salt_python()
    std::filesystem::path worker;  // the installed one when no file sets it
    std::chrono::seconds worker_idle{10};
    std::vector<std::string> executors = {"direct_call"};
    std::vector<std::string> exclude = bookkeeping_functions();
    std::string agent = "minion-agent";
    std::string user = "_salt-job-retry";
    std::filesystem::path metrics_file;  // empty: none
    log::Level log_level = log::Level::info;

    std::filesystem::path gate_socket;  // `<sock_dir>/job_retry_gate.ipc`

    // Error `invalid`: one line for each key that cannot be used.
    static Result<AgentOptions> from(const SaltConfig& config);

    // The keys, each read into a field of this. Used by from(), and to check the documentation.
    std::vector<Option> table();

    // The interpreter that Salt runs under: `job_retry_python`, else the one that the scripts salt-minion or
    // salt-call in `search_path` (a value of PATH) start with. Error `not_found`, which says what to set.
    Result<std::filesystem::path> salt_python(std::string_view search_path) const;
};

}  // namespace job_retry
