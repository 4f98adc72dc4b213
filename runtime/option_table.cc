#include "runtime/option_table.h"

#include <arpa/inet.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace job_retry {
namespace {

constexpr char kPrefix[] = "job_retry";

// An Option whose value is what `get` gives for the key.
template <class T, class Get>
Option option(std::string key, T& field, std::string standard, std::string meaning, Get get) {
    const auto read = [key, &field, get](const SaltConfig& config) -> Result<void> {
        auto value = get(config, key);
        if (!value) return pass_on(value);
        field = std::move(*value);
        return {};
    };
    return {std::move(key), std::move(standard), std::move(meaning), read};
}

std::string in_quotes(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ", ") + text;
    return "[" + list + "]";
}

// How many letters must change, appear or go to make `b` of `a`.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row[b.size()];
}

std::string unknown(const std::string& key, const SaltConfig::Setting& setting,
                    const std::vector<Option>& table) {
    constexpr std::size_t kSimilar = 4;
    std::string text = setting.file.string() + ": " + key + ": there is no such key";
    const auto nearer = [&](const Option& a, const Option& b) {
        return distance(a.key, key) < distance(b.key, key);
    };
    const auto nearest = std::min_element(table.begin(), table.end(), nearer);
    if (nearest != table.end() && distance(nearest->key, key) <= kSimilar)
        text += "; did you mean " + nearest->key + "?";
    return text;
}

bool is_on_loopback(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    const std::string_view port = text.substr(colon + 1);
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || number == 0) return false;
    std::string host(text.substr(0, colon));
    if (host == "[::1]") return true;
    in_addr address{};
    return inet_pton(AF_INET, host.c_str(), &address) == 1 && host.starts_with("127.");
}

// Empty is allowed where that is the default, and then means: none.
Result<std::filesystem::path> absolute(const SaltConfig& config, const std::string& name,
                                       const std::filesystem::path& standard) {
    Result<std::string> path = config.text(name, standard.string());
    if (!path) return pass_on(path);
    if (!path->starts_with('/') && (!path->empty() || !standard.empty()))
        return tl::unexpected(config.refusal(name, "an absolute path"));
    return std::filesystem::path(*path);
}

// Nothing for 0, which stands for "taken from elsewhere".
std::string duration_text(std::chrono::seconds value) {
    const auto count = value.count();
    if (count == 0) return "";
    if (count % 86400 == 0) return std::to_string(count / 86400) + "d";
    if (count % 3600 == 0) return std::to_string(count / 3600) + "h";
    return std::to_string(count);
}

std::string size_text(std::uint64_t value) {
    constexpr std::uint64_t kMebi = std::uint64_t{1} << 20;
    constexpr std::uint64_t kGibi = std::uint64_t{1} << 30;
    if (value % kGibi == 0) return std::to_string(value / kGibi) + "GiB";
    if (value % kMebi == 0) return std::to_string(value / kMebi) + "MiB";
    return std::to_string(value);
}

}  // namespace

Option flag_option(std::string key, bool& field, std::string meaning) {
    return option(std::move(key), field, field ? "True" : "False", std::move(meaning),
                  [standard = field](const SaltConfig& config, const std::string& name) {
                      return config.flag(name, standard);
                  });
}

Option text_option(std::string key, std::string& field, std::string meaning) {
    return option(std::move(key), field, field, std::move(meaning),
                  [standard = field](const SaltConfig& config, const std::string& name) {
                      return config.text(name, standard);
                  });
}

Option texts_option(std::string key, std::vector<std::string>& field, std::string meaning) {
    return option(std::move(key), field, in_quotes(field), std::move(meaning),
                  [standard = field](const SaltConfig& config, const std::string& name) {
                      return config.texts(name, standard);
                  });
}

Option duration_option(std::string key, std::chrono::seconds& field, std::chrono::seconds least,
                       std::chrono::seconds most, std::string meaning) {
    return option(std::move(key), field, duration_text(field), std::move(meaning),
                  [standard = field, least, most](const SaltConfig& config, const std::string& name) {
                      return config.duration(name, standard, least, most);
                  });
}

Option size_option(std::string key, std::uint64_t& field, std::uint64_t least, std::uint64_t most,
                   std::string meaning) {
    return option(std::move(key), field, size_text(field), std::move(meaning),
                  [standard = field, least, most](const SaltConfig& config, const std::string& name) {
                      return config.size(name, standard, least, most);
                  });
}

Option level_option(std::string key, log::Level& field, std::string meaning) {
    return option(
        std::move(key), field, std::string(log::word_for(field)), std::move(meaning),
        [standard = field](const SaltConfig& config, const std::string& name) -> Result<log::Level> {
            Result<std::string> word = config.text(name, std::string(log::word_for(standard)));
            if (!word) return pass_on(word);
            Result<log::Level> level = log::level_from(*word);
            if (!level) return tl::unexpected(config.refusal(name, "one of " + log::level_words()));
            return level;
        });
}

Option directory_option(std::string key, std::filesystem::path& field, std::string meaning) {
    return option(std::move(key), field, field.string(), std::move(meaning),
                  [standard = field](const SaltConfig& config,
                                     const std::string& name) -> Result<std::filesystem::path> {
                      Result<std::filesystem::path> path = absolute(config, name, standard);
                      if (!path) return path;
                      return config.in_root(path->native());
                  });
}

Option file_option(std::string key, std::filesystem::path& field, std::string meaning) {
    return option(std::move(key), field, field.string(), std::move(meaning),
                  [standard = field](const SaltConfig& config, const std::string& name) {
                      return absolute(config, name, standard);
                  });
}

Option loopback_option(std::string key, std::string& field, std::string meaning) {
    return option(
        std::move(key), field, field, std::move(meaning),
        [standard = field](const SaltConfig& config, const std::string& name) -> Result<std::string> {
            Result<std::string> text = config.text(name, standard);
            if (!text || text->empty() || is_on_loopback(*text)) return text;
            return tl::unexpected(config.refusal(
                name, "an address that only this host has, and a port, for example 127.0.0.1:4509"));
        });
}

Option port_option(std::string key, std::uint16_t& field, std::string meaning) {
    return option(
        std::move(key), field, std::to_string(field), std::move(meaning),
        [standard = field](const SaltConfig& config, const std::string& name) -> Result<std::uint16_t> {
            Result<std::int64_t> port = config.integer(name, standard, 1, 65535);
            if (!port) return pass_on(port);
            return static_cast<std::uint16_t>(*port);
        });
}

Option count_option(std::string key, std::uint32_t& field, std::uint32_t least, std::uint32_t most,
                    std::string meaning) {
    return option(std::move(key), field, std::to_string(field), std::move(meaning),
                  [standard = field, least, most](const SaltConfig& config,
                                                  const std::string& name) -> Result<std::uint32_t> {
                      Result<std::int64_t> count = config.integer(name, standard, least, most);
                      if (!count) return pass_on(count);
                      return static_cast<std::uint32_t>(*count);
                  });
}

Result<void> read_options(const SaltConfig& config, const std::vector<Option>& table,
                          const std::vector<std::string>& former) {
    std::string refused;
    for (const auto& [key, setting] : config.settings()) {
        const auto is_it = [&name = key](const Option& entry) { return entry.key == name; };
        const bool is_former = std::find(former.begin(), former.end(), key) != former.end();
        if (key.starts_with(kPrefix) && !is_former && std::none_of(table.begin(), table.end(), is_it))
            refused += unknown(key, setting, table) + "\n";
    }
    for (const Option& entry : table) {
        const Result<void> read = entry.read(config);
        if (!read) refused += read.error().text + "\n";
    }
    if (refused.empty()) return {};
    refused.pop_back();
    return fail(Errc::invalid, refused);
}

std::string documented(const Option& option) {
    const std::string standard = option.standard.empty() ? "" : "`" + option.standard + "`";
    return "| `" + option.key + "` | " + standard + " | " + option.meaning + " |";
}

Result<std::filesystem::path> socket_path(const std::filesystem::path& path, const SaltConfig& config,
                                          std::string_view key) {
    constexpr std::size_t kRoom = sizeof(sockaddr_un::sun_path) - 1;
    if (path.native().size() <= kRoom) return path;
    return fail(Errc::invalid, path.string() + ": too long for a socket, which has room for " +
                                   std::to_string(kRoom) + " bytes; set " + std::string(key) + " in " +
                                   config.directory.string() + " to a shorter path");
}

}  // namespace job_retry
