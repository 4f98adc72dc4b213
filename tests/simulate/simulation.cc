#include "simulate/simulation.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "simulate/job_process.h"

namespace job_retry::simulate {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

enum Trouble : int {
    kCut,
    kAgentKilled,
    kShimKilled,
    kMinionLosesPower,
    kMasterLosesPower,
    kSaltMinionKilled,
    kSaltMasterKilled,
    kJobKilled,
    kMinionClock,
    kMasterClock,
    kMinionDisk,
    kMasterDisk,
    kBusGap,
    kKeyRemoved,
    kKeysUnreadable,
    kWeather,
    kReplay,
    kReinstalled,
    kImageMade,
    kRolledBack,
    kTroubles
};

constexpr Duration kFaults = minutes(30);
constexpr Duration kRest = hours(1);          // so that what comes late is seen
constexpr Duration kLongestRest = hours(30);  // longer than any delivery may be open

}  // namespace

Simulation::Simulation(std::uint64_t seed, const Keys& keys, const Wanted& wanted)
    : timeline_(seed),
      redeliveries_(wanted.redeliveries),
      hostile_messages_(wanted.hostile_messages),
      began_(timeline_.now()) {
    draw_climate();
    // Redeliveries are compared with other ways to remember jobs, which know nothing of enemies.
    const auto enemies = redeliveries_ > 0 ? Enemies::Climate() : Enemies::draw(seed, hostile_messages_);
    make_machines(keys.all, enemies.witness);
    std::vector<Master*> masters;
    for (const auto& master : masters_)
        masters.push_back(master.get());
    std::vector<std::string> minions;
    for (const auto& minion : minions_)
        minions.push_back(minion->name());
    enemies_ =
        std::make_unique<Enemies>(timeline_, network_, witness_, enemies, keys.enemies, masters, minions);
}

std::chrono::seconds Simulation::simulated() const {
    return std::chrono::duration_cast<seconds>(timeline_.now() - began_);
}

void Simulation::draw_climate() {
    climate_.between_jobs = random_.between(milliseconds(500), seconds(20));
    climate_.between_troubles = random_.between(seconds(2), seconds(60));
    climate_.dies = random_.chance(0.5) ? 0.002 * double(1 + random_.below(10)) : 0;
    climate_.disk_fails = 0.05 * double(1 + random_.below(20));
    for (int kind = 0; kind < kTroubles; ++kind)
        if (random_.chance(0.4)) climate_.troubles.push_back(kind);
    climate_.ledgers_begin = redeliveries_ == 0 && random_.chance(0.5);
    climate_.ledgers_forget = random_.chance(0.3);
    if (!climate_.ledgers_begin)
        std::erase_if(climate_.troubles,
                      [](int kind) { return kind == kReinstalled || kind == kRolledBack; });
    // Limits, see README.md.
    if (climate_.ledgers_begin || climate_.ledgers_forget) std::erase(climate_.troubles, int(kMasterClock));
    if (random_.chance(0.5)) climate_.between_commands = random_.between(seconds(5), seconds(90));
    if (redeliveries_ == 0 && random_.chance(0.2)) climate_.pause = random_.between(hours(25), hours(60));
}

void Simulation::make_machines(const RsaPrivateKey& key, bool witness) {
    ShimProcess::Options shim;
    shim.witness = witness;
    shim.silence = seconds(random_.chance(0.5) ? 30 : 5);
    shim.max_draining = random_.chance(0.5) ? 1 : 100;
    shim.max_pending = random_.chance(0.3) ? 5 : 1000;
    if (random_.chance(0.2)) shim.expire = minutes(10);
    const int masters = random_.chance(0.4) ? 2 : 1;
    for (int i = 1; i <= masters; ++i)
        masters_.push_back(
            std::make_unique<Master>(timeline_, network_, witness_, "master" + std::to_string(i), key, shim));
    Minion::Options options{.key = key, .masters = {}};
    for (const auto& master : masters_)
        options.masters.push_back(master.get());
    // Salt's own list is switched off where the gate is to see everything.
    options.remembered_jids = redeliveries_ == 0 && random_.chance(0.5) ? 100 : 0;
    if (climate_.ledgers_forget) options.keep = minutes(10);
    if (random_.chance(0.5)) options.rerun = {{"pkg.install", kReboot}, std::uint32_t(random_.below(4))};
    const int minions = int(1 + random_.below(4));
    for (int i = 1; i <= minions; ++i) {
        options.has_gate = !climate_.ledgers_begin || !random_.chance(0.3);
        minions_.push_back(
            std::make_unique<Minion>(timeline_, network_, witness_, "minion" + std::to_string(i), options));
        for (const auto& master : masters_)
            master->meet(*minions_.back());
    }
    const auto arm = [this](Machine& machine) {
        machine.disk.moment = [this] {
            if (faults_ && !paused_ && random_.chance(climate_.dies)) throw Killed{};
        };
        machine.disk.fault = [this, &machine](Disk::Access access) -> Result<void> {
            if (full_disks_.contains(&machine) && access == Disk::Access::commit)
                return fail(Errc::full, "the disk is full");
            if (!bad_disks_.contains(&machine) || !random_.chance(climate_.disk_fails)) return {};
            return fail(random_.chance(0.5) ? Errc::io : Errc::full, "the disk does not take it");
        };
    };
    for (const auto& machine : minions_)
        arm(*machine);
    for (const auto& machine : masters_)
        arm(*machine);
}

void Simulation::pass(Duration time) {
    const SteadyTime until = timeline_.now() + time;
    while (timeline_.step(until))
        continue;
}

// When nothing goes wrong any more, what is allowed once more runs.
void Simulation::retry_all() {
    for (const auto& master : masters_)
        master->retry_all();
    const SteadyTime began = timeline_.now();
    const auto is_done = [](const auto& master) { return master->is_done(); };
    do
        pass(minutes(20));
    while (timeline_.now() - began < kLongestRest && !std::all_of(masters_.begin(), masters_.end(), is_done));
}

// ---- trouble

void Simulation::trouble_later() {
    timeline_.after(random_.between(Duration(0), climate_.between_troubles * 2), [this] {
        if (!faults_) return;
        if (!paused_) trouble();
        trouble_later();
    });
}

// The links are one more who may do so: what arrives comes from no master's intention.
void Simulation::redeliver_later() {
    timeline_.after(kFaults / std::int64_t(redeliveries_), [this] {
        if (!faults_) return;
        // To one that hears it: what does not arrive shows nothing.
        std::vector<Minion*> up;
        for (const auto& minion : minions_)
            if (minion->salt_is_up()) up.push_back(minion.get());
        Master& master = any_master();
        const auto& jids = master.jids_published();
        if (!up.empty() && !jids.empty()) {
            const auto& published = master.published.at(jids[random_.below(jids.size())]);
            up[random_.below(up.size())]->receive(published.job, master);
        }
        redeliver_later();
    });
}

void Simulation::break_disk(Machine& machine) {
    const bool is_full = random_.chance(0.3);
    witness_.count(is_full ? "disks full" : "disks out of order");
    std::set<const Machine*>& disks = is_full ? full_disks_ : bad_disks_;
    disks.insert(&machine);
    timeline_.after(soon(), [&disks, &machine] { disks.erase(&machine); });
}

void Simulation::trouble() {
    if (climate_.troubles.empty()) return;
    Minion& minion = any_minion();
    Master& master = any_master();
    const auto clock_step = [this] {
        const Duration by = random_.mostly_short(seconds(1), hours(30));
        return random_.chance(0.5) ? by : -by;
    };
    switch (climate_.troubles[random_.below(climate_.troubles.size())]) {
        case kCut:
            witness_.count("cuts");
            network_.cut(minion.name(), master.name());
            return timeline_.after(soon(),
                                   [this, &minion, &master] { network_.mend(minion.name(), master.name()); });
        case kAgentKilled:
            if (minion.agent_is_up()) minion.kill_agent();
            return timeline_.after(soon(), [&minion] { minion.start_agent(); });
        case kShimKilled:
            if (master.shim_is_up()) master.kill_shim();
            return timeline_.after(soon(), [&master] { master.start_shim(); });
        case kMinionLosesPower:
            minion.lose_power();
            return timeline_.after(soon(), [&minion] {
                minion.start_agent();
                minion.start_salt();
            });
        case kMasterLosesPower:
            master.lose_power();
            return timeline_.after(soon(), [&master] {
                master.start_salt();
                master.start_shim();
            });
        case kSaltMinionKilled:
            minion.kill_salt(random_.chance(0.5));
            return timeline_.after(soon(), [&minion] { minion.start_salt(); });
        case kSaltMasterKilled:
            master.kill_salt();
            return timeline_.after(soon(), [&master] { master.start_salt(); });
        case kJobKilled:
            return minion.kill_a_job();
        case kMinionClock:
            witness_.count("clock steps: minion");
            return minion.step_clock(clock_step());
        case kMasterClock:
            // While no shim runs one step is seen, see README.md.
            if (master.shim_is_up())
                stepped_unseen_.erase(&master);
            else if (!stepped_unseen_.insert(&master).second)
                return;
            clocks_agreed_ = masters_.size() == 1;
            witness_.count("clock steps: master");
            return master.step_clock(clock_step());
        case kMinionDisk:
            return break_disk(minion);
        case kMasterDisk:
            return break_disk(master);
        case kBusGap:
            return master.lose_bus();
        case kKeyRemoved:
            witness_.count("keys removed");
            master.remove_key(minion.name());
            return timeline_.after(soon(), [&minion, &master] { master.accept_key(minion.name()); });
        case kKeysUnreadable:
            witness_.count("key directories that cannot be read");
            master.keys.unreadable = true;
            return timeline_.after(soon(), [&master] { master.keys.unreadable = false; });
        case kWeather:
            network_.weather = {0.02 * double(random_.below(10)), 0.02 * double(random_.below(10)),
                                0.02 * double(random_.below(10)), random_.between(seconds(1), minutes(5))};
            return;
        case kReplay: {
            // Somebody plays an old publication again.
            if (master.published.empty()) return;
            auto old =
                std::next(master.published.begin(), std::ptrdiff_t(random_.below(master.published.size())));
            witness_.count("publications replayed");
            return minion.receive(old->second.job, master);
        }
        case kReinstalled:
            if (!minion.has_gate() || random_.chance(0.8)) return;
            minion.reinstall();
            return timeline_.after(soon(), [&minion] {
                minion.start_agent();
                minion.start_salt();
            });
        case kImageMade:
            return minion.make_image();
        case kRolledBack:
            if (!minion.can_go_back()) return;
            minion.go_back();
            return timeline_.after(soon(), [&minion] {
                minion.start_agent();
                minion.start_salt();
            });
        default:
            return;
    }
}

void Simulation::end_faults() {
    faults_ = false;
    enemies_->end_faults();
    bad_disks_.clear();
    full_disks_.clear();
    network_.weather = {};
    network_.mend_all();
    for (const auto& minion : minions_) {
        minion->install_gate();
        minion->start_salt();
        minion->start_agent();
    }
    for (const auto& master : masters_) {
        master->start_salt();
        master->start_shim();
    }
    pass(minutes(2));  // not while nobody looks, see README.md
    for (const auto& minion : minions_)
        minion->set_clock_right();
    for (const auto& master : masters_)
        master->set_clock_right();
}

// ---- the run

void Simulation::run() {
    for (const auto& master : masters_) {
        const Disk::Calm calm(master->disk);  // what is published before its first start is owed to nobody
        master->start_shim();
    }
    for (const auto& minion : minions_)
        minion->start_agent();
    publish_later();
    trouble_later();
    if (redeliveries_ > 0) redeliver_later();
    enemies_->start([this] { return paused_; });
    if (climate_.between_commands > Duration(0)) administrate_later();
    for (const auto& minion : minions_)
        if (!minion->has_gate())
            timeline_.after(random_.between(seconds(1), kFaults), [&one = *minion] { one.install_gate(); });
    pass(kFaults / 2);
    paused_ = true;
    pass(climate_.pause);
    paused_ = false;
    pass(kFaults / 2);
    while (witness_.rivals.arrivals() < redeliveries_ || enemies_->arrived() < hostile_messages_)
        pass(minutes(1));
    end_faults();
    const SteadyTime rest = timeline_.now();
    const auto is_done = [](const auto& master) { return master->is_done(); };
    do
        pass(kRest);
    while (timeline_.now() - rest < kLongestRest && !std::all_of(masters_.begin(), masters_.end(), is_done));
    check();
}

void Simulation::check() {
    enemies_->end();
    retry_all();
    for (const auto& master : masters_)
        if (master->agents() < minions_.size())
            throw Broken{"only " + std::to_string(master->agents()) + " agents have found back to " +
                         master->name()};
    for (const auto& minion : minions_)
        if (minion->agent_is_up()) minion->kill_agent();
    for (const auto& master : masters_) {
        if (master->shim_is_up()) master->kill_shim();
        if (master->database_lies) continue;  // what is owed there is not known any more
        master->check_ends();
        master->check_retried(clocks_agreed_);
    }
}

}  // namespace job_retry::simulate
