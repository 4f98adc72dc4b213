// The gate's messages (proto/PROTOCOL.md, section Gate) as values: what a job process asks before and after a
// function. Pure, bounded decoding as in proto/messages.h. A recorded return is opaque bytes here and
// everywhere in C++.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"

namespace job_retry::proto {

// Names one attempt to run a function: a claim that is sent again after a lost answer has the same one,
// another call of the function has another, also in the same process. Empty from executors of earlier
// releases.
inline constexpr std::size_t kAttemptSize = 16;

enum class Via : std::uint8_t { live, pending };

struct ClaimRequest {
    Jid jid;
    std::uint16_t index;
    std::uint16_t count;
    std::string fun;
    Sha256 digest;
    Via via;
    std::string master;
    std::int64_t pid;
    std::string attempt = {};
    std::string minion = {};  // a valid_minion_id(); empty from executors of 0.1.0

    friend bool operator==(const ClaimRequest&, const ClaimRequest&) = default;
};

struct FinishRequest {
    Jid jid;
    std::uint16_t index;
    std::int64_t retcode;
    std::string outcome;
    std::optional<std::string> returned;
    std::string attempt = {};

    friend bool operator==(const FinishRequest&, const FinishRequest&) = default;
};

struct ReleaseRequest {
    Jid jid;
    std::uint16_t index;
    std::string attempt = {};

    friend bool operator==(const ReleaseRequest&, const ReleaseRequest&) = default;
};

using GateRequest = std::variant<ClaimRequest, FinishRequest, ReleaseRequest>;

enum class Answer : std::uint8_t { granted, finished, running, interrupted, too_old, conflict };
inline constexpr std::size_t kAnswerCount = 6;

struct DecisionReply {
    Jid jid;
    std::uint16_t index;
    Answer answer;
    std::optional<WallTime> claimed_at;
    std::optional<WallTime> finished_at;
    std::int64_t retcode = 0;
    std::string outcome;
    std::optional<std::string> returned;
    std::string fun;  // of the recorded job, with conflict

    friend bool operator==(const DecisionReply&, const DecisionReply&) = default;
};

struct DoneReply {
    Jid jid;
    std::uint16_t index;

    friend bool operator==(const DoneReply&, const DoneReply&) = default;
};

struct GateError {
    Errc code;
    std::string text;

    friend bool operator==(const GateError&, const GateError&) = default;
};

using GateReply = std::variant<DecisionReply, DoneReply, GateError>;

// Error `invalid`: not a request of this version; the text says why.
Result<GateRequest> decode_gate_request(std::string_view bytes);
std::string encode(const GateReply& reply);
// The other direction, for `minion-agent`'s own runner and for tests.
std::string encode(const GateRequest& request);
Result<GateReply> decode_gate_reply(std::string_view bytes);

std::string_view to_text(Via via);
std::string_view to_text(Answer answer);

}  // namespace job_retry::proto
