#include "runtime/transport.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "runtime/rsa_key.h"
#include "runtime/unread.h"
#include "runtime/zmq_calls.h"

namespace job_retry {
namespace {

using namespace zmq_calls;

constexpr int kKeySize = 32;
constexpr int kKeyTextSize = 40;             // Z85 of kKeySize bytes
constexpr std::int64_t kCurveOverhead = 64;  // what CURVE adds to a frame (33 bytes), rounded up

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

}  // namespace

CurveKeyPair CurveKeyPair::generate() {
    Z85 public_text;
    Secret<Z85> secret_text;
    if (zmq_curve_keypair(public_text.data(), secret_text->data()) != 0) std::abort();
    return {key_from(public_text), key_from(*secret_text)};
}

Result<CurveKeyPair> CurveKeyPair::from_secret(std::string_view secret) {
    if (secret.size() != kKeySize)
        return fail(Errc::invalid,
                    "a CURVE secret key has 32 bytes, this one has " + std::to_string(secret.size()));
    Secret<Z85> secret_text;
    Z85 public_text;
    const auto* bytes = reinterpret_cast<const unsigned char*>(secret.data());
    if (zmq_z85_encode(secret_text->data(), bytes, kKeySize) == nullptr ||
        zmq_curve_public(public_text.data(), secret_text->data()) != 0)
        std::abort();
    return CurveKeyPair{key_from(public_text), key_from(*secret_text)};
}

Transport::Transport() : state_(std::make_unique<State>()) {
    zmq_ctx_set(state_->context.handle(), ZMQ_BLOCKY, 0);
    // ZeroMQ begins its count of nameless peers with a number of this generator, which nobody else seeds.
    std::srand(unsigned(random_number()));
    // ZeroMQ starts its threads with the first socket: here, so that none starts later.
    const zmq::socket_t first(state_->context, zmq::socket_type::pair);
}

Transport::~Transport() {
    state_->context.shutdown();
}

// ---- RouterSocket

struct RouterSocket::State {
    zmq::socket_t socket;
    std::int64_t max_message;
    std::unique_ptr<Doorkeeper> doorkeeper;
    Unread unread;
    std::uint64_t malformed = 0;
};

RouterSocket::RouterSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
RouterSocket::RouterSocket(RouterSocket&&) noexcept = default;
RouterSocket& RouterSocket::operator=(RouterSocket&&) noexcept = default;
RouterSocket::~RouterSocket() = default;

Result<RouterSocket> RouterSocket::bind(Transport& transport, const std::string& endpoint,
                                        const CurveKeyPair& keys, const SocketLimits& limits) {
    try {
        if (!transport.state().zap) transport.state().zap.emplace(transport.state().context);
        zmq::socket_t socket(transport.state().context, zmq::socket_type::router);
        set_common_options(socket, endpoint, limits.max_message + kCurveOverhead, limits.receive_queue,
                           limits.send_queue);
        socket.set(zmq::sockopt::curve_server, true);
        socket.set(zmq::sockopt::curve_secretkey, buffer(*keys.secret_key));
        socket.set(zmq::sockopt::zap_domain, Zap::kDomain);
        auto keeper = doorkeeper(transport, socket, limits.visitors);
        listen(socket, endpoint);
        return RouterSocket(std::make_unique<State>(
            State{std::move(socket), limits.max_message, std::move(keeper), Unread(limits.unread_bytes)}));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot listen for agents at " + endpoint, error.num(), "job_retry_port");
    }
}

std::optional<RouterSocket::Message> RouterSocket::receive() {
    for (int i = 0; i < kMalformedPerReceive; ++i) {
        std::array<zmq::message_t, 2> frames;
        const Received received = receive_message(state_->socket, frames);
        if (received == Received::nothing) return std::nullopt;
        const int descriptor = descriptor_of(frames[1]);
        if (!state_->doorkeeper->read(descriptor, frames[1].size())) continue;
        if (received == Received::message && is_given_name(frames[0], frames[1]) &&
            std::int64_t(frames[1].size()) <= state_->max_message) {
            const char* user = zmq_msg_gets(frames[1].handle(), "User-Id");
            const std::optional<CurveKey> key = user != nullptr ? key_from_hex(user) : std::nullopt;
            if (key) return Message{frames[0].to_string(), *key, frames[1].to_string(), descriptor};
        }
        ++state_->malformed;
    }
    return std::nullopt;
}

bool RouterSocket::send(const std::string& connection, std::string_view payload) {
    std::optional<zmq::message_t> message = state_->unread.message(connection, payload);
    return message && send_routed(state_->socket, connection, *std::move(message));
}

std::string RouterSocket::endpoint() const {
    return state_->socket.get(zmq::sockopt::last_endpoint);
}

void RouterSocket::mark(const Message& message, const std::string& owner) {
    state_->doorkeeper->mark(message.descriptor, owner);
}

void RouterSocket::drop(const std::string& owner) {
    state_->doorkeeper->drop(owner);
}

bool RouterSocket::has(const std::string& owner) const {
    return state_->doorkeeper->has(owner);
}

std::uint64_t RouterSocket::malformed() const {
    return state_->malformed;
}

Doorkeeper::Counts RouterSocket::visitors() const {
    return state_->doorkeeper->counts();
}

void* RouterSocket::handle() const {
    return state_->socket.handle();
}

// ---- DealerSocket

namespace {

constexpr std::chrono::seconds kAttempt{45};  // and ZeroMQ knows no better: a name that is not found, say
constexpr int kLinkEvents = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_CLOSED |
                            ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |
                            ZMQ_EVENT_HANDSHAKE_FAILED_AUTH;

// Half a second, and half as long again after each failure, up to a minute; drawn apart, so that thousands do
// not come in step. Twice as long each time leaves a port idle while the last of a herd sleep.
std::chrono::microseconds back_off(int failures) {
    constexpr double kFirst = 0.5e6;
    constexpr double kLongest = 60e6;
    const double wait = std::min(kLongest, kFirst * std::pow(1.5, failures));
    return std::chrono::microseconds(between(int(wait * 0.5), int(wait * 1.25)));
}

}  // namespace

struct DealerSocket::State {
    State(zmq::socket_t dealer, zmq::socket_t events, std::string to)
        : socket(std::move(dealer)), monitor(std::move(events)), endpoint(std::move(to)) {}
    // Before `monitor` is closed: the I/O thread would wait for somebody to take its next event.
    ~State() { zmq_socket_monitor(socket.handle(), nullptr, 0); }

    // Throws as ZeroMQ does.
    void connect(SteadyTime now) {
        socket.connect(endpoint);
        give_up_at = now + kAttempt;
    }
    void connect_later(SteadyTime now) {
        if (connect_at) return;
        try {
            socket.disconnect(endpoint);
        } catch (const zmq::error_t&) {
            // ZeroMQ has given it up already.
        }
        connect_at = now + back_off(failures++);
    }

    zmq::socket_t socket;
    zmq::socket_t monitor;
    std::string endpoint;
    bool linked = false;
    int failures = 0;                      // since the shim spoke last
    SteadyTime give_up_at{};               // of an attempt
    std::optional<SteadyTime> connect_at;  // while there is none
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
        socket.set(zmq::sockopt::reconnect_ivl, -1);
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
        socket.set(zmq::sockopt::curve_secretkey, buffer(*keys.secret_key));

        const std::string address = "inproc://monitor-" + std::to_string(shared.monitors++);
        if (zmq_socket_monitor(socket.handle(), address.c_str(), kLinkEvents) != 0) throw zmq::error_t();
        zmq::socket_t monitor(shared.context, zmq::socket_type::pair);
        monitor.set(zmq::sockopt::linger, 0);
        // The I/O thread waits for a full monitor, and a daemon that is busy must not stall it.
        monitor.set(zmq::sockopt::rcvhwm, 0);
        monitor.connect(address);
        auto state = std::make_unique<State>(std::move(socket), std::move(monitor), endpoint);
        state->connect(Now::read().steady);
        return DealerSocket(std::move(state));
    } catch (const zmq::error_t& error) {
        return socket_failure("cannot connect to the shim at " + endpoint, error.num(), "job_retry_port");
    }
}

std::vector<DealerSocket::Link> DealerSocket::link_changes() {
    const SteadyTime now = Now::read().steady;
    std::vector<Link> changes;
    for (;;) {
        std::array<zmq::message_t, 2> frames;  // event and value; address
        const Received received = receive_message(state_->monitor, frames);
        if (received == Received::nothing) break;
        std::uint16_t event = 0;
        if (received != Received::message || frames[0].size() < sizeof event) continue;
        std::copy_n(frames[0].data<char>(), sizeof event, reinterpret_cast<char*>(&event));
        const bool linked = event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED;
        if (!linked) state_->connect_later(now);
        // A refused handshake is a DISCONNECTED of a link that never was.
        if (linked == state_->linked) continue;
        state_->linked = linked;
        changes.push_back(linked ? Link::connected : Link::disconnected);
    }
    if (!state_->linked && state_->give_up_at <= now) state_->connect_later(now);
    if (state_->connect_at && *state_->connect_at <= now) {
        state_->connect_at.reset();
        try {
            state_->connect(now);
        } catch (const zmq::error_t&) {
            state_->connect_later(now);
        }
    }
    return changes;
}

std::optional<SteadyTime> DealerSocket::next() const {
    if (state_->connect_at) return state_->connect_at;
    return state_->linked ? std::nullopt : std::optional(state_->give_up_at);
}

std::optional<std::string> DealerSocket::receive() {
    for (;;) {
        std::array<zmq::message_t, 1> frames;
        const Received received = receive_message(state_->socket, frames);
        if (received == Received::nothing) return std::nullopt;
        state_->failures = 0;
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

}  // namespace job_retry
