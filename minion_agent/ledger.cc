#include "minion_agent/ledger.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "minion_agent/ledger_state.h"

namespace job_retry {
namespace {

constexpr const char* kEntries = "entries";
constexpr const char* kFloors = "floors";
constexpr const char* kNames = "names";
constexpr const char* kReruns = "reruns";
constexpr const char* kSince = "since";
// First letter of the keys of JIDs without a time; those with one begin with a lower one.
constexpr std::string_view kBehindTimes = "u";

}  // namespace

Result<Ledger> Ledger::open(const Options& options, Alive alive) {
    auto database = Database::open({.directory = options.directory,
                                    .format = "job-retry-ledger",
                                    .version = 1,
                                    .map_size = options.size,
                                    .preallocate = true,
                                    .read_only = options.read_only,
                                    .checked_once_a_boot = options.checked_once_a_boot,
                                    .tables = {kEntries, kFloors, kNames, kReruns, kSince}});
    if (!database) return pass_on(database);
    auto state = std::make_unique<State>();
    state->entries = (*database)->table(kEntries);
    state->names = (*database)->table(kNames);
    state->reruns.emplace((*database)->table(kReruns), state->names);
    state->masters.emplace((*database)->table(kFloors), (*database)->table(kSince));
    state->who.emplace((*database)->table(kSince));
    state->options = options;
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
                            const std::string& outcome, WallTime now, const std::string& attempt) {
    return state_->change<void>([&](WriteTransaction& transaction) {
        return state_->finish(transaction, entry_key(jid, index), retcode, outcome, now, attempt);
    });
}

Result<void> Ledger::release(const Jid& jid, std::uint16_t index, const ProcessIdentity& process,
                             const std::string& attempt) {
    return state_->change<void>([&](WriteTransaction& transaction) {
        return state_->release(transaction, jid, index, process, attempt);
    });
}

Result<bool> Ledger::permit(const Jid& jid, std::uint64_t number) {
    return state_->change<bool>([&](WriteTransaction& transaction) {
        return state_->sound(state_->reruns->permit(transaction, jid, number));
    });
}

Result<void> Ledger::permit(const Jid& jid) {
    return state_->change<void>([&](WriteTransaction& transaction) -> Result<void> {
        auto rerun = state_->sound(state_->reruns->of(transaction, jid));
        if (!rerun) return pass_on(rerun);
        rerun->open = true;
        return state_->reruns->put(transaction, jid, *rerun);
    });
}

Result<Rerun> Ledger::rerun(const Jid& jid) const {
    return state_->look<Rerun>(
        [&](const Transaction& transaction) { return state_->sound(state_->reruns->of(transaction, jid)); });
}

Result<SteadyTime> Ledger::begun(const std::string& boot_id, SteadyTime now) {
    return state_->change<SteadyTime>([&](WriteTransaction& transaction) {
        return state_->sound(state_->masters->begun(transaction, boot_id, now));
    });
}

Result<std::optional<WallTime>> Ledger::since(const std::string& master) const {
    return state_->look<std::optional<WallTime>>([&](const Transaction& transaction) {
        return state_->sound(state_->masters->since(transaction, master));
    });
}

Result<WallTime> Ledger::met(const std::string& master, WallTime begun) {
    return state_->change<WallTime>([&](WriteTransaction& transaction) {
        return state_->sound(state_->masters->met(transaction, master, begun));
    });
}

Result<void> Ledger::begin_anew(const std::string& boot_id, SteadyTime now) {
    return state_->change<void>([&](WriteTransaction& transaction) -> Result<void> {
        if (auto renewed = state_->who->renew(transaction); !renewed) return renewed;
        if (auto withdrawn = state_->reruns->withdraw_all(transaction); !withdrawn) return withdrawn;
        return state_->masters->begin_anew(transaction, boot_id, now);
    });
}

Result<proto::LedgerMark> Ledger::mark(const std::string& master, bool next) {
    return state_->change<proto::LedgerMark>([&](WriteTransaction& transaction) {
        return state_->sound(state_->who->mark(transaction, master, next));
    });
}

Result<std::string> Ledger::whose() const {
    return state_->look<std::string>(
        [&](const Transaction& transaction) { return state_->who->whose(transaction); });
}

Result<void> Ledger::bind(const std::string& minion) {
    return state_->change<void>(
        [&](WriteTransaction& transaction) { return state_->who->bind(transaction, minion); });
}

Result<void> Ledger::probe() {
    state_->database->forget_dead_readers();
    return state_->change<void>([&](WriteTransaction& transaction) -> Result<void> {
        if (auto room = state_->room(transaction); !room) return room;
        return state_->masters->touch(transaction);
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

Result<JobState> Ledger::state(const Jid& jid) const {
    return state_->look<JobState>(
        [&](const Transaction& transaction) { return state_->state(transaction, jid); });
}

Result<std::uint64_t> Ledger::last_commit() const {
    return state_->look<std::uint64_t>(
        [](const Transaction& transaction) -> Result<std::uint64_t> { return transaction.last_commit(); });
}

Result<void> Ledger::scan(const std::function<bool(const Entry&)>& visit) const {
    // By time of claim, then key. Only keys are held: a ledger has hundreds of thousands of entries.
    std::vector<std::pair<WallTime, std::string>> newest;
    auto collected = state_->look<void>([&](const Transaction& transaction) -> Result<void> {
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
        return {};
    });
    if (!collected) return collected;
    std::make_heap(newest.begin(), newest.end());
    while (!newest.empty()) {
        auto page = next_page(newest);
        if (!page) return pass_on(page);
        for (const Entry& entry : *page)
            if (!visit(entry)) return {};
    }
    return {};
}

// The next ones from the heap `newest`, without those that were forgotten meanwhile.
Result<std::vector<Entry>> Ledger::next_page(std::vector<std::pair<WallTime, std::string>>& newest) const {
    constexpr std::size_t kPage = 256;
    return state_->look<std::vector<Entry>>(
        [&](const Transaction& transaction) -> Result<std::vector<Entry>> {
            LedgerNames known(transaction, state_->names);
            std::vector<Entry> page;
            for (std::size_t taken = 0; taken < kPage && !newest.empty(); ++taken) {
                std::pop_heap(newest.begin(), newest.end());
                const std::string key = std::move(newest.back().second);
                newest.pop_back();
                auto value = transaction.get(state_->entries, key);
                if (!value) return pass_on(value);
                if (!*value) continue;
                auto entry = state_->decode(known, key, **value);
                if (!entry) return pass_on(entry);
                page.push_back(std::move(*entry));
            }
            return page;
        });
}

Result<Ledger::Usage> Ledger::usage() const {
    return state_->look<Usage>([&](const Transaction& transaction) -> Result<Usage> {
        auto entries = transaction.count(state_->entries);
        if (!entries) return pass_on(entries);
        return Usage{*entries, transaction.used(), state_->database->map_size()};
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
        auto floors = state_->masters->floors(transaction);
        if (!floors) return pass_on(floors);
        stats.floors = std::move(*floors);
        return stats;
    });
}

Result<WallTime> Ledger::forget_before(WallTime now, std::chrono::seconds keep) const {
    return state_->look<WallTime>([&](const Transaction& transaction) -> Result<WallTime> {
        // JIDs with a time come before all others.
        std::optional<JidTime> newest;
        auto scanned = transaction.scan(state_->entries, kBehindTimes, Transaction::Order::descending,
                                        [&](std::string_view key, std::string_view) {
                                            const auto identity = decode_entry_key(key);
                                            if (identity) newest = identity->first.time();
                                            return false;
                                        });
        if (!scanned) return pass_on(scanned);
        const WallTime present = newest ? std::min(now, *newest + kJidUncertainty) : now;
        return present - keep;
    });
}

Result<std::size_t> Ledger::prune(WallTime before, std::size_t limit) {
    state_->database->forget_dead_readers();
    return state_->change<std::size_t>(
        [&](WriteTransaction& transaction) { return state_->prune(transaction, before, limit); });
}

Result<Ledger::Prunable> Ledger::prunable(WallTime before) const {
    return state_->look<Prunable>([&](const Transaction& transaction) -> Result<Prunable> {
        auto ended = state_->ended(transaction, before, std::numeric_limits<std::size_t>::max());
        if (!ended) return pass_on(ended);
        return Prunable{ended->keys.size(), std::move(ended->floors)};
    });
}

bool Ledger::alive(const Entry& entry) const {
    return state_->alive(entry.claim.process);
}

}  // namespace job_retry
