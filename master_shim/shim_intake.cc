// What was published, and what has returned: how a job becomes owed, and how it ends being so.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "master_shim/shim.h"
#include "runtime/log.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A return's event comes before its file: looks at once, and again after each of these.
constexpr std::array kReturnChecks = {milliseconds(100), milliseconds(400), milliseconds(2000),
                                      milliseconds(10000)};
constexpr seconds kNotNow{5};  // a key that cannot be read, the master's or a minion's
constexpr seconds kFullRetry{30};

constexpr const char* kGone = "its load is not there any more";
constexpr const char* kTooLarge = "its load is too large to be handed out";
constexpr const char* kChanged =
    "its load in the job cache has become another one: somebody has replaced it, or published another job "
    "under "
    "this JID; publish it again";

// Whether a minion's key is accepted cannot be told now.
bool is_unavailable(const Result<std::string>& mark) {
    return !mark && mark.error().code != Errc::denied;
}

// What any minion can bring about as often as it likes does not fill the log.
bool is_worth_a_line(std::uint64_t count) {
    return count <= 20 || count % 1000 == 0;
}

}  // namespace

// ---- publications

// The bus has announced a job, and nothing has told of it since.
void Shim::look_for(const Announcements::Due& due, Now now) {
    if (options_.standalone) return;
    if (options_.witness) {
        doubts_.last_not_witnessed = due.jid.text();
        if (is_worth_a_line(++doubts_.not_witnessed))
            log::warning(
                "job ", due.jid.text(),
                " was announced, but the witness did not see it: salt-master runs without the witness "
                "(restart it), or a minion has announced what nobody published; it is owed to nobody");
        return;
    }
    if (const std::string why = cache_.distrust(); !why.empty()) {
        if (is_worth_a_line(++doubts_.distrusted))
            log::warning("job ", due.jid.text(), " is owed to nobody: ", why);
        return;
    }
    const auto found = cache_.publication(due.jid);
    if (found) return keep(published(*found, Source::bus, now));
    if (found.error().code == Errc::invalid) {
        if (is_worth_a_line(++doubts_.not_published))
            log::warning(found.error().text, "; it is owed to nobody");
        return;
    }
    if (announcements_.look_again(due, now.steady)) return;
    if (is_worth_a_line(++doubts_.not_in_cache))
        log::warning("job ", due.jid.text(),
                     " was announced, but is not in the job cache: ", found.error().text);
}

Result<void> Shim::published(const Publication& job, Source source, Now now) {
    if (source == Source::witness) announcements_.told(job.jid);
    if (job.facts.by_peer && !options_.owe_peers) return {};
    if (auto done = killed(job, now); !done) return done;
    if (excluded(job.facts) || job.facts.excluded_by_job) return {};
    // Nobody can tell any more who has answered: the bus has shown it at the time.
    if (source == Source::job_cache && job.keeps_no_returns && announcements_.was_announced(job.jid))
        return {};
    if (full_) return {};  // it stays where it is, and is told again
    if (source != Source::witness) {
        if (!cache_.distrust().empty()) return {};
        auto another = is_another_load(job);
        if (!another) return pass_on(another);
        if (*another) return {};
    }
    auto minions = newly_owed(job);
    if (!minions) return pass_on(minions);
    for (const std::string& minion : tracker_.take_early(job.jid))
        checks_.push({now.steady, job.jid, minion, 0});
    if (minions->empty()) return {};

    const WallTime at = std::min(job.published_at, now.wall);
    const Job row{job.jid, job.facts, at, expiry(job.facts, at), 0, 0};
    if (auto remembered = deliveries_.remember(row, {at, job.load}, *minions); !remembered) return remembered;
    const auto waited = std::clamp<std::chrono::microseconds>(now.wall - at, seconds(0), options_.silence);
    tracker_.expect(job.jid, *minions, now.steady + options_.silence - waited);
    Publication taken = job;
    taken.minions = std::move(*minions);
    taken_in_step_.emplace_back(std::move(taken), source);
    return {};
}

// Whoever ends a job with Salt's own words means those who were away as well. It reaches those that run it as
// it always has; a retry after it stands.
Result<void> Shim::killed(const Publication& by, Now now) {
    if (by.kills.empty() || full_) return {};
    const auto jid = Jid::parse(by.kills);
    if (!jid) return {};
    auto job = deliveries_.job(*jid);
    if (!job) return pass_on(job);
    if (!*job || (*job)->published_at > by.published_at) return {};
    const std::string reason = "killed by " + by.facts.functions.front() + " (job " + by.jid.text() + ")";
    for (const std::string& minion : by.minions) {
        auto delivery = deliveries_.find(*jid, minion);
        if (!delivery) return pass_on(delivery);
        if (*delivery) {
            const bool retried_since = (*delivery)->retry > 0 && (*delivery)->since() > by.published_at;
            if ((*delivery)->state != DeliveryState::pending || retried_since) continue;
            auto moved = deliveries_.move(*jid, minion, DeliveryState::cancelled, reason, now.wall);
            if (!moved) return pass_on(moved);
        } else if (tracker_.expects(*jid, minion)) {
            if (auto begun = begin_expected(*jid, minion, DeliveryState::cancelled, reason, now); !begun)
                return begun;
            if (tracker_.returned(*jid, minion).last) {
                if (auto done = deliveries_.nobody_waits(*jid); !done) return done;
            }
        }
    }
    return {};
}

// Of what the job cache says the first word stands: whoever can save a load may replace one.
Result<bool> Shim::is_another_load(const Publication& job) {
    auto known = deliveries_.part(job.jid, 0);
    if (!known) return pass_on(known);
    if (!*known || (*known)->load == job.load) return false;
    if (is_worth_a_line(++doubts_.changed))
        log::warning("job ", job.jid.text(),
                     " has another load in the job cache than when it was first seen");
    return true;
}

Result<std::vector<std::string>> Shim::newly_owed(const Publication& job) {
    auto known = deliveries_.job(job.jid);
    if (!known) return pass_on(known);
    std::vector<std::string> minions;
    for (const std::string& minion : job.minions) {
        if (tracker_.expects(job.jid, minion)) continue;
        if (options_.is_syndic && options_.is_syndic(minion) && !deliveries_.has_agent(minion)) continue;
        if (*known && (*known)->total > 0) {
            auto delivery = deliveries_.find(job.jid, minion);
            if (!delivery) return pass_on(delivery);
            if (*delivery) continue;
        }
        minions.push_back(minion);
    }
    return minions;
}

// ---- returns

Result<void> Shim::return_seen(const ReturnSeen& back, Source source, Now now) {
    bool concerns_us = tracker_.expects(back.jid, back.minion);
    if (!concerns_us) {
        auto delivery = deliveries_.find(back.jid, back.minion);
        if (!delivery) return pass_on(delivery);
        const bool ended =
            *delivery && ((*delivery)->state == DeliveryState::returned ||
                          ((*delivery)->state == DeliveryState::unproven && source != Source::agent));
        concerns_us = *delivery && !ended;
    }
    if (!concerns_us) {
        if (source == Source::bus) tracker_.remember_early(back.jid, back.minion);
        return {};
    }
    if (source == Source::job_cache) return returned(back.jid, back.minion, now);
    if (source == Source::agent) {
        // It says so with every list until the master holds the return, and sends that again: no need to
        // wait.
        if (cache_.holds_return(back.jid, back.minion) == Held::no) return {};
        return confirmed(back.jid, back.minion, now);
    }
    return check({now.steady, back.jid, back.minion, 0}, now);
}

Result<void> Shim::check(const Check& check, Now now) {
    // Where the master keeps no returns, the event is all there is.
    if (cache_.holds_return(check.jid, check.minion) != Held::no)
        return returned(check.jid, check.minion, now);
    if (check.attempt < kReturnChecks.size()) {
        checks_.push({now.steady + kReturnChecks[check.attempt], check.jid, check.minion, check.attempt + 1});
    } else if (is_worth_a_line(++doubts_.unconfirmed_returns)) {
        log::warning("the return of job ", check.jid.text(), " from minion ", check.minion,
                     " was announced, but the job cache does not hold it; the job stays owed");
    }
    return {};
}

// The master has a return under this minion's name.
Result<void> Shim::returned(const Jid& jid, const std::string& minion, Now now) {
    auto delivery = deliveries_.find(jid, minion);
    if (!delivery) return pass_on(delivery);
    const bool was_expected = tracker_.expects(jid, minion);
    if (!was_expected && !*delivery) return {};
    if (*delivery && (*delivery)->return_is_disowned()) return {};
    auto doubtful = is_doubtful(jid, minion, delivery->has_value());
    if (!doubtful) return pass_on(doubtful);
    if (*doubtful) {
        // Until its key can be read nothing can be kept of it: its silence goes on.
        if (!*delivery && is_unavailable(keys_.mark(minion))) return {};
        if (auto doubted = doubt(jid, minion, now); !doubted) return doubted;
    } else {
        auto moved = deliveries_.move(jid, minion, DeliveryState::returned, "", now.wall);
        if (!moved) return pass_on(moved);
    }
    if (tracker_.returned(jid, minion).last) return deliveries_.nobody_waits(jid);
    return {};
}

// And its minion says that it has made one.
Result<void> Shim::confirmed(const Jid& jid, const std::string& minion, Now now) {
    if (tracker_.returned(jid, minion).last) {
        if (auto done = deliveries_.nobody_waits(jid); !done) return done;
    }
    auto moved = deliveries_.move(jid, minion, DeliveryState::returned, "", now.wall);
    if (!moved) return pass_on(moved);
    return {};
}

// Any accepted minion can forge a return in another's name. That of a minion whose agent has been connected
// since before the job was published is believed as Salt believes it, since the minion was there to run it;
// so is that of a minion without an agent, which nobody can ask.
Result<bool> Shim::is_doubtful(const Jid& jid, const std::string& minion, bool is_owed) const {
    if (options_.standalone || !deliveries_.has_agent(minion)) return false;
    if (is_owed) return true;
    const auto connected = sessions_.connected_since(minion);
    if (!connected) return true;
    auto job = deliveries_.job(jid);
    if (!job) return pass_on(job);
    return *job && *connected > (*job)->published_at;
}

Result<void> Shim::doubt(const Jid& jid, const std::string& minion, Now now) {
    sessions_.notify(minion);
    auto moved = deliveries_.move(jid, minion, DeliveryState::unproven, "", now.wall);
    if (!moved) return pass_on(moved);
    if (*moved) return {};
    return begin_expected(jid, minion, DeliveryState::unproven, "", now);
}

// For one who is still in its silence.
Result<void> Shim::begin_expected(const Jid& jid, const std::string& minion, DeliveryState state,
                                  const std::string& reason, Now now) {
    const auto mark = keys_.mark(minion);
    // Not accepted: nothing is owed to it. Or not to be read, when its job is killed, whose end then shows
    // nowhere.
    if (!mark) return {};
    std::uint16_t in = 0;
    auto found = deliveries_.waiting_for(
        jid, [&](const Jid&, std::uint16_t part, const std::vector<std::string>& minions) {
            if (std::find(minions.begin(), minions.end(), minion) != minions.end()) in = part;
        });
    if (!found) return found;
    return deliveries_.begin(jid, minion, state, reason, *mark, {in, {}, 0}, now.wall);
}

// The minion was asked about a return in its name, and its ledger has none that it made. What had ended
// before stays ended: whoever forges a return brings nothing back that was cancelled.
Result<void> Shim::not_made(const Sessions::NotMade& said, Now now) {
    const auto& [jid, minion, ended, reason] = said;
    auto delivery = deliveries_.find(jid, minion);
    if (!delivery) return pass_on(delivery);
    if (!*delivery || (*delivery)->state != DeliveryState::unproven) return {};
    if (ended) {
        ++doubts_.not_made;
        return deliveries_.disown(jid, minion, Delivery::kNotItsEnd, *ended, reason, now.wall);
    }
    if (const auto before = (*delivery)->ended_before_doubt()) {
        ++doubts_.not_made;
        return deliveries_.disown(jid, minion, Delivery::kNotMade, before->state, before->reason, now.wall);
    }
    if (!signatures_.ready()) return {};  // it is asked again
    const auto mark = keys_.mark(minion);
    if (!mark) return {};
    auto job = deliveries_.job(jid);
    if (!job) return pass_on(job);
    if (!*job) return {};
    Place place = (*delivery)->place;
    if (!place.audience) {
        auto places = signatures_.sign(jid, place.part, {minion});
        if (!places) return pass_on(places);
        place = places->front();
    }
    ++doubts_.not_made;
    return deliveries_.owe_again(jid, minion, {Delivery::kNotMade, *mark, place, (*job)->expires_at},
                                 now.wall);
}

// ---- silence

Result<void> Shim::silent(const Tracker::Silent& silent, Now now) {
    const auto later = [&](std::chrono::microseconds wait) {
        tracker_.expect(silent.jid, silent.minions, now.steady + wait);
        return Result<void>();
    };
    if (full_) return later(kFullRetry);
    if (!signatures_.ready()) return later(kNotNow);
    auto parts = by_part(silent);
    if (!parts) return pass_on(parts);
    for (const SilentPart& part : *parts) {
        auto why = refusal(silent.jid, part.part);
        if (!why) return pass_on(why);
        if (auto owed = owe(silent.jid, part, *why, now); !owed) return owed;
    }
    const auto is_expected = [&](const std::string& minion) { return tracker_.expects(silent.jid, minion); };
    if (silent.last && std::none_of(silent.minions.begin(), silent.minions.end(), is_expected))
        return deliveries_.nobody_waits(silent.jid);
    return {};
}

Result<std::vector<Shim::SilentPart>> Shim::by_part(const Tracker::Silent& silent) const {
    std::vector<SilentPart> parts;
    std::set<std::string> left(silent.minions.begin(), silent.minions.end());
    auto found = deliveries_.waiting_for(
        silent.jid, [&](const Jid&, std::uint16_t number, const std::vector<std::string>& minions) {
            SilentPart part{number, {}};
            for (const std::string& minion : minions)
                if (left.erase(minion) > 0) part.minions.push_back(minion);
            if (!part.minions.empty()) parts.push_back(std::move(part));
        });
    if (!found) return pass_on(found);
    return parts;
}

Result<std::string> Shim::refusal(const Jid& jid, std::uint16_t number) const {
    auto part = deliveries_.part(jid, number);
    if (!part) return pass_on(part);
    if (!*part) return std::string(kGone);
    if ((*part)->load.empty()) return std::string(kTooLarge);
    if (options_.witness || options_.standalone) return std::string();
    if (std::string why = cache_.distrust(); !why.empty()) return why;
    const auto stored = cache_.publication(jid);
    if (stored) return stored->load == (*part)->load ? std::string() : std::string(kChanged);
    return stored.error().code == Errc::invalid ? std::string(kChanged) : std::string();
}

Result<void> Shim::owe(const Jid& jid, const SilentPart& silent, const std::string& refusal, Now now) {
    std::vector<std::string> minions;
    std::vector<std::string> marks;
    for (const std::string& minion : silent.minions) {
        auto mark = keys_.mark(minion);
        if (is_unavailable(mark)) {
            tracker_.expect(jid, {minion}, now.steady + kNotNow);
        } else if (cache_.holds_return(jid, minion) == Held::yes) {
            auto doubtful = is_doubtful(jid, minion, false);
            if (!doubtful) return pass_on(doubtful);
            if (*doubtful) {
                if (auto doubted = doubt(jid, minion, now); !doubted) return doubted;
            }
        } else if (mark) {
            minions.push_back(minion);
            marks.push_back(std::move(*mark));
        } else {
            log::debug("job ", jid.text(), " is not owed to ", minion, ": its key is not accepted");
        }
    }
    if (minions.empty()) return {};
    std::vector<Place> places(minions.size(), Place{silent.part, {}, 0});
    if (refusal.empty()) {
        auto signed_for = signatures_.sign(jid, silent.part, minions);
        if (!signed_for) return pass_on(signed_for);
        places = std::move(*signed_for);
    }
    const auto state = refusal.empty() ? DeliveryState::pending : DeliveryState::refused;
    for (std::size_t i = 0; i < minions.size(); ++i) {
        auto begun = deliveries_.begin(jid, minions[i], state, refusal, marks[i], places[i], now.wall);
        if (!begun) return begun;
    }
    return {};
}

}  // namespace job_retry
