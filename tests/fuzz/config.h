// Salt's configuration and one daemon's options, from the text of one file.

#pragma once

#include <optional>
#include <string_view>

#include "runtime/salt_config.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

inline void require_absolute(const std::filesystem::path& path, const SaltConfig& config) {
    require(path.is_absolute(), "a directory is absolute");
    require(path == path.lexically_normal(), "a directory is in its shortest form");
    const std::string& root = config.root_dir.native();
    require(path == config.root_dir || path.native().starts_with(root == "/" ? root : root + "/"),
            "a directory is below root_dir");
}

// Empty when it is no configuration. Its invariants hold.
inline std::optional<SaltConfig> read_config(std::string_view text, Role role) {
    Result<SaltValue> document = parse_salt_yaml(text);
    if (!document || document->map() == nullptr) return std::nullopt;
    SaltConfig::Settings settings;
    for (const SaltEntry& entry : *document->map())
        if (const std::string* key = entry.key.text())
            settings.insert_or_assign(*key, SaltConfig::Setting{entry.value, "/etc/salt/fuzzed"});
    Result<SaltConfig> config = SaltConfig::from(std::move(settings), "/etc/salt", role);
    if (!config) {
        require(!config.error().text.empty(), "a refusal says why");
        return std::nullopt;
    }
    for (const auto* path : {&config->pki_dir, &config->cachedir, &config->sock_dir})
        require_absolute(*path, *config);
    require(config->keep_jobs.count() >= 0 && config->max_event_size >= 0, "nothing lasts less than no time");
    for (const MasterAddress& master : config->masters)
        require(!master.host.empty() && !has_control(master.host), "a master's host can be looked up");
    return std::move(*config);
}

}  // namespace job_retry::fuzz
