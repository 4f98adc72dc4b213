#include "minion_agent/ledger_text.h"

#include "minion_agent/stores.h"
#include "runtime/json_text.h"
#include "runtime/text_table.h"

namespace job_retry {

using Json = nlohmann::ordered_json;

Json to_json(const Entry& entry, std::string_view state) {
    const bool finished = entry.state == EntryState::finished;
    Json object = {
        {"jid", entry.claim.jid.text()},
        {"index", entry.claim.index},
        {"count", entry.claim.count},
        {"fun", entry.claim.fun},
        {"state", state},
        {"via", proto::to_text(entry.claim.via)},
        {"master", entry.claim.master},
        {"retcode", nullptr},
        {"outcome", nullptr},
        {"claimed_at", iso_time(entry.claimed_at)},
        {"claimed_at_us", epoch_microseconds(entry.claimed_at)},
        {"finished_at", nullptr},
        {"finished_at_us", nullptr},
        {"pid", entry.claim.process.pid},
        {"boot_id", entry.claim.process.boot_id},
    };
    if (finished) {
        object["retcode"] = entry.retcode;
        object["outcome"] = entry.outcome;
        object["finished_at"] = iso_time(entry.finished_at);
        object["finished_at_us"] = epoch_microseconds(entry.finished_at);
    }
    return object;
}

void print(const Json& value, std::ostream& out, int indent) {
    out << json_text(value, indent) << '\n';
}

std::string digest_text(const Entry& entry) {
    return hex({reinterpret_cast<const char*>(entry.claim.digest.data()), entry.claim.digest.size()});
}

std::string function_text(const Entry& entry) {
    if (entry.claim.count == 1) return entry.claim.fun;
    return entry.claim.fun + " (" + std::to_string(entry.claim.index + 1) + " of " +
           std::to_string(entry.claim.count) + ")";
}

std::string size_text(std::size_t bytes) {
    if (bytes < std::size_t{10} << 10) return std::to_string(bytes) + " B";
    if (bytes < std::size_t{10} << 20) return std::to_string(bytes >> 10) + " KiB";
    return std::to_string(bytes >> 20) + " MiB";
}

Result<Ledger> open_ledger(const std::filesystem::path& directory) {
    return Ledger::open({.directory = ledger_directory(directory), .read_only = true, .rerun = {}});
}

// Nothing is recorded where the agent has not been yet.
Result<std::optional<Returns>> open_returns(const std::filesystem::path& directory) {
    auto returns = Returns::open({.directory = returns_directory(directory), .read_only = true});
    if (returns) return std::optional<Returns>{std::move(*returns)};
    if (returns.error().code == Errc::not_found) return std::optional<Returns>{};
    return pass_on(returns);
}

}  // namespace job_retry
