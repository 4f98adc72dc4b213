// ZeroMQ's calls as the sockets of transport.h make them: bounded, never blocking, with errors that say what
// to do. Internal to the transport.

#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <zmq.hpp>

#include "runtime/transport.h"
#include "runtime/zap.h"

namespace job_retry {

struct Transport::State {
    zmq::context_t context;
    std::optional<Zap> zap;
    std::atomic<unsigned> monitors{0};
};

namespace zmq_calls {

constexpr int kMalformedPerReceive = 16;  // so that a peer that sends rubbish cannot hold a loop

// Jitter: no secret, and no need to be the same twice.
int between(int low, int high);

std::string_view view(const zmq::message_t& message);

enum class Received { nothing, message, malformed };
// One message of exactly `frames.size()` frames; the rest of a longer one is read and dropped.
Received receive_message(zmq::socket_t& socket, std::span<zmq::message_t> frames);

// False when it cannot be queued now.
bool send_frame(zmq::socket_t& socket, zmq::message_t message, zmq::send_flags flags);
bool send_frame(zmq::socket_t& socket, std::string_view bytes, zmq::send_flags flags);
bool send_routed(zmq::socket_t& socket, std::string_view connection, zmq::message_t payload);

void set_common_options(zmq::socket_t& socket, const std::string& endpoint, std::int64_t max_frame,
                        int receive_queue, int send_queue);
void set_client_options(zmq::socket_t& socket);
// Binds a ROUTER.
void listen(zmq::socket_t& socket, const std::string& endpoint);

// `port_option` is the setting that the port came from.
tl::unexpected<Error> socket_failure(const std::string& what, int error, const std::string& port_option);

// Whether the connection is called as Zap has called it; always, so that this is a second lock.
bool is_given_name(const zmq::message_t& connection, zmq::message_t& message);

// Of the connection that a message came by, for the doorkeeper.
int descriptor_of(zmq::message_t& message);

// A doorkeeper for a socket of this transport that is not bound or connected yet.
std::unique_ptr<Doorkeeper> doorkeeper(Transport& transport, zmq::socket_t& socket,
                                       const Visitors::Limits& limits);

}  // namespace zmq_calls
}  // namespace job_retry
