// What comes from elsewhere, made fit to be shown: terminals act on control characters (C0, DEL, and U+0080
// to U+009F), texts turn around at those for writing directions, and some readers end a line at U+2028 and
// U+2029. The one place that knows which those are; for tables, the log, standard error, JSON and the texts
// of messages. Pure.

#pragma once

#include <string>
#include <string_view>

namespace job_retry {

// Whether any of those is in `text`, or what is no UTF-8.
bool has_controls(std::string_view text);

// `text` with `instead` in the place of each of those, and of each byte that is no UTF-8.
std::string printable(std::string_view text, char instead = '?');

// The same JSON with "\u009b" in the place of the character, and so on: programs read the same. `json` is
// what nlohmann::json has dumped, with invalid UTF-8 replaced: line feeds stand between its strings alone,
// and stay.
std::string escaped_json(std::string_view json);

}  // namespace job_retry
