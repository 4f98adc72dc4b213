// KeyServer and KeyClient of transport.h.

#include <array>

#include "runtime/transport.h"
#include "runtime/zmq_calls.h"

namespace job_retry {
namespace {

using namespace zmq_calls;

constexpr int kMaxKeyRequest = 256;
constexpr std::int64_t kMaxKeyStatement = 16 << 10;
constexpr int kKeyQueue = 4;

// A statement, and what ZeroMQ says before it. Whoever answers at a key port has not shown a key yet.
constexpr Visitors::Limits kServerOfAClient = {.strangers = 1,
                                               .of_address = 16,
                                               .patience = std::chrono::minutes(5),
                                               .stranger_bytes = std::uint64_t{2} * kMaxKeyStatement};

}  // namespace

// ---- KeyServer

struct KeyServer::State {
    zmq::socket_t socket;
    std::unique_ptr<Doorkeeper> doorkeeper;
    std::uint64_t malformed = 0;
};

KeyServer::KeyServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyServer::KeyServer(KeyServer&&) noexcept = default;
KeyServer& KeyServer::operator=(KeyServer&&) noexcept = default;
KeyServer::~KeyServer() = default;

Result<KeyServer> KeyServer::bind(Transport& transport, const std::string& endpoint,
                                  const Visitors::Limits& limits) {
    try {
        zmq::socket_t socket(transport.state().context, zmq::socket_type::router);
        set_common_options(socket, endpoint, kMaxKeyRequest, kKeyQueue, kKeyQueue);
        auto keeper = doorkeeper(transport, socket, limits);
        listen(socket, endpoint);
        return KeyServer(std::make_unique<State>(State{std::move(socket), std::move(keeper)}));
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
        ++state_->malformed;
    }
    return std::nullopt;
}

bool KeyServer::send(const std::string& connection, std::string_view payload) {
    return send_routed(state_->socket, connection, zmq::message_t(payload.data(), payload.size()));
}

std::string KeyServer::endpoint() const {
    return state_->socket.get(zmq::sockopt::last_endpoint);
}

std::uint64_t KeyServer::malformed() const {
    return state_->malformed;
}

Doorkeeper::Counts KeyServer::visitors() const {
    return state_->doorkeeper->counts();
}

void* KeyServer::handle() const {
    return state_->socket.handle();
}

// ---- KeyClient

struct KeyClient::State {
    zmq::socket_t socket;
    std::unique_ptr<Doorkeeper> doorkeeper;
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
        auto keeper = doorkeeper(transport, socket, kServerOfAClient);
        socket.connect(endpoint);
        return KeyClient(std::make_unique<State>(State{std::move(socket), std::move(keeper)}));
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
