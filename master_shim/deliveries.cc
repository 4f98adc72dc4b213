#include "master_shim/deliveries.h"

#include <algorithm>

#include "master_shim/event.h"

namespace job_retry {
namespace {

constexpr std::size_t kReservedShare = 16;
constexpr std::string_view kListFull = "list full";

}  // namespace

Deliveries::Deliveries(const Options& options, std::unique_ptr<Database> database)
    : options_(options),
      database_(std::move(database)),
      jobs_(database_->table("jobs")),
      loads_(database_->table("loads")),
      waiting_(database_->table("waiting")),
      deliveries_(database_->table("deliveries")),
      by_job_(database_->table("by_job")),
      due_(database_->table("due")),
      meta_(database_->table("meta")) {}

Result<std::unique_ptr<Deliveries>> Deliveries::open(const Options& options) {
    Database::Options database;
    database.directory = options.directory;
    database.format = "job-retry-deliveries";
    database.version = 1;
    database.map_size = options.size;
    database.read_only = options.read_only;
    database.tables = {"jobs", "loads", "waiting", "deliveries", "by_job", "due", "meta"};
    auto opened = Database::open(database);
    if (!opened) return pass_on(opened);
    std::unique_ptr<Deliveries> deliveries(new Deliveries(options, std::move(*opened)));
    if (options.read_only) return deliveries;  // for a look, which needs no counts
    if (auto counted = deliveries->count_all(); !counted) return pass_on(counted);
    return deliveries;
}

Result<WriteTransaction*> Deliveries::writing() {
    if (!txn_) {
        auto txn = database_->write();
        if (!txn) return pass_on(txn);
        txn_.emplace(std::move(*txn));
    }
    return &*txn_;
}

// ---- jobs

Result<std::optional<Job>> Deliveries::job(const Jid& jid) const {
    const std::string key = jid.sort_key();
    return reading([&](const Transaction& txn) -> Result<std::optional<Job>> {
        auto row = txn.get(jobs_, key);
        if (!row) return pass_on(row);
        if (!*row) return std::optional<Job>();
        auto job = decode_job(key, **row);
        if (!job) return pass_on(job);
        return std::optional<Job>(std::move(*job));
    });
}

Result<Job> Deliveries::stored_job(const Jid& jid) const {
    auto found = job(jid);
    if (!found) return pass_on(found);
    if (!*found) return fail(Errc::not_found, "job " + jid.text() + " is not known");
    return std::move(**found);
}

Result<void> Deliveries::put_job(const Job& job) {
    auto txn = writing();
    if (!txn) return pass_on(txn);
    const std::string key = job.jid.sort_key();
    if (job.open > 0 && key < oldest_open_from_) oldest_open_from_ = key;
    return (*txn)->put(jobs_, key, encode(job));
}

Result<void> Deliveries::erase(Table table, const std::string& key) {
    auto txn = writing();
    if (!txn) return pass_on(txn);
    auto erased = (*txn)->erase(table, key);
    if (!erased) return pass_on(erased);
    return {};
}

Result<void> Deliveries::remember(const Job& job, const std::string& load,
                                  const std::vector<std::string>& waiting) {
    const std::string key = job.jid.sort_key();
    auto known = this->job(job.jid);
    if (!known) return pass_on(known);
    auto txn = writing();
    if (!txn) return pass_on(txn);
    if (!*known) {
        if (auto put = put_job(job); !put) return put;
    }
    if (!load.empty()) {
        if (auto put = (*txn)->put(loads_, key, load); !put) return put;
    }
    if (waiting.empty()) return {};

    std::vector<std::string> all = waiting;
    auto before = (*txn)->get(waiting_, key);
    if (!before) return pass_on(before);
    if (*before) {
        if (auto minions = read_minions(**before)) all.insert(all.end(), minions->begin(), minions->end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return (*txn)->put(waiting_, key, encode_minions(all));
}

Result<void> Deliveries::nobody_waits(const Jid& jid) {
    if (auto erased = erase(waiting_, jid.sort_key()); !erased) return erased;
    auto known = job(jid);
    if (!known) return pass_on(known);
    if (!*known) return {};
    return forget_unused(**known);
}

Result<void> Deliveries::complete(const Jid& jid, const JobFacts& facts, WallTime expires_at,
                                  const std::string& load) {
    auto job = stored_job(jid);
    if (!job) return pass_on(job);
    job->facts = facts;
    job->expires_at = expires_at;
    if (auto put = put_job(*job); !put) return put;
    auto txn = writing();
    if (!txn) return pass_on(txn);
    return (*txn)->put(loads_, jid.sort_key(), load);
}

Result<std::optional<std::string>> Deliveries::load(const Jid& jid) const {
    return reading([&](const Transaction& txn) -> Result<std::optional<std::string>> {
        auto row = txn.get(loads_, jid.sort_key());
        if (!row) return pass_on(row);
        if (!*row) return std::optional<std::string>();
        return std::optional<std::string>(**row);
    });
}

Result<void> Deliveries::waiting(const VisitWaiting& visit) const {
    return reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(waiting_, "", Transaction::Order::ascending,
                        [&](std::string_view key, std::string_view value) {
                            const auto jid = Jid::from_sort_key(key);
                            const auto minions = read_minions(value);
                            if (jid && minions) visit(*jid, *minions);
                            return true;
                        });
    });
}

// The load goes with the last that may need it, the row with the last delivery.
Result<void> Deliveries::forget_unused(const Job& job) {
    const std::string key = job.jid.sort_key();
    if (job.open > 0) return {};
    auto txn = writing();
    if (!txn) return pass_on(txn);
    auto waiting = (*txn)->get(waiting_, key);
    if (!waiting) return pass_on(waiting);
    if (*waiting) return {};
    if (job.total == 0 || !options_.keep_loads) {
        if (auto erased = erase(loads_, key); !erased) return erased;
    }
    if (job.total > 0) return {};
    return erase(jobs_, key);
}

// ---- deliveries

void Deliveries::count(const Delivery& delivery, int by) {
    counted_.push_back({delivery.minion, delivery.state, delivery.key, delivery.reason(), by});
    apply(counted_.back());
}

void Deliveries::apply(const Counted& counted) {
    const int by = counted.by;
    const auto add = [by](auto& counter) {
        counter =
            static_cast<std::remove_reference_t<decltype(counter)>>(counter + static_cast<std::size_t>(by));
    };
    add(counts_.by_state[static_cast<std::size_t>(counted.state)]);
    if (counted.state == DeliveryState::refused) {
        const auto refusal = counts_.refusals.try_emplace(counted.reason, 0).first;
        add(refusal->second);
        if (refusal->second == 0) counts_.refusals.erase(refusal);
    }
    if (is_open(counted.state)) {
        const auto open = open_.try_emplace(counted.minion).first;
        const auto under_key = open->second.try_emplace(counted.key, 0).first;
        add(under_key->second);
        if (under_key->second == 0) open->second.erase(under_key);
        if (open->second.empty()) open_.erase(open);
    }
}

Result<void> Deliveries::count_all() {
    Counted alike;  // most are like the one before
    auto counted = rows_behind("", "", [&](std::string_view key, std::string_view value) -> Result<bool> {
        auto glance = glance_at_delivery(key, value);
        if (!glance) return pass_on(glance);
        const DeliveryGlance& row = *glance;
        if (row.minion != alike.minion || row.state != alike.state || row.key != alike.key ||
            row.reason != alike.reason) {
            apply(alike);
            alike = {std::string(row.minion), row.state, std::string(row.key), std::string(row.reason), 0};
        }
        ++alike.by;
        return true;
    });
    apply(alike);
    return counted;
}

Result<void> Deliveries::store(const Delivery& delivery, std::optional<WallTime> old_due) {
    auto txn = writing();
    if (!txn) return pass_on(txn);
    if (old_due) {
        if (auto erased = erase(due_, due_key(delivery, *old_due)); !erased) return erased;
    }
    if (auto put = (*txn)->put(due_, due_key(delivery, delivery.due), ""); !put) return put;
    if (auto put = (*txn)->put(by_job_, by_job_key(delivery.jid, delivery.minion), ""); !put) return put;
    return (*txn)->put(deliveries_, delivery_key(delivery.minion, delivery.jid), encode(delivery));
}

Result<void> Deliveries::begin(const Jid& jid, const std::string& minion, DeliveryState state,
                               const std::string& reason, const std::string& key, WallTime now) {
    auto known = find(jid, minion);
    if (!known) return pass_on(known);
    if (*known) return {};
    if (is_open(state) && open_count(minion) >= options_.max_pending) {
        if (auto room = make_room(minion, now); !room) return room;
    }
    auto job = stored_job(jid);
    if (!job) return pass_on(job);
    ++job->total;
    if (is_open(state)) ++job->open;
    if (auto put = put_job(*job); !put) return put;

    const WallTime due = is_open(state) ? job->expires_at : now + options_.history;
    const Delivery delivery{jid, minion, state, due, 0, {}, key, 0, {{state, now, reason}}};
    if (auto stored = store(delivery, std::nullopt); !stored) return stored;
    count(delivery, 1);
    changes_.push_back({jid, minion, state, reason, functions_text(job->facts)});
    return {};
}

Result<void> Deliveries::make_room(const std::string& minion, WallTime now) {
    std::optional<Delivery> oldest;
    auto found = of_minion(minion, std::nullopt, [&](const Delivery& delivery) {
        if (is_open(delivery.state)) oldest = delivery;
        return !oldest;
    });
    if (!found) return found;
    if (!oldest) return {};
    return become(*oldest, DeliveryState::expired, std::string(kListFull), now, std::nullopt);
}

Result<void> Deliveries::become(Delivery delivery, DeliveryState to, const std::string& reason, WallTime now,
                                std::optional<std::int64_t> retcode) {
    auto job = stored_job(delivery.jid);
    if (!job) return pass_on(job);
    const bool was_open = is_open(delivery.state);
    const WallTime old_due = delivery.due;
    count(delivery, -1);
    delivery.state = to;
    delivery.history.push_back({to, now, reason});
    if (retcode) delivery.retcode = retcode;
    if (!is_open(to)) delivery.due = now + options_.history;
    count(delivery, 1);
    if (auto stored = store(delivery, old_due); !stored) return stored;
    changes_.push_back({delivery.jid, delivery.minion, to, reason, functions_text(job->facts)});
    if (!was_open || is_open(to)) return {};
    --job->open;
    if (auto put = put_job(*job); !put) return put;
    return forget_unused(*job);
}

Result<bool> Deliveries::move(const Jid& jid, const std::string& minion, DeliveryState to,
                              const std::string& reason, WallTime now, std::optional<std::int64_t> retcode) {
    auto found = find(jid, minion);
    if (!found) return pass_on(found);
    if (!*found || !may_become((*found)->state, to)) return false;
    if (auto became = become(std::move(**found), to, reason, now, retcode); !became) return pass_on(became);
    return true;
}

Result<void> Deliveries::reopen(const Jid& jid, const std::string& minion, const std::string& reason,
                                const std::string& key, WallTime due, WallTime now) {
    auto found = find(jid, minion);
    if (!found) return pass_on(found);
    auto job = stored_job(jid);
    if (!job) return pass_on(job);
    if (!*found || is_open((*found)->state))
        return fail(Errc::conflict, "job " + jid.text() + " of minion " + minion + " has not ended");
    if (open_count(minion) >= options_.max_pending) {
        if (auto room = make_room(minion, now); !room) return room;
    }
    Delivery& delivery = **found;
    const WallTime old_due = delivery.due;
    count(delivery, -1);
    delivery.state = DeliveryState::pending;
    delivery.due = due;
    delivery.attempts = 0;
    delivery.retcode.reset();
    delivery.key = key;
    // A later permission has a higher number, whatever the clock has done.
    const auto time = static_cast<std::uint64_t>(now.time_since_epoch().count());
    delivery.retry = std::max(time, delivery.retry + 1);
    delivery.history.push_back({delivery.state, now, reason});
    count(delivery, 1);
    if (auto stored = store(delivery, old_due); !stored) return stored;
    changes_.push_back({jid, minion, delivery.state, reason, functions_text(job->facts)});
    ++job->open;
    return put_job(*job);
}

Result<void> Deliveries::count_attempt(const Jid& jid, const std::string& minion) {
    auto found = find(jid, minion);
    if (!found) return pass_on(found);
    if (!*found) return {};
    ++(*found)->attempts;
    auto txn = writing();
    if (!txn) return pass_on(txn);
    return (*txn)->put(deliveries_, delivery_key(minion, jid), encode(**found));
}

Result<void> Deliveries::forget(const Delivery& delivery) {
    auto job = stored_job(delivery.jid);
    if (!job) return pass_on(job);
    if (auto gone = erase(due_, due_key(delivery, delivery.due)); !gone) return gone;
    if (auto gone = erase(by_job_, by_job_key(delivery.jid, delivery.minion)); !gone) return gone;
    if (auto gone = erase(deliveries_, delivery_key(delivery.minion, delivery.jid)); !gone) return gone;
    count(delivery, -1);
    --job->total;
    if (auto put = put_job(*job); !put) return put;
    return forget_unused(*job);
}

Result<std::size_t> Deliveries::sweep(WallTime now, std::size_t limit) {
    std::vector<std::string> keys;
    const std::string end = due_prefix(now + std::chrono::microseconds(1));
    auto found = reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(due_, "", Transaction::Order::ascending, [&](std::string_view key, std::string_view) {
            if (key >= end || keys.size() >= limit) return false;
            keys.emplace_back(key.substr(kDueTimeSize));
            return true;
        });
    });
    if (!found) return pass_on(found);
    for (const std::string& key : keys) {
        auto delivery = reading([&](const Transaction& txn) -> Result<Delivery> {
            auto row = txn.get(deliveries_, key);
            if (!row) return pass_on(row);
            return decode_delivery(key, row->value_or(""));
        });
        if (!delivery) return pass_on(delivery);
        Result<void> done = is_open(delivery->state)
                                ? become(*delivery, DeliveryState::expired, "not delivered in time", now, {})
                                : forget(*delivery);
        if (!done) return pass_on(done);
    }
    return keys.size();
}

Result<std::optional<WallTime>> Deliveries::next_due() const {
    return reading([&](const Transaction& txn) -> Result<std::optional<WallTime>> {
        std::optional<WallTime> due;
        auto found =
            txn.scan(due_, "", Transaction::Order::ascending, [&](std::string_view key, std::string_view) {
                due = due_time(key);
                return false;
            });
        if (!found) return pass_on(found);
        return due;
    });
}

// ---- marks and the step

bool Deliveries::nearly_full() const {
    const auto used = reading([](const Transaction& txn) -> Result<std::size_t> { return txn.used(); });
    return used && *used > database_->map_size() - database_->map_size() / kReservedShare;
}

Result<std::optional<std::string>> Deliveries::meta(const std::string& name) const {
    return reading([&](const Transaction& txn) -> Result<std::optional<std::string>> {
        auto row = txn.get(meta_, name);
        if (!row) return pass_on(row);
        if (!*row) return std::optional<std::string>();
        return std::optional<std::string>(**row);
    });
}

Result<void> Deliveries::set_meta(const std::string& name, const std::string& value) {
    auto txn = writing();
    if (!txn) return pass_on(txn);
    return (*txn)->put(meta_, name, value);
}

Result<bool> Deliveries::commit() {
    if (!txn_) {
        abandon();
        return false;
    }
    auto committed = txn_->commit();
    if (!committed) {
        abandon();
        return pass_on(committed);
    }
    for (const Change& change : changes_)
        ++counts_.entered[static_cast<std::size_t>(change.state)];
    changes_.clear();
    counted_.clear();
    txn_.reset();
    return true;
}

// Not by counting the database again: what refuses to be written may refuse to be read.
void Deliveries::abandon() {
    oldest_open_from_.clear();
    changes_.clear();
    txn_.reset();
    for (; !counted_.empty(); counted_.pop_back()) {
        counted_.back().by = -counted_.back().by;
        apply(counted_.back());
    }
}

}  // namespace job_retry
