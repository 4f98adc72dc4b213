// proto/gate: what the agent answers, as its own runner reads it.

#include <tuple>

#include "proto/gate.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

using namespace proto;

auto fields(const DecisionReply& r) {
    return std::tie(r.jid, r.index, r.answer, r.claimed_at, r.finished_at, r.retcode, r.outcome, r.returned,
                    r.fun);
}
auto fields(const DoneReply& r) {
    return std::tie(r.jid, r.index);
}
auto fields(const GateError& r) {
    return std::tie(r.code, r.text);
}

void check_bounds(const DecisionReply& decision) {
    require(decision.index < 1024, "index is within its bound");
    require(decision.answer != Answer::finished || !decision.outcome.empty(), "what finished has an outcome");
    require(decision.answer != Answer::conflict || !decision.fun.empty(), "a conflict names the function");
    for (const auto& time : {decision.claimed_at, decision.finished_at})
        require(!time || time->time_since_epoch().count() >= 0, "a time is not before the epoch");
}
void check_bounds(const DoneReply& done) {
    require(done.index < 1024, "index is within its bound");
}
void check_bounds(const GateError& error) {
    require(error.text.size() <= 4096, "an error's text is within its bound");
}

}  // namespace

void one_input(std::string_view bytes) {
    const Result<GateReply> reply = decode_gate_reply(bytes);
    if (!reply) return;
    accepted();
    const Result<GateReply> again = decode_gate_reply(encode(*reply));
    require(again && again->index() == reply->index(), "encode() keeps the type");
    std::visit(
        [&](const auto& value) {
            check_bounds(value);
            const auto& other = std::get<std::decay_t<decltype(value)>>(*again);
            require(fields(value) == fields(other), "decode(encode(reply)) is the reply");
        },
        *reply);
}

}  // namespace job_retry::fuzz
