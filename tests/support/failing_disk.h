// FailingDisk: a database of this process whose disk takes nothing more, until it is repaired. The descriptor
// through which LMDB writes is replaced by one of another file, /dev/full as a rule.

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace job_retry::test {

// The descriptors of LMDB's data file: it writes pages through one, and the header through another, which
// writes through to the disk (O_DSYNC).
enum class Part { pages, header };

class FailingDisk {
  public:
    FailingDisk(const std::filesystem::path& file, Part part, const char* instead = "/dev/full") {
        for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
            std::error_code error;
            if (std::filesystem::read_symlink(entry.path(), error) != file) continue;
            const int fd = std::stoi(entry.path().filename().string());
            const int flags = fcntl(fd, F_GETFL);
            const bool header = (flags & O_DSYNC) != 0;
            if ((flags & O_ACCMODE) == O_RDONLY || header != (part == Part::header)) continue;
            replaced_.emplace_back(fd, dup(fd));
            const int other = open(instead, O_RDWR);
            REQUIRE(other >= 0);
            REQUIRE(dup2(other, fd) == fd);
            close(other);
        }
        REQUIRE(replaced_.size() == 1);
    }
    ~FailingDisk() { repair(); }
    void repair() {
        for (const auto& [fd, good] : replaced_) {
            dup2(good, fd);
            close(good);
        }
        replaced_.clear();
    }

  private:
    std::vector<std::pair<int, int>> replaced_;  // descriptor, and a copy of the good one
};

}  // namespace job_retry::test
