// RunningMinion: does the salt-minion that runs now send its jobs through the gate? The configuration files
// say what the next one will do; this one may have been started before they were changed. A live claim that
// came from it shows it, or that it was started after the last change of the settings; what was shown holds
// as long as the process lives, and over restarts of the agent. Else there is a doubt, and nothing pending
// may run: what ran around the gate is in no ledger.
//
// Salt-minion is found by who listens on its event socket (minion_event_*_pub.ipc of sock_dir). Where none
// does, none runs, or it cannot be told, and there is no doubt.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "runtime/clock.h"
#include "runtime/process_identity.h"

namespace job_retry {

class RunningMinion {
  public:
    struct Options {
        std::filesystem::path sock_dir;
        // Files and directories that say whether the gate is in use.
        std::vector<std::filesystem::path> settings;
        std::filesystem::path remembered;  // where is kept which process was shown to use it
    };
    explicit RunningMinion(Options options);

    // What is doubtful, and what to do about it. Looks anew every few seconds.
    std::optional<std::string> doubt(Now now);
    // A live claim came from this process.
    void claimed_live(pid_t process);

  private:
    std::optional<std::string> look(WallTime now);
    std::vector<ProcessIdentity> running() const;
    bool is_shown(const ProcessIdentity& process) const;
    void show(ProcessIdentity process);

    Options options_;
    std::vector<ProcessIdentity> shown_;
    std::optional<std::string> doubt_;
    std::optional<SteadyTime> look_at_;
};

}  // namespace job_retry
