#include "minion_agent/job_queue.h"

#include <algorithm>
#include <utility>

#include "proto/late_load.h"
#include "runtime/log.h"

namespace job_retry {
namespace {

using proto::LateStep;
using proto::Outcome;

constexpr std::chrono::seconds kNotWritten{10};
constexpr int kLookShare = 16;  // of the time that a job runs already

proto::GateError unknown_offer(const Jid& jid) {
    return {Errc::conflict,
            "job " + jid.text() +
                " came through salt-minion's queue, and minion-agent has not put it there, or has "
                "taken it back: nothing runs"};
}

Outcome outcome_of(LateStep step) {
    switch (step) {
        case LateStep::not_targeted:
            return Outcome::not_targeted;
        case LateStep::held:
            return Outcome::held;
        case LateStep::refused:
            return Outcome::refused;
        case LateStep::unavailable:
            return Outcome::unavailable;
        case LateStep::requeued:
            return Outcome::requeued;
        default:
            return Outcome::failed;
    }
}

}  // namespace

std::string_view to_text(JobQueue::Way way) {
    switch (way) {
        case JobQueue::Way::nobody:
            return "nobody";
        case JobQueue::Way::unknown:
            return "unknown";
        case JobQueue::Way::queue:
            return "queue";
        case JobQueue::Way::worker:
            return "worker";
        case JobQueue::Way::none:
            return "none";
    }
    return "";
}

JobQueue::JobQueue(World world, QueueDirectory& directory, const std::vector<std::string>& masters)
    : world_(std::move(world)), directory_(directory) {
    for (const std::string& master : masters) {
        gates_[master];
        directory_.clear(master);
    }
}

// ---- the minion

void JobQueue::look_at_minion(Now now) {
    if (stopped_ || look_at_ > now.steady) return;
    look_at_ = now.steady + kLook;
    auto found = world_.minion();
    if (found != minion_) {
        forget_minion();
        minion_ = std::move(found);
        log::info(minion_ ? "salt-minion runs as process " + std::to_string(minion_->pid)
                          : "no salt-minion runs: no pending job is run until one does");
        if (!minion_) return;
        for (auto& [master, gate] : gates_)
            if (!world_.has_threads) probe(master, gate, now);
    }
    if (!minion_) return;
    for (auto& [master, gate] : gates_)
        look_at_probe(master, gate, now);
}

// What it has not taken is for nobody; what it has taken and not begun, it never will: without its offer it
// is refused.
void JobQueue::forget_minion() {
    minion_.reset();
    salt_.clear();
    for (auto& [master, gate] : gates_) {
        if (gate.probe) directory_.withdraw(master, gate.probe->name);
        const auto linked = gate.linked;
        gate = Gate();
        gate.linked = linked;
    }
    if (!work_ || work_->phase == Phase::begun || work_->ended) return;
    if (work_->offer) directory_.withdraw(work_->master, work_->offer->name);
    end(Outcome::failed, "salt-minion has stopped", false);
}

// Also while the last one is still there: the newer one counts.
void JobQueue::probe(const std::string& master, Gate& gate, Now now) {
    if (gate.probe) directory_.withdraw(master, gate.probe->name);
    gate.probe.reset();
    gate.put_again.reset();
    gate.taken = false;
    gate.since = now.steady;
    std::string name = next_name(now);
    auto jid = Jid::parse("job-retry-probe-" + std::to_string(last_name_));
    Offer offer{std::move(name), world_.offer(), std::move(*jid)};
    if (auto put = directory_.put(master, offer.name, proto::probe_load(offer.jid, offer.secret)); !put) {
        not_written(put.error().text, now);
        gate.put_again = now.steady + kNotWritten;
        return;
    }
    gate.probe = std::move(offer);
}

void JobQueue::look_at_probe(const std::string& master, Gate& gate, Now now) {
    if (gate.put_again && *gate.put_again <= now.steady) return probe(master, gate, now);
    if (!gate.probe) return;
    if (!gate.taken && !directory_.holds(master, gate.probe->name)) {
        gate.taken = true;
        gate.since = now.steady;
    }
    if (gate.way == Way::queue) return;
    if (gate.taken && !gate.put_again && now.steady - gate.since >= kUnanswered) {
        gate.way = Way::none;  // an answer still counts
        gate.put_again = now.steady + kProbeAgain;
    }
    // It may well be that the minion has not reached its master yet; where the shim answers, it should have.
    const bool untaken =
        !gate.taken && gate.linked && now.steady - std::max(gate.since, *gate.linked) >= kUntaken;
    if (untaken && gate.way == Way::unknown) gate.way = Way::worker;
}

JobQueue::Way JobQueue::way(const std::string& master) const {
    const auto found = gates_.find(master);
    return found == gates_.end() || !minion_ ? Way::nobody : found->second.way;
}

void JobQueue::linked(const std::string& master, Now now) {
    gates_[master].linked = now.steady;
}

void JobQueue::wanted(const std::string& master, Now now) {
    Gate& gate = gates_[master];
    if (minion_ && gate.way == Way::unknown && !gate.probe && !gate.put_again) probe(master, gate, now);
}

// ---- a job

bool JobQueue::can_start(const std::string& master, Now now) const {
    return !stopped_ && !work_ && way(master) == Way::queue && (!not_before_ || *not_before_ <= now.steady);
}

void JobQueue::start(const std::string& master, const proto::WorkerJob& job, Now now) {
    work_ = Work{.master = master, .job = job, .phase = Phase::waiting};
    offer_job(now);
}

void JobQueue::offer_job(Now now) {
    const std::string secret = world_.offer();
    auto load = proto::late_load(work_->job.jid, work_->job.load, secret);
    if (!load) return end(Outcome::invalid, load.error().text, true);
    // Salt asks the executor about a job of one function before it looks at the blackout, and about one of
    // several after it; then each function has been answered.
    if (load->several && work_->phase != Phase::asking) {
        phase(Phase::asking, now);
        return probe(work_->master, gates_[work_->master], now);
    }
    Offer offer{next_name(now), secret, work_->job.jid};
    if (auto put = directory_.put(work_->master, offer.name, load->bytes); !put) {
        not_written(put.error().text, now);
        return end(Outcome::failed, trouble_, false);
    }
    trouble_.clear();
    work_->offer = std::move(offer);
    phase(Phase::offered, now);
}

void JobQueue::not_written(std::string why, Now now) {
    if (why != trouble_) log::warning("salt-minion's job queue cannot be used: ", why);
    trouble_ = std::move(why);
    not_before_ = now.steady + kNotWritten;
}

void JobQueue::phase(Phase to, Now now) {
    work_->phase = to;
    work_->since = now.steady;
    look_at_work_ = now.steady + kSoonestLook;
}

void JobQueue::end(Outcome outcome, std::string text, bool reached) {
    work_->ended = Ended{{work_->job.jid, outcome, std::move(text)}, reached};
}

std::optional<JobQueue::Ended> JobQueue::step(Now now) {
    look_at_minion(now);
    if (work_ && !work_->ended && look_at_work_ <= now.steady) look_at_job(now);
    if (!work_ || !work_->ended) return std::nullopt;
    std::optional<Ended> ended = std::move(work_->ended);
    work_.reset();
    return ended;
}

void JobQueue::look_at_job(Now now) {
    const auto waited = now.steady - work_->since;
    look_at_work_ = now.steady + look_every(now);
    switch (work_->phase) {
        case Phase::asking: {
            const Gate& gate = gates_[work_->master];
            const bool lost = !gate.probe || (gate.taken && now.steady - gate.since >= kUnanswered);
            if (lost) end(Outcome::failed, "salt-minion did not answer what was asked before the job", false);
            return;
        }
        case Phase::waiting:
            if (waited >= kAgain) offer_job(now);
            return;
        case Phase::offered:
            if (!directory_.holds(work_->master, work_->offer->name)) return phase(Phase::taken, now);
            if (waited >= kUntaken && !work_->asked_others) ask_others(now);
            return;
        case Phase::taken:
            if (waited >= kUnanswered)
                end(Outcome::failed, "salt-minion took the job from its queue and did not begin it", true);
            return;
        case Phase::begun:
            return look_at_process();
    }
}

// With `master_type: failover` the minion may have gone over to another master, whose queue it looks at now.
void JobQueue::ask_others(Now now) {
    work_->asked_others = true;
    for (auto& [master, gate] : gates_)
        if (master != work_->master) probe(master, gate, now);
}

// Another master's queue is looked at, and this one has not been for long.
void JobQueue::take_back(Now now) {
    if (!directory_.withdraw(work_->master, work_->offer->name)) return;  // taken just now
    Gate& gate = gates_[work_->master];
    probe(work_->master, gate, now);  // answered when the minion comes back
    gate.way = Way::worker;
    end(Outcome::failed, "salt-minion is connected to another master", false);
}

// Salt takes a job off its list when it sends the return. The process may stay for long: that of 3007 waits
// for a word that the return has come until its time is over, half a minute as Salt is set. With
// `multiprocessing: False` a job is a thread of the minion, and on 3006 and 3007 it may be listed once more
// when it is over.
void JobQueue::look_at_process() {
    const bool thread = minion_ && *work_->process == *minion_;
    const bool listed = directory_.runs(work_->job.jid) && !(thread && world_.finished(work_->job.jid));
    if (!listed) return end(Outcome::returned, "", true);
    if (!world_.alive(*work_->process)) end(Outcome::failed, "the job process ended without an answer", true);
}

std::chrono::microseconds JobQueue::look_every(Now now) const {
    const std::chrono::microseconds share = (now.steady - work_->since) / kLookShare;
    return std::clamp<std::chrono::microseconds>(share, kSoonestLook, kLongestLook);
}

// ---- what executors say

proto::GateReply JobQueue::said(const proto::LateRequest& request, pid_t peer, Now now) {
    for (auto& [master, gate] : gates_) {
        const bool fits = gate.probe && gate.probe->secret == request.offer && gate.probe->jid == request.jid;
        if (fits && minion_ && world_.is_of(peer, *minion_)) return probed(master, gate, request, now);
    }
    if (!speaks_for_job(request, peer)) return unknown_offer(request.jid);
    return job_said(request, peer, now);
}

proto::GateReply JobQueue::probed(const std::string& master, Gate& gate, const proto::LateRequest& request,
                                  Now now) {
    const Way way = request.step == LateStep::active ? Way::queue : Way::none;
    if (way != gate.way)
        log::info("salt-minion of master ", master,
                  way == Way::queue
                      ? " has the gate loaded: pending jobs run in it"
                      : " runs live jobs around the gate: no pending job is run: " + request.text);
    gate.way = way;
    gate.inactive_because = request.text;
    gate.blackout = request.blackout;
    gate.probe.reset();
    gate.put_again.reset();
    salt_ = request.salt;
    look_at_ = now.steady;
    const bool of_another = work_ && work_->asked_others && work_->master != master && !work_->ended;
    if (of_another && work_->phase == Phase::offered) take_back(now);
    if (work_ && work_->phase == Phase::asking && work_->master == master && !work_->ended) {
        if (way != Way::queue)
            end(Outcome::failed, request.text, false);
        else if (gate.blackout)
            end(Outcome::held, "the minion is in blackout mode", true);
        else
            offer_job(now);
    }
    return proto::DoneReply{request.jid, 0};
}

bool JobQueue::speaks_for_job(const proto::LateRequest& request, pid_t peer) const {
    if (!work_ || work_->ended || !work_->offer) return false;
    if (work_->offer->secret != request.offer || work_->job.jid != request.jid) return false;
    if (work_->phase == Phase::begun) return world_.identify(peer) == work_->process;
    return minion_ && world_.is_of(peer, *minion_);
}

proto::GateReply JobQueue::job_said(const proto::LateRequest& request, pid_t peer, Now now) {
    if (request.step == LateStep::begins) {
        if (work_->phase != Phase::begun) {
            work_->process = world_.identify(peer);
            if (!work_->process) return unknown_offer(request.jid);
            phase(Phase::begun, now);
        }
    } else if (request.step == LateStep::busy && work_->phase != Phase::begun) {
        work_->offer.reset();
        phase(Phase::waiting, now);
    } else {
        end(outcome_of(request.step), request.text, true);
    }
    return proto::DoneReply{request.jid, 0};
}

// ---- the rest

// Names only grow, so that Salt takes what comes later later. With a second underscore in it 3008 would take
// what is behind it for the JID, and cut that at a third.
std::string JobQueue::next_name(Now now) {
    last_name_ = std::max<std::int64_t>(last_name_ + 1, now.wall.time_since_epoch().count());
    return "queued_" + std::to_string(last_name_) + std::string(kQueuedSuffix);
}

void JobQueue::stop() {
    stopped_ = true;
    for (auto& [master, gate] : gates_)
        if (gate.probe) directory_.withdraw(master, gate.probe->name);
    const bool may_be_there = work_ && work_->phase == Phase::offered && !work_->ended;
    if (may_be_there && directory_.withdraw(work_->master, work_->offer->name))
        end(Outcome::failed, "the agent stops", false);
}

std::optional<SteadyTime> JobQueue::next_step(Now now) const {
    if (stopped_) return std::nullopt;
    SteadyTime next = look_at_;
    if (work_) next = std::min(next, work_->ended ? now.steady : look_at_work_);
    if (not_before_ && *not_before_ > now.steady) next = std::min(next, *not_before_);
    return next;
}

JobQueue::Status JobQueue::status() const {
    Status status;
    if (minion_) status.minion = minion_->pid;
    status.salt = salt_;
    status.trouble = trouble_;
    status.job = "none";
    if (!work_) return status;
    switch (work_->phase) {
        case Phase::asking:
        case Phase::waiting:
            status.job = "waiting";
            break;
        case Phase::offered:
            status.job = "offered";
            break;
        case Phase::taken:
            status.job = "taken";
            break;
        case Phase::begun:
            status.job = "running";
            status.job_process = work_->process->pid;
            break;
    }
    return status;
}

std::string JobQueue::reason(const std::string& master) const {
    switch (way(master)) {
        case Way::nobody:
            return "no salt-minion runs: no pending job is run until one does";
        case Way::unknown:
            return world_.has_threads && !gates_.at(master).probe
                       ? "salt-minion is asked whether live jobs pass the gate when there is a pending job: "
                         "its "
                         "jobs are threads"
                       : "salt-minion has not answered yet whether live jobs pass the gate";
        case Way::queue:
            return "";
        case Way::worker:
            return "salt-minion does not look at its job queue for this master (a Salt that has none, or a "
                   "minion that "
                   "is connected to another master): pending jobs run in a worker beside it";
        case Way::none: {
            const std::string& why = gates_.at(master).inactive_because;
            return "live jobs of the running salt-minion do not pass the gate, so no pending job is run: " +
                   (why.empty() ? std::string("it did not ask; restart salt-minion") : why);
        }
    }
    return "";
}

}  // namespace job_retry
