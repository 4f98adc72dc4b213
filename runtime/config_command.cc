#include "runtime/config_command.h"

#include <nlohmann/json.hpp>

#include "runtime/json_text.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

struct Row {
    std::string key;
    std::string value;
    std::string source;
};

std::string joined(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ", ") + text;
    return "[" + list + "]";
}

std::vector<Row> salts_own(const SaltConfig& config) {
    std::vector<Row> rows = {{"user", config.user, ""},
                             {"pki_dir", config.pki_dir.string(), ""},
                             {"cachedir", config.cachedir.string(), ""},
                             {"sock_dir", config.sock_dir.string(), ""}};
    if (config.role == Role::master) {
        rows.push_back({"keep_jobs_seconds", std::to_string(config.keep_jobs.count()), ""});
        rows.push_back({"master_job_cache", config.master_job_cache, ""});
        rows.push_back({"hash_type", config.hash_type, ""});
        return rows;
    }
    std::vector<std::string> masters;
    masters.reserve(config.masters.size());
    for (const MasterAddress& master : config.masters)
        masters.push_back(master.text);
    rows.push_back({"id", config.id().value_or(""), ""});
    rows.push_back({"master", joined(masters), ""});
    rows.push_back({"executor_dirs", joined(config.executor_dirs), ""});
    rows.push_back({"module_executors", joined(config.module_executors), ""});
    return rows;
}

}  // namespace

Result<void> show_config(const SaltConfig& config, const std::vector<Option>& effective,
                         const std::string& key, bool json, std::ostream& out) {
    std::vector<Row> rows;
    rows.reserve(effective.size());
    for (const Option& option : effective)
        rows.push_back({option.key, option.standard, ""});
    for (Row& row : salts_own(config))
        rows.push_back(std::move(row));
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    TextTable table(out, {"KEY", "VALUE", "FROM"});
    for (Row& row : rows) {
        const auto set = config.settings().find(row.key);
        row.source = set == config.settings().end() ? "default" : set->second.file.string();
        if (!key.empty() && key != row.key) continue;
        object[row.key] = {{"value", row.value}, {"from", row.source}};
        if (!key.empty() && !json) {
            out << printable(row.value) << '\n';
            return {};
        }
        table.row({row.key, row.value, row.source});
    }
    if (object.empty())
        return fail(Errc::not_found, "no key " + key + " is read: `config` without a name shows all");
    if (json)
        out << json_text(object) << '\n';
    else
        table.end();
    return {};
}

}  // namespace job_retry
