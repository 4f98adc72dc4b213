// Agent: the daemon's one thread as an object: gate, links to the shims, drains, job queue, worker and
// housekeeping, each an input of one poll. It only joins them; every rule lives in one of them. No signals,
// no configuration files, no waiting: see daemon.h.
//
// Invariant: one job is in work at a time, over all masters; a Drain has the turn from asking for a
// job's load until that job's outcome.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "minion_agent/drain.h"
#include "minion_agent/gate.h"
#include "minion_agent/gate_server.h"
#include "minion_agent/job_queue.h"
#include "minion_agent/ledger.h"
#include "minion_agent/lines.h"
#include "minion_agent/master_word.h"
#include "minion_agent/meeting.h"
#include "minion_agent/returns.h"
#include "minion_agent/shim_link.h"
#include "minion_agent/worker_process.h"
#include "runtime/clock.h"
#include "runtime/metrics.h"
#include "runtime/result.h"
#include "runtime/transport.h"

namespace job_retry {

class Agent {
  public:
    struct Master {
        std::string name;  // as the minion's configuration has it; what the worker is given
        std::string host;  // what claims of this master's jobs say
        ShimLink::Options link;
    };
    struct Options {
        std::filesystem::path directory;  // of ledger, returns and what is known of masters
        std::filesystem::path gate_socket;
        std::filesystem::path status_socket;
        std::size_t ledger_size = std::size_t{64} << 20;
        std::size_t returns_size = std::size_t{1} << 30;
        std::size_t max_return = std::size_t{16} << 20;
        RerunRule rerun;
        std::chrono::seconds keep = std::chrono::days(90);
        std::chrono::seconds keep_returns = std::chrono::days(7);
        Drain::Options drain;
        WorkerProcess::Options worker;
        std::vector<Master> masters;
        MasterKey::Options master_key;  // `serials`: the directory of all masters'
        std::function<Result<proto::Introduction::Identity>()> identity;
        std::string minion;  // whose ledger it is; empty: not known yet
        // Salt's own job queue, and what is to be known of the minion that looks at it. Null: all goes to the
        // worker.
        std::shared_ptr<QueueDirectory> queue;
        JobQueue::World running;
        // What ran live must be in the ledger before anything pending may run: one of them may be the same
        // job. By the configuration; what the running minion says comes first.
        bool gate_is_active = true;
        bool holds_what_is_older = true;    // than the ledger; false: it runs, perhaps once more
        std::vector<std::string> warnings;  // what the administrator should put right; for the status
        std::uint64_t seed = 0;             // of the jitter
    };

    // Opens ledger and returns and listens on the sockets. A ledger of another minion is put aside, into
    // `before`, and a new one made. Errors name what is wrong and what to do.
    // `lines`, which outlive this, are turned by it.
    static Result<std::unique_ptr<Agent>> open(Options options, Lines& lines, Now now);

    void add_to(Poll& poll);
    // After the wait on the same Poll.
    void step(const Poll& poll, Now now);
    // When there is something to do although nothing happens.
    SteadyTime next_step(Now now) const;

    // Closes the worker's input, and takes back what salt-minion has not taken; a job that runs goes on.
    void stop();
    // Why this agent is of no use any more, and another one, started now, would be.
    const std::optional<Error>& must_end() const { return must_end_; }

    // One JSON object, as `minion-agent status --json` prints it.
    std::string status(Now now) const;
    Metrics metrics(Now now) const;

  private:
    struct Peer {
        Master master;
        ShimLink link;
        Drain drain;
        std::unique_ptr<MasterWord> word;  // stays where it is
        Meeting meeting;
        std::optional<WallTime> since{};  // authenticated
        bool mark_in_flight = false;      // a new one was sent over this link, and is not answered
        std::uint64_t marked_at = 0;      // the ledger's last commit when that one was made
        std::string mark{};               // that one
    };
    Agent(Options options, Lines& lines, Ledger ledger, std::optional<Returns> returns);
    void meet(const Master& master);
    std::vector<Jid> unconfirmed(const std::string& host) const;
    void turn_links(Now now);
    void ledger_failed(const Error& error, Now now);
    void probe_ledger(Now now);
    void introduce(Peer& peer);
    void receive(Peer& peer, const proto::Message& message, Now now);
    void begin_anew(const Peer& told_by, Now now);
    Result<void> mark(Peer& peer, proto::Message& message, Now now);
    void turn_meeting(Peer& peer, Now now);
    void turn_worker(Now now);
    void turn_queue(Now now);
    void ended(const WorkerProcess::Ended& ended, Now now);
    void turn_drains(Now now);
    bool runs_in_queue(const Peer& peer) const;
    bool has_room(const Peer& peer, Now now) const;
    bool may_run(const Peer& peer, Now now) const;
    void run(const Peer& peer, const Drain::Actions& actions, Now now);
    void open_queue();
    void act(Peer& peer, Drain::Actions actions, Now now);
    void keep_house(Now now);
    void answer_status(const Poll& poll, Now now);

    Options options_;
    Lines& lines_;
    Ledger ledger_;
    std::optional<Returns> returns_;
    Gate gate_;
    std::optional<GateServer> server_;
    FileDescriptor status_listener_;
    std::optional<std::size_t> status_slot_;
    std::uint64_t refused_at_status_ = 0;  // not let in
    WorkerProcess worker_;
    std::optional<JobQueue> queue_;
    std::vector<std::unique_ptr<Peer>> peers_;
    std::size_t first_ = 0;  // of peers_: who is asked first for a job
    std::mt19937_64 random_;
    SteadyTime keep_house_at_{};
    // The ledger cannot be written: nothing pending is given out until it can.
    struct Trouble {
        Error error;
        WallTime since;
        SteadyTime probe_at;
    };
    std::optional<Trouble> trouble_;
    std::optional<Error> must_end_;
    std::string began_anew_;  // when the ledger had gone back, and who had noticed; for people
    WallTime started_{};
    SteadyTime begun_{};  // the ledger has been there since then at least
};

// What the ledger says of a job, for Drain.
Result<Known> known_job(const Ledger& ledger, const Jid& jid);

}  // namespace job_retry
