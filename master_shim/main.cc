// master-shim: the command line. What the commands do is in commands.h, the daemon in daemon.h.

#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "master_shim/commands.h"
#include "master_shim/daemon.h"
#include "master_shim/options.h"
#include "master_shim/witness_setup.h"
#include "runtime/become_owner.h"
#include "runtime/command_line.h"
#include "runtime/config_command.h"
#include "runtime/exit_code.h"
#include "runtime/install_command.h"
#include "runtime/log.h"
#include "runtime/salt_config.h"
#include "runtime/version.h"

namespace {

using namespace job_retry;

int complain(const Error& error, ExitCode exit) {
    job_retry::complain("master-shim", error.text);
    return code(exit);
}

// Signals become readable. To be called before there are threads, which inherit the mask.
FileDescriptor block_signals() {
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // an error of the write, as of any disk that takes nothing more
    return FileDescriptor(signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK));
}

int run(const SaltConfig& config, const ShimOptions& options) {
    ServiceNotice notice = ServiceNotice::from_environment();
    if (!options.enabled) {
        std::cerr << "master-shim: job_retry is off in " << config.directory.native()
                  << ": nothing to do. To switch it on: job_retry: True in master.d/job_retry.conf\n";
        notice.ready("job_retry is off");  // an end before it would count as a failure
        return code(ExitCode::ok);
    }
    log::start(options.log_level);
    const FileDescriptor stop = block_signals();
    for (const std::string& warning : config.warnings)
        log::warning(warning);
    for (const std::string& warning : options.warnings)
        log::warning(warning);
    auto daemon = Daemon::start(config, options);
    if (!daemon) return complain(daemon.error(), exit_code_for(daemon.error().code));
    log::info("master-shim ", kVersion, " runs with ", config.directory);
    notice.ready("agents are awaited at " + (*daemon)->agents_endpoint());
    (*daemon)->run(stop.get(), notice);
    log::info("master-shim stops");
    return code(ExitCode::ok);
}

struct Arguments {
    std::string directory = "/etc/salt";
    bool json = false;
    bool all = false;
    std::string minion;
    std::string jid;
    std::string key;
    unsigned interval = 2;
    unsigned count = 0;
    std::vector<std::string> minions;
    PublishRequest publish;
    InstallRequest installing;
};

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Job retry for Salt: keeps the jobs that silent minions have missed, and hands them out.",
                 "master-shim"};
    app.set_version_flag("--version", std::string("master-shim ") + kVersion);
    app.require_subcommand(1);
    app.fallthrough();  // -c before or behind the command
    Arguments arguments;
    app.add_option("-c,--config-dir", arguments.directory, "Salt's configuration directory")
        ->capture_default_str();
    const auto command = [&](CLI::App* parent, const char* name, const char* text, bool json = true) {
        CLI::App* added = parent->add_subcommand(name, text);
        if (json) added->add_flag("--json", arguments.json, "print JSON");
        return added;
    };
    CLI::App* run_command = command(&app, "run", "run the daemon in the foreground", false);
    CLI::App* status = command(&app, "status", "what the daemon sees and holds");
    CLI::App* pending = command(&app, "pending", "what is owed, in the order in which it is handed out");
    pending->add_option("MINION", arguments.minion, "only this minion");
    pending->add_flag("--all", arguments.all, "also what has ended, as long as the history keeps it");
    CLI::App* history = command(&app, "history", "what is owed and what has ended, as long as it is kept");
    history->add_option("MINION", arguments.minion, "only this minion");
    CLI::App* watch = command(
        &app, "watch", "what goes on: counts, who catches up, what has just ended; until Ctrl-C", false);
    watch->add_option("--interval", arguments.interval, "seconds between two looks")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    watch->add_option("--count", arguments.count, "end after so many looks");
    CLI::App* show = command(&app, "show", "what has become of a job, minion by minion");
    show->add_option("JID", arguments.jid)->required()->check(is_jid());
    CLI::App* cancel = command(&app, "cancel", "owe a job no longer");
    cancel->add_option("JID", arguments.jid)->required()->check(is_jid());
    cancel->add_option("MINION", arguments.minions, "only these minions");
    CLI::App* retry =
        command(&app, "retry", "owe an ended job again, and let it run once more on these minions");
    retry->add_option("JID", arguments.jid)->required()->check(is_jid());
    retry->add_option("MINION", arguments.minions)->required();
    CLI::App* config_command = command(&app, "config", "the settings in force, and the file each comes from");
    config_command->add_option("KEY", arguments.key, "only the value of this key");
    CLI::App* publish = command(&app, "publish", "publish a job (job_retry_standalone only)");
    publish->add_option("--jid", arguments.publish.jid, "the job's id; made up when left out");
    publish->add_option("MINIONS", arguments.publish.minions, "minion ids, separated by commas")->required();
    publish->add_option("FUN", arguments.publish.fun, "function, for example cmd.run")->required();
    publish->add_option("ARG", arguments.publish.arguments,
                        "arguments, as text; put -- before one that begins with -");
    CLI::App* install =
        command(&app, "install", "install this program, its unit, its files and settings", false);
    CLI::App* uninstall = command(&app, "uninstall", "undo that; settings and deliveries are kept", false);
    for (CLI::App* changing : {install, uninstall}) {
        changing->add_flag("--dry-run", arguments.installing.dry_run, "only tell what would be changed");
        changing->add_option("--root", arguments.installing.root, "do it to the image in this directory");
    }
    uninstall->add_flag("--purge", arguments.installing.purge, "remove settings and deliveries too");
    CLI::App* key = app.add_subcommand("key", "keys of agents (job_retry_standalone only)");
    key->require_subcommand(1);
    CLI::App* key_list = command(key, "list", "all keys");
    std::vector<std::pair<CLI::App*, KeyAction>> key_actions = {
        {command(key, "accept", "accept keys that wait, or were rejected"), KeyAction::accept},
        {command(key, "reject", "reject keys"), KeyAction::reject},
        {command(key, "delete", "delete keys; what is owed to them is cancelled"), KeyAction::remove}};
    for (auto& [action, what] : key_actions)
        action->add_option("MINION", arguments.minions)->required();

    // What stands behind "--" is a job's arguments, as it is; the parser would give it to no command.
    char** const end = std::find(argv, argv + argc, std::string_view("--"));
    try {
        app.parse(static_cast<int>(end - argv), argv);
        if (end != argv + argc && !*publish)
            throw CLI::ExtrasError(std::vector<std::string>(end, argv + argc));
        for (char** argument = end; argument < argv + argc; ++argument) {
            if (argument != end) arguments.publish.arguments.emplace_back(*argument);
        }
    } catch (const CLI::ParseError& error) {
        return parse_failed(app, error);
    }

    if (*install || *uninstall) {
        arguments.installing.config_dir = arguments.directory;
        auto done =
            (*install ? install_command : uninstall_command)(Role::master, arguments.installing, std::cout);
        return done ? code(ExitCode::ok) : complain(done.error(), exit_code_for(done.error().code));
    }
    auto config = SaltConfig::load(arguments.directory, Role::master);
    if (!config)
        return complain(config.error(),
                        config.error().code == Errc::denied ? ExitCode::denied : ExitCode::configuration);
    auto options = ShimOptions::from(*config);
    if (*config_command) {
        // What can be used is shown although something else cannot; that is said behind it.
        ShimOptions effective = options ? *options : ShimOptions();
        if (!options) (void)read_options(*config, effective.table());
        auto shown = show_config(*config, effective.table(), arguments.key, arguments.json, std::cout);
        if (!shown) return complain(shown.error(), exit_code_for(shown.error().code));
        if (options) {
            if (!arguments.key.empty()) return code(ExitCode::ok);
            for (const auto* warnings : {&config->warnings, &options->warnings})
                for (const std::string& warning : *warnings)
                    job_retry::complain("master-shim", warning);
            const WitnessSetup witness = witness_setup(*config);
            if (options->enabled && !options->standalone && !witness.in_force())
                job_retry::complain("master-shim", "the witness is not in force: " + witness.why_not);
            return code(ExitCode::ok);
        }
    }
    if (!options) return complain(options.error(), ExitCode::configuration);
    if (*run_command) return run(*config, *options);

    // Root looks at what the master's user has written as that user.
    if (*pending || *history || *show)
        if (auto became = become_owner_of(deliveries_directory(*options)); !became)
            return complain(became.error(), exit_code_for(became.error().code));
    const CommandContext context{*config, *options, arguments.json, std::cout, std::cerr};
    Result<void> done;
    if (*status) done = show_status(context);
    if (*pending) done = show_pending(context, arguments.minion, arguments.all);
    if (*history) done = show_pending(context, arguments.minion, true);
    if (*watch) done = job_retry::watch(context, arguments.interval, arguments.count);
    if (*show) done = show_job(context, arguments.jid);
    if (*cancel) done = cancel_job(context, arguments.jid, arguments.minions);
    if (*retry) done = retry_job(context, arguments.jid, arguments.minions);
    if (*publish) done = publish_job(context, arguments.publish);
    if (*key_list) done = list_keys(context);
    for (const auto& [action, what] : key_actions) {
        if (*action) done = change_keys(context, what, arguments.minions);
    }
    if (!done) return complain(done.error(), exit_code_for(done.error().code));
    return code(ExitCode::ok);
}
