#include "minion_agent/running_minion.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <system_error>

#include "runtime/durable_file.h"
#include "runtime/local_socket.h"
#include "runtime/log.h"

namespace job_retry {
namespace {

constexpr std::chrono::seconds kLookAgain{10};
constexpr int kMostAncestors = 16;

std::chrono::microseconds since_boot() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::seconds(time.tv_sec) +
                                                                 std::chrono::nanoseconds(time.tv_nsec));
}

WallTime start_of(const ProcessIdentity& process, WallTime now) {
    const auto ticks = std::uint64_t(std::max(1L, sysconf(_SC_CLK_TCK)));
    const std::chrono::microseconds after_boot(process.start_ticks * 1000000 / ticks);
    return now - since_boot() + after_boot;
}

// The last change of what it says, its name, mode and owner: unlike the time of its content nobody can set
// that back. Empty when it is not there.
std::optional<WallTime> changed_at(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    return WallTime(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::seconds(status.st_ctim.tv_sec) + std::chrono::nanoseconds(status.st_ctim.tv_nsec)));
}

}  // namespace

RunningMinion::RunningMinion(Options options) : options_(std::move(options)) {
    constexpr std::size_t kLongest = 4096;
    auto text = read_small_file(options_.remembered, kLongest);
    std::istringstream lines(text ? text->value_or("") : "");
    for (ProcessIdentity one; lines >> one.pid >> one.start_ticks >> one.boot_id;)
        if (one.alive()) shown_.push_back(one);
}

bool RunningMinion::is_shown(const ProcessIdentity& process) const {
    return std::find(shown_.begin(), shown_.end(), process) != shown_.end();
}

void RunningMinion::show(ProcessIdentity process) {
    std::erase_if(shown_, [](const ProcessIdentity& one) { return !one.alive(); });
    shown_.push_back(std::move(process));
    std::string text;
    for (const ProcessIdentity& one : shown_)
        text += std::to_string(one.pid) + ' ' + std::to_string(one.start_ticks) + ' ' + one.boot_id + '\n';
    if (auto kept = write_durably(options_.remembered, text, 0600); !kept) log::warning(kept.error().text);
}

std::vector<ProcessIdentity> RunningMinion::running() const {
    std::vector<ProcessIdentity> found;
    std::error_code error;
    std::filesystem::directory_iterator entry(options_.sock_dir, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with("minion_event_") || !name.ends_with("_pub.ipc")) continue;
        auto connected = connect_local(entry->path(), false);
        if (!connected) continue;
        const auto peer = trusted_peer_of(connected->get());
        auto process = peer ? ProcessIdentity::of(peer->pid) : std::nullopt;
        if (process) found.push_back(std::move(*process));
    }
    return found;
}

std::optional<std::string> RunningMinion::look(WallTime now) {
    for (ProcessIdentity& minion : running()) {
        if (is_shown(minion)) continue;
        const WallTime started = start_of(minion, now);
        for (const auto& path : options_.settings) {
            const auto changed = changed_at(path);
            if (!changed || *changed < started) continue;
            return "salt-minion (process " + std::to_string(minion.pid) + ") was started before " +
                   path.string() +
                   " was changed, and no job of it has passed the gate yet: restart salt-minion";
        }
        show(std::move(minion));
    }
    return std::nullopt;
}

std::optional<std::string> RunningMinion::doubt(Now now) {
    if (look_at_ && now.steady < *look_at_) return doubt_;
    look_at_ = now.steady + kLookAgain;
    doubt_ = look(now.wall);
    return doubt_;
}

void RunningMinion::claimed_live(pid_t process) {
    if (!doubt_) return;  // no claim waits for what need not be known
    const auto minions = running();
    // A job is a fork of the minion, or one of its threads.
    pid_t ancestor = process;
    for (int i = 0; i < kMostAncestors && ancestor > 1; ++i, ancestor = parent_of(ancestor)) {
        auto one = ProcessIdentity::of(ancestor);
        if (!one || is_shown(*one)) return;
        if (std::find(minions.begin(), minions.end(), *one) == minions.end()) continue;
        show(std::move(*one));
        look_at_.reset();
        return;
    }
}

}  // namespace job_retry
