// Stands in for runtime/durable_file.cc and for what the agent and the shim take of runtime/local_socket.cc
// and runtime/database_file.cc: small files are on the Disk, and nobody asks for a status.

#include "runtime/database_file.h"
#include "runtime/durable_file.h"
#include "runtime/local_socket.h"
#include "simulate/disk.h"

namespace job_retry {

using simulate::Disk;

Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes, mode_t) {
    Disk& disk = Disk::here();
    disk.moment();
    if (auto fine = disk.fault(Disk::Access::commit); !fine) return fine;
    disk.files.insert_or_assign(path.string(), std::string(bytes));
    disk.moment();
    return {};
}

Result<std::optional<std::string>> read_small_file(const std::filesystem::path& path, std::size_t) {
    Disk& disk = Disk::here();
    if (auto fine = disk.fault(Disk::Access::read); !fine) return pass_on(fine);
    const auto found = disk.files.find(path.string());
    if (found == disk.files.end()) return std::optional<std::string>{};
    return std::optional<std::string>{found->second};
}

Result<FileDescriptor> open_private_directory(const std::filesystem::path&, bool) {
    return FileDescriptor();
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    fd_ = other.release();
    return *this;
}

FileDescriptor::~FileDescriptor() = default;

int FileDescriptor::release() {
    return std::exchange(fd_, -1);
}

Result<FileDescriptor> listen_local(const std::filesystem::path&) {
    return FileDescriptor();
}

Result<FileDescriptor> connect_local(const std::filesystem::path& path, bool) {
    return fail(Errc::unavailable, path.string());
}

Result<std::optional<FileDescriptor>> accept_local(int) {
    return std::optional<FileDescriptor>{};
}

std::optional<Peer> trusted_peer_of(int) {
    return std::nullopt;
}

std::string frame(std::string_view payload) {
    return std::string(payload);
}

}  // namespace job_retry
