// Control: what commands and daemon say to each other over the control socket: JSON objects in frames.
// A request is {"command": "status" | "cancel" | "retry" | "publish", ...}; a reply {"ok": true, ...} or
// {"ok": false, "code": ..., "error": text}, the code being the name of an Errc.

#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry::control {

using Json = nlohmann::ordered_json;

// Text for JSON and for frames; what is not UTF-8 is replaced.
std::string text(const Json& json);
Result<Json> parse(const std::string& text);

// {"name": iso text, "name_us": microseconds}, or two nulls.
void add_time(Json& object, const std::string& name, std::optional<WallTime> time);

Json refusal(const Error& error);
// Asks the daemon and waits for its reply. Errors: `unavailable` (it does not run), `denied`, and what the
// reply says.
Result<Json> ask(const std::filesystem::path& socket, const Json& request);

}  // namespace job_retry::control
