// JobProcess: one job in its own process on a minion, as the executor `job_retry` runs it: claim, call,
// finish, for each function; then the return goes to the master. It can be killed between any two steps.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "minion_agent/gate.h"
#include "proto/gate.h"
#include "proto/worker.h"
#include "simulate/minion.h"

namespace job_retry::simulate {

// A job of this function restarts its own machine.
constexpr const char* kReboot = "system.reboot";

class JobProcess : public std::enable_shared_from_this<JobProcess> {
  public:
    using Done = std::function<void(proto::Outcome, std::string)>;
    // `offer`: of one that salt-minion has found in its queue; empty for all others.
    JobProcess(Minion& minion, const Job& job, Master& master, proto::Via via, Done done, std::string offer);

    void start();
    void kill();
    pid_t pid() const { return process_.pid; }
    const std::string& jid() const { return job_.jid; }
    bool has_returned() const { return has_returned_; }

  private:
    using Answered = std::function<void(const proto::GateReply&)>;
    // Called only while this process lives.
    void after(Duration delay, std::function<void()> then);
    void ask(const proto::GateRequest& request, const Answered& answered, int tries = 0);
    proto::GateReply ask_program(const proto::GateRequest& request);
    void begin_late();
    void tell_late(proto::LateStep step, const std::string& text, const Answered& then);
    void claim();
    void decided(const proto::GateReply& reply);
    void run();
    void finish();
    void next_function();
    void refused(const std::string& why, proto::Outcome outcome);
    void send_return(int tries);
    void end(proto::Outcome outcome, const std::string& text);

    Minion& minion_;
    const Job job_;
    Master& master_;
    const proto::Via via_;
    Done done_;
    const std::string offer_;
    bool has_returned_ = false;  // or tries to
    const ProcessIdentity process_;
    const bool gated_;
    int index_ = 0;
    Duration pause_ = std::chrono::milliseconds(200);
    std::string returned_;
    bool acknowledged_ = false;
    bool is_refusal_ = false;
    bool lives_ = true;
};

}  // namespace job_retry::simulate
