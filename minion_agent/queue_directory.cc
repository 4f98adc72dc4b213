#include "minion_agent/queue_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "runtime/database_file.h"
#include "runtime/durable_file.h"

namespace job_retry {
namespace {

constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
constexpr std::string_view kTemporary = ".job-retry-";  // Salt looks at queued_*.p alone
constexpr mode_t kDirectoryMode = 0700;
constexpr mode_t kFileMode = 0600;

tl::unexpected<Error> refused(const std::filesystem::path& path, const std::string& what) {
    return tl::unexpected(system_error(path, "cannot " + what, errno));
}

bool belongs_to(int fd, uid_t user) {
    struct stat found {};
    return fstat(fd, &found) == 0 && found.st_uid == user;
}

bool give(int fd, const struct stat& owner) {
    return belongs_to(fd, owner.st_uid) || fchown(fd, owner.st_uid, owner.st_gid) == 0;
}

// A subdirectory that is one, and not a way to somewhere else.
FileDescriptor step_into(int parent, const std::string& name, bool create, const struct stat& owner) {
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    FileDescriptor there(openat(parent, name.c_str(), kFlags));
    if (there || errno != ENOENT || !create) return there;
    if (mkdirat(parent, name.c_str(), kDirectoryMode) != 0 && errno != EEXIST) return FileDescriptor();
    FileDescriptor made(openat(parent, name.c_str(), kFlags));
    if (made && !give(made.get(), owner)) return FileDescriptor();
    return made;
}

bool is_there(int directory, const std::string& name) {
    struct stat found {};
    return fstatat(directory, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0;
}

std::vector<std::string> names_in(FileDescriptor directory) {
    std::vector<std::string> names;
    DIR* const listing = fdopendir(directory.get());
    if (listing == nullptr) return names;
    directory.release();
    while (const dirent* entry = readdir(listing))  // NOLINT(concurrency-mt-unsafe): a listing of our own
        names.emplace_back(entry->d_name);
    closedir(listing);
    return names;
}

}  // namespace

std::string queue_name(const std::string& master) {
    if (master.empty()) return "_default";
    std::string name = master;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return kSafe.find(c) == std::string_view::npos; }, '_');
    return name;
}

Result<FileDescriptor> QueueOnDisk::open(const std::string& master, bool create) {
    const std::filesystem::path path = cachedir_ / "queues" / queue_name(master) / "job_queue";
    FileDescriptor at(::open(cachedir_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    struct stat owner {};
    if (!at || fstat(at.get(), &owner) != 0) return refused(cachedir_, "open it");
    for (const std::string& name : {std::string("queues"), queue_name(master), std::string("job_queue")}) {
        at = step_into(at.get(), name, create, owner);
        if (!at) return refused(path, "open it");
    }
    return at;
}

Result<void> QueueOnDisk::put(const std::string& master, const std::string& name, std::string_view load) {
    auto directory = open(master, true);
    if (!directory) return pass_on(directory);
    struct stat owner {};
    if (fstat(directory->get(), &owner) != 0) return refused(cachedir_, "look at it");
    const std::string temporary = std::string(kTemporary) + name;
    unlinkat(directory->get(), temporary.c_str(), 0);
    FileDescriptor file(openat(directory->get(), temporary.c_str(),
                               O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode));
    if (!file || !give(file.get(), owner) || !write_all(file.get(), load) ||
        renameat(directory->get(), temporary.c_str(), directory->get(), name.c_str()) != 0) {
        auto error = refused(cachedir_ / "queues" / queue_name(master) / "job_queue" / name, "write it");
        unlinkat(directory->get(), temporary.c_str(), 0);
        return error;
    }
    return {};
}

bool QueueOnDisk::holds(const std::string& master, const std::string& name) {
    auto directory = open(master, false);
    return directory && is_there(directory->get(), name);
}

bool QueueOnDisk::withdraw(const std::string& master, const std::string& name) {
    auto directory = open(master, false);
    return directory && unlinkat(directory->get(), name.c_str(), 0) == 0;
}

void QueueOnDisk::clear(const std::string& master) {
    auto directory = open(master, false);
    if (!directory) return;
    FileDescriptor listed(dup(directory->get()));
    for (const std::string& name : names_in(std::move(listed))) {
        const bool ours =
            (name.starts_with("queued_") && name.ends_with(kQueuedSuffix)) || name.starts_with(kTemporary);
        if (ours) unlinkat(directory->get(), name.c_str(), 0);
    }
}

bool QueueOnDisk::runs(const Jid& jid) {
    struct stat found {};
    return lstat((cachedir_ / "proc" / jid.text()).c_str(), &found) == 0;
}

}  // namespace job_retry
