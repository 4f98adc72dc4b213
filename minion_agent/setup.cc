#include "minion_agent/setup.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <system_error>

#include "minion_agent/queue_directory.h"
#include "minion_agent/running_minion.h"
#include "runtime/database_file.h"
#include "runtime/durable_file.h"
#include "runtime/log.h"
#include "runtime/process_identity.h"

namespace job_retry {

namespace {

using std::filesystem::path;

constexpr const char* kNobody = "nobody";

path standalone_key(const AgentOptions& options) {
    return options.directory / "pki" / "minion.pem";
}

Result<void> make_standalone_key(const AgentOptions& options) {
    const path file = standalone_key(options);
    auto there = check_private_file(file);
    if (!there) return pass_on(there);
    if (*there) return {};
    log::info("made a key for this minion: ", file);
    return write_durably(file, *RsaPrivateKey::generate().pem(), 0600);
}

std::string endpoint_host(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::string search_path() {
    const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody here changes it
    return path == nullptr ? "" : path;
}

std::vector<std::string> worker_command(const Configured& configured, const path& self) {
    const std::string directory = configured.salt.directory.native();
    if (configured.options.standalone) return {self.native(), "-c", directory, "worker"};
    auto python = configured.options.salt_python(search_path());
    // What is wrong is among the shortcomings; the gate works without a worker.
    return {python ? python->native() : "python3", configured.options.worker.native(), "-c", directory};
}

// Where pending jobs run: in the minion that runs now, or in a worker with its environment.
void use_running_minion(Agent::Options& agent, const SaltConfig& salt) {
    const auto minion = [pidfile = salt.pidfile] { return running_minion(pidfile); };
    agent.queue = std::make_shared<QueueOnDisk>(salt.cachedir);
    agent.running = {.minion = minion,
                     .is_of = is_of_minion,
                     .identify = ProcessIdentity::of,
                     .alive = [](const ProcessIdentity& process) { return process.alive(); },
                     .finished = {},
                     .offer = [] { return hex(random_bytes(proto::kOfferSize / 2)); },
                     .has_threads = !salt.flag("multiprocessing", true).value_or(true)};
    agent.worker.environment = [minion] {
        const auto running = minion();
        return running ? environment_of(*running) : std::vector<std::string>();
    };
}

// Live jobs come to the gate through Salt's executors.
void look_at_executors(const Configured& configured, std::vector<std::string>& found) {
    const SaltConfig& salt = configured.salt;
    const auto& names = salt.module_executors;
    const bool named = std::find(names.begin(), names.end(), "job_retry") != names.end();
    if (!named) {
        found.push_back(
            "module_executors does not name job_retry: live jobs do not pass the gate and may run again; set "
            "module_executors: [job_retry]");
    } else if (names.size() > 1) {
        found.push_back(
            "module_executors names others beside job_retry: a function that returns None would "
            "run again through the next one; name them in job_retry_executors instead");
    }
    const bool there =
        std::any_of(salt.executor_dirs.begin(), salt.executor_dirs.end(), [](const path& directory) {
            std::error_code error;
            return std::filesystem::exists(directory / "job_retry.py", error);
        });
    if (!there) {
        found.push_back("no directory of executor_dirs holds job_retry.py; add " +
                        (configured.options.worker.parent_path() / "executors").native());
    }
    if (!salt.sudo_user.empty()) {
        found.push_back(
            "sudo_user is set: Salt puts its sudo executor in the place of the gate, live jobs do "
            "not pass it");
    }
}

void look_at_user(const SaltConfig& salt, std::vector<std::string>& found) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* user = nullptr;
    if (getpwnam_r(salt.user.c_str(), &entry, buffer.data(), buffer.size(), &user) != 0 || user == nullptr)
        return;
    if (user->pw_uid != geteuid()) {
        found.push_back(
            "salt-minion runs as user " + salt.user +
            ", this agent does not: its jobs are not let in at the gate; start the agent as that user");
    }
}

}  // namespace

Result<Configured> configured(const path& directory) {
    auto salt = SaltConfig::load(directory, Role::minion);
    if (!salt) return pass_on(salt);
    auto options = AgentOptions::from(*salt);
    if (!options) return pass_on(options);
    return Configured{std::move(*salt), std::move(*options)};
}

path status_socket(const AgentOptions& options) {
    return options.gate_socket.parent_path() / "job_retry_info.ipc";
}

std::vector<std::string> shortcomings(const Configured& configured) {
    std::vector<std::string> found = configured.salt.warnings;
    const AgentOptions& options = configured.options;
    if (auto id = configured.salt.id(); !id) found.push_back(id.error().text);
    if (configured.salt.masters.empty())
        found.push_back("no master is configured: nothing is asked for, only the gate works");
    std::error_code error;
    const path metrics = options.metrics_file.parent_path();
    if (!metrics.empty() && !std::filesystem::is_directory(metrics, error))
        found.push_back("job_retry_metrics_file: there is no directory " + metrics.native() +
                        ": make it, or install prometheus-node-exporter");
    if (options.standalone) return found;
    const path key = configured.salt.pki_dir / "minion.pem";
    if (!std::filesystem::exists(key, error))
        found.push_back(key.native() + " is not there: start salt-minion, which makes it");
    if (auto python = options.salt_python(search_path()); !python)
        found.push_back("pending jobs cannot run: " + python.error().text);
    if (!std::filesystem::exists(options.worker, error))
        found.push_back("pending jobs cannot run: job_retry_worker: " + options.worker.native() +
                        " is not there");
    look_at_executors(configured, found);
    look_at_user(configured.salt, found);
    return found;
}

Result<Agent::Options> agent_options(const Configured& configured, const path& self) {
    const AgentOptions& options = configured.options;
    const SaltConfig salt = configured.salt;
    const path pki = options.standalone ? options.directory / "pki" : salt.pki_dir;
    if (options.standalone) {
        auto made = make_standalone_key(options);
        if (!made) return pass_on(made);
    }

    Agent::Options agent;
    agent.directory = options.directory;
    agent.gate_socket = options.gate_socket;
    agent.status_socket = status_socket(options);
    agent.ledger_size = options.ledger_size;
    agent.returns_size = options.returns_size;
    agent.max_return = options.max_return;
    agent.rerun = options.rerun;
    agent.keep = options.keep;
    agent.keep_returns = options.keep_returns;
    agent.drain = {.poll = options.poll, .resend = !options.standalone};
    agent.worker.command = worker_command(configured, self);
    agent.worker.idle = options.worker_idle;
    if (!options.standalone) use_running_minion(agent, salt);
    for (const MasterAddress& master : salt.masters) {
        agent.masters.push_back(
            {master.text,
             master.host,
             {.host = endpoint_host(master.host), .port = options.port, .key_port = options.key_port}});
    }
    agent.master_key = {.pinned = pki / "minion_master.pub",
                        .serials = options.directory / "masters",
                        .may_pin = options.standalone};
    agent.identity = [salt, pki, standalone = options.standalone]() -> Result<proto::Introduction::Identity> {
        auto id = salt.id();
        if (!id) return pass_on(id);
        if (!proto::valid_minion_id(*id))
            return fail(Errc::invalid, "'" + *id + "' cannot be a minion's id: no '/', at most 255 bytes");
        auto key = RsaPrivateKey::load(pki / "minion.pem", standalone ? std::string_view() : *salt.key_pass);
        if (!key) return pass_on(key);
        return proto::Introduction::Identity{std::move(*id), std::move(*key), standalone};
    };
    agent.minion = salt.id().value_or("");
    agent.holds_what_is_older = options.new_ledger == "hold";
    std::vector<std::string> around_the_gate;
    if (!options.standalone) look_at_executors(configured, around_the_gate);
    agent.gate_is_active = around_the_gate.empty();
    agent.warnings = shortcomings(configured);
    agent.seed = random_number();
    if (!agent.gate_is_active)
        agent.warnings.emplace_back(
            "once salt-minion is started with this configuration no pending job is run, because one that has "
            "run live may be among them; put the above right, restart salt-minion, then minion-agent");
    return agent;
}

CourierLines::Options courier_options(const Configured& configured, const path& socket,
                                      std::vector<std::string>& warnings) {
    CourierLines::Options options;
    if (!socket.empty()) {
        options.start = [socket]() -> Result<CourierProcess> {
            auto connected = CourierProcess::connect(socket);
            if (connected) return connected;
            return fail(connected.error().code,
                        connected.error().text + "; see systemctl status minion-agent-courier.socket");
        };
        return options;
    }
    options.start = [] { return CourierProcess::spawn(std::nullopt); };
    if (geteuid() != 0) {
        warnings.emplace_back("this agent is not root: its courier to the network runs as the same user");
        return options;
    }
    const std::string& name = configured.options.user;
    auto user = courier_user(name);
    if (!user && user.error().code == Errc::not_found && name == AgentOptions().user) {
        warnings.push_back(user.error().text + ": the courier to the network runs as " + kNobody +
                           ", which other programs are too; make that user, or set job_retry_user");
        user = courier_user(kNobody);
    }
    options.start = [user]() -> Result<CourierProcess> {
        if (!user) return fail(user.error().code, "job_retry_user: " + user.error().text);
        return CourierProcess::spawn(*user);
    };
    return options;
}

}  // namespace job_retry
