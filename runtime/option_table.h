// The `job_retry*` keys of one daemon as a table: name, meaning, and the field that a key is read into. What
// the field holds before is the default, so that a struct of options is the one place for defaults. A key
// that starts with `job_retry` and is not in the table is an error, because Salt itself would pass over a
// misspelt one in silence.

#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "runtime/log.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

struct Option {
    std::string key;
    std::string standard;  // the default, as one would write it in the file
    std::string meaning;
    std::function<Result<void>(const SaltConfig&)> read;
};

Option flag_option(std::string key, bool& field, std::string meaning);
Option text_option(std::string key, std::string& field, std::string meaning);
Option texts_option(std::string key, std::vector<std::string>& field, std::string meaning);
Option duration_option(std::string key, std::chrono::seconds& field, std::chrono::seconds least,
                       std::chrono::seconds most, std::string meaning);
Option size_option(std::string key, std::uint64_t& field, std::uint64_t least, std::uint64_t most,
                   std::string meaning);
Option level_option(std::string key, log::Level& field, std::string meaning);
// A directory of ours; like Salt's own directories, it lies below `root_dir`.
Option directory_option(std::string key, std::filesystem::path& field, std::string meaning);
// A file that others read as well: it lies where the key says, whatever `root_dir` is.
Option file_option(std::string key, std::filesystem::path& field, std::string meaning);
// "127.0.0.1:4509" or "[::1]:4509": a port of an address that only this host has.
Option loopback_option(std::string key, std::string& field, std::string meaning);
Option port_option(std::string key, std::uint16_t& field, std::string meaning);
Option count_option(std::string key, std::uint32_t& field, std::uint32_t least, std::uint32_t most,
                    std::string meaning);

// Reads all of `table`. The error names every key that cannot be used, one a line. `former`: keys that an
// earlier release had; they stop nobody after an upgrade.
Result<void> read_options(const SaltConfig& config, const std::vector<Option>& table,
                          const std::vector<std::string>& former = {});

// A line of a Markdown table: | key | default | meaning |.
std::string documented(const Option& option);

// A socket's path has room for 107 bytes. Error `invalid` for a longer one, which names `key` as what to
// change.
Result<std::filesystem::path> socket_path(const std::filesystem::path& path, const SaltConfig& config,
                                          std::string_view key);

}  // namespace job_retry
