#include "minion_agent/ledger.h"

#include <algorithm>
#include <map>
#include <utility>

#include "minion_agent/ledger_names.h"
#include "minion_agent/ledger_record.h"

namespace job_retry {
namespace {

constexpr const char* kEntries = "entries";
constexpr const char* kFloors = "floors";
constexpr const char* kNames = "names";
// Keys are never empty, masters may be.
constexpr char kFloorPrefix = 'm';

// JIDs do not tell their time zone: one is surely before an instant only when it is before it by this.
constexpr std::chrono::hours kJidUncertainty{24};

// Room that claims leave to finishes: pages that a change frees can be used again by the second one after it.
std::size_t reserve_of(std::size_t map_size) {
    return std::clamp(map_size / 8, std::size_t{128} << 10, std::size_t{1} << 20);
}

bool is_of(std::string_view key, std::string_view sort_key) {
    return key.starts_with(sort_key) && (key.size() == sort_key.size() || key[sort_key.size()] == '\0');
}

std::string floor_key(const std::string& master) {
    return kFloorPrefix + master;
}

}  // namespace

struct Ledger::State {
    std::unique_ptr<Database> database;
    Alive alive;
    Table entries{};
    Table floors{};
    Table names{};
    WriteTransaction* group = nullptr;  // while together() runs

    // An Error of the record's own decoders, with where and what to do.
    tl::unexpected<Error> damaged(const Error& error) const {
        return fail(error.code, database->directory().string() + ": " + error.text +
                                    ": restore the ledger from a backup, or move its directory away to start "
                                    "with an empty one, which no longer knows what has run");
    }

    // Runs `change` in the group's transaction, or in one of its own that it commits.
    template <class T>
    Result<T> change(const std::function<Result<T>(WriteTransaction&)>& change);

    // Runs `look` in the group's transaction, so that it sees what the group has changed, or in one of its
    // own.
    template <class T>
    Result<T> look(const std::function<Result<T>(const Transaction&)>& look) const;

    Result<Entry> decode(LedgerNames& known, std::string_view key, std::string_view value) const;
    Result<std::vector<Entry>> look_up(const Transaction& transaction, const Jid& jid) const;
    Result<LedgerRecord> record(const Transaction& transaction, const std::string& key) const;
    Result<std::optional<Jid>> floor(const Transaction& transaction, const std::string& master) const;
    Result<bool> below_floor(const Transaction& transaction, const Jid& jid, const std::string& master) const;
    Result<Decision> claim(WriteTransaction& transaction, const Claim& claim, WallTime now) const;
    Result<void> finish(WriteTransaction& transaction, const std::string& key, std::int64_t retcode,
                        const std::string& outcome, WallTime now) const;
    Result<void> release(WriteTransaction& transaction, const std::string& key, std::int64_t pid) const;
    Result<std::size_t> prune(WriteTransaction& transaction, WallTime before, std::size_t limit) const;
};

template <class T>
Result<T> Ledger::State::change(const std::function<Result<T>(WriteTransaction&)>& change) {
    if (group != nullptr) return change(*group);
    auto transaction = database->write();
    if (!transaction) return pass_on(transaction);
    Result<T> result = change(*transaction);
    if (!result) return result;
    if (auto committed = transaction->commit(); !committed) return pass_on(committed);
    return result;
}

template <class T>
Result<T> Ledger::State::look(const std::function<Result<T>(const Transaction&)>& look) const {
    if (group != nullptr) return look(*group);
    auto transaction = database->read();
    if (!transaction) return pass_on(transaction);
    return look(*transaction);
}

Result<Entry> Ledger::State::decode(LedgerNames& known, std::string_view key, std::string_view value) const {
    auto identity = decode_entry_key(key);
    if (!identity) return damaged(identity.error());
    const auto record = decode_record(value);
    if (!record) return damaged(record.error());
    std::string texts[4];
    const NameId ids[4] = {record->fun, record->master, record->outcome, record->boot};
    for (int i = 0; i < 4; ++i) {
        auto text = known.text(ids[i]);
        if (!text) return damaged(text.error());
        texts[i] = std::move(*text);
    }
    return Entry{.claim = {.jid = std::move(identity->first),
                           .index = identity->second,
                           .count = record->count,
                           .fun = std::move(texts[0]),
                           .digest = record->digest,
                           .via = record->via,
                           .master = std::move(texts[1]),
                           .process = {record->pid, record->start_ticks, std::move(texts[3])}},
                 .state = record->state,
                 .claimed_at = record->claimed_at,
                 .finished_at = record->finished_at,
                 .retcode = record->retcode,
                 .outcome = std::move(texts[2])};
}

Result<std::vector<Entry>> Ledger::State::look_up(const Transaction& transaction, const Jid& jid) const {
    const std::string from = jid.sort_key();
    LedgerNames known(transaction, names);
    std::vector<Entry> found;
    std::optional<Error> problem;
    auto scanned = transaction.scan(entries, from, Transaction::Order::ascending,
                                    [&](std::string_view key, std::string_view value) {
                                        if (!is_of(key, from)) return false;
                                        auto entry = decode(known, key, value);
                                        if (!entry) {
                                            problem = std::move(entry.error());
                                            return false;
                                        }
                                        found.push_back(std::move(*entry));
                                        return true;
                                    });
    if (!scanned) return pass_on(scanned);
    if (problem) return tl::unexpected(std::move(*problem));
    return found;
}

Result<LedgerRecord> Ledger::State::record(const Transaction& transaction, const std::string& key) const {
    auto found = transaction.get(entries, key);
    if (!found) return pass_on(found);
    if (!*found) return fail(Errc::not_found, "this function of this job was never claimed here");
    auto record = decode_record(**found);
    if (!record) return damaged(record.error());
    return record;
}

Result<std::optional<Jid>> Ledger::State::floor(const Transaction& transaction,
                                                const std::string& master) const {
    auto found = transaction.get(floors, floor_key(master));
    if (!found) return pass_on(found);
    if (!*found) return std::optional<Jid>{};
    auto jid = Jid::from_sort_key(**found);
    if (!jid) return damaged(jid.error());
    return std::optional<Jid>{std::move(*jid)};
}

Result<bool> Ledger::State::below_floor(const Transaction& transaction, const Jid& jid,
                                        const std::string& master) const {
    if (!jid.time()) return false;
    auto lowest = floor(transaction, master);
    if (!lowest) return pass_on(lowest);
    return lowest->has_value() && jid.time() <= (*lowest)->time();
}

Result<Decision> Ledger::State::claim(WriteTransaction& transaction, const Claim& claim, WallTime now) const {
    auto recorded = look_up(transaction, claim.jid);
    if (!recorded) return pass_on(recorded);
    for (Entry& entry : *recorded) {
        if (entry.claim.digest != claim.digest || entry.claim.count != claim.count)
            return Decision{proto::Answer::conflict, std::move(entry)};
    }
    for (Entry& entry : *recorded) {
        if (entry.claim.index != claim.index) continue;
        if (entry.state == EntryState::finished) return Decision{proto::Answer::finished, std::move(entry)};
        if (entry.claim.process == claim.process) return Decision{proto::Answer::granted, std::nullopt};
        const bool lives = alive(entry.claim.process);
        return Decision{lives ? proto::Answer::running : proto::Answer::interrupted, std::move(entry)};
    }
    auto below = below_floor(transaction, claim.jid, claim.master);
    if (!below) return pass_on(below);
    if (*below) return Decision{proto::Answer::too_old, std::nullopt};

    const std::size_t map_size = database->map_size();
    if (transaction.used() + reserve_of(map_size) > map_size)
        return fail(Errc::full,
                    database->directory().string() + ": the ledger is full (" +
                        std::to_string(map_size >> 20) +
                        " MiB): raise job_retry_ledger_size, or lower job_retry_keep so that older "
                        "entries are forgotten");
    LedgerRecord record{.via = claim.via,
                        .digest = claim.digest,
                        .claimed_at = now,
                        .count = claim.count,
                        .pid = claim.process.pid,
                        .start_ticks = claim.process.start_ticks};
    for (const auto& [id, text] :
         {std::pair(&record.fun, &claim.fun), std::pair(&record.master, &claim.master),
          std::pair(&record.boot, &claim.process.boot_id)}) {
        auto number = LedgerNames::intern(transaction, names, *text);
        if (!number) return pass_on(number);
        *id = *number;
    }
    if (auto put = transaction.put(entries, entry_key(claim.jid, claim.index), encode_record(record)); !put)
        return pass_on(put);
    return Decision{proto::Answer::granted, std::nullopt};
}

Result<void> Ledger::State::finish(WriteTransaction& transaction, const std::string& key,
                                   std::int64_t retcode, const std::string& outcome, WallTime now) const {
    auto found = record(transaction, key);
    if (!found) return pass_on(found);
    if (found->state == EntryState::finished) return {};
    auto number = LedgerNames::intern(transaction, names, outcome);
    if (!number) return pass_on(number);
    found->state = EntryState::finished;
    found->finished_at = now;
    found->retcode = retcode;
    found->outcome = *number;
    return transaction.put(entries, key, encode_record(*found));
}

Result<void> Ledger::State::release(WriteTransaction& transaction, const std::string& key,
                                    std::int64_t pid) const {
    auto found = record(transaction, key);
    if (!found) return pass_on(found);
    if (found->state == EntryState::finished)
        return fail(Errc::conflict, "this function has finished already: its claim stays");
    if (found->pid != pid)
        return fail(Errc::conflict, "claimed by process " + std::to_string(found->pid) +
                                        ": only that one may give the claim back, not process " +
                                        std::to_string(pid));
    auto erased = transaction.erase(entries, key);
    if (!erased) return pass_on(erased);
    return {};
}

Result<std::size_t> Ledger::State::prune(WriteTransaction& transaction, WallTime before,
                                         std::size_t limit) const {
    LedgerNames known(transaction, names);
    std::vector<std::string> ended;
    std::map<std::string, Jid> raised;  // by master
    std::optional<Error> problem;
    // JIDs with a time come first and in its order: the first one that is not surely old ends the scan.
    const auto visit = [&](std::string_view key, std::string_view value) {
        if (ended.size() == limit) return false;
        auto entry = decode(known, key, value);
        if (!entry) {
            problem = std::move(entry.error());
            return false;
        }
        const Jid& jid = entry->claim.jid;
        if (!jid.time() || *jid.time() >= before - kJidUncertainty) return false;
        const bool finished = entry->state == EntryState::finished;
        if ((finished ? entry->finished_at : entry->claimed_at) >= before) return true;
        if (!finished && alive(entry->claim.process)) return true;
        raised.insert_or_assign(entry->claim.master, jid);
        ended.emplace_back(key);
        return true;
    };
    if (auto scanned = transaction.scan(entries, {}, Transaction::Order::ascending, visit); !scanned)
        return pass_on(scanned);
    if (problem) return tl::unexpected(std::move(*problem));

    for (const std::string& key : ended)
        if (auto erased = transaction.erase(entries, key); !erased) return pass_on(erased);
    for (const auto& [master, jid] : raised) {
        auto present = floor(transaction, master);
        if (!present) return pass_on(present);
        if (*present && **present >= jid) continue;
        if (auto put = transaction.put(floors, floor_key(master), jid.sort_key()); !put) return pass_on(put);
    }
    return ended.size();
}

Result<Ledger> Ledger::open(const Options& options, Alive alive) {
    auto database = Database::open({.directory = options.directory,
                                    .format = "job-retry-ledger",
                                    .version = 1,
                                    .map_size = options.size,
                                    .preallocate = true,
                                    .read_only = options.read_only,
                                    .tables = {kEntries, kFloors, kNames}});
    if (!database) return pass_on(database);
    auto state = std::make_unique<State>();
    state->entries = (*database)->table(kEntries);
    state->floors = (*database)->table(kFloors);
    state->names = (*database)->table(kNames);
    state->database = std::move(*database);
    state->alive = std::move(alive);
    return Ledger(std::move(state));
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Decision> Ledger::claim(const Claim& claim, WallTime now) {
    return state_->change<Decision>(
        [&](WriteTransaction& transaction) { return state_->claim(transaction, claim, now); });
}

Result<void> Ledger::finish(const Jid& jid, std::uint16_t index, std::int64_t retcode,
                            const std::string& outcome, WallTime now) {
    return state_->change<void>([&](WriteTransaction& transaction) {
        return state_->finish(transaction, entry_key(jid, index), retcode, outcome, now);
    });
}

Result<void> Ledger::release(const Jid& jid, std::uint16_t index, std::int64_t pid) {
    return state_->change<void>([&](WriteTransaction& transaction) {
        return state_->release(transaction, entry_key(jid, index), pid);
    });
}

Result<void> Ledger::together(const std::function<void()>& changes) {
    if (state_->group != nullptr) {
        changes();
        return {};
    }
    auto transaction = state_->database->write();
    if (!transaction) return pass_on(transaction);
    state_->group = &*transaction;
    changes();
    state_->group = nullptr;
    return transaction->commit();
}

Result<std::vector<Entry>> Ledger::look_up(const Jid& jid) const {
    return state_->look<std::vector<Entry>>(
        [&](const Transaction& transaction) { return state_->look_up(transaction, jid); });
}

Result<JobState> Ledger::state(const Jid& jid, const std::string& master) const {
    return state_->look<JobState>([&](const Transaction& transaction) -> Result<JobState> {
        auto entries = state_->look_up(transaction, jid);
        if (!entries) return pass_on(entries);
        if (entries->empty()) {
            auto below = state_->below_floor(transaction, jid, master);
            if (!below) return pass_on(below);
            return *below ? JobState::too_old : JobState::unknown;
        }
        bool interrupted = false;
        for (const Entry& entry : *entries) {
            if (entry.state == EntryState::finished) continue;
            if (alive(entry)) return JobState::running;
            interrupted = true;
        }
        if (interrupted) return JobState::interrupted;
        if (entries->size() >= entries->front().claim.count) return JobState::finished;
        return state_->alive(entries->back().claim.process) ? JobState::running : JobState::partial;
    });
}

Result<void> Ledger::scan(const std::function<bool(const Entry&)>& visit) const {
    return state_->look<void>([&](const Transaction& transaction) -> Result<void> {
        // By time of claim, then key. Only keys are held: a ledger has hundreds of thousands of entries.
        std::vector<std::pair<WallTime, std::string>> newest;
        std::optional<Error> problem;
        auto scanned = transaction.scan(state_->entries, {}, Transaction::Order::ascending,
                                        [&](std::string_view key, std::string_view value) {
                                            const auto record = decode_record(value);
                                            if (!record) {
                                                problem = record.error();
                                                return false;
                                            }
                                            newest.emplace_back(record->claimed_at, key);
                                            return true;
                                        });
        if (!scanned) return scanned;
        if (problem) return state_->damaged(*problem);

        LedgerNames known(transaction, state_->names);
        std::make_heap(newest.begin(), newest.end());
        while (!newest.empty()) {
            std::pop_heap(newest.begin(), newest.end());
            const std::string key = std::move(newest.back().second);
            newest.pop_back();
            auto value = transaction.get(state_->entries, key);
            if (!value) return pass_on(value);
            auto entry = state_->decode(known, key, value->value_or(std::string_view()));
            if (!entry) return pass_on(entry);
            if (!visit(*entry)) return {};
        }
        return {};
    });
}

Result<Ledger::Stats> Ledger::stats() const {
    return state_->look<Stats>([&](const Transaction& transaction) -> Result<Stats> {
        Stats stats{};
        stats.used_bytes = transaction.used();
        stats.map_bytes = state_->database->map_size();
        std::optional<Error> problem;
        auto counted =
            transaction.scan(state_->entries, {}, Transaction::Order::ascending,
                             [&](std::string_view, std::string_view value) {
                                 const auto record = decode_record(value);
                                 if (!record) {
                                     problem = record.error();
                                     return false;
                                 }
                                 ++stats.entries;
                                 ++(record->state == EntryState::finished ? stats.finished : stats.claimed);
                                 return true;
                             });
        if (!counted) return pass_on(counted);
        if (problem) return state_->damaged(*problem);
        auto listed = transaction.scan(state_->floors, {}, Transaction::Order::ascending,
                                       [&](std::string_view key, std::string_view value) {
                                           const auto jid = Jid::from_sort_key(value);
                                           stats.floors.emplace_back(
                                               key.substr(1), jid ? jid->text() : std::string("(damaged)"));
                                           return true;
                                       });
        if (!listed) return pass_on(listed);
        return stats;
    });
}

Result<std::size_t> Ledger::prune(WallTime before, std::size_t limit) {
    return state_->change<std::size_t>(
        [&](WriteTransaction& transaction) { return state_->prune(transaction, before, limit); });
}

bool Ledger::alive(const Entry& entry) const {
    return state_->alive(entry.claim.process);
}

}  // namespace job_retry
