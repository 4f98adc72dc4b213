#include "master_shim/deliveries.h"

#include <algorithm>

#include "master_shim/event.h"
#include "runtime/log.h"

namespace job_retry {
namespace {

constexpr std::size_t kReservedShare = 16;
constexpr std::string_view kListFull = "list full";
constexpr std::uint16_t kLastNumber = 0xffff;

// What is nobody's debt any more, and of whom nobody is expected to answer.
Result<void> upgrade_jobs(const Database& database, WriteTransaction& txn) {
    const Table jobs = database.table("jobs");
    const Table waiting = database.table("waiting");
    std::vector<Job> rows;
    std::vector<std::string> expected;
    auto read =
        txn.scan(jobs, "", Transaction::Order::ascending, [&](std::string_view key, std::string_view value) {
            if (auto job = decode_job(key, value)) rows.push_back(std::move(*job));
            return true;
        });
    if (!read) return read;
    read = txn.scan(waiting, "", Transaction::Order::ascending, [&](std::string_view key, std::string_view) {
        expected.emplace_back(key);
        return true;
    });
    if (!read) return read;
    for (const std::string& key : expected) {
        if (auto erased = txn.erase(waiting, key); !erased) return pass_on(erased);
    }
    for (Job& job : rows) {
        job.open = 0;
        const std::string key = job.jid.sort_key();
        if (job.total > 0) {
            if (auto put = txn.put(jobs, key, encode(job)); !put) return put;
        } else if (auto erased = txn.erase(jobs, key); !erased) {
            return pass_on(erased);
        }
    }
    return {};
}

// Format version 1 had taken loads from the job cache whoever had put them there: none of them is handed out
// any more. What had ended stays in the history.
Result<void> upgrade_deliveries(const Database& database, WriteTransaction& txn, WallTime now, WallTime due) {
    const Table deliveries = database.table("deliveries");
    const Table dues = database.table("due");
    std::vector<Delivery> rows;
    Result<void> outcome;
    auto read = txn.scan(deliveries, "", Transaction::Order::ascending,
                         [&](std::string_view key, std::string_view value) {
                             auto row = decode_delivery_1(key, value);
                             if (row) rows.push_back(std::move(*row));
                             if (!row) outcome = pass_on(row);
                             return row.has_value();
                         });
    if (!read) return read;
    if (!outcome) return outcome;
    std::size_t owed = 0;
    for (Delivery& row : rows) {
        if (is_open(row.state)) {
            ++owed;
            if (auto erased = txn.erase(dues, due_key(row, row.due)); !erased) return pass_on(erased);
            // A return that still comes from one that was running is no less a fact.
            const bool runs = row.state == DeliveryState::running;
            row.state = runs ? DeliveryState::interrupted : DeliveryState::refused;
            row.due = due;
            row.history.push_back(
                {row.state, now, runs ? Deliveries::kRanInVersion1 : Deliveries::kFromVersion1});
            if (auto put = txn.put(dues, due_key(row, due), ""); !put) return put;
        }
        if (auto put = txn.put(deliveries, delivery_key(row.minion, row.jid), encode(row)); !put) return put;
    }
    log::warning("the deliveries of master-shim 0.1.0 are taken over: ", rows.size(), ", of which ", owed,
                 " were owed and are not handed out; master-shim history shows them");
    return upgrade_jobs(database, txn);
}

}  // namespace

Deliveries::Deliveries(const Options& options, std::unique_ptr<Database> database)
    : options_(options),
      database_(std::move(database)),
      jobs_(database_->table("jobs")),
      parts_(database_->table("parts")),
      waiting_(database_->table("waiting")),
      audiences_(database_->table("audiences")),
      deliveries_(database_->table("deliveries")),
      by_job_(database_->table("by_job")),
      due_(database_->table("due")),
      agents_(database_->table("agents")),
      ledgers_(database_->table("ledgers")),
      meta_(database_->table("meta")) {}

Result<std::unique_ptr<Deliveries>> Deliveries::open(const Options& options) {
    Database::Options database;
    database.directory = options.directory;
    database.format = "job-retry-deliveries";
    database.version = 2;
    database.map_size = options.size;
    database.read_only = options.read_only;
    database.tables = {"jobs",   "parts", "waiting", "audiences", "deliveries",
                       "by_job", "due",   "agents",  "ledgers",   "meta"};
    database.dropped = {"loads"};
    database.upgrade = [&options](const Database& opened, WriteTransaction& txn, std::uint32_t) {
        return upgrade_deliveries(opened, txn, options.opened_at, options.opened_at + options.history);
    };
    auto opened = Database::open(database);
    if (!opened) return pass_on(opened);
    std::unique_ptr<Deliveries> deliveries(new Deliveries(options, std::move(*opened)));
    if (options.read_only) return deliveries;  // for a look, which needs no counts
    if (auto counted = deliveries->count_all(); !counted) return pass_on(counted);
    if (auto read = deliveries->read_agents(); !read) return pass_on(read);
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

Result<void> Deliveries::remember(const Job& job, const JobPart& part,
                                  const std::vector<std::string>& waiting) {
    auto known = this->job(job.jid);
    if (!known) return pass_on(known);
    if (!*known) {
        if (auto put = put_job(job); !put) return put;
    }
    auto number = part_with(job.jid, part);
    if (!number) return pass_on(number);
    if (waiting.empty()) return {};

    auto txn = writing();
    if (!txn) return pass_on(txn);
    const std::string key = part_key(job.jid, *number);
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

// The number of the part with this load, which is written where there is none.
Result<std::uint16_t> Deliveries::part_with(const Jid& jid, const JobPart& part) {
    const std::string prefix = parts_prefix(jid);
    std::optional<std::uint16_t> same;
    std::optional<std::uint16_t> last;
    auto found = reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(parts_, prefix, Transaction::Order::ascending,
                        [&](std::string_view key, std::string_view value) {
                            if (!key.starts_with(prefix)) return false;
                            last = last_number(key);
                            const auto stored = decode_part(value);
                            if (stored && stored->load == part.load) same = last;
                            return !same.has_value();
                        });
    });
    if (!found) return pass_on(found);
    if (same) return *same;
    if (last == kLastNumber) return fail(Errc::full, "job " + jid.text() + " has too many parts");
    const std::uint16_t number = last ? static_cast<std::uint16_t>(*last + 1) : std::uint16_t{0};
    auto txn = writing();
    if (!txn) return pass_on(txn);
    if (auto put = (*txn)->put(parts_, part_key(jid, number), encode(part)); !put) return pass_on(put);
    return number;
}

Result<std::optional<JobPart>> Deliveries::part(const Jid& jid, std::uint16_t number) const {
    return reading([&](const Transaction& txn) -> Result<std::optional<JobPart>> {
        auto row = txn.get(parts_, part_key(jid, number));
        if (!row) return pass_on(row);
        if (!*row) return std::optional<JobPart>();
        auto part = decode_part(**row);
        if (!part) return pass_on(part);
        return std::optional<JobPart>(std::move(*part));
    });
}

Result<std::optional<WallTime>> Deliveries::published_at(const Jid& jid, std::uint16_t part) const {
    return reading([&](const Transaction& txn) -> Result<std::optional<WallTime>> {
        auto row = txn.get(parts_, part_key(jid, part));
        if (!row) return pass_on(row);
        if (!*row) return std::optional<WallTime>();
        auto time = time_of_part(**row);
        if (!time) return pass_on(time);
        return std::optional<WallTime>(*time);
    });
}

Result<std::optional<std::uint16_t>> Deliveries::last_under(Table table, const std::string& prefix) const {
    return reading([&](const Transaction& txn) -> Result<std::optional<std::uint16_t>> {
        std::optional<std::uint16_t> last;
        auto found = txn.scan(table, prefix, Transaction::Order::ascending,
                              [&](std::string_view key, std::string_view) {
                                  if (!key.starts_with(prefix)) return false;
                                  last = last_number(key);
                                  return true;
                              });
        if (!found) return pass_on(found);
        return last;
    });
}

Result<void> Deliveries::erase_under(Table table, const std::string& prefix) {
    std::vector<std::string> keys;
    auto found = reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(table, prefix, Transaction::Order::ascending,
                        [&](std::string_view key, std::string_view) {
                            if (!key.starts_with(prefix)) return false;
                            keys.emplace_back(key);
                            return true;
                        });
    });
    if (!found) return found;
    for (const std::string& key : keys) {
        if (auto erased = erase(table, key); !erased) return erased;
    }
    return {};
}

Result<std::uint16_t> Deliveries::add_audience(const Jid& jid, std::uint16_t part,
                                               const SignedAudience& audience) {
    auto last = last_under(audiences_, part_key(jid, part));
    if (!last) return pass_on(last);
    if (*last == kLastNumber) return fail(Errc::full, "job " + jid.text() + " became owed too often");
    const std::uint16_t number = *last ? static_cast<std::uint16_t>(**last + 1) : std::uint16_t{0};
    if (auto put = put_audience(jid, {part, number, 0}, audience); !put) return pass_on(put);
    return number;
}

Result<void> Deliveries::put_audience(const Jid& jid, const Place& place, const SignedAudience& audience) {
    auto txn = writing();
    if (!txn) return pass_on(txn);
    return (*txn)->put(audiences_, audience_key(jid, place.part, place.audience.value_or(0)),
                       encode(audience));
}

Result<std::optional<SignedAudience>> Deliveries::audience(const Jid& jid, const Place& place) const {
    if (!place.audience) return std::optional<SignedAudience>();
    return reading([&](const Transaction& txn) -> Result<std::optional<SignedAudience>> {
        auto row = txn.get(audiences_, audience_key(jid, place.part, *place.audience));
        if (!row) return pass_on(row);
        if (!*row) return std::optional<SignedAudience>();
        auto audience = decode_audience(**row);
        if (!audience) return pass_on(audience);
        return std::optional<SignedAudience>(std::move(*audience));
    });
}

Result<void> Deliveries::nobody_waits(const Jid& jid) {
    if (auto erased = erase_under(waiting_, parts_prefix(jid)); !erased) return erased;
    auto known = job(jid);
    if (!known) return pass_on(known);
    if (!*known) return {};
    return forget_unused(**known);
}

Result<void> Deliveries::waiting(const VisitWaiting& visit) const {
    return reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(waiting_, "", Transaction::Order::ascending,
                        [&](std::string_view key, std::string_view value) {
                            const auto jid = Jid::from_sort_key(key.substr(0, key.find('\0')));
                            const auto minions = read_minions(value);
                            if (jid && minions) visit(*jid, last_number(key), *minions);
                            return true;
                        });
    });
}

Result<void> Deliveries::waiting_for(const Jid& jid, const VisitWaiting& visit) const {
    const std::string prefix = parts_prefix(jid);
    return reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(waiting_, prefix, Transaction::Order::ascending,
                        [&](std::string_view key, std::string_view value) {
                            if (!key.starts_with(prefix)) return false;
                            if (const auto minions = read_minions(value))
                                visit(jid, last_number(key), *minions);
                            return true;
                        });
    });
}

// All of a job goes with the last delivery that is shown: until then an administrator may have it run again.
Result<void> Deliveries::forget_unused(const Job& job) {
    if (job.total > 0) return {};
    const std::string prefix = parts_prefix(job.jid);
    auto waiting = last_under(waiting_, prefix);
    if (!waiting) return pass_on(waiting);
    if (*waiting) return {};
    for (const Table table : {parts_, audiences_}) {
        if (auto erased = erase_under(table, prefix); !erased) return erased;
    }
    return erase(jobs_, job.jid.sort_key());
}

// ---- agents

Result<void> Deliveries::meet_agent(const std::string& minion, WallTime now) {
    if (!agents_known_.insert(minion).second) return {};
    auto txn = writing();
    if (!txn) return pass_on(txn);
    return (*txn)->put(agents_, minion, due_prefix(now));
}

Result<void> Deliveries::forget_agent(const std::string& minion) {
    if (agents_known_.erase(minion) == 0) return {};
    if (auto erased = erase(ledgers_, minion); !erased) return erased;
    return erase(agents_, minion);
}

Result<std::optional<KnownLedger>> Deliveries::ledger_of(const std::string& minion) const {
    return reading([&](const Transaction& txn) -> Result<std::optional<KnownLedger>> {
        auto row = txn.get(ledgers_, minion);
        if (!row) return pass_on(row);
        if (!*row) return std::optional<KnownLedger>();
        auto known = decode_ledger(**row);
        if (!known) return pass_on(known);
        return std::optional<KnownLedger>(std::move(*known));
    });
}

Result<void> Deliveries::put_ledger(const std::string& minion, const KnownLedger& ledger) {
    auto txn = writing();
    if (!txn) return pass_on(txn);
    return (*txn)->put(ledgers_, minion, encode(ledger));
}

Result<void> Deliveries::read_agents() {
    return reading([&](const Transaction& txn) -> Result<void> {
        return txn.scan(agents_, "", Transaction::Order::ascending,
                        [&](std::string_view minion, std::string_view) {
                            agents_known_.emplace(minion);
                            return true;
                        });
    });
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
                               const std::string& reason, const std::string& key, const Place& place,
                               WallTime now) {
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
    const Delivery delivery{jid, minion, state, due, 0, {}, key, 0, {}, place, {{state, now, reason}}};
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
    return put_job(*job);
}

Result<bool> Deliveries::move(const Jid& jid, const std::string& minion, DeliveryState to,
                              const std::string& reason, WallTime now, std::optional<std::int64_t> retcode) {
    auto found = find(jid, minion);
    if (!found) return pass_on(found);
    if (!*found || !may_become((*found)->state, to)) return false;
    if (auto became = become(std::move(**found), to, reason, now, retcode); !became) return pass_on(became);
    return true;
}

Result<void> Deliveries::reopen(const Jid& jid, const std::string& minion, const Again& again,
                                const SignPermission& sign, WallTime now) {
    auto found = find(jid, minion);
    if (!found) return pass_on(found);
    if (!*found || is_open((*found)->state))
        return fail(Errc::conflict, "job " + jid.text() + " of minion " + minion + " has not ended");
    // A later permission has a higher number, whatever the clock has done.
    const auto time = static_cast<std::uint64_t>(now.time_since_epoch().count());
    (*found)->retry = std::max(time, (*found)->retry + 1);
    (*found)->permission = sign(**found);
    return pend(std::move(**found), again, now);
}

Result<Delivery> Deliveries::unproven(const Jid& jid, const std::string& minion) const {
    auto found = find(jid, minion);
    if (!found) return pass_on(found);
    if (!*found || (*found)->state != DeliveryState::unproven)
        return fail(Errc::conflict, "job " + jid.text() + " of minion " + minion + " is not unproven");
    return std::move(**found);
}

Result<void> Deliveries::owe_again(const Jid& jid, const std::string& minion, const Again& again,
                                   WallTime now) {
    auto delivery = unproven(jid, minion);
    if (!delivery) return pass_on(delivery);
    return pend(std::move(*delivery), again, now);
}

Result<void> Deliveries::disown(const Jid& jid, const std::string& minion, const char* why,
                                DeliveryState state, const std::string& reason, WallTime now) {
    auto delivery = unproven(jid, minion);
    if (!delivery) return pass_on(delivery);
    delivery->history.push_back({DeliveryState::unproven, now, why});
    return become(std::move(*delivery), state, reason, now, std::nullopt);
}

Result<void> Deliveries::pend(Delivery delivery, const Again& again, WallTime now) {
    auto job = stored_job(delivery.jid);
    if (!job) return pass_on(job);
    if (open_count(delivery.minion) >= options_.max_pending) {
        if (auto room = make_room(delivery.minion, now); !room) return room;
    }
    const WallTime old_due = delivery.due;
    count(delivery, -1);
    delivery.state = DeliveryState::pending;
    delivery.due = again.due;
    delivery.attempts = 0;
    delivery.retcode.reset();
    delivery.key = again.key;
    delivery.place = again.place;
    delivery.history.push_back({delivery.state, now, again.reason});
    count(delivery, 1);
    if (auto stored = store(delivery, old_due); !stored) return stored;
    changes_.push_back(
        {delivery.jid, delivery.minion, delivery.state, again.reason, functions_text(job->facts)});
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
