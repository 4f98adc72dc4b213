// Words: an enumeration as text on the wire. One table per enumeration, complete by construction of its
// owner.

#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "proto/wire.h"

namespace job_retry::proto {

template <class T, std::size_t N>
using Words = std::array<std::pair<T, std::string_view>, N>;

// REQUIRES: the table has `value`.
template <class T, std::size_t N>
std::string_view word_of(const Words<T, N>& words, T value) {
    return std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == value; })
        ->second;
}

// The value that the field `key` names; an unknown word is an error of the reader.
template <class T, std::size_t N>
T value_of(const Words<T, N>& words, MapReader& reader, std::string_view key) {
    const std::string_view text = reader.text(key, 1, 64);
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == text; });
    if (found != words.end()) return found->first;
    reader.fail_with(std::string(key) + " has an unknown value");
    return words.front().first;
}

}  // namespace job_retry::proto
