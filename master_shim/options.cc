#include "master_shim/options.h"

#include <utility>

namespace job_retry {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

// With `keep_jobs_seconds: 0` Salt never forgets a job, but a list of missed jobs must end somewhere.
constexpr seconds kExpireWhenSaltKeepsAll = days(30);
constexpr const char* kTrustEvents = "job_retry_trust_events";  // of 0.1.0

}  // namespace

std::vector<Option> ShimOptions::table() {
    return {
        flag_option("job_retry", enabled, "switches job retry on"),
        flag_option(
            "job_retry_standalone", standalone,
            "without Salt: jobs come from `master-shim publish`, keys are accepted with `master-shim key`"),
        flag_option("job_retry_peers", peers,
                    "jobs that a minion publishes (`publish.publish`) are retried as well"),
        flag_option(
            "job_retry_trust_job_cache", trust_job_cache,
            "without the witness: owe what the job cache says was published, which every accepted minion "
            "can change; without the witness and this key nothing is owed"),
        duration_option("job_retry_silence", silence, seconds(1), days(7),
                        "how long a minion may be silent about a job before it is taken to have missed it"),
        duration_option("job_retry_expire", expire, seconds(1), days(3650),
                        "how long a missed job is kept for its minion; without this key Salt's "
                        "`keep_jobs_seconds`, after which Salt itself has forgotten the job"),
        texts_option("job_retry_exclude", exclude, "functions whose jobs are never retried, as globs"),
        count_option("job_retry_max_draining", max_draining, 1, 100000,
                     "how many minions may catch up at the same time"),
        count_option("job_retry_max_pending", max_pending, 1, 1000000,
                     "how many missed jobs are kept for one minion"),
        port_option("job_retry_port", port, "TCP port where agents ask for their missed jobs"),
        port_option("job_retry_key_port", key_port, "TCP port where agents ask for the shim's signed key"),
        text_option("job_retry_interface", interface,
                    "address to listen on; without this key Salt's `interface`"),
        loopback_option("job_retry_metrics", metrics,
                        "address and port of this host alone where Prometheus finds the shim's metrics, for "
                        "example `127.0.0.1:4509`; without this key nowhere"),
        directory_option("job_retry_dir", directory,
                         "directory of the shim's database, control socket and spool"),
        duration_option("job_retry_history", history, seconds(60), days(3650),
                        "how long a job's final state is shown"),
        size_option("job_retry_database_size", database_size, std::uint64_t{16} << 20, std::uint64_t{1} << 40,
                    "how large the shim's database may become"),
        duration_option(
            "job_retry_reconcile", reconcile, seconds(1), days(1),
            "how often the job cache is read for returns (without the witness also for jobs) that the event "
            "bus did not show"),
        level_option("job_retry_log_level", log_level, "how much is logged: " + log::level_words()),
    };
}

Result<ShimOptions> ShimOptions::from(const SaltConfig& config) {
    ShimOptions options;
    options.expire = config.keep_jobs > seconds(0) ? config.keep_jobs : kExpireWhenSaltKeepsAll;
    options.interface = config.interface;
    Result<void> read = read_options(config, options.table(), {kTrustEvents});
    if (!read) return pass_on(read);

    if (options.port == options.key_port)
        return tl::unexpected(config.refusal("job_retry_key_port", "another port than job_retry_port"));
    Result<std::filesystem::path> control =
        socket_path(options.directory / "control.ipc", config, "job_retry_dir");
    if (!control) return pass_on(control);
    options.control_socket = std::move(*control);
    options.spool = options.directory / "spool";
    if (config.settings().contains(kTrustEvents))
        options.warnings.push_back(
            "job_retry_trust_events has no meaning any more: jobs of every master_job_cache come from the "
            "witness "
            "(docs/install.md); remove it");
    if (config.keep_jobs > seconds(0) && options.expire > config.keep_jobs)
        options.warnings.push_back(
            "job_retry_expire (" + std::to_string(options.expire.count()) +
            " s) is longer than keep_jobs_seconds (" + std::to_string(config.keep_jobs.count()) +
            " s): Salt has forgotten what such a late job was, and shows its return alone");
    return options;
}

}  // namespace job_retry
