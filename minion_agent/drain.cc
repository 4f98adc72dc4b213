#include "minion_agent/drain.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace job_retry {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kUnanswered{30};       // a request without a reply for so long is asked anew
constexpr seconds kFirstSilence{5};      // back-off after an unanswered request, doubling
constexpr seconds kFirstResend{30};      // a return is not sent again sooner, doubling
constexpr seconds kLongest{600};         // bound of every doubling
constexpr seconds kFirstAttempt{10};     // before a failed or unsigned job is taken again, doubling
constexpr seconds kWatchPending{5};      // a pending job that runs holds up the later ones
constexpr seconds kWatchLive{30};        // a live job that runs holds up nobody
constexpr seconds kUnreadable{60};       // the ledger cannot be read
constexpr seconds kSettle{2};            // a return needs a moment from the worker to the shim
constexpr seconds kConfirm{60};          // between two questions for returns that the master holds
constexpr seconds kFirstRunningLook{1};  // the claim comes soon after the job is given out
constexpr seconds kLongestRunningLook{10};

Drain::Duration doubled(seconds first, int times, Drain::Duration longest) {
    Drain::Duration interval = first;
    for (int i = 0; i < times && interval < longest; ++i)
        interval *= 2;
    return std::min(interval, longest);
}

// A number is the master's time when it was given, or a little later.
WallTime time_of_permission(std::uint64_t number) {
    const auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    return WallTime(std::chrono::microseconds(std::int64_t(std::min(number, most))));
}

void earliest(std::optional<SteadyTime>& so_far, SteadyTime at) {
    if (!so_far || at < *so_far) so_far = at;
}

}  // namespace

Drain::Drain(Options options, World world)
    : options_(options), world_(std::move(world)), confirm_every_(kConfirm) {}

Drain::Duration Drain::jittered(Duration interval) const {
    const auto spread = 0.75 + 0.5 * world_.random();
    return std::chrono::duration_cast<Duration>(interval * spread);
}

// ---- inputs

void Drain::authenticated(Now now, WallTime since) {
    forget_asked();
    linked_ = true;
    since_ = since;
    for (auto& [key, item] : items_)
        item.acked.reset();
    list_at_ = now.steady;
    confirm_every_ = kConfirm;
    confirm_at_ = now.steady + jittered(confirm_every_);
}

void Drain::lost() {
    forget_asked();
    linked_ = false;
}

void Drain::begin_anew() {
    lost();
    load_.reset();
}

// Every request in flight is void: the next list starts all over.
void Drain::forget_asked() {
    list_complete_ = false;
    list_asked_.reset();
    list_after_.reset();
    notified_ = false;
    take_.reset();
    confirm_asked_.reset();
    for (auto& [key, item] : items_)
        item.told_at.reset();
}

void Drain::receive(const proto::Message& message, Now now) {
    if (!linked_) return;
    if (const auto* list = std::get_if<proto::PendingList>(&message)) {
        received_list(*list, now);
    } else if (const auto* load = std::get_if<proto::JobLoad>(&message)) {
        received_load(*load);
    } else if (const auto* wait = std::get_if<proto::Wait>(&message)) {
        if (!take_ || take_->jid != wait->jid) return;
        take_.reset();
        silences_ = 0;
        take_at_ = now.steady + jittered(std::min<Duration>(wait->retry_after, kLongest));
    } else if (const auto* gone = std::get_if<proto::Gone>(&message)) {
        if (take_ && take_->jid == gone->jid) take_.reset();
        if (running_ != gone->jid) items_.erase(gone->jid.sort_key());
        silences_ = 0;
    } else if (const auto* ack = std::get_if<proto::Ack>(&message)) {
        Item* item = find(ack->jid);
        if (item == nullptr || !item->told || item->told->state != ack->state) return;
        item->told.reset();
        item->told_at.reset();
        item->acked = ack->state;
        item->acked_at = now.steady;
        silences_ = 0;
    } else if (const auto* held = std::get_if<proto::Held>(&message)) {
        received_held(*held, now);
    } else if (std::holds_alternative<proto::Notify>(message)) {
        take_at_.reset();  // it may be that its turn has come
        if (list_asked_ || list_after_) {
            notified_ = true;
        } else {
            want_list(now.steady);
        }
    } else if (std::holds_alternative<proto::ErrorReply>(message)) {
        silent(now);
    }
}

void Drain::received_list(const proto::PendingList& list, Now now) {
    if (!list_asked_) return;
    // A late answer to an older question, or a shim that would keep us asking for ever.
    std::string behind = list_after_ ? list_after_->sort_key() : std::string();
    for (const auto& listed : list.jobs) {
        std::string key = listed.jid.sort_key();
        if (key <= behind) return silent(now);
        behind = std::move(key);
    }
    list_asked_.reset();
    silences_ = 0;
    if (!list_after_) ++list_number_;
    for (const auto& listed : list.jobs) {
        auto [at, is_new] = items_.try_emplace(listed.jid.sort_key(), Item{listed.jid, listed.fun});
        Item& item = at->second;
        item.listed = list_number_;
        // Not with each list: a long one that is asked for often would be told over and over.
        if (item.acked_at + options_.poll <= now.steady) item.acked.reset();
        if (running_ == item.jid) continue;
        update(item, listed);
        if (load_ && load_->jid == item.jid) continue;  // hand_out() sorts it
        sort(item, now);
    }
    if (list.more && !list.jobs.empty() && items_.size() < kMaxListed) {
        list_after_ = list.jobs.back().jid;
        list_at_ = now.steady;
        return;
    }
    end_of_list(now);
}

void Drain::update(Item& item, const proto::PendingList::Item& listed) {
    if (listed.retry > item.retry) {
        // What was found out before the permission does not count any more.
        const std::uint64_t listed_in = item.listed;
        item = Item{listed.jid, listed.fun};
        item.listed = listed_in;
        item.retry = listed.retry;
    }
    // Another question: what was said before it was asked does not answer it.
    if (item.returned != listed.returned) item.acked.reset();
    item.returned = listed.returned;
    if (item.listed_as != listed.published) item.published = item.listed_as = listed.published;
    if (item.retry != listed.retry || item.permission == listed.permission) return;
    item.permission = listed.permission;
    item.not_permitted.clear();
}

void Drain::end_of_list(Now now) {
    list_complete_ = true;
    list_after_.reset();
    last_list_ = now.wall;
    list_at_ = notified_ ? now.steady : now.steady + jittered(options_.poll);
    notified_ = false;
    std::erase_if(items_, [this](const auto& entry) {
        const Item& item = entry.second;
        const bool busy = running_ == item.jid || (load_ && load_->jid == item.jid);
        return item.listed != list_number_ && !busy;
    });
}

void Drain::received_load(const proto::JobLoad& load) {
    if (!take_ || take_->jid != load.jid) return;
    take_.reset();
    silences_ = 0;
    if (find(load.jid) != nullptr) load_ = load;
}

// Nothing reaches a worker but through here.
void Drain::hand_out(Actions& actions, Now now) {
    proto::JobLoad load = std::move(*load_);
    load_.reset();
    Item* item = find(load.jid);
    if (item == nullptr) return;
    if (auto verified = world_.verify(load); !verified) return not_signed(*item, verified.error(), now);
    item->not_signed = 0;
    item->published = load.published;  // the list's may be earlier or later; this one is signed
    sort(*item, now);                  // it may have come live meanwhile
    const bool due = !item->at || *item->at <= now.steady;
    if (!due || (item->stand != Stand::run && item->stand != Stand::resend)) return;
    actions.run = proto::WorkerJob{load.jid, std::move(load.load)};
    actions.fun = item->fun;
    running_ = load.jid;
    running_told_ = false;
    running_look_every_ = kFirstRunningLook;
    running_look_at_ = now.steady + running_look_every_;
}

void Drain::received_held(const proto::Held& held, Now now) {
    if (!confirm_asked_) return;
    confirm_asked_.reset();
    silences_ = 0;
    const std::size_t before = held_.size();
    for (const Jid& jid : held.jids) {
        if (std::find(confirm_batch_.begin(), confirm_batch_.end(), jid) != confirm_batch_.end()) {
            held_.push_back(jid);
        }
    }
    const bool any = held_.size() > before;
    confirm_every_ = any ? Duration(kConfirm) : std::min<Duration>(confirm_every_ * 2, kLongest);
    const bool more = any && confirm_batch_.size() == proto::kMaxList;
    confirm_at_ = more ? now.steady : now.steady + jittered(confirm_every_);
    confirm_batch_.clear();
}

void Drain::outcome(const proto::WorkerOutcome& outcome, Now now) {
    if (running_ != outcome.jid) return;
    running_.reset();
    ran_since_list_ = true;
    Item* item = find(outcome.jid);
    if (item == nullptr) return;
    switch (outcome.outcome) {
        case proto::Outcome::returned:
        case proto::Outcome::return_lost:
            stand(*item, Stand::resend,
                  now.steady + jittered(doubled(kFirstResend, item->resends, kLongest)));
            ++item->resends;
            return sort(*item, now);
        case proto::Outcome::not_targeted:
            return refuse(*item, "not targeted");
        case proto::Outcome::refused:
            item->outright = true;  // a conflict: what the ledger knows under this JID is another job
            return refuse(*item, outcome.text);
        case proto::Outcome::invalid:
            return refuse(*item, outcome.text);
        case proto::Outcome::requeued:
            item->in_order = false;
            return stand(*item, Stand::watch, now.steady + jittered(options_.poll));
        case proto::Outcome::unavailable:
            return stand(*item, Stand::run, now.steady + jittered(kUnreadable));
        case proto::Outcome::failed:
            return failed(*item, outcome.text, now);
    }
}

void Drain::failed(Item& item, const std::string& text, Now now) {
    auto known = world_.look(item.jid);
    if (!known || rule(known->state, false, item.returned).stand != Stand::run) return sort(item, now);
    // It had been claimed, and runs again for that reason alone: no attempt that failed.
    if (known->state == JobState::permitted)
        return stand(item, Stand::run, now.steady + jittered(kFirstAttempt));
    if (++item.attempts >= kMaxAttempts) {
        return refuse(item, "it ended before it could run, " + std::to_string(item.attempts) +
                                " times: " + (text.empty() ? "no reason known" : text));
    }
    stand(item, Stand::run, now.steady + jittered(doubled(kFirstAttempt, item.attempts - 1, kLongest)));
}

void Drain::not_started(const Jid& jid, Now) {
    if (running_ == jid) running_.reset();
}

// ---- rules

void Drain::stand(Item& item, Stand to, std::optional<SteadyTime> at) {
    item.stand = to;
    item.at = at;
}

// False while it is not clear whether one more run is allowed. A permission from before the ledger began may
// have been used up in an older one; one that is not signed is none.
bool Drain::permit(Item& item, Now now) {
    if (item.retry <= item.permitted || time_of_permission(item.retry) < since_) return true;
    if (!item.not_permitted.empty()) return true;
    if (item.not_signed > 0 && item.stand == Stand::watch && item.at > now.steady) return false;
    const auto permitted = world_.permit(item.jid, item.retry, item.permission);
    if (permitted) {
        item.permitted = item.retry;
        item.not_signed = 0;
        return true;
    }
    if (permitted.error().code != Errc::denied) {
        park(item, now);
        return false;
    }
    if (++item.not_signed < kMaxUnsigned) {
        item.in_order = true;
        stand(item, Stand::watch,
              now.steady + jittered(doubled(kFirstAttempt, item.not_signed - 1, kLongest)));
        return false;
    }
    item.not_permitted = permitted.error().text;
    item.not_signed = 0;
    return true;
}

// Not the master's word: changed on a disk or on the way, another master's job, or one of two keys of a
// master that is changing its key. The last passes, so that it is asked for again before it is refused; and
// refused is not for ever: an administrator who has seen why lets it run with a permission. To go on asking
// would tell nobody, and hold up all later jobs.
void Drain::not_signed(Item& item, const Error& why, Now now) {
    if (why.code != Errc::denied) return park(item, now);
    const bool has_run = item.stand == Stand::resend;  // what is refused would be its return
    if (++item.not_signed >= kMaxUnsigned && !has_run) return refuse(item, why.text);
    stand(item, has_run ? Stand::resend : Stand::run,
          now.steady + jittered(doubled(kFirstAttempt, item.not_signed - 1, kLongest)));
}

// What follows from the ledger. Keeps the back-off of an item whose stand does not change.
void Drain::sort(Item& item, Now now) {
    if (item.refusal && item.outright) return tell_refusal(item);
    if (!permit(item, now)) return;
    auto known = world_.look(item.jid);
    if (!known) return park(item, now);
    const Ruling ruling = rule(known->state, item.published < since_, item.returned);
    if (ruling.stand == Stand::run) return to_run(item, now);
    if (ruling.report) {
        const bool finished = *ruling.report == proto::Reported::finished;
        tell(item, *ruling.report, finished ? std::optional(known->retcode) : std::nullopt,
             ruling.reason.empty() || item.not_permitted.empty() ? std::string(ruling.reason)
                                                                 : item.not_permitted);
    }
    switch (ruling.stand) {
        case Stand::run:
        case Stand::told:
            return stand(item, Stand::told, std::nullopt);
        case Stand::watch:
            item.in_order = known->pending;
            return stand(item, Stand::watch, now.steady + (known->pending ? kWatchPending : kWatchLive));
        case Stand::resend:
            if (!options_.resend) return stand(item, Stand::told, std::nullopt);
            if (item.stand == Stand::resend) return;
            // A live job's return may still be on its way by Salt's own means.
            return stand(item, Stand::resend,
                         now.steady + std::clamp<Duration>(known->finished_at + kFirstResend - now.wall,
                                                           Duration::zero(), kFirstResend));
    }
}

void Drain::to_run(Item& item, Now now) {
    if (item.refusal) return tell_refusal(item);
    if (item.stand == Stand::watch && item.at > now.steady) return;
    // Salt answered it without calling the function (blackout, wrong arguments): nothing was claimed.
    if (item.resends > 0 && item.stand != Stand::resend) return stand(item, Stand::resend, now.steady);
    if (item.resends == 0 && item.stand != Stand::run) stand(item, Stand::run, std::nullopt);
}

// Nothing runs that cannot be looked up.
void Drain::park(Item& item, Now now) {
    item.in_order = true;
    stand(item, Stand::watch, now.steady + kUnreadable);
}

void Drain::tell(Item& item, proto::Reported state, std::optional<std::int64_t> retcode, std::string reason) {
    if (item.acked == state) return;
    if (item.told && item.told->state == state) return;
    item.told = proto::Report{item.jid, state, retcode, std::move(reason), item.retry};
    item.told_at.reset();
}

void Drain::refuse(Item& item, std::string reason) {
    item.refusal =
        proto::Report{item.jid, proto::Reported::refused, std::nullopt, std::move(reason), item.retry};
    tell_refusal(item);
}

void Drain::tell_refusal(Item& item) {
    stand(item, Stand::told, std::nullopt);
    tell(item, item.refusal->state, std::nullopt, item.refusal->reason);
}

Drain::Item* Drain::find(const Jid& jid) {
    auto at = items_.find(jid.sort_key());
    return at == items_.end() ? nullptr : &at->second;
}

// In JID order. A job waits for every earlier one that is still to run; sending a return again waits for
// nobody.
const Drain::Item* Drain::next_item() const {
    const Item* soonest = nullptr;
    auto due = [](const Item& item) { return item.at.value_or(SteadyTime::min()); };
    bool held_up = false;
    for (const auto& [key, item] : items_) {
        if (item.stand == Stand::told) continue;
        if (item.stand == Stand::watch) {
            held_up = held_up || item.in_order;
            continue;
        }
        if (item.stand == Stand::run && held_up) continue;
        if (soonest == nullptr || due(item) < due(*soonest)) soonest = &item;
        if (item.stand == Stand::run) held_up = true;
    }
    return soonest;
}

// ---- outputs

Drain::Actions Drain::tick(Now now, bool may_run) {
    Actions actions;
    actions.confirmed = std::exchange(held_, {});
    if (load_ && may_run) hand_out(actions, now);
    if (!linked_) return actions;
    check_timeouts(now);
    look_again(now);
    take_next(actions, now, may_run && !running_);
    ask_list(actions, now);
    send_reports(actions, now);
    ask_confirm(actions, now);
    return actions;
}

void Drain::silent(Now now) {
    forget_asked();
    const auto longest = std::min<Duration>(options_.poll, kLongest);
    list_at_ = now.steady + jittered(doubled(kFirstSilence, silences_, longest));
    ++silences_;
}

void Drain::check_timeouts(Now now) {
    auto late = [&](const std::optional<SteadyTime>& since) {
        return since && now.steady >= *since + kUnanswered;
    };
    bool unanswered = late(list_asked_) || late(confirm_asked_) || (take_ && late(take_->at));
    for (const auto& [key, item] : items_)
        unanswered = unanswered || late(item.told_at);
    if (unanswered) silent(now);
}

void Drain::look_again(Now now) {
    for (auto& [key, item] : items_) {
        if (item.stand == Stand::watch && item.at && *item.at <= now.steady) sort(item, now);
    }
    if (!running_ || running_told_ || running_look_at_ > now.steady) return;
    Item* item = find(*running_);
    auto known = world_.look(*running_);
    if (item != nullptr && known && known->state == JobState::running) {
        tell(*item, proto::Reported::running, std::nullopt, "");
        running_told_ = true;
        return;
    }
    running_look_every_ = std::min<Duration>(running_look_every_ * 2, kLongestRunningLook);
    running_look_at_ = now.steady + running_look_every_;
}

bool Drain::may_take(bool may_run) const {
    return linked_ && list_complete_ && may_run && !has_turn();
}

void Drain::take_next(Actions& actions, Now now, bool may_run) {
    if (!may_take(may_run)) return;
    const Item* item = next_item();
    const bool due = item != nullptr && (!item->at || *item->at <= now.steady);
    if (!due) {
        if (std::exchange(ran_since_list_, false)) want_list(now.steady + kSettle);
        return;
    }
    if (take_at_ && *take_at_ > now.steady) return;
    take_at_.reset();
    take_ = Asked{item->jid, now.steady};
    actions.send.emplace_back(proto::Take{item->jid});
}

void Drain::want_list(SteadyTime at) {
    earliest(list_at_, at);
}

void Drain::ask_list(Actions& actions, Now now) {
    if (list_asked_ || !list_at_ || *list_at_ > now.steady) return;
    if (!list_after_) {
        list_complete_ = false;
        ran_since_list_ = false;
    }
    list_at_.reset();
    list_asked_ = now.steady;
    actions.send.emplace_back(proto::List{list_after_});
}

void Drain::send_reports(Actions& actions, Now now) {
    if (!list_complete_) return;
    auto in_flight = static_cast<std::size_t>(std::count_if(
        items_.begin(), items_.end(), [](const auto& entry) { return entry.second.told_at.has_value(); }));
    for (auto& [key, item] : items_) {
        if (in_flight >= kMaxReports) return;
        if (!item.told || item.told_at) continue;
        item.told_at = now.steady;
        actions.send.emplace_back(*item.told);
        ++in_flight;
    }
}

void Drain::ask_confirm(Actions& actions, Now now) {
    if (!list_complete_ || confirm_asked_ || !confirm_at_ || *confirm_at_ > now.steady) return;
    std::vector<Jid> jids = world_.unconfirmed();
    if (jids.empty()) {
        confirm_every_ = kConfirm;
        confirm_at_ = now.steady + jittered(confirm_every_);
        return;
    }
    // Those that the master never gets must not keep the others from being asked about.
    auto first = confirm_last_ ? std::find(jids.begin(), jids.end(), *confirm_last_) : jids.end();
    first = first == jids.end() ? jids.begin() : std::next(first);
    if (first == jids.end()) first = jids.begin();
    const auto room = static_cast<std::ptrdiff_t>(proto::kMaxList);
    const auto last = jids.end() - first > room ? first + room : jids.end();
    confirm_batch_.assign(first, last);
    confirm_last_ = confirm_batch_.back();
    confirm_asked_ = now.steady;
    actions.send.emplace_back(proto::Confirm{confirm_batch_});
}

std::optional<SteadyTime> Drain::next_tick(bool may_run) const {
    std::optional<SteadyTime> next;
    if (load_ && may_run) next = SteadyTime::min();
    if (!held_.empty()) next = SteadyTime::min();
    if (!linked_) return next;
    if (list_asked_) {
        earliest(next, *list_asked_ + kUnanswered);
    } else if (list_at_) {
        earliest(next, *list_at_);
    }
    if (take_) earliest(next, take_->at + kUnanswered);
    if (confirm_asked_) {
        earliest(next, *confirm_asked_ + kUnanswered);
    } else if (confirm_at_ && list_complete_) {
        earliest(next, *confirm_at_);
    }
    if (running_ && !running_told_) earliest(next, running_look_at_);
    for (const auto& [key, item] : items_) {
        if (item.told_at) earliest(next, *item.told_at + kUnanswered);
        if (item.stand == Stand::watch && item.at) earliest(next, *item.at);
    }
    if (may_take(may_run)) {
        if (const Item* item = next_item()) {
            const SteadyTime at = item->at.value_or(SteadyTime::min());
            earliest(next, take_at_ ? std::max(at, *take_at_) : at);
        }
    }
    return next;
}

Drain::Status Drain::status() const {
    Status status{linked_, items_.size(), 0, 0, 0, last_list_, running_};
    for (const auto& [key, item] : items_) {
        status.to_run += item.stand == Stand::run ? 1 : 0;
        status.to_resend += item.stand == Stand::resend ? 1 : 0;
        status.running += item.stand == Stand::watch ? 1 : 0;
    }
    return status;
}

}  // namespace job_retry
