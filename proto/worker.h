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

    friend bool operator==(const WorkerJob&, const WorkerJob&) = default;
};

struct WorkerReady {
    std::string salt;
    std::int64_t pid;

    friend bool operator==(const WorkerReady&, const WorkerReady&) = default;
};

enum class Outcome : std::uint8_t {
    returned,
    return_lost,
    not_targeted,
    refused,
    requeued,
    failed,
    invalid,
    unavailable,
    held
};

struct WorkerOutcome {
    Jid jid;
    Outcome outcome;
    std::string text;

    friend bool operator==(const WorkerOutcome&, const WorkerOutcome&) = default;
};

using FromWorker = std::variant<WorkerReady, WorkerOutcome>;

std::string encode(const WorkerJob& job);
Result<FromWorker> decode_from_worker(std::string_view bytes);

// The other direction, for the worker that is ours (standalone).
std::string encode(const FromWorker& message);
Result<WorkerJob> decode_worker_job(std::string_view bytes, std::size_t max_size);

std::string_view to_text(Outcome outcome);

}  // namespace job_retry::proto
