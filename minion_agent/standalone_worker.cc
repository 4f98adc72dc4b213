#include "minion_agent/standalone_worker.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "proto/messages.h"
#include "proto/wire.h"
#include "runtime/local_socket.h"
#include "runtime/rsa_key.h"
#include "runtime/version.h"

// See child_process.cc.
extern "C" {
#include <sys/pidfd.h>
}

namespace job_retry {

namespace {

using proto::Outcome;

constexpr std::size_t kMaxFrame = proto::kMaxLoad + (std::size_t{64} << 10);
constexpr proto::WireLimits kLoad{.bytes = proto::kMaxLoad, .elements = 65536, .depth = 16};

// A command's process that waits for go() before it becomes the command.
class HeldCommand {
  public:
    static std::optional<HeldCommand> fork_one(const std::string& shell, const std::string& command) {
        std::array<int, 2> go{};
        std::array<int, 2> output{};
        if (pipe2(go.data(), O_CLOEXEC) != 0) return std::nullopt;
        HeldCommand held;
        FileDescriptor wait_for(go[0]);
        held.go_ = FileDescriptor(go[1]);
        if (pipe2(output.data(), O_CLOEXEC) != 0) return std::nullopt;
        held.output_ = FileDescriptor(output[0]);
        FileDescriptor write_to(output[1]);
        held.pid_ = fork();
        if (held.pid_ < 0) return std::nullopt;
        if (held.pid_ == 0) {
            close(go[1]);  // or it would never see the worker's end
            become(shell, command, wait_for.get(), write_to.get());
        }
        return held;
    }
    pid_t pid() const { return pid_; }
    int output() const { return output_.get(); }
    void go() { release('g'); }
    void forget() {
        release('n');
        wait();
    }
    int wait() {
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }

  private:
    HeldCommand() = default;

    // Between fork and exec: nothing but what a signal handler might do.
    [[noreturn]] static void become(const std::string& shell, const std::string& command, int wait_for,
                                    int write_to) {
        const int nothing = open("/dev/null", O_RDONLY);
        char word = 0;
        // End of file: the worker is gone, and with it the claim.
        if (read(wait_for, &word, 1) != 1 || word != 'g') _exit(126);
        setsid();
        signal(SIGPIPE, SIG_DFL);
        dup2(nothing, STDIN_FILENO);
        dup2(write_to, STDOUT_FILENO);
        dup2(write_to, STDERR_FILENO);
        close_range(STDERR_FILENO + 1, ~0U, 0);
        execl(shell.c_str(), shell.c_str(), "-c", command.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    void release(char word) {
        [[maybe_unused]] const ssize_t written = write(go_.get(), &word, 1);
        go_ = FileDescriptor();
    }

    pid_t pid_ = 0;
    FileDescriptor go_;
    FileDescriptor output_;
};

// Until the command itself has ended. What it leaves behind in the background may hold its output open for
// ever, so the end of that is not waited for.
std::string output_until_end(const HeldCommand& command, std::size_t most) {
    std::string output;
    std::array<char, 16384> bytes{};
    FileDescriptor end(pidfd_open(command.pid(), 0));
    fcntl(command.output(), F_SETFL, O_NONBLOCK);
    bool open = true;
    for (bool ended = false; !ended;) {
        std::array<pollfd, 2> wait_for = {pollfd{end.get(), POLLIN, 0},
                                          pollfd{open ? command.output() : -1, POLLIN, 0}};
        if (poll(wait_for.data(), wait_for.size(), -1) < 0) continue;
        ended = wait_for[0].revents != 0;
        for (;;) {
            const ssize_t got = read(command.output(), bytes.data(), bytes.size());
            if (got < 0 && errno == EINTR) continue;
            if (got == 0) open = false;
            if (got <= 0) break;
            output.append(bytes.data(), std::min(most - output.size(), static_cast<std::size_t>(got)));
        }
    }
    return output;
}

}  // namespace

proto::WorkerOutcome StandaloneWorker::run(const proto::WorkerJob& job) {
    proto::MapReader load(job.load, kLoad);
    const std::string fun(load.text("fun", 1, 256));
    const auto arguments = load.texts("arg", 64, proto::kMaxLoad);
    auto invalid = [&](std::string text) {
        return proto::WorkerOutcome{job.jid, Outcome::invalid, std::move(text)};
    };
    if (load.error()) return invalid("the load cannot be read: " + *load.error());
    if (fun != "cmd.run") return invalid(fun + ": without Salt only cmd.run can be run");
    if (arguments.size() != 1) return invalid("cmd.run takes one argument, the command");
    const std::string command(arguments[0]);
    const Sha256 digest =
        sha256(proto::MapWriter().text("fun", fun).texts("arg", std::array{command}).bytes());
    return run_command(job.jid, fun, command, digest);
}

proto::WorkerOutcome StandaloneWorker::run_command(const Jid& jid, const std::string& fun,
                                                   const std::string& command, const Sha256& digest) {
    auto ended = [&](Outcome outcome, std::string text) {
        return proto::WorkerOutcome{jid, outcome, std::move(text)};
    };
    auto held = HeldCommand::fork_one(options_.shell, command);
    if (!held) return ended(Outcome::failed, "cannot start a process");
    const proto::GateReply reply = gate_.answer(proto::ClaimRequest{.jid = jid,
                                                                    .index = 0,
                                                                    .count = 1,
                                                                    .fun = fun,
                                                                    .digest = digest,
                                                                    .via = proto::Via::pending,
                                                                    .master = options_.master,
                                                                    .pid = held->pid()},
                                                held->pid(), Now::read());
    const auto* decision = std::get_if<proto::DecisionReply>(&reply);
    if (decision == nullptr || decision->answer != proto::Answer::granted) {
        held->forget();
        if (decision == nullptr) {
            const auto& error = std::get<proto::GateError>(reply);
            return ended(concerns_the_ledger(error.code) ? Outcome::unavailable : Outcome::failed,
                         error.text);
        }
        switch (decision->answer) {
            case proto::Answer::finished:
                return ended(Outcome::returned, "");
            case proto::Answer::conflict:
                return ended(Outcome::refused, "this JID belongs to another job, " + decision->fun);
            case proto::Answer::too_old:
                return ended(Outcome::refused, std::string(proto::kTooOldToVerify));
            default:
                return ended(Outcome::failed, std::string(to_text(decision->answer)));
        }
    }
    held->go();
    std::string output = output_until_end(*held, options_.max_output);
    const int status = held->wait();
    const int retcode = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    const proto::GateReply done = gate_.answer(
        proto::FinishRequest{jid, 0, retcode, "return", std::move(output)}, getpid(), Now::read());
    if (const auto* error = std::get_if<proto::GateError>(&done)) return ended(Outcome::failed, error->text);
    return ended(Outcome::returned, "");
}

Result<void> StandaloneWorker::serve(int in, int out) {
    signal(SIGPIPE, SIG_IGN);
    auto say = [out](const proto::FromWorker& message) { return write_frame(out, proto::encode(message)); };
    auto ready = say(proto::WorkerReady{std::string("standalone ") + kVersion, getpid()});
    if (!ready) return ready;
    for (;;) {
        auto bytes = read_frame(in, kMaxFrame);
        if (!bytes && bytes.error().code == Errc::unavailable) return {};
        if (!bytes) return pass_on(bytes);
        auto job = proto::decode_worker_job(*bytes, kMaxFrame);
        if (!job) return pass_on(job);
        // An agent that is gone has missed nothing: the ledger tells the next one.
        if (!say(run(*job))) return {};
    }
}

}  // namespace job_retry
