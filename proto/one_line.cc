#include "proto/one_line.h"

#include <algorithm>

#include "runtime/plain_text.h"

namespace job_retry::proto {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string one_line(std::string_view text, std::size_t max_size) {
    std::size_t size = std::min(text.size(), max_size);
    if (size < text.size())
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
            --size;
    return printable(text.substr(0, size), ' ');
}

}  // namespace job_retry::proto
