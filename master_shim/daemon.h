// Daemon: the shim with its sockets, threads and clocks. One loop: wait, take what is there (bounded),
// decide, commit once, then send. The rules are in shim.h.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "master_shim/bus_reader.h"
#include "master_shim/control_server.h"
#include "master_shim/deliveries.h"
#include "master_shim/event_sender.h"
#include "master_shim/job_cache.h"
#include "master_shim/job_cache_scan.h"
#include "master_shim/key_pool.h"
#include "master_shim/keys.h"
#include "master_shim/options.h"
#include "master_shim/reconciler.h"
#include "master_shim/shim.h"
#include "master_shim/spool.h"
#include "runtime/metrics_server.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"
#include "runtime/service_notice.h"
#include "runtime/transport.h"

namespace job_retry {

std::filesystem::path deliveries_directory(const ShimOptions& options);
// Whose keys count: Salt's pki_dir, or the shim's own without Salt.
std::filesystem::path pki_directory(const SaltConfig& config, const ShimOptions& options);

class Daemon {
  public:
    // Opens everything; when it returns, agents and commands can connect. Errors say what to do.
    static Result<std::unique_ptr<Daemon>> start(const SaltConfig& config, const ShimOptions& options);
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    // Waits for at most `longest` and does what there is to do. False: it is time to stop.
    bool step(std::chrono::milliseconds longest);
    // Until stop_fd is readable.
    void run(int stop_fd, ServiceNotice& notice);

    std::string agents_endpoint() const { return router_->endpoint(); }
    std::string keys_endpoint() const { return key_server_->endpoint(); }

  private:
    Daemon(const SaltConfig& config, const ShimOptions& options);
    Result<void> open();
    Result<void> open_job_cache();
    Result<void> open_intake();
    std::function<bool(const std::string&)> syndics() const;
    Result<void> open_sockets();
    void make_statement(Now now);
    Result<RsaPrivateKey> master_key() const;
    void take_spool(Now now);
    void wait(std::chrono::milliseconds longest);
    void take_bus(Now now);
    void take_scan(Now now);
    void take_keys(Now now);
    void look_at_master_key();
    void take_messages(Now now);
    void close_dropped();
    void take_commands(Now now);
    void serve_keys(Now now);
    void reconcile(Now now);
    void send(const Shim::Outcome& outcome, Now now);
    std::string execute(const std::string& payload, Now now);
    std::string status(Now now) const;
    Metrics metrics() const;
    void show_metrics(Now now);

    const SaltConfig config_;
    const ShimOptions options_;
    Now started_;
    int stop_fd_ = -1;
    std::size_t stop_slot_ = 0;
    CurveKeyPair curve_{};
    std::optional<ControlServer> control_;
    std::unique_ptr<Deliveries> deliveries_;
    std::unique_ptr<JobCache> cache_;
    std::unique_ptr<JobCacheScan> scan_;  // where the job cache can be read; then there is a reconciler
    std::optional<Reconciler> reconciler_;
    std::string no_cache_reason_;
    std::optional<Spool> spool_;       // with the witness
    std::string no_witness_reason_;    // empty: there is one
    std::vector<Spool::Entry> taken_;  // in this step
    std::unique_ptr<KeyDirectory> keys_;
    std::unique_ptr<KeyPool> key_pool_;
    std::unique_ptr<Shim> shim_;
    std::unique_ptr<BusReader> bus_;
    std::unique_ptr<EventSender> sender_;
    Transport transport_;
    std::optional<RouterSocket> router_;
    std::optional<KeyServer> key_server_;
    std::string statement_;
    std::filesystem::file_time_type signed_with_{};  // of master.pem
    std::uint64_t key_requests_ = 0;
    std::uint64_t malformed_key_requests_ = 0;
    SteadyTime statement_retry_{};
    bool statement_missed_ = false;
    Poll poll_;
    bool more_ = false;  // something was left for the next step

    std::string write_error_;  // of the last step that could not be written; empty once one was
    std::optional<WallTime> write_failed_at_;
    SteadyTime next_key_check_{};

    std::unique_ptr<MetricsServer> metrics_server_;
    SteadyTime next_metrics_{};

    struct Answer {
        std::uint64_t client;
        std::string payload;
    };
    std::vector<Answer> answers_;
};

}  // namespace job_retry
