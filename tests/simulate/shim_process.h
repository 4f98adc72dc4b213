// ShimProcess: the loop of master_shim/daemon.cc around the product's own Shim and Deliveries, with the
// simulated sockets, bus, job cache scan and key directory in place of the real ones.

#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "master_shim/deliveries.h"
#include "master_shim/reconciler.h"
#include "master_shim/shim.h"
#include "runtime/transport.h"
#include "simulate/machine.h"
#include "simulate/witness.h"

namespace job_retry::simulate {

class Master;

class ShimProcess {
  public:
    struct Options {
        std::chrono::seconds silence{30};
        std::chrono::seconds expire{86400};
        bool witness = true;
        std::chrono::seconds reconcile{300};
        std::size_t max_draining = 100;
        std::size_t max_pending = 1000;
        std::size_t database_size = std::size_t{64} << 20;
    };
    // Errors: the database cannot be opened or read.
    static Result<std::unique_ptr<ShimProcess>> start(Master& master, Witness& witness,
                                                      const Options& options);

    // ---- inputs
    void on_bus(const Observation& observation) { bus_.push_back(observation); }
    void on_gap();
    void on_key_changed(const std::string& minion) { changed_keys_.push_back(minion); }
    // As `master-shim cancel` and `master-shim retry`: in the next step.
    void cancel(const Jid& jid, const std::vector<std::string>& minions) {
        cancels_.emplace_back(jid, minions);
    }
    void retry(const Jid& jid, const std::string& minion) { retries_.emplace_back(jid, minion); }
    // The ledger of the minion that the shim's disk knows, whether a shim runs or not.
    static std::optional<KnownLedger> known_ledger(const Disk& disk, const std::string& minion);
    // Of all deliveries, as they are on disk.
    std::vector<Delivery> deliveries() const;

    void step(Now now);
    // Nothing is expected of anybody, nothing is owed, and no return is in doubt.
    // What `but` is owed is its own affair.
    bool is_done(const std::string& but) const;
    // Minions whose agents have proven who they are, on a connection that is open still.
    std::set<std::string> connected() const;
    bool is_connected(const std::string& minion) const { return connected().contains(minion); }
    // When to step although nothing happens.
    SteadyTime next() const;

    static constexpr const char* kDirectory = "/shim/deliveries";

  private:
    ShimProcess(Master& master, Witness& witness, const Options& options)
        : master_(master), witness_(witness), options_(options) {}
    Result<void> open(Now now);
    void take_scan(Now now);
    void reconcile(Now now);
    void look(const JobCacheScan::Request& part);
    void take_commands(Now now);
    void send(const Shim::Outcome& outcome);
    void acknowledges(const proto::Ack& ack, const std::string& minion);
    void check_handed_out(const proto::JobLoad& load, const std::string& minion) const;
    std::string minion_at(const std::string& connection) const;
    void welcomes(const proto::Welcome& welcome, const std::string& connection, bool on_disk);
    void check_caps() const;

    Master& master_;
    Witness& witness_;
    Options options_;
    std::unique_ptr<Deliveries> deliveries_;
    std::unique_ptr<Shim> shim_;
    Transport transport_;
    std::optional<RouterSocket> router_;
    std::optional<KeyServer> key_server_;
    std::string statement_;
    std::deque<Observation> bus_;
    std::vector<std::string> changed_keys_;
    std::vector<std::pair<Jid, std::vector<std::string>>> cancels_;
    std::vector<std::pair<Jid, std::string>> retries_;
    std::vector<std::pair<Jid, std::string>> retried_;  // in this step

    std::optional<Reconciler> reconciler_;
    std::optional<SteadyTime> scan_ends_;
    std::vector<Observation> scanned_;
    SteadyTime next_key_check_{};
};

}  // namespace job_retry::simulate
