// Courier: the process of the agent that holds every socket to the network, as an object
// (proto/PROTOCOL.md, section Courier). It opens lines as the agent says, and carries whole messages both
// ways. It has no key of the minion, no file, no right, and reads nothing of what it carries.
//
// Invariant: it lives as long as its one connection to an agent, and keeps little for it: while the agent
// does not read, no line is read.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "minion_agent/lines.h"
#include "proto/courier.h"
#include "runtime/clock.h"
#include "runtime/exit_code.h"
#include "runtime/local_socket.h"
#include "runtime/result.h"
#include "runtime/transport.h"

namespace job_retry {

class Courier {
  public:
    // `agent`: the connection, non-blocking. `lines` outlives this.
    Courier(int agent, Lines& lines);

    // Error: the connection is over. `unavailable`: the agent has ended it; `invalid`: no agent speaks there.
    Result<void> step(Now now);
    void watch(Poll& poll) const;
    SteadyTime next_step() const;

  private:
    Result<void> read();
    Result<void> write();
    Result<void> obey(proto::ToCourier message);
    void open(const proto::OpenLine& open);
    // False when the line has carried all that it ever will.
    bool collect(std::uint64_t number, Line& line);
    void say(const proto::FromCourier& message);
    bool is_heard() const;

    int agent_;
    Lines& lines_;
    std::map<std::uint64_t, std::unique_ptr<Line>> open_;
    FrameBuffer frames_{proto::kMaxCourierFrame};
    std::string unwritten_;
    SteadyTime alive_at_{};
};

// The process: serves the agent that is connected to its standard input until that ends. It refuses to do so
// as root, and cannot be looked into by other processes of its user.
ExitCode run_courier();

}  // namespace job_retry
