#include "runtime/local_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

#include "runtime/file_lock.h"

namespace job_retry {
namespace {

constexpr std::size_t kLengthSize = 4;

std::size_t length_of(std::string_view bytes) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthSize; ++i)
        length = length << 8 | static_cast<unsigned char>(bytes[i]);
    return length;
}

tl::unexpected<Error> too_long(std::size_t length, std::size_t bound) {
    return fail(Errc::invalid, "a frame of " + std::to_string(length) + " bytes, at most " +
                                   std::to_string(bound) + " are allowed");
}

Errc code_of(int error) {
    switch (error) {
        case ENOENT:
        case ECONNREFUSED:
        case ECONNRESET:
        case EPIPE:
        case EAGAIN:
            return Errc::unavailable;
        case EACCES:
        case EPERM:
        case EROFS:
            return Errc::denied;
        default:
            return Errc::io;
    }
}

tl::unexpected<Error> failed(const std::string& what, int error) {
    return fail(code_of(error), what + ": " + std::generic_category().message(error));
}

Result<sockaddr_un> address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.size() >= sizeof address.sun_path)
        return fail(Errc::invalid, "the socket path " + name + " has " + std::to_string(name.size()) +
                                       " bytes, at most " + std::to_string(sizeof address.sun_path - 1) +
                                       " are possible: choose a shorter sock_dir");
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    return address;
}

const sockaddr* plain(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

// Blocks until `fd` can be read or written, for descriptors that happen to be non-blocking.
void wait_for(int fd, short events) {
    pollfd entry{fd, events, 0};
    poll(&entry, 1, -1);
}

Result<void> write_all(int fd, std::string_view bytes) {
    bool is_socket = true;
    while (!bytes.empty()) {
        const ssize_t put = is_socket ? send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL)
                                      : ::write(fd, bytes.data(), bytes.size());
        if (put >= 0)
            bytes.remove_prefix(std::size_t(put));
        else if (errno == ENOTSOCK && is_socket)
            is_socket = false;
        else if (errno == EAGAIN)
            wait_for(fd, POLLOUT);
        else if (errno != EINTR)
            return failed("cannot send", errno);
    }
    return {};
}

Result<void> read_exactly(int fd, char* to, std::size_t size) {
    while (size > 0) {
        const ssize_t got = ::read(fd, to, size);
        if (got > 0) {
            to += got;
            size -= std::size_t(got);
        } else if (got == 0) {
            return fail(Errc::unavailable, "the other side has closed the connection");
        } else if (errno == EAGAIN) {
            wait_for(fd, POLLIN);
        } else if (errno != EINTR) {
            return failed("cannot receive", errno);
        }
    }
    return {};
}

// Also one who lets nobody in for now.
bool somebody_listens(const sockaddr_un& address) {
    const FileDescriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    return probe && (connect(probe.get(), plain(address), sizeof address) == 0 || errno == EAGAIN);
}

// The directory itself is open to all who may read it, and so is its lock: a file of our own, which nobody
// else can open.
Result<FileDescriptor> lock_beside(const std::filesystem::path& path) {
    constexpr std::chrono::seconds kPatience{2};
    const auto beside = path.parent_path() / ("." + path.filename().string() + ".lock");
    FileDescriptor file(::open(beside.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
    if (!file) return failed(beside.string() + ": cannot open", errno);
    struct stat status {};
    if (fstat(file.get(), &status) != 0) return failed(beside.string() + ": cannot examine", errno);
    if (!S_ISREG(status.st_mode))
        return fail(Errc::denied, beside.string() + " is no plain file: move it away");
    if ((status.st_mode & 077) != 0 && fchmod(file.get(), 0600) != 0)
        return failed(beside.string() + ": cannot chmod", errno);
    if (auto locked = lock_file(file.get(), beside, kPatience); !locked) return pass_on(locked);
    return file;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

FileDescriptor::~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
}

int FileDescriptor::release() {
    return std::exchange(fd_, -1);
}

std::string frame(std::string_view payload) {
    std::string bytes;
    bytes.reserve(kLengthSize + payload.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(char(payload.size() >> shift & 0xff));
    return bytes.append(payload);
}

Result<std::optional<std::string>> FrameBuffer::next() {
    const std::string_view rest = std::string_view(bytes_).substr(begin_);
    if (rest.size() < kLengthSize) return std::optional<std::string>{};
    const std::size_t length = length_of(rest);
    if (length > max_payload_) return too_long(length, max_payload_);
    if (rest.size() < kLengthSize + length) return std::optional<std::string>{};
    std::string payload(rest.substr(kLengthSize, length));
    begin_ += kLengthSize + length;
    // Dropping taken frames one by one would move the rest each time.
    if (begin_ == bytes_.size() || begin_ > bytes_.size() / 2) {
        bytes_.erase(0, begin_);
        begin_ = 0;
    }
    return std::optional<std::string>{std::move(payload)};
}

Result<FileDescriptor> listen_local(const std::filesystem::path& path) {
    auto address = address_of(path);
    if (!address) return pass_on(address);
    const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const FileDescriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return failed(parent.string() + ": cannot open the directory", errno);
    struct stat status {};
    if (fstat(directory.get(), &status) != 0) return failed(parent.string() + ": cannot examine", errno);
    if (status.st_uid != 0 && status.st_uid != geteuid())
        return fail(Errc::denied, parent.string() + " belongs to user id " + std::to_string(status.st_uid) +
                                      ", who could put another socket there: run: chown " +
                                      std::to_string(geteuid()) + " " + parent.string());
    if ((status.st_mode & 022) != 0)
        return fail(Errc::denied, parent.string() + " can be written by others, who could put their socket " +
                                      "there: run: chmod go-w " + parent.string());

    // Two daemons that start at once: the second one waits here, and then finds the first one listening.
    auto lock = lock_beside(path);
    if (!lock) return lock;
    if (somebody_listens(*address))
        return fail(Errc::unavailable,
                    "somebody listens on " + path.string() + " already: is another one running?");
    struct stat present {};
    if (lstat(path.c_str(), &present) == 0) {
        if (!S_ISSOCK(present.st_mode))
            return fail(Errc::denied, path.string() + " is there and no socket: move it away");
        if (::unlink(path.c_str()) != 0) return failed(path.string() + ": cannot remove", errno);
    }

    FileDescriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!listener) return failed("cannot make a socket", errno);
    // Before bind(), so that the file never has another mode.
    if (fchmod(listener.get(), 0600) != 0 || bind(listener.get(), plain(*address), sizeof *address) != 0 ||
        chmod(path.c_str(), 0600) != 0 || listen(listener.get(), SOMAXCONN) != 0)
        return failed(path.string() + ": cannot listen", errno);
    return listener;
}

Result<std::optional<FileDescriptor>> accept_local(int listener) {
    for (;;) {
        FileDescriptor client(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (client) return std::optional<FileDescriptor>{std::move(client)};
        if (errno == EAGAIN || errno == EWOULDBLOCK) return std::optional<FileDescriptor>{};
        if (errno != EINTR && errno != ECONNABORTED) return failed("cannot accept", errno);
    }
}

Result<Peer> peer_of(int fd) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return failed("cannot tell who has connected", errno);
    return Peer{credentials.pid, credentials.uid};
}

std::optional<Peer> trusted_peer_of(int fd) {
    const auto peer = peer_of(fd);
    if (!peer || (peer->uid != 0 && peer->uid != geteuid())) return std::nullopt;
    return *peer;
}

Result<FileDescriptor> connect_local(const std::filesystem::path& path, bool wait) {
    auto address = address_of(path);
    if (!address) return pass_on(address);
    FileDescriptor client(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | (wait ? 0 : SOCK_NONBLOCK), 0));
    if (!client) return failed("cannot make a socket", errno);
    if (connect(client.get(), plain(*address), sizeof *address) != 0)
        return failed(path.string() + ": cannot connect", errno);
    return client;
}

Result<void> write_frame(int fd, std::string_view payload) {
    return write_all(fd, frame(payload));
}

Result<std::string> read_frame(int fd, std::size_t max_payload) {
    char header[kLengthSize];
    if (auto read = read_exactly(fd, header, sizeof header); !read) return pass_on(read);
    const std::size_t length = length_of({header, sizeof header});
    if (length > max_payload) return too_long(length, max_payload);
    std::string payload(length, '\0');
    if (auto read = read_exactly(fd, payload.data(), length); !read) return pass_on(read);
    return payload;
}

Result<std::string> read_some(int fd) {
    std::string bytes(std::size_t{64} << 10, '\0');
    for (;;) {
        const ssize_t got = ::read(fd, bytes.data(), bytes.size());
        if (got >= 0) {
            bytes.resize(std::size_t(got));
            return bytes;
        }
        if (errno == EAGAIN)
            wait_for(fd, POLLIN);
        else if (errno != EINTR)
            return failed("cannot receive", errno);
    }
}

}  // namespace job_retry
