#include "minion_agent/running_minion.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "runtime/read_file.h"

namespace job_retry {
namespace {

constexpr std::size_t kPidfile = 64;
constexpr std::size_t kCommandLine = std::size_t{64} << 10;
constexpr std::size_t kEnvironment = std::size_t{2} << 20;
constexpr int kGenerations = 5;  // from a job's process up to its minion

// Of these the values belong to one service and one process.
constexpr std::array<std::string_view, 14> kOfSystemd = {"NOTIFY_SOCKET",
                                                         "INVOCATION_ID",
                                                         "JOURNAL_STREAM",
                                                         "LISTEN_FDS",
                                                         "LISTEN_PID",
                                                         "LISTEN_FDNAMES",
                                                         "WATCHDOG_USEC",
                                                         "WATCHDOG_PID",
                                                         "MAINPID",
                                                         "SYSTEMD_EXEC_PID",
                                                         "MANAGERPID",
                                                         "CREDENTIALS_DIRECTORY",
                                                         "MEMORY_PRESSURE_WATCH",
                                                         "MEMORY_PRESSURE_WRITE"};

}  // namespace

std::optional<ProcessIdentity> running_minion(const std::filesystem::path& pidfile) {
    const std::string text = read_file(pidfile, kPidfile).value_or("");
    pid_t pid = 0;
    std::from_chars(text.data(), text.data() + text.size(), pid);
    auto process = ProcessIdentity::of(pid);
    if (!process) return std::nullopt;
    const std::string said =
        read_file("/proc/" + std::to_string(pid) + "/cmdline", kCommandLine).value_or("");
    if (said.find("salt") == std::string::npos && said.find("minion") == std::string::npos)
        return std::nullopt;
    return process;
}

bool is_of_minion(pid_t process, const ProcessIdentity& minion) {
    for (int i = 0; i < kGenerations && process > 1; ++i) {
        if (process == minion.pid) return minion.alive();
        process = parent_of(process);
    }
    return false;
}

std::vector<std::string> environment_of(const ProcessIdentity& process) {
    const auto bytes = read_file("/proc/" + std::to_string(process.pid) + "/environ", kEnvironment);
    if (!bytes || !process.alive()) return {};
    return environment_from(*bytes);
}

std::vector<std::string> environment_from(std::string_view bytes) {
    std::vector<std::string> variables;
    while (!bytes.empty()) {
        const std::string_view one = bytes.substr(0, bytes.find('\0'));
        bytes.remove_prefix(std::min(bytes.size(), one.size() + 1));
        const auto equals = one.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        const std::string_view name = one.substr(0, equals);
        if (std::find(kOfSystemd.begin(), kOfSystemd.end(), name) == kOfSystemd.end())
            variables.emplace_back(one);
    }
    return variables;
}

}  // namespace job_retry
