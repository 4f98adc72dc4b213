#include "runtime/transport.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>
#include <utility>
#include <zmq.hpp>

#include "runtime/rsa_key.h"

namespace job_retry {
namespace {

constexpr char kZapEndpoint[] = "inproc://zeromq.zap.01";
constexpr char kZapDomain[] = "job_retry";
constexpr int kKeySize = 32;
constexpr int kKeyTextSize = 40;             // Z85 of kKeySize bytes
constexpr std::int64_t kCurveOverhead = 64;  // what CURVE adds to a frame (33 bytes), rounded up
constexpr int kMalformedPerReceive = 16;     // so that a peer that sends rubbish cannot hold a loop
constexpr int kMaxKeyRequest = 256;
constexpr int kMaxKeyStatement = 16 << 10;
constexpr int kKeyQueue = 4;
constexpr int kRoutingIdSize = 5;  // of an id that ROUTER made: a zero byte and a counter

using Z85 = std::array<char, kKeyTextSize + 1>;

CurveKey key_from(const Z85& text) {
    CurveKey key;
    if (zmq_z85_decode(key.data(), text.data()) == nullptr) std::abort();
    return key;
}

std::optional<CurveKey> key_from_hex(const char* text) {
    CurveKey key;
    for (unsigned char& byte : key) {
        int value = 0;
        for (int i = 0; i < 2; ++i, ++text) {
            if (*text >= '0' && *text <= '9')
                value = value * 16 + (*text - '0');
            else if (*text >= 'a' && *text <= 'f')
                value = value * 16 + (*text - 'a' + 10);
            else
                return std::nullopt;
        }
        byte = static_cast<unsigned char>(value);
    }
    return *text == '\0' ? std::optional<CurveKey>(key) : std::nullopt;
}

zmq::const_buffer buffer(const CurveKey& key) {
    return zmq::buffer(key.data(), key.size());
}

std::string_view view(const zmq::message_t& message) {
    return {message.data<char>(), message.size()};
}

// Jitter: no secret, and no need to be the same twice.
int between(int low, int high) {
    static thread_local std::mt19937 engine{std::random_device{}()};
    return std::uniform_int_distribution<int>(low, high)(engine);
}

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

enum class Received { nothing, message, malformed };

// One message of exactly `frames.size()` frames; the rest of a longer one is read and dropped.
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

// False when it cannot be queued now.
bool send_frame(zmq::socket_t& socket, std::string_view bytes, zmq::send_flags flags) {
    for (;;) {
        try {
            return socket.send(zmq::buffer(bytes), flags | zmq::send_flags::dontwait).has_value();
        } catch (const zmq::error_t& error) {
            if (error.num() == EHOSTUNREACH) return false;
            if (error.num() != EINTR) std::abort();
        }
    }
}

bool send_routed(zmq::socket_t& socket, std::string_view connection, std::string_view payload) {
    return send_frame(socket, connection, zmq::send_flags::sndmore) &&
           send_frame(socket, payload, zmq::send_flags::none);
}

void set_common_options(zmq::socket_t& socket, const std::string& endpoint, std::int64_t max_frame,
                        int receive_queue, int send_queue) {
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::maxmsgsize, max_frame);
    socket.set(zmq::sockopt::rcvhwm, receive_queue);
    socket.set(zmq::sockopt::sndhwm, send_queue);
    socket.set(zmq::sockopt::handshake_ivl, 10'000);
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

// What to do; `port_option` is the setting that the port came from.
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

tl::unexpected<Error> socket_failure(const std::string& what, const zmq::error_t& error,
                                     const std::string& port_option) {
    return fail(code_of(error.num()), what + ": " + error.what() + advice(error.num(), port_option));
}

void listen(zmq::socket_t& socket, const std::string& endpoint) {
    socket.set(zmq::sockopt::router_mandatory, true);
    socket.set(zmq::sockopt::backlog, 1024);
    socket.bind(endpoint);
}

// An id that the peer chose (it starts with another byte, or has another size) could be chosen by two peers.
bool is_own_routing_id(std::string_view id) {
    return id.size() == kRoutingIdSize && id.front() == '\0';
}

}  // namespace

CurveKeyPair CurveKeyPair::generate() {
    Z85 public_text;
    Z85 secret_text;
    if (zmq_curve_keypair(public_text.data(), secret_text.data()) != 0) std::abort();
    return {key_from(public_text), key_from(secret_text)};
}

Result<CurveKeyPair> CurveKeyPair::from_secret(std::string_view secret) {
    if (secret.size() != kKeySize)
        return fail(Errc::invalid,
                    "a CURVE secret key has 32 bytes, this one has " + std::to_string(secret.size()));
    Z85 secret_text;
    Z85 public_text;
    const auto* bytes = reinterpret_cast<const unsigned char*>(secret.data());
    if (zmq_z85_encode(secret_text.data(), bytes, kKeySize) == nullptr ||
        zmq_curve_public(public_text.data(), secret_text.data()) != 0)
        std::abort();
    return CurveKeyPair{key_from(public_text), key_from(secret_text)};
}

struct Transport::State {
    zmq::context_t context;
    std::thread authenticator;
    std::atomic<unsigned> monitors{0};
};

namespace {

// The ZeroMQ side of authentication (RFC 27): every CURVE client is let in, and its key becomes the "User-Id"
// of each of its messages. Ends when the context is shut down.
void answer_zap_requests(zmq::socket_t socket) {
    for (;;) {
        try {
            std::array<zmq::message_t, 7> request;  // version, id, domain, address, identity, mechanism, key
            std::size_t count = 0;
            zmq::message_t surplus;
            for (bool more = true; more; ++count) {
                zmq::message_t& frame = count < request.size() ? request[count] : surplus;
                if (!socket.recv(frame)) break;
                more = frame.more();
            }
            const bool granted = count == request.size() && view(request[0]) == "1.0" &&
                                 view(request[5]) == "CURVE" && request[6].size() == kKeySize;
            const std::string user = granted ? hex(view(request[6])) : std::string();
            const std::array<std::string_view, 6> reply = {
                "1.0", view(request[1]), granted ? "200" : "400", granted ? "OK" : "CURVE only", user, ""};
            for (std::size_t i = 0; i < reply.size(); ++i)
                socket.send(zmq::buffer(reply[i]),
                            i + 1 < reply.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
        } catch (const zmq::error_t& error) {
            if (error.num() == ETERM) return;
            if (error.num() != EINTR) std::abort();
        }
    }
}

}  // namespace

Transport::Transport() : state_(std::make_unique<State>()) {
    zmq_ctx_set(state_->context.handle(), ZMQ_BLOCKY, 0);
    zmq::socket_t socket(state_->context, zmq::socket_type::rep);
    socket.bind(kZapEndpoint);
    // Signals belong to the daemon's loop (signalfd).
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    state_->authenticator = std::thread(answer_zap_requests, std::move(socket));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Transport::~Transport() {
    state_->context.shutdown();
    state_->authenticator.join();
}

// ---- RouterSocket

struct RouterSocket::State {
    zmq::socket_t socket;
    std::int64_t max_message;
    std::uint64_t malformed = 0;
};

RouterSocket::RouterSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
RouterSocket::RouterSocket(RouterSocket&&) noexcept = default;
RouterSocket& RouterSocket::operator=(RouterSocket&&) noexcept = default;
RouterSocket::~RouterSocket() = default;

Result<RouterSocket> RouterSocket::bind(Transport& transport, const std::string& endpoint,
                                        const CurveKeyPair& keys, const SocketLimits& limits) {
    try {
        zmq::socket_t socket(transport.state().context, zmq::socket_type::router);
        set_common_options(socket, endpoint, limits.max_message + kCurveOverhead, limits.receive_queue,
                           limits.send_queue);
        socket.set(zmq::sockopt::curve_server, true);
        socket.set(zmq::sockopt::curve_secretkey, buffer(keys.secret_key));
        socket.set(zmq::sockopt::zap_domain, kZapDomain);
        listen(socket, endpoint);
        return RouterSocket(std::make_unique<State>(State{std::move(socket), limits.max_message}));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot listen for agents at " + endpoint, error, "job_retry_port");
    }
}

std::optional<RouterSocket::Message> RouterSocket::receive() {
    for (int i = 0; i < kMalformedPerReceive; ++i) {
        std::array<zmq::message_t, 2> frames;
        const Received received = receive_message(state_->socket, frames);
        if (received == Received::nothing) return std::nullopt;
        if (received == Received::message && is_own_routing_id(view(frames[0])) &&
            std::int64_t(frames[1].size()) <= state_->max_message) {
            const char* user = zmq_msg_gets(frames[1].handle(), "User-Id");
            const std::optional<CurveKey> key = user != nullptr ? key_from_hex(user) : std::nullopt;
            if (key) return Message{frames[0].to_string(), *key, frames[1].to_string()};
        }
        ++state_->malformed;
    }
    return std::nullopt;
}

bool RouterSocket::send(const std::string& connection, std::string_view payload) {
    return send_routed(state_->socket, connection, payload);
}

std::string RouterSocket::endpoint() const {
    return state_->socket.get(zmq::sockopt::last_endpoint);
}

std::uint64_t RouterSocket::malformed() const {
    return state_->malformed;
}

void* RouterSocket::handle() const {
    return state_->socket.handle();
}

// ---- DealerSocket

struct DealerSocket::State {
    zmq::socket_t socket;
    zmq::socket_t monitor;
    bool linked = false;
};

DealerSocket::DealerSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
DealerSocket::DealerSocket(DealerSocket&&) noexcept = default;
DealerSocket& DealerSocket::operator=(DealerSocket&&) noexcept = default;
DealerSocket::~DealerSocket() = default;

Result<DealerSocket> DealerSocket::connect(Transport& transport, const std::string& endpoint,
                                           const CurveKey& server, const CurveKeyPair& keys,
                                           const SocketLimits& limits) {
    try {
        Transport::State& shared = transport.state();
        zmq::socket_t socket(shared.context, zmq::socket_type::dealer);
        set_common_options(socket, endpoint, limits.max_message + kCurveOverhead, limits.receive_queue,
                           limits.send_queue);
        set_client_options(socket);
        // Nothing queues for a shim that is down: what it would hear then might no longer be so.
        socket.set(zmq::sockopt::immediate, true);
        // The agent's pings carry the time after which the shim gives it up, so one side's suffice. libzmq
        // (4.3.4) computes that time in 16 bits of milliseconds: a longer one wraps around, and the shim
        // drops every idle agent in between two pings.
        constexpr int kPing = 40'000;
        constexpr int kGiveUp = 65'000;
        static_assert(kGiveUp <= 0xffff && kPing + 20'000 < kGiveUp);
        socket.set(zmq::sockopt::heartbeat_ivl, kPing);
        socket.set(zmq::sockopt::heartbeat_timeout, 120'000);
        socket.set(zmq::sockopt::heartbeat_ttl, kGiveUp);
        socket.set(zmq::sockopt::curve_serverkey, buffer(server));
        socket.set(zmq::sockopt::curve_publickey, buffer(keys.public_key));
        socket.set(zmq::sockopt::curve_secretkey, buffer(keys.secret_key));

        const std::string address = "inproc://monitor-" + std::to_string(shared.monitors++);
        if (zmq_socket_monitor(socket.handle(), address.c_str(),
                               ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED) != 0)
            throw zmq::error_t();
        zmq::socket_t monitor(shared.context, zmq::socket_type::pair);
        monitor.set(zmq::sockopt::linger, 0);
        // The I/O thread waits for a full monitor, and a daemon that is busy must not stall it.
        monitor.set(zmq::sockopt::rcvhwm, 0);
        monitor.connect(address);
        socket.connect(endpoint);
        return DealerSocket(std::make_unique<State>(State{std::move(socket), std::move(monitor)}));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot connect to the shim at " + endpoint, error, "job_retry_port");
    }
}

std::vector<DealerSocket::Link> DealerSocket::link_changes() {
    std::vector<Link> changes;
    for (;;) {
        std::array<zmq::message_t, 2> frames;  // event and value; address
        const Received received = receive_message(state_->monitor, frames);
        if (received == Received::nothing) return changes;
        std::uint16_t event = 0;
        if (received != Received::message || frames[0].size() < sizeof event) continue;
        std::copy_n(frames[0].data<char>(), sizeof event, reinterpret_cast<char*>(&event));
        const bool linked = event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED;
        // A refused handshake is a DISCONNECTED of a link that never was.
        if (linked == state_->linked) continue;
        state_->linked = linked;
        changes.push_back(linked ? Link::connected : Link::disconnected);
    }
}

std::optional<std::string> DealerSocket::receive() {
    for (;;) {
        std::array<zmq::message_t, 1> frames;
        const Received received = receive_message(state_->socket, frames);
        if (received == Received::nothing) return std::nullopt;
        if (received == Received::message) return frames[0].to_string();
    }
}

bool DealerSocket::send(std::string_view payload) {
    return send_frame(state_->socket, payload, zmq::send_flags::none);
}

void* DealerSocket::handle() const {
    return state_->socket.handle();
}

void* DealerSocket::monitor_handle() const {
    return state_->monitor.handle();
}

// ---- KeyServer

struct KeyServer::State {
    zmq::socket_t socket;
};

KeyServer::KeyServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyServer::KeyServer(KeyServer&&) noexcept = default;
KeyServer& KeyServer::operator=(KeyServer&&) noexcept = default;
KeyServer::~KeyServer() = default;

Result<KeyServer> KeyServer::bind(Transport& transport, const std::string& endpoint) {
    try {
        zmq::socket_t socket(transport.state().context, zmq::socket_type::router);
        set_common_options(socket, endpoint, kMaxKeyRequest, kKeyQueue, kKeyQueue);
        listen(socket, endpoint);
        return KeyServer(std::make_unique<State>(State{std::move(socket)}));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot listen for key requests at " + endpoint, error, "job_retry_key_port");
    }
}

std::optional<KeyServer::Request> KeyServer::receive() {
    for (int i = 0; i < kMalformedPerReceive; ++i) {
        std::array<zmq::message_t, 2> frames;
        const Received received = receive_message(state_->socket, frames);
        if (received == Received::nothing) return std::nullopt;
        if (received == Received::message && is_own_routing_id(view(frames[0])))
            return Request{frames[0].to_string(), frames[1].to_string()};
    }
    return std::nullopt;
}

bool KeyServer::send(const std::string& connection, std::string_view payload) {
    return send_routed(state_->socket, connection, payload);
}

std::string KeyServer::endpoint() const {
    return state_->socket.get(zmq::sockopt::last_endpoint);
}

void* KeyServer::handle() const {
    return state_->socket.handle();
}

// ---- KeyClient

struct KeyClient::State {
    zmq::socket_t socket;
};

KeyClient::KeyClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyClient::KeyClient(KeyClient&&) noexcept = default;
KeyClient& KeyClient::operator=(KeyClient&&) noexcept = default;
KeyClient::~KeyClient() = default;

Result<KeyClient> KeyClient::connect(Transport& transport, const std::string& endpoint) {
    try {
        zmq::socket_t socket(transport.state().context, zmq::socket_type::dealer);
        set_common_options(socket, endpoint, kMaxKeyStatement, kKeyQueue, kKeyQueue);
        set_client_options(socket);
        socket.connect(endpoint);
        return KeyClient(std::make_unique<State>(State{std::move(socket)}));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot connect to the shim's key socket at " + endpoint, error,
                              "job_retry_key_port");
    }
}

bool KeyClient::send(std::string_view payload) {
    return send_frame(state_->socket, payload, zmq::send_flags::none);
}

std::optional<std::string> KeyClient::receive() {
    for (;;) {
        std::array<zmq::message_t, 1> frames;
        const Received received = receive_message(state_->socket, frames);
        if (received == Received::nothing) return std::nullopt;
        if (received == Received::message) return frames[0].to_string();
    }
}

void* KeyClient::handle() const {
    return state_->socket.handle();
}

}  // namespace job_retry
