#include "runtime/salt_config.h"

#include <arpa/inet.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <system_error>
#include <utility>

#include "runtime/salt_config_files.h"

namespace job_retry {
namespace {

using std::chrono::seconds;

struct Unit {
    std::string_view name;
    std::int64_t factor;
};
constexpr Unit kTimeUnits[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 604800}, {"", 1}};
constexpr Unit kSizeUnits[] = {{"B", 1},
                               {"KiB", std::int64_t{1} << 10},
                               {"MiB", std::int64_t{1} << 20},
                               {"GiB", std::int64_t{1} << 30},
                               {"TiB", std::int64_t{1} << 40},
                               {"", 1}};

// `90d`, `90 d` or `90`, by a table of units; empty for anything else.
template <std::size_t N>
std::optional<std::int64_t> with_unit(const SaltValue& value, const Unit (&units)[N]) {
    if (const std::int64_t* number = value.integer()) return *number;
    if (value.text() == nullptr) return std::nullopt;
    const std::string_view text = *value.text();
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc() || number < 0) return std::nullopt;
    std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
    while (name.starts_with(' '))
        name.remove_prefix(1);
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        if (number > std::numeric_limits<std::int64_t>::max() / unit.factor) return std::nullopt;
        return number * unit.factor;
    }
    return std::nullopt;
}

// The shortest way to write a bound: 3600 as 1h, 1048576 as 1MiB.
template <std::size_t N>
std::string written(std::int64_t number, const Unit (&units)[N]) {
    const Unit* best = &units[0];
    for (const Unit& unit : units)
        if (number != 0 && number % unit.factor == 0 && unit.factor > best->factor) best = &unit;
    return std::to_string(number / best->factor) + std::string(best->name);
}

// Python's os.path.normpath.
std::string normal_path(std::string_view path) {
    const std::size_t slashes = std::min(path.find_first_not_of('/'), path.size());
    const std::string root(slashes == 2 ? 2 : std::min<std::size_t>(slashes, 1), '/');
    std::vector<std::string_view> parts;
    std::size_t start = slashes;
    while (start < path.size()) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        const std::string_view part = path.substr(start, end - start);
        start = end + 1;
        if (part.empty() || part == ".") continue;
        if (part != ".." || (root.empty() && (parts.empty() || parts.back() == "..")))
            parts.push_back(part);
        else if (!parts.empty())
            parts.pop_back();
    }
    std::string normal = root;
    for (std::size_t i = 0; i < parts.size(); ++i)
        normal.append(i == 0 ? "" : "/").append(parts[i]);
    return normal.empty() ? "." : normal;
}

// Python's len() of a text.
std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string current_user() {
    passwd entry{};
    passwd* found = nullptr;
    char buffer[4096];
    if (getpwuid_r(geteuid(), &entry, buffer, sizeof buffer, &found) != 0 || found == nullptr) return "root";
    return found->pw_name;
}

std::string compressed(const std::string& host) {
    in6_addr address{};
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, host.c_str(), &address) != 1) return host;
    return inet_ntop(AF_INET6, &address, text, sizeof text);
}

bool is_host_name(const std::string& host) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == '_';
    };
    return !host.empty() && std::all_of(host.begin(), host.end(), allowed);
}

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
    return code == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535;
}

// Salt's parse_host_port: host, host:port, IPv6, [IPv6]:port. Empty for anything else.
std::optional<std::string> host_of(const std::string& text) {
    std::string host = text;
    std::string_view port;
    if (text.starts_with('[')) {
        const std::size_t end = text.rfind(']');
        if (end == std::string::npos) return std::nullopt;
        host = text.substr(1, end - 1);
        if (host.find(':') == std::string::npos) return std::nullopt;
        const std::string_view rest = std::string_view(text).substr(end + 1);
        if (rest.empty() || rest[0] != ':' || !is_port(rest.substr(1))) return std::nullopt;
    } else if (std::count(text.begin(), text.end(), ':') == 1) {
        host = text.substr(0, text.find(':'));
        port = std::string_view(text).substr(host.size() + 1);
        if (!is_port(port)) return std::nullopt;
    }
    in6_addr address{};
    const std::string without_zone = host.substr(0, host.find('%'));
    if (inet_pton(AF_INET6, without_zone.c_str(), &address) == 1) return compressed(host);
    if (!is_host_name(host)) return std::nullopt;
    return host;
}

std::string first_line(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    constexpr char kSpace[] = " \t\r\n\v\f";
    const std::size_t start = line.find_first_not_of(kSpace);
    if (start == std::string::npos) return {};
    return line.substr(start, line.find_last_not_of(kSpace) - start + 1);
}

}  // namespace

Result<SaltConfig> SaltConfig::load(const std::filesystem::path& directory, Role role) {
    const std::filesystem::path absolute = normal_path(std::filesystem::absolute(directory).native());
    Result<SaltConfigFiles> files = read_salt_config_files(absolute, role);
    if (!files) return pass_on(files);
    Result<SaltConfig> config = from(std::move(files->settings), absolute, role);
    if (config)
        config->warnings.insert(config->warnings.begin(), files->warnings.begin(), files->warnings.end());
    return config;
}

Result<SaltConfig> SaltConfig::from(Settings settings, const std::filesystem::path& directory, Role role) {
    SaltConfig config;
    config.settings_ = std::move(settings);
    config.directory = directory;
    config.role = role;
    Result<void> applied = config.apply();
    if (!applied) return pass_on(applied);
    return config;
}

const SaltValue* SaltConfig::find(std::string_view key) const {
    const auto found = settings_.find(key);
    return found == settings_.end() ? nullptr : &found->second.value;
}

Error SaltConfig::refusal(std::string_view key, std::string_view expected) const {
    const auto found = settings_.find(key);
    const bool set = found != settings_.end();
    return {Errc::invalid, (set ? found->second.file.string() : directory.string()) + ": " +
                               std::string(key) + ": expected " + std::string(expected) + ", got " +
                               (set ? found->second.value.described() : "nothing")};
}

Result<bool> SaltConfig::flag(std::string_view key, bool fallback) const {
    const SaltValue* value = find(key);
    if (value == nullptr) return fallback;
    if (value->boolean() == nullptr) return tl::unexpected(refusal(key, "True or False"));
    return *value->boolean();
}

Result<std::string> SaltConfig::text(std::string_view key, std::string fallback) const {
    const SaltValue* value = find(key);
    if (value == nullptr) return fallback;
    if (value->text() == nullptr) return tl::unexpected(refusal(key, "a text"));
    if (value->text()->starts_with("sdb://"))
        return tl::unexpected(refusal(key, "a value that can be read without Salt (sdb:// is not resolved)"));
    return *value->text();
}

Result<std::int64_t> SaltConfig::integer(std::string_view key, std::int64_t fallback, std::int64_t least,
                                         std::int64_t most) const {
    const SaltValue* value = find(key);
    if (value == nullptr) return fallback;
    if (value->integer() == nullptr || *value->integer() < least || *value->integer() > most)
        return tl::unexpected(
            refusal(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most)));
    return *value->integer();
}

Result<seconds> SaltConfig::duration(std::string_view key, seconds fallback, seconds least,
                                     seconds most) const {
    const SaltValue* value = find(key);
    if (value == nullptr) return fallback;
    const std::optional<std::int64_t> number = with_unit(*value, kTimeUnits);
    if (!number || seconds(*number) < least || seconds(*number) > most)
        return tl::unexpected(refusal(key, "a duration from " + written(least.count(), kTimeUnits) + " to " +
                                               written(most.count(), kTimeUnits) +
                                               ", as a number of seconds or like 30s, 15m, 12h, 90d"));
    return seconds(*number);
}

Result<std::uint64_t> SaltConfig::size(std::string_view key, std::uint64_t fallback, std::uint64_t least,
                                       std::uint64_t most) const {
    const SaltValue* value = find(key);
    if (value == nullptr) return fallback;
    const std::optional<std::int64_t> number = with_unit(*value, kSizeUnits);
    if (!number || *number < 0 || std::uint64_t(*number) < least || std::uint64_t(*number) > most)
        return tl::unexpected(refusal(key, "a size from " +
                                               written(static_cast<std::int64_t>(least), kSizeUnits) +
                                               " to " + written(static_cast<std::int64_t>(most), kSizeUnits) +
                                               ", as a number of bytes or like 512KiB, 64MiB, 1GiB"));
    return std::uint64_t(*number);
}

Result<std::vector<std::string>> SaltConfig::texts(std::string_view key,
                                                   std::vector<std::string> fallback) const {
    const SaltValue* value = find(key);
    if (value == nullptr) return fallback;
    if (value->text() != nullptr) return std::vector<std::string>{*value->text()};
    std::vector<std::string> texts;
    if (value->list() == nullptr) return tl::unexpected(refusal(key, "a list of texts"));
    for (const SaltValue& item : *value->list()) {
        if (item.text() == nullptr)
            return tl::unexpected(refusal(key, "a list of texts (one entry is " + item.described() + ")"));
        texts.push_back(*item.text());
    }
    return texts;
}

std::filesystem::path SaltConfig::in_root(std::string_view path) const {
    const std::string& root = root_dir.native();
    if (path.starts_with(root + "/")) path.remove_prefix(root.size());
    const std::string normal = normal_path(path);
    const std::size_t start = std::min(normal.find_first_not_of('/'), normal.size());
    return normal_path((root == "/" ? root : root + "/") + normal.substr(start));
}

Result<std::string> SaltConfig::id() const {
    Result<std::string> id = text("id", "");
    if (!id) return id;
    const std::filesystem::path id_file = in_root("/etc/salt/minion_id");
    if (id->empty()) {
        const SaltValue* caching = find("minion_id_caching");
        if (caching == nullptr || caching->truthy()) *id = first_line(id_file);
        if (*id == "localhost") id->clear();
    }
    if (id->empty())
        return fail(Errc::not_found,
                    "the minion's id is not known: start salt-minion once, which writes it to " +
                        id_file.string() + ", or set id in " + (directory / "minion").string());
    if (find("append_domain") != nullptr) {
        Result<std::string> domain = text("append_domain", "");
        if (!domain) return domain;
        if (!id->ends_with(*domain) && !id->ends_with('.')) *id += "." + *domain;
    }
    return id;
}

Result<void> SaltConfig::apply_paths() {
    const std::string name = role == Role::master ? "master" : "minion";
    Result<std::string> root = text("root_dir", "/");
    if (!root) return pass_on(root);
    root_dir = normal_path(std::filesystem::absolute(*root).native());

    Result<std::string> pki = text("pki_dir", "/etc/salt/pki/" + name);
    if (!pki) return pass_on(pki);
    Result<std::string> cache = text("cachedir", "/var/cache/salt/" + name);
    if (!cache) return pass_on(cache);
    Result<std::string> sock = text("sock_dir", "/var/run/salt/" + name);
    if (!sock) return pass_on(sock);
    Result<std::string> pid = text("pidfile", "/var/run/salt-" + name + ".pid");
    if (!pid) return pass_on(pid);

    if (role == Role::minion) {
        Result<std::vector<std::string>> appended = texts("append_minionid_config_dirs", {});
        if (!appended) return pass_on(appended);
        for (const std::string& directory_key : *appended) {
            const std::map<std::string_view, std::string*> paths = {
                {"pki_dir", &*pki}, {"cachedir", &*cache}, {"pidfile", &*pid}};
            const auto path = paths.find(directory_key);
            if (path == paths.end()) continue;
            Result<std::string> own_id = id();
            if (!own_id) return pass_on(own_id);
            *path->second += "/" + *own_id;
        }
    }
    // Salt moves a sock_dir that would make socket paths too long.
    if (characters(*sock) > characters(*cache) + 10) *sock = *cache + "/.salt-unix";
    pki_dir = in_root(*pki);
    cachedir = in_root(*cache);
    sock_dir = in_root(*sock);
    pidfile = in_root(*pid);
    return {};
}

Result<void> SaltConfig::apply() {
    Result<void> paths = apply_paths();
    if (!paths) return paths;

    Result<std::string> ipc_mode = text("ipc_mode", "ipc");
    if (!ipc_mode) return pass_on(ipc_mode);
    if (*ipc_mode != "ipc") return tl::unexpected(refusal("ipc_mode", "ipc (job retry supports no other)"));
    Result<std::string> transport = text("transport", "zeromq");
    if (!transport) return pass_on(transport);
    if (*transport != "zeromq")
        return tl::unexpected(refusal("transport", "zeromq (job retry supports no other)"));

    // Salt takes `key: False` and `key:` for "none" here.
    const auto text_or_none = [this](std::string_view key, std::string standard) -> Result<std::string> {
        const SaltValue* value = find(key);
        return value != nullptr && !value->truthy() ? "" : text(key, std::move(standard));
    };
    struct Field {
        std::string& field;
        Result<std::string> value;
    };
    Field fields[] = {{user, text("user", current_user())},
                      {hash_type, text("hash_type", "sha256")},
                      {interface, text("interface", "0.0.0.0")},
                      {master_job_cache, text("master_job_cache", "local_cache")},
                      {ext_job_cache, text_or_none("ext_job_cache", "")},
                      {sudo_user, text_or_none("sudo_user", "")},
                      {master_type, text("master_type", "str")}};
    for (Field& field : fields) {
        if (!field.value) return pass_on(field.value);
        field.field = std::move(*field.value);
    }
    Result<std::string> passphrase = text_or_none("key_pass", "");
    if (!passphrase) return pass_on(passphrase);
    key_pass = std::move(*passphrase);
    drop_passphrase();
    std::transform(hash_type.begin(), hash_type.end(), hash_type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    Result<std::int64_t> event_size =
        integer("max_event_size", 1048576, 0, std::numeric_limits<std::int64_t>::max());
    if (!event_size) return pass_on(event_size);
    max_event_size = *event_size;
    return role == Role::master ? apply_master() : apply_minion();
}

// It stands in key_pass by now.
void SaltConfig::drop_passphrase() {
    const auto found = settings_.find("key_pass");
    if (found == settings_.end()) return;
    if (auto* text = std::get_if<std::string>(&found->second.value.is))
        const Secret<std::string> dropped(std::move(*text));
}

Result<void> SaltConfig::apply_master() {
    constexpr seconds kStandard{86400};
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    Result<std::int64_t> in_seconds = integer("keep_jobs_seconds", kStandard.count(), 0, kMost);
    if (!in_seconds) return pass_on(in_seconds);
    Result<std::int64_t> in_hours = integer("keep_jobs", 24, 0, kMost);
    if (!in_hours) return pass_on(in_hours);
    keep_jobs = seconds(*in_seconds);
    if (keep_jobs == kStandard && *in_hours != 24) {
        keep_jobs = std::chrono::hours(*in_hours);
        warnings.push_back(settings_.find("keep_jobs")->second.file.string() +
                           ": keep_jobs: Salt 3008 and later do not read it; set keep_jobs_seconds instead");
    }

    Result<std::vector<std::string>> modules = texts("module_dirs", {});
    if (!modules) return pass_on(modules);
    module_dirs = std::move(*modules);
    extension_modules = cachedir / "extmods";
    const SaltValue* extensions = find("extension_modules");
    if (extensions == nullptr || extensions->truthy()) {
        Result<std::string> set = text("extension_modules", "/var/cache/salt/master/extmods");
        if (!set) return pass_on(set);
        extension_modules = in_root(*set);
    }
    Result<std::vector<std::string>> returners = texts("returner_dirs", {});
    if (!returners) return pass_on(returners);
    returner_dirs = std::move(*returners);

    const SaltValue* cached = find("job_cache");
    job_cache = cached == nullptr || cached->truthy();
    const SaltValue* ordered = find("order_masters");
    order_masters = ordered != nullptr && ordered->truthy();

    const SaltValue* driver = find("keys.cache_driver");
    const bool other_driver = driver != nullptr && driver->truthy() && *driver != SaltValue{"localfs_key"};
    if (other_driver)
        return tl::unexpected(refusal(
            "keys.cache_driver", "localfs_key (job retry reads the accepted keys as files below pki_dir)"));
    const SaltValue* cluster = find("cluster_id");
    if (cluster != nullptr && !cluster->is_null())
        return tl::unexpected(
            refusal("cluster_id", "no such key (job retry does not support a master cluster)"));
    return {};
}

Result<void> SaltConfig::apply_minion() {
    Result<std::vector<std::string>> executors = texts("module_executors", {"direct_call"});
    if (!executors) return pass_on(executors);
    module_executors = std::move(*executors);
    Result<std::vector<std::string>> directories = texts("executor_dirs", {});
    if (!directories) return pass_on(directories);
    executor_dirs = std::move(*directories);

    if (master_type == "disable") return {};
    if (master_type == "func")
        return tl::unexpected(refusal(
            "master_type", "str, failover, distributed or disable (job retry cannot run a function)"));
    Result<std::vector<std::string>> addresses = texts("master", {"salt"});
    if (!addresses) return pass_on(addresses);
    if (addresses->empty()) return tl::unexpected(refusal("master", "at least one master"));
    const SaltValue* format = find("master_uri_format");
    const bool ip_only = format != nullptr && *format == SaltValue{"ip_only"};
    for (const std::string& address : *addresses) {
        const std::optional<std::string> host = ip_only ? compressed(address) : host_of(address);
        if (!host)
            return tl::unexpected(
                refusal("master", "HOST, HOST:PORT or [IPV6]:PORT (one is '" + address + "')"));
        masters.push_back({address, *host});
    }
    return {};
}

}  // namespace job_retry
