// Machine: clocks, processes and disk of one host, and whose turn it is. The stand-ins for runtime/ ask the
// machine whose turn it is; so the product runs as it is, one process after the other.
//
// Invariant: product code runs only within a Turn.

#pragma once

#include <map>
#include <optional>
#include <string>

#include "runtime/process_identity.h"
#include "simulate/disk.h"
#include "simulate/timeline.h"

namespace job_retry::simulate {

class Machine {
  public:
    Machine(Timeline& timeline, std::string name);
    virtual ~Machine() = default;
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    const std::string& name() const { return name_; }
    Now now() const {
        return {WallTime(kEpoch + timeline_.now().time_since_epoch() + offset_), timeline_.now()};
    }
    void step_clock(Duration by) {
        offset_ += by;
        clock_has_stepped_ = true;
    }
    bool clock_has_stepped() const { return clock_has_stepped_; }  // ever
    void set_clock_right() { offset_ = Duration(0); }

    // Pids are few and soon used again, as on a host that has been up for long.
    ProcessIdentity start_process();
    void end_process(pid_t pid) { processes_.erase(pid); }
    std::optional<ProcessIdentity> process(pid_t pid) const;
    bool lives(const ProcessIdentity& process) const;
    // Everything but the disk is gone.
    void lose_processes();
    std::string boot_id() const { return name_ + "/boot-" + std::to_string(boots_); }

    Disk disk;
    // Something that is waited for may be there: the programs of this machine get a turn soon.
    void wake();

    static Machine& here();
    static Machine* whose_turn();

    class Turn {
      public:
        explicit Turn(Machine& machine);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

      private:
        Machine* before_;
    };

  protected:
    // The main program's next turn is at `at`, or earlier where that was planned.
    void plan(SteadyTime at);
    void plan_nothing() { planned_.reset(); }
    virtual void turn() = 0;

    Timeline& timeline_;

  private:
    static constexpr Duration kEpoch = std::chrono::hours(24 * 365 * 56);  // a JID has four digits of year
    static constexpr pid_t kPids = 24;

    std::string name_;
    Duration offset_{};
    bool clock_has_stepped_ = false;
    std::map<pid_t, std::uint64_t> processes_;  // start ticks
    pid_t last_pid_ = 1;
    std::uint64_t last_ticks_ = 0;
    std::uint64_t boots_ = 1;
    std::optional<SteadyTime> planned_;
};

}  // namespace job_retry::simulate
