#include "minion_agent/returned_value.h"

#include <nlohmann/json.hpp>

#include "proto/wire.h"

namespace job_retry {
namespace {

bool has_binary(const nlohmann::ordered_json& value) {
    if (value.is_binary() || value.is_discarded()) return true;
    if (!value.is_structured()) return false;
    for (const auto& inner : value)
        if (has_binary(inner)) return true;
    return false;
}

}  // namespace

std::optional<nlohmann::ordered_json> plain_value(std::string_view returned) {
    // Both walk the value by recursion, so it must not be deeper than people can read.
    constexpr std::size_t kDepth = 64;
    if (!proto::is_msgpack(returned,
                           {.bytes = returned.size(), .elements = returned.size(), .depth = kDepth}))
        return std::nullopt;
    auto value = nlohmann::ordered_json::from_msgpack(returned.begin(), returned.end(), true, false);
    if (has_binary(value)) return std::nullopt;
    return value;
}

}  // namespace job_retry
