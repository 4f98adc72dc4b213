// JobCache: what the master has written down about jobs (master_job_cache: local_cache), read and never
// written. Source: salt/returners/local_cache.py. A job lives in <cachedir>/jobs/<h[:2]>/<h[2:]>, h the hex
// digest of its JID: `jid`, `.load.p`, `.minions.p`, `.minions.<syndic>.p`, `nocache`, `<id>/return.p`.
//
// It is asked whether it holds a return. Of what was published the witness tells (spool.h); only a shim
// without it asks here, and any accepted minion can write a load here (docs/trust.md).
//
// Each method reads a few files; none walks (job_cache_scan.h does, on a thread of its own).

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "master_shim/event.h"
#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

enum class Held : std::uint8_t {
    no,
    yes,
    never,  // the master keeps no return of it, or none that can be looked at: its event is all there is
};

class JobCache {
  public:
    virtual ~JobCache() = default;
    virtual Held holds_return(const Jid& jid, const std::string& minion) const = 0;
    // What was published under this JID, as the cache has it. Errors: `not_found`; `unavailable` when it
    // cannot be read whole now (Salt 3006 writes in place): try again; `invalid` when it was not published.
    virtual Result<Publication> publication(const Jid& jid) const = 0;
    // Why nothing that it says was published may be believed now; empty when it may.
    virtual std::string distrust() const = 0;
    // The master remembers nothing of this JID any more: a return would stand there alone.
    virtual bool has_forgotten(const Jid& jid) const = 0;
};

// A master whose job cache we cannot read, or that keeps none.
class NoJobCache : public JobCache {
  public:
    // `held`: what it says of every return; `no` where there is no master, and an agent's word is all there
    // is.
    explicit NoJobCache(std::string reason, Held held = Held::never)
        : reason_(std::move(reason)), held_(held) {}
    Held holds_return(const Jid&, const std::string&) const override { return held_; }
    Result<Publication> publication(const Jid&) const override { return fail(Errc::not_found, reason_); }
    std::string distrust() const override { return reason_; }
    bool has_forgotten(const Jid&) const override { return false; }

  private:
    std::string reason_;
    Held held_;
};

class LocalJobCache : public JobCache {
  public:
    struct Options {
        std::filesystem::path cachedir;
        std::string hash_type = "sha256";  // REQUIRES: hex_digest() knows it
        bool keeps_returns = true;         // not with `ext_job_cache` or `job_cache: False`
        bool order_masters = false;
        bool is_trusted = false;  // by the administrator, although any accepted minion can write there
    };
    explicit LocalJobCache(Options options)
        : options_(std::move(options)), jobs_(options_.cachedir / "jobs") {}

    Held holds_return(const Jid& jid, const std::string& minion) const override;
    Result<Publication> publication(const Jid& jid) const override;
    std::string distrust() const override;
    bool has_forgotten(const Jid& jid) const override;

    bool keeps_returns() const { return options_.keeps_returns; }
    const std::filesystem::path& jobs() const { return jobs_; }
    std::filesystem::path job_directory(const Jid& jid) const;

  private:
    Options options_;
    std::filesystem::path jobs_;
};

struct JobCacheWalk {
    std::size_t shelves = 0;  // directories of jobs' directories that were read
    std::size_t jobs = 0;     // jobs' directories that were read
};
// Emits a Publication for every job that was published at `since` or later, without the minions whose returns
// are there. Looks into a directory only when its modification time says that something is new in it. `emit`
// returns false to stop. Errors: `not_found` when `jobs` is not there, which Salt makes before its first job;
// `io` or `denied`, naming a file or directory that may hide a job; all that can be read has been emitted
// nevertheless.
Result<JobCacheWalk> scan_job_cache(const std::filesystem::path& jobs, WallTime since,
                                    const std::function<bool(Observation)>& emit);

}  // namespace job_retry
