// ControlServer: the socket of the commands (`<job_retry_dir>/control.ipc`, mode 0600). Moves frames and
// knows the clients; what a request means is the daemon's. Never blocks; a client that does not read is
// dropped.

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "runtime/local_socket.h"
#include "runtime/result.h"
#include "runtime/transport.h"

namespace job_retry {

class ControlServer {
  public:
    static constexpr std::size_t kMaxFrame = std::size_t{8} << 20;
    static constexpr std::size_t kMaxClients = 64;

    // Error `unavailable` when another daemon listens there.
    static Result<ControlServer> listen(const std::filesystem::path& path);

    void add_to(Poll& poll);
    struct Request {
        std::uint64_t client;
        std::string payload;
    };
    // After the wait: what has come.
    std::vector<Request> take(const Poll& poll);
    void reply(std::uint64_t client, std::string_view payload);

  private:
    explicit ControlServer(FileDescriptor listener) : listener_(std::move(listener)) {}
    struct Client {
        FileDescriptor fd;
        FrameBuffer in{kMaxFrame};
        std::string out;
        std::size_t slot = 0;
        bool polled = false;
    };
    // False: the client is gone.
    static bool read(Client& client);
    static bool write(Client& client);

    FileDescriptor listener_;
    std::size_t listener_slot_ = 0;
    std::map<std::uint64_t, Client> clients_;
    std::uint64_t next_ = 1;
};

}  // namespace job_retry
