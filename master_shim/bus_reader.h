// BusReader: a thread that does nothing but drain the master's event bus into memory of its own, because a
// subscriber that stops reading can stall the whole master. It sends nothing. Whoever reads from it learns of
// observations and of gaps, never of bytes.
//
// Invariant: memory is bounded; when the main thread does not keep up, the connection is closed and a gap is
// reported, rather than left unread.

#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "master_shim/event.h"
#include "runtime/local_socket.h"

namespace job_retry {

class BusReader {
  public:
    struct Limits {
        std::size_t observations = 200000;  // of some hundred bytes at most
    };
    explicit BusReader(std::filesystem::path socket) : BusReader(std::move(socket), Limits{}) {}
    BusReader(std::filesystem::path socket, const Limits& limits);
    ~BusReader();
    BusReader(const BusReader&) = delete;
    BusReader& operator=(const BusReader&) = delete;

    struct Batch {
        std::vector<Observation> observations;
        // A connection was made since the last take(): what was fired before it is to be found elsewhere.
        bool gap = false;
    };
    // At most `limit` observations; never blocks.
    Batch take(std::size_t limit);
    // Readable while take() has something.
    int wake_fd() const { return wake_.get(); }

    struct Status {
        bool connected = false;
        std::uint64_t events = 0;
        std::uint64_t connections = 0;
        std::uint64_t overflows = 0;  // connections that were closed because we did not keep up
        std::uint64_t garbled = 0;    // connections that were closed because the stream made no sense
        bool prefixed = false;        // the master sends frames with their length
    };
    Status status() const;

  private:
    void run();
    // Until the connection ends or stop.
    void drain(int fd);
    bool wait_for(int fd, int timeout_ms) const;
    bool push(std::vector<Observation>& observations);
    bool has_room() const;

    const std::filesystem::path socket_;
    const Limits limits_;
    FileDescriptor wake_;
    FileDescriptor stop_;
    mutable std::mutex mutex_;
    std::deque<Observation> queue_;
    bool gap_ = false;
    Status status_;
    std::atomic<std::uint64_t> events_ = 0;
    std::atomic<bool> prefixed_ = false;
    std::thread thread_;
};

}  // namespace job_retry
