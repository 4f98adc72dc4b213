// ControlServer: the socket of the commands (`<job_retry_dir>/control.ipc`, mode 0600). Moves frames and
// knows the clients; what a request means is the daemon's. Never blocks.
//
// Invariant: at most kMaxClients clients, each with at most kMaxFrame bytes unanswered and the replies to
// kAtOnce requests: who does not read is not read. Who is silent for kIdle is dropped, sooner when others
// need the place.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/clock.h"
#include "runtime/local_socket.h"
#include "runtime/result.h"
#include "runtime/transport.h"

namespace job_retry {

class ControlServer {
  public:
    static constexpr std::size_t kMaxFrame = std::size_t{8} << 20;
    static constexpr std::size_t kMaxClients = 64;
    static constexpr std::size_t kAtOnce = 16;  // requests of one client in one step
    static constexpr std::chrono::seconds kIdle{60};

    // Error `unavailable` when another daemon listens there.
    static Result<ControlServer> listen(const std::filesystem::path& path);

    void add_to(Poll& poll);
    struct Request {
        std::uint64_t client;
        std::string payload;
    };
    // After the wait: what has come.
    std::vector<Request> take(const Poll& poll, Now now);
    void reply(std::uint64_t client, std::string_view payload);
    // When there is something to do although nothing happens.
    std::optional<SteadyTime> next() const;
    std::size_t clients() const { return clients_.size(); }
    std::uint64_t refused() const { return refused_; }  // not let in, or sent what is no frame

  private:
    explicit ControlServer(FileDescriptor listener) : listener_(std::move(listener)) {}
    struct Client {
        FileDescriptor fd;
        FrameBuffer in{kMaxFrame};
        std::string out;
        SteadyTime last_active{};
        std::size_t slot = 0;
        bool polled = false;
        bool more = false;  // may hold further whole frames
    };
    using Clients = std::map<std::uint64_t, Client>;
    // False: the client is gone.
    static bool read(Client& client);
    static bool write(Client& client);
    bool take_frames(Clients::value_type& entry, std::vector<Request>& requests);
    void accept(Now now);
    Clients::iterator longest_silent();

    FileDescriptor listener_;
    std::size_t listener_slot_ = 0;
    Clients clients_;
    std::uint64_t next_ = 1;
    std::uint64_t refused_ = 0;
};

}  // namespace job_retry
