// QueueDirectory: the job queue of salt-minion on disk, one directory for each master, as the running minion
// looks at it (salt.utils.state.job_queue_dir of Salt 3006.26, 3007.16, 3008; docs/late_jobs.md). A port, so
// that the rules of JobQueue can be tried without a disk.
//
// Invariant: a file is there with all its bytes or not at all, and belongs to the user of the directory.
// Nothing that the minion's user can put into the way is followed.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "runtime/jid.h"
#include "runtime/local_socket.h"
#include "runtime/result.h"

namespace job_retry {

// `master` is what `opts['master']` is once Salt is connected.
class QueueDirectory {
  public:
    virtual ~QueueDirectory() = default;
    // Salt takes the oldest name first, and takes part of it for a JID where it has two underscores.
    virtual Result<void> put(const std::string& master, const std::string& name, std::string_view load) = 0;
    // False once salt-minion has taken it, and when nobody knows.
    virtual bool holds(const std::string& master, const std::string& name) = 0;
    // Whether it was there, and is no more.
    virtual bool withdraw(const std::string& master, const std::string& name) = 0;
    // What an earlier agent has left.
    virtual void clear(const std::string& master) = 0;
    // Whether Salt lists the job among those that run.
    virtual bool runs(const Jid& jid) = 0;
};

class QueueOnDisk : public QueueDirectory {
  public:
    // `cachedir` of the minion.
    explicit QueueOnDisk(std::filesystem::path cachedir) : cachedir_(std::move(cachedir)) {}
    Result<void> put(const std::string& master, const std::string& name, std::string_view load) override;
    bool holds(const std::string& master, const std::string& name) override;
    bool withdraw(const std::string& master, const std::string& name) override;
    void clear(const std::string& master) override;
    bool runs(const Jid& jid) override;

  private:
    Result<FileDescriptor> open(const std::string& master, bool create);

    std::filesystem::path cachedir_;
};

// The name of a master's directory, by Salt's rule (_sanitize_master_id).
std::string queue_name(const std::string& master);
// Every file of ours ends with it.
inline constexpr std::string_view kQueuedSuffix = "-job-retry.p";

}  // namespace job_retry
