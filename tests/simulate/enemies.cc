#include "simulate/enemies.h"

#include <algorithm>
#include <utility>

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::uint64_t kOwnDraws = 0x656e656d696573;  // so that the run's own draws stay what they are
constexpr Duration kTime = minutes(25);                // in which the messages that are wanted arrive

}  // namespace

Enemies::Climate Enemies::draw(std::uint64_t seed, std::uint64_t messages) {
    Random random(seed ^ kOwnDraws);
    Climate climate;
    climate.hostile = random.chance(0.4) || messages > 0;
    climate.witness = !random.chance(0.25);
    climate.syndic = climate.witness || random.chance(0.3);
    climate.changes_database = random.chance(0.15);
    climate.twists = random.chance(0.15);
    climate.messages = 1 + random.below(30);
    climate.between = random.between(seconds(1), seconds(30));
    if (messages > 0) climate.between = kTime * std::int64_t(climate.messages) / std::int64_t(messages);
    return climate;
}

Enemies::Enemies(Timeline& timeline, Network& network, Witness& witness, const Climate& climate,
                 const RsaPrivateKey& key, const std::vector<Master*>& masters,
                 const std::vector<std::string>& minions)
    : timeline_(timeline), network_(network), witness_(witness), climate_(climate), masters_(masters) {
    if (climate.hostile) witness_.count("runs with a hostile minion");
    if (!climate.witness) witness_.count("runs without the witness");
    if (climate.changes_database) witness_.count("runs with a database that lies");
    if (climate.twists) witness_.count("runs with shims that lie");
    if (climate.hostile) {
        forgeries_.emplace(timeline, witness, Forgeries::Options{masters, minions, climate.syndic});
        hostile_.emplace(timeline, network, witness, Hostile::Options{key, masters, minions}, *forgeries_);
    }
    if (climate.changes_database || climate.twists)
        liar_.emplace(timeline, witness, Liar::Options{key, minions});
    if (climate.twists)
        network_.twist = [this](const std::string& minion, const std::string& payload) {
            return minion == Hostile::kName ? payload : liar_->twist(payload);
        };
    // From the begin: what is changed is not always what is noticed first.
    if (climate.changes_database)
        for (Master* master : masters_)
            master->database_lies = true;
}

Enemies::~Enemies() {
    network_.twist = nullptr;
}

void Enemies::start(std::function<bool()> quiet) {
    quiet_ = std::move(quiet);
    if (climate_.hostile) act_later();
    if (climate_.changes_database) lie_later();
}

void Enemies::act_later() {
    const Duration between = faults_ ? climate_.between : Duration(minutes(2));
    timeline_.after(timeline_.random.between(Duration(0), between * 2), [this] {
        if (ended_) return;
        if (!quiet_()) {
            const std::size_t through_salt = climate_.messages / 8;
            hostile_->say(climate_.messages - through_salt);
            for (std::size_t i = 0; i < std::max<std::size_t>(through_salt, 1); ++i)
                forgeries_->one();
        }
        act_later();
    });
}

// While the shim is down; it is killed for that.
void Enemies::lie_later() {
    timeline_.after(timeline_.random.between(seconds(1), minutes(4)), [this] {
        if (!faults_) return;
        if (!quiet_()) {
            Master& master = *masters_[timeline_.random.below(masters_.size())];
            if (master.shim_is_up()) master.kill_shim();
            liar_->change_database(master);
            timeline_.after(seconds(1), [&master] { master.start_shim(); });
        }
        lie_later();
    });
}

void Enemies::end_faults() {
    faults_ = false;
    network_.twist = nullptr;
}

}  // namespace job_retry::simulate
