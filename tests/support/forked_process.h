// A child that runs a function of the test and is gone with the test; and a gate between processes, so that
// none has to sleep to wait for another.

#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <stdexcept>

namespace job_retry::test {

class Milestone {
  public:
    Milestone() {
        if (pipe(ends_.data()) != 0) throw std::runtime_error("pipe failed");
    }
    Milestone(const Milestone&) = delete;
    Milestone& operator=(const Milestone&) = delete;
    ~Milestone() {
        close(ends_[0]);
        close(ends_[1]);
    }
    void reach() { [[maybe_unused]] const auto put = write(ends_[1], "x", 1); }
    // True once reached; false when that can no longer happen.
    bool await() {
        char byte = 0;
        return read(ends_[0], &byte, 1) == 1;
    }

  private:
    std::array<int, 2> ends_{};
};

class ForkedProcess {
  public:
    // `body` runs in the child and gives its exit code. LMDB is not usable across fork: open in `body`.
    explicit ForkedProcess(const std::function<int()>& body) : pid_(fork()) {
        if (pid_ < 0) throw std::runtime_error("fork failed");
        if (pid_ == 0) _exit(body());
    }
    ForkedProcess(const ForkedProcess&) = delete;
    ForkedProcess& operator=(const ForkedProcess&) = delete;
    ~ForkedProcess() { kill(); }

    pid_t pid() const { return pid_; }
    // The exit code, or 128 + the signal that ended it.
    int wait() {
        int status = 0;
        while (!waited_ && waitpid(pid_, &status, 0) != pid_) {
        }
        waited_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    void kill() {
        if (waited_) return;
        ::kill(pid_, SIGKILL);
        wait();
    }

  private:
    pid_t pid_;
    bool waited_ = false;
};

}  // namespace job_retry::test
