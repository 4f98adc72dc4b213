// SignedText: the bytes that a key signs, as a list of fields. Every field is preceded by its length (4
// bytes, big endian), so no two different lists of fields give the same text; the label comes first, so a
// signature for one purpose serves no other.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "proto/wire.h"
#include "runtime/clock.h"

namespace job_retry::proto {

class SignedText {
  public:
    explicit SignedText(std::string_view label) { add(label); }

    SignedText& add(std::string_view field) {
        add_number(field.size(), 4);
        bytes_.append(field);
        return *this;
    }

    template <std::size_t N>
    SignedText& add(const std::array<unsigned char, N>& field) {
        return add(view(field));
    }

    SignedText& add(std::uint64_t number) {
        add_number(8, 4);
        add_number(number, 8);
        return *this;
    }

    SignedText& add(WallTime time) { return add(time_on_the_wire(time)); }

    std::string take() { return std::move(bytes_); }

  private:
    void add_number(std::uint64_t number, int size) {
        while (size-- > 0)
            bytes_ += static_cast<char>((number >> (8 * size)) & 0xff);
    }

    std::string bytes_;
};

}  // namespace job_retry::proto
