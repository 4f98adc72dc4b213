#include "simulate/job_process.h"

#include <algorithm>

#include "minion_agent/stores.h"
#include "simulate/master.h"

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr int kReturnTries = 3;
constexpr int kSocketTries = 3;
constexpr std::size_t kMaxReturn = std::size_t{16} << 20;

}  // namespace

JobProcess::JobProcess(Minion& minion, const Job& job, Master& master, proto::Via via, Done done,
                       std::string offer)
    : minion_(minion),
      job_(job),
      master_(master),
      via_(via),
      done_(std::move(done)),
      offer_(std::move(offer)),
      process_(minion.start_process()),
      gated_(minion.has_gate()) {}

void JobProcess::after(Duration delay, std::function<void()> then) {
    minion_.timeline().after(delay, [self = weak_from_this(), then = std::move(then)] {
        const auto me = self.lock();
        if (me && me->lives_) then();
    });
}

void JobProcess::start() {
    after(minion_.timeline().random.mostly_short(milliseconds(1), milliseconds(500)),
          [this] { offer_.empty() ? claim() : begin_late(); });
}

// Without the agent's word for it nothing runs, and nothing is returned.
void JobProcess::begin_late() {
    tell_late(proto::LateStep::begins, "", [this](const proto::GateReply& reply) {
        if (std::holds_alternative<proto::DoneReply>(reply)) return claim();
        minion_.witness().count("late jobs without an offer");
        end(proto::Outcome::refused, "");
    });
}

void JobProcess::tell_late(proto::LateStep step, const std::string& text, const Answered& then) {
    ask(proto::LateRequest{*Jid::parse(job_.jid), offer_, step, text}, then);
}

void JobProcess::kill() {
    lives_ = false;
    minion_.end_process(process_.pid);
    minion_.witness().count("job processes killed");
    if (done_) done_(proto::Outcome::failed, "the job process was ended by signal 9");
}

void JobProcess::end(proto::Outcome outcome, const std::string& text) {
    lives_ = false;
    if (done_) done_(outcome, text);
    minion_.ended(process_.pid);
}

// ---- the gate

void JobProcess::ask(const proto::GateRequest& request, const Answered& answered, int tries) {
    if (!minion_.gate_is_open || tries == kSocketTries) {
        const proto::GateReply reply = ask_program(request);
        if (lives_) answered(reply);
        return;
    }
    minion_.questions.push_back({proto::encode(request), process_.pid,
                                 [this, self = weak_from_this(), request, answered,
                                  tries](const std::optional<proto::GateReply>& reply) {
                                     const auto me = self.lock();
                                     if (!me || !lives_) return;
                                     if (reply) return answered(*reply);
                                     after(milliseconds(100 * (tries + 1)), [this, request, answered, tries] {
                                         ask(request, answered, tries + 1);
                                     });
                                 }});
    minion_.wake();
}

// `minion-agent gate`: the same ledger, opened by another process, which may die as well.
proto::GateReply JobProcess::ask_program(const proto::GateRequest& request) {
    const Machine::Turn turn(minion_);
    const std::filesystem::path directory = Minion::kDirectory;
    minion_.witness().count("minion-agent gate");
    const Disk::OtherProcess other(minion_.disk);
    try {
        auto ledger = Ledger::open({.directory = ledger_directory(directory),
                                    .size = minion_.options().ledger_size,
                                    .rerun = minion_.options().rerun});
        if (!ledger) return proto::GateError{ledger.error().code, ledger.error().text};
        auto returns = Returns::open(
            {.directory = returns_directory(directory), .size = minion_.options().returns_size});
        Gate gate(*ledger, returns ? &*returns : nullptr, kMaxReturn);
        const std::string bytes = proto::encode(request);
        return gate.answer({{bytes, process_.pid}}, minion_.now()).front();
    } catch (const Killed&) {
        return proto::GateError{Errc::unavailable, "minion-agent gate was killed"};
    }
}

void JobProcess::claim() {
    if (!gated_) return run();
    minion_.witness().asked({minion_.name(), job_.jid, index_});
    const proto::ClaimRequest request{.jid = *Jid::parse(job_.jid),
                                      .index = std::uint16_t(index_),
                                      .count = std::uint16_t(job_.functions),
                                      .fun = job_.fun,
                                      .digest = job_.digest,
                                      .via = via_,
                                      .master = master_.name(),
                                      .pid = process_.pid};
    ask(request, [this](const proto::GateReply& reply) { decided(reply); });
}

void JobProcess::decided(const proto::GateReply& reply) {
    minion_.witness().told({minion_.name(), job_.jid, index_}, reply);
    const auto* decision = std::get_if<proto::DecisionReply>(&reply);
    if (decision == nullptr) return refused("error", proto::Outcome::failed);
    switch (decision->answer) {
        case proto::Answer::granted:
            return after(minion_.timeline().random.mostly_short(milliseconds(0), milliseconds(50)),
                         [this] { run(); });
        case proto::Answer::finished:
            returned_ = decision->returned.value_or("its return is not recorded any more");
            return next_function();
        case proto::Answer::running:
            after(pause_, [this] { claim(); });
            pause_ = std::min<Duration>(pause_ * 2, seconds(5));
            return;
        case proto::Answer::too_old:
            minion_.check_floor(job_.jid);
            [[fallthrough]];
        case proto::Answer::conflict:
            return refused(std::string(proto::to_text(decision->answer)), proto::Outcome::refused);
        case proto::Answer::interrupted:
            return refused("interrupted", proto::Outcome::failed);
    }
}

// A live job's refusal is its return, as Salt has it; a pending job's never is.
void JobProcess::refused(const std::string& why, proto::Outcome outcome) {
    if (!offer_.empty()) {
        const auto step =
            outcome == proto::Outcome::refused ? proto::LateStep::refused : proto::LateStep::failed;
        return tell_late(step, why, [this](const proto::GateReply&) { end(proto::Outcome::failed, ""); });
    }
    if (via_ == proto::Via::pending) return end(outcome, why);
    is_refusal_ = true;
    returned_ = "refused: " + why;
    send_return(kReturnTries);
}

void JobProcess::run() {
    Random& random = minion_.timeline().random;
    // Salt puts a state run into its own queue and runs it later (__no_return__).
    if (gated_ && job_.fun == "state.apply" && random.chance(0.1)) {
        const proto::ReleaseRequest request{*Jid::parse(job_.jid), std::uint16_t(index_)};
        minion_.witness().gave_back({minion_.name(), job_.jid, index_});
        return ask(request, [this](const proto::GateReply&) {
            minion_.timeline().after(seconds(20), [&minion = minion_, job = job_, &master = master_] {
                minion.receive(job, master, true);
            });
            if (offer_.empty()) return end(proto::Outcome::requeued, "");
            tell_late(proto::LateStep::requeued, "",
                      [this](const proto::GateReply&) { end(proto::Outcome::requeued, ""); });
        });
    }
    const RerunRule& rule = minion_.options().rerun;
    const bool reruns =
        std::find(rule.functions.begin(), rule.functions.end(), job_.fun) != rule.functions.end();
    minion_.witness().ran({.function = {minion_.name(), job_.jid, index_},
                           .master = master_.name(),
                           .job = job_.digest,
                           .via = via_,
                           .gated = gated_,
                           .by_itself = reruns ? rule.most : 0,
                           .forgets = minion_.options().keep < std::chrono::hours(1)});
    if (job_.fun == kReboot) after(milliseconds(20), [&minion = minion_] { minion.reboot(); });
    after(random.mostly_short(milliseconds(10), seconds(90)), [this] { finish(); });
}

void JobProcess::finish() {
    if (!gated_) return next_function();
    returned_.assign(1 + minion_.timeline().random.below(6000), 'r');
    proto::FinishRequest request{*Jid::parse(job_.jid), std::uint16_t(index_), 0, "return", returned_};
    ask(request, [this](const proto::GateReply& reply) {
        if (std::holds_alternative<proto::DoneReply>(reply))
            minion_.witness().told({minion_.name(), job_.jid, index_}, reply);
        else
            minion_.witness().count("finishes that were not recorded");
        next_function();
    });
}

void JobProcess::next_function() {
    if (++index_ < job_.functions) return claim();
    send_return(kReturnTries);
}

void JobProcess::send_return(int tries) {
    has_returned_ = true;
    if (acknowledged_ || tries == 0) {
        if (!acknowledged_) minion_.witness().count("returns lost");
        return end(acknowledged_ ? proto::Outcome::returned : proto::Outcome::return_lost, "");
    }
    minion_.network().carry(minion_.name(), master_.name(),
                            [self = weak_from_this(), &master = master_, &minion = minion_, jid = job_.jid,
                             refusal = is_refusal_] {
                                if (!master.take_return(jid, minion.name(), refusal)) return;
                                minion.network().carry(master.name(), minion.name(), [self] {
                                    if (const auto me = self.lock(); me && me->lives_)
                                        me->acknowledged_ = true;
                                });
                            });
    // With the answer it ends at once; the timer is for the case that none comes.
    after(milliseconds(50), [this, tries] {
        if (acknowledged_) return send_return(0);
        after(seconds(5), [this, tries] { send_return(tries - 1); });
    });
}

}  // namespace job_retry::simulate
