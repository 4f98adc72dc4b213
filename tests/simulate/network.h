// Network: what lies between machines. Stands in for runtime/transport.cc and runtime/poll.cc (the shim's and
// the agent's sockets); Salt's own connections only ask it for delays and cuts.
//
// It is worse than TCP: messages of one connection may be lost, come twice, late and out of order.

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/transport.h"
#include "simulate/machine.h"
#include "simulate/timeline.h"

namespace job_retry::simulate {

class Network {
  public:
    explicit Network(Timeline& timeline);
    ~Network();
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    static Network& here();

    // How bad it is.
    struct Weather {
        double lost = 0;
        double twice = 0;
        double late = 0;
        Duration latest = std::chrono::seconds(30);  // of a late one
    };
    Weather weather;

    void cut(const std::string& a, const std::string& b) { cuts_.insert(std::minmax(a, b)); }
    void mend(const std::string& a, const std::string& b) { cuts_.erase(std::minmax(a, b)); }
    void mend_all() { cuts_.clear(); }
    bool is_cut(const std::string& a, const std::string& b) const {
        return cuts_.contains(std::minmax(a, b));
    }
    // Hands something over, or not, or twice, or late. Nothing gets through a cut.
    void carry(const std::string& from, const std::string& to, Timeline::Happening arrives);

    // ---- the sockets' side
    struct Dealer {
        Machine* machine;
        std::string host, endpoint;
        CurveKey server;
        CurveKeyPair keys;
        std::string connection;  // empty: none
        std::deque<std::string> inbox;
        std::vector<DealerSocket::Link> changes;
        std::uint64_t arrived = 0;  // messages, at the other end
    };
    struct Router {
        Machine* machine;
        std::string endpoint;
        CurveKey key;
        std::deque<RouterSocket::Message> inbox;
    };
    struct Keys {  // a key server
        Machine* machine;
        std::string endpoint;
        std::deque<KeyServer::Request> inbox;
    };
    struct Asker {  // a key client
        Machine* machine;
        std::string host, endpoint;
        std::deque<std::string> inbox;
    };
    template <class Socket>
    using Sockets = std::map<std::uint64_t, Socket*>;  // those that are open
    Sockets<Dealer> dealers;
    Sockets<Router> routers;
    Sockets<Keys> key_servers;
    Sockets<Asker> askers;
    std::uint64_t next_number = 1;
    CurveKeyPair fresh_keys();

    // Of what agents say, for whoever listens on the way; nobody does on CURVE. Newest last.
    std::deque<std::string> overheard;
    // What a shim says, as it comes to the agent of this minion: somebody on the way, or the shim itself,
    // lies.
    std::function<std::string(const std::string& minion, const std::string& payload)> twist;

    void connect_later(std::uint64_t dealer);
    void ask(std::uint64_t asker, const std::string& payload);
    void answer(const std::string& connection, const std::string& payload);  // a key request
    bool to_dealer(const std::string& connection, const std::string& payload);
    bool to_router(std::uint64_t dealer, const std::string& payload);
    void close_router(std::uint64_t router);

  private:
    struct Connection {
        std::uint64_t dealer;
        std::uint64_t router;
    };
    void connect(std::uint64_t dealer);
    void watch(const std::string& connection);
    void disconnect(const std::string& connection);

    Timeline& timeline_;
    std::set<std::pair<std::string, std::string>> cuts_;
    std::map<std::string, Connection> connections_;
};

}  // namespace job_retry::simulate
