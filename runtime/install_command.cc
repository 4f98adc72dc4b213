#include "runtime/install_command.h"

#include <pwd.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <memory>
#include <system_error>

#include "runtime/durable_file.h"
#include "runtime/salt_yaml.h"

namespace job_retry {
namespace {

using std::filesystem::path;

constexpr std::string_view kConfigDirectory = "/etc/salt";

tl::unexpected<Error> refused(const path& at, const std::string& what, int number) {
    std::array<char, 128> text{};
    const Errc code = number == EACCES || number == EPERM ? Errc::denied
                      : number == ENOSPC                  ? Errc::full
                                                          : Errc::io;
    return fail(code, at.native() + ": cannot " + what + ": " + strerror_r(number, text.data(), text.size()));
}

std::string bytes_of(const path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) return {};
    std::string bytes(size, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

FoundFile look(const path& file) {
    struct stat about {};
    if (lstat(file.c_str(), &about) != 0) return {};
    const auto kind = S_ISLNK(about.st_mode)   ? FoundFile::Kind::link
                      : S_ISDIR(about.st_mode) ? FoundFile::Kind::directory
                                               : FoundFile::Kind::file;
    return {kind, about.st_mode & 07777U};
}

// From /etc/passwd alone for an image: the name services of this machine know other users.
std::optional<Owner> owner_named(const std::string& user, bool image) {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 16384> buffer{};
    if (!image) {
        if (getpwnam_r(user.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
            return std::nullopt;
        return Owner{entry.pw_uid, entry.pw_gid};
    }
    const std::unique_ptr<FILE, int (*)(FILE*)> file(fopen("/etc/passwd", "re"), fclose);
    while (file && fgetpwent_r(file.get(), &entry, buffer.data(), buffer.size(), &found) == 0)
        if (user == entry.pw_name) return Owner{entry.pw_uid, entry.pw_gid};
    return std::nullopt;
}

// Whether the document names job_retry in module_executors, or the witness's directory in returner_dirs.
bool names_ours(const SaltValue& document, Role role) {
    const SaltValue::Map* map = document.map();
    if (map == nullptr) return false;
    const auto ours = [&](const SaltValue& value) {
        if (value.text() == nullptr) return false;
        return role == Role::minion ? *value.text() == "job_retry"
                                    : value.text()->find("/salt-job-retry/returners") != std::string::npos;
    };
    const std::string_view key = role == Role::minion ? "module_executors" : "returner_dirs";
    return std::ranges::any_of(*map, [&](const SaltEntry& entry) {
        if (entry.key.text() == nullptr || *entry.key.text() != key) return false;
        const SaltValue::List* list = entry.value.list();
        return ours(entry.value) || (list != nullptr && std::ranges::any_of(*list, ours));
    });
}

// Salt's files that name what is ours; an error for one that cannot be read, which may.
Result<std::vector<path>> files_naming_ours(Role role) {
    const std::string main = role == Role::minion ? "minion" : "master";
    std::vector<path> files = {path(kConfigDirectory) / main};
    std::error_code none;
    for (const auto& entry :
         std::filesystem::directory_iterator(path(kConfigDirectory) / (main + ".d"), none))
        if (entry.path().extension() == ".conf") files.push_back(entry.path());
    std::vector<path> naming;
    for (const path& file : files) {
        auto text = read_small_file(file, std::size_t{16} << 20U);
        if (!text) return pass_on(text);
        if (!*text) continue;
        auto document = parse_salt_yaml(**text);
        if (!document) return fail(Errc::invalid, file.native() + ": " + document.error().text);
        if (names_ours(*document, role)) naming.push_back(file);
    }
    return naming;
}

Result<InstallTarget> target_of(Role role, bool image) {
    InstallTarget target;
    target.look = look;
    target.read = bytes_of;
    target.image = image;
    target.systemd = !image && std::filesystem::is_directory("/run/systemd/system");
    target.user = role == Role::master ? "salt" : "root";
    // Without a master's configuration there is no master yet whose user could be known.
    if (role == Role::master && std::filesystem::exists(path(kConfigDirectory) / "master")) {
        auto config = SaltConfig::load(kConfigDirectory, role);
        if (!config) return pass_on(config);
        target.user = config->user;
    }
    target.owner = role == Role::master ? owner_named(target.user, image) : Owner{0, 0};
    auto naming = files_naming_ours(role);
    if (!naming) return pass_on(naming);
    target.naming = std::move(*naming);
    return target;
}

Result<void> call_systemctl(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {"systemctl"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv(words.size() + 1);
    std::ranges::transform(words, argv.begin(), [](std::string& word) { return word.data(); });
    pid_t child = 0;
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    const int error = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return refused("systemctl", "run it", error);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return fail(Errc::unavailable, described(CallSystemctl{arguments, {}}).substr(4) + " failed");
}

Result<void> done_if(bool done, const path& at, const std::string& what) {
    if (done) return {};
    return refused(at, what, errno);
}

Result<void> done_if(const std::error_code& error, const path& at, const std::string& what) {
    if (!error) return {};
    return refused(at, what, error.value());
}

struct CarryOut {
    std::ostream& out;

    Result<void> parents_of(const path& at) const {
        std::error_code error;
        std::filesystem::create_directories(at.parent_path(), error);
        return done_if(error, at, "make its directory");
    }
    Result<void> operator()(const MakeDirectory& step) const {
        if (auto made = parents_of(step.path); !made) return made;
        return done_if(mkdir(step.path.c_str(), step.mode) == 0 &&
                           chown(step.path.c_str(), step.owner.user, step.owner.group) == 0,
                       step.path, "make it");
    }
    Result<void> operator()(const WriteFile& step) const {
        if (auto made = parents_of(step.path); !made) return made;
        return write_durably(step.path, step.bytes, step.mode);
    }
    Result<void> operator()(const RenameFile& step) const {
        return done_if(rename(step.path.c_str(), step.to.c_str()) == 0, step.path, "rename it");
    }
    Result<void> operator()(const MakeLink& step) const {
        if (auto made = parents_of(step.path); !made) return made;
        return done_if(symlink(step.target.c_str(), step.path.c_str()) == 0, step.path, "make the link");
    }
    Result<void> operator()(const Remove& step) const {
        std::error_code error;
        std::filesystem::remove_all(step.path, error);
        return done_if(error, step.path, "remove it");
    }
    Result<void> operator()(const RemoveIfEmpty& step) const {
        return done_if(rmdir(step.path.c_str()) == 0 || errno == ENOTEMPTY || errno == EEXIST, step.path,
                       "remove it");
    }
    Result<void> operator()(const CallSystemctl& step) const {
        auto called = call_systemctl(step.arguments);
        if (called) return {};
        if (!step.undo) {
            out << called.error().text << "; going on\n";
            return {};
        }
        if (auto undone = (*this)(*step.undo); !undone) return undone;
        return fail(Errc::unavailable, called.error().text + ": nothing was removed, and " +
                                           step.undo->to.native() + " is back");
    }
};

using Planner = std::function<Result<InstallPlan>(std::span<const CarriedFile>, const InstallTarget&)>;

Result<void> change(Role role, const InstallRequest& request, const Planner& planned, std::ostream& out) {
    const bool image = !request.root.empty();
    if (request.config_dir != kConfigDirectory)
        return fail(
            Errc::invalid,
            "the units read /etc/salt, and so does this command: leave -c out; for an image --root DIR");
    if (geteuid() != 0 && (image || !request.dry_run))
        return fail(Errc::denied, "this needs root; --dry-run on this machine does not");
    umask(022);  // NOLINT(concurrency-mt-unsafe): there are no threads yet

    const std::string program = bytes_of("/proc/self/exe");
    if (program.empty()) return refused("/proc/self/exe", "read this program from it", errno);
    std::vector<CarriedFile> files(carried_files().begin(), carried_files().end());
    for (CarriedFile& file : files)
        if (file.program) file.bytes = program;

    // Links in an image mean places in the image, and from here on they do.
    if (image) {
        if (!std::filesystem::is_directory(request.root))
            return fail(Errc::not_found, "there is no directory " + request.root.native() + " to install to");
        if (chroot(request.root.c_str()) != 0 || chdir("/") != 0)
            return refused(request.root, "use it as the root directory", errno);
    }
    auto target = target_of(role, image);
    if (!target) return pass_on(target);
    auto plan = planned(files, *target);
    if (!plan) return pass_on(plan);
    if (plan->empty()) out << "Nothing to change.\n";
    for (const InstallStep& step : *plan) {
        out << described(step) << '\n' << std::flush;
        if (request.dry_run) continue;
        if (auto done = std::visit(CarryOut{out}, step); !done) return done;
    }
    if (request.dry_run && !plan->empty()) out << "Nothing was changed: this was a dry run.\n";
    return {};
}

}  // namespace

Result<void> install_command(Role role, const InstallRequest& request, std::ostream& out) {
    return change(
        role, request,
        [&](auto files, const InstallTarget& target) { return plan_install(role, files, target); }, out);
}

Result<void> uninstall_command(Role role, const InstallRequest& request, std::ostream& out) {
    return change(
        role, request,
        [&](auto files, const InstallTarget& target) {
            return plan_uninstall(role, files, target, request.purge);
        },
        out);
}

}  // namespace job_retry
