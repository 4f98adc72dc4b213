#include "minion_agent/ledger_identity.h"

#include <vector>

#include "minion_agent/ledger_numbers.h"
#include "runtime/rsa_key.h"

namespace job_retry {
namespace {

constexpr std::string_view kName = "i";
constexpr std::string_view kWhose = "w";
constexpr char kMark = 'k';  // and the master

}  // namespace

Result<std::string> LedgerIdentity::name(WriteTransaction& transaction) const {
    auto known = transaction.get(table_, kName);
    if (!known) return pass_on(known);
    if (*known) return std::string(**known);
    std::string fresh = random_bytes(proto::kMarkSize);
    if (auto put = transaction.put(table_, kName, fresh); !put) return pass_on(put);
    return fresh;
}

Result<proto::LedgerMark> LedgerIdentity::mark(WriteTransaction& transaction, const std::string& master,
                                               bool next) const {
    auto ledger = name(transaction);
    if (!ledger) return pass_on(ledger);
    const std::string key = kMark + master;
    auto row = transaction.get(table_, key);
    if (!row) return pass_on(row);
    proto::LedgerMark mark;
    mark.ledger = std::move(*ledger);
    if (*row) {
        if ((*row)->size() != kNumberSize + proto::kMarkSize)
            return fail(Errc::corrupt, "a mark of another size");
        mark.number = number_of((*row)->substr(0, kNumberSize));
        mark.mark = (*row)->substr(kNumberSize);
        if (!next) return mark;
    }
    ++mark.number;
    mark.mark = random_bytes(proto::kMarkSize);
    if (auto put = transaction.put(table_, key, bytes_of(mark.number) + mark.mark); !put) return pass_on(put);
    return mark;
}

Result<void> LedgerIdentity::renew(WriteTransaction& transaction) const {
    std::vector<std::string> old{std::string(kName)};
    auto scanned = transaction.scan(table_, std::string_view(&kMark, 1), Transaction::Order::ascending,
                                    [&](std::string_view key, std::string_view) {
                                        if (key.front() != kMark) return false;
                                        old.emplace_back(key);
                                        return true;
                                    });
    if (!scanned) return pass_on(scanned);
    for (const std::string& key : old)
        if (auto erased = transaction.erase(table_, key); !erased) return pass_on(erased);
    return {};
}

Result<std::string> LedgerIdentity::whose(const Transaction& transaction) const {
    auto known = transaction.get(table_, kWhose);
    if (!known) return pass_on(known);
    return std::string(known->value_or(""));
}

Result<void> LedgerIdentity::bind(WriteTransaction& transaction, const std::string& minion) const {
    auto known = whose(transaction);
    if (!known) return pass_on(known);
    if (known->empty()) return transaction.put(table_, kWhose, minion);
    if (*known == minion) return {};
    return fail(Errc::invalid, "this ledger is that of minion " + *known + ", not of " + minion +
                                   ": when the minion was given another id, restart minion-agent, which then "
                                   "begins a new one; two minions on one machine need a job_retry_dir and a "
                                   "sock_dir each");
}

}  // namespace job_retry
