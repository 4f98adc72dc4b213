// Zap: ZeroMQ's side of authentication (RFC 27), for every CURVE socket of a context. Lets each client in,
// and gives its connection a name that nobody else has had or can guess: the routing id at a ROUTER, and the
// "Identity" of each of its messages; the key that CURVE has proven is their "User-Id". Internal to the
// transport. Not for deciding who a peer is: that is the handshake's.
//
// Invariant: no connection is let in under a name that its peer chose, nor under one of ROUTER's own. A peer
// that may choose aborts the process: ROUTER counts up for those without a name, and asserts that a number of
// that form is free.

#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <zmq.hpp>

#include "runtime/local_socket.h"

namespace job_retry {

// Tells when the context's one I/O thread has ended what it was doing: a byte goes by way of it, and it sends
// bytes only when it has come back to its loop.
class IoThreadTurn {
  public:
    explicit IoThreadTurn(zmq::context_t& context);
    // False when that cannot be told. Throws as ZeroMQ does, when the context ends.
    bool wait();

  private:
    zmq::socket_t stream_;
    FileDescriptor end_;  // of its only connection
    zmq::message_t connection_;
};

class Zap {
  public:
    // Throws zmq::error_t as its sockets do. Before any CURVE server of the context.
    explicit Zap(zmq::context_t& context);
    // After the context's shutdown.
    ~Zap() { thread_.join(); }
    Zap(const Zap&) = delete;
    Zap& operator=(const Zap&) = delete;

    static constexpr char kDomain[] = "job_retry";
    static constexpr std::size_t kNameSize = 32;

  private:
    std::thread thread_;
};

}  // namespace job_retry
