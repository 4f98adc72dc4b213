#include "runtime/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <utility>

namespace job_retry {
namespace {

// By code point, both ends included.
constexpr std::array<std::pair<char32_t, char32_t>, 8> kControls = {{
    {0x00, 0x1f},      // C0
    {0x7f, 0x9f},      // DEL, C1
    {0x061c, 0x061c},  // Arabic letter mark
    {0x200e, 0x200f},  // left-to-right and right-to-left mark
    {0x2028, 0x202e},  // line and paragraph separator; embeddings and overrides
    {0x2066, 0x2069},  // isolates
    {0x206a, 0x206f},  // deprecated ones of the same kind
    {0xfff9, 0xfffb},  // annotations
}};

bool is_control(char32_t point) {
    return std::any_of(kControls.begin(), kControls.end(),
                       [&](const auto& range) { return point >= range.first && point <= range.second; });
}

// The first character of `text`, which is not empty: its size, and its code point unless it is no UTF-8.
struct Character {
    std::size_t size = 1;
    std::optional<char32_t> point = {};
};

Character first_of(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {1, lead};
    // The least code point that needs so many bytes: what could be said with fewer is not UTF-8.
    constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
    char32_t point = lead & (0xff >> (size + 1));
    for (std::size_t at = 1; at < size; ++at) {
        if ((byte(at) & 0xc0) != 0x80) return {};
        point = point << 6 | (byte(at) & 0x3f);
    }
    if (point < kLeast[size] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return {};
    return {size, point};
}

// Calls `visit(bytes, code point)` for each character.
template <class Visit>
void each_character(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const Character next = first_of(text);
        visit(text.substr(0, next.size), next.point);
        text.remove_prefix(next.size);
    }
}

}  // namespace

bool has_controls(std::string_view text) {
    bool found = false;
    each_character(text, [&](std::string_view, std::optional<char32_t> point) {
        found = found || !point || is_control(*point);
    });
    return found;
}

std::string printable(std::string_view text, char instead) {
    std::string shown;
    shown.reserve(text.size());
    each_character(text, [&](std::string_view bytes, std::optional<char32_t> point) {
        if (point && !is_control(*point))
            shown += bytes;
        else
            shown += instead;
    });
    return shown;
}

std::string escaped_json(std::string_view json) {
    std::string shown;
    shown.reserve(json.size());
    each_character(json, [&](std::string_view bytes, std::optional<char32_t> point) {
        if (!point || *point == '\n' || !is_control(*point)) {
            shown += bytes;
            return;
        }
        std::array<char, 8> text{};
        std::snprintf(text.data(), text.size(), "\\u%04x", unsigned(*point));
        shown += text.data();
    });
    return shown;
}

}  // namespace job_retry
