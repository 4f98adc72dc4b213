// What people do in a simulation: they publish jobs, and administrators say what is to become of them.

#include <iterator>
#include <utility>

#include "simulate/job_process.h"
#include "simulate/simulation.h"

namespace job_retry::simulate {

using std::chrono::hours;

namespace {

constexpr const char* kFunctions[] = {"cmd.run", "state.apply", "pkg.install", "test.ping"};

}  // namespace

void Simulation::publish() {
    Master& master = any_master();
    if (!master.salt_is_up()) return;
    std::vector<Minion*> targets;
    for (const auto& minion : minions_)
        if (random_.chance(0.7)) targets.push_back(minion.get());
    if (targets.empty()) targets.push_back(minions_.front().get());
    if (targets.size() > 1 && random_.chance(0.05)) return publish_batch(master, targets);
    if (!chosen_jids_.empty() && random_.chance(0.03)) return publish_again(master);
    std::string fun = kFunctions[random_.below(std::size(kFunctions))];
    if (random_.chance(0.02)) fun = kReboot;
    const int functions = random_.chance(0.1) ? 3 : 1;
    std::string jid;
    std::string way = "a JID of Salt's";
    if (random_.chance(0.05)) {
        way = "a JID that a user chose";
        jid = random_.chance(0.5) ? "nightly-" + std::to_string(chosen_jids_.size())
                                  : std::to_string(chosen_jids_.size());
        fun = "cmd.run";
        chosen_jids_[jid] = fun;
    } else if (random_.chance(0.03)) {
        way = "a JID of an old date";
        jid = master.fresh_jid(hours(24) * std::int64_t(2 + random_.below(3000)));
    }
    const Job job = master.publish(jid, fun, functions, targets, way);
    // A syndic's lower masters, or somebody with two masters at hand: the same job from both.
    if (masters_.size() < 2 || !random_.chance(0.2)) return;
    Master& other = &master == masters_.front().get() ? *masters_.back() : *masters_.front();
    if (other.salt_is_up()) other.publish(job.jid, fun, functions, targets, "the same JID from two masters");
}

// Salt 3008 runs a batch under one JID: one `new` for each part.
void Simulation::publish_batch(Master& master, std::vector<Minion*> targets) {
    const std::string fun = random_.chance(0.5) ? "cmd.run" : "pkg.install";
    const std::string way = "a batch";
    const Job job = master.publish("", fun, 1, {targets.front()}, way);
    Duration at{};
    for (std::size_t i = 1; i < targets.size(); ++i) {
        at += soon();
        timeline_.after(at, [this, &master, jid = job.jid, fun, way, target = targets[i]] {
            if (faults_ && master.salt_is_up()) master.publish(jid, fun, 1, {target}, way);
        });
    }
}

// Somebody who chooses JIDs chooses one twice, for the same job or for another one.
void Simulation::publish_again(Master& master) {
    const auto& [jid, fun] =
        *std::next(chosen_jids_.begin(), std::ptrdiff_t(random_.below(chosen_jids_.size())));
    const bool is_other = random_.chance(0.5);
    master.publish(jid, is_other ? "pkg.install" : fun, 1, {&any_minion()},
                   is_other ? "a JID of another job" : "a JID that was used before");
}

void Simulation::publish_later() {
    timeline_.after(random_.between(Duration(0), climate_.between_jobs * 2), [this] {
        if (!faults_) return;
        if (!paused_) publish();
        publish_later();
    });
}

// ---- administrators

void Simulation::administrate() {
    switch (random_.below(5)) {
        case 0:
        case 1:
            return any_master().cancel_a_job();
        case 2:
        case 3:
            return any_master().retry_a_job();
        default:
            return any_minion().release_a_job();
    }
}

void Simulation::administrate_later() {
    timeline_.after(random_.between(Duration(0), climate_.between_commands * 2), [this] {
        if (!faults_) return;
        if (!paused_) administrate();
        administrate_later();
    });
}

}  // namespace job_retry::simulate
