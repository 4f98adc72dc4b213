#include "simulate/master.h"

#include <algorithm>
#include <cstdio>

#include "master_shim/msgpack_view.h"
#include "simulate/job_process.h"
#include "simulate/minion.h"

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

std::string jid_at(WallTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    char text[64];
    std::snprintf(text, sizeof text, "%04d%02u%02u%02d%02d%02d%06d", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()),
                  int(clock.seconds().count()), int(clock.subseconds().count()));
    return text;
}

// `arg`: msgpack.
Sha256 digest_of(const std::string& fun, int functions, std::string_view arg) {
    return sha256(fun + "/" + std::to_string(functions) + "/" + std::string(arg));
}

}  // namespace

Master::Master(Timeline& timeline, Network& network, Witness& witness, const std::string& name,
               const RsaPrivateKey& key, ShimProcess::Options options)
    : Machine(timeline, name),
      network_(network),
      witness_(witness),
      key_(key),
      options_(options),
      unique_jids_(timeline.random.chance(0.3)) {}

Master::~Master() {
    const Turn turn(*this);
    shim_.reset();
}

// ---- Salt

void Master::meet(Minion& minion) {
    minions_[minion.name()] = &minion;
    keys.accept(minion.name(), minion.options().key.public_key());
}

std::string Master::fresh_jid(Duration before) {
    WallTime at = now().wall - before;
    while (cache.loads.contains(jid_at(at)) || published.contains(jid_at(at)))
        at += std::chrono::microseconds(1);
    return jid_at(at) + (unique_jids_ ? "_" + std::to_string(300 + timeline_.random.below(40000)) : "");
}

Job Master::publish(std::string jid, const std::string& fun, int functions,
                    const std::vector<Minion*>& targets, const std::string& way) {
    if (jid.empty()) jid = fresh_jid();
    const Job job{jid, fun, digest_of(fun, functions, test::texts({"date"})), functions, way};
    std::vector<std::string> ids;
    for (const Minion* minion : targets)
        if (keys.mark(minion->name())) ids.push_back(minion->name());
    if (!hostile.empty() && timeline_.random.chance(0.3)) ids.push_back(hostile);
    witness_.count("jobs published: " + way);
    jids_.push_back(jid);
    Published& entry = published[jid];
    entry.changed = entry.changed || (!entry.job.jid.empty() && entry.job.digest != job.digest);
    entry.job = job;
    entry.at = now().wall;
    for (const std::string& id : ids)
        if (std::find(entry.minions.begin(), entry.minions.end(), id) == entry.minions.end())
            entry.minions.push_back(id);
    // The files of a job are dated by its last publication, to whomever.
    for (const std::string& id : entry.minions)
        witness_.dated({name(), id, jid}, timeline_.now());
    witness_.published({name(), "", jid}, job.digest, timeline_.now());  // perhaps to nobody, and heard
    for (const std::string& id : ids) {
        witness_.published({name(), id, jid}, job.digest, timeline_.now());
        const bool is_away = met_.contains(id) && !(shim_ && shim_->is_connected(id));
        if (is_away && !clock_has_stepped())
            published_while_away_.insert({jid, id});
        else
            published_while_away_.erase({jid, id});
    }
    // Without the witness the shim cannot tell them apart (docs/trust.md).
    if (!options_.witness && entry.changed)
        for (const std::string& id : entry.minions)
            witness_.taken_for({name(), id, jid}, job.digest);
    const std::string text = functions == 1 ? fun : fun + "*" + std::to_string(functions);
    auto seen = read_publication(*Jid::parse(jid), test::published_load(jid, text), ids, entry.at);
    if (!seen) throw Broken{"the witness's file cannot be read: " + seen.error().text};
    if (options_.witness) spool.push_back(std::move(*seen));
    tell(JobAnnounced{*Jid::parse(jid)});
    // The event comes before the files.
    timeline_.after(
        timeline_.random.between(Duration(0), milliseconds(300)),
        [this, jid, text, minions = entry.minions, at = entry.at] { cache.publish(jid, minions, at, text); });
    for (const std::string& id : ids) {
        if (id == hostile) continue;  // its own affair
        Minion& minion = *minions_.at(id);
        network_.carry(name(), id, [this, job, &minion] { minion.receive(job, *this); });
    }
    return job;
}

std::optional<Job> Master::read_job(const std::string& load) const {
    const auto facts = read_load(load);
    if (!facts || facts->facts.functions.empty()) return std::nullopt;
    const std::string& text = facts->facts.functions.front();
    const auto times = text.find('*');
    const std::string fun = text.substr(0, times);
    const int functions = times == std::string::npos ? 1 : std::stoi(text.substr(times + 1));
    MsgpackField fields[] = {{"arg"}};
    if (!read_msgpack_fields(load, fields)) return std::nullopt;
    return Job{facts->jid, fun, digest_of(fun, functions, fields[0].raw), functions};
}

bool Master::take_return(const std::string& jid, const std::string& minion, bool refusal) {
    if (!salt_is_up_) return false;
    witness_.count(refusal ? "returns: refusal" : "returns");
    tell(ReturnSeen{*Jid::parse(jid), minion});
    returned_by_themselves_.insert({jid, minion});
    if (cache.returns.insert({jid, minion}).second && !refusal) returns_of_runs.insert({jid, minion});
    return true;
}

bool Master::take_forged_return(const std::string& jid, const std::string& minion) {
    if (!salt_is_up_) return false;
    if (cache.returns.insert({jid, minion}).second) forged_returns_.insert({jid, minion});
    tell(ReturnSeen{*Jid::parse(jid), minion});
    return true;
}

void Master::tell(const Observation& observation) {
    const Duration delay = timeline_.random.mostly_short(milliseconds(1), seconds(2));
    timeline_.after(delay, [this, observation] {
        if (!shim_ || !salt_is_up_) return;
        shim_->on_bus(observation);
        wake();
    });
}

std::size_t Master::agents() const {
    if (!shim_) return 0;
    auto connected = shim_->connected();
    connected.erase(hostile);
    return connected.size();
}

void Master::lose_bus() {
    if (!shim_) return;
    witness_.count("gaps of the event bus");
    shim_->on_gap();
    wake();
}

void Master::start_salt() {
    salt_is_up_ = true;
    lose_bus();
}

void Master::kill_salt() {
    witness_.count("salt-master killed");
    salt_is_up_ = false;
}

void Master::remove_key(const std::string& minion) {
    keys.marks.erase(minion);
    keys.keys.erase(minion);
    met_.erase(minion);
    for (auto& [jid, entry] : published)
        std::erase(entry.minions, minion);
    if (!shim_) return;
    shim_->on_key_changed(minion);
    wake();
}

void Master::accept_key(const std::string& minion) {
    static constexpr const char* kAgain = "the same key, accepted again";
    keys.accept(minion, minions_.at(minion)->options().key.public_key());
    keys.accept(minion, kAgain);
    if (!shim_) return;
    shim_->on_key_changed(minion);
    wake();
}

// ---- the shim

void Master::start_shim() {
    if (shim_) return;
    const Turn turn(*this);
    try {
        auto shim = ShimProcess::start(*this, witness_, options_);
        if (shim) {
            shim_ = std::move(*shim);
            return wake();
        }
        witness_.count("shims that could not start");
        timeline_.after(seconds(5), [this] { start_shim(); });
    } catch (const Killed&) {
        died();
    }
}

void Master::kill_shim() {
    const Turn turn(*this);
    witness_.count("shims killed");
    shim_.reset();
    plan_nothing();
    check_acknowledged();
}

void Master::died() {
    kill_shim();
    if (timeline_.random.chance(0.2)) lose_power();
    timeline_.after(timeline_.random.mostly_short(milliseconds(500), seconds(120)), [this] {
        start_shim();
        salt_is_up_ = true;
    });
}

void Master::lose_power() {
    witness_.count("power lost: master");
    if (shim_) kill_shim();
    kill_salt();
}

void Master::turn() {
    if (!shim_) return;
    const Turn turn(*this);
    witness_.count("turns of shims");
    try {
        shim_->step(now());
        plan(std::max(shim_->next(), timeline_.now() + milliseconds(1)));
    } catch (const Killed&) {
        died();
    }
}

// ---- administrators

void Master::cancel_a_job() {
    if (!shim_) return;
    const Turn turn(*this);
    const auto all = shim_->deliveries();
    std::vector<const Delivery*> open;
    for (const Delivery& delivery : all)
        if (is_open(delivery.state)) open.push_back(&delivery);
    if (open.empty()) return;
    const Delivery& one = *open[timeline_.random.below(open.size())];
    shim_->cancel(one.jid,
                  timeline_.random.chance(0.5) ? std::vector{one.minion} : std::vector<std::string>{});
    wake();
}

void Master::retry_a_job() {
    if (!shim_) return;
    const Turn turn(*this);
    const auto all = shim_->deliveries();
    std::vector<const Delivery*> ended;
    for (const Delivery& delivery : all)
        if (!is_open(delivery.state) && delivery.state != DeliveryState::returned) ended.push_back(&delivery);
    if (ended.empty()) return;
    const Delivery& one = *ended[timeline_.random.below(ended.size())];
    shim_->retry(one.jid, one.minion);
    wake();
}

void Master::retry_all() {
    if (!shim_) return;
    const Turn turn(*this);
    retried.clear();
    for (const Delivery& delivery : shim_->deliveries()) {
        if (is_open(delivery.state) || delivery.state == DeliveryState::returned) continue;
        const auto job = published.find(delivery.jid.text());
        if (job != published.end() && job->second.job.fun != kReboot && delivery.minion != hostile)
            shim_->retry(delivery.jid, delivery.minion);
    }
    wake();
}

}  // namespace job_retry::simulate
