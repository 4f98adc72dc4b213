#include "runtime/durable_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "runtime/local_socket.h"
#include "runtime/read_file.h"

namespace job_retry {
namespace {

tl::unexpected<Error> refused(const std::string& what, const std::filesystem::path& path) {
    const int number = errno;
    std::array<char, 128> text{};
    const Errc code = number == EACCES || number == EPERM ? Errc::denied
                      : number == ENOSPC                  ? Errc::full
                                                          : Errc::io;
    return fail(code,
                path.native() + ": cannot " + what + ": " + strerror_r(number, text.data(), text.size()));
}

// Every directory that is missing, with mode 0700.
bool make_directories(const std::filesystem::path& directory) {
    std::error_code error;
    if (directory.empty() || std::filesystem::is_directory(directory, error)) return true;
    return make_directories(directory.parent_path()) &&
           (mkdir(directory.c_str(), 0700) == 0 || errno == EEXIST);
}

Result<void> replace(const std::filesystem::path& path, std::string_view bytes, mode_t mode, bool synced) {
    std::string temporary = path.native() + ".XXXXXX";
    FileDescriptor file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) return refused("write it", path);
    if (fchmod(file.get(), mode) != 0 || !write_all(file.get(), bytes) ||
        (synced && fsync(file.get()) != 0) || rename(temporary.c_str(), path.c_str()) != 0) {
        auto error = refused("write it", path);
        unlink(temporary.c_str());
        return error;
    }
    return {};
}

}  // namespace

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes, mode_t mode) {
    const std::filesystem::path directory = path.parent_path();
    if (!make_directories(directory)) return refused("make its directory", path);
    if (auto replaced = replace(path, bytes, mode, true); !replaced) return replaced;
    FileDescriptor holder(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!holder || fsync(holder.get()) != 0) return refused("write its directory", path);
    return {};
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode) {
    return replace(path, bytes, mode, false);
}

Result<std::optional<std::string>> read_small_file(const std::filesystem::path& path, std::size_t most) {
    auto bytes = read_file(path, most);
    if (!bytes && bytes.error().code == Errc::not_found) return std::nullopt;
    if (!bytes) return pass_on(bytes);
    return std::move(*bytes);
}

}  // namespace job_retry
