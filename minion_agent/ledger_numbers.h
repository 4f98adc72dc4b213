// Numbers as the ledger's tables hold them: 8 bytes, big endian (LEDGER.md).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace job_retry {

inline constexpr std::size_t kNumberSize = 8;

inline std::string bytes_of(std::uint64_t number) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(char(number >> shift & 0xff));
    return bytes;
}

// REQUIRES: bytes.size() == kNumberSize.
inline std::uint64_t number_of(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

}  // namespace job_retry
