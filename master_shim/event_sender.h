// EventSender: fires events on the master's event bus (master_event_pull.ipc), for reactors and returners.
// Best effort: bounded, never blocks, and nothing depends on it.
//
// Salt's releases read two framings there, with and without the length before a frame, and the socket does
// not tell which. A bus that sends lengths also reads them. Else the first event is sent without, and if it
// does not come round on the bus within kEcho, again with.

#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/clock.h"
#include "runtime/local_socket.h"

namespace job_retry {

// One event as the bytes of a frame.
std::string event_frame(std::string_view tag, std::string_view data, bool prefixed);

class EventSender {
  public:
    static constexpr std::size_t kMaxQueued = 20000;
    static constexpr std::chrono::seconds kEcho{2};
    static constexpr std::chrono::seconds kRetry{2};

    explicit EventSender(std::filesystem::path socket) : socket_(std::move(socket)) {}

    // `data`: a msgpack map. Dropped and counted when kMaxQueued wait already.
    void fire(std::string tag, std::string data);
    // An event of ours came round on the bus.
    void echoed();
    // Sends what can be sent without blocking. `bus_prefixed`: the bus sends lengths.
    void send(SteadyTime now, bool bus_connected, bool bus_prefixed);

    // Wait for this to become writable, when there is one.
    std::optional<int> blocked_fd() const;
    std::optional<SteadyTime> next() const { return next_; }
    std::uint64_t dropped() const { return dropped_; }

  private:
    enum class Framing : std::uint8_t { unknown, trying_plain, plain, prefixed };
    bool connect();
    void disconnect(SteadyTime now);
    bool write_some(SteadyTime now);

    struct Event {
        std::string tag;
        std::string data;
    };
    std::filesystem::path socket_;
    FileDescriptor fd_;
    Framing framing_ = Framing::unknown;
    std::deque<Event> queue_;
    std::string writing_;
    std::size_t written_ = 0;
    bool blocked_ = false;
    SteadyTime try_until_{};
    std::optional<SteadyTime> next_;
    std::uint64_t dropped_ = 0;
};

}  // namespace job_retry
