#include "minion_agent/options.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace job_retry {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;
using std::filesystem::path;

constexpr std::uint64_t kKiB = std::uint64_t{1} << 10;
constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

bool is_program(const path& file) {
    std::error_code error;
    return std::filesystem::is_regular_file(file, error) && access(file.c_str(), X_OK) == 0;
}

std::optional<path> found_in(std::string_view search_path, const std::string& name) {
    std::size_t start = 0;
    while (start <= search_path.size()) {
        const std::size_t end = std::min(search_path.find(':', start), search_path.size());
        const path candidate = path(search_path.substr(start, end - start)) / name;
        if (candidate.is_absolute() && is_program(candidate)) return candidate;
        start = end + 1;
    }
    return std::nullopt;
}

bool is_python(const path& file) {
    return file.filename().native().starts_with("python");
}

// Salt's scripts come in three shapes: `#!/path/to/python3`, `#!/usr/bin/env python3`, and a shell's first
// lines that start the python3 beside or below the script (Salt's own packages, and pip where the path is
// long).
std::optional<path> interpreter_of(const path& script, std::string_view search_path) {
    std::error_code error;
    const path real = std::filesystem::canonical(script, error);
    if (error) return std::nullopt;
    std::ifstream file(real);
    std::string line;
    std::getline(file, line);
    if (!line.starts_with("#!")) return std::nullopt;

    std::vector<std::string> words;
    std::size_t start = 2;
    while ((start = line.find_first_not_of(" \t\r", start)) != std::string::npos) {
        const std::size_t end = std::min(line.find_first_of(" \t\r", start), line.size());
        words.push_back(line.substr(start, end - start));
        start = end;
    }
    if (words.empty()) return std::nullopt;
    const path named = words[0];
    if (is_python(named)) return is_program(named) ? std::optional(named) : std::nullopt;
    if (named.filename() == "env" && words.size() > 1 && is_python(words[1]))
        return found_in(search_path, words[1]);
    for (const path& beside : {real.parent_path() / "python3", real.parent_path() / "bin" / "python3"})
        if (is_program(beside)) return beside;
    return std::nullopt;
}

}  // namespace

std::vector<Option> AgentOptions::table() {
    return {
        flag_option("job_retry", enabled, "switches job retry on"),
        flag_option("job_retry_standalone", standalone,
                    "without Salt: the agent runs commands itself and makes its own keys"),
        directory_option("job_retry_dir", directory, "directory of the ledger and the recorded returns"),
        duration_option("job_retry_keep", keep, seconds(60), days(36500),
                        "how long the ledger remembers a job; a job that is older is refused"),
        texts_option(
            "job_retry_rerun", rerun.functions,
            "functions, as globs, whose interrupted jobs run again by themselves; without this key none"),
        count_option("job_retry_rerun_max", rerun.most, 1, 1000,
                     "how often an interrupted job of these functions runs again by itself"),
        text_option(
            "job_retry_new_ledger", new_ledger,
            "what becomes of jobs that were published before the ledger began, or went back: `hold`, or "
            "`run` where the disk is as new at each start and they may run twice"),
        size_option("job_retry_ledger_size", ledger_size, kMiB, 1024 * kGiB,
                    "size of the ledger's file, allocated in advance"),
        size_option("job_retry_max_return", max_return, kKiB, kGiB,
                    "the largest return that is recorded; a larger one cannot be sent again"),
        duration_option("job_retry_keep_returns", keep_returns, seconds(60), days(3650),
                        "how long a recorded return is kept once the master holds it"),
        size_option("job_retry_returns_size", returns_size, kMiB, 1024 * kGiB,
                    "the most that all recorded returns may take"),
        duration_option("job_retry_poll", poll, seconds(1), days(1),
                        "how often the agent asks for missed jobs when nothing else makes it ask"),
        port_option("job_retry_port", port, "TCP port of the master's shim"),
        port_option("job_retry_key_port", key_port, "TCP port where the shim hands out its signed key"),
        file_option(
            "job_retry_python", python,
            "the Python that Salt runs under; without this key the one that `salt-minion` starts with"),
        file_option("job_retry_worker", worker, "path of the worker that runs missed jobs"),
        duration_option("job_retry_worker_idle", worker_idle, seconds(0), hours(24),
                        "how long a worker without a job waits for one before it ends"),
        texts_option("job_retry_executors", executors,
                     "the executors behind the gate, as in `module_executors`"),
        texts_option(
            "job_retry_exclude", exclude,
            "functions, as globs, whose live jobs go around the gate and are not recorded; for what may "
            "run twice, and is excluded on the master too"),
        text_option("job_retry_agent", agent, "the program that the executor calls when no agent is running"),
        text_option("job_retry_user", user,
                    "the user of the courier, the agent's process that speaks to the network, where no unit "
                    "names one"),
        file_option(
            "job_retry_metrics_file", metrics_file,
            "file that the agent writes its metrics to, for node_exporter's textfile collector; its name "
            "ends with `.prom`; without this key none"),
        level_option("job_retry_log_level", log_level, "how much is logged: " + log::level_words()),
    };
}

Result<AgentOptions> AgentOptions::from(const SaltConfig& config) {
    AgentOptions options;
    options.worker = JOB_RETRY_WORKER;
    Result<void> read = read_options(config, options.table());
    if (!read) return pass_on(read);

    if (!options.metrics_file.empty() && options.metrics_file.extension() != ".prom")
        return tl::unexpected(config.refusal("job_retry_metrics_file",
                                             "a name that ends with .prom, as node_exporter wants it"));
    if (options.new_ledger != "hold" && options.new_ledger != "run")
        return tl::unexpected(config.refusal("job_retry_new_ledger", "hold or run"));
    if (options.executors.empty())
        return tl::unexpected(config.refusal("job_retry_executors", "at least one executor"));
    const auto is_gate = [](const std::string& name) { return name == "job_retry"; };
    if (std::any_of(options.executors.begin(), options.executors.end(), is_gate))
        return tl::unexpected(
            config.refusal("job_retry_executors", "executors other than job_retry, which calls them"));
    if (options.max_return > options.returns_size)
        return tl::unexpected(config.refusal("job_retry_max_return", "no more than job_retry_returns_size"));
    if (options.port == options.key_port)
        return tl::unexpected(config.refusal("job_retry_key_port", "another port than job_retry_port"));
    Result<path> gate = socket_path(config.sock_dir / "job_retry_gate.ipc", config, "sock_dir");
    if (!gate) return pass_on(gate);
    options.gate_socket = std::move(*gate);
    return options;
}

Result<path> AgentOptions::salt_python(std::string_view search_path) const {
    if (!python.empty()) {
        if (is_program(python)) return python;
        return fail(Errc::not_found, "job_retry_python: " + python.native() +
                                         " is no program; set it to the Python that "
                                         "Salt runs under");
    }
    for (const char* name : {"salt-minion", "salt-call"}) {
        const std::optional<path> script = found_in(search_path, name);
        if (!script) continue;
        if (std::optional<path> interpreter = interpreter_of(*script, search_path)) return *interpreter;
    }
    return fail(
        Errc::not_found,
        "neither salt-minion nor salt-call in PATH tells which Python Salt runs under; set job_retry_python, "
        "for example to /opt/saltstack/salt/bin/python3");
}

}  // namespace job_retry
