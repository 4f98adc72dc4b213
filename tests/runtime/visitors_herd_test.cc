// Overload in a model: many honest peers come back at once to a port whose processor they share, and whoever
// is turned away comes again. What is measured is work that was thrown away. Time is counted, not waited for.

#include <catch2/catch.hpp>
#include <queue>
#include <random>

#include "runtime/visitors.h"

namespace job_retry {
namespace {

using namespace std::chrono_literals;
using Microseconds = std::chrono::microseconds;

// A peer lets the port work three times: for two steps of CURVE and for the proof, with a way there and back
// in between. The port's processor does one thing after the other.
struct Herd {
    struct Options {
        int peers = 3000;
        int addresses = 3000;
        bool with_back_off = true;
        Microseconds work = 1500us;        // of a step; 4.5 ms for a peer
        Microseconds turning_away = 60us;  // ZeroMQ takes a connection in before anybody can refuse it
        Microseconds round_trip = 20ms;
        Microseconds come_after = 0us;
        int attack = 0;  // connections a second that say nothing, of the same addresses
    };
    struct Found {
        SteadyTime::duration elapsed{};
        int let_in = 0;
        double wasted = 0;  // of the steps that the port worked for
        int visits = 0;
    };

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
        const std::int64_t wait =
            options_.with_back_off ? std::min(60'000, 500 << std::min(7, peer.failures++)) : 500;
        later(Microseconds(wait * (750 + std::int64_t(random() % 500))), {id, Event::come, 0});
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

    Visitors visitors;
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

const Visitors::Limits kFewPlaces = {.strangers = 400, .of_address = 400, .opening_bytes = 266};

TEST_CASE(
    "a herd that is larger than the port's places is let in once, and hardly anything is done in vain") {
    const Herd::Options options;
    const auto found = Herd(kFewPlaces, options).run(10min);
    CHECK(found.let_in == options.peers);
    CHECK(found.wasted < 0.05);
    const auto bare = options.peers * 3 * options.work;
    CHECK(found.elapsed < 2 * bare);
    CHECK(found.visits < 6 * options.peers);
}

TEST_CASE("peers that come again at once cost the port more, and take nobody's place") {
    Herd::Options options;
    options.with_back_off = false;
    const auto found = Herd(kFewPlaces, options).run(10min);
    CHECK(found.let_in == options.peers);
    CHECK(found.wasted < 0.05);
}

TEST_CASE("a herd behind one address is let in beside a flood from that address") {
    Herd::Options options;
    options.peers = 300;
    options.addresses = 1;
    options.attack = 100;
    options.come_after = 20s;
    const auto found = Herd({.opening_bytes = 266}, options).run(10min);
    CHECK(found.let_in == options.peers);
    CHECK(found.wasted < 0.05);
    CHECK(found.elapsed < 5min);
}

}  // namespace
}  // namespace job_retry
