// GateServer: the gate's local socket and its clients, for one poll loop. Each step takes whole frames of all
// clients, has the gate answer them with one commit, and writes the replies. Nothing here blocks. Only root
// and the user that the agent runs as are let in.

#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>

#include "minion_agent/gate.h"
#include "runtime/clock.h"
#include "runtime/local_socket.h"
#include "runtime/transport.h"

namespace job_retry {

class GateServer {
  public:
    struct Limits {
        std::size_t max_frame = gate_frame_bound(std::size_t{16} << 20);
        std::size_t max_clients = 256;  // further ones wait in the socket's queue
        // Bytes that wait in all clients together; beyond it only the fullest client is read, so that one
        // frame after the other gets whole.
        std::size_t max_buffered = std::size_t{128} << 20;
        // A client that has neither sent nor taken a byte for so long is dropped. A job process connects for
        // each request, so a running job has no connection that could be idle.
        std::chrono::seconds idle{60};
        // The one that alone is read holds up all others: it is dropped sooner.
        std::chrono::seconds stalled{5};
    };

    // Listens at `path` as listen_local does.
    static Result<GateServer> listen(const std::filesystem::path& path, Gate& gate, const Limits& limits);

    // Registers what this waits for; before every wait.
    void add_to(Poll& poll);
    // After the wait on the same Poll. Returns how many requests were answered.
    std::size_t step(const Poll& poll, Now now);
    // When there is something to do although nothing happens: requests left over, idle clients.
    std::optional<SteadyTime> next_step() const;

    std::size_t clients() const { return clients_.size(); }
    std::size_t buffered() const;                       // bytes that wait in all clients together
    std::uint64_t refused() const { return refused_; }  // not let in, or sent garbage

  private:
    struct Client {
        FileDescriptor fd;
        pid_t pid;
        FrameBuffer in;
        std::string out;
        SteadyTime last_active;
        std::optional<std::size_t> slot;
        bool held_up = false;  // not read, because too much waits
        bool at_end = false;   // sends nothing more; its replies are still written
        bool lost = false;
        bool more = false;  // may hold further whole frames
    };
    GateServer(FileDescriptor listener, Gate& gate, const Limits& limits);
    const Client* fullest() const;  // when too much waits; else nobody
    bool is_over(const Client& client, const Client* fullest, Now now) const;
    void accept(Now now);
    void receive(Client& client, Now now);
    void send(Client& client, Now now);
    std::size_t answer(Now now);

    FileDescriptor listener_;
    Gate* gate_;
    Limits limits_;
    std::optional<std::size_t> slot_;
    std::deque<Client> clients_;
    std::uint64_t refused_ = 0;
};

}  // namespace job_retry
