#include "minion_agent/returns.h"

#include <algorithm>
#include <utility>

#include "minion_agent/ledger_record.h"
#include "runtime/database.h"

namespace job_retry {
namespace {

constexpr const char* kSerials = "serials";          // entry key -> serial
constexpr const char* kItems = "items";              // serial -> time, size, entry key
constexpr const char* kChunks = "chunks";            // serial, number -> bytes
constexpr const char* kUnconfirmed = "unconfirmed";  // serial -> nothing

// With LMDB's page header just one page. Larger values would need neighbouring free pages, which a full, old
// file does not have.
constexpr std::size_t kPageSize = 4096;
constexpr std::size_t kChunkSize = kPageSize - 16;
constexpr std::size_t kSerialSize = 8;
constexpr std::size_t kItemHeader = 16;

constexpr const char* kTicks = "ticks";  // one key, see tick()

constexpr int kRounds = 4;

std::string big_endian(std::uint64_t value, std::size_t size) {
    std::string bytes;
    for (std::size_t i = size; i-- > 0;)
        bytes.push_back(char(value >> (8 * i) & 0xff));
    return bytes;
}

std::uint64_t number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

// What the chunks of a return take.
std::size_t chunk_bytes(std::size_t size) {
    return (size / kChunkSize + 1) * (kPageSize + 32);
}

// What a return takes, with its entries in the other tables, at most.
std::size_t footprint(std::size_t size) {
    return chunk_bytes(size) + 3 * kPageSize;
}

// Room that copies of changed pages need.
std::size_t slack_of(std::size_t map_size) {
    return std::max(map_size / 64, std::size_t{128} << 10);
}

struct Stored {
    WallTime put_at;
    std::size_t size;
    std::string entry_key;
};

}  // namespace

struct Returns::State {
    std::unique_ptr<Database> database;
    Table serials{};
    Table items{};
    Table chunks{};
    Table unconfirmed{};
    Table ticks{};

    tl::unexpected<Error> damaged() const {
        return fail(Errc::corrupt,
                    database->directory().string() +
                        " is damaged: move it away, recorded returns are only needed for replay");
    }

    Result<Stored> decode(std::string_view item) const {
        if (item.size() <= kItemHeader) return damaged();
        return Stored{WallTime(std::chrono::microseconds(std::int64_t(number(item.substr(0, 8))))),
                      std::size_t(number(item.substr(8, 8))), std::string(item.substr(kItemHeader))};
    }

    Result<std::optional<std::string>> serial(const Transaction& transaction, const std::string& key) const;
    Result<Stored> stored(const Transaction& transaction, const std::string& serial) const;
    Result<std::string> next_serial(const Transaction& transaction) const;
    Result<void> put(WriteTransaction& transaction, const Item& item, WallTime now) const;
    Result<void> remove(WriteTransaction& transaction, const std::string& serial) const;
    bool has_room(const Transaction& transaction, std::size_t needed) const;
    Result<WriteTransaction> begin_with_room(std::size_t needed, bool force) const;
    Result<void> make_room(WriteTransaction transaction, std::size_t needed) const;
    Result<void> tick() const;
    Result<void> put_in_one(const std::vector<Item>& items_to_put, WallTime now) const;
};

Result<std::optional<std::string>> Returns::State::serial(const Transaction& transaction,
                                                          const std::string& key) const {
    auto found = transaction.get(serials, key);
    if (!found) return pass_on(found);
    if (!*found) return std::optional<std::string>{};
    if ((*found)->size() != kSerialSize) return damaged();
    return std::optional<std::string>{std::string(**found)};
}

Result<Stored> Returns::State::stored(const Transaction& transaction, const std::string& serial) const {
    auto item = transaction.get(items, serial);
    if (!item) return pass_on(item);
    if (!*item) return damaged();
    return decode(**item);
}

Result<std::string> Returns::State::next_serial(const Transaction& transaction) const {
    std::uint64_t next = 1;
    auto scanned = transaction.scan(items, {}, Transaction::Order::descending,
                                    [&](std::string_view last, std::string_view) {
                                        next = number(last) + 1;
                                        return false;
                                    });
    if (!scanned) return pass_on(scanned);
    return big_endian(next, kSerialSize);
}

Result<void> Returns::State::remove(WriteTransaction& transaction, const std::string& serial) const {
    auto item = stored(transaction, serial);
    if (!item) return pass_on(item);
    for (std::size_t at = 0; at * kChunkSize < item->size; ++at)
        if (auto erased = transaction.erase(chunks, serial + big_endian(at, 4)); !erased)
            return pass_on(erased);
    for (const auto& [table, key] : {std::pair(unconfirmed, &serial), std::pair(items, &serial),
                                     std::pair(serials, &std::as_const(item->entry_key))})
        if (auto erased = transaction.erase(table, *key); !erased) return pass_on(erased);
    return {};
}

Result<void> Returns::State::put(WriteTransaction& transaction, const Item& item, WallTime now) const {
    const std::string key = entry_key(item.jid, item.index);
    auto present = serial(transaction, key);
    if (!present) return pass_on(present);
    if (*present)
        if (auto removed = remove(transaction, **present); !removed) return removed;
    auto number = next_serial(transaction);
    if (!number) return pass_on(number);
    const auto time = std::uint64_t(std::int64_t{now.time_since_epoch().count()});
    const std::string header = big_endian(time, 8) + big_endian(item.returned.size(), 8) + key;
    for (const auto& [table, from, to] :
         {std::tuple(serials, key, *number), std::tuple(items, *number, header),
          std::tuple(unconfirmed, *number, std::string())})
        if (auto put = transaction.put(table, from, to); !put) return put;
    for (std::size_t at = 0; at * kChunkSize < item.returned.size(); ++at) {
        const auto chunk = item.returned.substr(at * kChunkSize, kChunkSize);
        if (auto put = transaction.put(chunks, *number + big_endian(at, 4), chunk); !put) return put;
    }
    return {};
}

// A commit that changes nothing else. The pages that a transaction frees can be used by the second one after
// it.
Result<void> Returns::State::tick() const {
    auto transaction = database->write();
    if (!transaction) return pass_on(transaction);
    auto last = transaction->get(ticks, "tick");
    if (!last) return pass_on(last);
    const std::string next = big_endian(*last ? number(**last) + 1 : 1, 8);
    if (auto put = transaction->put(ticks, "tick", next); !put) return put;
    return transaction->commit();
}

bool Returns::State::has_room(const Transaction& transaction, std::size_t needed) const {
    const std::size_t map_size = database->map_size();
    return transaction.used() + needed + slack_of(map_size) <= map_size;
}

// For a put of `needed` bytes. When there is no room for them, or with `force`, old ones are removed before.
Result<WriteTransaction> Returns::State::begin_with_room(std::size_t needed, bool force) const {
    auto transaction = database->write();
    if (!transaction || (!force && has_room(*transaction, needed))) return transaction;
    if (auto made = make_room(std::move(*transaction), needed); !made) return pass_on(made);
    return database->write();
}

// Removes the oldest until `needed` bytes can be used, at least one.
Result<void> Returns::State::make_room(WriteTransaction transaction, std::size_t needed) const {
    const std::size_t map_size = database->map_size();
    const std::size_t used = transaction.used();
    // More than what is missing, so that not every put has to make room.
    const std::size_t wanted = std::min(needed + slack_of(map_size) + map_size / 16, map_size);
    std::size_t freed = 0;
    std::vector<std::string> oldest;
    const auto enough = [&] { return used + wanted <= map_size + freed && !oldest.empty(); };
    for (const bool confirmed : {true, false}) {
        auto scanned = transaction.scan(items, {}, Transaction::Order::ascending,
                                        [&](std::string_view key, std::string_view value) {
                                            if (enough()) return false;
                                            const auto open = transaction.get(unconfirmed, key);
                                            if ((open && !*open) != confirmed) return true;
                                            const auto item = decode(value);
                                            freed += chunk_bytes(item ? item->size : 0);
                                            oldest.emplace_back(key);
                                            return true;
                                        });
        if (!scanned) return pass_on(scanned);
    }
    for (const std::string& serial : oldest)
        if (auto removed = remove(transaction, serial); !removed) return pass_on(removed);
    if (auto committed = transaction.commit(); !committed) return pass_on(committed);
    for (int i = 0; i < 2; ++i)
        if (auto ticked = tick(); !ticked) return pass_on(ticked);
    return {};
}

Result<void> Returns::State::put_in_one(const std::vector<Item>& items_to_put, WallTime now) const {
    std::size_t needed = 0;
    for (const Item& item : items_to_put)
        needed += footprint(item.returned.size());
    const std::size_t map_size = database->map_size();
    if (needed + slack_of(map_size) > map_size)
        return fail(Errc::full, database->directory().string() + ": a return of this size does not fit " +
                                    std::to_string(map_size >> 20) + " MiB: raise job_retry_returns_size");
    for (int round = 0;; ++round) {
        // A second round: a process that reads holds pages, or sizes were misjudged.
        auto transaction = begin_with_room(needed, round > 0);
        if (!transaction) return pass_on(transaction);
        Result<void> done;
        for (const Item& item : items_to_put) {
            done = put(*transaction, item, now);
            if (!done) break;
        }
        if (done) done = transaction->commit();
        if (done || done.error().code != Errc::full || round == kRounds) return done;
    }
}

Result<Returns> Returns::open(const Options& options) {
    auto database = Database::open({.directory = options.directory,
                                    .format = "job-retry-returns",
                                    .version = 1,
                                    .map_size = options.size,
                                    .read_only = options.read_only,
                                    .checked_once_a_boot = options.checked_once_a_boot,
                                    .tables = {kSerials, kItems, kChunks, kUnconfirmed, kTicks}});
    if (!database) return pass_on(database);
    auto state = std::make_unique<State>();
    state->serials = (*database)->table(kSerials);
    state->items = (*database)->table(kItems);
    state->chunks = (*database)->table(kChunks);
    state->unconfirmed = (*database)->table(kUnconfirmed);
    state->ticks = (*database)->table(kTicks);
    state->database = std::move(*database);
    return Returns(std::move(state));
}

Returns::Returns(std::unique_ptr<State> state) : state_(std::move(state)) {}
Returns::Returns(Returns&&) noexcept = default;
Returns& Returns::operator=(Returns&&) noexcept = default;
Returns::~Returns() = default;

Result<void> Returns::put(const Jid& jid, std::uint16_t index, std::string_view returned, WallTime now) {
    return state_->put_in_one({{jid, index, returned}}, now);
}

Result<void> Returns::put_all(const std::vector<Item>& items, WallTime now) {
    if (items.empty()) return {};
    Result<void> done = state_->put_in_one(items, now);
    if (done || items.size() == 1) return done;
    done = {};
    for (const Item& item : items)
        if (auto one = state_->put_in_one({item}, now); !one) done = std::move(one);
    return done;
}

Result<std::optional<std::string>> Returns::get(const Jid& jid, std::uint16_t index) const {
    auto transaction = state_->database->read();
    if (!transaction) return pass_on(transaction);
    auto serial = state_->serial(*transaction, entry_key(jid, index));
    if (!serial) return pass_on(serial);
    if (!*serial) return std::optional<std::string>{};
    auto item = state_->stored(*transaction, **serial);
    if (!item) return pass_on(item);

    std::string returned;
    auto scanned = transaction->scan(state_->chunks, **serial, Transaction::Order::ascending,
                                     [&](std::string_view key, std::string_view bytes) {
                                         if (!key.starts_with(**serial)) return false;
                                         returned.append(bytes);
                                         return returned.size() <= item->size;
                                     });
    if (!scanned) return pass_on(scanned);
    if (returned.size() != item->size) return state_->damaged();
    return std::optional<std::string>{std::move(returned)};
}

Result<std::optional<std::size_t>> Returns::size(const Jid& jid, std::uint16_t index) const {
    auto transaction = state_->database->read();
    if (!transaction) return pass_on(transaction);
    auto serial = state_->serial(*transaction, entry_key(jid, index));
    if (!serial) return pass_on(serial);
    if (!*serial) return std::optional<std::size_t>{};
    auto item = state_->stored(*transaction, **serial);
    if (!item) return pass_on(item);
    return std::optional<std::size_t>{item->size};
}

Result<std::vector<Jid>> Returns::unconfirmed(std::size_t limit) const {
    auto transaction = state_->database->read();
    if (!transaction) return pass_on(transaction);
    std::vector<Jid> jids;
    bool sound = true;
    auto scanned =
        transaction->scan(state_->unconfirmed, {}, Transaction::Order::ascending,
                          [&](std::string_view serial, std::string_view) {
                              if (jids.size() == limit) return false;
                              auto item = state_->stored(*transaction, std::string(serial));
                              auto key = item ? decode_entry_key(item->entry_key) : fail(Errc::corrupt, "");
                              if (!key) return sound = false;
                              if (std::find(jids.begin(), jids.end(), key->first) == jids.end())
                                  jids.push_back(std::move(key->first));
                              return true;
                          });
    if (!scanned) return pass_on(scanned);
    if (!sound) return state_->damaged();
    return jids;
}

Result<void> Returns::confirm(const std::vector<Jid>& jids) {
    auto transaction = state_->database->write();
    if (!transaction) return pass_on(transaction);
    for (const Jid& jid : jids) {
        const std::string from = jid.sort_key();
        std::vector<std::string> serials;
        auto scanned = transaction->scan(
            state_->serials, from, Transaction::Order::ascending,
            [&](std::string_view key, std::string_view serial) {
                if (!key.starts_with(from) || (key.size() > from.size() && key[from.size()] != '\0'))
                    return false;
                serials.emplace_back(serial);
                return true;
            });
        if (!scanned) return scanned;
        for (const std::string& serial : serials)
            if (auto erased = transaction->erase(state_->unconfirmed, serial); !erased)
                return pass_on(erased);
    }
    return transaction->commit();
}

Result<std::size_t> Returns::prune(WallTime before, WallTime unconfirmed_before, std::size_t limit) {
    state_->database->forget_dead_readers();
    auto transaction = state_->database->write();
    if (!transaction) return pass_on(transaction);
    std::vector<std::string> old;
    auto scanned = transaction->scan(state_->items, {}, Transaction::Order::ascending,
                                     [&](std::string_view serial, std::string_view value) {
                                         const auto item = state_->decode(value);
                                         const auto open = transaction->get(state_->unconfirmed, serial);
                                         const bool held = open && !*open;
                                         if (item && item->put_at < (held ? before : unconfirmed_before))
                                             old.emplace_back(serial);
                                         return old.size() < limit;
                                     });
    if (!scanned) return pass_on(scanned);
    for (const std::string& serial : old)
        if (auto removed = state_->remove(*transaction, serial); !removed) return pass_on(removed);
    if (auto committed = transaction->commit(); !committed) return pass_on(committed);
    return old.size();
}

Result<Returns::Stats> Returns::stats() const {
    auto transaction = state_->database->read();
    if (!transaction) return pass_on(transaction);
    auto all = transaction->count(state_->items);
    if (!all) return pass_on(all);
    auto open = transaction->count(state_->unconfirmed);
    if (!open) return pass_on(open);
    return Stats{*all, *open, transaction->used(), state_->database->map_size()};
}

}  // namespace job_retry
