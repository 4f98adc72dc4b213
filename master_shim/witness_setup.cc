#include "master_shim/witness_setup.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "runtime/read_file.h"

namespace job_retry {
namespace {

using std::filesystem::path;

constexpr std::size_t kLargestReturner = std::size_t{1} << 20;

bool directory_there(const path& at) {
    std::error_code none;
    return std::filesystem::is_directory(at, none);
}

// The directories in which Salt looks for returners before its own, in its order (_module_dirs in
// salt/loader/__init__.py).
std::vector<path> searched(const SaltConfig& config) {
    std::vector<path> found;
    for (auto one = config.module_dirs.rbegin(); one != config.module_dirs.rend(); ++one) {
        for (const char* name : {"returners", "_returners"}) {
            if (!directory_there(path(*one) / name)) continue;
            found.push_back(path(*one) / name);
            break;
        }
    }
    found.push_back(config.extension_modules / "returners");
    found.insert(found.end(), config.returner_dirs.begin(), config.returner_dirs.end());
    return found;
}

// What Salt would load from this directory under the name, if anything.
std::optional<path> returner_in(const path& directory, const std::string& name) {
    if (std::filesystem::path file = directory / name; directory_there(file)) return file;
    for (const char* suffix : {".so", ".py", ".pyx", ".zip"}) {
        path file = directory / (name + suffix);
        std::error_code none;
        if (std::filesystem::symlink_status(file, none).type() != std::filesystem::file_type::not_found)
            return file;
    }
    return std::nullopt;
}

// Error `denied` and kin: what is there cannot be read, by Salt neither where both have one user.
Result<bool> is_witness(const path& file) {
    if (file.extension() != ".py") return false;
    auto text = read_file(file, kLargestReturner);
    if (text) return text->find("\nJOB_RETRY_WITNESS = ") != std::string::npos;
    if (text.error().code == Errc::invalid) return false;  // larger than the witness
    return pass_on(text);
}

// The first directory that holds the witness, under whatever name.
std::optional<path> home_of_witness(const std::vector<path>& directories) {
    for (const path& directory : directories) {
        const auto witness = is_witness(directory / "local_cache.py");
        if (witness && *witness) return directory;
    }
    return std::nullopt;
}

std::string restart(const std::string& what) {
    return what + ", then restart salt-master";
}

std::string not_named(const SaltConfig& config) {
    const std::string wanted = JOB_RETRY_RETURNERS;
    const auto set = config.settings().find("returner_dirs");
    if (set == config.settings().end())
        return restart("returner_dirs does not name its directory: put returner_dirs: [" + wanted +
                       "] into " + (config.directory / "master.d" / "job_retry.conf").native());
    if (std::ranges::find(config.returner_dirs, wanted) == config.returner_dirs.end())
        return restart("returner_dirs in " + set->second.file.native() +
                       " does not name its directory: put " + wanted + " first into that list");
    return restart("it is not in " + wanted + ": install salt-job-retry-master again");
}

}  // namespace

WitnessSetup witness_setup(const SaltConfig& config) {
    const std::string& name = config.master_job_cache;
    // Salt takes a text for a list of its letters.
    const auto set = config.settings().find("returner_dirs");
    if (set != config.settings().end() && set->second.value.list() == nullptr)
        return {config.refusal("returner_dirs", "a list").text};

    const std::vector<path> directories = searched(config);
    const std::optional<path> home = home_of_witness(directories);
    if (!home) return {not_named(config)};
    const auto at = std::ranges::find_if(directories,
                                         [&](const path& one) { return returner_in(one, name).has_value(); });
    if (at == directories.end() || at > std::ranges::find(directories, *home))
        return {restart("master_job_cache is " + name +
                        ", a name that it does not have yet: ln -s local_cache.py " +
                        (*home / (name + ".py")).native())};
    const path file = *returner_in(*at, name);
    const Result<bool> witness = is_witness(file);
    if (!witness) return {witness.error().text};
    if (*witness) return {};
    return {restart(file.native() + " stands before it: " +
                    (*at == config.extension_modules / "returners"
                         ? "put that file into a directory of its own, behind " + home->native() +
                               " in returner_dirs, and out of _returners in file_roots"
                         : "put " + home->native() + " before that directory"))};
}

}  // namespace job_retry
