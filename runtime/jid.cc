#include "runtime/jid.h"

#include <algorithm>

#include "runtime/plain_text.h"

namespace job_retry {
namespace {

constexpr char kTimed = 't';
constexpr char kUntimed = 'u';
constexpr std::size_t kStampSize = 20;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int number(std::string_view digits) {
    int value = 0;
    for (char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

tl::unexpected<Error> no_controls() {
    return fail(Errc::invalid, "a JID has no control characters and no '/'");
}

// The time of a leading %Y%m%d%H%M%S%f. A longer run of digits, or digits that are no date, is a user's own
// JID.
std::optional<JidTime> leading_time(std::string_view text) {
    if (text.size() < kStampSize) return std::nullopt;
    const std::string_view stamp = text.substr(0, kStampSize);
    if (!std::all_of(stamp.begin(), stamp.end(), is_digit)) return std::nullopt;
    if (text.size() > kStampSize && is_digit(text[kStampSize])) return std::nullopt;

    using namespace std::chrono;
    const year_month_day date{year{number(stamp.substr(0, 4))}, month(unsigned(number(stamp.substr(4, 2)))),
                              day(unsigned(number(stamp.substr(6, 2))))};
    const int hour = number(stamp.substr(8, 2));
    const int minute = number(stamp.substr(10, 2));
    const int second = number(stamp.substr(12, 2));
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} +
           microseconds{number(stamp.substr(14, 6))};
}

}  // namespace

Result<Jid> Jid::parse(std::string_view text) {
    Result<Jid> jid = recorded(text);
    if (jid && has_controls(text)) return no_controls();
    return jid;
}

Result<Jid> Jid::recorded(std::string_view text) {
    if (text.empty()) return fail(Errc::invalid, "a JID must not be empty");
    if (text.size() > kMaxSize)
        return fail(Errc::invalid, "a JID has at most " + std::to_string(kMaxSize) + " bytes, this one has " +
                                       std::to_string(text.size()));
    const auto forbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '/';
    };
    if (std::any_of(text.begin(), text.end(), forbidden)) return no_controls();
    return Jid(std::string(text), leading_time(text));
}

Result<Jid> Jid::from_sort_key(std::string_view key) {
    if (key.empty()) return fail(Errc::corrupt, "empty JID key");
    Result<Jid> jid = recorded(key.substr(1));
    if (!jid || jid->sort_key() != key) return fail(Errc::corrupt, "not a JID key");
    return jid;
}

std::string Jid::sort_key() const {
    return (time_ ? kTimed : kUntimed) + text_;
}

}  // namespace job_retry
