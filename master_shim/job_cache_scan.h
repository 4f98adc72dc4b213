// JobCacheScan: reconciles with the job cache on a thread of its own, because the cache may hold hundreds of
// thousands of directories. Asked by the main thread, it gives the returns of deliveries that have none yet,
// and, on a master without the witness, jobs that were published. It decides nothing.

#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "master_shim/event.h"
#include "master_shim/job_cache.h"
#include "runtime/clock.h"
#include "runtime/local_socket.h"
#include "runtime/result.h"

namespace job_retry {

class JobCacheScan {
  public:
    struct Request {
        std::vector<std::pair<Jid, std::string>> unreturned;  // deliveries to look for returns of
        std::optional<WallTime> since;                        // and for jobs that were published since
    };
    struct Report {
        std::vector<Observation> observations;
        bool finished = false;  // of the request; only once everything was handed over
        std::string error;      // with finished
    };

    explicit JobCacheScan(const LocalJobCache& cache);
    ~JobCacheScan();
    JobCacheScan(const JobCacheScan&) = delete;
    JobCacheScan& operator=(const JobCacheScan&) = delete;

    // REQUIRES: the last request has finished.
    void ask(Request request);
    // At most `limit` observations; never blocks.
    Report take(std::size_t limit);
    // Readable while take() has something.
    int wake_fd() const { return wake_.get(); }

  private:
    void run();
    void scan(const Request& request);
    bool emit(Observation observation);

    const LocalJobCache cache_;
    FileDescriptor wake_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Request> request_;
    std::deque<Observation> found_;
    bool finished_ = false;
    std::string error_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace job_retry
