// ZeroMQ with CURVE and nothing else: what the herd's messages cost before anybody looks at them.
//
//   curve_echo serve
//   curve_echo drain PORT KEY COUNT ROUNDS
//
// `serve` is a ROUTER that sends each message back; it prints "PORT KEY", and ends with its standard input.
// `drain` is so many DEALERs, each of which does so many round trips; it prints "ready", and begins when a
// line comes on standard input.

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <memory>
#include <zmq.hpp>

#include "bench/say.h"
#include "runtime/doorkeeper.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSocketsOfContext = 1000;
constexpr std::size_t kMessageSize = 150;  // the mean of the herd's
constexpr int kKeyText = 40;
constexpr int kListenQueue = 16384;  // as the shim has it

struct Keys {
    std::array<char, kKeyText + 1> open;
    std::array<char, kKeyText + 1> secret;
    Keys() { need(zmq_curve_keypair(open.data(), secret.data()) == 0, "make a CURVE key"); }
};

int serve() {
    zmq::context_t context;
    zmq::socket_t router(context, zmq::socket_type::router);
    const Keys keys;
    router.set(zmq::sockopt::curve_server, true);
    router.set(zmq::sockopt::curve_secretkey, keys.secret.data());
    router.set(zmq::sockopt::backlog, kListenQueue);
    router.bind("tcp://127.0.0.1:*");
    const auto endpoint = router.get(zmq::sockopt::last_endpoint);
    std::cout << endpoint.substr(endpoint.rfind(':') + 1) << ' ' << keys.open.data() << std::endl;

    std::array<zmq::pollitem_t, 2> items{
        {{router.handle(), 0, ZMQ_POLLIN, 0}, {nullptr, STDIN_FILENO, ZMQ_POLLIN, 0}}};
    while (items[1].revents == 0) {
        zmq::poll(items, std::chrono::milliseconds(-1));
        zmq::message_t part;
        while (router.recv(part, zmq::recv_flags::dontwait)) {
            const bool more = part.more();
            router.send(part, more ? zmq::send_flags::sndmore : zmq::send_flags::none);
        }
    }
    return 0;
}

struct Client {
    zmq::socket_t socket;
    std::size_t left;
    double done_at = 0;

    void send() {
        need(socket.send(zmq::message_t(kMessageSize), zmq::send_flags::dontwait).has_value(), "send");
    }
    // True at its end.
    bool turn() {
        zmq::message_t reply;
        while (left > 0 && socket.recv(reply, zmq::recv_flags::dontwait))
            if (--left > 0) send();
        return left == 0;
    }
};

int drain(const std::string& port, const std::string& key, std::size_t count, std::size_t rounds) {
    raise_descriptor_limit();
    wait_to_begin();
    const double begin = seconds_of(Clock::now());
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    std::vector<std::unique_ptr<zmq::context_t>> contexts;
    std::vector<Client> clients;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % kSocketsOfContext == 0) contexts.push_back(std::make_unique<zmq::context_t>());
        zmq::socket_t socket(*contexts.back(), zmq::socket_type::dealer);
        const Keys keys;
        socket.set(zmq::sockopt::curve_serverkey, key);
        socket.set(zmq::sockopt::curve_publickey, keys.open.data());
        socket.set(zmq::sockopt::curve_secretkey, keys.secret.data());
        socket.set(zmq::sockopt::linger, 0);
        socket.connect("tcp://127.0.0.1:" + port);
        epoll_event event{EPOLLIN, {.u64 = i}};
        need(epoll_ctl(epoll, EPOLL_CTL_ADD, socket.get(zmq::sockopt::fd), &event) == 0, "watch a socket");
        clients.push_back({std::move(socket), rounds});
        clients.back().send();
        clients.back().turn();  // ZeroMQ's descriptor tells of nothing new to who has not taken all
    }
    for (std::size_t left = count; left > 0;) {
        std::array<epoll_event, 256> events;
        const int ready = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 60'000);
        need(ready > 0, "hear of the echo within a minute");
        for (int i = 0; i < ready; ++i) {
            Client& client = clients[events[static_cast<std::size_t>(i)].data.u64];
            if (client.done_at > 0 || !client.turn()) continue;
            client.done_at = seconds_of(Clock::now());
            epoll_ctl(epoll, EPOLL_CTL_DEL, client.socket.get(zmq::sockopt::fd), nullptr);
            --left;
        }
    }
    std::vector<double> done;
    done.reserve(count);
    for (const Client& client : clients)
        done.push_back(client.done_at);
    return print({{"begin", begin}, {"done", done}});
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    if (what == "serve" && argc == 2) return serve();
    need(what == "drain" && argc == 6, "do that: curve_echo serve|drain PORT KEY COUNT ROUNDS");
    return drain(argv[2], argv[3], std::stoul(argv[4]), std::stoul(argv[5]));
}
