// YAML as Salt reads it: PyYAML's version 1.1 with Salt's own changes (salt/utils/yamlloader.py). yes, on and
// True are truth values, 010 is ten, a time stamp is text, a key that stands twice is an error. Not a general
// YAML reader: one document, no custom tags. The only place that speaks to yaml-cpp.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/result.h"

namespace job_retry {

struct SaltEntry;

// A value as Python would hold it. A Map keeps the file's order; its keys are unique and may be of any scalar
// type.
struct SaltValue {
    using List = std::vector<SaltValue>;
    using Map = std::vector<SaltEntry>;

    SaltValue() = default;
    template <class T>
    explicit SaltValue(T content) : is(std::move(content)) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(is); }
    const bool* boolean() const { return std::get_if<bool>(&is); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&is); }
    const std::string* text() const { return std::get_if<std::string>(&is); }
    const List* list() const { return std::get_if<List>(&is); }
    const Map* map() const { return std::get_if<Map>(&is); }

    // What `if value:` does in Python.
    bool truthy() const;
    // For error messages: "the number 5", "a list", "nothing".
    std::string described() const;
    // Python's ==, for which 1, 1.0 and True are the same.
    friend bool operator==(const SaltValue& a, const SaltValue& b);

    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map> is;
};

struct SaltEntry {
    SaltValue key;
    SaltValue value;
};

// The document's value; null for an empty one. Error `invalid`: text starts with "line N: ".
Result<SaltValue> parse_salt_yaml(std::string_view document);

}  // namespace job_retry
