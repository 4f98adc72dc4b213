#include "simulate/network.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Network* the_network = nullptr;
constexpr std::size_t kOverheard = 256;

template <class Socket>
Socket* open_socket(const Network::Sockets<Socket>& sockets, std::uint64_t number) {
    const auto found = sockets.find(number);
    return found == sockets.end() ? nullptr : found->second;
}

template <class Socket>
std::uint64_t at_endpoint(const Network::Sockets<Socket>& sockets, const std::string& endpoint) {
    for (const auto& [number, socket] : sockets)
        if (socket->endpoint == endpoint) return number;
    return 0;
}

}  // namespace

Network::Network(Timeline& timeline) : timeline_(timeline) {
    the_network = this;
}

Network::~Network() {
    the_network = nullptr;
}

Network& Network::here() {
    if (the_network == nullptr) std::abort();
    return *the_network;
}

CurveKeyPair Network::fresh_keys() {
    CurveKeyPair keys{};
    const std::uint64_t number = next_number++;
    std::memcpy(keys.public_key.data(), &number, sizeof number);
    std::memcpy(keys.secret_key->data(), &number, sizeof number);
    return keys;
}

void Network::carry(const std::string& from, const std::string& to, Timeline::Happening arrives) {
    Random& random = timeline_.random;
    if (is_cut(from, to) || random.chance(weather.lost)) return;
    const int times = random.chance(weather.twice) ? 2 : 1;
    for (int i = 0; i < times; ++i) {
        Duration delay = random.between(milliseconds(1), milliseconds(20));
        if (random.chance(weather.late)) delay += random.between(Duration(0), weather.latest);
        timeline_.after(delay, [this, from, to, arrives] {
            if (!is_cut(from, to)) arrives();
        });
    }
}

// ---- connections between agents and shims

void Network::connect_later(std::uint64_t dealer) {
    timeline_.after(timeline_.random.mostly_short(milliseconds(10), seconds(8)),
                    [this, dealer] { connect(dealer); });
}

void Network::connect(std::uint64_t number) {
    Dealer* dealer = open_socket(dealers, number);
    if (dealer == nullptr || !dealer->connection.empty()) return;
    const std::uint64_t at = at_endpoint(routers, dealer->endpoint);
    const Router* router = open_socket(routers, at);
    if (router == nullptr || router->key != dealer->server || is_cut(dealer->machine->name(), dealer->host))
        return connect_later(number);
    dealer->connection = "connection " + std::to_string(next_number++);
    connections_[dealer->connection] = {number, at};
    dealer->changes.push_back(DealerSocket::Link::connected);
    dealer->machine->wake();
    watch(dealer->connection);
}

// A cut is noticed after a while, if it lasts.
void Network::watch(const std::string& connection) {
    timeline_.after(timeline_.random.between(seconds(5), seconds(25)), [this, connection] {
        const auto found = connections_.find(connection);
        if (found == connections_.end()) return;
        const Dealer* dealer = open_socket(dealers, found->second.dealer);
        if (dealer == nullptr) {
            connections_.erase(found);
            return;
        }
        if (is_cut(dealer->machine->name(), dealer->host)) return disconnect(connection);
        watch(connection);
    });
}

void Network::disconnect(const std::string& connection) {
    const auto found = connections_.find(connection);
    if (found == connections_.end()) return;
    const std::uint64_t number = found->second.dealer;
    connections_.erase(found);
    Dealer* dealer = open_socket(dealers, number);
    if (dealer == nullptr) return;
    dealer->connection.clear();
    dealer->inbox.clear();
    dealer->changes.push_back(DealerSocket::Link::disconnected);
    dealer->machine->wake();
    connect_later(number);
}

void Network::close_router(std::uint64_t router) {
    std::vector<std::string> lost;
    for (const auto& [name, connection] : connections_)
        if (connection.router == router) lost.push_back(name);
    for (const std::string& name : lost)
        timeline_.after(timeline_.random.mostly_short(milliseconds(1), seconds(20)),
                        [this, name] { disconnect(name); });
}

bool Network::to_router(std::uint64_t number, const std::string& payload) {
    const Dealer& dealer = *dealers.at(number);
    const std::string connection = dealer.connection;
    if (connection.empty()) return false;
    overheard.push_back(payload);
    if (overheard.size() > kOverheard) overheard.pop_front();
    carry(dealer.machine->name(), dealer.host, [this, connection, key = dealer.keys.public_key, payload] {
        const auto found = connections_.find(connection);
        if (found == connections_.end()) return;
        Router* router = open_socket(routers, found->second.router);
        if (router == nullptr) return;
        router->inbox.push_back({connection, key, payload});
        router->machine->wake();
        if (const auto sender = dealers.find(found->second.dealer); sender != dealers.end())
            ++sender->second->arrived;
    });
    return true;
}

bool Network::to_dealer(const std::string& connection, const std::string& payload) {
    const auto found = connections_.find(connection);
    const Dealer* dealer = found == connections_.end() ? nullptr : open_socket(dealers, found->second.dealer);
    if (dealer == nullptr) return false;
    carry(dealer->host, dealer->machine->name(), [this, connection, payload] {
        const auto still = connections_.find(connection);
        Dealer* reader = still == connections_.end() ? nullptr : open_socket(dealers, still->second.dealer);
        if (reader == nullptr) return;
        reader->inbox.push_back(twist ? twist(reader->machine->name(), payload) : payload);
        reader->machine->wake();
    });
    return true;
}

void Network::ask(std::uint64_t number, const std::string& payload) {
    const Asker& asker = *askers.at(number);
    carry(asker.machine->name(), asker.host, [this, number, endpoint = asker.endpoint, payload] {
        Keys* server = open_socket(key_servers, at_endpoint(key_servers, endpoint));
        if (server == nullptr) return;
        server->inbox.push_back({std::to_string(number), payload});
        server->machine->wake();
    });
}

void Network::answer(const std::string& connection, const std::string& payload) {
    const std::uint64_t number = std::stoull(connection);
    const Asker* asker = open_socket(askers, number);
    if (asker == nullptr) return;
    carry(asker->host, asker->machine->name(), [this, number, payload] {
        Asker* reader = open_socket(askers, number);
        if (reader == nullptr) return;
        reader->inbox.push_back(payload);
        reader->machine->wake();
    });
}

}  // namespace job_retry::simulate
