// Drain, driven by hand: a ledger that is a map, a clock that is a variable, a shim that is the test.

#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "minion_agent/drain.h"

namespace job_retry::test {

using std::chrono::seconds;

inline Jid jid(int number) {
    return *Jid::parse("202601010000000000" + std::to_string(10 + number));
}

inline constexpr WallTime kWall{seconds(1'800'000'000)};
inline constexpr SteadyTime kSteady{seconds(1000)};

// No jitter: random() == 0.5 is the middle of the spread.
struct Script {
    Now now{kWall, kSteady};
    std::map<std::string, Known> ledger;
    bool ledger_readable = true;
    bool ledger_writable = true;
    std::vector<std::pair<std::string, std::uint64_t>> permitted;
    std::set<std::string> forged;  // signatures that do not fit; jobs of the test have that of their load
    bool key_readable = true;
    std::vector<Jid> unconfirmed;
    bool worker_free = true;
    std::vector<proto::Message> sent;
    std::vector<proto::WorkerJob> runs;
    std::vector<Jid> confirmed;
    Drain drain;

    explicit Script(Drain::Options options = {})
        : drain(options,
                {[this](const Jid& asked) -> Result<Known> {
                     if (!ledger_readable) return fail(Errc::io, "unreadable");
                     return ledger[asked.text()];
                 },
                 [this] { return unconfirmed; }, [] { return 0.5; },
                 [this](const Jid& of, std::uint64_t number, const std::string& permission) -> Result<void> {
                     if (auto verified = verify(permission); !verified) return verified;
                     if (!ledger_writable) return fail(Errc::io, "unwritable");
                     permitted.emplace_back(of.text(), number);
                     return {};
                 },
                 [this](const proto::JobLoad& load) { return verify(load.signature); }}) {}

    Result<void> verify(const std::string& signature) const {
        if (!key_readable) return fail(Errc::io, "unreadable");
        if (forged.count(signature) > 0) return fail(Errc::denied, signature + " is not signed");
        return {};
    }

    void ledger_says(const Jid& of, JobState state, bool pending = true, std::int64_t retcode = 0) {
        ledger[of.text()] = Known{state, pending, retcode, now.wall};
    }
    void turn() {
        Drain::Actions actions = drain.tick(now, worker_free);
        for (auto& message : actions.send)
            sent.push_back(std::move(message));
        if (actions.run) {
            REQUIRE(worker_free);
            runs.push_back(std::move(*actions.run));
            worker_free = false;
        }
        confirmed.insert(confirmed.end(), actions.confirmed.begin(), actions.confirmed.end());
    }
    // Lets the time pass, waking up only when the drain wanted to be.
    void pass(std::chrono::microseconds time) {
        const SteadyTime end = now.steady + time;
        for (;;) {
            turn();
            auto next = drain.next_tick(worker_free);
            if (next) REQUIRE(*next > now.steady);  // else the daemon would spin
            if (!next || *next > end) break;
            now.wall += *next - now.steady;
            now.steady = *next;
        }
        now.wall += end - now.steady;
        now.steady = end;
        turn();
    }
    void tell(const proto::Message& message) {
        drain.receive(message, now);
        turn();
    }
    void list(std::vector<int> numbers, bool more = false) {
        proto::PendingList list;
        for (int number : numbers)
            list.jobs.push_back({jid(number), "test.echo"});
        list.more = more;
        tell(list);
    }
    // The list names this job alone, with the permission of an administrator.
    void list_permitted(int number, std::uint64_t retry, std::string permission = "permission") {
        tell(proto::PendingList{{{jid(number), "test.echo", now.wall, retry, std::move(permission)}}, false});
    }
    // The list asks whether this job has returned, or does not.
    void list_returned(int number, bool returned) {
        tell(proto::PendingList{{{jid(number), "test.echo", now.wall, 0, {}, returned}}, false});
    }
    void ask_again() {
        tell(proto::Notify{});
        REQUIRE(!take_sent<proto::List>().empty());
    }
    void start(std::vector<int> numbers) {
        drain.authenticated(now);
        turn();
        list(std::move(numbers));
    }
    // Published now, unless it is said otherwise.
    void load(int number, std::optional<WallTime> published = {}) {
        const std::string load = "load " + std::to_string(number);
        tell(proto::JobLoad{jid(number), load, published.value_or(now.wall), {}, load});
    }
    void ends(int number, proto::Outcome outcome, std::string text = "") {
        worker_free = true;
        drain.outcome({jid(number), outcome, std::move(text)}, now);
        turn();
    }
    void ack(int number, proto::Reported state) { tell(proto::Ack{jid(number), state}); }

    // The messages of one kind since the last call for that kind.
    template <class T>
    std::vector<T> take_sent() {
        std::vector<T> found;
        std::erase_if(sent, [&](const proto::Message& message) {
            const T* one = std::get_if<T>(&message);
            if (one != nullptr) found.push_back(*one);
            return one != nullptr;
        });
        return found;
    }
    std::vector<std::string> runs_by_load() const {
        std::vector<std::string> loads;
        for (const auto& run : runs)
            loads.push_back(run.load);
        return loads;
    }
};

using Loads = std::vector<std::string>;

}  // namespace job_retry::test
