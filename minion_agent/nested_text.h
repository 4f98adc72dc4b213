// A returned value as Salt's command line shows it: the layout of Salt's `nested` outputter, without colour.
// Pure.

#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace job_retry {

// Each line ends with a newline. Control characters are shown as '?': the text goes to a terminal. `value` is
// not deeper than plain_value() lets it be.
std::string nested_text(const nlohmann::ordered_json& value, std::size_t indent);

}  // namespace job_retry
