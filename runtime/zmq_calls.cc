#include "runtime/zmq_calls.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <random>
#include <utility>

namespace job_retry::zmq_calls {
namespace {

// Connections that nobody has taken in yet; the kernel allows net.core.somaxconn of them. Whose first packet
// it drops tries again after one, three, seven seconds.
constexpr int kListenQueue = 16384;
constexpr int kReceiveBuffer = 128 << 10;  // of the kernel: what a peer may send ahead of its being counted

// Interrupted calls are tried again; "would block" is false. Any other failure of a call on our own open
// socket is our bug.
bool receive_frame(zmq::socket_t& socket, zmq::message_t& frame) {
    for (;;) {
        try {
            return socket.recv(frame, zmq::recv_flags::dontwait).has_value();
        } catch (const zmq::error_t& error) {
            if (error.num() != EINTR) std::abort();
        }
    }
}

Errc code_of(int error) {
    switch (error) {
        case EADDRINUSE:
        case EADDRNOTAVAIL:
        case ENODEV:
            return Errc::unavailable;
        case EACCES:
        case EPERM:
            return Errc::denied;
        case EINVAL:
        case EPROTONOSUPPORT:
            return Errc::invalid;
        default:
            return Errc::io;
    }
}

// What to do.
std::string advice(int error, const std::string& port_option) {
    switch (error) {
        case EADDRINUSE:
            return "; is another master-shim running? Otherwise set another `" + port_option + "`";
        case EADDRNOTAVAIL:
        case ENODEV:
            return "; no interface of this host has this address, see `job_retry_interface` or Salt's "
                   "`interface`";
        case EACCES:
        case EPERM:
            return "; ports below 1024 need a privilege, set a higher `" + port_option + "`";
        case EINVAL:
        case EPROTONOSUPPORT:
            return "; expected tcp://ADDRESS:PORT";
        default:
            return "";
    }
}

}  // namespace

int between(int low, int high) {
    static thread_local std::mt19937 engine{std::random_device{}()};
    return std::uniform_int_distribution<int>(low, high)(engine);
}

std::string_view view(const zmq::message_t& message) {
    return {message.data<char>(), message.size()};
}

Received receive_message(zmq::socket_t& socket, std::span<zmq::message_t> frames) {
    std::size_t count = 0;
    zmq::message_t surplus;
    for (bool more = true; more; ++count) {
        zmq::message_t& frame = count < frames.size() ? frames[count] : surplus;
        if (!receive_frame(socket, frame)) return Received::nothing;
        more = frame.more();
    }
    return count == frames.size() ? Received::message : Received::malformed;
}

bool send_frame(zmq::socket_t& socket, zmq::message_t message, zmq::send_flags flags) {
    for (;;) {
        try {
            return socket.send(message, flags | zmq::send_flags::dontwait).has_value();
        } catch (const zmq::error_t& error) {
            if (error.num() == EHOSTUNREACH) return false;
            if (error.num() != EINTR) std::abort();
        }
    }
}

bool send_frame(zmq::socket_t& socket, std::string_view bytes, zmq::send_flags flags) {
    return send_frame(socket, zmq::message_t(bytes.data(), bytes.size()), flags);
}

bool send_routed(zmq::socket_t& socket, std::string_view connection, zmq::message_t payload) {
    return send_frame(socket, connection, zmq::send_flags::sndmore) &&
           send_frame(socket, std::move(payload), zmq::send_flags::none);
}

void set_common_options(zmq::socket_t& socket, const std::string& endpoint, std::int64_t max_frame,
                        int receive_queue, int send_queue) {
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::maxmsgsize, max_frame);
    socket.set(zmq::sockopt::rcvhwm, receive_queue);
    socket.set(zmq::sockopt::sndhwm, send_queue);
    // A port with many before its door takes its time; who is slow beside the others is its doorkeeper's.
    socket.set(zmq::sockopt::handshake_ivl, 30'000);
    // The kernel notices a peer that went away without a word; that costs this process no wake-up.
    socket.set(zmq::sockopt::tcp_keepalive, 1);
    socket.set(zmq::sockopt::tcp_keepalive_idle, 60);
    socket.set(zmq::sockopt::tcp_keepalive_intvl, 20);
    socket.set(zmq::sockopt::tcp_keepalive_cnt, 3);
    if (endpoint.find('[') != std::string::npos) socket.set(zmq::sockopt::ipv6, 1);
}

void set_client_options(zmq::socket_t& socket) {
    // Drawn apart for each client, so that thousands do not come back in step after a restart of the shim.
    socket.set(zmq::sockopt::reconnect_ivl, between(100, 1'000));
    socket.set(zmq::sockopt::reconnect_ivl_max, between(30'000, 60'000));
}

tl::unexpected<Error> socket_failure(const std::string& what, int error, const std::string& port_option) {
    return fail(code_of(error), what + ": " + zmq_strerror(error) + advice(error, port_option));
}

void listen(zmq::socket_t& socket, const std::string& endpoint) {
    socket.set(zmq::sockopt::router_mandatory, true);
    socket.set(zmq::sockopt::rcvbuf, kReceiveBuffer);
    socket.set(zmq::sockopt::backlog, kListenQueue);
    socket.bind(endpoint);
}

bool is_given_name(const zmq::message_t& connection, zmq::message_t& message) {
    // What Zap says goes before what the peer says.
    const char* name = zmq_msg_gets(message.handle(), "Identity");
    return name != nullptr && connection.size() == Zap::kNameSize && view(connection) == name;
}

int descriptor_of(zmq::message_t& message) {
    return zmq_msg_get(message.handle(), ZMQ_SRCFD);
}

std::unique_ptr<Doorkeeper> doorkeeper(Transport& transport, zmq::socket_t& socket,
                                       const Visitors::Limits& limits) {
    Transport::State& shared = transport.state();
    return std::make_unique<Doorkeeper>(shared.context.handle(), socket.handle(),
                                        std::to_string(shared.monitors++), limits);
}

}  // namespace job_retry::zmq_calls
