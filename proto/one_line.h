// Text for people, in messages: one line without control characters, so that it can be shown and logged as it
// is.

#pragma once

#include <string>
#include <string_view>

namespace job_retry::proto {

// Of ASCII; all that the first releases knew as such, and refuse.
bool is_control(char c);
// At most `max_size` bytes, cut between characters; a space for all that is not printable().
std::string one_line(std::string_view text, std::size_t max_size);

}  // namespace job_retry::proto
