// Prints what SaltConfig reads, as JSON, for tests/system/test_config_as_salt.py, which compares it with what
// Salt reads from the same files. usage: print_salt_config master|minion DIRECTORY

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "runtime/salt_config.h"

namespace {

using nlohmann::json;
using namespace job_retry;

json as_json(const SaltValue& value) {
    if (value.is_null()) return nullptr;
    if (value.boolean() != nullptr) return *value.boolean();
    if (value.integer() != nullptr) return *value.integer();
    if (value.text() != nullptr) return *value.text();
    if (value.list() != nullptr) {
        json list = json::array();
        for (const SaltValue& item : *value.list())
            list.push_back(as_json(item));
        return list;
    }
    if (value.map() != nullptr) {
        json map = json::object();
        for (const SaltEntry& entry : *value.map()) {
            const json key = as_json(entry.key);
            map[key.is_string() ? key.get<std::string>() : key.dump()] = as_json(entry.value);
        }
        return map;
    }
    return std::get<double>(value.is);
}

json as_json(const SaltConfig& config) {
    json out{{"settings", json::object()}, {"files", json::object()}};
    for (const auto& [key, setting] : config.settings()) {
        out["settings"][key] = as_json(setting.value);
        out["files"][key] = setting.file.native();
    }
    // It is kept nowhere else.
    if (out["settings"].contains("key_pass")) out["settings"]["key_pass"] = *config.key_pass;
    out["root_dir"] = config.root_dir.native();
    out["pki_dir"] = config.pki_dir.native();
    out["cachedir"] = config.cachedir.native();
    out["sock_dir"] = config.sock_dir.native();
    out["user"] = config.user;
    out["hash_type"] = config.hash_type;
    out["interface"] = config.interface;
    out["key_pass"] = *config.key_pass;
    out["max_event_size"] = config.max_event_size;
    out["ext_job_cache"] = config.ext_job_cache;
    if (config.role == Role::master) {
        out["keep_jobs_seconds"] = config.keep_jobs.count();
        out["master_job_cache"] = config.master_job_cache;
        out["job_cache"] = config.job_cache;
        out["module_dirs"] = config.module_dirs;
        out["extension_modules"] = config.extension_modules.native();
        out["returner_dirs"] = config.returner_dirs;
    } else {
        const Result<std::string> id = config.id();
        out["id"] = id ? json(*id) : json(nullptr);
        out["id_error"] = id ? json(nullptr) : json(id.error().text);
        out["masters"] = json::array();
        for (const MasterAddress& master : config.masters)
            out["masters"].push_back({{"text", master.text}, {"host", master.host}});
        out["master_type"] = config.master_type;
        out["sudo_user"] = config.sudo_user;
        out["module_executors"] = config.module_executors;
        out["executor_dirs"] = config.executor_dirs;
    }
    out["warnings"] = config.warnings;
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const Role role = std::string(argv[1]) == "master" ? Role::master : Role::minion;
    const Result<SaltConfig> config = SaltConfig::load(argv[2], role);
    if (!config) {
        std::cerr << config.error().text << '\n';
        return 1;
    }
    std::cout << as_json(*config).dump(1, ' ', false, json::error_handler_t::replace) << '\n';
    return 0;
}
