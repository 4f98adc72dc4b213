// What Deliveries tells about what is owed; nothing here changes anything.

#include "master_shim/deliveries.h"

namespace job_retry {
namespace {

constexpr char kKeyEnd = '\0';

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

Result<std::optional<Delivery>> Deliveries::find(const Jid& jid, const std::string& minion) const {
    const std::string key = delivery_key(minion, jid);
    return reading([&](const Transaction& txn) -> Result<std::optional<Delivery>> {
        auto row = txn.get(deliveries_, key);
        if (!row) return pass_on(row);
        if (!*row) return std::optional<Delivery>();
        auto delivery = decode_delivery(key, **row);
        if (!delivery) return pass_on(delivery);
        return std::optional<Delivery>(std::move(*delivery));
    });
}

Result<void> Deliveries::of_minion(const std::string& minion, const std::optional<Jid>& after,
                                   const Visit& visit) const {
    const std::string prefix = minion + kKeyEnd;
    return visit_behind(after ? delivery_key(minion, *after) : prefix, prefix, visit);
}

Result<void> Deliveries::of_job(const Jid& jid, const Visit& visit) const {
    const std::string prefix = jid.sort_key() + kKeyEnd;
    std::vector<std::string> minions;
    auto found = reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(by_job_, prefix, Transaction::Order::ascending,
                        [&](std::string_view key, std::string_view) {
                            if (!starts_with(key, prefix)) return false;
                            minions.emplace_back(key.substr(prefix.size()));
                            return true;
                        });
    });
    if (!found) return found;
    for (const std::string& minion : minions) {
        auto delivery = find(jid, minion);
        if (!delivery) return pass_on(delivery);
        if (*delivery && !visit(**delivery)) break;
    }
    return {};
}

Result<void> Deliveries::all(const Visit& visit) const {
    return visit_behind("", "", visit);
}

Result<std::optional<std::string>> Deliveries::some(const std::string& behind, std::size_t count,
                                                    const std::function<void(const Delivery&)>& visit) const {
    std::optional<std::string> last;
    std::size_t visited = 0;
    bool more = false;
    auto found = visit_behind(behind, "", [&](const Delivery& delivery) {
        more = visited == count;
        if (more) return false;
        visit(delivery);
        if (++visited == count) last = delivery_key(delivery.minion, delivery.jid);
        return true;
    });
    if (!found) return pass_on(found);
    if (!more) last.reset();
    return last;
}

// Those whose keys come behind `from` and begin with `prefix`; no key is a prefix alone.
Result<void> Deliveries::rows_behind(const std::string& from, const std::string& prefix,
                                     const VisitRow& visit) const {
    return reading([&](const Transaction& txn) -> Result<void> {
        Result<void> outcome;
        auto found = txn.scan(deliveries_, from, Transaction::Order::ascending,
                              [&](std::string_view key, std::string_view value) {
                                  if (!starts_with(key, prefix)) return false;
                                  if (key == from) return true;
                                  auto more = visit(key, value);
                                  if (!more) outcome = pass_on(more);
                                  return more.value_or(false);
                              });
        return found ? outcome : found;
    });
}

Result<void> Deliveries::visit_behind(const std::string& from, const std::string& prefix,
                                      const Visit& visit) const {
    return rows_behind(from, prefix, [&](std::string_view key, std::string_view value) -> Result<bool> {
        auto delivery = decode_delivery(key, value);
        if (!delivery) return pass_on(delivery);
        return visit(*delivery);
    });
}

// What has ended is due when it leaves the history, and what ended last is due last. Open ones are among them
// where the history is shorter than the time to expiry, and are passed over within reason.
Result<std::vector<Delivery>> Deliveries::newest_ended(std::size_t limit) const {
    return reading([&](const Transaction& txn) -> Result<std::vector<Delivery>> {
        std::vector<Delivery> found;
        std::size_t looked_at = 0;
        Result<void> outcome;
        auto scanned =
            txn.scan(due_, "", Transaction::Order::descending, [&](std::string_view key, std::string_view) {
                const std::string_view of = key.substr(kDueTimeSize);
                const auto value = txn.get(deliveries_, of);
                if (!value || !*value) return ++looked_at < limit * 10;
                auto delivery = decode_delivery(of, **value);
                if (!delivery) {
                    outcome = pass_on(delivery);
                    return false;
                }
                if (!is_open(delivery->state)) found.push_back(std::move(*delivery));
                return found.size() < limit && ++looked_at < limit * 10;
            });
        if (!scanned) return pass_on(scanned);
        if (!outcome) return pass_on(outcome);
        return found;
    });
}

std::size_t Deliveries::open_count(const std::string& minion) const {
    const auto open = open_.find(minion);
    std::size_t count = 0;
    if (open == open_.end()) return count;
    for (const auto& [key, under_it] : open->second)
        count += under_it;
    return count;
}

bool Deliveries::owed_under_another_key(const std::string& minion,
                                        const std::optional<std::string>& mark) const {
    const auto open = open_.find(minion);
    if (open == open_.end()) return false;
    return open->second.size() > 1 || !mark || !open->second.contains(*mark);
}

std::vector<std::string> Deliveries::minions_with_open() const {
    std::vector<std::string> minions;
    minions.reserve(open_.size());
    for (const auto& [minion, by_key] : open_)
        minions.push_back(minion);
    return minions;
}

Result<std::optional<WallTime>> Deliveries::oldest_open() const {
    return reading([&](const Transaction& txn) -> Result<std::optional<WallTime>> {
        std::optional<WallTime> oldest;
        auto found = txn.scan(jobs_, oldest_open_from_, Transaction::Order::ascending,
                              [&](std::string_view key, std::string_view value) {
                                  const auto job = decode_job(key, value);
                                  if (job && job->open > 0) oldest = job->published_at;
                                  oldest_open_from_ = key;
                                  return !oldest;
                              });
        if (!found) return pass_on(found);
        return oldest;
    });
}

}  // namespace job_retry
