#include "runtime/process_identity.h"

#include <charconv>
#include <string_view>

#include "runtime/read_file.h"

namespace job_retry {
namespace {

// Of /proc; empty when it cannot be read.
std::string read_line(const std::string& path) {
    constexpr std::size_t kLongest = 4096;
    return read_file(path, kLongest).value_or("");
}

}  // namespace

std::string this_boot() {
    static const std::string id = [] {
        std::string text = read_line("/proc/sys/kernel/random/boot_id");
        while (!text.empty() && text.back() == '\n')
            text.pop_back();
        return text;
    }();
    return id;
}

std::optional<std::uint64_t> start_ticks_of(std::string_view stat) {
    // "PID (NAME) STATE ...": a name may hold spaces and parentheses, so fields are counted from its end.
    const auto name_end = stat.rfind(')');
    if (name_end == std::string_view::npos) return std::nullopt;
    std::string_view rest = stat.substr(name_end + 1);
    constexpr int kState = 3;
    constexpr int kStart = 22;
    for (int field = kState;; ++field) {
        const auto begin = rest.find_first_not_of(" \n");
        if (begin == std::string_view::npos) return std::nullopt;
        rest.remove_prefix(begin);
        const std::string_view word = rest.substr(0, rest.find_first_of(" \n"));
        rest.remove_prefix(word.size());
        if (field == kState && (word == "Z" || word == "X" || word == "x")) return std::nullopt;
        if (field != kStart) continue;
        std::uint64_t ticks = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), ticks);
        if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
        return ticks;
    }
}

pid_t parent_of(pid_t pid) {
    constexpr std::string_view kParent = "\nPPid:\t";
    const std::string status = read_line("/proc/" + std::to_string(pid) + "/status");
    const auto at = status.find(kParent);
    pid_t parent = 0;
    if (at != std::string::npos)
        std::from_chars(status.data() + at + kParent.size(), status.data() + status.size(), parent);
    return parent;
}

std::optional<ProcessIdentity> ProcessIdentity::of(pid_t pid) {
    if (pid <= 0) return std::nullopt;
    const auto ticks = start_ticks_of(read_line("/proc/" + std::to_string(pid) + "/stat"));
    if (!ticks) return std::nullopt;
    return ProcessIdentity{pid, *ticks, this_boot()};
}

bool ProcessIdentity::alive() const {
    return of(pid) == *this;
}

}  // namespace job_retry
