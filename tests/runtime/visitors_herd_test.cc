// Overload in a model: many honest peers come back at once to a port whose processor they share, and whoever
// is turned away comes again. What is measured is work that was thrown away. Time is counted, not waited for.
// Beside the real rule there is a model of an earlier one, under which such a port ended in doing nothing
// else.

#include <catch2/catch.hpp>
#include <cmath>
#include <list>
#include <queue>
#include <random>

#include "runtime/visitors.h"

namespace job_retry {
namespace {

using namespace std::chrono_literals;
using Microseconds = std::chrono::microseconds;

// "Beyond the places the oldest makes room": whoever is nearest to its end goes for one that has not begun.
class OldestMakesRoom {
  public:
    explicit OldestMakesRoom(const Visitors::Limits& limits) : places_(limits.strangers) {}
    std::vector<int> enter(int id, const std::string&, SteadyTime) {
        leave(id);
        std::vector<int> gone;
        if (line_.size() == places_) gone.push_back(line_.front());
        for (const int oldest : gone)
            leave(oldest);
        where_[id] = line_.insert(line_.end(), id);
        return gone;
    }
    void leave(int id) {
        const auto found = where_.find(id);
        if (found == where_.end()) return;
        line_.erase(found->second);
        where_.erase(found);
    }
    static bool sent(int, std::uint64_t, SteadyTime) { return true; }
    void mark(int id, const std::string&, SteadyTime) { leave(id); }
    static std::vector<int> overdue(SteadyTime) { return {}; }

  private:
    std::size_t places_;
    std::list<int> line_;
    std::map<int, std::list<int>::iterator> where_;
};

// A peer lets the port work three times: for two steps of CURVE and for the proof, with a way there and back
// in between. The port's processor does one thing after the other.
struct Options {
    int peers = 3000;
    int addresses = 3000;
    bool with_back_off = true;
    Microseconds work = 1500us;        // of a step; 4.5 ms for a peer
    Microseconds turning_away = 60us;  // ZeroMQ takes a connection in before anybody can refuse it
    Microseconds round_trip = 20ms;
    Microseconds come_after = 0us;
    int attack = 0;  // connections a second that say nothing, of the same addresses

    Microseconds bare() const { return peers * 3 * work; }  // that it takes without anybody at the door
};

template <class Rule = Visitors>
struct Herd {
    struct Found {
        SteadyTime::duration elapsed{};
        int let_in = 0;
        double wasted = 0;  // of the steps that the port worked for
        int visits = 0;
    };

    Rule visitors;

    explicit Herd(const Visitors::Limits& limits, const Options& options)
        : visitors(limits), options_(options), peers(std::size_t(options.peers)) {}

    Found run(SteadyTime::duration longest) {
        for (int id = 0; id < options_.peers; ++id)
            later(options_.come_after + Microseconds(random() % 100'000), {id, Event::come, 0});
        if (options_.attack > 0) later(0us, {0, Event::attack, 0});
        Found found;
        while (!events.empty() && found.let_in < options_.peers && now < kBegin + longest) {
            const auto [at, number, event] = events.top();
            events.pop();
            now = std::max(now, at);
            all_go(visitors.overdue(now));
            if (event.what == Event::attack)
                attack();
            else if (event.what == Event::come)
                come(event.id);
            else
                step(event, found);
        }
        found.elapsed = now - kBegin;
        found.wasted = double(wasted_) / double(std::max(1, steps_));
        found.visits = visits_;
        return found;
    }

  private:
    static constexpr SteadyTime kBegin{1h};
    struct Event {
        int id;
        enum What : std::uint8_t { come, speak, attack } what;
        int visit;
    };
    struct Peer {
        int visit = 0;  // changes whenever it begins anew
        int steps = 0;
        int failures = 0;
        bool is_in = false;
    };
    using Dated = std::tuple<SteadyTime, int, Event>;
    struct Later {
        bool operator()(const Dated& a, const Dated& b) const {
            return std::tie(std::get<0>(a), std::get<1>(a)) > std::tie(std::get<0>(b), std::get<1>(b));
        }
    };

    void later(Microseconds in, Event event) { events.push({now + in, ++numbers_, event}); }
    std::string address_of(int id) const {
        const int number = id % options_.addresses;
        return {char(number >> 16), char(number >> 8), char(number), char(number >> 4)};
    }
    // As a client of ZeroMQ does by itself, or with a wait that only being let in resets.
    void come_again(int id) {
        Peer& peer = peers[std::size_t(id)];
        ++peer.visit;
        wasted_ += peer.steps;
        peer.steps = 0;
        const double wait =
            options_.with_back_off ? std::min(60e3, 500 * std::pow(1.5, peer.failures++)) : 500;
        later(Microseconds(std::int64_t(wait) * (500 + std::int64_t(random() % 750))), {id, Event::come, 0});
    }
    void all_go(const std::vector<int>& gone) {
        for (const int id : gone) {
            visitors.leave(id);
            now += options_.turning_away;
            if (id < options_.peers) come_again(id);
        }
    }
    void come(int id) {
        ++visits_;
        now += options_.turning_away;
        const std::vector<int> gone = visitors.enter(id, address_of(id), now);
        const bool refused = std::find(gone.begin(), gone.end(), id) != gone.end();
        all_go(gone);
        if (!refused) later(options_.round_trip, {id, Event::speak, peers[std::size_t(id)].visit});
    }
    void step(const Event& event, Found& found) {
        Peer& peer = peers[std::size_t(event.id)];
        if (peer.visit != event.visit || peer.is_in) return;
        now += options_.work;
        ++steps_;
        if (!visitors.sent(event.id, std::uint64_t(300 * ++peer.steps), now)) return come_again(event.id);
        if (peer.steps < 3) return later(options_.round_trip, event);
        peer.is_in = true;
        ++found.let_in;
        visitors.mark(event.id, "minion " + std::to_string(event.id), now);
    }
    void attack() {
        now += options_.turning_away;
        const int id = options_.peers + attackers_++;
        for (const int gone : visitors.enter(id, address_of(attackers_), now)) {
            visitors.leave(gone);
            if (gone < options_.peers) come_again(gone);
        }
        later(Microseconds(std::int64_t(random() % 2'000'000) / options_.attack), {0, Event::attack, 0});
    }

    Options options_;
    std::vector<Peer> peers;
    std::priority_queue<Dated, std::vector<Dated>, Later> events;
    SteadyTime now = kBegin;
    std::mt19937 random{7};
    int numbers_ = 0;
    int steps_ = 0;
    int wasted_ = 0;
    int visits_ = 0;
    int attackers_ = 0;
};

Visitors::Limits few_places(const Options& options) {
    const auto places = std::size_t(std::min(options.peers / 8, 4096));
    return {.strangers = places, .of_address = places, .opening_bytes = 266};
}

Options herd_of(int peers) {
    Options options;
    options.peers = options.addresses = peers;
    if (peers > 10'000) options.work = 500us;
    return options;
}

TEST_CASE("where the oldest makes room a herd throws away all work, and few get in") {
    Options options = herd_of(GENERATE(1'000, 10'000, 100'000));
    options.with_back_off = false;
    CAPTURE(options.peers);
    // A share of the time that the work takes, and less than a fifth of what could be done in it.
    const int share = options.peers / 1'000;
    const auto found = Herd<OldestMakesRoom>(few_places(options), options).run(options.bare() / share);
    CHECK(found.let_in < options.peers / share / 5);
    CHECK((found.wasted > 0.5 || found.let_in == 0));
}

TEST_CASE("a herd that is larger than the port's places is let in, and hardly anything is done in vain") {
    const Options options = herd_of(GENERATE(1'000, 10'000, 100'000));
    CAPTURE(options.peers);
    Herd herd(few_places(options), options);
    const auto found = herd.run(10 * options.bare());
    CHECK(found.let_in == options.peers);
    CHECK(found.wasted < 0.05);
    // Of 100,000 the port has to turn away so many that this takes as long as its work.
    CHECK(found.elapsed < (options.peers > 10'000 ? 3 : 2) * options.bare());
    CHECK(found.visits < 16 * options.peers);
    const Visitors::Counts& counts = herd.visitors.counts();
    CHECK(counts.let_in == std::uint64_t(options.peers));
    CHECK(counts.begun == counts.let_in + counts.in_vain);
    CHECK(double(counts.in_vain) < 0.05 * double(counts.begun));
}

TEST_CASE("peers that come again at once cost the port more, and take nobody's place") {
    Options options = herd_of(GENERATE(1'000, 10'000));
    options.with_back_off = false;
    CAPTURE(options.peers);
    const auto found = Herd(few_places(options), options).run(10 * options.bare());
    CHECK(found.let_in == options.peers);
    CHECK(found.wasted < 0.05);
}

TEST_CASE("a herd behind one address is let in beside a flood from that address") {
    Options options = herd_of(300);
    options.addresses = 1;
    options.attack = GENERATE(100, 250);
    options.come_after = 20s;
    CAPTURE(options.attack);
    const auto found = Herd({.opening_bytes = 266}, options).run(10min);
    CHECK(found.let_in == options.peers);
    CHECK(found.wasted < 0.05);
    CHECK(found.elapsed < 3min);
}

}  // namespace
}  // namespace job_retry
