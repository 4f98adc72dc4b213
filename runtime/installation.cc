#include "runtime/installation.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

#include "runtime/plain_text.h"

namespace job_retry {
namespace {

using std::filesystem::path;

constexpr std::string_view kUnits = "/etc/systemd/system";
constexpr std::string_view kState = "/var/lib/salt-job-retry";

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

struct Names {
    std::string side;     // minion
    std::string service;  // minion-agent.service
    std::string salt;     // salt-minion
    path settings;        // /etc/salt/minion.d/job_retry.conf
    path removed;         // what it is called while it must not be in force
    path state;           // of ledger or deliveries
    path override_file;   // of the unit, for the master's user
};

Names names_of(Role role) {
    Names names;
    names.side = role == Role::master ? "master" : "minion";
    names.service = role == Role::master ? "master-shim.service" : "minion-agent.service";
    names.salt = "salt-" + names.side;
    names.settings = path("/etc/salt") / (names.side + ".d") / "job_retry.conf";
    names.removed = names.settings.native() + ".removed";
    names.state = path(kState) / names.side;
    names.override_file = path(kUnits) / (names.service + ".d") / "user.conf";
    return names;
}

bool there(const InstallTarget& target, const path& file) {
    return target.look(file).kind != FoundFile::Kind::nothing;
}

const CarriedFile& carried(std::span<const CarriedFile> files, const path& name) {
    return *std::ranges::find_if(files,
                                 [&](const CarriedFile& f) { return path(f.path).filename() == name; });
}

// The links with which systemd remembers that a unit is enabled, as its [Install] section asks for them.
std::vector<MakeLink> enabling_links(const CarriedFile& unit) {
    std::vector<MakeLink> links;
    std::istringstream lines{std::string(unit.bytes)};
    constexpr std::string_view key = "WantedBy=";
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(key)) continue;
        std::istringstream wanters(line.substr(key.size()));
        for (std::string wanter; wanters >> wanter;)
            links.push_back(
                {path(kUnits) / (wanter + ".wants") / path(unit.path).filename(), path(unit.path)});
    }
    return links;
}

Result<void> not_packaged(const Names& names, std::span<const CarriedFile> files, const InstallTarget& target,
                          const std::string& instead) {
    const std::string package = "salt-job-retry-" + names.side;
    const std::string owned = target.read("/var/lib/dpkg/info/" + package + ".list");
    for (const CarriedFile& file : files) {
        if (("\n" + owned + "\n").find("\n" + std::string(file.path) + "\n") == std::string::npos) continue;
        std::string trouble(file.path);
        trouble += " belongs to the package " + package + ", which alone may change it: ";
        trouble += instead + package;
        return fail(Errc::conflict, trouble);
    }
    return {};
}

// Directories that are ours alone, the deepest first.
std::vector<path> own_directories(std::span<const CarriedFile> files) {
    std::vector<path> found;
    for (const CarriedFile& file : files) {
        path directory = path(file.path).parent_path();
        while (directory.native().find("/salt-job-retry") != std::string::npos) {
            if (std::ranges::find(found, directory) == found.end()) found.push_back(directory);
            directory = directory.parent_path();
        }
    }
    std::ranges::sort(found, std::greater{}, [](const path& p) { return p.native().size(); });
    return found;
}

std::string octal(mode_t mode) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%04o", mode);
    return text.data();
}

}  // namespace

std::string described(const InstallStep& step) {
    return std::visit(
        Overloaded{
            [](const MakeDirectory& s) {
                return "make directory " + s.path.native() + " (mode " + octal(s.mode) + ", owner " +
                       std::to_string(s.owner.user) + ":" + std::to_string(s.owner.group) + ")";
            },
            [](const WriteFile& s) { return "write " + s.path.native() + " (mode " + octal(s.mode) + ")"; },
            [](const RenameFile& s) { return "rename " + s.path.native() + " to " + s.to.native(); },
            [](const MakeLink& s) { return "link " + s.path.native() + " to " + s.target.native(); },
            [](const Remove& s) { return "remove " + s.path.native(); },
            [](const RemoveIfEmpty& s) { return "remove " + s.path.native() + ", if it is empty"; },
            [](const CallSystemctl& s) {
                std::string call = "run systemctl";
                for (const std::string& argument : s.arguments)
                    call += " " + argument;
                return call;
            },
        },
        step);
}

bool is_user_name(std::string_view name) {
    constexpr std::string_view kFirst = "abcdefghijklmnopqrstuvwxyz_";
    constexpr std::string_view kOther = "abcdefghijklmnopqrstuvwxyz_0123456789-";
    if (name.empty() || kFirst.find(name.front()) == std::string_view::npos) return false;
    if (name.size() > 1 && name.back() == '$') name.remove_suffix(1);
    return name.find_first_not_of(kOther) == std::string_view::npos;
}

Result<InstallPlan> plan_install(Role role, std::span<const CarriedFile> files, const InstallTarget& target) {
    const Names names = names_of(role);
    auto allowed = not_packaged(names, files, target, "apt install ");
    if (!allowed) return pass_on(allowed);

    const bool other_user = role == Role::master && !target.user.empty() && target.user != "salt";
    // Salt's user may write it there, and root's systemd reads what becomes of it.
    if (other_user && (!is_user_name(target.user) || !target.owner))
        return fail(Errc::invalid, "the master's configuration says user: " + printable(target.user) +
                                       ", which is no user of this machine: put it right, then install");

    InstallPlan plan;
    // Before the unit: who finds the unit there and no link knows that somebody has disabled it.
    const CarriedFile& unit = carried(files, names.service);
    if (!there(target, unit.path)) {
        for (MakeLink& link : enabling_links(unit))
            if (!there(target, link.path)) plan.emplace_back(std::move(link));
    }
    for (const CarriedFile& file : files) {
        const FoundFile found = target.look(file.path);
        if (found.kind == FoundFile::Kind::file && found.mode == file.mode() &&
            target.read(file.path) == file.bytes)
            continue;
        plan.emplace_back(WriteFile{file.path, std::string(file.bytes), file.mode()});
    }
    if (target.owner && !there(target, names.state))
        plan.emplace_back(MakeDirectory{names.state, 0700, *target.owner});
    // The shim runs as the master does; the unit says salt, which is what Salt's packages use.
    if (other_user && !there(target, names.override_file))
        plan.emplace_back(WriteFile{
            names.override_file,
            "# The user of salt-master, written by master-shim install.\n[Service]\nUser=" + target.user +
                "\n",
            0644});
    if (!there(target, names.settings)) {
        if (there(target, names.removed))
            plan.emplace_back(RenameFile{names.removed, names.settings});
        else
            plan.emplace_back(
                WriteFile{names.settings, std::string(carried(files, names.side + ".conf").bytes), 0644});
    }
    if (!plan.empty() && target.systemd) {
        plan.emplace_back(CallSystemctl{{"daemon-reload"}, {}});
        // Jobs outlive it. Without job_retry: True it ends by itself at once.
        plan.emplace_back(CallSystemctl{{"restart", names.service}, {}});
    }
    return plan;
}

Result<InstallPlan> plan_uninstall(Role role, std::span<const CarriedFile> files, const InstallTarget& target,
                                   bool purge) {
    const Names names = names_of(role);
    auto allowed = not_packaged(names, files, target, purge ? "apt purge " : "apt remove ");
    if (!allowed) return pass_on(allowed);
    bool in_use = false;
    for (const path& file : target.naming) {
        if (file == names.settings && (target.systemd || target.image)) {
            in_use = true;
            continue;
        }
        return fail(
            Errc::conflict,
            file.native() +
                (role == Role::minion
                     ? " names job_retry in module_executors: take it out and restart salt-minion, or every "
                       "job fails once the executor is gone; then uninstall"
                     : " names the directory of the witness in returner_dirs: take it out and restart "
                       "salt-master, or it may publish nothing once the directory is gone; then uninstall"));
    }

    InstallPlan plan;
    const auto remove = [&](const path& file) {
        if (there(target, file)) plan.emplace_back(Remove{file});
    };
    const CarriedFile& unit = carried(files, names.service);
    const bool installed = there(target, unit.path);
    if (there(target, names.settings)) {
        plan.emplace_back(RenameFile{names.settings, names.removed});
        // A minion whose module_executors names an executor that is not there fails every job. A master that
        // has seen the witness in a directory that is gone since does not find its job cache any more.
        if (in_use && target.systemd)
            plan.emplace_back(CallSystemctl{{"try-restart", names.salt + ".service"},
                                            RenameFile{names.removed, names.settings}});
    }
    // After the restart of salt-minion, which starts the agent too.
    if (installed && target.systemd) plan.emplace_back(CallSystemctl{{"stop", names.service}, {}});
    for (const MakeLink& link : enabling_links(unit))
        remove(link.path);
    std::for_each(files.rbegin(), files.rend(), [&](const CarriedFile& file) { remove(file.path); });
    for (const path& directory : own_directories(files)) {
        remove(directory / "__pycache__");  // Salt's loader writes it
        if (there(target, directory)) plan.emplace_back(RemoveIfEmpty{directory});
    }
    if (installed && target.systemd) plan.emplace_back(CallSystemctl{{"daemon-reload"}, {}});
    if (purge) {
        if (there(target, names.settings) || there(target, names.removed))
            plan.emplace_back(Remove{names.removed});
        remove(names.override_file);
        remove(names.state);
        for (const path& directory : {names.override_file.parent_path(), names.settings.parent_path(),
                                      path("/etc/salt"), path(kState)}) {
            if (there(target, directory)) plan.emplace_back(RemoveIfEmpty{directory});
        }
    }
    // Directories that others still use are all that is there.
    if (std::ranges::all_of(plan,
                            [](const InstallStep& s) { return std::holds_alternative<RemoveIfEmpty>(s); }))
        plan.clear();
    return plan;
}

}  // namespace job_retry
