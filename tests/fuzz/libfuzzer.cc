// A target as libFuzzer calls it.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz_target.h"

void job_retry::fuzz::accepted() {}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    job_retry::fuzz::one_input({reinterpret_cast<const char*>(data), size});
    return 0;
}
