// Simulation: masters, minions and the network between them, what people do with them and what befalls them,
// all from one seed. First faults, then none; then everything that was published must have ended.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "simulate/enemies.h"
#include "simulate/master.h"
#include "simulate/minion.h"
#include "simulate/network.h"
#include "simulate/timeline.h"
#include "simulate/witness.h"

namespace job_retry::simulate {

class Simulation {
  public:
    // One key for every machine but those of enemies: making them is slow.
    struct Keys {
        RsaPrivateKey all, enemies;
    };
    // What is wanted of a seed, at least.
    struct Wanted {
        std::uint64_t redeliveries = 0;      // of old publications: somebody plays them again
        std::uint64_t hostile_messages = 0;  // that arrive
    };
    Simulation(std::uint64_t seed, const Keys& keys, const Wanted& wanted);

    // Throws Broken.
    void run();

    const Witness& witness() const { return witness_; }
    std::chrono::seconds simulated() const;
    std::uint64_t hostile_messages() const { return enemies_->arrived(); }

  private:
    // What this seed has: each run has few kinds of trouble and much of them, so that they meet.
    struct Climate {
        Duration between_jobs, between_troubles;
        double dies = 0;  // at each moment
        double disk_fails = 0;
        std::vector<int> troubles;    // kinds
        bool ledgers_begin = false;   // gates are installed late, minions anew
        bool ledgers_forget = false;  // soon
        Duration between_commands{};  // of administrators; zero: there are none
        Duration pause{};             // in the middle, in which nothing is published
    };
    void make_machines(const RsaPrivateKey& key, bool witness);
    void draw_climate();
    void pass(Duration time);
    void publish();
    void publish_batch(Master& master, std::vector<Minion*> targets);
    void publish_again(Master& master);
    void publish_later();
    void administrate();
    void administrate_later();
    void retry_all();
    void redeliver_later();
    void trouble();
    void trouble_later();
    void break_disk(Machine& machine);
    void end_faults();
    void check();
    Master& any_master() { return *masters_[random_.below(masters_.size())]; }
    Minion& any_minion() { return *minions_[random_.below(minions_.size())]; }
    Duration soon() { return random_.mostly_short(std::chrono::seconds(1), std::chrono::seconds(400)); }

    Timeline timeline_;
    Random& random_ = timeline_.random;
    Network network_{timeline_};
    Witness witness_;
    Climate climate_;
    std::vector<std::unique_ptr<Minion>> minions_;
    std::vector<std::unique_ptr<Master>> masters_;
    std::unique_ptr<Enemies> enemies_;
    std::uint64_t redeliveries_;
    std::uint64_t hostile_messages_;
    bool faults_ = true;
    bool paused_ = false;
    std::map<std::string, std::string> chosen_jids_;  // by users: JID and function
    std::set<const Machine*> bad_disks_, full_disks_;
    bool clocks_agreed_ = true;                // the masters'
    std::set<const Machine*> stepped_unseen_;  // whose clocks stepped while their shims were down
    SteadyTime began_;
};

}  // namespace job_retry::simulate
