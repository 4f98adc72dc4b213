#include "runtime/salt_config_files.h"

#include <glob.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>

#include "runtime/read_file.h"

namespace job_retry {
namespace {

using Settings = SaltConfig::Settings;

// A file that includes itself ends in Salt with a recursion error.
constexpr int kMaxIncludeDepth = 20;

Error file_error(const std::filesystem::path& path, int code) {
    const bool denied = code == EACCES || code == EPERM;
    return {
        denied ? Errc::denied : Errc::io,
        path.string() + ": cannot be read: " + std::generic_category().message(code) +
            (denied ? "; run as the user that Salt runs as, or give that user the right to read it" : "")};
}

Result<std::string> content_of(const std::filesystem::path& path) {
    constexpr std::size_t kLongest = std::size_t{16} << 20;
    // Not opened: a FIFO would be waited for, by root too where Salt's user owns the directory.
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return tl::unexpected(file_error(path, errno));
    if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3))
        return std::string();  // /dev/null: switched off
    if (!S_ISREG(status.st_mode))
        return fail(Errc::invalid, path.string() + ": cannot be read: it is not a file");
    auto content = read_file(path, kLongest);
    if (!content && content.error().code == Errc::denied) return tl::unexpected(file_error(path, EACCES));
    return content;
}

// Python's os.path.expanduser.
std::string with_home(const std::string& path) {
    if (path.empty() || path[0] != '~') return path;
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string user = path.substr(1, end - 1);
    const char* variable = user.empty() ? std::getenv("HOME") : nullptr;  // NOLINT(concurrency-mt-unsafe)
    if (variable != nullptr) return variable + path.substr(end);
    passwd entry{};
    passwd* found = nullptr;
    char buffer[4096];
    const int code = user.empty() ? getpwuid_r(getuid(), &entry, buffer, sizeof buffer, &found)
                                  : getpwnam_r(user.c_str(), &entry, buffer, sizeof buffer, &found);
    return code == 0 && found != nullptr ? found->pw_dir + path.substr(end) : path;
}

// The files that a pattern matches, sorted. A directory on the way that cannot be read is an error: what it
// holds would be left out in silence.
Result<std::vector<std::filesystem::path>> matches(const std::string& pattern) {
    static thread_local std::optional<Error> refused;
    refused.reset();
    const auto on_error = [](const char* path, int code) {
        if (code == ENOENT || code == ENOTDIR) return 0;
        refused = file_error(path, code);
        return 1;
    };
    glob_t found{};
    const int flags = GLOB_NOSORT | GLOB_NOESCAPE;
    const int code = glob(pattern.c_str(), flags, on_error, &found);  // NOLINT(concurrency-mt-unsafe)
    std::vector<std::filesystem::path> files;
    if (code == 0) files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    globfree(&found);
    if (refused) return tl::unexpected(*refused);
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.native() < b.native(); });
    return files;
}

// salt.utils.dictupdate.update(dest, upd, True, True), for one value.
void merge(SaltValue& into, SaltValue from) {
    auto* into_map = std::get_if<SaltValue::Map>(&into.is);
    auto* from_map = std::get_if<SaltValue::Map>(&from.is);
    if (into_map != nullptr && from_map != nullptr) {
        for (SaltEntry& entry : *from_map) {
            const auto same = std::find_if(into_map->begin(), into_map->end(),
                                           [&](const SaltEntry& other) { return other.key == entry.key; });
            if (same == into_map->end())
                into_map->push_back(std::move(entry));
            else
                merge(same->value, std::move(entry.value));
        }
        return;
    }
    auto* into_list = std::get_if<SaltValue::List>(&into.is);
    auto* from_list = std::get_if<SaltValue::List>(&from.is);
    if (into_list != nullptr && from_list != nullptr) {
        const auto known = static_cast<std::ptrdiff_t>(into_list->size());
        for (SaltValue& item : *from_list) {
            const auto end = into_list->begin() + known;
            if (std::find(into_list->begin(), end, item) == end) into_list->push_back(std::move(item));
        }
        return;
    }
    into = std::move(from);
}

class Files {
  public:
    explicit Files(std::vector<std::string>& warnings) : warnings_(warnings) {}

    Result<Settings> read(const std::filesystem::path& path) {
        Result<std::string> content = content_of(path);
        if (!content) return pass_on(content);
        Result<SaltValue> document = parse_salt_yaml(*content);
        if (!document) {
            // Salt writes this file itself, and goes on without it when it is broken.
            if (!path.native().ends_with("_schedule.conf"))
                return fail(Errc::invalid, path.string() + ": " + document.error().text);
            warnings_.push_back(path.string() + ": left out: " + document.error().text);
            return Settings{};
        }
        if (!document->truthy()) return Settings{};
        if (document->map() == nullptr)
            return fail(Errc::invalid,
                        path.string() + ": expected lines of KEY: VALUE, got " + document->described());

        Settings settings;
        for (SaltEntry& entry : std::get<SaltValue::Map>(document->is)) {
            const std::string* key = entry.key.text();
            if (key == nullptr) continue;
            if (*key == "id") entry.value = as_id(std::move(entry.value));
            settings.insert_or_assign(*key, SaltConfig::Setting{std::move(entry.value), path});
        }
        return settings;
    }

    // salt.config.include_config
    Result<Settings> include(const SaltConfig::Setting& patterns, const std::filesystem::path& base,
                             bool warn, int depth) {
        Settings merged;
        const SaltValue& value = patterns.value;
        if (!value.truthy()) return merged;
        const auto refuse = [&](const std::string& text) {
            return fail(Errc::invalid, patterns.file.string() + ": include: " + text);
        };
        if (depth > kMaxIncludeDepth) return refuse("the files include each other without end");
        const SaltValue::List wanted = value.list() != nullptr ? *value.list() : SaltValue::List{value};
        for (const SaltValue& item : wanted) {
            if (item.text() == nullptr) return refuse("expected a path or a list, got " + item.described());
            const std::string pattern = base / with_home(*item.text());
            Result<std::vector<std::filesystem::path>> files = matches(pattern);
            if (!files) return pass_on(files);
            if (files->empty() && warn)
                warnings_.push_back(patterns.file.string() + ": include: no file matches " + pattern);
            for (const std::filesystem::path& file : *files) {
                Result<Settings> settings = read_with_includes(file, warn, depth);
                if (!settings) return settings;
                for (auto& [key, setting] : *settings) {
                    const auto known = merged.find(key);
                    if (known == merged.end()) {
                        merged.emplace(key, std::move(setting));
                    } else {
                        merge(known->second.value, std::move(setting.value));
                        known->second.file = setting.file;
                    }
                }
            }
        }
        return merged;
    }

  private:
    Result<Settings> read_with_includes(const std::filesystem::path& file, bool warn, int depth) {
        Result<Settings> settings = read(file);
        if (!settings) return settings;
        const auto nested = settings->find("include");
        if (nested == settings->end()) return settings;
        const SaltConfig::Setting patterns = nested->second;
        Result<Settings> included = include(patterns, file.parent_path(), warn, depth + 1);
        if (!included) return included;
        for (auto& [key, setting] : *included)
            settings->insert_or_assign(key, std::move(setting));
        return settings;
    }

    // Salt accepts a number as id and takes it for the text that Python prints.
    static SaltValue as_id(SaltValue value) {
        if (const std::int64_t* number = value.integer()) return SaltValue{std::to_string(*number)};
        if (const bool* flag = value.boolean()) return SaltValue{std::string(*flag ? "True" : "False")};
        if (value.is_null()) return SaltValue{std::string("None")};
        return value;
    }

    std::vector<std::string>& warnings_;
};

}  // namespace

Result<SaltConfigFiles> read_salt_config_files(const std::filesystem::path& directory, Role role) {
    std::error_code error;
    if (!std::filesystem::is_directory(directory, error))
        return fail(Errc::not_found, directory.string() +
                                         ": there is no such directory; name Salt's configuration directory "
                                         "with -c DIR");
    const std::string name = role == Role::master ? "master" : "minion";
    const std::filesystem::path main_file = directory / name;

    SaltConfigFiles result;
    Files files(result.warnings);
    struct stat status {};
    if (stat(main_file.c_str(), &status) == 0) {
        Result<Settings> main_settings = files.read(main_file);
        if (!main_settings) return pass_on(main_settings);
        result.settings = std::move(*main_settings);
    } else if (errno != ENOENT) {
        return tl::unexpected(file_error(main_file, errno));
    }

    // Both patterns are those of the main file: an included file cannot change them.
    const auto pattern = [&](const char* key, const std::string& standard) {
        const auto found = result.settings.find(key);
        return found != result.settings.end() ? found->second
                                              : SaltConfig::Setting{SaltValue{standard}, main_file};
    };
    const SaltConfig::Setting layers[] = {pattern("default_include", name + ".d/*.conf"),
                                          pattern("include", "")};
    for (const SaltConfig::Setting& layer : layers) {
        Result<Settings> included = files.include(layer, directory, &layer == &layers[1], 0);
        if (!included) return pass_on(included);
        for (auto& [key, setting] : *included)
            result.settings.insert_or_assign(key, std::move(setting));
    }
    return result;
}

}  // namespace job_retry
