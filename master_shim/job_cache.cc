#include "master_shim/job_cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <system_error>

#include "master_shim/load.h"
#include "master_shim/msgpack_view.h"
#include "proto/messages.h"
#include "runtime/read_file.h"
#include "runtime/rsa_key.h"

namespace job_retry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = std::size_t{64} << 20;
constexpr std::size_t kShelfName = 2;  // hex digits of a JID's digest

// A whole msgpack object, or not yet.
Result<std::string> read_object(const fs::path& path) {
    auto bytes = read_file(path, kMaxFile);
    if (!bytes) return bytes;
    MsgpackView view(*bytes);
    if (!view.skip()) return fail(Errc::unavailable, path.native() + " is not complete");
    return bytes;
}

std::optional<WallTime> modified(const fs::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    using namespace std::chrono;
    return WallTime(
        duration_cast<microseconds>(seconds(status.st_mtim.tv_sec) + nanoseconds(status.st_mtim.tv_nsec)));
}

bool is_there(const fs::path& path) {
    return access(path.c_str(), F_OK) == 0;
}

Result<std::vector<std::string>> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename().string());
    if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
        return fail(Errc::not_found, directory.native() + " is not there");
    if (error) return fail(Errc::io, directory.native() + ": " + error.message());
    return names;
}

// What is not there yet, or any more, or is no job of Salt's, is nobody's debt. What the disk does not give,
// or does not let us read, may be.
bool may_hide_a_job(const Error& error) {
    return error.code == Errc::io || error.code == Errc::denied;
}

bool has_return(const fs::path& job, const std::string& minion) {
    return proto::valid_minion_id(minion) && is_there(job / minion / "return.p");
}

// What the directory of one job says. Not `.minions.<syndic>.p`: any minion can have those written.
Result<Publication> read_job(const fs::path& job, const Jid& jid) {
    const auto published = modified(job / "jid");
    if (!published) return fail(Errc::not_found, job.native() + " holds no job");
    auto load = read_object(job / ".load.p");
    if (!load) return pass_on(load);
    auto names = read_object(job / ".minions.p");
    if (!names) return pass_on(names);
    auto minions = read_minions(*names);
    if (!minions) return fail(Errc::invalid, (job / ".minions.p").native() + " holds no list of minions");
    auto read = read_publication(jid, *load, std::move(*minions), *published);
    if (read) read->keeps_no_returns = is_there(job / "nocache");
    return read;
}

// The job in this directory, if it is new enough and was published. Errors: those that may_hide_a_job().
Result<std::optional<Publication>> job_since(const fs::path& job, WallTime since) {
    const auto published = modified(job / "jid");
    if (published && *published < since) return std::nullopt;
    const auto nothing_unless_hidden = [](const Error& error) -> Result<std::optional<Publication>> {
        if (may_hide_a_job(error)) return tl::unexpected(error);
        return std::nullopt;
    };
    const auto name = read_file(job / "jid", kMaxFile);
    if (!name) return nothing_unless_hidden(name.error());
    const auto jid = Jid::parse(*name);
    if (!jid) return std::nullopt;
    auto read = read_job(job, *jid);
    if (!read) return nothing_unless_hidden(read.error());
    std::erase_if(read->minions, [&](const std::string& minion) { return has_return(job, minion); });
    return std::optional<Publication>(std::move(*read));
}

}  // namespace

fs::path LocalJobCache::job_directory(const Jid& jid) const {
    const std::string name = hex_digest(options_.hash_type, jid.text());
    return jobs_ / name.substr(0, kShelfName) / name.substr(kShelfName);
}

Result<Publication> LocalJobCache::publication(const Jid& jid) const {
    return read_job(job_directory(jid), jid);
}

Held LocalJobCache::holds_return(const Jid& jid, const std::string& minion) const {
    if (!options_.keeps_returns) return Held::never;
    const fs::path job = job_directory(jid);
    if (has_return(job, minion)) return Held::yes;
    return is_there(job / "nocache") ? Held::never : Held::no;
}

bool LocalJobCache::has_forgotten(const Jid& jid) const {
    const fs::path job = job_directory(jid);
    return is_there(jobs_) && !is_there(job / "jid");
}

// Salt notes each id that has sent a `_syndic_return`, which saves any load under any JID.
std::string LocalJobCache::distrust() const {
    if (!options_.is_trusted)
        return "without the witness nobody can tell what the master published, for any accepted minion can "
               "write loads into the job cache (job_retry_trust_job_cache: True owes them all the same)";
    if (options_.order_masters)
        return "order_masters is on: what syndics send may replace any load in the job cache";
    const fs::path syndics = options_.cachedir / "syndics";
    std::error_code error;
    if (fs::is_empty(syndics, error) || error == std::errc::no_such_file_or_directory) return "";
    return syndics.native() +
           (error ? ": " + error.message()
                  : " is not empty: a minion has sent what only a syndic may, and may have replaced any load "
                    "in the job cache; when you have looked at who is named there, remove the files");
}

Result<JobCacheWalk> scan_job_cache(const fs::path& jobs, WallTime since,
                                    const std::function<bool(Observation)>& emit) {
    JobCacheWalk walk;
    auto shelves = names_in(jobs);
    if (!shelves && shelves.error().code == Errc::not_found)
        return fail(Errc::not_found, jobs.native() +
                                         " is not there: salt-master makes it when it starts; "
                                         "is its file system mounted?");
    if (!shelves) return pass_on(shelves);
    std::optional<Error> hidden;
    for (const std::string& shelf : *shelves) {
        if (shelf.size() != kShelfName) continue;  // lost+found, say, which we may not be allowed to read
        const auto changed = modified(jobs / shelf);
        if (changed && *changed < since) continue;
        auto entries = names_in(jobs / shelf);
        if (!entries) {
            if (may_hide_a_job(entries.error())) hidden = entries.error();
            continue;  // else Salt's cleaning was faster
        }
        ++walk.shelves;
        for (const std::string& entry : *entries) {
            const fs::path job = jobs / shelf / entry;
            const auto touched = modified(job);
            if (touched && *touched < since) continue;
            ++walk.jobs;
            auto seen = job_since(job, since);
            if (!seen)
                hidden = seen.error();
            else if (*seen && !emit(std::move(**seen)))
                return walk;
        }
    }
    if (hidden) return tl::unexpected(std::move(*hidden));
    return walk;
}

}  // namespace job_retry
