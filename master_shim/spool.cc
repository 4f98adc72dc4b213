#include "master_shim/spool.h"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "master_shim/event.h"
#include "master_shim/msgpack_view.h"
#include "runtime/database_file.h"
#include "runtime/log.h"
#include "runtime/plain_text.h"
#include "runtime/read_file.h"

namespace job_retry {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMaxFile = std::size_t{64} << 20;
constexpr std::size_t kMaxMissed = 4096;
constexpr std::string_view kSuffix = ".job";
constexpr std::string_view kAside = ".bad";
constexpr const char* kReadFile = ".read";
constexpr const char* kMissedFile = ".missed";
constexpr seconds kLookAgain{30};  // inotify may lose what a directory that is replaced had
constexpr seconds kNotRemoved{2};  // until what could not be written is tried again
constexpr seconds kTell{60};

}  // namespace

Result<Publication> decode_spooled(std::string_view bytes) {
    MsgpackField fields[] = {{"v"}, {"jid"}, {"published"}, {"load"}, {"minions"}};
    if (!read_msgpack_fields(bytes, fields)) return fail(Errc::invalid, "it is no whole record");
    const auto integer = [](std::string_view raw) {
        return raw.empty() ? std::nullopt : MsgpackView(raw).integer();
    };
    if (integer(fields[0].raw) != kVersion)
        return fail(Errc::invalid, "it is of another version than this master-shim");
    const auto jid = Jid::parse(read_jid(fields[1].raw));
    if (!jid) return fail(Errc::invalid, "its JID: " + jid.error().text);
    const auto published = integer(fields[2].raw);
    const auto load = fields[3].raw.empty() ? std::nullopt : MsgpackView(fields[3].raw).text();
    auto minions = fields[4].raw.empty() ? std::nullopt : read_minions(fields[4].raw);
    if (!published || *published < 0 || !load || !minions) return fail(Errc::invalid, "it lacks a part");
    return read_publication(*jid, *load, std::move(*minions),
                            WallTime(std::chrono::microseconds(*published)));
}

Result<Spool> Spool::open(const fs::path& directory, Now now) {
    if (auto made = open_private_directory(directory, true); !made) return pass_on(made);
    Spool spool(directory);
    spool.inotify_ = FileDescriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!spool.inotify_ || inotify_add_watch(spool.inotify_.get(), directory.c_str(), IN_MOVED_TO) < 0)
        log::warning(directory, " cannot be watched, and is looked at every ", kLookAgain.count(),
                     " s: ", std::generic_category().message(errno));
    const std::vector<std::string> aside = spool.names(kAside, std::string::npos);
    spool.unreadable_ = aside.size();
    if (!aside.empty()) spool.last_unreadable_ = aside.back();
    spool.look_at_ = spool.tell_at_ = now.steady;
    return spool;
}

// In the order in which the directory has them: a backlog is not read to its end each time.
std::vector<std::string> Spool::names(std::string_view suffix, std::size_t limit) const {
    std::vector<std::string> found;
    std::error_code error;
    for (fs::directory_iterator entry(directory_, error), end; !error && entry != end;
         entry.increment(error)) {
        if (found.size() >= limit) break;
        std::string name = entry->path().filename().string();
        if (name.front() != '.' && name.ends_with(suffix)) found.push_back(std::move(name));
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool Spool::told() {
    alignas(inotify_event) std::array<char, 16384> buffer;
    bool any = false;
    while (inotify_ && ::read(inotify_.get(), buffer.data(), buffer.size()) > 0)
        any = true;
    return any;
}

std::vector<Spool::Entry> Spool::take(std::size_t limit, Now now) {
    std::vector<Entry> entries;
    if (now.steady >= tell_at_) {
        tell_that_it_is_read();
        tell_at_ = now.steady + kTell;
    }
    const bool news = told();
    if (!news && now.steady < look_at_) return entries;
    const std::vector<std::string> files = names(kSuffix, limit);
    look_at_ = now.steady + (files.empty() ? kLookAgain : kNotRemoved);
    for (const std::string& name : files) {
        auto bytes = read_file(directory_ / name, kMaxFile);
        if (!bytes && bytes.error().code != Errc::invalid) {
            log::error("a publication cannot be read now: ", bytes.error().text);
            continue;
        }
        auto read = bytes ? decode_spooled(*bytes) : Result<Publication>(pass_on(bytes));
        if (read)
            entries.push_back({name, std::move(*read)});
        else
            put_aside(name, read.error().text);
    }
    return entries;
}

void Spool::remove(const std::vector<Entry>& entries) {
    if (entries.empty()) return;
    std::error_code error;
    for (const Entry& entry : entries) {
        if (!fs::remove(directory_ / entry.name, error) && error)
            log::error("a publication that was read cannot be removed: ", error.message());
        else
            ++read_;
    }
    look_at_ = SteadyTime{};  // there may be more
}

void Spool::put_aside(const std::string& name, const std::string& why) {
    std::error_code error;
    fs::rename(directory_ / name, directory_ / (name + std::string(kAside)), error);
    if (error) {
        log::error(directory_ / name, " cannot be put aside: ", error.message());
        return;
    }
    ++unreadable_;
    last_unreadable_ = name + std::string(kAside);
    log::error("what the master published in ", directory_ / last_unreadable_,
               " cannot be read, and is owed to nobody: ", why);
}

// The witness stops where nobody has read for a day.
void Spool::tell_that_it_is_read() const {
    const fs::path path = directory_ / kReadFile;
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file || futimens(file.get(), nullptr) != 0)
        log::warning(path, ": ", std::generic_category().message(errno));
}

std::string Spool::missed() const {
    const auto text = read_file(directory_ / kMissedFile, kMaxMissed);
    return text ? printable(*text) : std::string();
}

}  // namespace job_retry
