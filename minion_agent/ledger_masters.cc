#include "minion_agent/ledger_masters.h"

#include <algorithm>

#include "minion_agent/ledger_numbers.h"

namespace job_retry {
namespace {

// Keys are never empty, masters may be.
constexpr char kPrefix = 'm';
constexpr std::string_view kBegun = "b";  // before all masters
constexpr std::string_view kTouched = "a";
constexpr std::string_view kUntimed = "c";
constexpr std::string_view kAnew = "d";  // the boot in which it began anew

constexpr std::size_t kTimeSize = kNumberSize;

std::string key_of(const std::string& master) {
    return kPrefix + master;
}

std::string bytes_of(WallTime time) {
    return job_retry::bytes_of(std::uint64_t(std::int64_t{time.time_since_epoch().count()}));
}

Result<WallTime> time_of(std::string_view bytes) {
    if (bytes.size() != kTimeSize) return fail(Errc::corrupt, "a time of another size");
    return WallTime(std::chrono::microseconds(std::int64_t(number_of(bytes))));
}

}  // namespace

Result<std::optional<Jid>> LedgerMasters::floor(const Transaction& transaction) const {
    std::string highest;
    auto scanned = transaction.scan(floors_, {}, Transaction::Order::ascending,
                                    [&](std::string_view, std::string_view value) {
                                        highest = std::max(highest, std::string(value));
                                        return true;
                                    });
    if (!scanned) return pass_on(scanned);
    if (highest.empty()) return std::optional<Jid>{};
    auto jid = Jid::from_sort_key(highest);
    if (!jid) return pass_on(jid);
    return std::optional<Jid>{std::move(*jid)};
}

Result<void> LedgerMasters::raise_floor(WriteTransaction& transaction, const std::string& master,
                                        const Jid& jid) const {
    auto own = transaction.get(floors_, key_of(master));
    if (!own) return pass_on(own);
    std::string key = jid.sort_key();
    if (*own && **own >= key) return {};
    return transaction.put(floors_, key_of(master), key);
}

Result<std::vector<std::pair<std::string, std::string>>> LedgerMasters::floors(
    const Transaction& transaction) const {
    std::vector<std::pair<std::string, std::string>> found;
    auto scanned = transaction.scan(
        floors_, {}, Transaction::Order::ascending, [&](std::string_view key, std::string_view value) {
            if (value.empty()) return true;
            const auto jid = Jid::from_sort_key(value);
            found.emplace_back(key.substr(1), jid ? jid->text() : std::string("(damaged)"));
            return true;
        });
    if (!scanned) return pass_on(scanned);
    return found;
}

Result<SteadyTime> LedgerMasters::begun(WriteTransaction& transaction, const std::string& boot_id,
                                        SteadyTime now) const {
    auto known = transaction.get(since_, kBegun);
    if (!known) return pass_on(known);
    if (*known && (*known)->substr(std::min(kTimeSize, (*known)->size())) == boot_id) {
        auto time = time_of((*known)->substr(0, kTimeSize));
        if (!time) return pass_on(time);
        return std::min(now, SteadyTime(time->time_since_epoch()));
    }
    const std::string mark = bytes_of(WallTime(now.time_since_epoch())) + boot_id;
    if (auto put = transaction.put(since_, kBegun, mark); !put) return pass_on(put);
    return now;
}

Result<void> LedgerMasters::begin_anew(WriteTransaction& transaction, const std::string& boot_id,
                                       SteadyTime now) const {
    std::vector<std::string> met;
    auto scanned = transaction.scan(since_, std::string_view(&kPrefix, 1), Transaction::Order::ascending,
                                    [&](std::string_view key, std::string_view) {
                                        if (key.front() != kPrefix) return false;
                                        met.emplace_back(key);
                                        return true;
                                    });
    if (!scanned) return pass_on(scanned);
    for (const std::string& key : met)
        if (auto erased = transaction.erase(since_, key); !erased) return pass_on(erased);
    if (auto put = transaction.put(since_, kAnew, boot_id); !put) return put;
    return transaction.put(since_, kBegun, bytes_of(WallTime(now.time_since_epoch())) + boot_id);
}

// Since then the machine was not started: when the ledger began is known to the second, and nothing is to be
// taken over from other masters, whose clocks may be others.
Result<bool> LedgerMasters::knows_its_begin(const Transaction& transaction) const {
    auto anew = transaction.get(since_, kAnew);
    if (!anew) return pass_on(anew);
    auto begun = transaction.get(since_, kBegun);
    if (!begun) return pass_on(begun);
    return *anew && *begun && (*begun)->substr(std::min(kTimeSize, (*begun)->size())) == **anew;
}

Result<void> LedgerMasters::touch(WriteTransaction& transaction) const {
    return transaction.put(since_, kTouched, "");
}

Result<std::optional<std::size_t>> LedgerMasters::untimed(const Transaction& transaction) const {
    auto known = transaction.get(since_, kUntimed);
    if (!known) return pass_on(known);
    if (!*known) return std::optional<std::size_t>{};
    auto bytes = time_of(**known);
    if (!bytes) return pass_on(bytes);
    return std::optional<std::size_t>{std::size_t(bytes->time_since_epoch().count())};
}

Result<void> LedgerMasters::put_untimed(WriteTransaction& transaction, std::size_t bytes) const {
    return transaction.put(since_, kUntimed, bytes_of(WallTime(std::chrono::microseconds(bytes))));
}

Result<std::optional<WallTime>> LedgerMasters::since(const Transaction& transaction,
                                                     const std::string& master) const {
    auto own = transaction.get(since_, key_of(master));
    if (!own) return pass_on(own);
    if (!*own) return std::optional<WallTime>{};
    auto time = time_of(**own);
    if (!time) return pass_on(time);
    return std::optional<WallTime>{*time};
}

Result<WallTime> LedgerMasters::met(WriteTransaction& transaction, const std::string& master,
                                    WallTime begun) const {
    auto own = transaction.get(since_, key_of(master));
    if (!own) return pass_on(own);
    auto knows_begin = knows_its_begin(transaction);
    if (!knows_begin) return pass_on(knows_begin);
    std::optional<WallTime> known;
    std::optional<Error> problem;
    const auto look = [&](std::string_view key, std::string_view value) {
        if (!key.empty() && key.front() != kPrefix) return false;
        auto time = time_of(value);
        if (!time) {
            problem = std::move(time.error());
            return false;
        }
        known = known ? std::min(*known, *time) : *time;
        return true;
    };
    Result<void> scanned;
    if (*own)
        look({}, **own);
    else if (!*knows_begin)
        scanned =
            transaction.scan(since_, std::string_view(&kPrefix, 1), Transaction::Order::ascending, look);
    if (!scanned) return pass_on(scanned);
    if (problem) return tl::unexpected(std::move(*problem));
    const WallTime since = known ? std::min(*known, begun) : begun;
    if (*own && known == since) return since;
    if (auto put = transaction.put(since_, key_of(master), bytes_of(since)); !put) return pass_on(put);
    return since;
}

}  // namespace job_retry
