// Stands for many agents that come back at once, each with a connection of its own and the shipping protocol,
// from an address of its own (127.x.y.z), because a shim lets few strangers of one address in at a time.
//
//   herd_agents PORT KEY_PORT MASTER_KEY MINION_KEYS FIRST COUNT
//
// Prints "ready", begins when a line comes on standard input, and ends with it. Each agent does as Drain
// does, with a ledger that knows nothing and jobs that take no time: introduces itself, asks for its list,
// takes and reports one job after the other in the list's order, asks again two seconds after the last one,
// waits when it is told to, asks when it is told that its turn has come, and asks every five minutes or so.

#include <sys/epoll.h>
#include <unistd.h>
#include <zmq.h>

#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

#include "bench/say.h"
#include "proto/authentication.h"
#include "proto/handshake.h"
#include "proto/messages.h"
#include "runtime/clock.h"
#include "runtime/transport.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kAgentsOfContext = 300;  // a ZeroMQ context has 1023 sockets, an agent uses three
constexpr seconds kUnanswered{10};             // of the handshake, as in ShimLink
constexpr seconds kSilent{30};                 // of a request, as in Drain
constexpr seconds kSettle{2};
constexpr seconds kPoll{300};

std::mt19937_64 random_numbers(std::random_device{}());

double uniform() {
    return std::uniform_real_distribution<>()(random_numbers);
}

SteadyTime::duration jittered(SteadyTime::duration wait) {
    return std::chrono::duration_cast<SteadyTime::duration>(wait * (0.75 + 0.5 * uniform()));
}

SteadyTime now() {
    return Now::read().steady;
}

struct Counts {
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::uint64_t loads = 0;
    std::uint64_t waits = 0;
    std::uint64_t connections = 0;
    std::uint64_t not_answered = 0;
} counts;

class Agent {
  public:
    Agent(Transport& transport, const std::string& endpoint, const CurveKey& shim_key,
          proto::Introduction::Identity identity)
        : identity_(std::move(identity)),
          shim_key_(shim_key),
          keys_(CurveKeyPair::generate()),
          socket_(need(DealerSocket::connect(transport, endpoint, shim_key, keys_,
                                             {.max_message = proto::kMaxMessage}))) {}

    void* handle() const { return socket_.handle(); }
    void* monitor_handle() const { return socket_.monitor_handle(); }

    // Takes all that has come: ZeroMQ's descriptors tell of it only once.
    void turn() {
        for (bool again = true; again;) {
            again = false;
            for (const DealerSocket::Link change : socket_.link_changes()) {
                again = true;
                forget_asked();
                if (change == DealerSocket::Link::connected) {
                    ++counts.connections;
                    hello();
                }
            }
            while (auto bytes = socket_.receive()) {
                again = true;
                ++counts.received;
                auto message = proto::decode(*bytes);
                need(message.has_value(), "decode what the shim says");
                std::visit([this](const auto& told) { hear(told); }, *message);
            }
        }
    }

    void look_at_clock(SteadyTime time) {
        if (const auto next = socket_.next(); next && *next <= time) turn();
        if (unanswered_at_ && *unanswered_at_ <= time) {
            ++counts.not_answered;
            unanswered_at_.reset();
            if (introduction_ && introduction_->done())
                list();
            else
                hello();
            turn();
        }
        if (act_at_ && *act_at_ <= time) {
            act_at_.reset();
            jobs_.empty() ? list() : take();
            turn();
        }
    }

    nlohmann::json told() const {
        const auto text = [](const std::optional<SteadyTime>& time) {
            return time ? nlohmann::json(seconds_of(*time)) : nlohmann::json();
        };
        return {text(welcomed_), text(first_load_), text(drained_)};
    }

  private:
    void send(const proto::Message& message, SteadyTime::duration patience) {
        if (socket_.send(proto::encode(message).value())) ++counts.sent;
        unanswered_at_ = now() + patience;
    }

    void forget_asked() {
        introduction_.reset();
        unanswered_at_.reset();
        act_at_.reset();
        jobs_.clear();
    }

    void hello() {
        introduction_.emplace(identity_, keys_.public_key, shim_key_);
        send(introduction_->start(random_bytes(proto::kNonceSize)), kUnanswered);
    }

    void list() { send(proto::List{}, kSilent); }
    void take() { send(proto::Take{jobs_.front()}, kSilent); }

    void hear(const proto::Challenge& challenge) {
        if (auto proof = introduction_->answer(challenge)) send(std::move(*proof), kUnanswered);
    }

    void hear(const proto::Welcome& welcome) {
        need(introduction_->accept(welcome));
        if (!welcomed_) welcomed_ = now();
        list();
    }

    void hear(const proto::PendingList& pending) {
        unanswered_at_.reset();
        jobs_.clear();
        for (const auto& item : pending.jobs)
            jobs_.push_back(item.jid);
        if (jobs_.empty())
            act_at_ = now() + jittered(kPoll);
        else
            take();
    }

    void hear(const proto::JobLoad& load) {
        if (jobs_.empty() || load.jid != jobs_.front()) return;
        if (!first_load_) first_load_ = now();
        ++counts.loads;
        jobs_.pop_front();
        last_ = load.jid;
        send(proto::Report{load.jid, proto::Reported::finished, 0, "", 0}, kSilent);
        if (!jobs_.empty()) take();
    }

    void hear(const proto::Ack& ack) {
        if (!jobs_.empty() || ack.jid != last_) return;
        drained_ = now();
        unanswered_at_.reset();
        act_at_ = now() + kSettle;
    }

    void hear(const proto::Wait& wait) {
        ++counts.waits;
        unanswered_at_.reset();
        act_at_ = now() + jittered(wait.retry_after);
    }

    void hear(const proto::Notify&) {
        act_at_.reset();
        if (introduction_ && introduction_->done()) list();
    }

    void hear(const proto::Gone&) { list(); }

    void hear(const proto::ErrorReply& error) {
        if (error.code == proto::ErrorCode::not_authenticated)
            hello();
        else
            give_up("the shim says: " + error.text);
    }

    template <class Other>
    void hear(const Other&) {
        give_up("the shim says what no shim says");
    }

    proto::Introduction::Identity identity_;
    CurveKey shim_key_;
    CurveKeyPair keys_;
    DealerSocket socket_;
    std::optional<proto::Introduction> introduction_;
    std::deque<Jid> jobs_;
    std::optional<Jid> last_;
    std::optional<SteadyTime> unanswered_at_;
    std::optional<SteadyTime> act_at_;
    std::optional<SteadyTime> welcomed_;
    std::optional<SteadyTime> first_load_;
    std::optional<SteadyTime> drained_;
};

CurveKey fetch_shim_key(Transport& transport, const std::string& port, const std::string& master_key) {
    std::ifstream file(master_key);
    const std::string pem{std::istreambuf_iterator<char>(file), {}};
    auto client = need(KeyClient::connect(transport, "tcp://127.0.0.1:" + port));
    client.send(proto::encode_key_request());
    Poll poll;
    poll.add_socket(client.handle());
    std::optional<std::string> bytes;
    for (const SteadyTime until = now() + seconds(20); !bytes; bytes = need(client.receive())) {
        need(now() < until, "get the shim's key");
        need(poll.wait(seconds(20)));
    }
    const auto statement = need(proto::decode_key_statement(*bytes));
    need(proto::verify_key_statement(statement, need(RsaPublicKey::from_pem(pem))));
    return statement.shim_key;
}

std::vector<RsaPrivateKey> load_keys(const std::string& directory) {
    std::vector<std::filesystem::path> files(std::filesystem::directory_iterator(directory), {});
    std::sort(files.begin(), files.end());
    std::vector<RsaPrivateKey> keys;
    keys.reserve(files.size());
    for (const auto& file : files)
        keys.push_back(need(RsaPrivateKey::load(file)));
    return keys;
}

std::string name_of(std::size_t number) {
    char name[32];
    std::snprintf(name, sizeof name, "minion-%06zu", number);
    return name;
}

std::string endpoint_of(std::size_t number, const std::string& port) {
    const std::string address = "127." + std::to_string(1 + number / 65536) + "." +
                                std::to_string(number / 256 % 256) + "." + std::to_string(1 + number % 255);
    return "tcp://" + address + ":0;127.0.0.1:" + port;
}

void watch(int epoll, void* handle, std::size_t agent) {
    int descriptor = -1;
    std::size_t size = sizeof descriptor;
    need(zmq_getsockopt(handle, ZMQ_FD, &descriptor, &size) == 0, "get a socket's descriptor");
    epoll_event event{EPOLLIN, {.u64 = agent}};
    need(epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0, "watch a socket");
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 7, "do that: herd_agents PORT KEY_PORT MASTER_KEY MINION_KEYS FIRST COUNT");
    const std::string port = argv[1];
    const std::size_t first = std::stoul(argv[5]);
    const std::size_t count = std::stoul(argv[6]);
    raise_descriptor_limit();
    const auto keys = load_keys(argv[4]);
    std::vector<std::unique_ptr<Transport>> contexts;
    contexts.push_back(std::make_unique<Transport>());
    const CurveKey shim_key = fetch_shim_key(*contexts.front(), argv[2], argv[3]);

    wait_to_begin();
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    constexpr std::uint64_t kInput = ~std::uint64_t{0};
    epoll_event input{EPOLLIN, {.u64 = kInput}};
    need(epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &input) == 0, "watch standard input");

    const SteadyTime begin = now();
    std::vector<std::unique_ptr<Agent>> agents;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % kAgentsOfContext == 0) contexts.push_back(std::make_unique<Transport>());
        const std::size_t number = first + i;
        agents.push_back(std::make_unique<Agent>(
            *contexts.back(), endpoint_of(number, port), shim_key,
            proto::Introduction::Identity{name_of(number), keys[number % keys.size()]}));
        watch(epoll, agents.back()->handle(), i);
        watch(epoll, agents.back()->monitor_handle(), i);
    }

    SteadyTime look_at = now();
    for (bool stop = false; !stop;) {
        std::array<epoll_event, 256> events;
        const int ready = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < ready; ++i) {
            if (events[i].data.u64 == kInput)
                stop = true;
            else
                agents[events[i].data.u64]->turn();
        }
        const SteadyTime time = now();
        if (time < look_at) continue;
        look_at = time + milliseconds(100);
        for (const auto& agent : agents)
            agent->look_at_clock(time);
    }
    nlohmann::json told = nlohmann::json::array();
    for (const auto& agent : agents)
        told.push_back(agent->told());
    return print({{"begin", seconds_of(begin)},
                  {"agents", std::move(told)},
                  {"sent", counts.sent},
                  {"received", counts.received},
                  {"loads", counts.loads},
                  {"waits", counts.waits},
                  {"connections", counts.connections},
                  {"not_answered", counts.not_answered}});
}
