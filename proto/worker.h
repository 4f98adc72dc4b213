// The messages between agent and worker (proto/PROTOCOL.md, section Worker) as values.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry::proto {

struct WorkerJob {
    Jid jid;
    std::string load;
};

struct WorkerReady {
    std::string salt;
    std::int64_t pid;
};

enum class Outcome : std::uint8_t { returned, return_lost, not_targeted, requeued, failed, invalid };

struct WorkerOutcome {
    Jid jid;
    Outcome outcome;
    std::string text;
};

using FromWorker = std::variant<WorkerReady, WorkerOutcome>;

std::string encode(const WorkerJob& job);
Result<FromWorker> decode_from_worker(std::string_view bytes);

}  // namespace job_retry::proto
