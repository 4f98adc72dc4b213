// Frames over local stream sockets and pipes (proto/PROTOCOL.md, "Frames"): 4 bytes of length, big endian,
// then the payload. FrameBuffer is the pure part; the rest moves bytes. Nothing here knows what a payload
// means.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/result.h"

namespace job_retry {

// A file descriptor that is closed with its owner.
class FileDescriptor {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd) : fd_(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release();

  private:
    int fd_ = -1;
};

std::string frame(std::string_view payload);

// Bytes in, frames out.
class FrameBuffer {
  public:
    explicit FrameBuffer(std::size_t max_payload) : max_payload_(max_payload) {}
    void append(std::string_view bytes) { bytes_.append(bytes); }
    // The next whole payload; empty when more bytes are needed; error `invalid` once a length exceeds the
    // bound (the stream is then lost and must be closed).
    Result<std::optional<std::string>> next();
    std::size_t buffered() const { return bytes_.size() - begin_; }

  private:
    std::size_t max_payload_;
    std::string bytes_;
    std::size_t begin_ = 0;
};

// Listens at `path` with mode 0600, non-blocking. A socket file that nobody listens on is replaced; one that
// somebody listens on is error `unavailable` ("is another ... running?"); a directory that others may write
// to is `denied`. Leaves a file `.NAME.lock` beside it, and waits for its lock some seconds at most.
Result<FileDescriptor> listen_local(const std::filesystem::path& path);

// Non-blocking accept: empty when nobody waits.
Result<std::optional<FileDescriptor>> accept_local(int listener);

// Who is at the other end of a local socket, as the kernel knows it.
struct Peer {
    pid_t pid;
    uid_t uid;
};
Result<Peer> peer_of(int fd);
// The same, when it is root or the user of this process; empty for everybody else. The mode of a socket's
// file says so too, but can be changed by mistake.
std::optional<Peer> trusted_peer_of(int fd);

// A blocking client of one frame at a time, for commands. Without `wait`: error `unavailable` where the queue
// of those who wait to be let in is full.
Result<FileDescriptor> connect_local(const std::filesystem::path& path, bool wait = true);
Result<void> write_frame(int fd, std::string_view payload);
// Error `unavailable` at end of stream; blocks.
Result<std::string> read_frame(int fd, std::size_t max_payload);
// What has come, at least one byte; empty at the end of the stream; blocks. For a FrameBuffer.
Result<std::string> read_some(int fd);

}  // namespace job_retry
