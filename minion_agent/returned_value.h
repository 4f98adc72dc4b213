// A recorded return, as `salt.payload.dumps` made it, for people: the value when it is plain msgpack (maps
// with text keys, lists, text, numbers, booleans, nil). Everywhere else in C++ a return is opaque bytes.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

namespace job_retry {

std::optional<nlohmann::ordered_json> plain_value(std::string_view returned);

}  // namespace job_retry
