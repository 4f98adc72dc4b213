// Deliveries: the durable record of what is owed to whom, and of what became of it (docs/architecture.md,
// "States of a delivery"). It decides which change of state is allowed; why one happens is decided above.
//
// Invariant: nothing of a step is on disk before commit(), and all of it after. Every method may be called
// again with the same arguments without harm. The tables:
//   jobs        JID key            -> Job
//   loads       JID key            -> the load for minions, while a delivery is open or expected
//   waiting     JID key            -> minions that are expected to answer by themselves
//   deliveries  minion \0 JID key  -> Delivery
//   by_job      JID key \0 minion  -> nothing
//   due         8 bytes of microseconds, big endian, then the delivery's key -> nothing
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
        // Keeps loads as long as their jobs are shown, for a retry where no job cache has them.
        bool keep_loads = false;
    };
    static Result<std::unique_ptr<Deliveries>> open(const Options& options);
    Deliveries(const Deliveries&) = delete;
    Deliveries& operator=(const Deliveries&) = delete;

    // ---- jobs

    // A job and the minions that are expected to answer it. Adds to what is known of the JID. An empty `load`
    // leaves the stored one.
    Result<void> remember(const Job& job, const std::string& load, const std::vector<std::string>& waiting);
    // Nobody is expected to answer this job any more; forgets it unless deliveries need it.
    Result<void> nobody_waits(const Jid& jid);
    // Facts and load as the job cache has them.
    Result<void> complete(const Jid& jid, const JobFacts& facts, WallTime expires_at,
                          const std::string& load);
    Result<std::optional<Job>> job(const Jid& jid) const;
    Result<std::optional<std::string>> load(const Jid& jid) const;
    using VisitWaiting = std::function<void(const Jid& jid, const std::vector<std::string>& minions)>;
    Result<void> waiting(const VisitWaiting& visit) const;

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
                       const std::string& reason, const std::string& key, WallTime now);
    // True if the state changed; false when it is not allowed, or there is no such delivery.
    Result<bool> move(const Jid& jid, const std::string& minion, DeliveryState to, const std::string& reason,
                      WallTime now, std::optional<std::int64_t> retcode = std::nullopt);
    // A delivery that has ended is owed again, until `due`, and the minion may run the job once more. `key`:
    // mark of the minion's key now.
    // REQUIRES: it is there and has ended, and load() of the job is there.
    Result<void> reopen(const Jid& jid, const std::string& minion, const std::string& reason,
                        const std::string& key, WallTime due, WallTime now);
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
    Table jobs_{}, loads_{}, waiting_{}, deliveries_{}, by_job_{}, due_{}, meta_{};
    std::optional<WriteTransaction> txn_;
    std::vector<Change> changes_;
    std::vector<Counted> counted_;  // in this step
    Counts counts_;
    // How many are open, by minion and by mark of the key under which they began.
    std::unordered_map<std::string, std::map<std::string, std::size_t>> open_;
    mutable std::string oldest_open_from_;  // no job before this key is open
};

}  // namespace job_retry
