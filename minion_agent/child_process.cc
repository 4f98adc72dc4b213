#include "minion_agent/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

// glibc 2.36 has no C linkage in this header; a second one, as of 2.37, does no harm.
extern "C" {
#include <sys/pidfd.h>
}

namespace job_retry {

namespace {

std::string reason(int number) {
    std::array<char, 128> text{};
    return strerror_r(number, text.data(), text.size());
}

struct Pipe {
    FileDescriptor read;
    FileDescriptor write;
};

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return fail(Errc::io, "cannot make a pipe: " + reason(errno));
    return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

bool no_wait(int fd) {
    return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == 0;
}

// As exec wants them.
std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> all;
    all.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        all.push_back(const_cast<char*>(text.c_str()));
    all.push_back(nullptr);
    return all;
}

// What the child gets, and what it must not inherit: our blocked and ignored signals, our file descriptors.
class SpawnRules {
  public:
    SpawnRules() {
        posix_spawnattr_init(&attributes_);
        posix_spawn_file_actions_init(&actions_);
    }
    ~SpawnRules() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    SpawnRules(const SpawnRules&) = delete;
    SpawnRules& operator=(const SpawnRules&) = delete;

    void set(int input, int output) {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    }
    const posix_spawnattr_t* attributes() const { return &attributes_; }
    const posix_spawn_file_actions_t* actions() const { return &actions_; }

  private:
    posix_spawnattr_t attributes_{};
    posix_spawn_file_actions_t actions_{};
};

}  // namespace

Result<ChildProcess> ChildProcess::spawn(const std::vector<std::string>& command,
                                         const std::vector<std::string>& environment) {
    auto input = make_pipe();
    if (!input) return pass_on(input);
    auto output = make_pipe();
    if (!output) return pass_on(output);

    SpawnRules rules;
    rules.set(input->read.get(), output->write.get());
    std::vector<char*> arguments = pointers(command);
    std::vector<char*> variables = pointers(environment);

    ChildProcess child;
    const int error = posix_spawnp(&child.pid_, arguments[0], rules.actions(), rules.attributes(),
                                   arguments.data(), environment.empty() ? environ : variables.data());
    if (error != 0) return fail(Errc::io, "cannot start " + command.front() + ": " + reason(error));
    child.pidfd_ = FileDescriptor(pidfd_open(child.pid_, 0));
    child.input_ = std::move(input->write);
    child.output_ = std::move(output->read);
    if (!child.pidfd_ || !no_wait(child.input_.get()) || !no_wait(child.output_.get())) {
        return fail(Errc::io, "cannot watch " + command.front() + ": " + reason(errno));
    }
    return child;
}

void ChildProcess::kill(int signal) {
    pidfd_send_signal(pidfd_.get(), signal, nullptr, 0);
}

std::optional<std::string> ChildProcess::end() {
    siginfo_t info{};
    if (waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &info, WEXITED | WNOHANG) != 0) {
        return errno == EINTR ? std::nullopt : std::optional<std::string>("unknown: " + reason(errno));
    }
    if (info.si_pid == 0) return std::nullopt;
    const bool exited = info.si_code == CLD_EXITED;
    return (exited ? "exit code " : "signal ") + std::to_string(info.si_status);
}

}  // namespace job_retry
