// A Salt configuration directory of a test's own, and what SaltConfig reads from it.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "runtime/salt_config.h"
#include "support/temporary_directory.h"

namespace job_retry::test {

class SaltDirectory {
  public:
    explicit SaltDirectory(Role role) : role_(role) {}

    // Writes a file; `name` is relative to the configuration directory.
    void write(const std::string& name, std::string_view content) {
        const std::filesystem::path path = directory_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
    }
    // Writes the main file, `master` or `minion`.
    void main(std::string_view content) { write(role_ == Role::master ? "master" : "minion", content); }

    Result<SaltConfig> load() const { return SaltConfig::load(directory_.path(), role_); }
    std::string refusal() const {
        const Result<SaltConfig> config = load();
        return config ? "not refused" : config.error().text;
    }
    const std::filesystem::path& path() const { return directory_.path(); }

  private:
    Role role_;
    TemporaryDirectory directory_;
};

}  // namespace job_retry::test
