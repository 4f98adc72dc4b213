// ServiceNotice: tells the service manager how a daemon is, by the protocol of sd_notify(3): one datagram of
// NAME=value lines to the socket that NOTIFY_SOCKET names. Without a service manager each call does nothing.
// Not libsystemd, which would bring its compression libraries into daemons that need thirty lines of it.
// Invariant: never blocks, and no child process can speak in this daemon's name.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/clock.h"
#include "runtime/local_socket.h"

namespace job_retry {

class ServiceNotice {
  public:
    // Takes what the service manager has left in the environment out of it. To be called before there are
    // threads.
    static ServiceNotice from_environment();

    // The daemon can be used. `status` is what `systemctl status` shows.
    void ready(std::string_view status);
    void stopping();
    // The loop has come round. Told to the watchdog, when there is one, three times in its interval.
    void turned(SteadyTime now);
    // `longest`, or less where the watchdog wants to hear of the loop before.
    std::chrono::milliseconds wait_at_most(std::chrono::milliseconds longest) const;

  private:
    void send(std::string_view text) const;

    std::string address_;  // empty: nobody listens
    FileDescriptor socket_;
    std::optional<std::chrono::microseconds> interval_;
    SteadyTime next_{};
};

}  // namespace job_retry
