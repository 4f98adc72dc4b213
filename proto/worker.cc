#include "proto/worker.h"

#include <algorithm>
#include <array>
#include <utility>

#include "proto/wire.h"

namespace job_retry::proto {
namespace {

constexpr unsigned kWorkerVersion = 1;
constexpr std::size_t kMaxSaltVersion = 64;
constexpr std::size_t kMaxReason = std::size_t{16} << 10;
constexpr WireLimits kLimits{.bytes = std::size_t{64} << 10, .elements = 64, .depth = 4};

constexpr std::array<std::pair<Outcome, std::string_view>, 9> kOutcomes = {{
    {Outcome::returned, "returned"},
    {Outcome::return_lost, "return_lost"},
    {Outcome::not_targeted, "not_targeted"},
    {Outcome::refused, "refused"},
    {Outcome::requeued, "requeued"},
    {Outcome::failed, "failed"},
    {Outcome::invalid, "invalid"},
    {Outcome::unavailable, "unavailable"},
    {Outcome::held, "held"},
}};

}  // namespace

std::string encode(const WorkerJob& job) {
    return MapWriter(kWorkerVersion, "job").text("jid", job.jid.text()).bin("load", job.load).bytes();
}

Result<FromWorker> decode_from_worker(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const auto malformed = [&] { return fail(Errc::invalid, "not a worker's message: " + *reader.error()); };
    const std::uint64_t version = reader.uint("v", 0, ~std::uint64_t{0});
    const std::string_view type = reader.text("type", 1, 64);
    if (!reader.error() && version != kWorkerVersion)
        reader.fail_with("protocol version " + std::to_string(version) + ", expected " +
                         std::to_string(kWorkerVersion) + ": install worker and agent from the same release");
    if (reader.error()) return malformed();

    if (type == "ready") {
        std::string salt(reader.text("salt", 0, kMaxSaltVersion));
        const auto pid = std::int64_t(reader.uint("pid", 1, std::uint64_t{1} << 30));
        if (reader.error()) return malformed();
        return WorkerReady{std::move(salt), pid};
    }
    if (type == "outcome") {
        auto jid = reader.jid("jid");
        const std::string_view word = reader.text("outcome", 1, 64);
        const auto outcome = std::find_if(kOutcomes.begin(), kOutcomes.end(),
                                          [&](const auto& known) { return known.second == word; });
        if (outcome == kOutcomes.end()) reader.fail_with("outcome has an unknown value");
        std::string text(reader.text("text", 0, kMaxReason));
        if (reader.error()) return malformed();
        return WorkerOutcome{std::move(*jid), outcome->first, std::move(text)};
    }
    reader.fail_with("type is neither ready nor outcome");
    return malformed();
}

std::string encode(const FromWorker& message) {
    if (const auto* ready = std::get_if<WorkerReady>(&message))
        return MapWriter(kWorkerVersion, "ready")
            .text("salt", ready->salt)
            .uint("pid", std::uint64_t(ready->pid))
            .bytes();
    const auto& outcome = std::get<WorkerOutcome>(message);
    return MapWriter(kWorkerVersion, "outcome")
        .text("jid", outcome.jid.text())
        .text("outcome", to_text(outcome.outcome))
        .text("text", std::string_view(outcome.text).substr(0, kMaxReason))
        .bytes();
}

Result<WorkerJob> decode_worker_job(std::string_view bytes, std::size_t max_size) {
    MapReader reader(bytes, {.bytes = max_size, .elements = 64, .depth = 4});
    reader.uint("v", kWorkerVersion, kWorkerVersion);
    if (reader.text("type", 1, 64) != "job") reader.fail_with("type is not job");
    auto jid = reader.jid("jid");
    std::string load(reader.text("load", 0, max_size));
    if (reader.error()) return fail(Errc::invalid, "not a job for a worker: " + *reader.error());
    return WorkerJob{std::move(*jid), std::move(load)};
}

std::string_view to_text(Outcome outcome) {
    const auto known = std::find_if(kOutcomes.begin(), kOutcomes.end(),
                                    [&](const auto& one) { return one.first == outcome; });
    return known == kOutcomes.end() ? "" : known->second;
}

}  // namespace job_retry::proto
