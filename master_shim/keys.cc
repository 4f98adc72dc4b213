#include "master_shim/keys.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <system_error>

#include "master_shim/event.h"
#include "proto/messages.h"
#include "runtime/read_file.h"

namespace job_retry {
namespace {

constexpr std::size_t kMaxKeyFile = 64 << 10;
constexpr std::size_t kMarkSize = 16;
constexpr std::uint32_t kWatched = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE |
                                   IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

}  // namespace

Result<std::string> KeyDirectory::read_key(const std::string& minion) const {
    const auto denied = [&minion] {
        return fail(Errc::denied,
                    "the key of minion " + minion + " is not accepted on this master: salt-key -a " + minion);
    };
    if (!proto::valid_minion_id(minion)) return denied();
    auto text = read_file(minions_.directory / minion, kMaxKeyFile);
    std::error_code error;
    const bool is_missing = !text && text.error().code == Errc::not_found &&
                            std::filesystem::is_directory(minions_.directory, error);
    if (is_missing || (text && text->empty())) return denied();
    if (!text && text.error().code == Errc::invalid) return denied();  // no file of Salt's
    if (!text) return fail(Errc::unavailable, "a minion's key cannot be read: " + text.error().text);
    return text;
}

Result<std::string> KeyDirectory::mark(const std::string& minion) const {
    auto text = read_key(minion);
    if (!text) return text;
    // Another wrapping of lines is not another key.
    std::erase_if(*text, [](char c) { return c == '\r' || c == '\n' || c == ' '; });
    const Sha256 digest = sha256(*text);
    return hex({reinterpret_cast<const char*>(digest.data()), kMarkSize});
}

Result<RsaPublicKey> KeyDirectory::key(const std::string& minion) const {
    auto text = read_key(minion);
    if (!text) return pass_on(text);
    return RsaPublicKey::from_pem(*text);
}

std::vector<std::string> KeyDirectory::accepted() const {
    std::vector<std::string> minions;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(minions_.directory, error), end; !error && entry != end;
         entry.increment(error)) {
        std::string name = entry->path().filename().string();
        if (name.front() != '.') minions.push_back(std::move(name));
    }
    std::sort(minions.begin(), minions.end());
    return minions;
}

bool KeyDirectory::watch() {
    if (!inotify_) inotify_ = FileDescriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    for (Watched* watched : {&pki_, &minions_}) {
        if (watched->id < 0 && inotify_)
            watched->id = inotify_add_watch(inotify_.get(), watched->directory.c_str(), kWatched);
    }
    return minions_.id >= 0;
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
            const std::string_view name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            at += static_cast<ssize_t>(sizeof event + event.len);
            note(event.wd, event.mask, name, changes);
        }
    }
    return changes;
}

void KeyDirectory::note(int id, std::uint32_t what, std::string_view name, Changes& changes) {
    if ((what & IN_Q_OVERFLOW) != 0) changes.all = changes.master_key = true;
    Watched* watched = id == pki_.id ? &pki_ : id == minions_.id ? &minions_ : nullptr;
    if (watched == nullptr || id < 0) return;  // the last words of a watch that is given up
    if ((what & IN_MOVE_SELF) != 0) inotify_rm_watch(inotify_.get(), id);
    if ((what & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) {
        watched->id = -1;
        changes.all = true;
    } else if (watched == &pki_) {
        // A file that was only just made is looked at when it is whole.
        if (name == "master.pem" && (what & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) changes.master_key = true;
        if (name == "minions") changes.all = true;
    } else if (proto::valid_minion_id(name)) {
        changes.minions.emplace_back(name);
    }
}

}  // namespace job_retry
