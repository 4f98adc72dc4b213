// The commands of master-shim but `run`: what they print and what they end with. `pending` and `show` read
// the database themselves and work whether the daemon runs or not; the others ask the daemon. An Error is for
// standard error.

#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "master_shim/options.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

struct CommandContext {
    const SaltConfig& config;
    const ShimOptions& options;
    bool json;
    std::ostream& out;
    std::ostream& notes;  // standard error
};

Result<void> show_status(const CommandContext& context);
// What goes on, every `interval` seconds, `count` times or, with 0, for ever; on a terminal each in the place
// of the last. A daemon that is gone later on is waited for. See watch.h.
Result<void> watch(const CommandContext& context, unsigned interval, unsigned count);
// Open deliveries, of one minion or of all. With `all` those of the history as well. Error `not_found` for a
// minion of which nothing is known.
Result<void> show_pending(const CommandContext& context, const std::string& minion, bool all);
Result<void> show_job(const CommandContext& context, const std::string& jid);
// Error `not_found` also when there was nothing left to cancel.
Result<void> cancel_job(const CommandContext& context, const std::string& jid,
                        const std::vector<std::string>& minions);
struct PublishRequest {
    std::string jid;
    std::string minions;  // separated by commas
    std::string fun;
    std::vector<std::string> arguments;
};
Result<void> retry_job(const CommandContext& context, const std::string& jid,
                       const std::vector<std::string>& minions);
Result<void> publish_job(const CommandContext& context, const PublishRequest& request);

// Standalone: `master-shim key`.
Result<void> list_keys(const CommandContext& context);
enum class KeyAction { accept, reject, remove };
Result<void> change_keys(const CommandContext& context, KeyAction action,
                         const std::vector<std::string>& minions);

}  // namespace job_retry
