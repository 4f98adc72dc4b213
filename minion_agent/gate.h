// Gate: answers what a job process asks before and after each function (proto/PROTOCOL.md, section Gate),
// from the ledger and the recorded returns. It decides nothing that the ledger does not decide.
//
// Invariant: no reply says granted or done before what it says is on disk.

#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "minion_agent/ledger.h"
#include "minion_agent/returns.h"
#include "proto/gate.h"
#include "runtime/clock.h"

namespace job_retry {

// A bound for frames: a return of the allowed size, and the rest of a message.
constexpr std::size_t gate_frame_bound(std::size_t max_return) {
    return max_return + (std::size_t{64} << 10);
}

// Whether an error of the gate is the ledger's, which concerns every job of this minion; the rest is one
// client's own business.
constexpr bool concerns_the_ledger(Errc code) {
    return code != Errc::invalid && code != Errc::not_found && code != Errc::conflict;
}

class Gate {
  public:
    // Empty when no such process lives. Replaced in tests.
    using Identify = std::function<std::optional<ProcessIdentity>(pid_t)>;

    // Gives the recorded returns when they are first needed, null when they cannot be opened.
    using ReturnsSource = std::function<Returns*()>;

    // Borrows both. `returns` may be null, when they cannot be opened: the gate then works without recorded
    // returns. A return of more than `max_return` bytes is not recorded.
    Gate(Ledger& ledger, Returns* returns, std::size_t max_return, Identify identify = &ProcessIdentity::of);
    Gate(Ledger& ledger, ReturnsSource returns, std::size_t max_return,
         Identify identify = &ProcessIdentity::of);

    // A request, and the process that sent it, as the kernel knows it; 0 for one of another pid namespace. It
    // claims and gives back for itself alone.
    struct Asked {
        std::string_view bytes;
        pid_t peer;
    };
    // Answers several requests, in order, with one commit of the ledger (as a rule).
    std::vector<proto::GateReply> answer(const std::vector<Asked>& asked, Now now);
    proto::GateReply answer(const proto::GateRequest& request, pid_t peer, Now now);

    // Who knows of late jobs; without it what is said of them is refused.
    using Late = std::function<proto::GateReply(const proto::LateRequest&, pid_t peer, Now now)>;
    void late(Late late) { late_ = std::move(late); }

    struct Counts {
        std::array<std::uint64_t, proto::kAnswerCount> answers{};  // to claims
        std::uint64_t errors = 0;
    };
    const Counts& counts() const { return counts_; }

    // What the ledger could not do since the last call, the latest.
    std::optional<Error> take_trouble() { return std::exchange(trouble_, std::nullopt); }

  private:
    proto::GateReply refuse(const Error& error);
    struct Parsed;
    void record_returns(std::span<const Parsed> parsed, Now now);
    void answer_together(std::span<const Parsed> parsed, Now now, std::vector<proto::GateReply>& replies);
    proto::GateReply decide(const proto::GateRequest& request, pid_t peer, Now now);
    proto::GateReply claim(const proto::ClaimRequest& request, pid_t peer, Now now);
    proto::GateReply release(const proto::ReleaseRequest& request, pid_t peer);
    proto::GateReply late(const proto::LateRequest& request, pid_t peer, Now now);
    std::vector<proto::GateReply> answer(std::span<const Parsed> parsed, Now now);

    Ledger& ledger_;
    ReturnsSource returns_;
    std::size_t max_return_;
    Identify identify_;
    Late late_;
    Counts counts_;
    std::optional<Error> trouble_;
};

}  // namespace job_retry
