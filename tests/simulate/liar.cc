#include "simulate/liar.h"

#include <algorithm>
#include <set>

#include "proto/publication.h"
#include "simulate/forgeries.h"

namespace job_retry::simulate {

namespace {

constexpr std::size_t kHeard = 64;

template <class T>
void keep(std::deque<T>& last, const T& one) {
    last.push_back(one);
    if (last.size() > kHeard) last.pop_front();
}

template <class T>
const T& any(const std::deque<T>& of, Random& random) {
    return of[random.below(of.size())];
}

void count_used(Disk::Database& database) {
    constexpr std::size_t kPerEntry = 16;  // as database.cc counts
    database.used = 0;
    for (const auto& [name, table] : database.tables)
        for (const auto& [key, value] : table)
            database.used += key.size() + value.size() + kPerEntry;
}

void put(Disk::Database& database, const Delivery& delivery) {
    database.tables["deliveries"][delivery_key(delivery.minion, delivery.jid)] = encode(delivery);
    database.tables["by_job"][by_job_key(delivery.jid, delivery.minion)] = "";
    database.tables["due"][due_key(delivery, delivery.due)] = "";
}

}  // namespace

// ---- the database

// Of a JID of which nothing is left that the shim would sign now.
std::vector<Delivery> Liar::signed_deliveries(Disk::Database& database) const {
    std::vector<Delivery> all;
    std::set<std::string> not_signed;
    for (const auto& [key, value] : database.tables["deliveries"]) {
        auto delivery = decode_delivery(key, value);
        if (!delivery) continue;
        if (!delivery->place.audience) not_signed.insert(delivery->jid.text());
        all.push_back(std::move(*delivery));
    }
    std::erase_if(all, [&](const Delivery& delivery) {
        const std::string prefix = parts_prefix(delivery.jid);
        const Table& waiting = database.tables["waiting"];
        const auto waits = waiting.lower_bound(prefix);
        return not_signed.contains(delivery.jid.text()) ||
               (waits != waiting.end() && waits->first.starts_with(prefix));
    });
    return all;
}

void Liar::change_database(Master& master) {
    const auto found = master.disk.databases.find(ShimProcess::kDirectory);
    if (found == master.disk.databases.end()) return;
    master.database_lies = true;
    if (random_.chance(0.2)) {
        turn_back(master, found->second);
    } else {
        for (std::uint64_t i = 0, times = 1 + random_.below(20); i < times; ++i)
            change(found->second, master.now().wall);
    }
    count_used(found->second);
}

void Liar::turn_back(Master& master, Disk::Database& database) {
    const auto former = former_.find(&master);
    if (former == former_.end() || random_.chance(0.5)) {
        former_[&master] = database;
        return;
    }
    witness_.count("lies: databases turned back");
    database.tables = former->second.tables;
}

void Liar::change(Disk::Database& database, WallTime now) {
    const auto deliveries = signed_deliveries(database);
    if (deliveries.empty()) return;
    Delivery one = deliveries[random_.below(deliveries.size())];
    const Delivery& other = deliveries[random_.below(deliveries.size())];
    switch (random_.below(4)) {
        case 0:
            change_part(database.tables["parts"], one);
            break;
        case 1:
            change_audience(database.tables["audiences"], one, other);
            break;
        default:
            change_delivery(one, other, now);
    }
    // Whatever was changed is owed, so that it is handed out.
    if (!is_open(one.state)) one.history.push_back({DeliveryState::pending, now, "a lie"});
    one.state = DeliveryState::pending;
    one.attempts = 0;
    one.due = now + std::chrono::hours(1);
    put(database, one);
    // How many are owed is counted with the job.
    const auto row = database.tables["jobs"].find(one.jid.sort_key());
    if (row == database.tables["jobs"].end()) return;
    auto job = decode_job(row->first, row->second);
    if (!job) return;
    job->open = job->total = 1000;
    row->second = encode(*job);
}

void Liar::change_part(Table& parts, const Delivery& delivery) {
    const auto row = parts.find(part_key(delivery.jid, delivery.place.part));
    if (row == parts.end()) return;
    auto part = decode_part(row->second);
    if (!part) return;
    if (random_.chance(0.5)) {
        witness_.count("lies: loads in the database");
        part->load = *load_for_minion(Forgeries::load(delivery.jid.text(), "publish"));
    } else {
        witness_.count("lies: times in the database");
        part->published_at = another_time(part->published_at);
    }
    row->second = encode(*part);
}

void Liar::change_audience(Table& audiences, const Delivery& delivery, const Delivery& other) {
    const auto key_of = [](const Delivery& one) {
        return audience_key(one.jid, one.place.part, *one.place.audience);
    };
    const auto row = audiences.find(key_of(delivery));
    const auto others = audiences.find(key_of(other));
    if (row == audiences.end() || others == audiences.end()) return;
    auto audience = decode_audience(row->second);
    const auto another = decode_audience(others->second);
    if (!audience || !another) return;
    witness_.count("lies: audiences in the database");
    switch (random_.below(4)) {
        case 0:
            audience->minions.push_back(a_minion());
            break;
        case 1:
            audience->minions[random_.below(audience->minions.size())] = a_minion();
            break;
        case 2:
            audience->signature = another->signature;
            audience->secret = another->secret;
            break;
        default:
            audience = another;  // of another job
    }
    row->second = encode(*audience);
}

void Liar::change_delivery(Delivery& delivery, const Delivery& other, WallTime now) {
    witness_.count("lies: deliveries in the database");
    switch (random_.below(4)) {
        case 0:
            delivery.minion = a_minion();
            break;
        case 1:
            delivery.place.index = std::uint32_t(random_.below(4));
            delivery.place.part = other.place.part;
            break;
        case 2: {
            // A permission that was never given, with whatever signature is at hand.
            delivery.retry = std::uint64_t(now.time_since_epoch().count());
            const proto::Permission what{delivery.jid, delivery.minion, delivery.retry};
            const std::string own = options_.key.sign(proto::signed_text(what));
            std::string& permission = delivery.permission;
            if (!other.permission.empty()) permission = other.permission;
            if (permission.size() > sizeof(Sha256) && random_.chance(0.5))
                permission.replace(sizeof(Sha256), std::string::npos, own);
            return;
        }
        default:
            return;  // a state that is turned back
    }
}

// ---- what is said to agents

std::string Liar::twist(const std::string& payload) {
    auto message = proto::decode(payload);
    if (!message) return payload;
    keep(heard_, payload);
    auto* list = std::get_if<proto::PendingList>(&*message);
    auto* job = std::get_if<proto::JobLoad>(&*message);
    auto* clock = std::get_if<proto::ClockStatement>(&*message);
    if (list != nullptr)
        for (const auto& item : list->jobs)
            keep(items_, item);
    if (job != nullptr) keep(jobs_, *job);
    if (clock != nullptr) keep(clocks_, *clock);
    if (random_.chance(0.7)) return payload;
    if (random_.chance(0.1)) {
        witness_.count("lies: something that was said before");
        return any(heard_, random_);
    }
    if (list != nullptr)
        lie(*list);
    else if (job != nullptr)
        lie(*job);
    else if (clock != nullptr)
        lie(*clock);
    else
        return payload;
    return proto::encode(*message).value_or(payload);
}

void Liar::lie(proto::PendingList& list) {
    witness_.count("lies: lists");
    if (items_.empty()) return;
    auto& jobs = list.jobs;
    for (auto& item : jobs) {
        const auto& other = any(items_, random_);
        switch (random_.below(5)) {
            case 0:
                item.published = another_time(item.published);
                break;
            case 1:
                item.returned = !item.returned;
                break;
            case 2:
                item.retry = other.retry;
                item.permission = other.permission;
                break;
            case 3:
                item.retry = item.retry + 1 + random_.below(1000);
                item.permission = item.permission.empty() ? options_.key.sign("yes") : item.permission;
                break;
            default:
                break;
        }
    }
    if (random_.chance(0.3)) jobs.push_back(any(items_, random_));  // of another minion, or over by now
    std::sort(jobs.begin(), jobs.end(), [](const auto& a, const auto& b) { return a.jid < b.jid; });
    const auto same = [](const auto& a, const auto& b) { return a.jid == b.jid; };
    jobs.erase(std::unique(jobs.begin(), jobs.end(), same), jobs.end());
}

void Liar::lie(proto::JobLoad& job) {
    witness_.count("lies: jobs");
    const proto::JobLoad& other = any(jobs_, random_);
    const Jid asked = job.jid;
    switch (random_.below(5)) {
        case 0:
            job.load = *load_for_minion(Forgeries::load(job.jid.text(), "publish"));
            break;
        case 1:
            job.published = another_time(job.published);
            break;
        case 2:
            job = other;  // another's, whole, under the JID that was asked for
            job.jid = asked;
            break;
        case 3:
            job.place = other.place;
            break;
        default:
            job.load = *load_for_minion(Forgeries::load(job.jid.text(), "publish"));
            const Sha256 root = proto::root_of(a_minion(), job.place).value_or(Sha256{});
            job.signature =
                proto::sign(proto::Publication{job.jid, sha256(job.load), root, job.published}, options_.key);
    }
}

void Liar::lie(proto::ClockStatement& clock) {
    witness_.count("lies: clocks");
    if (random_.chance(0.5))
        clock = any(clocks_, random_);
    else
        clock.time = another_time(clock.time);
}

}  // namespace job_retry::simulate
