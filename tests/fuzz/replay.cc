// A target as a plain test, with any compiler: runs it on every file of the directories that are named, and
// on every truncation of each. Fails when a file named valid-* is not taken by the decoder any more: such a
// corpus would reach nothing but the first refusal.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"

namespace {

bool taken = false;

// In memory of its own size, so that the sanitizers see a read past its end.
void run(const std::string& bytes, std::size_t size) {
    const std::vector<char> exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    taken = false;
    job_retry::fuzz::one_input({exact.data(), exact.size()});
}

}  // namespace

void job_retry::fuzz::accepted() {
    taken = true;
}

int main(int argc, char** argv) {
    std::size_t files = 0;
    int status = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(file), {});
            std::fprintf(stderr, "%s\n", entry.path().c_str());  // the last line before a crash
            run(bytes, bytes.size());
            if (!taken && entry.path().filename().native().starts_with("valid-")) {
                std::fprintf(stderr, "    the decoder does not take it\n");
                status = 1;
            }
            for (std::size_t size = 0; size < bytes.size(); ++size)
                run(bytes, size);
            ++files;
        }
    }
    if (files == 0) std::fprintf(stderr, "usage: %s CORPUS_DIRECTORY...  (no files found)\n", argv[0]);
    return files == 0 ? 2 : status;
}
