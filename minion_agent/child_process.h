// ChildProcess: a started program with pipes on its standard input and output, and a file descriptor that
// becomes readable at its end (a pidfd: no SIGCHLD, no pid that may be reused). It inherits standard error
// and no other file descriptor, and is the leader of a process group of its own.
//
// Destroying one closes the pipes and lets the process go on: it is never killed but by kill().

#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "runtime/local_socket.h"
#include "runtime/result.h"

namespace job_retry {

class ChildProcess {
  public:
    // In `environment` ("NAME=VALUE"), or, where that is empty, in that of this process. Error `io`: the
    // program cannot be started.
    static Result<ChildProcess> spawn(const std::vector<std::string>& command,
                                      const std::vector<std::string>& environment = {});

    pid_t pid() const { return pid_; }
    int end_fd() const { return pidfd_.get(); }
    int input_fd() const { return input_.get(); }    // non-blocking; -1 once closed
    int output_fd() const { return output_.get(); }  // non-blocking

    void close_input() { input_ = FileDescriptor(); }
    void close_output() { output_ = FileDescriptor(); }
    // Only before end() has told its end.
    void kill(int signal);
    // How it ended, once it has: "exit code 1", "signal 9".
    std::optional<std::string> end();

  private:
    ChildProcess() = default;
    pid_t pid_ = 0;
    FileDescriptor pidfd_;
    FileDescriptor input_;
    FileDescriptor output_;
};

}  // namespace job_retry
