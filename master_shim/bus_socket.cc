#include "master_shim/bus_socket.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

namespace job_retry {

FileDescriptor connect_without_waiting(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) return {};
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    FileDescriptor fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd || connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
    return fd;
}

}  // namespace job_retry
