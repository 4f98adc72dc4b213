// Bytes as Salt writes them, for tests: events, frames, loads.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "master_shim/msgpack_view.h"

namespace job_retry::test {

inline std::string text(std::string_view value) {
    std::string out;
    append_msgpack_text(out, value);
    return out;
}

inline std::string list(const std::vector<std::string>& raw_items) {
    std::string out;
    append_msgpack_array(out, raw_items.size());
    for (const std::string& item : raw_items)
        out += item;
    return out;
}

inline std::string texts(const std::vector<std::string>& values) {
    std::vector<std::string> items;
    items.reserve(values.size());
    for (const std::string& value : values)
        items.push_back(text(value));
    return list(items);
}

// Keys as text, values as msgpack.
inline std::string map(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::string out;
    append_msgpack_map(out, pairs.size());
    for (const auto& [key, value] : pairs)
        out += text(key) + value;
    return out;
}

inline std::string bin(std::string_view value) {
    std::string out;
    append_msgpack_bin(out, value);
    return out;
}

inline std::string plain_frame(std::string_view tag, std::string_view data) {
    return map({{"head", map({})}, {"body", bin(std::string(tag) + "\n\n" + std::string(data))}});
}

// As Salt 3006.28 puts it on the bus, and all late releases read it from who fires.
inline std::string prefixed_frame(std::string_view tag, std::string_view data) {
    const std::string frame = plain_frame(tag, data);
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(frame.size() >> shift));
    return out + frame;
}

inline std::string new_event(const std::string& jid, const std::vector<std::string>& minions,
                             const std::string& fun = "cmd.run",
                             const std::string& stamp = "2026-01-02T03:04:05.678901") {
    return map({{"jid", text(jid)},
                {"tgt_type", text("glob")},
                {"tgt", text("*")},
                {"user", text("root")},
                {"fun", text(fun)},
                {"arg", texts({"date"})},
                {"minions", texts(minions)},
                {"missing", texts({})},
                {"_stamp", text(stamp)}});
}

}  // namespace job_retry::test
