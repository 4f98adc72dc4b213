#include "minion_agent/courier.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iostream>
#include <system_error>
#include <utility>

#include "minion_agent/network_lines.h"
#include "runtime/log.h"
#include "runtime/service_notice.h"

namespace job_retry {

namespace {

constexpr std::size_t kMaxUnwritten = std::size_t{1} << 20;  // and one message
constexpr int kOfOneLine = 100;                              // messages in one step
constexpr std::chrono::seconds kAlive{60};

tl::unexpected<Error> over(const std::string& what) {
    const Errc code = errno == EPIPE || errno == ECONNRESET ? Errc::unavailable : Errc::io;
    return fail(code, what + ": " + std::generic_category().message(errno));
}

// The threads that there are stay. How many others the kernel counts for this user, in which containers, does
// not matter to a limit of none.
void start_nothing_more() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_NPROC, &none);
}

bool is_socket(int fd) {
    struct stat status {};
    return fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

}  // namespace

Courier::Courier(int agent, Lines& lines) : agent_(agent), lines_(lines) {
    say(proto::CourierReady{lines.client_key()});
}

bool Courier::is_heard() const {
    return unwritten_.size() < kMaxUnwritten;
}

void Courier::say(const proto::FromCourier& message) {
    unwritten_ += frame(proto::encode(message));
}

Result<void> Courier::step(Now now) {
    if (auto heard = read(); !heard) return heard;
    lines_.step(now);
    std::erase_if(open_, [&](const auto& line) { return !collect(line.first, *line.second); });
    if (alive_at_ <= now.steady) {
        alive_at_ = now.steady + kAlive;
        if (is_heard()) say(proto::CourierAlive{});
    }
    return write();
}

Result<void> Courier::read() {
    std::array<char, 65536> bytes{};
    for (;;) {
        const ssize_t got = ::recv(agent_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got == 0) return fail(Errc::unavailable, "the agent has ended");
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno == EAGAIN ? Result<void>() : over("the agent cannot be heard");
        frames_.append({bytes.data(), static_cast<std::size_t>(got)});
        for (;;) {
            auto payload = frames_.next();
            if (!payload) return pass_on(payload);
            if (!*payload) break;
            auto message = proto::decode_to_courier(**payload);
            if (!message) return pass_on(message);
            if (auto done = obey(std::move(*message)); !done) return done;
        }
    }
}

Result<void> Courier::obey(proto::ToCourier message) {
    if (const auto* place = std::get_if<proto::OpenLine>(&message)) {
        if (open_.contains(place->line)) return fail(Errc::invalid, "a line is opened twice");
        if (open_.size() >= proto::kMaxLines) return fail(Errc::invalid, "too many lines");
        open(*place);
    } else if (const auto* close = std::get_if<proto::CloseLine>(&message)) {
        open_.erase(close->line);
    } else if (const auto* carry = std::get_if<proto::Carry>(&message)) {
        const auto line = open_.find(carry->line);
        if (line != open_.end()) line->second->send(carry->bytes);
    }
    return {};
}

void Courier::open(const proto::OpenLine& open) {
    auto line = lines_.open({open.host, open.port, open.shim_key});
    if (line) {
        open_.emplace(open.line, std::move(*line));
    } else {
        say(proto::LineFailed{open.line, line.error().text, false});
    }
}

// A message after what came before it on its line. While the agent does not read, ZeroMQ's bounded queues
// fill, and then the shim waits.
bool Courier::collect(std::uint64_t number, Line& line) {
    if (!is_heard()) return true;
    for (const DealerSocket::Link change : line.changes()) {
        if (change == DealerSocket::Link::connected) {
            say(proto::LineUp{number});
        } else {
            say(proto::LineDown{number});
        }
    }
    for (int i = 0; i < kOfOneLine && is_heard(); ++i) {
        auto bytes = line.receive();
        if (!bytes) break;
        if (!bytes->empty()) say(proto::Carry{number, std::move(*bytes)});
    }
    const auto broken = line.broken();
    if (broken) say(proto::LineFailed{number, broken->text, broken->code != Errc::unavailable});
    return !broken;
}

Result<void> Courier::write() {
    std::size_t written = 0;
    while (written < unwritten_.size()) {
        const ssize_t put = ::send(agent_, unwritten_.data() + written, unwritten_.size() - written,
                                   MSG_DONTWAIT | MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0 && errno == EAGAIN) break;
        if (put < 0) return over("the agent cannot be told");
        written += static_cast<std::size_t>(put);
    }
    unwritten_.erase(0, written);
    return {};
}

void Courier::watch(Poll& poll) const {
    const int writes = unwritten_.empty() ? 0 : Poll::writable;
    poll.add_fd(agent_, static_cast<short>(Poll::readable | writes));
    if (!is_heard()) return;
    for (const auto& [number, line] : open_)
        line->watch(poll);
}

// While nobody reads, no line is turned.
SteadyTime Courier::next_step() const {
    SteadyTime next = alive_at_;
    if (!is_heard()) return next;
    for (const auto& [number, line] : open_)
        next = std::min(next, line->next().value_or(next));
    return next;
}

ExitCode run_courier() {
    if (!is_socket(STDIN_FILENO)) {
        std::cerr << "minion-agent: this is started by minion-agent run, or by minion-agent-courier.socket\n";
        return ExitCode::usage;
    }
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Where it was started by descriptor the kernel has a number for its name.
    prctl(PR_SET_NAME, "minion-agent", 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    if (geteuid() == 0 || getuid() == 0) {
        log::error("the courier must not run as root: see job_retry_user");
        return ExitCode::denied;
    }
    ServiceNotice notice = ServiceNotice::from_environment();
    Transport transport;  // starts ZeroMQ's threads
    start_nothing_more();
    NetworkLines lines(transport);
    Courier courier(STDIN_FILENO, lines);
    notice.ready("carries what agent and shims say to each other");
    Poll poll;
    for (;;) {
        const Now now = Now::read();
        if (auto turned = courier.step(now); !turned) {
            if (turned.error().code == Errc::unavailable) return ExitCode::ok;
            log::error("the courier ends: ", turned.error().text);
            return ExitCode::unavailable;
        }
        notice.turned(now.steady);
        poll.clear();
        courier.watch(poll);
        const auto wait = std::max(courier.next_step(), now.steady) - now.steady;
        if (auto waited = poll.wait(notice.wait_at_most(std::chrono::ceil<std::chrono::milliseconds>(wait)));
            !waited) {
            log::error("the courier ends: ", waited.error().text);
            return ExitCode::unavailable;
        }
    }
}

}  // namespace job_retry
