#include "minion_agent/ledger_names.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace job_retry {
namespace {

constexpr std::string_view kById = "i";
constexpr std::string_view kByText = "t";
// A key has at most 511 bytes. Longer texts do not come: the gate bounds them.
constexpr std::size_t kMaxText = 510;

}  // namespace

Result<std::string> LedgerNames::text(NameId id) {
    if (id == 0) return std::string();
    if (const auto known = known_.find(id); known != known_.end()) return known->second;
    auto found = transaction_.get(table_, std::string(kById) + encode_name_id(id));
    if (!found) return pass_on(found);
    if (!*found) return fail(Errc::corrupt, "an entry with a name that is not there");
    return known_.emplace(id, std::string(**found)).first->second;
}

Result<NameId> LedgerNames::intern(WriteTransaction& transaction, Table table, const std::string& text) {
    if (text.empty()) return NameId{0};
    if (text.size() > kMaxText) return fail(Errc::invalid, "a name of more than 510 bytes");
    const std::string by_text = std::string(kByText) + text;
    auto found = transaction.get(table, by_text);
    if (!found) return pass_on(found);
    if (*found) {
        const auto id = decode_name_id(**found);
        if (!id) return fail(Errc::corrupt, "a name with an impossible number");
        return *id;
    }

    // Numbers are given out in order, and the "i" keys come before the "t" keys.
    NameId next = 1;
    bool sound = true;
    auto last = transaction.scan(table, kByText, Transaction::Order::descending,
                                 [&](std::string_view key, std::string_view) {
                                     const auto id = decode_name_id(key.substr(1));
                                     sound = id.has_value();
                                     if (id) next = *id + 1;
                                     return false;
                                 });
    if (!last) return pass_on(last);
    if (!sound) return fail(Errc::corrupt, "a name with an impossible number");
    if (next > kMaxNameId) return fail(Errc::full, "no number is left for another name");
    if (auto put = transaction.put(table, std::string(kById) + encode_name_id(next), text); !put)
        return pass_on(put);
    if (auto put = transaction.put(table, by_text, encode_name_id(next)); !put) return pass_on(put);
    return next;
}

Result<void> LedgerNames::forget(WriteTransaction& transaction, Table table, const InUse& in_use,
                                 std::size_t limit) {
    std::vector<std::pair<std::string, std::string>> unused;  // keys of both rows
    std::string last;
    bool sound = true;
    auto scanned = transaction.scan(
        table, kById, Transaction::Order::ascending, [&](std::string_view key, std::string_view text) {
            if (!key.starts_with(kById)) return false;
            const auto id = decode_name_id(key.substr(1));
            sound = id.has_value();
            if (!sound) return false;
            last = key;
            if (!in_use.contains(*id)) unused.emplace_back(key, std::string(kByText) + std::string(text));
            return true;
        });
    if (!scanned) return scanned;
    if (!sound) return fail(Errc::corrupt, "a name with an impossible number");
    // The last number stays, so that none is given out again.
    std::erase_if(unused, [&](const auto& name) { return name.first == last; });
    unused.resize(std::min(unused.size(), limit));
    for (const auto& [by_id, by_text] : unused)
        for (const std::string* key : {&by_id, &by_text})
            if (auto erased = transaction.erase(table, *key); !erased) return pass_on(erased);
    return {};
}

}  // namespace job_retry
