// Reconciler: when the job cache is looked through, in which parts, and how far it has been read: for
// returns, and without the witness for publications, which the event bus may have lost. Pure but for the
// database: whoever looks (JobCacheScan, on a thread of its own) is given one part at a time.
//
//   wanted, or the period is over -> part()   deliveries that have no return yet, a page of them at a time;
//                                             with the last page what was published since the last time,
//                                             where Options::publications
//   what was found                -> take()   tells the shim, in as many calls as it takes
//   the step after the last one   -> tick()   all of it is on disk: so is how far the job cache was read
//
// Invariant: what is on disk of how far it was read is not beyond a job that is not (scan_window.h).

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "master_shim/deliveries.h"
#include "master_shim/job_cache_scan.h"
#include "master_shim/scan_window.h"
#include "master_shim/shim.h"

namespace job_retry {

class Reconciler {
  public:
    struct Options {
        std::chrono::seconds period{300};
        std::chrono::seconds look_back{86400};  // how far back a job may still be owed
        std::size_t page = 10000;               // deliveries at which one part looks
        bool publications = true;               // without the witness: also what was published
    };
    // `started`: the clocks now. What was published before the first start is nobody's debt: that is written
    // here. Borrows `deliveries`, which has no step open.
    static Result<Reconciler> open(Deliveries& deliveries, const ScanMark& started, const Options& options);

    // Something may have been missed.
    void want() { wanted_ = true; }
    // At the begin of each step.
    void tick(Now now);
    // Of the last part.
    void take(const JobCacheScan::Report& report, Shim& shim, Now now);
    // The step could not be written.
    void not_written();
    // At the end of each step: what is to be looked at now. Nothing while a part has not been taken whole.
    std::optional<JobCacheScan::Request> part(Shim& shim, Now now);
    // When tick() or part() has something to do, but for what take() brings.
    SteadyTime next() const;

    bool running() const { return running_; }
    std::optional<WallTime> last() const { return last_; }  // that came to its end
    const std::string& error() const { return error_; }     // of the last one

  private:
    Reconciler(Deliveries& deliveries, const ScanMark& started, const Options& options)
        : deliveries_(&deliveries), started_(started), options_(options) {}
    Result<void> begin(Now now);
    void end(Now now);
    void put(const ScanMark& mark);
    // The last part, whole.
    bool taken() const { return running_ && !asked_ && !behind_; }

    Deliveries* deliveries_;
    ScanMark started_;
    Options options_;
    std::optional<ScanWindow> window_;  // from the first time on
    bool wanted_ = true;
    bool running_ = false;
    bool asked_ = false;  // a part is out
    WallTime since_{};
    std::optional<std::string> behind_;  // where the next page begins; nothing: the last part is out, or was
    SteadyTime next_{};
    SteadyTime earliest_{};
    std::optional<WallTime> last_;
    std::string error_;
};

}  // namespace job_retry
