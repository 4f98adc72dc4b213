// Shim: the rules. Observations, messages of agents, commands and time go in; after commit() replies and
// events come out, once what they speak of is on disk. No sockets, no threads, no clock: daemon.h has those,
// and a simulator may drive this as well.
//
// What is owed comes from the witness alone (spool.h), or, on a master without it, from the job cache under
// the rules of docs/trust.md. An event of the bus is a hint, because any accepted minion can fire almost any
// event: a return counts once the job cache holds it, where that keeps returns, and where its minion's agent
// was away it is unproven until its ledger has been asked.
//
// Three files: shim.cc has the step, keys and time, shim_intake.cc what was published and what has returned,
// shim_commands.cc what an administrator asks.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "master_shim/announcements.h"
#include "master_shim/deliveries.h"
#include "master_shim/event.h"
#include "master_shim/expiry_clock.h"
#include "master_shim/job_cache.h"
#include "master_shim/keys.h"
#include "master_shim/sessions.h"
#include "master_shim/signatures.h"
#include "master_shim/tracker.h"
#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry {

class Shim {
  public:
    struct Options {
        std::chrono::seconds silence{30};
        std::chrono::seconds expire{86400};
        std::vector<std::string> exclude;
        std::size_t max_draining = 100;
        bool standalone = false;
        bool witness = false;    // publications come from the witness, else from the job cache
        bool owe_peers = false;  // jobs that minions publish (publish.publish) are owed as well
        // A syndic's id, which fetches nothing unless a minion of the same id has an agent.
        std::function<bool(const std::string& id)> is_syndic = nullptr;
        // Whether a connection that has proven to be the minion's is open still; without it all are.
        std::function<bool(const std::string& id)> is_connected = nullptr;
        CurveKey shim_key{};
        std::uint64_t seed = 0;  // of the jitter
    };
    Shim(const Options& options, Deliveries& deliveries, const JobCache& cache, const Keys& keys);

    // Takes up what the last run left: who is expected to answer, and whose key has changed meanwhile.
    Result<void> start(Now now);

    // The master's key, as soon as it can be read and whenever it is another one: until then nothing becomes
    // owed.
    Result<void> sign_with(const RsaPrivateKey& key) { return signatures_.use(key); }

    // ---- inputs of a step
    enum class Source : std::uint8_t { bus, job_cache, witness, agent };
    void on(const Observation& observation, Source source, Now now);
    void on_message(const Sessions::Peer& peer, std::string_view payload, std::string nonce, Now now);
    void on_gone(const std::string& connection) { sessions_.forget(connection); }
    // Something happened to the minion's key: looks, and looks again a little later before it acts.
    void on_key_changed(const std::string& minion, Now now);
    void on_all_keys_changed(Now now);
    void tick(Now now);

    // ---- commands. An Error is for who asked; the step goes on.
    struct Cancelled {
        std::size_t deliveries = 0;
    };
    // All open deliveries of the job, or those of `minions`. Error `not_found` when there is none of a kind
    // that was named.
    Result<Cancelled> cancel(const Jid& jid, const std::vector<std::string>& minions, Now now);
    // A delivery that has ended without a return is owed again, and its minion is told that it may run the
    // job once more. Errors: `not_found` when there is no such delivery or Salt has forgotten the job,
    // `conflict` when it is owed already or has returned, `denied` when the minion's key is not accepted.
    Result<void> retry(const Jid& jid, const std::string& minion, Now now);
    // Standalone only. `arg`: msgpack array.
    struct Published {
        Jid jid;
        std::vector<std::string> minions;
    };
    Result<Published> publish(std::optional<Jid> jid, const std::vector<std::string>& minions,
                              const std::string& fun, const std::string& arg, const std::string& user,
                              Now now);

    // ---- the end of a step
    struct Event {
        std::string tag;
        std::string data;
    };
    struct Outcome {
        std::vector<Sessions::Reply> replies;
        std::vector<Event> events;
        std::vector<std::pair<std::string, std::string>> offers;
        bool failed = false;  // nothing of the step is on disk; replies say so
        bool wrote = false;   // something is on disk now
        std::string error;
    };
    Outcome commit(Now now);

    // When tick() wants to be called next, as far as the steady clock goes.
    std::optional<SteadyTime> next() const;
    // True once after something was lost, so that the job cache must be asked.
    bool take_reconcile_wish() { return std::exchange(reconcile_, false); }

    const Sessions& sessions() const { return sessions_; }
    // Minions whose connections are to be closed.
    std::vector<std::string> take_dropped() { return sessions_.take_dropped(); }
    const Tracker& tracker() const { return tracker_; }
    // The database has no room for more: jobs are remembered in memory alone until it has, and the job cache
    // is to be read again from where it was last read with room.
    bool is_full() const { return full_; }
    // What was said on the bus, or stands in the job cache, and was not believed; since the start.
    struct Doubts {
        std::uint64_t not_witnessed = 0;  // jobs that the bus announced, and the witness did not
        std::string last_not_witnessed;   // JID
        std::uint64_t not_in_cache = 0;   // jobs that the bus announced, and the job cache does not have
        std::uint64_t not_published = 0;  // loads in the job cache that the master did not publish
        std::uint64_t changed = 0;        // loads that became others under a JID that was known
        std::uint64_t distrusted = 0;     // looks at a job cache that cannot be believed
        std::uint64_t unconfirmed_returns = 0;  // that the bus announced, and the job cache did not have
        std::uint64_t not_made = 0;             // returns that their minion's ledger knows nothing of
    };
    const Doubts& doubts() const { return doubts_; }

  private:
    struct Check {
        SteadyTime at;
        Jid jid;
        std::string minion;
        std::size_t attempt;
        friend bool operator>(const Check& a, const Check& b) { return a.at > b.at; }
    };
    Result<void> published(const Publication& job, Source source, Now now);
    Result<void> killed(const Publication& by, Now now);
    Result<void> begin_expected(const Jid& jid, const std::string& minion, DeliveryState state,
                                const std::string& reason, Now now);
    Result<bool> is_another_load(const Publication& job);
    Result<std::vector<std::string>> newly_owed(const Publication& job);
    void look_for(const Announcements::Due& due, Now now);
    Result<void> return_seen(const ReturnSeen& returned, Source source, Now now);
    Result<void> returned(const Jid& jid, const std::string& minion, Now now);
    Result<void> check(const Check& check, Now now);
    Result<void> check_returns(Now now);
    Result<void> confirmed(const Jid& jid, const std::string& minion, Now now);
    Result<bool> is_doubtful(const Jid& jid, const std::string& minion, bool is_owed) const;
    Result<void> doubt(const Jid& jid, const std::string& minion, Now now);
    Result<void> not_made(const Sessions::NotMade& said, Now now);

    Result<void> silent(const Tracker::Silent& silent, Now now);
    // Those of a part of the job who are silent about it.
    struct SilentPart {
        std::uint16_t part;
        std::vector<std::string> minions;
    };
    Result<std::vector<SilentPart>> by_part(const Tracker::Silent& silent) const;
    Result<void> owe(const Jid& jid, const SilentPart& silent, const std::string& refusal, Now now);
    Result<void> reopen(const Delivery& delivery, const std::string& mark, WallTime due, Now now);
    Result<void> begin(const Jid& jid, const JobFacts& facts, const std::string& load,
                       const std::vector<std::string>& minions, const std::vector<std::string>& marks,
                       Now now);
    // Why the job cannot be delivered, at the moment when somebody is silent about it; empty when it can.
    Result<std::string> refusal(const Jid& jid, std::uint16_t part) const;
    Result<void> look_at_key(const std::string& minion, Now now);
    Result<void> check_keys(Now now);
    void make_room_for_others(const std::vector<Deliveries::Change>& changes, Now now);
    Result<void> sweep();
    void look_for_room();
    bool excluded(const JobFacts& facts) const;
    WallTime expiry(const JobFacts& facts, WallTime published) const;
    void keep(Result<void> result);

    Options options_;
    Deliveries& deliveries_;
    const JobCache& cache_;
    const Keys& keys_;
    Signatures signatures_;
    Sessions sessions_;
    Tracker tracker_;
    Announcements announcements_;
    std::mt19937 random_;
    std::priority_queue<Check, std::vector<Check>, std::greater<>> checks_;
    std::vector<std::pair<SteadyTime, std::string>> key_checks_;
    bool keys_unread_ = false;  // and that has been said
    std::vector<Tracker::Silent> silent_in_step_;
    std::vector<std::pair<Publication, Source>> taken_in_step_;
    std::vector<std::pair<Publication, Source>> take_again_;  // of a step that failed
    std::optional<Error> failure_;
    bool reconcile_ = false;
    bool full_ = false;
    Doubts doubts_;
    ExpiryClock expiry_clock_;
    WallTime expiry_time_{};  // at last_
    bool due_known_ = false;
    std::optional<WallTime> due_;
    SteadyTime paused_until_{};  // after a step that failed, time does nothing until then
    Now last_{};
    JidTime last_jid_{};
};

}  // namespace job_retry
