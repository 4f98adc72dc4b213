#include "runtime/file_lock.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <sstream>
#include <string>

#include "runtime/database_file.h"
#include "runtime/read_file.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;

bool is_to_end() {
    sigset_t pending;
    return sigpending(&pending) == 0 &&
           (sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1);
}

// ", process 4711 holds it", as /proc/locks tells: "1: FLOCK  ADVISORY  WRITE 4711 08:01:1234 0 EOF". Empty
// where it does not.
std::string holder_of(int fd) {
    struct stat status {};
    if (fstat(fd, &status) != 0) return {};
    // By inode alone: some file systems tell another device there.
    const std::string inode = ':' + std::to_string(status.st_ino);
    std::istringstream lines(read_file("/proc/locks", std::size_t{1} << 20).value_or(""));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string number, kind, advisory, how, pid, file;
        if (words >> number >> kind >> advisory >> how >> pid >> file && kind == "FLOCK" &&
            file.ends_with(inode))
            return ": process " + pid + " holds it";
    }
    return {};
}

}  // namespace

Result<void> lock_file(int fd, const std::filesystem::path& path, milliseconds patience) {
    constexpr milliseconds kLongestPause{50};
    milliseconds pause{1};
    for (milliseconds waited{0};; waited += pause, pause = std::min(2 * pause, kLongestPause)) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) return {};
        if (errno != EWOULDBLOCK && errno != EINTR)
            return tl::unexpected(system_error(path, "cannot lock", errno));
        if (is_to_end()) return fail(Errc::unavailable, path.string() + ": stopped while it was locked");
        if (waited >= patience)
            return fail(Errc::unavailable, path.string() + " is locked" + holder_of(fd) +
                                               ": end that process, or wait for it, and try again");
        const timespec time{0, long(std::chrono::nanoseconds(pause).count())};
        nanosleep(&time, nullptr);
    }
}

}  // namespace job_retry
