// An entry of the ledger as JSON and as words: what the commands of ledger_command.h share.

#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "minion_agent/ledger.h"
#include "minion_agent/returns.h"

namespace job_retry {

// Read-only. open_ledger: error `not_found` where the agent has not been yet; open_returns: empty there.
Result<Ledger> open_ledger(const std::filesystem::path& directory);
Result<std::optional<Returns>> open_returns(const std::filesystem::path& directory);

// The object that ledger_command.h describes.
nlohmann::ordered_json to_json(const Entry& entry, std::string_view state);
std::string digest_text(const Entry& entry);
std::string function_text(const Entry& entry);  // "cmd.run", or "cmd.run (1 of 2)"
std::string size_text(std::size_t bytes);
// Names may come from anywhere, and JSON has to be UTF-8. `indent` -1 is one line.
void print(const nlohmann::ordered_json& value, std::ostream& out, int indent = 2);

}  // namespace job_retry
