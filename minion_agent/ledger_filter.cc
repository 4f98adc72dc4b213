#include "minion_agent/ledger_filter.h"

#include <fnmatch.h>

#include <charconv>
#include <ctime>

#include "runtime/bounded_time.h"

namespace job_retry {

Result<void> LedgerFilter::check() const {
    if (!state || *state == "finished" || *state == "running" || *state == "interrupted" ||
        *state == "claimed")
        return {};
    return fail(Errc::invalid,
                "no such state: " + *state + ": name one of claimed, running, interrupted, finished");
}

bool LedgerFilter::wants(std::string_view entry_state, const Entry& entry) const {
    if (state && *state != entry_state && !(*state == "claimed" && entry_state != "finished")) return false;
    if (jid && !entry.claim.jid.text().starts_with(*jid)) return false;
    if (since && entry.claimed_at < *since) return false;
    if (until && entry.claimed_at >= *until) return false;
    return !fun || fnmatch(fun->c_str(), entry.claim.fun.c_str(), 0) == 0;
}

std::string_view state_word(const Ledger& ledger, const Entry& entry) {
    if (entry.state == EntryState::finished) return "finished";
    return ledger.alive(entry) ? "running" : "interrupted";
}

Result<WallTime> parse_time(std::string_view text, WallTime now) {
    std::uint32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && rest + 1 == end) {
        const auto age = [&](std::chrono::seconds unit) {
            return now - bounded_seconds(number * unit.count());
        };
        switch (*rest) {
            case 's':
                return age(std::chrono::seconds(1));
            case 'm':
                return age(std::chrono::minutes(1));
            case 'h':
                return age(std::chrono::hours(1));
            case 'd':
                return age(std::chrono::days(1));
            case 'w':
                return age(std::chrono::weeks(1));
            default:
                break;
        }
    }
    const std::string whole(text);
    for (const char* format :
         {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"}) {
        std::tm fields{};
        const char* read = strptime(whole.c_str(), format, &fields);
        if (read == nullptr || *read != '\0') continue;
        return WallTime(std::chrono::seconds(timegm(&fields)));
    }
    return fail(Errc::invalid, "'" + whole +
                                   "' is no time: write it like 2026-11-24, '2026-11-24 06:01:39' (UTC), or "
                                   "as an age: 90s, 15m, 12h, 7d, 2w");
}

}  // namespace job_retry
