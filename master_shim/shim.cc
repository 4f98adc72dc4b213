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

// A return's event comes before its file: looks at once, and again after each of these.
constexpr std::array kReturnChecks = {milliseconds(100), milliseconds(400), milliseconds(2000),
                                      milliseconds(10000)};
// A job's event comes before its files, too.
constexpr milliseconds kFirstLookup{500};
constexpr std::size_t kLookups = 5;
constexpr seconds kLoadRetry{1};
constexpr seconds kLoadPatience{60};
constexpr seconds kStampTrusted{60};
constexpr milliseconds kKeyGrace{300};  // Salt 3008 rewrites a key by removing it first
constexpr seconds kKeyRetry{5};
constexpr seconds kFailedRetry{5};
constexpr seconds kFullRetry{30};
constexpr std::size_t kSilentPerStep = 500;
constexpr std::size_t kSweepPerStep = 1000;
constexpr std::size_t kMaxRecent = 65536;

constexpr const char* kNotInCache = "not in the master's job cache";
constexpr const char* kNoCache =
    "this master's job cache cannot be read, and a load that only the event bus showed is not trusted";
constexpr const char* kTrimmed =
    "its event was too large for the event bus, and the job cache cannot be read";
constexpr const char* kUnreadable = "its load in the job cache cannot be read";
constexpr const char* kTooLarge = "its load is too large to be handed out";

// The replies that tell of the database, and must not leave when it has not taken the step.
bool tells_of_deliveries(const proto::Message& message) {
    return std::holds_alternative<proto::PendingList>(message) ||
           std::holds_alternative<proto::JobLoad>(message) || std::holds_alternative<proto::Wait>(message) ||
           std::holds_alternative<proto::Gone>(message) || std::holds_alternative<proto::Ack>(message) ||
           std::holds_alternative<proto::Held>(message);
}

// Never later than it was, so that a ledger which began meanwhile does not pass for older than the job. Since
// anybody can put an event on the bus, its stamp is believed as far as it may have been on its way.
WallTime published_at(const JobSeen& job, Shim::Source source, WallTime now) {
    const WallTime said = std::min(job.published_at.value_or(now), now);
    return source == Shim::Source::bus ? std::max(said, now - kStampTrusted) : said;
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
      sessions_({options.shim_key, options.max_draining, options.standalone}, deliveries, cache, keys),
      random_(static_cast<std::mt19937::result_type>(options.seed)) {}

Result<void> Shim::start(Now now) {
    last_ = now;
    expiry_time_ = expiry_clock_.at(now);
    std::vector<std::pair<Jid, std::vector<std::string>>> waiting;
    auto found = deliveries_.waiting(
        [&](const Jid& jid, const std::vector<std::string>& minions) { waiting.emplace_back(jid, minions); });
    if (!found) return found;
    for (const auto& [jid, minions] : waiting) {
        auto job = deliveries_.job(jid);
        if (!job) return pass_on(job);
        const auto published = *job ? (*job)->published_at : now.wall;
        const auto waited =
            std::clamp<std::chrono::microseconds>(now.wall - published, seconds(0), options_.silence);
        tracker_.expect(jid, minions, now.steady + options_.silence - waited);
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

void Shim::remember_recent(const Jid& jid) {
    if (!recent_.insert(jid.text()).second) return;
    recent_order_.push_back(jid.text());
    if (recent_order_.size() <= kMaxRecent) return;
    recent_.erase(recent_order_.front());
    recent_order_.pop_front();
}

// ---- observations

void Shim::on(const Observation& observation, Source source, Now now) {
    if (const auto* job = std::get_if<JobSeen>(&observation)) {
        keep(seen(*job, source, now));
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

Result<void> Shim::seen(const JobSeen& job, Source source, Now now) {
    if (excluded(job.facts) || job.facts.excluded_by_job) return {};
    if (source == Source::bus)
        remember_recent(job.jid);
    else if (job.keeps_no_returns && recent_.contains(job.jid.text()))
        return {};
    if (job.minions_unknown && cache_.usable()) lookups_.push({now.steady + kFirstLookup, job.jid, "", 0});

    auto known = deliveries_.job(job.jid);
    if (!known) return pass_on(known);
    const bool has_deliveries = *known && (*known)->total > 0;
    std::vector<std::string> minions;
    for (const std::string& minion : job.minions) {
        if (tracker_.expects(job.jid, minion)) continue;
        if (has_deliveries) {
            auto delivery = deliveries_.find(job.jid, minion);
            if (!delivery) return pass_on(delivery);
            if (*delivery) continue;
        }
        minions.push_back(minion);
    }
    for (const std::string& minion : tracker_.take_early(job.jid)) {
        if (cache_.usable())
            checks_.push({now.steady, job.jid, minion, 0});
        else
            std::erase(minions, minion);
    }
    if (minions.empty()) return {};

    const WallTime published = published_at(job, source, now.wall);
    if (!full_) {
        const Job row{job.jid, job.facts, published, expiry(job.facts, published), 0, 0};
        const bool keep_load = !cache_.usable() && options_.trust_events;
        auto remembered = deliveries_.remember(row, keep_load ? job.load : "", minions);
        if (!remembered) return remembered;
    }
    const auto waited =
        std::clamp<std::chrono::microseconds>(now.wall - published, seconds(0), options_.silence);
    tracker_.expect(job.jid, minions, now.steady + options_.silence - waited);
    if (full_) return {};
    JobSeen taken_up = job;
    taken_up.minions = std::move(minions);
    taken_up.published_at = published;
    seen_in_step_.emplace_back(std::move(taken_up), source);
    return {};
}

Result<void> Shim::return_seen(const ReturnSeen& back, Source source, Now now) {
    bool concerns_us = tracker_.expects(back.jid, back.minion);
    if (!concerns_us) {
        auto delivery = deliveries_.find(back.jid, back.minion);
        if (!delivery) return pass_on(delivery);
        concerns_us = *delivery && (*delivery)->state != DeliveryState::returned;
    }
    if (!concerns_us) {
        if (source == Source::bus) tracker_.remember_early(back.jid, back.minion);
        return {};
    }
    if (!cache_.usable() || source == Source::job_cache) return returned(back.jid, back.minion, now);
    // An agent says it with every list until the master holds the return, and sends that again: no need to
    // wait for it.
    if (source == Source::agent && cache_.holds_return(back.jid, back.minion) == Held::no) return {};
    return check({now.steady, back.jid, back.minion, 0}, now);
}

Result<void> Shim::check(const Check& check, Now now) {
    // A job with `nocache` leaves nothing to look at: its event is all there is.
    if (cache_.holds_return(check.jid, check.minion) != Held::no)
        return returned(check.jid, check.minion, now);
    if (check.attempt < kReturnChecks.size()) {
        checks_.push({now.steady + kReturnChecks[check.attempt], check.jid, check.minion, check.attempt + 1});
    } else {
        ++unconfirmed_returns_;
        log::warning("the return of job ", check.jid.text(), " from minion ", check.minion,
                     " was announced, but the job cache does not hold it; the job stays owed");
    }
    return {};
}

Result<void> Shim::returned(const Jid& jid, const std::string& minion, Now now) {
    if (tracker_.returned(jid, minion).last) {
        if (auto done = deliveries_.nobody_waits(jid); !done) return done;
    }
    auto moved = deliveries_.move(jid, minion, DeliveryState::returned, "", now.wall);
    if (!moved) return pass_on(moved);
    return {};
}

// ---- silence

Result<void> Shim::silent(const Tracker::Silent& silent, Now now) {
    if (full_) {
        tracker_.expect(silent.jid, silent.minions, now.steady + kFullRetry);
        return {};
    }
    auto row = deliveries_.job(silent.jid);
    if (!row) return pass_on(row);
    Job job{silent.jid, {}, now.wall, expiry({}, now.wall), 0, 0};
    if (*row) {
        job = std::move(**row);
    } else if (auto remembered = deliveries_.remember(job, "", {}); !remembered) {
        return remembered;  // the step that should have written it had failed
    }
    auto completed = complete(job, silent, now);
    if (!completed) return pass_on(completed);
    if (completed->owed) {
        const auto state = completed->refusal.empty() ? DeliveryState::pending : DeliveryState::refused;
        for (const std::string& minion : silent.minions) {
            if (cache_.holds_return(silent.jid, minion) == Held::yes) continue;
            const auto mark = keys_.mark(minion);
            if (!mark && mark.error().code != Errc::denied) {
                tracker_.expect(silent.jid, {minion}, now.steady + kKeyRetry);
                continue;
            }
            if (!mark) {
                log::debug("job ", silent.jid.text(), " is not owed to ", minion,
                           ": its key is not accepted");
                continue;
            }
            auto begun = deliveries_.begin(silent.jid, minion, state, completed->refusal, *mark, now.wall);
            if (!begun) return begun;
        }
    }
    const auto is_expected = [&](const std::string& minion) { return tracker_.expects(silent.jid, minion); };
    if (silent.last && std::none_of(silent.minions.begin(), silent.minions.end(), is_expected))
        return deliveries_.nobody_waits(silent.jid);
    return {};
}

Result<Shim::Completed> Shim::complete(const Job& job, const Tracker::Silent& silent, Now now) {
    if (cache_.usable()) return complete_from_cache(job, silent, now);
    auto load = deliveries_.load(job.jid);
    if (!load) return pass_on(load);
    if (!*load) return Completed{true, options_.trust_events ? kTrimmed : kNoCache};
    return Completed{};
}

Result<Shim::Completed> Shim::complete_from_cache(const Job& job, const Tracker::Silent& silent, Now now) {
    const auto stored = cache_.load(job.jid);
    if (!stored) {
        if (stored.error().code == Errc::not_found) return Completed{true, kNotInCache};
        if (now.wall - job.published_at > options_.silence + kLoadPatience) {
            log::warning(stored.error().text);
            return Completed{true, kUnreadable};
        }
        tracker_.expect(job.jid, silent.minions, now.steady + kLoadRetry);
        return Completed{false, ""};
    }
    const auto read = read_load(*stored);
    const auto load = load_for_minion(*stored);
    if (!read || !load || read->jid != job.jid.text()) return Completed{true, kUnreadable};
    if (read->facts.excluded_by_job || excluded(read->facts)) return Completed{false, ""};
    if (load->size() > proto::kMaxLoad) return Completed{true, kTooLarge};
    auto completed = deliveries_.complete(job.jid, read->facts, expiry(read->facts, job.published_at), *load);
    if (!completed) return pass_on(completed);
    return Completed{};
}

// An event that was too large, or trimmed, does not say whom the master expects: the job cache does.
Result<void> Shim::look_up(const Jid& jid, std::size_t attempt, Now now) {
    const auto minions = cache_.minions(jid);
    const auto stored = cache_.load(jid);
    const auto load = stored ? read_load(*stored) : std::nullopt;
    if (minions && load) {
        JobSeen job{jid, load->facts, *minions, {}, false, now.wall, false};
        return seen(job, Source::bus, now);
    }
    if (attempt < kLookups)
        lookups_.push({now.steady + kFirstLookup * (1 << attempt), jid, "", attempt + 1});
    else
        log::warning("job ", jid.text(), " was published, but the job cache does not say to whom");
    return {};
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
    for (auto& [jid, minion] : sessions_.take_finished())
        keep(return_seen({jid, minion}, Source::agent, now));
}

Result<void> Shim::check_returns(Now now) {
    while (!checks_.empty() && checks_.top().at <= now.steady) {
        const Check next = checks_.top();
        checks_.pop();
        if (auto checked = check(next, now); !checked) return checked;
    }
    while (!lookups_.empty() && lookups_.top().at <= now.steady) {
        const Check next = lookups_.top();
        lookups_.pop();
        if (auto looked = look_up(next.jid, next.attempt, now); !looked) return looked;
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
    if (now.steady < paused_until_) return;
    look_for_room();
    for (const auto& [job, source] : std::exchange(seen_again_, {}))
        keep(seen(job, source, now));
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
    if (!lookups_.empty()) sooner(lookups_.top().at);
    for (const auto& check : key_checks_)
        sooner(check.first);
    if (!due_known_) sooner(last_.steady);
    if (due_known_ && due_) sooner(last_.steady + (*due_ - expiry_time_));
    if (!seen_again_.empty()) sooner(paused_until_);
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
        // Expected in memory alone they would be forgotten with this process.
        for (auto& [job, source] : seen_in_step_) {
            for (const std::string& minion : job.minions)
                tracker_.returned(job.jid, minion);
            seen_again_.emplace_back(std::move(job), source);
        }
        seen_in_step_.clear();
        // A disk that is full now will be full in a moment, too.
        paused_until_ = now.steady + kFailedRetry;
        due_known_ = false;
        reconcile_ = true;
        failure_.reset();
        silent_in_step_.clear();
        return outcome;
    }
    silent_in_step_.clear();
    seen_in_step_.clear();
    if (!changes.empty()) due_known_ = false;
    std::vector<std::string> to_notify;
    for (const Deliveries::Change& change : changes) {
        log::info("job ", change.jid.text(), " (", change.fun, ") for minion ", change.minion, ": ",
                  to_text(change.state), change.reason.empty() ? "" : ", ", change.reason);
        if (change.state == DeliveryState::pending) to_notify.push_back(change.minion);
        if (change.state != DeliveryState::running) outcome.events.push_back(event_of(change, now.wall));
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
