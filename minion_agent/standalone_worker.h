// The worker without Salt (job_retry_standalone): `minion-agent worker`. Speaks the worker's frames as
// worker.py does (proto/PROTOCOL.md, section Worker), passes the same gate, and runs `cmd.run` with a shell.
// Like worker.py it outlives the agent: a job that runs is finished and recorded without it.
//
// Invariant: the command's process is claimed, by its own pid, before the command is executed in it.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "minion_agent/gate.h"
#include "proto/worker.h"
#include "runtime/result.h"

namespace job_retry {

class StandaloneWorker {
  public:
    struct Options {
        std::string master;          // what claims say
        std::size_t max_output = 0;  // bytes of output that are recorded; the rest is dropped
        std::string shell = "/bin/sh";
    };
    StandaloneWorker(Gate& gate, Options options) : gate_(gate), options_(std::move(options)) {}

    // One job, start to end.
    proto::WorkerOutcome run(const proto::WorkerJob& job);

    // Serves `in` until its end. An error: it could not be served any more.
    Result<void> serve(int in, int out);

  private:
    proto::WorkerOutcome run_command(const Jid& jid, const std::string& fun, const std::string& command,
                                     const Sha256& digest);

    Gate& gate_;
    Options options_;
};

}  // namespace job_retry
