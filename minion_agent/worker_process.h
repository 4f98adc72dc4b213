// WorkerProcess: the program that runs pending jobs, started when there is one and sent away when there is
// none (proto/PROTOCOL.md, section Worker). One job at a time. Never blocks: step() moves what is there. Says
// nothing of what a job did beyond the worker's own word; that is the ledger's.
//
// Invariant: every job that start() accepted ends in exactly one Ended. A worker that has a job is never
// killed; stopping the agent only closes its input.
//
// REQUIRES: SIGPIPE is ignored or blocked in this process.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "minion_agent/child_process.h"
#include "proto/worker.h"
#include "runtime/clock.h"
#include "runtime/transport.h"

namespace job_retry {

class WorkerProcess {
  public:
    struct Options {
        std::vector<std::string> command;  // "--master MASTER" is appended
        // What it is started in, "NAME=VALUE"; empty: as this process.
        std::function<std::vector<std::string>()> environment = [] { return std::vector<std::string>(); };
        std::chrono::seconds idle{60};                   // without work for so long: sent away
        std::chrono::seconds ready_timeout{180};         // to load Salt
        std::chrono::seconds leave_timeout{30};          // an idle worker that does not leave is killed
        std::chrono::milliseconds first_back_off{1000};  // after it died, doubling
        std::chrono::seconds longest_back_off{300};
    };
    explicit WorkerProcess(Options options) : options_(std::move(options)) {}

    // No job is in work, and the last worker did not die only just now.
    bool can_start(Now now) const;
    // REQUIRES: can_start(). `master` as in the minion's configuration; a worker serves one master.
    void start(const std::string& master, const proto::WorkerJob& job, Now now);

    struct Ended {
        proto::WorkerOutcome outcome;
        bool reached;  // false: the job was never given to a worker, and the outcome says why
    };
    std::optional<Ended> step(Now now);

    // Closes the worker's input: it finishes its job, if any, by itself.
    void stop();

    void watch(Poll& poll) const;
    // When step() or can_start() changes by time alone.
    std::optional<SteadyTime> next_step(Now now) const;

    struct Status {
        std::string state;  // "none", "starting", "idle", "working", "leaving", "waiting to start again"
        pid_t pid = 0;
        std::string master;
        std::string salt;     // version, once ready
        std::string trouble;  // why the last one died; empty when it did not
    };
    Status status(Now now) const;

  private:
    enum class State : std::uint8_t { none, starting, idle, working, leaving };

    void spawn(Now now);
    void give_job();
    std::optional<Ended> read(Now now);
    std::optional<Ended> handle(const proto::FromWorker& message, Now now);
    std::optional<Ended> gone(const std::string& how, Now now);
    std::optional<Ended> end_job(proto::Outcome outcome, std::string text, bool reached);
    void write();
    void leave(Now now);
    void back_off(Now now, std::string trouble);

    Options options_;
    State state_ = State::none;
    std::optional<ChildProcess> child_;
    std::string child_master_;
    std::string salt_;
    FrameBuffer frames_{std::size_t{64} << 10};
    std::string unwritten_;
    std::optional<proto::WorkerJob> job_;
    std::string job_master_;
    bool reached_ = false;
    std::optional<SteadyTime> deadline_;  // of starting, idle and leaving
    std::optional<SteadyTime> not_before_;
    int deaths_ = 0;
    std::string trouble_;
};

}  // namespace job_retry
