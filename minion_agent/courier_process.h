// CourierProcess: one connection to a courier, and where this process has started it itself, that process.
// Two ways to one: a child of this process (a socket pair, this very program, another user), or a socket of
// the service manager, which starts a process for each connection, in a unit with nothing but the network.
//
// Invariant of a child: from its first instruction on it has no user of ours (where this process is root), no
// capability and no way to one, no descriptor but its end of the pair and /dev/null, no terminal, none of our
// environment, and ends with us.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/local_socket.h"
#include "runtime/result.h"

namespace job_retry {

// Who the courier is to be, where this process can choose: it is root.
struct CourierUser {
    std::string name;
    uid_t uid;
    gid_t gid;
};
// Error `not_found`; `denied` for a user who is root under another name.
Result<CourierUser> courier_user(const std::string& name);

class CourierProcess {
  public:
    // This very program, with the word courier. `user`: empty, to stay who we are.
    static Result<CourierProcess> spawn(const std::optional<CourierUser>& user);
    // Error `unavailable`: nobody listens there; `denied`.
    static Result<CourierProcess> connect(const std::filesystem::path& socket);

    CourierProcess(CourierProcess&&) noexcept = default;
    CourierProcess& operator=(CourierProcess&&) noexcept = default;
    ~CourierProcess() = default;

    int socket() const { return socket_.get(); }

    // What has come, and who has written it, as the kernel knows it.
    struct Received {
        std::string bytes;  // empty: nothing more for now
        std::optional<Peer> sender;
        bool over = false;
    };
    Received receive(std::size_t most);
    // How many bytes were taken; empty when the connection is over.
    std::optional<std::size_t> send(std::string_view bytes);

    int end_fd() const { return pidfd_.get(); }  // -1: not ours to wait for
    // Closes the connection, and kills a process that is ours.
    void end();
    // How a process that is ours has ended, once it has; empty at once for one that is not.
    std::optional<std::string> gone();

  private:
    explicit CourierProcess(FileDescriptor socket) : socket_(std::move(socket)) {}
    FileDescriptor socket_;
    FileDescriptor pidfd_;
};

}  // namespace job_retry
