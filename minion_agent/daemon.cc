#include "minion_agent/daemon.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "minion_agent/agent.h"
#include "minion_agent/courier_lines.h"
#include "minion_agent/metrics_file.h"
#include "minion_agent/setup.h"
#include "runtime/database_file.h"
#include "runtime/file_lock.h"
#include "runtime/log.h"
#include "runtime/service_notice.h"
#include "runtime/version.h"

namespace job_retry {

namespace {

// Stop is an input. Blocked before there are threads, so that no thread of a library gets it.
FileDescriptor stop_signals() {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);  // an error of the write, as of any disk that takes nothing more
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    return FileDescriptor(signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK));
}

ExitCode refused(const Error& error) {
    log::error(error.text);
    return error.code == Errc::denied ? ExitCode::denied : ExitCode::unavailable;
}

// Two agents with one ledger would answer for each other. The lock is held as long as the descriptor is open.
Result<FileDescriptor> only_agent(const std::filesystem::path& directory) {
    constexpr std::chrono::seconds kPatience{10};  // the one before this may not have ended yet
    if (auto room = open_private_directory(directory, true); !room) return pass_on(room);
    const std::filesystem::path path = directory / "agent.lock";
    FileDescriptor lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock.get() < 0) return tl::unexpected(system_error(path, "cannot open", errno));
    if (auto locked = lock_file(lock.get(), path, kPatience); !locked)
        return fail(locked.error().code,
                    "another minion-agent is running with this job_retry_dir: " + locked.error().text +
                        ". Each minion on a machine needs one of its own");
    return lock;
}

ExitCode turn(Agent& agent, MetricsFile& metrics, const FileDescriptor& stop, ServiceNotice& notice) {
    Poll poll;
    for (;;) {
        poll.clear();
        agent.add_to(poll);
        const std::size_t stop_slot = poll.add_fd(stop.get());
        const Now before = Now::read();
        notice.turned(before.steady);
        const SteadyTime next = std::min(agent.next_step(before), metrics.next().value_or(SteadyTime::max()));
        const auto wait = std::max(next, before.steady) - before.steady;
        auto waited = poll.wait(notice.wait_at_most(std::chrono::ceil<std::chrono::milliseconds>(wait)));
        if (!waited) return refused(waited.error());
        if (poll.ready(stop_slot)) {
            notice.stopping();
            log::info("stops; a job that runs goes on by itself");
            agent.stop();
            return ExitCode::ok;
        }
        const Now now = Now::read();
        agent.step(poll, now);
        if (agent.must_end()) return refused(*agent.must_end());
        if (metrics.is_due(now)) metrics.write(agent.metrics(now), now);
    }
}

}  // namespace

ExitCode run_daemon(const std::filesystem::path& directory, const std::filesystem::path& courier) {
    auto configuration = configured(directory);
    if (!configuration) {
        log::error(configuration.error().text);
        return ExitCode::configuration;
    }
    log::start(configuration->options.log_level);
    ServiceNotice notice = ServiceNotice::from_environment();
    if (!configuration->options.enabled) {
        log::info("job_retry is off in ", directory,
                  ": there is nothing to do; set job_retry: True to use it");
        notice.ready("job_retry is off");  // an end before it would count as a failure
        return ExitCode::ok;
    }
    // It knows keys: no core of it, and no look into it by others of its user, where that is not root.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const FileDescriptor stop = stop_signals();
    std::error_code error;
    auto options = agent_options(*configuration, std::filesystem::read_symlink("/proc/self/exe", error));
    if (!options) return refused(options.error());
    CourierLines lines(courier_options(*configuration, courier, options->warnings));
    for (const std::string& warning : options->warnings)
        log::warning(warning);
    auto alone = only_agent(configuration->options.directory);
    if (!alone) return refused(alone.error());
    // Salt makes its socket directory when it first starts, which may be after us.
    std::filesystem::create_directories(configuration->options.gate_socket.parent_path(), error);
    auto agent = Agent::open(std::move(*options), lines, Now::read());
    if (!agent) return refused(agent.error());
    log::info("minion-agent ", kVersion, " listens on ", configuration->options.gate_socket);
    notice.ready("every job passes the gate at " + configuration->options.gate_socket.native());
    MetricsFile metrics(configuration->options.metrics_file);
    return turn(**agent, metrics, stop, notice);
}

}  // namespace job_retry
