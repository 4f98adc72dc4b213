// What a fuzz target is made of: one .cc file that defines one_input() for one decoder of bytes from outside.
// libfuzzer.cc makes a fuzzer of it, replay.cc a test that runs it on the files of corpus/<target>. A target
// states properties; that nothing crashes is what the sanitizers state.

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace job_retry::fuzz {

// The target. Keeps no state from one input to the next.
void one_input(std::string_view bytes);

// The target says that the decoder took this input; a corpus file named valid-* must be taken.
void accepted();

// A property of the decoder.
inline void require(bool holds, const char* property) {
    if (holds) return;
    std::fprintf(stderr, "property broken: %s\n", property);
    std::abort();
}

inline bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// Sizes into which a stream is cut, small ones and large ones, the same for the same seed.
class Chunks {
  public:
    explicit Chunks(unsigned char seed) : state_(seed * 2654435761U + 1) {}
    std::size_t next() {
        state_ = state_ * 1664525U + 1013904223U;
        const unsigned drawn = state_ >> 16;
        return 1 + (drawn & 3U ? drawn % 8 : drawn % 600);
    }

  private:
    std::uint32_t state_;
};

// Takes the first byte off; 0 when there is none.
inline unsigned char take_byte(std::string_view& bytes) {
    if (bytes.empty()) return 0;
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return byte;
}

}  // namespace job_retry::fuzz
