// What `install` and `uninstall` of both programs change: the files and settings of the Debian packages,
// without a package. The program carries its files (packaging/CMakeLists.txt lists them once, for packages
// and programs), and a plan is made from them and from what is there; nothing here changes anything,
// install_command.h carries a plan out. Invariant, as in the packages: a file is there before a setting can
// name it, and a setting is gone before its file is.

#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

// A file of the installation; `bytes` of the program itself are not carried but read from where it runs.
struct CarriedFile {
    std::string_view path;
    std::string_view bytes;
    bool program;
    mode_t mode() const { return program ? 0755 : 0644; }
};

struct Owner {
    uid_t user;
    gid_t group;
};

struct MakeDirectory {  // its parents too, as root's and with mode 0755
    std::filesystem::path path;
    mode_t mode;
    Owner owner;
};
struct WriteFile {  // in one step, whatever was there before
    std::filesystem::path path;
    std::string bytes;
    mode_t mode;
};
struct RenameFile {
    std::filesystem::path path;
    std::filesystem::path to;
};
struct MakeLink {
    std::filesystem::path path;
    std::filesystem::path target;
};
struct Remove {  // with all that is below it
    std::filesystem::path path;
};
struct RemoveIfEmpty {
    std::filesystem::path path;
};
struct CallSystemctl {
    std::vector<std::string> arguments;
    // Put back when the call fails, and then nothing else is done; without it a failure is only told.
    std::optional<RenameFile> undo;
};
using InstallStep =
    std::variant<MakeDirectory, WriteFile, RenameFile, MakeLink, Remove, RemoveIfEmpty, CallSystemctl>;
using InstallPlan = std::vector<InstallStep>;

// "write /usr/bin/minion-agent (mode 0755)": what a dry run prints.
std::string described(const InstallStep& step);

struct FoundFile {
    enum class Kind { nothing, file, directory, link };
    Kind kind = Kind::nothing;
    mode_t mode = 0;
};

// The machine or image that is installed to.
struct InstallTarget {
    std::function<FoundFile(const std::filesystem::path&)> look;
    std::function<std::string(const std::filesystem::path&)> read;  // empty for what is not there
    bool systemd = false;                                           // it runs there, and is to be told
    bool image = false;                                             // nothing runs there
    std::string user;            // the daemon's; empty: not known, the unit decides
    std::optional<Owner> owner;  // of the daemon's directory; empty: systemd makes it when the daemon starts
    // The configuration files that name what this side has for Salt, without which Salt does not work while
    // they do: the executor in a minion's module_executors, the witness's directory in a master's
    // returner_dirs.
    std::vector<std::filesystem::path> naming;
};

// An empty plan: everything is as it should be. Error `conflict`: a package has installed it.
// Whether a text may stand behind `User=`: a letter or '_', letters, digits, '_' and '-', perhaps a '$' at
// the end.
bool is_user_name(std::string_view name);

Result<InstallPlan> plan_install(Role role, std::span<const CarriedFile> files, const InstallTarget& target);

// Ledger, deliveries and settings stay unless `purge`. Error `conflict`: a package has installed it, or what
// Salt uses of it cannot be taken out of use from here.
Result<InstallPlan> plan_uninstall(Role role, std::span<const CarriedFile> files, const InstallTarget& target,
                                   bool purge);

}  // namespace job_retry
