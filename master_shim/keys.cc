#include "master_shim/keys.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

#include "master_shim/event.h"
#include "proto/messages.h"

namespace job_retry {
namespace {

constexpr std::size_t kMaxKeyFile = 64 << 10;
constexpr std::size_t kMarkSize = 16;

std::optional<std::string> read_key_file(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxKeyFile, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty()) return std::nullopt;
    return text;
}

}  // namespace

std::optional<std::string> KeyDirectory::mark(const std::string& minion) const {
    if (!proto::valid_minion_id(minion)) return std::nullopt;
    auto text = read_key_file(minions_ / minion);
    if (!text) return std::nullopt;
    // Another wrapping of lines is not another key.
    std::erase_if(*text, [](char c) { return c == '\r' || c == '\n' || c == ' '; });
    const Sha256 digest = sha256(*text);
    return hex({reinterpret_cast<const char*>(digest.data()), kMarkSize});
}

Result<RsaPublicKey> KeyDirectory::key(const std::string& minion) const {
    const auto text = proto::valid_minion_id(minion) ? read_key_file(minions_ / minion) : std::nullopt;
    if (!text)
        return fail(Errc::denied,
                    "the key of minion " + minion + " is not accepted on this master: salt-key -a " + minion);
    return RsaPublicKey::from_pem(*text);
}

std::vector<std::string> KeyDirectory::accepted() const {
    std::vector<std::string> minions;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(minions_, error), end; !error && entry != end;
         entry.increment(error)) {
        std::string name = entry->path().filename().string();
        if (name.front() != '.') minions.push_back(std::move(name));
    }
    std::sort(minions.begin(), minions.end());
    return minions;
}

bool KeyDirectory::watch() {
    if (watch_ >= 0) return true;
    if (!inotify_) inotify_ = FileDescriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!inotify_) return false;
    watch_ = inotify_add_watch(inotify_.get(), minions_.c_str(),
                               IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE |
                                   IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
    return watch_ >= 0;
}

KeyDirectory::Changes KeyDirectory::changes() {
    Changes changes;
    alignas(inotify_event) std::array<char, 16384> buffer;
    while (inotify_) {
        const ssize_t size = read(inotify_.get(), buffer.data(), buffer.size());
        if (size <= 0) break;
        for (ssize_t at = 0; at < size;) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = buffer.data() + at + sizeof event;
            at += static_cast<ssize_t>(sizeof event + event.len);
            if ((event.mask & IN_MOVE_SELF) != 0) inotify_rm_watch(inotify_.get(), watch_);
            if ((event.mask & (IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) {
                changes.all = true;
                if ((event.mask & IN_Q_OVERFLOW) == 0) watch_ = -1;
            } else if (event.len > 0 && proto::valid_minion_id(name)) {
                changes.minions.emplace_back(name);
            }
        }
    }
    return changes;
}

}  // namespace job_retry
