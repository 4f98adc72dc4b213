// JobQueue: late jobs in the running salt-minion. One job at a time is put into the job queue that Salt
// itself has (queue_directory.h), where the minion takes it and runs it as it runs a live one.
// docs/late_jobs.md has the evidence, the flow and what happens at each failure. No I/O of its own, no clock.
//
// Whether the gate is loaded is learnt from the running minion alone: a probe in its queue is answered by the
// executor, or by nobody. A new minion process means a new probe.
//
// Invariants: every job that start() accepted ends in exactly one Ended. Nothing is put into the queue while
// no minion runs, nor before the gate has answered from it. What comes from there without the offer that was
// made for it is refused.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "minion_agent/queue_directory.h"
#include "minion_agent/worker_process.h"
#include "proto/gate.h"
#include "proto/worker.h"
#include "runtime/clock.h"
#include "runtime/process_identity.h"

namespace job_retry {

class JobQueue {
  public:
    struct World {
        // The salt-minion that runs now.
        std::function<std::optional<ProcessIdentity>()> minion;
        // Whether a process is that minion or one of its own.
        std::function<bool(pid_t, const ProcessIdentity&)> is_of;
        std::function<std::optional<ProcessIdentity>(pid_t)> identify;
        std::function<bool(const ProcessIdentity&)> alive;
        // Whether the ledger has the end of this job; the agent fills it in.
        std::function<bool(const Jid&)> finished;
        // kOfferSize hexadecimal digits that nobody can guess.
        std::function<std::string()> offer;
        // Its jobs are threads (`multiprocessing: False`), of which each disturbs the retcode of another that
        // runs beside it: it is probed only when there is a job for it.
        bool has_threads = false;
    };
    using Ended = WorkerProcess::Ended;

    // Borrows `directory`. `masters`: what `opts['master']` is for each once Salt is connected. Removes what
    // an earlier agent has left in the queue.
    JobQueue(World world, QueueDirectory& directory, const std::vector<std::string>& masters);

    enum class Way : std::uint8_t {
        nobody,   // no minion runs
        unknown,  // it has not answered yet
        queue,    // it has the gate loaded
        worker,   // it does not look at the queue: a Salt without one, or one that has another master
        none      // it runs jobs around the gate, so nothing late may run
    };
    Way way(const std::string& master) const;

    // The shim of this master answers, so that there may be jobs: how long the minion is waited for counts
    // from here.
    void linked(const std::string& master, Now now);

    // There is a job of this master.
    void wanted(const std::string& master, Now now);

    // way() is `queue`, no job is in work, and the directory took the last one.
    bool can_start(const std::string& master, Now now) const;
    // REQUIRES: can_start().
    void start(const std::string& master, const proto::WorkerJob& job, Now now);
    std::optional<Ended> step(Now now);
    std::optional<SteadyTime> next_step(Now now) const;

    // What an executor says of a load that it got.
    proto::GateReply said(const proto::LateRequest& request, pid_t peer, Now now);

    // Takes back what nobody has taken yet. The next step() ends the job as one that was not begun.
    void stop();

    struct Status {
        pid_t minion = 0;  // 0: none runs
        std::string salt;  // version, once it has answered
        std::string job;   // "none", "waiting", "offered", "taken", "running"
        pid_t job_process = 0;
        std::string trouble;  // why the directory did not take the last one
    };
    Status status() const;
    // Why way() is what it is, for people; empty for `queue`.
    std::string reason(const std::string& master) const;

    static constexpr std::chrono::milliseconds kLook{500};        // at the minion
    static constexpr std::chrono::milliseconds kSoonestLook{50};  // at what was offered, and at its process
    static constexpr std::chrono::seconds kLongestLook{2};
    static constexpr std::chrono::seconds kUntaken{30};     // then the minion does not look at the queue
    static constexpr std::chrono::seconds kUnanswered{60};  // what was taken, and never heard of
    static constexpr std::chrono::seconds kAgain{1};        // while another state run is active
    static constexpr std::chrono::minutes kProbeAgain{5};   // a minion without the gate

  private:
    struct Offer {
        std::string name;
        std::string secret;
        Jid jid;
    };
    struct Gate {
        std::optional<Offer> probe;
        bool taken = false;
        SteadyTime since{};  // the probe was put there, or taken
        std::optional<SteadyTime> linked{};
        Way way = Way::unknown;
        std::string inactive_because{};  // as the executor has said
        bool blackout = false;
        std::optional<SteadyTime> put_again{};
    };
    enum class Phase : std::uint8_t { asking, waiting, offered, taken, begun };
    struct Work {
        std::string master;
        proto::WorkerJob job;
        Phase phase;
        bool several = false;
        std::optional<Offer> offer{};
        SteadyTime since{};         // of the phase
        bool asked_others = false;  // as this one is not taken: which master the minion is connected to
        std::optional<ProcessIdentity> process{};
        std::optional<Ended> ended{};
    };

    void look_at_minion(Now now);
    void forget_minion();
    void probe(const std::string& master, Gate& gate, Now now);
    void look_at_probe(const std::string& master, Gate& gate, Now now);
    void look_at_job(Now now);
    void offer_job(Now now);
    void phase(Phase to, Now now);
    void not_written(std::string why, Now now);
    void end(proto::Outcome outcome, std::string text, bool reached);
    proto::GateReply probed(const std::string& master, Gate& gate, const proto::LateRequest& request,
                            Now now);
    proto::GateReply job_said(const proto::LateRequest& request, pid_t peer, Now now);
    bool speaks_for_job(const proto::LateRequest& request, pid_t peer) const;
    std::string next_name(Now now);
    void look_at_process();
    void ask_others(Now now);
    void take_back(Now now);
    std::chrono::microseconds look_every(Now now) const;

    World world_;
    QueueDirectory& directory_;
    std::optional<ProcessIdentity> minion_;
    std::string salt_;
    SteadyTime look_at_{};
    std::map<std::string, Gate> gates_;
    std::optional<Work> work_;
    SteadyTime look_at_work_{};
    std::optional<SteadyTime> not_before_;
    std::string trouble_;
    std::int64_t last_name_ = 0;
    bool stopped_ = false;
};

std::string_view to_text(JobQueue::Way way);

}  // namespace job_retry
