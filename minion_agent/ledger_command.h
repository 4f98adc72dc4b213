// `minion-agent ledger ...`: what the ledger says, for people (tables) and programs (JSON). Read
// the databases themselves, read-only: need no daemon and never hold one up. An Error is for standard error.

#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string_view>

#include "minion_agent/ledger_filter.h"
#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry {

// `directory` holds ledger and returns, as stores.h has them. An agent that has not claimed anything yet has
// an empty list. Error `invalid` for an unknown state.
//
// As JSON an array of objects, one for each function of each job: jid, index, count, fun, state, via, master,
// retcode, outcome, claimed_at, claimed_at_us, finished_at, finished_at_us, pid, boot_id. What is not known
// before the end is null until then. Times are ISO 8601 in UTC, and microseconds since the epoch.
Result<void> ledger_list(const std::filesystem::path& directory, const LedgerFilter& filter, bool json,
                         std::ostream& out);

// The newest `filter.limit` entries, oldest first, then each change as it comes: an entry is told when it is
// claimed, when its process is found gone and when it finishes. Looks again whenever `wait` returns true. As
// JSON an object a line. Error `not_found` where there is no ledger yet.
Result<void> ledger_follow(const std::filesystem::path& directory, const LedgerFilter& filter, bool json,
                           std::ostream& out, const std::function<bool()>& wait);

// One job: as JSON an array of such objects, each also with digest (hex), return_size (null when no return is
// recorded), return (the value where it is plain, else null), may_run_again and reruns. Error `not_found` for
// a JID that is not there.
Result<void> ledger_show(const std::filesystem::path& directory, std::string_view jid, bool json,
                         std::ostream& out);

// Allows an interrupted job to run once more. Errors: `not_found`, `conflict` when it runs or has finished.
Result<void> ledger_release(const std::filesystem::path& directory, std::size_t size, std::string_view jid,
                            std::ostream& out);

// As JSON an object: directory, entries, finished, claimed, used_bytes, size_bytes, floors (array of master,
// jid), returns (recorded, unconfirmed, used_bytes, size_bytes; or null).
Result<void> ledger_stats(const std::filesystem::path& directory, bool json, std::ostream& out);

// Every page, record, name and floor of the ledger, and every page of the returns. Error `corrupt` for the
// first that is damaged, `not_found` where there is no ledger.
Result<void> ledger_verify(const std::filesystem::path& directory, bool json, std::ostream& out);

// All entries, newest first, a JSON object a line: that of ledger_list with `digest`.
Result<void> ledger_export(const std::filesystem::path& directory, std::ostream& out);

// Forgets what ended before `before` (see Ledger::prune), or tells what that would be.
Result<void> ledger_prune(const std::filesystem::path& directory, WallTime before, bool dry_run, bool json,
                          std::ostream& out);

}  // namespace job_retry
