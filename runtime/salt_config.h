// SaltConfig: what Salt's own configuration directory says, read as Salt 3006 to 3008 reads it: defaults,
// then the main file (`master` or `minion`), then `default_include`, then `include`. Files of one include
// pattern are merged (maps merge, lists join); between these layers the top-level key is replaced. Nothing is
// asked for elsewhere, and nothing is written. Stricter than Salt where Salt would go on with half a
// configuration: a file that cannot be read or parsed is an error. SALT_MASTER_CONFIG and its kin in the
// environment are not followed.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.h"
#include "runtime/salt_yaml.h"
#include "runtime/secret.h"

namespace job_retry {

enum class Role { master, minion };

// One entry of the minion's `master` option.
struct MasterAddress {
    std::string text;  // as the file has it, with a port if it names one; what Salt itself is to be given
    std::string host;  // without brackets and port: what `opts['master']` is once Salt is connected

    friend bool operator==(const MasterAddress&, const MasterAddress&) = default;
};

class SaltConfig {
  public:
    struct Setting {
        SaltValue value;
        std::filesystem::path file;  // the last file that set the key
    };
    using Settings = std::map<std::string, Setting, std::less<>>;

    // Errors: `not_found` (no such directory), `io` or `denied` (a file cannot be read), `invalid` (not
    // YAML, a key twice, a value of the wrong type, a way of running Salt that is not supported). The text
    // names the file, the key, what was expected and what is there.
    static Result<SaltConfig> load(const std::filesystem::path& directory, Role role);

    // A configuration of defaults and `settings` alone, for tests of what is built on it.
    static Result<SaltConfig> from(Settings settings, const std::filesystem::path& directory, Role role);

    // What the files say, without defaults.
    const Settings& settings() const { return settings_; }

    // The typed value of a key, or `fallback` when no file sets it. Error `invalid` for another type or a
    // value out of bounds.
    Result<bool> flag(std::string_view key, bool fallback) const;
    Result<std::string> text(std::string_view key, std::string fallback) const;
    Result<std::int64_t> integer(std::string_view key, std::int64_t fallback, std::int64_t least,
                                 std::int64_t most) const;
    // A number of seconds, or a text like 30s, 15m, 12h, 90d.
    Result<std::chrono::seconds> duration(std::string_view key, std::chrono::seconds fallback,
                                          std::chrono::seconds least, std::chrono::seconds most) const;
    // A number of bytes, or a text like 512KiB, 64MiB, 1GiB.
    Result<std::uint64_t> size(std::string_view key, std::uint64_t fallback, std::uint64_t least,
                               std::uint64_t most) const;
    // A list of texts; one text stands for a list of one.
    Result<std::vector<std::string>> texts(std::string_view key, std::vector<std::string> fallback) const;

    // "FILE: KEY: expected EXPECTED, got ..." for a key that a file sets.
    Error refusal(std::string_view key, std::string_view expected) const;

    // Salt's `prepend_root_dir`: where Salt would put `path`.
    std::filesystem::path in_root(std::string_view path) const;

    // The minion's id. Salt guesses an id at its first start and writes it down; before that it is not known:
    // error `not_found`.
    Result<std::string> id() const;

    std::filesystem::path directory;
    Role role = Role::minion;
    std::vector<std::string> warnings;  // for the log, in the order of reading

    // Of both roles, with Salt's defaults.
    std::filesystem::path root_dir;
    std::filesystem::path pki_dir;
    std::filesystem::path cachedir;
    std::filesystem::path sock_dir;
    std::filesystem::path pidfile;
    std::string user;
    std::string hash_type;
    std::string interface;
    Secret<std::string> key_pass;
    std::int64_t max_event_size = 0;

    // Of a master.
    std::chrono::seconds keep_jobs{0};  // `keep_jobs_seconds`, or `keep_jobs` (hours); 0: never cleaned
    std::string master_job_cache;
    std::string ext_job_cache;
    bool job_cache = true;
    bool order_masters = false;
    // Where the master looks for returners before it takes Salt's own; the first of these comes first.
    std::vector<std::string> module_dirs;
    std::filesystem::path extension_modules;
    std::vector<std::string> returner_dirs;

    // Of a minion.
    std::vector<MasterAddress> masters;  // empty with `master_type: disable`
    std::string master_type;
    std::string sudo_user;
    std::vector<std::string> module_executors;
    std::vector<std::string> executor_dirs;

  private:
    SaltConfig() = default;
    Result<void> apply();
    Result<void> apply_paths();
    void drop_passphrase();
    Result<void> apply_master();
    Result<void> apply_minion();
    const SaltValue* find(std::string_view key) const;

    Settings settings_;
};

}  // namespace job_retry
