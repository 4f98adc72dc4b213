// Minion: a host with minion-agent (the product's own Agent, whole) and a small model of salt-minion: live
// jobs, the executor, the worker, returns.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "minion_agent/agent.h"
#include "minion_agent/network_lines.h"
#include "simulate/machine.h"
#include "simulate/network.h"
#include "simulate/witness.h"

namespace job_retry::simulate {

class JobProcess;
class Master;

class Minion : public Machine {
  public:
    struct Options {
        RsaPrivateKey key;
        std::vector<Master*> masters;
        std::size_t remembered_jids = 100;  // minion_jid_queue_hwm; lost with salt-minion
        std::chrono::seconds keep = std::chrono::days(90);
        std::size_t ledger_size = std::size_t{1} << 20;
        std::size_t returns_size = std::size_t{1} << 20;
        RerunRule rerun{};
        bool has_gate = true;  // false: agent and gate are installed later
    };
    Minion(Timeline& timeline, Network& network, Witness& witness, const std::string& name, Options options);
    ~Minion() override;

    // ---- what befalls it
    void start_agent();
    void kill_agent();
    void start_salt() { salt_is_up_ = true; }
    void kill_salt(bool with_jobs);
    void lose_power();
    void kill_a_job();
    // A job does it.
    void reboot();
    // An administrator installs it anew, under its old key: the ledger is gone.
    void reinstall();
    // An image of its disk is made, and later put back: the ledger does not know what has run since. Not one
    // that no shim could tell from the present: each must have been told something since then (README.md).
    void make_image();
    bool can_go_back() const;
    void go_back();
    void install_gate();
    bool has_gate() const { return options_.has_gate; }
    // `minion-agent ledger release`, of some interrupted job.
    void release_a_job();
    bool salt_is_up() const { return salt_is_up_; }
    bool agent_is_up() const { return agent_ != nullptr; }

    // A job of `master` arrives over the wire; `again`: Salt itself dispatches it once more.
    void receive(const Job& job, Master& master, bool again = false);

    // What the ledger on this minion's disk says must agree with what was told. The agent must be down.
    void check_ledger();
    // A job was refused as too old: the ledger must have forgotten one that is no older.
    void check_floor(const std::string& jid);

    // ---- for the stand-ins
    static Minion& here() { return dynamic_cast<Minion&>(Machine::here()); }

    // The gate's socket.
    struct Question {
        std::string bytes;
        pid_t peer;
        std::function<void(std::optional<proto::GateReply>)> answer;  // empty: the connection broke
    };
    std::deque<Question> questions;
    bool gate_is_open = false;
    Duration gate_delay();

    // The worker.
    void give_to_worker(const std::string& master, const proto::WorkerJob& job);
    std::optional<WorkerProcess::Ended> take_ended() { return std::exchange(ended_, std::nullopt); }

    // ---- for job processes
    Timeline& timeline() { return timeline_; }
    Network& network() { return network_; }
    Witness& witness() { return witness_; }
    const Options& options() const { return options_; }
    void ended(pid_t job);

    static constexpr const char* kDirectory = "/minion";

  private:
    void turn() override;
    Agent::Options agent_options() const;
    void start_job(const Job& job, Master& master, proto::Via via,
                   std::function<void(proto::Outcome, std::string)> done);
    void break_questions();
    void died();
    Ledger read_ledger();
    // Of those that the ledger says it has forgotten, each of which it must have had, and long enough.
    std::optional<JidTime> newest_forgotten(const Ledger& ledger);

    Network& network_;
    Witness& witness_;
    Options options_;
    Transport transport_;
    std::optional<NetworkLines> lines_;
    std::unique_ptr<Agent> agent_;
    std::uint64_t agents_ = 0;  // that have been started
    std::optional<WorkerProcess::Ended> ended_;
    std::optional<std::string> worker_master_;  // of the worker that is loaded
    bool worker_is_busy_ = false;
    bool salt_is_up_ = true;
    std::deque<std::string> recent_;  // JIDs
    std::optional<JidTime> newest_;   // that the ledger may have seen
    std::map<pid_t, std::shared_ptr<JobProcess>> jobs_;
    struct Image {
        std::map<std::string, Disk::Database> databases;
        std::map<std::string, std::string> files;
    };
    std::optional<Image> image_;
};

}  // namespace job_retry::simulate
