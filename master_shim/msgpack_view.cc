#include "master_shim/msgpack_view.h"

#include <limits>

namespace job_retry {
namespace {

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

void append_big_endian(std::string& out, std::uint64_t value, unsigned size) {
    for (unsigned i = size; i > 0; --i)
        out.push_back(static_cast<char>(value >> (8 * (i - 1))));
}

// A head whose length or value stands in `width` bytes after the first.
HeadStatus wide(std::string_view bytes, unsigned width, std::uint64_t& number, MsgpackHead& head) {
    if (bytes.size() < 1 + width) return HeadStatus::need_more;
    number = big_endian(bytes.substr(1, width));
    head.size = 1 + width;
    return HeadStatus::ok;
}

HeadStatus sized(std::string_view bytes, unsigned width, MsgpackKind kind, MsgpackHead& head) {
    std::uint64_t number = 0;
    const HeadStatus status = wide(bytes, width, number, head);
    if (status != HeadStatus::ok) return status;
    head.kind = kind;
    if (kind == MsgpackKind::array) {
        head.children = number;
    } else if (kind == MsgpackKind::map) {
        head.children = 2 * number;
    } else {
        head.payload = number + (kind == MsgpackKind::ext ? 1 : 0);  // an ext's type is one more byte
    }
    return HeadStatus::ok;
}

HeadStatus integer(std::string_view bytes, unsigned width, bool is_signed, MsgpackHead& head) {
    std::uint64_t number = 0;
    const HeadStatus status = wide(bytes, width, number, head);
    if (status != HeadStatus::ok) return status;
    head.kind = MsgpackKind::integer;
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    if (!is_signed) {
        head.value = number > std::uint64_t{kMax} ? kMax : static_cast<std::int64_t>(number);
        return HeadStatus::ok;
    }
    const unsigned unused = 64 - 8 * width;
    head.value = static_cast<std::int64_t>(number << unused) >> unused;
    return HeadStatus::ok;
}

}  // namespace

HeadStatus parse_msgpack_head(std::string_view bytes, MsgpackHead& head) {
    if (bytes.empty()) return HeadStatus::need_more;
    const auto first = static_cast<unsigned char>(bytes.front());
    head = MsgpackHead{};
    head.size = 1;
    if (first < 0x80 || first >= 0xe0) {
        head.kind = MsgpackKind::integer;
        head.value = first < 0x80 ? first : std::int64_t{first} - 0x100;
        return HeadStatus::ok;
    }
    if (first < 0x90) {
        head.kind = MsgpackKind::map;
        head.children = std::uint64_t{2} * (first & 0x0fU);
        return HeadStatus::ok;
    }
    if (first < 0xa0) {
        head.kind = MsgpackKind::array;
        head.children = first & 0x0fU;
        return HeadStatus::ok;
    }
    if (first < 0xc0) {
        head.kind = MsgpackKind::text;
        head.payload = first & 0x1fU;
        return HeadStatus::ok;
    }
    switch (first) {
        case 0xc0:
            return HeadStatus::ok;
        case 0xc2:
        case 0xc3:
            head.kind = MsgpackKind::boolean;
            head.value = first & 1U;
            return HeadStatus::ok;
        case 0xc4:
        case 0xc5:
        case 0xc6:
            return sized(bytes, 1U << (first - 0xc4U), MsgpackKind::text, head);
        case 0xc7:
        case 0xc8:
        case 0xc9:
            return sized(bytes, 1U << (first - 0xc7U), MsgpackKind::ext, head);
        case 0xca:
        case 0xcb:
            head.kind = MsgpackKind::real;
            head.payload = first == 0xca ? 4 : 8;
            return HeadStatus::ok;
        case 0xcc:
        case 0xcd:
        case 0xce:
        case 0xcf:
            return integer(bytes, 1U << (first - 0xccU), false, head);
        case 0xd0:
        case 0xd1:
        case 0xd2:
        case 0xd3:
            return integer(bytes, 1U << (first - 0xd0U), true, head);
        case 0xd4:
        case 0xd5:
        case 0xd6:
        case 0xd7:
        case 0xd8:
            head.kind = MsgpackKind::ext;
            head.payload = 1 + (1U << (first - 0xd4U));
            return HeadStatus::ok;
        case 0xd9:
        case 0xda:
        case 0xdb:
            return sized(bytes, 1U << (first - 0xd9U), MsgpackKind::text, head);
        case 0xdc:
        case 0xdd:
            return sized(bytes, first == 0xdc ? 2 : 4, MsgpackKind::array, head);
        case 0xde:
        case 0xdf:
            return sized(bytes, first == 0xde ? 2 : 4, MsgpackKind::map, head);
        default:
            return HeadStatus::invalid;  // 0xc1 is never used
    }
}

std::optional<MsgpackHead> MsgpackView::head() {
    MsgpackHead head;
    if (failed_ || parse_msgpack_head(bytes_, head) != HeadStatus::ok ||
        head.payload > bytes_.size() - head.size || head.children > bytes_.size() - head.size) {
        failed_ = true;
        return std::nullopt;
    }
    return head;
}

std::optional<MsgpackKind> MsgpackView::kind() {
    const auto next = head();
    if (!next) return std::nullopt;
    return next->kind;
}

std::optional<std::string_view> MsgpackView::text() {
    const auto next = head();
    if (!next || next->kind != MsgpackKind::text) return std::nullopt;
    const std::string_view text = bytes_.substr(next->size, next->payload);
    bytes_.remove_prefix(next->size + next->payload);
    return text;
}

std::optional<std::int64_t> MsgpackView::integer() {
    const auto next = head();
    if (!next || next->kind != MsgpackKind::integer) return std::nullopt;
    bytes_.remove_prefix(next->size);
    return next->value;
}

std::optional<bool> MsgpackView::boolean() {
    const auto next = head();
    if (!next || next->kind != MsgpackKind::boolean) return std::nullopt;
    bytes_.remove_prefix(next->size);
    return next->value != 0;
}

std::optional<std::size_t> MsgpackView::array() {
    const auto next = head();
    if (!next || next->kind != MsgpackKind::array) return std::nullopt;
    bytes_.remove_prefix(next->size);
    return next->children;
}

std::optional<std::size_t> MsgpackView::map() {
    const auto next = head();
    if (!next || next->kind != MsgpackKind::map) return std::nullopt;
    bytes_.remove_prefix(next->size);
    return next->children / 2;
}

std::optional<std::string_view> MsgpackView::raw() {
    const std::string_view before = bytes_;
    std::uint64_t objects = 1;
    while (objects > 0) {
        const auto next = head();
        if (!next) return std::nullopt;
        bytes_.remove_prefix(next->size + next->payload);
        objects += next->children;
        --objects;
    }
    return before.substr(0, before.size() - bytes_.size());
}

bool read_msgpack_fields(std::string_view map, std::span<MsgpackField> fields) {
    MsgpackView view(map);
    const auto pairs = view.map();
    if (!pairs) return false;
    for (std::size_t i = 0; i < *pairs; ++i) {
        const auto key = view.text();
        if (!key && !view.skip()) return false;
        const auto value = view.raw();
        if (!value) return false;
        if (!key) continue;
        for (MsgpackField& field : fields) {
            if (field.key != *key) continue;
            if (!field.raw.empty()) return false;
            field.raw = *value;
        }
    }
    return true;
}

void append_msgpack_nil(std::string& out) {
    out.push_back(static_cast<char>(0xc0));
}

void append_msgpack(std::string& out, bool value) {
    out.push_back(static_cast<char>(value ? 0xc3 : 0xc2));
}

void append_msgpack(std::string& out, std::int64_t value) {
    if (value >= 0 && value < 0x80) {
        out.push_back(static_cast<char>(value));
        return;
    }
    out.push_back(static_cast<char>(0xd3));
    append_big_endian(out, static_cast<std::uint64_t>(value), 8);
}

void append_msgpack_text(std::string& out, std::string_view text) {
    if (text.size() < 32) {
        out.push_back(static_cast<char>(0xa0 | text.size()));
    } else if (text.size() <= 0xffff) {
        out.push_back(static_cast<char>(0xda));
        append_big_endian(out, text.size(), 2);
    } else {
        out.push_back(static_cast<char>(0xdb));
        append_big_endian(out, text.size(), 4);
    }
    out.append(text);
}

void append_msgpack_bin(std::string& out, std::string_view bytes) {
    if (bytes.size() <= 0xff) {
        out.push_back(static_cast<char>(0xc4));
        append_big_endian(out, bytes.size(), 1);
    } else {
        out.push_back(static_cast<char>(0xc6));
        append_big_endian(out, bytes.size(), 4);
    }
    out.append(bytes);
}

void append_msgpack_array(std::string& out, std::size_t size) {
    if (size < 16) {
        out.push_back(static_cast<char>(0x90 | size));
    } else {
        out.push_back(static_cast<char>(0xdd));
        append_big_endian(out, size, 4);
    }
}

void append_msgpack_map(std::string& out, std::size_t pairs) {
    if (pairs < 16) {
        out.push_back(static_cast<char>(0x80 | pairs));
    } else {
        out.push_back(static_cast<char>(0xdf));
        append_big_endian(out, pairs, 4);
    }
}

}  // namespace job_retry
