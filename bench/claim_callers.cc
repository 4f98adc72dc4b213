// Callers as job processes are: each claims and finishes jobs over the gate's socket, one at a time, with a
// connection for each question.
//
//   claim_callers SOCKET CALLERS SECONDS BYTES
//
// BYTES: of the return that a finish brings. Prints how many jobs were claimed and finished in how many
// seconds, and the median and the 99th of 100 of a claim's time.

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "bench/say.h"
#include "proto/gate.h"
#include "runtime/local_socket.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

using Clock = std::chrono::steady_clock;

proto::GateReply ask(const std::string& socket, const proto::GateRequest& request) {
    const FileDescriptor connection = need(connect_local(socket));
    need(write_frame(connection.get(), proto::encode(request)));
    return need(proto::decode_gate_reply(need(read_frame(connection.get(), std::size_t{1} << 20))));
}

// Every process and every caller has JIDs of its own.
class Jids {
  public:
    Jid next() { return jid_at(begin_ + std::chrono::microseconds(number_++)); }

  private:
    const WallTime begin_ = Now::read().wall;
    std::atomic<std::int64_t> number_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    need(argc == 5, "do that: claim_callers SOCKET CALLERS SECONDS BYTES");
    const std::string socket = argv[1];
    const std::size_t callers = std::stoul(argv[2]);
    const auto duration = std::chrono::duration<double>(std::stod(argv[3]));
    const std::string returned(std::stoul(argv[4]), 'r');

    Jids jids;
    std::vector<std::vector<double>> claims(callers);
    const auto begin = Clock::now();
    const auto call = [&](std::vector<double>& claimed) {
        while (Clock::now() - begin < duration) {
            const Jid jid = jids.next();
            const auto asked = Clock::now();
            const auto answer =
                ask(socket, proto::ClaimRequest{jid, 0, 1, "state.apply", Sha256{}, proto::Via::live,
                                                "salt.example.net", getpid()});
            claimed.push_back(seconds_since(asked));
            const auto* decision = std::get_if<proto::DecisionReply>(&answer);
            need(decision != nullptr && decision->answer == proto::Answer::granted, "claim");
            const auto done = ask(socket, proto::FinishRequest{jid, 0, 0, "return", returned});
            need(std::holds_alternative<proto::DoneReply>(done), "finish");
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(callers);
    for (auto& claimed : claims)
        threads.emplace_back(call, std::ref(claimed));
    for (std::thread& thread : threads)
        thread.join();
    const double seconds = seconds_since(begin);

    std::vector<double> all;
    for (const auto& claimed : claims)
        all.insert(all.end(), claimed.begin(), claimed.end());
    std::sort(all.begin(), all.end());
    return print({{"jobs", all.size()},
                  {"seconds", seconds},
                  {"claim_p50", all.at(all.size() / 2)},
                  {"claim_p99", all.at(all.size() * 99 / 100)}});
}
