// Deliveries: the durable record of what is owed to whom, and of what became of it (docs/architecture.md,
// "States of a delivery"). It decides which change of state is allowed; why one happens is decided above.
//
// Invariant: nothing of a step is on disk before commit(), and all of it after. Every method may be called
// again with the same arguments without harm. The tables:
//   jobs        JID key            -> Job
//   parts       JID key \0 number  -> JobPart: its load, and when it was published
//   waiting     JID key \0 number  -> minions of that part that are expected to answer by themselves
//   audiences   JID key \0 number number -> SignedAudience, by part
//   deliveries  minion \0 JID key  -> Delivery
//   by_job      JID key \0 minion  -> nothing
//   due         8 bytes of microseconds, big endian, then the delivery's key -> nothing
//   agents      minion             -> when an agent of it was first met, 8 bytes as in `due`
//   ledgers     minion             -> KnownLedger
//   meta        name               -> text

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "master_shim/delivery.h"
#include "runtime/clock.h"
#include "runtime/database.h"
#include "runtime/result.h"

namespace job_retry {

class Deliveries {
  public:
    struct Options {
        std::filesystem::path directory;
        std::size_t size = std::size_t{1} << 30;  // address space; the file grows as it is used
        bool read_only = false;
        std::chrono::seconds history = std::chrono::days(7);
        std::size_t max_pending = 1000;
        // When it is opened, for what is written into a database of format version 1 then: what it owed ends
        // as refused, because nobody had looked whether the master published it, or, where it ran then, as
        // interrupted.
        WallTime opened_at{};
    };
    static Result<std::unique_ptr<Deliveries>> open(const Options& options);
    // What becomes of what a database of format version 1 owed.
    static constexpr const char* kFromVersion1 =
        "taken up by master-shim 0.1.0, which did not look who had published it; publish it again";
    static constexpr const char* kRanInVersion1 =
        "it ran when master-shim 0.1.0 was replaced; its return is still taken, and minion-agent ledger show "
        "on the minion says what became of it";
    Deliveries(const Deliveries&) = delete;
    Deliveries& operator=(const Deliveries&) = delete;

    // ---- jobs

    // A job and the minions that are expected to answer it, who were sent this load. Adds to what is known of
    // the JID; another load is another part of it.
    Result<void> remember(const Job& job, const JobPart& part, const std::vector<std::string>& waiting);
    // Nobody is expected to answer this job any more; forgets it unless deliveries need it.
    Result<void> nobody_waits(const Jid& jid);
    Result<std::optional<Job>> job(const Jid& jid) const;
    Result<std::optional<JobPart>> part(const Jid& jid, std::uint16_t number) const;
    // Of that part, without its load.
    Result<std::optional<WallTime>> published_at(const Jid& jid, std::uint16_t part) const;
    using VisitWaiting =
        std::function<void(const Jid& jid, std::uint16_t part, const std::vector<std::string>& minions)>;
    Result<void> waiting(const VisitWaiting& visit) const;
    Result<void> waiting_for(const Jid& jid, const VisitWaiting& visit) const;

    // What was signed for those to whom a part became owed. Gives the number for their Place.
    Result<std::uint16_t> add_audience(const Jid& jid, std::uint16_t part, const SignedAudience& audience);
    // In place of the one that is there: signed by another key.
    Result<void> put_audience(const Jid& jid, const Place& place, const SignedAudience& audience);
    Result<std::optional<SignedAudience>> audience(const Jid& jid, const Place& place) const;

    // ---- agents

    // An agent of this minion has proven who it is, or (forget) its key is gone. In memory at once.
    Result<void> meet_agent(const std::string& minion, WallTime now);
    Result<void> forget_agent(const std::string& minion);
    // Whether one was ever met under its present key.
    bool has_agent(const std::string& minion) const { return agents_known_.contains(minion); }
    std::size_t agents() const { return agents_known_.size(); }
    // The ledger that spoke last for this minion, until its key is gone.
    Result<std::optional<KnownLedger>> ledger_of(const std::string& minion) const;
    Result<void> put_ledger(const std::string& minion, const KnownLedger& ledger);

    // ---- deliveries

    struct Change {
        Jid jid;
        std::string minion;
        DeliveryState state;
        std::string reason;
        std::string fun;
    };
    // Begins a delivery, in `state` (pending, or a final state: then it is only for people to see). Nothing
    // happens when there is one already. `key`: mark of the minion's key now. A minion that has max_pending
    // open deliveries loses its oldest: expired, "list full".
    // REQUIRES: remember() was called for the JID.
    Result<void> begin(const Jid& jid, const std::string& minion, DeliveryState state,
                       const std::string& reason, const std::string& key, const Place& place, WallTime now);
    // True if the state changed; false when it is not allowed, or there is no such delivery.
    Result<bool> move(const Jid& jid, const std::string& minion, DeliveryState to, const std::string& reason,
                      WallTime now, std::optional<std::int64_t> retcode = std::nullopt);
    // What makes a delivery that is not open pending again.
    struct Again {
        std::string reason;
        std::string key;  // mark of the minion's key now
        Place place;
        WallTime due;  // owed until then
    };
    // The minion may run the job once more: the number of that permission is higher than any before.
    // REQUIRES: it is there and has ended. `sign` is given the delivery with that number.
    using SignPermission = std::function<std::string(const Delivery&)>;
    Result<void> reopen(const Jid& jid, const std::string& minion, const Again& again,
                        const SignPermission& sign, WallTime now);
    // Its return was not made by its minion: that has not run it.
    // REQUIRES: it is there and unproven.
    Result<void> owe_again(const Jid& jid, const std::string& minion, const Again& again, WallTime now);
    // Nor is it owed: it has ended in `state` (final), of which a return that its minion did not make changes
    // nothing. `why`: kNotMade or kNotItsEnd.
    // REQUIRES: it is there and unproven.
    Result<void> disown(const Jid& jid, const std::string& minion, const char* why, DeliveryState state,
                        const std::string& reason, WallTime now);
    Result<void> count_attempt(const Jid& jid, const std::string& minion);
    // Expires what is due and forgets what has been final for long enough, at most `limit` deliveries.
    Result<std::size_t> sweep(WallTime now, std::size_t limit);
    // When sweep() has something to do next.
    Result<std::optional<WallTime>> next_due() const;

    Result<std::optional<Delivery>> find(const Jid& jid, const std::string& minion) const;
    using Visit = std::function<bool(const Delivery&)>;  // false: enough
    // In JID order, behind `after`.
    Result<void> of_minion(const std::string& minion, const std::optional<Jid>& after,
                           const Visit& visit) const;
    Result<void> of_job(const Jid& jid, const Visit& visit) const;
    Result<void> all(const Visit& visit) const;
    // As many of all, behind the place `behind` (empty: from the begin). Gives the place of the last one;
    // nothing when it was the last one of all. For walks that let changes in between.
    Result<std::optional<std::string>> some(const std::string& behind, std::size_t count,
                                            const std::function<void(const Delivery&)>& visit) const;
    // Those that ended last, newest first. Cheap: for whoever looks again and again.
    Result<std::vector<Delivery>> newest_ended(std::size_t limit) const;

    // These are known to the writer alone, not with Options::read_only, and are looked up in memory.
    std::size_t open_count(const std::string& minion) const;
    std::vector<std::string> minions_with_open() const;
    // Whether an open delivery of the minion began under another key than that with this mark; empty: it has
    // none now.
    bool owed_under_another_key(const std::string& minion, const std::optional<std::string>& mark) const;

    struct Counts {
        std::array<std::uint64_t, kDeliveryStates> by_state{};
        std::map<std::string, std::uint64_t> refusals;  // by reason
        std::array<std::uint64_t, kDeliveryStates>
            entered{};  // since open(): changes to each state, once on disk
    };
    const Counts& counts() const { return counts_; }
    Result<std::optional<WallTime>> oldest_open() const;

    // ---- marks

    Result<std::optional<std::string>> meta(const std::string& name) const;
    Result<void> set_meta(const std::string& name, const std::string& value);

    // Little room is left in the map. What is there can still change and go; nothing should be added, because
    // a map that is full to the last page cannot even be emptied.
    bool nearly_full() const;

    // ---- the step

    // What has changed since the last commit() or abandon().
    const std::vector<Change>& changes() const { return changes_; }
    // True when there was something to write. Durable on return. After an error nothing of the step is on
    // disk, nor in what is counted in memory.
    Result<bool> commit();
    void abandon();

  private:
    explicit Deliveries(const Options& options, std::unique_ptr<Database> database);
    Result<WriteTransaction*> writing();
    // Calls `use` with the open transaction, or with a new one for reading.
    template <class Use>
    auto reading(const Use& use) const {
        using Answer = decltype(use(std::declval<const Transaction&>()));
        if (txn_) return use(*txn_);
        auto txn = database_->read();
        if (!txn) return Answer(pass_on(txn));
        return use(*txn);
    }
    Result<void> count_all();
    Result<Job> stored_job(const Jid& jid) const;
    Result<void> put_job(const Job& job);
    Result<std::uint16_t> part_with(const Jid& jid, const JobPart& part);
    Result<std::optional<std::uint16_t>> last_under(Table table, const std::string& prefix) const;
    Result<void> erase_under(Table table, const std::string& prefix);
    // Error `conflict`: it is not there, or in another state.
    Result<Delivery> unproven(const Jid& jid, const std::string& minion) const;
    Result<void> pend(Delivery delivery, const Again& again, WallTime now);
    Result<void> read_agents();
    Result<void> store(const Delivery& delivery, std::optional<WallTime> old_due);
    Result<void> become(Delivery delivery, DeliveryState to, const std::string& reason, WallTime now,
                        std::optional<std::int64_t> retcode);
    Result<void> forget(const Delivery& delivery);
    using VisitRow = std::function<Result<bool>(std::string_view key, std::string_view value)>;
    Result<void> rows_behind(const std::string& from, const std::string& prefix, const VisitRow& visit) const;
    Result<void> visit_behind(const std::string& from, const std::string& prefix, const Visit& visit) const;
    Result<void> forget_unused(const Job& job);
    Result<void> make_room(const std::string& minion, WallTime now);
    Result<void> erase(Table table, const std::string& key);
    struct Counted {
        std::string minion;
        DeliveryState state = DeliveryState::pending;
        std::string key;
        std::string reason;
        int by = 0;
    };
    void count(const Delivery& delivery, int by);
    void apply(const Counted& counted);

    Options options_;
    std::unique_ptr<Database> database_;
    Table jobs_{}, parts_{}, waiting_{}, audiences_{}, deliveries_{}, by_job_{}, due_{}, agents_{},
        ledgers_{}, meta_{};
    std::optional<WriteTransaction> txn_;
    std::vector<Change> changes_;
    std::vector<Counted> counted_;  // in this step
    Counts counts_;
    // How many are open, by minion and by mark of the key under which they began.
    std::unordered_map<std::string, std::map<std::string, std::size_t>> open_;
    std::unordered_set<std::string> agents_known_;
    mutable std::string oldest_open_from_;  // no job before this key is open
};

}  // namespace job_retry
