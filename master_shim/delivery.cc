#include "master_shim/delivery.h"

#include <algorithm>
#include <array>

#include "master_shim/event.h"
#include "master_shim/msgpack_view.h"

namespace job_retry {
namespace {

constexpr std::array<std::string_view, kDeliveryStates> kStateTexts = {
    "pending", "running", "returned", "interrupted", "expired", "cancelled", "refused", "unproven"};
constexpr std::size_t kMaxHistory = 32;
constexpr std::size_t kMaxFunctionsText = 256;
constexpr char kKeyEnd = '\0';

tl::unexpected<Error> corrupt(std::string_view what) {
    return fail(Errc::corrupt,
                "the deliveries database holds a " + std::string(what) +
                    " that cannot be read; stop master-shim, move its database away and start it "
                    "again: what it owed is gone with it, and has to be published anew");
}

void append_time(std::string& out, WallTime time) {
    append_msgpack(out, std::int64_t{time.time_since_epoch().count()});
}

// Reads in order and remembers whether anything was not as it should be.
class Row {
  public:
    explicit Row(std::string_view bytes) : view_(bytes) {}
    std::string_view text() {
        const auto value = view_.text();
        ok_ = ok_ && value;
        return value.value_or("");
    }
    std::int64_t number() {
        const auto value = view_.integer();
        ok_ = ok_ && value;
        return value.value_or(0);
    }
    std::optional<std::int64_t> optional_number() {
        if (view_.kind() == MsgpackKind::nil) {
            ok_ = view_.skip() && ok_;
            return std::nullopt;
        }
        return number();
    }
    WallTime time() { return WallTime(std::chrono::microseconds(number())); }
    std::optional<std::uint16_t> optional_small() {
        const auto value = optional_number();
        ok_ = ok_ && (!value || (*value >= 0 && *value <= 0xffff));
        return ok_ && value ? std::optional(static_cast<std::uint16_t>(*value)) : std::nullopt;
    }
    std::size_t array() {
        const auto size = view_.array();
        ok_ = ok_ && size;
        return size.value_or(0);
    }
    DeliveryState state() {
        const std::int64_t value = number();
        ok_ = ok_ && value >= 0 && value < std::int64_t{kDeliveryStates};
        return ok_ ? static_cast<DeliveryState>(value) : DeliveryState::pending;
    }
    bool ok() const { return ok_; }
    bool whole() const { return ok_ && view_.at_end(); }

  private:
    MsgpackView view_;
    bool ok_ = true;
};

void append_small(std::string& key, std::uint16_t number) {
    key.push_back(static_cast<char>(number >> 8));
    key.push_back(static_cast<char>(number));
}

void append_optional(std::string& out, std::optional<std::int64_t> value) {
    if (value)
        append_msgpack(out, *value);
    else
        append_msgpack_nil(out);
}

// What a delivery's row holds before its history.
struct DeliveryFields {
    DeliveryState state;
    WallTime due;
    std::int64_t attempts;
    std::optional<std::int64_t> retcode;
    std::string_view key;
    std::int64_t retry;
    Place place;
    std::string_view permission;
};

// Calls `visit(state, at, reason)` for each of the history, oldest first. Nothing when the row is not whole,
// or has no history.
template <class Visit>
std::optional<DeliveryFields> read_delivery(std::string_view value, bool with_place, const Visit& visit) {
    Row row(value);
    // In the order in which they stand here.
    DeliveryFields fields{row.state(), row.time(),   row.number(), row.optional_number(),
                          row.text(),  row.number(), {},           {}};
    if (with_place) {
        fields.place.part = row.optional_small().value_or(0);
        fields.place.audience = row.optional_small();
        fields.place.index = static_cast<std::uint32_t>(row.number());
        fields.permission = row.text();
    }
    const std::size_t size = row.array();
    for (std::size_t i = 0; i < size && row.ok(); ++i) {
        const DeliveryState state = row.state();
        const WallTime at = row.time();
        visit(state, at, row.text());
    }
    if (!row.whole() || size == 0) return std::nullopt;
    return fields;
}

}  // namespace

std::string_view to_text(DeliveryState state) {
    return kStateTexts[static_cast<std::size_t>(state)];
}

bool Delivery::return_is_disowned() const {
    return std::any_of(history.begin(), history.end(), [](const Transition& transition) {
        return transition.reason == kNotMade || transition.reason == kNotItsEnd;
    });
}

std::optional<Transition> Delivery::ended_before_doubt() const {
    const auto before = std::find_if(history.rbegin(), history.rend(), [](const Transition& transition) {
        return transition.state != DeliveryState::unproven;
    });
    return before != history.rend() && !is_open(before->state) ? std::optional(*before) : std::nullopt;
}

bool may_become(DeliveryState from, DeliveryState to) {
    if (from == to) return false;
    // A return that the master holds is a fact, whatever was said before it.
    if (to == DeliveryState::returned) return true;
    // That it is there is not doubted any more once its minion has confirmed it.
    if (to == DeliveryState::unproven) return from != DeliveryState::returned;
    return is_open(from);
}

std::string delivery_key(const std::string& minion, const Jid& jid) {
    return minion + kKeyEnd + jid.sort_key();
}

std::string by_job_key(const Jid& jid, const std::string& minion) {
    return jid.sort_key() + kKeyEnd + minion;
}

std::string parts_prefix(const Jid& jid) {
    return jid.sort_key() + kKeyEnd;
}

std::string part_key(const Jid& jid, std::uint16_t part) {
    std::string key = parts_prefix(jid);
    append_small(key, part);
    return key;
}

std::string audience_key(const Jid& jid, std::uint16_t part, std::uint16_t audience) {
    std::string key = part_key(jid, part);
    append_small(key, audience);
    return key;
}

std::uint16_t last_number(std::string_view key) {
    if (key.size() < 2) return 0;
    const auto high = static_cast<unsigned char>(key[key.size() - 2]);
    const auto low = static_cast<unsigned char>(key[key.size() - 1]);
    return static_cast<std::uint16_t>(high << 8 | low);
}

// Ordered by time; times before the epoch do not come up.
std::string due_prefix(WallTime time) {
    const auto count = static_cast<std::uint64_t>(time.time_since_epoch().count());
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8)
        key.push_back(static_cast<char>(count >> shift));
    return key;
}

WallTime due_time(std::string_view key) {
    std::uint64_t count = 0;
    for (const char c : key.substr(0, kDueTimeSize))
        count = count << 8 | static_cast<unsigned char>(c);
    return WallTime(std::chrono::microseconds(static_cast<std::int64_t>(count)));
}

std::string due_key(const Delivery& delivery, WallTime due) {
    return due_prefix(due) + delivery_key(delivery.minion, delivery.jid);
}

std::string encode_minions(const std::vector<std::string>& minions) {
    std::string out;
    append_msgpack_array(out, minions.size());
    for (const std::string& minion : minions)
        append_msgpack_text(out, minion);
    return out;
}

std::string encode(const Delivery& delivery) {
    std::string out;
    append_msgpack(out, std::int64_t{static_cast<std::uint8_t>(delivery.state)});
    append_time(out, delivery.due);
    append_msgpack(out, std::int64_t{delivery.attempts});
    append_optional(out, delivery.retcode);
    append_msgpack_text(out, delivery.key);
    append_msgpack(out, static_cast<std::int64_t>(delivery.retry));
    append_msgpack(out, std::int64_t{delivery.place.part});
    append_optional(
        out, delivery.place.audience ? std::optional<std::int64_t>(*delivery.place.audience) : std::nullopt);
    append_msgpack(out, std::int64_t{delivery.place.index});
    append_msgpack_bin(out, delivery.permission);
    const std::size_t size = std::min(delivery.history.size(), kMaxHistory);
    append_msgpack_array(out, size);
    for (std::size_t i = delivery.history.size() - size; i < delivery.history.size(); ++i) {
        const Transition& transition = delivery.history[i];
        append_msgpack(out, std::int64_t{static_cast<std::uint8_t>(transition.state)});
        append_time(out, transition.at);
        append_msgpack_text(out, transition.reason);
    }
    return out;
}

namespace {

Result<Delivery> read_delivery_row(std::string_view key, std::string_view value, bool with_place) {
    const std::size_t end = key.find(kKeyEnd);
    if (end == std::string_view::npos) return corrupt("delivery");
    const auto jid = Jid::from_sort_key(key.substr(end + 1));
    if (!jid) return corrupt("delivery");
    Delivery delivery{*jid, std::string(key.substr(0, end)), {}, {}, 0, {}, {}, 0, {}, {}, {}};
    const auto fields =
        read_delivery(value, with_place, [&](DeliveryState state, WallTime at, std::string_view reason) {
            delivery.history.push_back({state, at, std::string(reason)});
        });
    if (!fields) return corrupt("delivery");
    delivery.state = fields->state;
    delivery.due = fields->due;
    delivery.attempts = static_cast<std::uint32_t>(fields->attempts);
    delivery.retcode = fields->retcode;
    delivery.key = fields->key;
    delivery.retry = static_cast<std::uint64_t>(fields->retry);
    delivery.place = fields->place;
    delivery.permission = fields->permission;
    return delivery;
}

}  // namespace

Result<Delivery> decode_delivery(std::string_view key, std::string_view value) {
    return read_delivery_row(key, value, true);
}

Result<Delivery> decode_delivery_1(std::string_view key, std::string_view value) {
    return read_delivery_row(key, value, false);
}

Result<DeliveryGlance> glance_at_delivery(std::string_view key, std::string_view value) {
    const std::size_t end = key.find(kKeyEnd);
    if (end == std::string_view::npos) return corrupt("delivery");
    std::string_view last_reason;
    const auto fields = read_delivery(
        value, true, [&](DeliveryState, WallTime, std::string_view reason) { last_reason = reason; });
    if (!fields) return corrupt("delivery");
    return DeliveryGlance{key.substr(0, end), key.substr(end + 1), fields->state, fields->key, last_reason};
}

std::string encode(const JobPart& part) {
    std::string out;
    append_time(out, part.published_at);
    append_msgpack_bin(out, part.load);
    return out;
}

Result<JobPart> decode_part(std::string_view value) {
    Row row(value);
    JobPart part{row.time(), std::string(row.text())};
    if (!row.whole()) return corrupt("part of a job");
    return part;
}

Result<WallTime> time_of_part(std::string_view value) {
    Row row(value);
    const WallTime time = row.time();
    if (!row.ok()) return corrupt("part of a job");
    return time;
}

std::string encode(const SignedAudience& audience) {
    std::string out;
    append_msgpack_bin(out, audience.secret);
    append_msgpack_bin(out, audience.key);
    append_msgpack_bin(out, audience.signature);
    return out + encode_minions(audience.minions);
}

Result<SignedAudience> decode_audience(std::string_view value) {
    Row row(value);
    SignedAudience audience{std::string(row.text()), std::string(row.text()), std::string(row.text()), {}};
    const std::size_t size = row.array();
    for (std::size_t i = 0; i < size && row.ok(); ++i)
        audience.minions.emplace_back(row.text());
    if (!row.whole()) return corrupt("signed audience");
    return audience;
}

std::string encode(const KnownLedger& known) {
    std::string out;
    append_msgpack_bin(out, known.ledger);
    append_msgpack(out, std::int64_t(known.number));
    append_msgpack_bin(out, known.mark);
    append_time(out, known.heard);
    return out;
}

Result<KnownLedger> decode_ledger(std::string_view value) {
    Row row(value);
    KnownLedger known;
    known.ledger = row.text();
    known.number = std::uint64_t(row.number());
    known.mark = row.text();
    known.heard = row.time();
    if (!row.whole()) return corrupt("ledger");
    return known;
}

std::string encode(const Job& job) {
    std::string out;
    append_time(out, job.published_at);
    append_time(out, job.expires_at);
    append_msgpack(out, std::int64_t{job.open});
    append_msgpack(out, std::int64_t{job.total});
    append_msgpack_text(out, job.facts.tgt);
    append_msgpack_text(out, job.facts.tgt_type);
    append_msgpack_text(out, job.facts.user);
    append_optional(out,
                    job.facts.expire ? std::optional<std::int64_t>(job.facts.expire->count()) : std::nullopt);
    append_msgpack(out, std::int64_t{job.facts.excluded_by_job});
    append_msgpack_array(out, job.facts.functions.size());
    for (const std::string& function : job.facts.functions)
        append_msgpack_text(out, function);
    return out;
}

Result<Job> decode_job(std::string_view key, std::string_view value) {
    const auto jid = Jid::from_sort_key(key);
    if (!jid) return corrupt("job");
    Job job{*jid, {}, {}, {}, 0, 0};
    Row row(value);
    job.published_at = row.time();
    job.expires_at = row.time();
    job.open = static_cast<std::uint32_t>(row.number());
    job.total = static_cast<std::uint32_t>(row.number());
    job.facts.tgt = row.text();
    job.facts.tgt_type = row.text();
    job.facts.user = row.text();
    if (const auto expire = row.optional_number()) job.facts.expire = std::chrono::seconds(*expire);
    job.facts.excluded_by_job = row.number() != 0;
    const std::size_t size = row.array();
    for (std::size_t i = 0; i < size && row.ok(); ++i)
        job.facts.functions.emplace_back(row.text());
    if (!row.whole()) return corrupt("job");
    return job;
}

std::string functions_text(const JobFacts& facts) {
    std::string text;
    for (const std::string& function : facts.functions) {
        if (!text.empty()) text += ',';
        text += function;
        if (text.size() <= kMaxFunctionsText) continue;
        text.resize(kMaxFunctionsText);
        return text + "...";
    }
    return text;
}

}  // namespace job_retry
