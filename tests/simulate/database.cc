// Stands in for runtime/database.cc: the same contract (tests/runtime/database_test.cc, "[contract]"), on a
// Disk. A write transaction holds its changes aside until commit().

#include "runtime/database.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "simulate/disk.h"

using job_retry::simulate::Disk;

struct MDB_env {
    Disk* disk;
    Disk::Database* data;
    std::vector<std::map<std::string, std::string, std::less<>>*> tables;
};

struct MDB_txn {
    MDB_env* env;
    // By table; empty: erased.
    std::vector<std::map<std::string, std::optional<std::string>, std::less<>>> changes;
    std::ptrdiff_t growth = 0;
};

namespace job_retry {

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kPerEntry = 16;
constexpr std::size_t kMaxKey = 511;

[[noreturn]] void bug(const char* what) {
    std::fprintf(stderr, "bug: database: %s\n", what);
    std::abort();
}

std::ptrdiff_t size_of(std::string_view key, std::string_view value) {
    return std::ptrdiff_t(key.size() + value.size() + kPerEntry);
}

std::optional<std::string_view> find(const MDB_txn& txn, unsigned table, std::string_view key) {
    const auto& changes = txn.changes[table];
    if (const auto changed = changes.find(key); changed != changes.end()) {
        if (!changed->second) return std::nullopt;
        return *changed->second;
    }
    const auto& stored = *txn.env->tables[table];
    const auto found = stored.find(key);
    if (found == stored.end()) return std::nullopt;
    return found->second;
}

// The first entry at or behind `from` (behind it when `after`), of what is stored and what has changed.
using Found = std::optional<std::pair<std::string_view, std::string_view>>;
Found next(const MDB_txn& txn, unsigned table, std::string_view from, bool after) {
    const auto& stored = *txn.env->tables[table];
    const auto& changes = txn.changes[table];
    auto a = after ? stored.upper_bound(from) : stored.lower_bound(from);
    auto b = after ? changes.upper_bound(from) : changes.lower_bound(from);
    for (;;) {
        if (b == changes.end() || (a != stored.end() && a->first < b->first))
            return a == stored.end() ? Found() : Found({a->first, a->second});
        if (a != stored.end() && a->first == b->first) ++a;
        if (b->second) return Found({b->first, *b->second});
        ++b;
    }
}

// The last entry before `end`; an empty `end` is the table's.
Found previous(const MDB_txn& txn, unsigned table, std::string_view end) {
    const auto& stored = *txn.env->tables[table];
    const auto& changes = txn.changes[table];
    auto a = std::make_reverse_iterator(end.empty() ? stored.end() : stored.lower_bound(end));
    auto b = std::make_reverse_iterator(end.empty() ? changes.end() : changes.lower_bound(end));
    for (;;) {
        if (b == changes.rend() || (a != stored.rend() && a->first > b->first))
            return a == stored.rend() ? Found() : Found({a->first, a->second});
        if (a != stored.rend() && a->first == b->first) ++a;
        if (b->second) return Found({b->first, *b->second});
        ++b;
    }
}

}  // namespace

Transaction::Transaction(const Database& database, MDB_txn* txn, bool writes)
    : database_(&database), txn_(txn), writes_(writes) {
    ++database.transactions_;
    if (writes) database.writing_ = true;
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(other.database_), txn_(other.txn_), writes_(other.writes_) {
    other.txn_ = nullptr;
    spoiled_ = std::move(other.spoiled_);
}

Transaction::~Transaction() {
    if (txn_ != nullptr) end();
}

void Transaction::end() {
    delete txn_;
    txn_ = nullptr;
    --database_->transactions_;
    if (writes_) database_->writing_ = false;
}

Result<std::optional<std::string_view>> Transaction::get(Table table, std::string_view key) const {
    if (spoiled_) return tl::unexpected(*spoiled_);
    if (auto fine = txn_->env->disk->fault(Disk::Access::read); !fine) return pass_on(fine);
    return find(*txn_, table.dbi, key);
}

Result<void> Transaction::scan(Table table, std::string_view from, Order order, const Visit& visit) const {
    if (spoiled_) return tl::unexpected(*spoiled_);
    if (auto fine = txn_->env->disk->fault(Disk::Access::read); !fine) return fine;
    const bool ascending = order == Order::ascending;
    auto at = ascending ? next(*txn_, table.dbi, from, false) : previous(*txn_, table.dbi, from);
    while (at && visit(at->first, at->second))
        at = ascending ? next(*txn_, table.dbi, at->first, true) : previous(*txn_, table.dbi, at->first);
    return {};
}

Result<std::uint64_t> Transaction::count(Table table) const {
    std::uint64_t entries = txn_->env->tables[table.dbi]->size();
    for (const auto& [key, value] : txn_->changes[table.dbi]) {
        const bool was = txn_->env->tables[table.dbi]->contains(key);
        if (value && !was) ++entries;
        if (!value && was) --entries;
    }
    return entries;
}

std::uint64_t Transaction::last_commit() const {
    return txn_->env->data->commits;
}

std::size_t Transaction::used() const {
    const auto bytes = std::ptrdiff_t(txn_->env->data->used) + txn_->growth;
    return std::size_t(bytes) + (2 + txn_->env->tables.size()) * kPage;
}

// Nobody reads while something is written.
Transaction::Room Transaction::room() const {
    const std::size_t map_size = database_->map_size();
    return {map_size - std::min(used(), map_size), 0, 0};
}

Result<void> WriteTransaction::put(Table table, std::string_view key, std::string_view value) {
    if (spoiled_) return tl::unexpected(*spoiled_);
    if (key.empty() || key.size() > kMaxKey) {
        spoiled_ = Error{Errc::invalid, "a key of this size cannot be stored"};
        return tl::unexpected(*spoiled_);
    }
    const auto old = find(*txn_, table.dbi, key);
    const auto growth = size_of(key, value) - (old ? size_of(key, *old) : 0);
    if (growth > 0 && used() + std::size_t(growth) > txn_->env->data->map_size) {
        spoiled_ = Error{Errc::full, "the database has reached its size limit, raise it"};
        return tl::unexpected(*spoiled_);
    }
    txn_->growth += growth;
    txn_->changes[table.dbi].insert_or_assign(std::string(key), std::string(value));
    return {};
}

Result<bool> WriteTransaction::erase(Table table, std::string_view key) {
    if (spoiled_) return tl::unexpected(*spoiled_);
    const auto old = find(*txn_, table.dbi, key);
    if (!old) return false;
    txn_->growth -= size_of(key, *old);
    txn_->changes[table.dbi].insert_or_assign(std::string(key), std::nullopt);
    return true;
}

Result<void> WriteTransaction::commit() {
    const std::unique_ptr<MDB_txn> txn(std::exchange(txn_, nullptr));
    --database_->transactions_;
    database_->writing_ = false;
    if (spoiled_) return tl::unexpected(*spoiled_);
    // So that no read transaction has to go on seeing what was before.
    if (database_->transactions_ > 0) bug("a commit while something is being read");
    const MDB_env& env = *txn->env;
    const bool changes = std::any_of(txn->changes.begin(), txn->changes.end(),
                                     [](const auto& of_table) { return !of_table.empty(); });
    if (!changes) return {};
    env.disk->moment();
    if (auto fine = env.disk->fault(Disk::Access::commit); !fine) return fine;
    for (std::size_t table = 0; table < txn->changes.size(); ++table) {
        for (auto& [key, value] : txn->changes[table]) {
            if (value)
                env.tables[table]->insert_or_assign(key, std::move(*value));
            else
                env.tables[table]->erase(key);
        }
    }
    env.data->used = std::size_t(std::ptrdiff_t(env.data->used) + txn->growth);
    ++env.data->commits;
    env.disk->moment();
    return {};
}

Result<std::unique_ptr<Database>> Database::open(const Options& options) {
    Disk& disk = Disk::here();
    if (auto fine = disk.fault(Disk::Access::open); !fine) return pass_on(fine);
    const std::string directory = options.directory.string();
    auto found = disk.databases.find(directory);
    if (found == disk.databases.end()) {
        if (options.read_only) return fail(Errc::not_found, directory + " holds no database yet");
        disk.moment();
        found =
            disk.databases.emplace(directory, Disk::Database{options.format, options.version, 0, 0, 0, {}, 0})
                .first;
        disk.moment();
    }
    Disk::Database& data = found->second;
    if (data.format != options.format || data.version != options.version)
        return fail(Errc::version, directory + " does not hold a " + options.format + " of version " +
                                       std::to_string(options.version) + ": it holds a " + data.format +
                                       " of version " + std::to_string(data.version));
    if (data.open > 0) return fail(Errc::conflict, directory + " is open in this process already");
    ++data.open;
    if (!options.read_only) data.map_size = std::max(data.map_size, options.map_size);
    std::unique_ptr<Database> database(new Database);
    database->directory_ = options.directory;
    database->env_ = new MDB_env{&disk, &data, {}};
    for (const std::string& name : options.tables) {
        database->tables_.emplace_back(name, Table{unsigned(database->env_->tables.size())});
        database->env_->tables.push_back(&data.tables[name]);
    }
    return database;
}

Database::~Database() {
    if (env_ == nullptr) return;
    --env_->data->open;
    delete env_;
}

Table Database::table(std::string_view name) const {
    for (const auto& [known, table] : tables_)
        if (known == name) return table;
    bug("no such table");
}

Result<Transaction> Database::read() {
    if (auto fine = env_->disk->fault(Disk::Access::begin); !fine) return pass_on(fine);
    return Transaction(*this, new MDB_txn{env_, decltype(MDB_txn::changes)(env_->tables.size())}, false);
}

Result<WriteTransaction> Database::write() {
    if (writing_) bug("a second write transaction");
    if (auto fine = env_->disk->fault(Disk::Access::begin); !fine) return pass_on(fine);
    return WriteTransaction(*this, new MDB_txn{env_, decltype(MDB_txn::changes)(env_->tables.size())}, true);
}

std::size_t Database::forget_dead_readers() {
    return 0;
}

std::size_t Database::map_size() const {
    return env_->data->map_size;
}

}  // namespace job_retry
