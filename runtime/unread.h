// Unread: bounds the bytes that ZeroMQ keeps for peers that do not read; ZeroMQ itself bounds a peer's queue
// by messages alone, and of ours one may be as large as a job. A message of Unread counts for its connection
// until ZeroMQ lets it go, which is when it has been encrypted for the kernel. Internal to the transport.
//
// By the thread that owns the socket; ZeroMQ's threads let messages go meanwhile.

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <zmq.hpp>

namespace job_retry {

class Unread {
  public:
    explicit Unread(std::size_t bytes_per_connection) : limit_(bytes_per_connection) {}

    // A message with a copy of `payload`. Empty when this connection has not taken enough of what went
    // before: more than nothing waits, and the limit would be passed.
    std::optional<zmq::message_t> message(const std::string& connection, std::string_view payload);

  private:
    using Bytes = std::atomic<std::size_t>;
    void forget_who_has_read();

    std::size_t limit_;
    std::unordered_map<std::string, std::shared_ptr<Bytes>> waiting_;  // and some for which nothing waits
    std::size_t forget_at_ = 64;                                       // connections
};

}  // namespace job_retry
