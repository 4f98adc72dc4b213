#include "master_shim/key_pool.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "proto/messages.h"
#include "runtime/durable_file.h"
#include "runtime/rsa_key.h"

namespace job_retry {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAccepted = "minions";
constexpr const char* kOffered = "minions_pre";
constexpr const char* kRejected = "minions_rejected";
constexpr std::array kDirectories = {kAccepted, kOffered, kRejected};
constexpr mode_t kMode = 0600;

const char* state_of(std::string_view directory) {
    if (directory == kAccepted) return "accepted";
    return directory == kOffered ? "unaccepted" : "rejected";
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

Result<void> check_id(const std::string& minion) {
    if (proto::valid_minion_id(minion)) return {};
    return fail(Errc::invalid, "'" + minion + "' is no minion id");
}

}  // namespace

Result<void> KeyPool::make_directories() {
    for (const char* name : kDirectories) {
        std::error_code error;
        fs::create_directories(pki_ / name, error);
        if (error) return fail(Errc::io, (pki_ / name).native() + ": " + error.message());
        fs::permissions(pki_ / name, fs::perms::owner_all, error);
    }
    return {};
}

Result<bool> KeyPool::offer(const std::string& minion, const std::string& pem) {
    if (auto checked = check_id(minion); !checked) return pass_on(checked);
    // Whoever looks into the directory would not see it, nor take it for a minion.
    if (minion.front() == '.') return fail(Errc::invalid, "a minion id that begins with '.'");
    for (const char* name : kDirectories) {
        if (is_there(pki_ / name / minion)) return false;
    }
    std::error_code error;
    std::size_t offered = 0;
    for (fs::directory_iterator entry(pki_ / kOffered, error), end; !error && entry != end;
         entry.increment(error))
        ++offered;
    if (offered >= kMaxOffered)
        return fail(Errc::full, "too many keys wait for acceptance: see `master-shim key list`");
    if (auto written = write_durably(pki_ / kOffered / minion, pem, kMode); !written) return pass_on(written);
    return true;
}

Result<std::vector<KeyPool::Key>> KeyPool::list() const {
    std::vector<Key> keys;
    for (const char* name : kDirectories) {
        std::error_code error;
        for (fs::directory_iterator entry(pki_ / name, error), end; !error && entry != end;
             entry.increment(error)) {
            std::string minion = entry->path().filename().string();
            std::string fingerprint;
            if (const auto key = RsaPublicKey::load(entry->path())) {
                const Sha256 digest = key->fingerprint();
                fingerprint = hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
            }
            keys.push_back({std::move(minion), state_of(name), std::move(fingerprint)});
        }
        if (error && error != std::errc::no_such_file_or_directory)
            return fail(error == std::errc::permission_denied ? Errc::denied : Errc::io,
                        (pki_ / name).native() + ": " + error.message());
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.minion < b.minion; });
    return keys;
}

Result<void> KeyPool::move(const std::string& minion, const char* to, const char* command) {
    if (auto checked = check_id(minion); !checked) return checked;
    std::error_code unreadable;
    const fs::directory_iterator target(pki_ / to, unreadable);
    if (unreadable == std::errc::permission_denied)
        return fail(Errc::denied, (pki_ / to).native() + ": " + unreadable.message());
    for (const char* name : kDirectories) {
        if (std::string_view(name) == to || !is_there(pki_ / name / minion)) continue;
        std::error_code error;
        fs::rename(pki_ / name / minion, pki_ / to / minion, error);
        if (!error) return {};
        return fail(error == std::errc::permission_denied ? Errc::denied : Errc::io,
                    (pki_ / name / minion).native() + ": " + error.message());
    }
    return fail(Errc::not_found,
                "no key of minion " + minion + " to " + command + ": see `master-shim key list`");
}

Result<void> KeyPool::accept(const std::string& minion) {
    return move(minion, kAccepted, "accept");
}

Result<void> KeyPool::reject(const std::string& minion) {
    return move(minion, kRejected, "reject");
}

Result<void> KeyPool::remove(const std::string& minion) {
    if (auto checked = check_id(minion); !checked) return checked;
    bool removed = false;
    for (const char* name : kDirectories) {
        std::error_code error;
        removed = fs::remove(pki_ / name / minion, error) || removed;
        if (error)
            return fail(error == std::errc::permission_denied ? Errc::denied : Errc::io,
                        (pki_ / name / minion).native() + ": " + error.message());
    }
    if (removed) return {};
    return fail(Errc::not_found, "no key of minion " + minion + ": see `master-shim key list`");
}

}  // namespace job_retry
