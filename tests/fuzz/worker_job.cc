// proto/worker: a job, as the worker that is ours reads it from the agent.

#include "proto/worker.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    constexpr std::size_t kMaxSize = 1024;
    const Result<proto::WorkerJob> job = proto::decode_worker_job(bytes, kMaxSize);
    if (!job) return;
    accepted();
    require(job->load.size() <= kMaxSize, "a load is within its bound");
    const Result<proto::WorkerJob> again = proto::decode_worker_job(proto::encode(*job), 2 * kMaxSize);
    require(again && *again == *job, "decode(encode(job)) is the job");
}

}  // namespace job_retry::fuzz
