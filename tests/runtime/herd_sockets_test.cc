// Overload on real sockets: many agents come at once to a port that has few places and takes its time for
// each message. Beside it the same agents at a port of ZeroMQ that does nothing but CURVE and takes the same
// time.

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <memory>
#include <thread>
#include <zmq.hpp>

#include "runtime/transport.h"

namespace job_retry {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kAgents = 400;
constexpr std::size_t kAgentsOfContext = 300;  // a ZeroMQ context has 1023 sockets, an agent uses three
constexpr std::size_t kPlaces = 40;
constexpr auto kWork = 5ms;          // for a message; an agent has two, as with hello and proof
constexpr auto kLongest = 120s;      // only a failing test waits that long
const std::string kProof = "proof";  // the second message

// A port: takes a message and its time, then answers it.
class Port {
  public:
    virtual ~Port() = default;
    virtual std::string endpoint() const = 0;
    virtual void* handle() const = 0;
    // False: nothing waits.
    virtual bool serve() = 0;
    std::size_t served = 0;
};

class BareCurve : public Port {
  public:
    explicit BareCurve(const CurveKeyPair& keys) {
        socket_.set(zmq::sockopt::curve_server, true);
        socket_.set(zmq::sockopt::curve_secretkey, zmq::buffer(*keys.secret_key));
        socket_.set(zmq::sockopt::linger, 0);
        socket_.set(zmq::sockopt::backlog, int(kAgents));
        socket_.bind("tcp://127.0.0.1:*");
    }
    std::string endpoint() const override { return socket_.get(zmq::sockopt::last_endpoint); }
    void* handle() const override { return const_cast<zmq::socket_t&>(socket_).handle(); }
    bool serve() override {
        std::array<zmq::message_t, 2> frames;
        for (zmq::message_t& frame : frames)
            if (!socket_.recv(frame, zmq::recv_flags::dontwait)) return false;
        std::this_thread::sleep_for(kWork);
        ++served;
        socket_.send(frames[0], zmq::send_flags::sndmore);
        socket_.send(frames[1], zmq::send_flags::none);
        return true;
    }

  private:
    zmq::context_t context_;
    zmq::socket_t socket_{context_, zmq::socket_type::router};
};

class OurPort : public Port {
  public:
    explicit OurPort(const CurveKeyPair& keys)
        : socket_(RouterSocket::bind(transport_, "tcp://127.0.0.1:*", keys, limits()).value()) {}
    std::string endpoint() const override { return socket_.endpoint(); }
    void* handle() const override { return socket_.handle(); }
    bool serve() override {
        const auto message = socket_.receive();
        if (!message) return false;
        std::this_thread::sleep_for(kWork);
        ++served;
        if (message->payload == kProof) socket_.mark(*message, message->connection);
        socket_.send(message->connection, message->payload);
        return true;
    }
    Doorkeeper::Counts visitors() const { return socket_.visitors(); }

  private:
    static SocketLimits limits() {
        SocketLimits limits;
        limits.visitors.strangers = kPlaces;
        return limits;
    }
    Transport transport_;
    RouterSocket socket_;
};

struct Agent {
    DealerSocket socket;
    bool is_in = false;

    // True when it has just been let in. Takes all that has come, and what that brings about.
    bool turn() {
        const bool was_in = is_in;
        for (bool again = true; again;) {
            again = false;
            for (const DealerSocket::Link change : socket.link_changes()) {
                again = true;
                if (change == DealerSocket::Link::connected) socket.send("hello");
            }
            while (const auto answer = socket.receive()) {
                again = true;
                if (*answer == kProof)
                    is_in = true;
                else
                    socket.send(kProof);
            }
        }
        return is_in && !was_in;
    }
};

// From an address of its own.
std::string endpoint_for(std::size_t number, const std::string& endpoint) {
    return "tcp://127.1." + std::to_string(number / 250) + "." + std::to_string(1 + number % 250) + ":0;" +
           endpoint.substr(std::strlen("tcp://"));
}

// Until all are in, or it takes too long: how many are, and how long it took.
struct Arrival {
    std::size_t let_in = 0;
    Clock::duration took{};
};

Arrival come_all(Port& port, const CurveKey& key) {
    std::vector<std::unique_ptr<Transport>> contexts;
    std::vector<std::unique_ptr<Agent>> agents;
    const auto begin = Clock::now();
    std::jthread server([&port](const std::stop_token& stop) {
        Poll poll;
        poll.add_socket(port.handle());
        while (!stop.stop_requested()) {
            while (!stop.stop_requested() && port.serve()) {
            }
            if (!poll.wait(50ms)) return;
        }
    });
    Poll poll;
    for (std::size_t i = 0; i < kAgents; ++i) {
        if (i % kAgentsOfContext == 0) contexts.push_back(std::make_unique<Transport>());
        auto socket = DealerSocket::connect(*contexts.back(), endpoint_for(i, port.endpoint()), key,
                                            CurveKeyPair::generate());
        agents.push_back(std::make_unique<Agent>(Agent{std::move(socket.value())}));
        poll.add_socket(agents.back()->socket.handle());
        poll.add_socket(agents.back()->socket.monitor_handle());
    }
    Arrival arrival;
    while (arrival.let_in < kAgents && Clock::now() < begin + kLongest) {
        for (const auto& agent : agents)
            if (agent->turn()) ++arrival.let_in;
        if (!poll.wait(10ms)) break;
    }
    arrival.took = Clock::now() - begin;
    return arrival;
}

double seconds(Clock::duration time) {
    return std::chrono::duration<double>(time).count();
}

TEST_CASE("agents that come at once to few places are let in with hardly a handshake in vain") {
    raise_descriptor_limit();
    const CurveKeyPair keys = CurveKeyPair::generate();
    BareCurve bare(keys);
    const Arrival theirs = come_all(bare, keys.public_key);
    REQUIRE(theirs.let_in == kAgents);

    OurPort port(keys);
    const Arrival ours = come_all(port, keys.public_key);
    const Doorkeeper::Counts counts = port.visitors();
    CAPTURE(seconds(theirs.took), seconds(ours.took), counts.of.begun, counts.of.in_vain, port.served);
    CHECK(ours.let_in == kAgents);
    CHECK(counts.crowded > kAgents / 2);  // it was overload
    // 0.02 alone; more beside other tests, where this process may not give its thread priority.
    CHECK(double(counts.of.in_vain) <= 0.5 * double(counts.of.begun));
    CHECK(double(port.served) <= 1.05 * 2 * kAgents);
    CHECK(seconds(ours.took) < 4 * seconds(theirs.took));
}

}  // namespace
}  // namespace job_retry
