#include "runtime/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "runtime/local_socket.h"

namespace job_retry {
namespace {

constexpr std::size_t kLeast = 1023;  // bytes that are expected: the files of /proc tell no size

tl::unexpected<Error> unread(const std::filesystem::path& path, int error) {
    const Errc code = error == ENOENT || error == ENOTDIR ? Errc::not_found
                      : error == EACCES || error == EPERM ? Errc::denied
                                                          : Errc::io;
    return fail(code, path.native() + ": " + std::generic_category().message(error));
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t most) {
    // Opening a FIFO would wait for somebody who writes.
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file) return unread(path, errno);
    struct stat status {};
    if (fstat(file.get(), &status) != 0) return unread(path, errno);
    if (!S_ISREG(status.st_mode)) return fail(Errc::invalid, path.native() + " is not a file");

    // One byte more than there should be shows the end, or that the file grows.
    const std::size_t expected = std::max(static_cast<std::size_t>(status.st_size), kLeast);
    std::string bytes(std::min(expected, most) + 1, '\0');
    std::size_t size = 0;
    while (size <= most) {
        if (size == bytes.size()) bytes.resize(std::min(2 * size, most + 1));
        const ssize_t got = read(file.get(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unread(path, errno);
        if (got == 0) {
            bytes.resize(size);
            return bytes;
        }
        size += static_cast<std::size_t>(got);
    }
    return fail(Errc::invalid, path.native() + " is longer than " + std::to_string(most) + " bytes");
}

}  // namespace job_retry
