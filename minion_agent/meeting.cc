#include "minion_agent/meeting.h"

#include <algorithm>

namespace job_retry {

namespace {

using std::chrono::seconds;

constexpr seconds kUnanswered{10};  // doubling
constexpr seconds kLongest{600};
constexpr seconds kLedgerAgain{5};

}  // namespace

void Meeting::welcomed(WallTime master_time, SteadyTime begun, Now now) {
    open_ = Open{.seems = master_time - (now.steady - begun), .begun = begun, .at = now.steady};
}

void Meeting::receive(const proto::ClockStatement& clock, Now now) {
    if (!open_ || open_->nonce.empty()) return;
    const std::string nonce = std::exchange(open_->nonce, {});  // good for one answer
    if (!world_.verify(nonce, clock)) return;
    // The master looked at its clock later than this was asked: too late a beginning holds more, not less.
    open_->signed_begin = clock.time - (open_->asked_at - open_->begun);
    open_->at = now.steady;
}

Meeting::Actions Meeting::tick(Now now) {
    if (!open_ || open_->at > now.steady) return {};
    Actions actions = go_on(now);
    if (actions.failed) open_->at = now.steady + kLedgerAgain;
    if (actions.since) open_.reset();
    return actions;
}

Meeting::Actions Meeting::go_on(Now now) {
    if (open_->signed_begin) {
        auto since = world_.met(*open_->signed_begin);
        if (!since) return {{}, {}, since.error()};
        return {{}, *since, {}};
    }
    auto known = world_.known();
    if (!known) return {{}, {}, known.error()};
    // An answer that does not come keeps nobody from what is known: it could only hold less.
    if (*known && (open_->asked > 0 || open_->seems + kSlack >= **known)) return {{}, **known, {}};
    open_->nonce = world_.nonce();
    open_->asked_at = now.steady;
    std::chrono::microseconds patience = kUnanswered;
    for (int i = 0; i < open_->asked && patience < kLongest; ++i)
        patience *= 2;
    ++open_->asked;
    open_->at = now.steady + std::min<std::chrono::microseconds>(patience, kLongest);
    return {proto::Clock{open_->nonce}, {}, {}};
}

std::optional<SteadyTime> Meeting::next_tick() const {
    return open_ ? std::optional(open_->at) : std::nullopt;
}

}  // namespace job_retry
