#include "minion_agent/worker_process.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "runtime/log.h"

namespace job_retry {

bool WorkerProcess::can_start(Now now) const {
    return !job_ && (!not_before_ || *not_before_ <= now.steady);
}

void WorkerProcess::start(const std::string& master, const proto::WorkerJob& job, Now now) {
    job_ = job;
    job_master_ = master;
    reached_ = false;
    if (state_ == State::idle && child_master_ == master) return give_job();
    if (state_ == State::idle) return leave(now);
    if (state_ == State::none) spawn(now);
}

void WorkerProcess::spawn(Now now) {
    std::vector<std::string> command = options_.command;
    command.insert(command.end(), {"--master", job_master_});
    auto child = ChildProcess::spawn(command, options_.environment());
    if (!child) return back_off(now, child.error().text);
    log::debug("worker ", child->pid(), " starts for master ", job_master_);
    child_.emplace(std::move(*child));
    child_master_ = job_master_;
    salt_.clear();
    unwritten_.clear();
    frames_ = FrameBuffer(std::size_t{64} << 10);
    state_ = State::starting;
    deadline_ = now.steady + options_.ready_timeout;
}

void WorkerProcess::give_job() {
    unwritten_ = frame(proto::encode(*job_));
    reached_ = true;
    state_ = State::working;
    deadline_.reset();
    write();
}

void WorkerProcess::write() {
    while (!unwritten_.empty() && child_->input_fd() >= 0) {
        const ssize_t written = ::write(child_->input_fd(), unwritten_.data(), unwritten_.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return;  // full for now, or gone, which its end will tell
        unwritten_.erase(0, static_cast<std::size_t>(written));
    }
}

std::optional<WorkerProcess::Ended> WorkerProcess::step(Now now) {
    if (!child_) {
        // It could not even be started: the job goes back.
        if (job_) return end_job(proto::Outcome::failed, trouble_, false);
        return std::nullopt;
    }
    write();
    if (auto ended = read(now)) return ended;
    if (!child_) return std::nullopt;
    if (auto how = child_->end()) {
        // Its last words may have come between the read above and its end.
        if (auto ended = read(now)) {
            gone(*how, now);
            return ended;
        }
        return gone(*how, now);
    }
    if (deadline_ && *deadline_ <= now.steady) {
        if (state_ == State::idle) {
            leave(now);
        } else {
            log::warning("worker ", child_->pid(),
                         state_ == State::starting ? " did not get ready" : " did not leave",
                         " in time and is killed");
            child_->kill(SIGKILL);
            deadline_ = now.steady + options_.leave_timeout;
        }
    }
    return std::nullopt;
}

std::optional<WorkerProcess::Ended> WorkerProcess::read(Now now) {
    std::array<char, 16384> bytes{};
    while (child_->output_fd() >= 0) {
        const ssize_t got = ::read(child_->output_fd(), bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            // At the end of stream only the end of the process is left to wait for.
            if (got == 0) child_->close_output();
            break;
        }
        frames_.append({bytes.data(), static_cast<std::size_t>(got)});
    }
    for (;;) {
        auto payload = frames_.next();
        if (payload && !*payload) return std::nullopt;
        auto message = payload ? proto::decode_from_worker(**payload) : pass_on(payload);
        if (!message) {
            // Its words are lost from here on. A job that it has goes on and is known by the ledger alone.
            trouble_ = "its output is no message of ours: " + message.error().text;
            log::error("worker ", child_->pid(), ": ", trouble_);
            child_->close_output();
            leave(now);
            return end_job(proto::Outcome::failed, trouble_, reached_);
        }
        if (auto ended = handle(*message, now)) return ended;
    }
}

std::optional<WorkerProcess::Ended> WorkerProcess::handle(const proto::FromWorker& message, Now now) {
    if (const auto* ready = std::get_if<proto::WorkerReady>(&message)) {
        if (state_ != State::starting) return std::nullopt;
        salt_ = ready->salt;
        state_ = State::idle;
        deadline_ = now.steady + options_.idle;
        if (job_ && job_master_ == child_master_) give_job();
        return std::nullopt;
    }
    const auto& outcome = std::get<proto::WorkerOutcome>(message);
    if (state_ != State::working || !job_ || job_->jid != outcome.jid) return std::nullopt;
    deaths_ = 0;
    trouble_.clear();
    state_ = State::idle;
    deadline_ = now.steady + options_.idle;
    return end_job(outcome.outcome, outcome.text, true);
}

std::optional<WorkerProcess::Ended> WorkerProcess::gone(const std::string& how, Now now) {
    const State was = std::exchange(state_, State::none);
    const pid_t pid = child_->pid();
    child_.reset();
    deadline_.reset();
    if (was == State::leaving || was == State::idle) {
        log::debug("worker ", pid, " has left (", how, ")");
        if (job_) spawn(now);
        return std::nullopt;
    }
    const bool ready = was == State::working;
    back_off(now, std::string("the worker ended ") + (ready ? "with its job" : "before it was ready") + " (" +
                      how + ")");
    return end_job(proto::Outcome::failed, trouble_, reached_);
}

std::optional<WorkerProcess::Ended> WorkerProcess::end_job(proto::Outcome outcome, std::string text,
                                                           bool reached) {
    if (!job_) return std::nullopt;
    Ended ended{{job_->jid, outcome, std::move(text)}, reached};
    job_.reset();
    return ended;
}

void WorkerProcess::leave(Now now) {
    child_->close_input();
    unwritten_.clear();
    // While it may have a job it has all the time it wants.
    const bool has_job = state_ == State::working;
    state_ = State::leaving;
    deadline_.reset();
    if (!has_job) deadline_ = now.steady + options_.leave_timeout;
}

void WorkerProcess::stop() {
    if (child_) child_->close_input();
}

void WorkerProcess::back_off(Now now, std::string trouble) {
    std::chrono::milliseconds wait = options_.first_back_off;
    for (int i = 0; i < deaths_ && wait < options_.longest_back_off; ++i)
        wait *= 2;
    ++deaths_;
    wait = std::min<std::chrono::milliseconds>(wait, options_.longest_back_off);
    not_before_ = now.steady + wait;
    trouble_ = std::move(trouble);
    log::warning(trouble_, "; the next one starts not before ", wait.count(), " ms from now");
}

void WorkerProcess::watch(Poll& poll) const {
    if (!child_) return;
    poll.add_fd(child_->end_fd());
    if (child_->output_fd() >= 0) poll.add_fd(child_->output_fd());
    if (child_->input_fd() >= 0 && !unwritten_.empty()) poll.add_fd(child_->input_fd(), Poll::writable);
}

std::optional<SteadyTime> WorkerProcess::next_step(Now now) const {
    if (!child_ && job_) return now.steady;
    std::optional<SteadyTime> next = deadline_;
    if (not_before_ && *not_before_ > now.steady && (!next || *not_before_ < *next)) next = not_before_;
    return next;
}

WorkerProcess::Status WorkerProcess::status(Now now) const {
    Status status;
    switch (state_) {
        case State::none:
            status.state = can_start(now) ? "none" : "waiting to start again";
            break;
        case State::starting:
            status.state = "starting";
            break;
        case State::idle:
            status.state = "idle";
            break;
        case State::working:
            status.state = "working";
            break;
        case State::leaving:
            status.state = "leaving";
            break;
    }
    if (child_) {
        status.pid = child_->pid();
        status.master = child_master_;
    }
    status.salt = salt_;
    status.trouble = trouble_;
    return status;
}

}  // namespace job_retry
