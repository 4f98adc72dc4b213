// Enemies: who is against the masters and minions of a run, and how often they act. What they may do is in
// hostile.h, forgeries.h and liar.h. All is drawn from the run's seed; runs without enemies are what they
// were before there were any.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "simulate/forgeries.h"
#include "simulate/hostile.h"
#include "simulate/liar.h"

namespace job_retry::simulate {

class Enemies {
  public:
    struct Climate {
        bool hostile = false;  // an accepted minion is
        bool witness = true;   // masters have it
        bool syndic = true;    // with a hostile one: _syndic_return is used
        bool changes_database = false;
        bool twists = false;       // what shims say
        std::size_t messages = 0;  // of the hostile minion, in one go
        Duration between{};
    };
    // `messages`: as many are wanted of this seed; then there is a hostile minion.
    static Climate draw(std::uint64_t seed, std::uint64_t messages);

    Enemies(Timeline& timeline, Network& network, Witness& witness, const Climate& climate,
            const RsaPrivateKey& key, const std::vector<Master*>& masters,
            const std::vector<std::string>& minions);
    ~Enemies();

    // `quiet`: nobody does anything now.
    void start(std::function<bool()> quiet);
    // Nothing is changed any more on the way or on a disk. The hostile minion goes on, now and then.
    void end_faults();
    // It does not any more.
    void end() { ended_ = true; }

    std::uint64_t arrived() const { return hostile_ ? hostile_->arrived() + forgeries_->arrived() : 0; }

  private:
    void act_later();
    void lie_later();

    Timeline& timeline_;
    Network& network_;
    Witness& witness_;
    const Climate climate_;
    std::vector<Master*> masters_;
    std::optional<Forgeries> forgeries_;
    std::optional<Hostile> hostile_;
    std::optional<Liar> liar_;
    std::function<bool()> quiet_;
    bool faults_ = true;
    bool ended_ = false;
};

}  // namespace job_retry::simulate
