#include "minion_agent/ledger_reruns.h"

#include <algorithm>
#include <vector>

#include "minion_agent/ledger_names.h"

namespace job_retry {
namespace {

// Sort keys begin with another letter.
constexpr std::string_view kForgotten = "f";
constexpr std::size_t kRowSize = 24;
constexpr std::size_t kBootAt = 11;
constexpr unsigned char kOpen = 0x01;

void append(std::string& bytes, std::uint64_t value, std::size_t size) {
    for (std::size_t i = size; i-- > 0;)
        bytes.push_back(char(value >> (8 * i) & 0xff));
}

std::uint64_t take(std::string_view& bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (const char byte : bytes.substr(0, size))
        value = value << 8 | static_cast<unsigned char>(byte);
    bytes.remove_prefix(size);
    return value;
}

Result<std::uint64_t> forgotten(const Transaction& transaction, Table table) {
    auto row = transaction.get(table, kForgotten);
    if (!row) return pass_on(row);
    if (!*row) return 0;
    std::string_view bytes = **row;
    if (bytes.size() != 8) return fail(Errc::corrupt, "a mark of forgotten permissions of another size");
    return take(bytes, 8);
}

}  // namespace

Result<Rerun> LedgerReruns::of(const Transaction& transaction, const Jid& jid) const {
    auto row = transaction.get(table_, jid.sort_key());
    if (!row) return pass_on(row);
    if (!*row) return Rerun{};
    std::string_view bytes = **row;
    if (bytes.size() != kRowSize) return fail(Errc::corrupt, "a permission of another size");
    Rerun rerun;
    const std::uint64_t flags = take(bytes, 1);
    rerun.open = flags == kOpen;
    rerun.permission = take(bytes, 8);
    rerun.automatic = std::uint16_t(take(bytes, 2));
    LedgerNames known(transaction, names_);
    auto boot = known.text(NameId(take(bytes, 3)));
    if (!boot) return pass_on(boot);
    rerun.used_by.boot_id = std::move(*boot);
    rerun.used_by.pid = pid_t(take(bytes, 4));
    rerun.used_by.start_ticks = take(bytes, 6);
    if (flags > kOpen) return fail(Errc::corrupt, "a permission with unknown flags");
    return rerun;
}

Result<void> LedgerReruns::put(WriteTransaction& transaction, const Jid& jid, const Rerun& rerun) const {
    auto boot = LedgerNames::intern(transaction, names_, rerun.used_by.boot_id);
    if (!boot) return pass_on(boot);
    std::string bytes;
    append(bytes, rerun.open ? kOpen : 0, 1);
    append(bytes, rerun.permission, 8);
    append(bytes, rerun.automatic, 2);
    append(bytes, *boot, 3);
    append(bytes, std::uint32_t(rerun.used_by.pid), 4);
    append(bytes, rerun.used_by.start_ticks, 6);
    return transaction.put(table_, jid.sort_key(), bytes);
}

Result<void> LedgerReruns::withdraw_all(WriteTransaction& transaction) const {
    std::vector<std::pair<std::string, std::string>> open;
    auto scanned = transaction.scan(table_, {}, Transaction::Order::ascending,
                                    [&](std::string_view key, std::string_view row) {
                                        if (key != kForgotten && row.starts_with(char(kOpen)))
                                            open.emplace_back(key, row);
                                        return true;
                                    });
    if (!scanned) return scanned;
    for (auto& [key, row] : open) {
        row.front() = 0;
        if (auto put = transaction.put(table_, key, row); !put) return put;
    }
    return {};
}

Result<void> LedgerReruns::names_in_use(const Transaction& transaction, LedgerNames::InUse& in_use) const {
    bool sound = true;
    auto scanned = transaction.scan(table_, {}, Transaction::Order::ascending,
                                    [&](std::string_view key, std::string_view row) {
                                        if (key == kForgotten) return true;
                                        sound = row.size() == kRowSize;
                                        if (!sound) return false;
                                        row.remove_prefix(kBootAt);
                                        in_use.insert(NameId(take(row, 3)));
                                        return true;
                                    });
    if (!scanned) return scanned;
    if (!sound) return fail(Errc::corrupt, "a permission of another size");
    return {};
}

Result<bool> LedgerReruns::permit(WriteTransaction& transaction, const Jid& jid, std::uint64_t number) const {
    auto rerun = of(transaction, jid);
    if (!rerun) return pass_on(rerun);
    auto below = forgotten(transaction, table_);
    if (!below) return pass_on(below);
    if (number <= rerun->permission || number <= *below) return false;
    rerun->permission = number;
    rerun->open = true;
    if (auto stored = put(transaction, jid, *rerun); !stored) return pass_on(stored);
    return true;
}

Result<void> LedgerReruns::forget(WriteTransaction& transaction, const Jid& jid) const {
    auto rerun = of(transaction, jid);
    if (!rerun) return pass_on(rerun);
    auto erased = transaction.erase(table_, jid.sort_key());
    if (!erased) return pass_on(erased);
    auto below = forgotten(transaction, table_);
    if (!below) return pass_on(below);
    if (rerun->permission <= *below) return {};
    std::string bytes;
    append(bytes, rerun->permission, 8);
    return transaction.put(table_, kForgotten, bytes);
}

}  // namespace job_retry
