#include "master_shim/reconciler.h"

#include <utility>

#include "runtime/log.h"

namespace job_retry {
namespace {

using std::chrono::seconds;

constexpr const char* kScannedUntil = "scanned_until";
constexpr seconds kPause{1};  // between the begins of two

}  // namespace

Result<Reconciler> Reconciler::open(Deliveries& deliveries, const ScanMark& started, const Options& options) {
    auto mark = deliveries.meta(kScannedUntil);
    if (!mark) return pass_on(mark);
    if (!*mark) {
        if (auto set = deliveries.set_meta(kScannedUntil, started.text()); !set) return pass_on(set);
        if (auto committed = deliveries.commit(); !committed) return pass_on(committed);
    }
    return Reconciler(deliveries, started, options);
}

void Reconciler::tick(Now now) {
    if (!window_) return;
    if (const auto mark = window_->tick(now)) put(*mark);
    // One step after the last part: whether all that it found is on disk was not known before.
    if (taken()) end(now);
}

void Reconciler::end(Now now) {
    running_ = false;
    if (const auto mark = window_->end()) put(*mark);
    if (error_.empty())
        last_ = now.wall;
    else
        log::error("the job cache cannot be read: ", error_);
}

// With this step's commit.
void Reconciler::put(const ScanMark& mark) {
    if (auto set = deliveries_->set_meta(kScannedUntil, mark.text()); !set) log::error(set.error().text);
}

void Reconciler::take(const JobCacheScan::Report& report, Shim& shim, Now now) {
    for (const Observation& observation : report.observations)
        shim.on(observation, Shim::Source::job_cache, now);
    if (!report.finished) return;
    asked_ = false;
    if (taken()) error_ = report.error;
    if (shim.is_full() || !report.error.empty()) window_->incomplete();
}

void Reconciler::not_written() {
    if (window_) window_->incomplete();
}

std::optional<JobCacheScan::Request> Reconciler::part(Shim& shim, Now now) {
    if (shim.take_reconcile_wish() || now.steady >= next_) wanted_ = true;
    if (asked_ || taken()) return std::nullopt;
    if (!running_) {
        if (!wanted_ || now.steady < earliest_) return std::nullopt;
        earliest_ = now.steady + kPause;
        if (auto begun = begin(now); !begun) {
            log::error(begun.error().text);  // again after the pause
            return std::nullopt;
        }
    }
    JobCacheScan::Request request;
    auto behind = deliveries_->some(*behind_, options_.page, [&](const Delivery& delivery) {
        if (may_become(delivery.state, DeliveryState::returned) && delivery.state != DeliveryState::unproven)
            request.unreturned.emplace_back(delivery.jid, delivery.minion);
    });
    if (!behind) {
        log::error(behind.error().text);
        running_ = false;
        wanted_ = true;
        return std::nullopt;
    }
    behind_ = std::move(*behind);
    if (!behind_ && options_.publications) request.since = since_;
    asked_ = true;
    return request;
}

Result<void> Reconciler::begin(Now now) {
    auto stored = deliveries_->meta(kScannedUntil);
    if (!stored) return pass_on(stored);
    const ScanMark mark = *stored ? ScanMark::parse(**stored) : started_;
    if (!window_) window_.emplace(started_, mark, options_.look_back);
    since_ = window_->begin(mark);
    behind_.emplace();
    running_ = true;
    wanted_ = false;
    next_ = now.steady + options_.period;
    return {};
}

SteadyTime Reconciler::next() const {
    if (taken()) return SteadyTime{};  // at once
    if (running_) return SteadyTime::max();
    return wanted_ ? earliest_ : next_;
}

}  // namespace job_retry
