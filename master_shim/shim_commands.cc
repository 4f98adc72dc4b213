// What an administrator asks of the shim.

#include <algorithm>

#include "master_shim/msgpack_view.h"
#include "master_shim/shim.h"

namespace job_retry {
namespace {

constexpr const char* kNoKey =
    "the master's key cannot be read, without which no minion would take the job: see the log of master-shim";

// A JID of this moment, as Salt makes them, and later than the last one.
std::string jid_text(JidTime time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    const auto digits = [](long value, std::size_t width) {
        std::string text = std::to_string(value);
        return std::string(width - std::min(width, text.size()), '0') + text;
    };
    return digits(int(date.year()), 4) + digits(unsigned(date.month()), 2) + digits(unsigned(date.day()), 2) +
           digits(clock.hours().count(), 2) + digits(clock.minutes().count(), 2) +
           digits(clock.seconds().count(), 2) + digits(clock.subseconds().count(), 6);
}

}  // namespace

Result<Shim::Cancelled> Shim::cancel(const Jid& jid, const std::vector<std::string>& minions, Now now) {
    std::vector<Delivery> known;
    auto found = deliveries_.of_job(jid, [&](const Delivery& delivery) {
        known.push_back(delivery);
        return true;
    });
    if (!found) return pass_on(found);
    if (known.empty())
        return fail(Errc::not_found, "no delivery of job " + jid.text() + ": see `master-shim pending`");
    for (const std::string& minion : minions) {
        const auto names = [&](const Delivery& delivery) { return delivery.minion == minion; };
        if (std::none_of(known.begin(), known.end(), names))
            return fail(Errc::not_found, "job " + jid.text() + " is not owed to minion " + minion +
                                             ": see `master-shim show " + jid.text() + "`");
    }
    Cancelled cancelled;
    for (const Delivery& delivery : known) {
        const bool wanted =
            minions.empty() || std::find(minions.begin(), minions.end(), delivery.minion) != minions.end();
        if (!wanted || !is_open(delivery.state)) continue;
        auto moved =
            deliveries_.move(jid, delivery.minion, DeliveryState::cancelled, "by administrator", now.wall);
        if (!moved) {
            keep(pass_on(moved));
            return fail(Errc::io, "the database cannot be written; nothing has changed");
        }
        if (*moved) ++cancelled.deliveries;
    }
    return cancelled;
}

Result<void> Shim::retry(const Jid& jid, const std::string& minion, Now now) {
    auto delivery = deliveries_.find(jid, minion);
    if (!delivery) return pass_on(delivery);
    const std::string show = ": see `master-shim show " + jid.text() + "`";
    if (!*delivery)
        return fail(Errc::not_found, "job " + jid.text() + " was not owed to minion " + minion + show);
    if (is_open((*delivery)->state))
        return fail(Errc::conflict, "job " + jid.text() + " is owed to minion " + minion + " already" + show);
    const bool is_back =
        (*delivery)->state == DeliveryState::returned || (*delivery)->state == DeliveryState::unproven;
    if (is_back || cache_.holds_return(jid, minion) == Held::yes)
        return fail(Errc::conflict,
                    "minion " + minion + " has returned job " + jid.text() + ": publish it as a new job");
    auto mark = keys_.mark(minion);
    if (!mark) return pass_on(mark);
    auto job = deliveries_.job(jid);
    if (!job) return pass_on(job);
    if (!*job) return fail(Errc::not_found, "job " + jid.text() + " is not known" + show);
    if (cache_.has_forgotten(jid))
        return fail(Errc::not_found,
                    "the master has forgotten job " + jid.text() + ": publish it as a new job");
    if (!signatures_.ready()) return fail(Errc::unavailable, kNoKey);
    const auto part = (*delivery)->place.part;
    auto why = refusal(jid, part);
    if (!why) return pass_on(why);
    if (!why->empty())
        return fail(Errc::not_found, "job " + jid.text() + " cannot be handed out again: " + *why +
                                         "; publish it as a new job");
    auto reopened = reopen(**delivery, *mark, expiry((*job)->facts, now.wall), now);
    if (!reopened) {
        const Error error = reopened.error();
        keep(pass_on(reopened));
        return tl::unexpected(error);
    }
    return {};
}

Result<void> Shim::reopen(const Delivery& delivery, const std::string& mark, WallTime due, Now now) {
    Deliveries::Again again{"retry by administrator", mark, delivery.place, due};
    if (!again.place.audience) {
        auto places = signatures_.sign(delivery.jid, delivery.place.part, {delivery.minion});
        if (!places) return pass_on(places);
        again.place = places->front();
    }
    const auto sign = [this](const Delivery& permitted) { return signatures_.sign_permission(permitted); };
    return deliveries_.reopen(delivery.jid, delivery.minion, again, sign, now.wall);
}

Result<Shim::Published> Shim::publish(std::optional<Jid> jid, const std::vector<std::string>& minions,
                                      const std::string& fun, const std::string& arg, const std::string& user,
                                      Now now) {
    if (!options_.standalone)
        return fail(Errc::denied, "on this master jobs are published with salt, not with master-shim");
    if (minions.empty() || fun.empty()) return fail(Errc::invalid, "name at least one minion and a function");
    if (full_) return fail(Errc::full, "the deliveries database is full: see the log of master-shim");
    if (!signatures_.ready()) return fail(Errc::unavailable, kNoKey);
    std::vector<std::string> marks;
    for (const std::string& minion : minions) {
        auto mark = keys_.mark(minion);
        if (!mark && mark.error().code != Errc::denied) return pass_on(mark);
        if (!mark)
            return fail(Errc::not_found,
                        "the key of minion " + minion + " is not accepted: see `master-shim key list`");
        marks.push_back(std::move(*mark));
    }
    if (!jid) {
        last_jid_ = std::max<JidTime>(now.wall, last_jid_ + std::chrono::microseconds(1));
        auto made = Jid::parse(jid_text(last_jid_));
        if (!made) return pass_on(made);
        jid = std::move(*made);
    }
    auto known = deliveries_.job(*jid);
    if (!known) return pass_on(known);
    if (*known) return fail(Errc::conflict, "job " + jid->text() + " has been published already");

    std::string tgt;
    append_msgpack_array(tgt, minions.size());
    JobFacts facts;
    facts.functions = {fun};
    facts.tgt_type = "list";
    facts.user = user;
    for (const std::string& minion : minions) {
        append_msgpack_text(tgt, minion);
        facts.tgt += (facts.tgt.empty() ? "" : ",") + minion;
    }
    std::string packed_fun;
    append_msgpack_text(packed_fun, fun);
    const std::string load = make_load(*jid, facts, packed_fun, arg, tgt);
    if (load.size() > proto::kMaxLoad) return fail(Errc::invalid, "the job's arguments are too large");

    if (auto begun = begin(*jid, facts, load, minions, marks, now); !begun) {
        keep(std::move(begun));
        return fail(Errc::io, "the database cannot be written; nothing has changed");
    }
    return Published{*jid, minions};
}

Result<void> Shim::begin(const Jid& jid, const JobFacts& facts, const std::string& load,
                         const std::vector<std::string>& minions, const std::vector<std::string>& marks,
                         Now now) {
    const Job job{jid, facts, now.wall, expiry(facts, now.wall), 0, 0};
    if (auto remembered = deliveries_.remember(job, {now.wall, load}, {}); !remembered) return remembered;
    auto places = signatures_.sign(jid, 0, minions);
    if (!places) return pass_on(places);
    for (std::size_t i = 0; i < minions.size(); ++i) {
        auto begun =
            deliveries_.begin(jid, minions[i], DeliveryState::pending, "", marks[i], (*places)[i], now.wall);
        if (!begun) return begun;
    }
    return {};
}

}  // namespace job_retry
