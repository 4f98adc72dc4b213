// Stands in for runtime/transport.cc and runtime/poll.cc: the same sockets, on the simulated Network.

#include "runtime/transport.h"

#include <algorithm>
#include <utility>

#include "simulate/network.h"

namespace job_retry {

using simulate::Machine;
using simulate::Network;

namespace {

// "tcp://m1:4507" -> "m1"
std::string host_of(const std::string& endpoint) {
    const auto begin = endpoint.find("//") + 2;
    return endpoint.substr(begin, endpoint.rfind(':') - begin);
}

template <class Socket>
std::optional<typename decltype(Socket::inbox)::value_type> take(Socket& socket) {
    if (socket.inbox.empty()) return std::nullopt;
    auto first = std::move(socket.inbox.front());
    socket.inbox.pop_front();
    return first;
}

// A socket that the network knows as long as it is open.
template <class Socket>
struct Open {
    Open(Network::Sockets<Socket>& all, Socket of)
        : sockets(all), number(Network::here().next_number++), socket(std::move(of)) {
        sockets[number] = &socket;
    }
    ~Open() { sockets.erase(number); }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

    Network::Sockets<Socket>& sockets;
    std::uint64_t number;
    Socket socket;
};

}  // namespace

CurveKeyPair CurveKeyPair::generate() {
    return Network::here().fresh_keys();
}

// A key is one number, which is both halves.
Result<CurveKeyPair> CurveKeyPair::from_secret(std::string_view secret) {
    CurveKeyPair keys{};
    if (secret.size() != keys.secret_key->size()) return fail(Errc::invalid, "no key");
    std::copy(secret.begin(), secret.end(), keys.secret_key->begin());
    keys.public_key = *keys.secret_key;
    return keys;
}

struct Transport::State {};
Transport::Transport() = default;
Transport::~Transport() = default;

struct RouterSocket::State : Open<Network::Router> {
    using Open::Open;
    ~State() { Network::here().close_router(number); }
};
RouterSocket::RouterSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
RouterSocket::RouterSocket(RouterSocket&&) noexcept = default;
RouterSocket& RouterSocket::operator=(RouterSocket&&) noexcept = default;
RouterSocket::~RouterSocket() = default;

Result<RouterSocket> RouterSocket::bind(Transport&, const std::string& endpoint, const CurveKeyPair& keys,
                                        const SocketLimits&) {
    return RouterSocket(std::make_unique<State>(
        Network::here().routers, Network::Router{&Machine::here(), endpoint, keys.public_key, {}}));
}

std::optional<RouterSocket::Message> RouterSocket::receive() {
    return take(state_->socket);
}

bool RouterSocket::send(const std::string& connection, std::string_view payload) {
    Machine::here().disk.moment();
    return Network::here().to_dealer(connection, std::string(payload));
}

struct DealerSocket::State : Open<Network::Dealer> {
    using Open::Open;
};
DealerSocket::DealerSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
DealerSocket::DealerSocket(DealerSocket&&) noexcept = default;
DealerSocket& DealerSocket::operator=(DealerSocket&&) noexcept = default;
DealerSocket::~DealerSocket() = default;

Result<DealerSocket> DealerSocket::connect(Transport&, const std::string& endpoint, const CurveKey& server,
                                           const CurveKeyPair& keys, const SocketLimits&) {
    Network& network = Network::here();
    auto state = std::make_unique<State>(
        network.dealers,
        Network::Dealer{&Machine::here(), host_of(endpoint), endpoint, server, keys, {}, {}, {}});
    network.connect_later(state->number);
    return DealerSocket(std::move(state));
}

std::vector<DealerSocket::Link> DealerSocket::link_changes() {
    return std::exchange(state_->socket.changes, {});
}

std::optional<SteadyTime> DealerSocket::next() const {
    return std::nullopt;
}

std::optional<std::string> DealerSocket::receive() {
    return take(state_->socket);
}

bool DealerSocket::send(std::string_view payload) {
    Machine::here().disk.moment();
    return Network::here().to_router(state_->number, std::string(payload));
}

void* DealerSocket::handle() const {
    return nullptr;
}

void* DealerSocket::monitor_handle() const {
    return nullptr;
}

struct KeyServer::State : Open<Network::Keys> {
    using Open::Open;
};
KeyServer::KeyServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyServer::KeyServer(KeyServer&&) noexcept = default;
KeyServer& KeyServer::operator=(KeyServer&&) noexcept = default;
KeyServer::~KeyServer() = default;

Result<KeyServer> KeyServer::bind(const std::string& endpoint, const Visitors::Limits&) {
    return KeyServer(
        std::make_unique<State>(Network::here().key_servers, Network::Keys{&Machine::here(), endpoint, {}}));
}

std::optional<KeyServer::Request> KeyServer::receive(SteadyTime) {
    return take(state_->socket);
}

bool KeyServer::send(const std::string& connection, std::string_view payload) {
    Network::here().answer(connection, std::string(payload));
    return true;
}

struct KeyClient::State : Open<Network::Asker> {
    using Open::Open;
};
KeyClient::KeyClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyClient::KeyClient(KeyClient&&) noexcept = default;
KeyClient& KeyClient::operator=(KeyClient&&) noexcept = default;
KeyClient::~KeyClient() = default;

Result<KeyClient> KeyClient::connect(Transport&, const std::string& endpoint) {
    return KeyClient(std::make_unique<State>(
        Network::here().askers, Network::Asker{&Machine::here(), host_of(endpoint), endpoint, {}}));
}

void KeyClient::send(std::string_view payload) {
    Network::here().ask(state_->number, std::string(payload));
}

Result<std::optional<std::string>> KeyClient::receive() {
    return take(state_->socket);
}

void* KeyClient::handle() const {
    return nullptr;
}

// ---- nobody waits

struct Poll::State {};
Poll::Poll() = default;
Poll::~Poll() = default;

std::size_t Poll::add_fd(int, short) {
    return 0;
}

std::size_t Poll::add_socket(void*) {
    return 0;
}

void Poll::clear() {}

bool Poll::ready(std::size_t) const {
    return false;
}

}  // namespace job_retry
