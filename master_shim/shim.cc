#include "master_shim/shim.h"

#include <fnmatch.h>

#include <algorithm>

#include "master_shim/msgpack_view.h"
#include "proto/messages.h"
#include "runtime/log.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A publication is in the spool before its event is read, or soon after; in the job cache soon after.
const std::vector<milliseconds> kUntilWitnessed = {seconds(10)};
const std::vector<milliseconds> kUntilInCache = {milliseconds(0),    milliseconds(500),  milliseconds(1000),
                                                 milliseconds(2000), milliseconds(4000), milliseconds(8000)};
constexpr milliseconds kKeyGrace{300};  // Salt 3008 rewrites a key by removing it first
constexpr seconds kFailedRetry{5};
constexpr std::size_t kSilentPerStep = 500;
constexpr std::size_t kSweepPerStep = 1000;

// The replies that tell of the database, and must not leave when it has not taken the step.
bool tells_of_deliveries(const proto::Message& message) {
    return std::holds_alternative<proto::PendingList>(message) ||
           std::holds_alternative<proto::JobLoad>(message) || std::holds_alternative<proto::Wait>(message) ||
           std::holds_alternative<proto::Gone>(message) || std::holds_alternative<proto::Ack>(message) ||
           std::holds_alternative<proto::Held>(message);
}

Shim::Event event_of(const Deliveries::Change& change, WallTime now) {
    const std::string state(to_text(change.state));
    std::string data;
    append_msgpack_map(data, 6);
    for (const auto& [key, value] : {std::pair<const char*, std::string>{"jid", change.jid.text()},
                                     {"id", change.minion},
                                     {"fun", change.fun},
                                     {"state", state},
                                     {"reason", change.reason},
                                     {"_stamp", iso_time(now)}}) {
        append_msgpack_text(data, key);
        append_msgpack_text(data, value);
    }
    return {"salt/job_retry/" + change.jid.text() + "/" + change.minion + "/" + state, std::move(data)};
}

}  // namespace

Shim::Shim(const Options& options, Deliveries& deliveries, const JobCache& cache, const Keys& keys)
    : options_(options),
      deliveries_(deliveries),
      cache_(cache),
      keys_(keys),
      signatures_(deliveries),
      sessions_({options.shim_key, options.max_draining, options.standalone, options.is_connected},
                deliveries, cache, keys, signatures_),
      announcements_(options.witness ? kUntilWitnessed : kUntilInCache),
      random_(static_cast<std::mt19937::result_type>(options.seed)) {}

Result<void> Shim::start(Now now) {
    last_ = now;
    expiry_time_ = expiry_clock_.at(now);
    struct Waiting {
        Jid jid;
        std::uint16_t part;
        std::vector<std::string> minions;
    };
    std::vector<Waiting> all;
    auto found =
        deliveries_.waiting([&](const Jid& jid, std::uint16_t part, const std::vector<std::string>& minions) {
            all.push_back({jid, part, minions});
        });
    if (!found) return found;
    for (const Waiting& waiting : all) {
        auto published = deliveries_.published_at(waiting.jid, waiting.part);
        if (!published) return pass_on(published);
        const auto waited = std::clamp<std::chrono::microseconds>(now.wall - published->value_or(now.wall),
                                                                  seconds(0), options_.silence);
        tracker_.expect(waiting.jid, waiting.minions, now.steady + options_.silence - waited);
    }
    for (const std::string& minion : deliveries_.minions_with_open()) {
        if (auto looked = look_at_key(minion, now); !looked) return looked;
    }
    return {};
}

void Shim::keep(Result<void> result) {
    if (!result && !failure_) failure_ = std::move(result.error());
}

bool Shim::excluded(const JobFacts& facts) const {
    if (facts.functions.empty()) return false;
    return std::all_of(facts.functions.begin(), facts.functions.end(), [this](const std::string& function) {
        return std::any_of(options_.exclude.begin(), options_.exclude.end(), [&](const std::string& glob) {
            return fnmatch(glob.c_str(), function.c_str(), 0) == 0;
        });
    });
}

WallTime Shim::expiry(const JobFacts& facts, WallTime published) const {
    return published + facts.expire.value_or(options_.expire);
}

// ---- observations

void Shim::on(const Observation& observation, Source source, Now now) {
    if (const auto* announced = std::get_if<JobAnnounced>(&observation)) {
        announcements_.announced(announced->jid, now.steady);
    } else if (const auto* job = std::get_if<Publication>(&observation)) {
        keep(published(*job, source, now));
    } else if (const auto* back = std::get_if<ReturnSeen>(&observation)) {
        keep(return_seen(*back, source, now));
    } else if (const auto* minion = std::get_if<MinionSeen>(&observation)) {
        if (deliveries_.open_count(minion->minion) > 0) sessions_.notify(minion->minion);
    } else if (const auto* key = std::get_if<KeyChanged>(&observation)) {
        // Anybody can say so: the key directory knows.
        const auto mark = keys_.mark(key->minion);
        if (!mark && mark.error().code == Errc::denied) on_key_changed(key->minion, now);
    }
}

// ---- keys

void Shim::on_key_changed(const std::string& minion, Now now) {
    sessions_.drop(minion);
    key_checks_.emplace_back(now.steady + kKeyGrace, minion);
}

void Shim::on_all_keys_changed(Now now) {
    keys_unread_ = false;
    sessions_.recheck();
    for (const std::string& minion : deliveries_.minions_with_open())
        key_checks_.emplace_back(now.steady + kKeyGrace, minion);
}

Result<void> Shim::look_at_key(const std::string& minion, Now now) {
    const auto found_mark = keys_.mark(minion);
    if (!found_mark && found_mark.error().code != Errc::denied) {
        if (!std::exchange(keys_unread_, true))
            log::error(found_mark.error().text, "; what is owed stays, and agents wait, until it can be");
        return {};
    }
    const auto mark = found_mark ? std::optional(*found_mark) : std::nullopt;
    if (!mark) {
        sessions_.drop(minion);
        if (auto forgot = deliveries_.forget_agent(minion); !forgot) return forgot;
        for (const Jid& jid : tracker_.forget(minion)) {
            if (auto done = deliveries_.nobody_waits(jid); !done) return done;
        }
    }
    if (!deliveries_.owed_under_another_key(minion, mark)) return {};
    std::vector<Jid> lost;
    auto found = deliveries_.of_minion(minion, std::nullopt, [&](const Delivery& delivery) {
        if (is_open(delivery.state) && (!mark || delivery.key != *mark)) lost.push_back(delivery.jid);
        return true;
    });
    if (!found) return found;
    for (const Jid& jid : lost) {
        auto moved = deliveries_.move(jid, minion, DeliveryState::cancelled, "key removed", now.wall);
        if (!moved) return pass_on(moved);
    }
    return {};
}

// ---- time

void Shim::on_message(const Sessions::Peer& peer, std::string_view payload, std::string nonce, Now now) {
    keep(sessions_.on_message(peer, payload, std::move(nonce), static_cast<std::uint32_t>(random_()), now));
    for (const std::string& minion : sessions_.take_met())
        keep(deliveries_.meet_agent(minion, now.wall));
    for (const auto& [jid, minion] : sessions_.take_finished())
        keep(return_seen({jid, minion}, Source::agent, now));
    for (const Sessions::NotMade& said : sessions_.take_not_made())
        keep(not_made(said, now));
}

Result<void> Shim::check_returns(Now now) {
    while (!checks_.empty() && checks_.top().at <= now.steady) {
        const Check next = checks_.top();
        checks_.pop();
        if (auto checked = check(next, now); !checked) return checked;
    }
    return {};
}

Result<void> Shim::check_keys(Now now) {
    std::vector<std::string> minions;
    std::erase_if(key_checks_, [&](const auto& check) {
        if (check.first > now.steady) return false;
        minions.push_back(check.second);
        return true;
    });
    for (const std::string& minion : minions) {
        if (auto looked = look_at_key(minion, now); !looked) return looked;
    }
    return {};
}

void Shim::look_for_room() {
    const bool full = deliveries_.nearly_full();
    if (full == full_) return;
    full_ = full;
    if (full)
        log::error(
            "the deliveries database is full: no more missed jobs are taken up until some have ended "
            "or left the history; a shorter job_retry_history makes room");
    else
        log::info("the deliveries database has room again");
}

Result<void> Shim::sweep() {
    if (!due_known_) {
        auto due = deliveries_.next_due();
        if (!due) return pass_on(due);
        due_ = *due;
        due_known_ = true;
    }
    if (!due_ || *due_ > expiry_time_) return {};
    due_known_ = false;
    auto swept = deliveries_.sweep(expiry_time_, kSweepPerStep);
    if (!swept) return pass_on(swept);
    return {};
}

void Shim::tick(Now now) {
    last_ = now;
    expiry_time_ = expiry_clock_.at(now);
    sessions_.tick(now);
    keep(sessions_.answer_waiting(now));
    if (now.steady < paused_until_) return;
    look_for_room();
    for (const auto& [job, source] : std::exchange(take_again_, {}))
        keep(published(job, source, now));
    for (const Announcements::Due& due : announcements_.due(now.steady))
        look_for(due, now);
    keep(check_returns(now));
    keep(check_keys(now));
    for (const Tracker::Silent& group : tracker_.silent(now.steady, kSilentPerStep)) {
        silent_in_step_.push_back(group);
        keep(silent(group, now));
    }
    keep(sweep());
}

std::optional<SteadyTime> Shim::next() const {
    std::optional<SteadyTime> next = tracker_.next_deadline();
    const auto sooner = [&next](SteadyTime at) { next = next ? std::min(*next, at) : at; };
    if (!checks_.empty()) sooner(checks_.top().at);
    if (const auto look = announcements_.next()) sooner(*look);
    for (const auto& check : key_checks_)
        sooner(check.first);
    if (!due_known_) sooner(last_.steady);
    if (due_known_ && due_) sooner(last_.steady + (*due_ - expiry_time_));
    if (!take_again_.empty()) sooner(paused_until_);
    if (const auto answer = sessions_.next_answer()) sooner(*answer);
    if (next) next = std::max(*next, paused_until_);
    if (sessions_.waiting() > 0) sooner(last_.steady + seconds(1));
    return next;
}

// ---- the end of a step

Shim::Outcome Shim::commit(Now now) {
    Outcome outcome;
    const std::vector<Deliveries::Change> changes = deliveries_.changes();
    if (failure_) {
        deliveries_.abandon();
    } else if (auto committed = deliveries_.commit(); !committed) {
        failure_ = std::move(committed.error());
    } else {
        outcome.wrote = *committed;
    }
    outcome.offers = sessions_.take_offers();
    if (failure_) {
        outcome.failed = true;
        outcome.error = failure_->text;
        outcome.replies = sessions_.take_replies();
        for (Sessions::Reply& reply : outcome.replies) {
            if (tells_of_deliveries(reply.message))
                reply.message =
                    proto::ErrorReply{proto::ErrorCode::internal,
                                      "the shim cannot write its database now; nothing has changed"};
        }
        for (const Tracker::Silent& group : silent_in_step_)
            tracker_.expect(group.jid, group.minions, now.steady + kFailedRetry);
        // Expected in memory alone they would be forgotten with this process. The witness's are in the spool
        // still.
        for (auto& [job, source] : taken_in_step_) {
            for (const std::string& minion : job.minions)
                tracker_.returned(job.jid, minion);
            if (source != Source::witness) take_again_.emplace_back(std::move(job), source);
        }
        taken_in_step_.clear();
        signatures_.forget();
        // A disk that is full now will be full in a moment, too.
        paused_until_ = now.steady + kFailedRetry;
        due_known_ = false;
        reconcile_ = true;
        failure_.reset();
        silent_in_step_.clear();
        return outcome;
    }
    silent_in_step_.clear();
    taken_in_step_.clear();
    if (!changes.empty()) due_known_ = false;
    std::vector<std::string> to_notify;
    for (const Deliveries::Change& change : changes) {
        log::info("job ", change.jid.text(), " (", change.fun, ") for minion ", change.minion, ": ",
                  to_text(change.state), change.reason.empty() ? "" : ", ", change.reason);
        if (change.state == DeliveryState::pending) to_notify.push_back(change.minion);
        const bool ends = change.state != DeliveryState::running && change.state != DeliveryState::unproven;
        if (ends) outcome.events.push_back(event_of(change, now.wall));
    }
    std::sort(to_notify.begin(), to_notify.end());
    to_notify.erase(std::unique(to_notify.begin(), to_notify.end()), to_notify.end());
    for (const std::string& minion : to_notify)
        sessions_.notify(minion);
    make_room_for_others(changes, now);
    outcome.replies = sessions_.take_replies();
    return outcome;
}

// Its agent would say so only with its next list, a while after its last job.
void Shim::make_room_for_others(const std::vector<Deliveries::Change>& changes, Now now) {
    bool any = false;
    for (const Deliveries::Change& change : changes) {
        if (is_open(change.state) || deliveries_.open_count(change.minion) > 0) continue;
        any = true;
        sessions_.caught_up(change.minion);
    }
    if (any) sessions_.tick(now);
}

}  // namespace job_retry
