#include "master_shim/job_cache_scan.h"

#include <sys/eventfd.h>

#include <cstdint>

namespace job_retry {
namespace {

// More than this waits for the main thread, so that a scan of a large cache does not fill the memory.
constexpr std::size_t kMaxFound = 10000;

}  // namespace

JobCacheScan::JobCacheScan(const LocalJobCache& cache)
    : cache_(cache), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)), thread_([this] { run(); }) {}

JobCacheScan::~JobCacheScan() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void JobCacheScan::ask(Request request) {
    {
        const std::lock_guard lock(mutex_);
        request_ = std::move(request);
        finished_ = false;
        error_.clear();
    }
    changed_.notify_all();
}

JobCacheScan::Report JobCacheScan::take(std::size_t limit) {
    Report report;
    {
        const std::lock_guard lock(mutex_);
        while (!found_.empty() && report.observations.size() < limit) {
            report.observations.push_back(std::move(found_.front()));
            found_.pop_front();
        }
        report.finished = finished_ && found_.empty();
        if (report.finished) {
            report.error = error_;
            finished_ = false;
        }
        if (found_.empty()) {
            eventfd_t ignored = 0;
            eventfd_read(wake_.get(), &ignored);
        }
    }
    changed_.notify_all();
    return report;
}

void JobCacheScan::run() {
    while (true) {
        Request request;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return stop_ || request_; });
            if (stop_) return;
            request = std::move(*request_);
            request_.reset();
        }
        scan(request);
    }
}

bool JobCacheScan::emit(Observation observation) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stop_ || found_.size() < kMaxFound; });
    if (stop_) return false;
    found_.push_back(std::move(observation));
    eventfd_write(wake_.get(), 1);
    return true;
}

void JobCacheScan::scan(const Request& request) {
    for (const auto& [jid, minion] : request.unreturned) {
        if (cache_.holds_return(jid, minion) == Held::yes && !emit(ReturnSeen{jid, minion})) return;
    }
    std::string error;
    if (request.since) {
        const auto scanned = scan_job_cache(cache_.jobs(), *request.since,
                                            [this](Observation seen) { return emit(std::move(seen)); });
        if (!scanned) error = scanned.error().text;
    }
    const std::lock_guard lock(mutex_);
    finished_ = true;
    error_ = std::move(error);
    eventfd_write(wake_.get(), 1);
}

}  // namespace job_retry
