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

// Sizes into which a stream is cut, the same for the same seed: with a seed of 0 byte by byte, else, by its
// lowest bits, small pieces, large ones, or both.
class Chunks {
  public:
    explicit Chunks(unsigned char seed) : seed_(seed), state_(seed * 2654435761U) {}
    std::size_t next() {
        if (seed_ == 0) return 1;
        state_ = state_ * 1664525U + 1013904223U;
        const unsigned drawn = state_ >> 16;
        const bool small = seed_ % 4 == 0 || (seed_ % 4 == 1 && drawn % 8 != 0);
        return 1 + drawn / 8 % (small ? 8 : 600);
    }

  private:
    unsigned char seed_;
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
