// proto/worker: what the worker tells the agent. The worker runs the jobs' code; nothing that it writes is
// believed for being well-formed.

#include "proto/worker.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    using namespace proto;
    const Result<FromWorker> message = decode_from_worker(bytes);
    if (!message) return;
    accepted();
    if (const auto* ready = std::get_if<WorkerReady>(&*message)) require(ready->pid > 0, "a pid is a pid");
    if (const auto* outcome = std::get_if<WorkerOutcome>(&*message))
        require(!to_text(outcome->outcome).empty(), "every outcome has a name");
    const Result<FromWorker> again = decode_from_worker(encode(*message));
    require(again && *again == *message, "decode(encode(message)) is the message");
}

}  // namespace job_retry::fuzz
