// LedgerFilter: which entries of the ledger somebody wants to see. Pure: time is given.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "minion_agent/ledger.h"
#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry {

struct LedgerFilter {
    // "finished", "running", "interrupted", or "claimed" for both that have not finished.
    std::optional<std::string> state = {};
    std::optional<std::string> fun = {};  // a glob
    std::optional<std::string> jid = {};  // the beginning of a JID
    std::optional<WallTime> since = {};   // claimed at this time or later
    std::optional<WallTime> until = {};   // claimed before
    std::size_t limit = 50;               // newest first; 0 is no limit

    // Error `invalid` for a state that there is not.
    Result<void> check() const;
    bool narrows() const { return state || fun || jid || since || until; }
    bool wants(std::string_view entry_state, const Entry& entry) const;
};

// What an entry is called in lists: finished, running or interrupted.
std::string_view state_word(const Ledger& ledger, const Entry& entry);

// "2026-11-24", "2026-11-24 06:01" or "2026-11-24T06:01:39", in UTC; or an age before `now`: 90s, 15m, 12h,
// 7d, 2w. Error `invalid` otherwise.
Result<WallTime> parse_time(std::string_view text, WallTime now);

}  // namespace job_retry
