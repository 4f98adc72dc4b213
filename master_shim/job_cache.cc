#include "master_shim/job_cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>
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
constexpr std::string_view kMinionsPrefix = ".minions.";

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

// What the directory of one job says, if its job is new enough and is one. Errors: those that
// may_hide_a_job().
Result<std::optional<JobSeen>> read_job(const fs::path& job, WallTime since) {
    const auto published = modified(job / "jid");
    if (published && *published < since) return std::nullopt;
    const auto nothing_unless_hidden = [](const Error& error) -> Result<std::optional<JobSeen>> {
        if (may_hide_a_job(error)) return tl::unexpected(error);
        return std::nullopt;
    };
    const auto name = read_file(job / "jid", kMaxFile);
    if (!name) return nothing_unless_hidden(name.error());
    const auto jid = Jid::parse(*name);
    if (!jid) return std::nullopt;
    const auto bytes = read_job_load(job);
    if (!bytes) return nothing_unless_hidden(bytes.error());
    const auto load = read_load(*bytes);
    if (!load) return std::nullopt;
    auto minions = read_job_minions(job);
    if (!minions) return nothing_unless_hidden(minions.error());
    std::erase_if(*minions, [&](const std::string& minion) { return has_return(job, minion); });
    return JobSeen{*jid, load->facts, std::move(*minions), {}, false, published, is_there(job / "nocache")};
}

}  // namespace

Result<std::string> read_job_load(const fs::path& job) {
    return read_object(job / ".load.p");
}

Result<std::vector<std::string>> read_job_minions(const fs::path& job) {
    std::set<std::string> all;
    bool found = false;
    auto names = names_in(job);
    if (!names) return pass_on(names);
    for (const std::string& name : *names) {
        if (name.substr(0, kMinionsPrefix.size()) != kMinionsPrefix || !name.ends_with(".p")) continue;
        auto bytes = read_object(job / name);
        if (!bytes) return pass_on(bytes);
        const auto minions = read_minions(*bytes);
        if (!minions) return fail(Errc::invalid, (job / name).native() + " holds no list of minions");
        all.insert(minions->begin(), minions->end());
        found = true;
    }
    if (!found) return fail(Errc::not_found, job.native() + " names no minions");
    return std::vector<std::string>(all.begin(), all.end());
}

bool has_return(const fs::path& job, const std::string& minion) {
    return proto::valid_minion_id(minion) && is_there(job / minion / "return.p");
}

fs::path LocalJobCache::job_directory(const Jid& jid) const {
    const std::string name = hex_digest(hash_type_, jid.text());
    return jobs_ / name.substr(0, kShelfName) / name.substr(kShelfName);
}

Result<std::string> LocalJobCache::load(const Jid& jid) const {
    return read_job_load(job_directory(jid));
}

Result<std::vector<std::string>> LocalJobCache::minions(const Jid& jid) const {
    return read_job_minions(job_directory(jid));
}

Held LocalJobCache::holds_return(const Jid& jid, const std::string& minion) const {
    const fs::path job = job_directory(jid);
    if (has_return(job, minion)) return Held::yes;
    return is_there(job / "nocache") ? Held::never : Held::no;
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
            auto seen = read_job(job, since);
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
