// minion-agent: the command line. What the commands do is in their own files.

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "minion_agent/courier.h"
#include "minion_agent/daemon.h"
#include "minion_agent/gate_command.h"
#include "minion_agent/ledger_command.h"
#include "minion_agent/ledger_text.h"
#include "minion_agent/setup.h"
#include "minion_agent/standalone_worker.h"
#include "minion_agent/status_command.h"
#include "minion_agent/stores.h"
#include "runtime/become_owner.h"
#include "runtime/command_line.h"
#include "runtime/config_command.h"
#include "runtime/exit_code.h"
#include "runtime/install_command.h"
#include "runtime/version.h"

namespace job_retry {
namespace {

ExitCode say(const Error& error, ExitCode exit) {
    complain("minion-agent", error.text);
    return exit;
}

ExitCode of_configuration(const Error& error) {
    return say(error, error.code == Errc::denied ? ExitCode::denied : ExitCode::configuration);
}

ExitCode said(const Result<void>& result) {
    return result ? ExitCode::ok : say(result.error(), exit_code_for(result.error().code));
}

ExitCode status(const Configured& configured, bool json) {
    auto running = status_command(configured, json, std::cout);
    if (!running) return say(running.error(), exit_code_for(running.error().code));
    return *running ? ExitCode::ok : ExitCode::unavailable;
}

ExitCode gate(const Configured& configured) {
    log::start(configured.options.log_level);
    const AgentOptions& options = configured.options;
    return said(gate_command({.directory = options.directory,
                              .ledger_size = options.ledger_size,
                              .returns_size = options.returns_size,
                              .max_return = options.max_return,
                              .rerun = options.rerun},
                             STDIN_FILENO, STDOUT_FILENO, getppid()));
}

// Started by the standalone agent, with the same ledger as the agent itself.
ExitCode worker(const Configured& configured, const std::string& master) {
    log::start(configured.options.log_level);
    const AgentOptions& options = configured.options;
    // The agent has made it. Where it is gone, an empty one would let everything run again.
    if (auto there = open_ledger(options.directory); !there) return said(pass_on(there));
    auto ledger = Ledger::open({.directory = ledger_directory(options.directory),
                                .size = options.ledger_size,
                                .rerun = options.rerun});
    if (!ledger) return said(pass_on(ledger));
    auto returns =
        Returns::open({.directory = returns_directory(options.directory), .size = options.returns_size});
    Gate local(*ledger, returns ? &*returns : nullptr, options.max_return);
    std::string host = master;
    for (const MasterAddress& address : configured.salt.masters) {
        if (address.text == master) host = address.host;
    }
    StandaloneWorker worker(local, {.master = host, .max_output = options.max_return});
    return said(worker.serve(STDIN_FILENO, STDOUT_FILENO));
}

struct CommandLine {
    std::string directory = "/etc/salt";
    bool json = false;
    LedgerFilter filter;
    std::string since, until, before;
    bool follow = false;
    bool dry_run = false;
    std::string jid;
    std::string key;
    std::string master;
    std::string courier;
    InstallRequest installing;
};

// What can be used is shown although something else cannot; that is said behind it.
ExitCode config(const CommandLine& line) {
    auto salt = SaltConfig::load(line.directory, Role::minion);
    if (!salt) return of_configuration(salt.error());
    auto options = AgentOptions::from(*salt);
    AgentOptions effective = options ? *options : AgentOptions();
    if (!options) (void)read_options(*salt, effective.table());
    auto shown = show_config(*salt, effective.table(), line.key, line.json, std::cout);
    if (!shown) return said(shown);
    if (!options) return say(options.error(), ExitCode::configuration);
    if (!line.key.empty()) return ExitCode::ok;
    for (const std::string& shortcoming : shortcomings(Configured{std::move(*salt), std::move(*options)}))
        complain("minion-agent", shortcoming);
    return ExitCode::ok;
}

template <class Command>
ExitCode with_configuration(const CommandLine& line, Command command) {
    auto configuration = configured(line.directory);
    if (!configuration) return of_configuration(configuration.error());
    return command(*configuration);
}

// Root looks at what another user's agent has recorded as that user.
template <class Command>
ExitCode with_ledger(const CommandLine& line, Command command) {
    return with_configuration(line, [&](const Configured& configured) {
        if (auto became = become_owner_of(ledger_directory(configured.options.directory)); !became)
            return said(became);
        return command(configured);
    });
}

ExitCode list_ledger(const Configured& configured, CommandLine& line) {
    const WallTime now = Now::read().wall;
    for (const auto& [text, field] :
         {std::pair(&line.since, &line.filter.since), std::pair(&line.until, &line.filter.until)}) {
        if (text->empty()) continue;
        auto time = parse_time(*text, now);
        if (!time) return said(pass_on(time));
        *field = *time;
    }
    const std::filesystem::path& directory = configured.options.directory;
    if (!line.follow) return said(ledger_list(directory, line.filter, line.json, std::cout));
    return said(ledger_follow(directory, line.filter, line.json, std::cout, [] {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        return true;
    }));
}

ExitCode prune_ledger(const Configured& configured, const CommandLine& line) {
    const WallTime now = Now::read().wall;
    Result<WallTime> before = now - configured.options.keep;
    if (!line.before.empty()) before = parse_time(line.before, now);
    if (!before) return said(pass_on(before));
    return said(ledger_prune(configured.options.directory, *before, line.dry_run, line.json, std::cout));
}

int main(int argc, char** argv) {
    CommandLine line;
    CLI::App app(
        "The agent of job retry for Salt: beside salt-minion, it keeps a durable ledger of the jobs that "
        "have run here, and runs those that were missed, each once.",
        "minion-agent");
    app.set_version_flag("--version", std::string("minion-agent ") + kVersion);
    app.add_option("-c,--config-dir", line.directory, "Salt's configuration directory")
        ->capture_default_str();
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
        "Exit codes: 0 done, 1 no such job, 64 wrong usage, 69 the agent is not running or could not do it, "
        "77 not permitted, 78 the configuration cannot be used.");

    auto* run = app.add_subcommand("run", "Run the daemon in the foreground, until SIGTERM");
    run->add_option("--courier", line.courier,
                    "A socket at which the service manager starts a courier to the network; without it the "
                    "agent starts one itself");
    auto* courier_app =
        app.add_subcommand("courier", "Carry messages to and from the network (the agent starts this)");
    courier_app->group("");  // not for people
    auto* status_app = app.add_subcommand("status", "Show what the agent does, and what the ledger holds");
    auto* ledger =
        app.add_subcommand("ledger", "Show what the ledger says, also when the agent is not running");
    ledger->require_subcommand(1);
    auto* list = ledger->add_subcommand("list", "The jobs that were claimed here, newest first");
    list->add_option("--state", line.filter.state, "Only: finished, running, interrupted, claimed");
    list->add_option("--fun", line.filter.fun, "Only functions that match this glob");
    list->add_option("--jid", line.filter.jid, "Only JIDs that begin with this");
    list->add_option("--since", line.since, "Only claimed since: a time in UTC, or an age (15m, 12h, 7d)");
    list->add_option("--until", line.until, "Only claimed before: a time in UTC, or an age");
    list->add_flag("--follow", line.follow, "Go on, and tell each change as it comes");
    list->add_option("--limit", line.filter.limit, "At most so many; 0 for all")
        ->check(CLI::Range(0, 1000000000))
        ->capture_default_str();
    auto* show = ledger->add_subcommand("show", "All about one job");
    show->add_option("JID", line.jid, "The job")->required()->check(is_jid());
    auto* release = ledger->add_subcommand("release", "Let an interrupted job run once more");
    release->add_option("JID", line.jid, "The job")->required()->check(is_jid());
    auto* stats = ledger->add_subcommand("stats", "Sizes and numbers");
    auto* verify = ledger->add_subcommand("verify", "Read the whole ledger and check every record");
    auto* exported = ledger->add_subcommand("export", "All entries, a JSON object a line");
    auto* prune = ledger->add_subcommand("prune", "Forget what is old, as the agent does by itself");
    prune->add_flag("--dry-run", line.dry_run, "Only tell what would be forgotten");
    prune->add_option("--before", line.before,
                      "What ended before: a time in UTC, or an age; job_retry_keep when left out");
    auto* config_app =
        app.add_subcommand("config", "Show the settings in force, and the file each comes from");
    config_app->add_option("KEY", line.key, "Only the value of this key");
    auto* gate_app = app.add_subcommand("gate",
                                        "Answer a job process while the agent is not running (the executor "
                                        "calls this: frames on standard input and output)");
    auto* worker_app =
        app.add_subcommand("worker", "Run jobs without Salt (the standalone agent calls this)");
    auto* install = app.add_subcommand("install", "Install this program, its unit, its files and settings");
    auto* uninstall = app.add_subcommand("uninstall", "Undo that; settings and ledger are kept");
    for (auto* command : {install, uninstall}) {
        command->add_flag("--dry-run", line.installing.dry_run, "Only tell what would be changed");
        command->add_option("--root", line.installing.root, "Do it to the image in this directory");
    }
    uninstall->add_flag("--purge", line.installing.purge, "Remove settings and ledger too");
    worker_app->group("");  // not for people
    worker_app->add_option("--master", line.master)->required();
    for (auto* command : {status_app, list, show, stats, verify, prune, config_app})
        command->add_flag("--json", line.json, "Print JSON");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parse_failed(app, error);
    }

    ExitCode exit = ExitCode::ok;
    if (run->parsed()) {
        exit = run_daemon(line.directory, line.courier);
    } else if (courier_app->parsed()) {
        exit = run_courier();
    } else if (status_app->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) { return status(c, line.json); });
    } else if (config_app->parsed()) {
        exit = config(line);
    } else if (list->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) { return list_ledger(c, line); });
    } else if (verify->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) {
            return said(ledger_verify(c.options.directory, line.json, std::cout));
        });
    } else if (exported->parsed()) {
        exit = with_ledger(
            line, [&](const Configured& c) { return said(ledger_export(c.options.directory, std::cout)); });
    } else if (prune->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) { return prune_ledger(c, line); });
    } else if (show->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) {
            return said(ledger_show(c.options.directory, line.jid, line.json, std::cout));
        });
    } else if (release->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) {
            return said(ledger_release(c.options.directory, c.options.ledger_size, line.jid, std::cout));
        });
    } else if (stats->parsed()) {
        exit = with_ledger(line, [&](const Configured& c) {
            return said(ledger_stats(c.options.directory, line.json, std::cout));
        });
    } else if (gate_app->parsed()) {
        exit = with_configuration(line, gate);
    } else if (install->parsed() || uninstall->parsed()) {
        line.installing.config_dir = line.directory;
        exit = said((install->parsed() ? install_command : uninstall_command)(Role::minion, line.installing,
                                                                              std::cout));
    } else if (worker_app->parsed()) {
        exit = with_configuration(line, [&](const Configured& c) { return worker(c, line.master); });
    }
    return code(exit);
}

}  // namespace
}  // namespace job_retry

int main(int argc, char** argv) {
    return job_retry::main(argc, argv);
}
