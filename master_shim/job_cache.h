// JobCache: what the master has written down about jobs (master_job_cache: local_cache), read and never
// written. Source: salt/returners/local_cache.py. A job lives in <cachedir>/jobs/<h[:2]>/<h[2:]>, h the hex
// digest of its JID: `jid`, `.load.p`, `.minions.p`, `.minions.<syndic>.p`, `nocache`, `<id>/return.p`.
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
    never,  // the job was published with `nocache`: the master keeps no return of it
};

class JobCache {
  public:
    virtual ~JobCache() = default;
    // False: returns and loads cannot be looked up on this master; the rest then finds nothing.
    virtual bool usable() const = 0;
    // The stored load, as it is. Errors: `not_found`; `unavailable` when it cannot be read whole now (Salt
    // 3006 writes in place): try again.
    virtual Result<std::string> load(const Jid& jid) const = 0;
    // Whom the master expected, syndics' minions included. Errors as for load().
    virtual Result<std::vector<std::string>> minions(const Jid& jid) const = 0;
    virtual Held holds_return(const Jid& jid, const std::string& minion) const = 0;
};

// A master without a job cache that we can read.
class NoJobCache : public JobCache {
  public:
    bool usable() const override { return false; }
    Result<std::string> load(const Jid&) const override { return fail(Errc::not_found, "no job cache"); }
    Result<std::vector<std::string>> minions(const Jid&) const override {
        return fail(Errc::not_found, "no job cache");
    }
    Held holds_return(const Jid&, const std::string&) const override { return Held::no; }
};

class LocalJobCache : public JobCache {
  public:
    // REQUIRES: hex_digest() knows `hash_type`.
    explicit LocalJobCache(const std::filesystem::path& cachedir, std::string hash_type = "sha256")
        : jobs_(cachedir / "jobs"), hash_type_(std::move(hash_type)) {}

    bool usable() const override { return true; }
    Result<std::string> load(const Jid& jid) const override;
    Result<std::vector<std::string>> minions(const Jid& jid) const override;
    Held holds_return(const Jid& jid, const std::string& minion) const override;

    const std::filesystem::path& jobs() const { return jobs_; }
    std::filesystem::path job_directory(const Jid& jid) const;

  private:
    std::filesystem::path jobs_;
    std::string hash_type_;
};

// The parts of one job's directory, for LocalJobCache and the scan.
Result<std::string> read_job_load(const std::filesystem::path& job);
Result<std::vector<std::string>> read_job_minions(const std::filesystem::path& job);
bool has_return(const std::filesystem::path& job, const std::string& minion);

struct JobCacheWalk {
    std::size_t shelves = 0;  // directories of jobs' directories that were read
    std::size_t jobs = 0;     // jobs' directories that were read
};
// Emits a JobSeen for every job that was published at `since` or later, without the minions whose returns are
// there. Looks into a directory only when its modification time says that something is new in it. `emit`
// returns false to stop. Errors: `not_found` when `jobs` is not there, which Salt makes before its first job;
// `io` or `denied`, naming a file or directory that may hide a job; all that can be read has been emitted
// nevertheless.
Result<JobCacheWalk> scan_job_cache(const std::filesystem::path& jobs, WallTime since,
                                    const std::function<bool(Observation)>& emit);

}  // namespace job_retry
