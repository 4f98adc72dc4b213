#include "runtime/become_owner.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "runtime/database_file.h"

namespace job_retry {

Result<void> become_owner_of(const std::filesystem::path& directory) {
    struct stat status {};
    if (geteuid() != 0 || stat(directory.c_str(), &status) != 0 || status.st_uid == 0) return {};
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* owner = nullptr;
    getpwuid_r(status.st_uid, &entry, buffer.data(), buffer.size(), &owner);
    const gid_t group = owner != nullptr ? owner->pw_gid : status.st_gid;
    const int grouped = owner != nullptr ? initgroups(owner->pw_name, group) : setgroups(1, &group);
    if (grouped != 0 || setresgid(group, group, group) != 0 ||
        setresuid(status.st_uid, status.st_uid, status.st_uid) != 0)
        return tl::unexpected(system_error(directory, "cannot become the user that it belongs to", errno));
    return {};
}

}  // namespace job_retry
