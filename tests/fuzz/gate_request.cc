// proto/gate: what a job process asks the agent.

#include <tuple>

#include "proto/gate.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

using namespace proto;

auto fields(const ClaimRequest& r) {
    return std::tie(r.jid, r.index, r.count, r.fun, r.digest, r.via, r.master, r.pid, r.attempt, r.minion);
}
auto fields(const FinishRequest& r) {
    return std::tie(r.jid, r.index, r.retcode, r.outcome, r.returned, r.attempt);
}
auto fields(const ReleaseRequest& r) {
    return std::tie(r.jid, r.index, r.attempt);
}
auto fields(const LateRequest& r) {
    return std::tie(r.jid, r.offer, r.step, r.text, r.salt, r.blackout);
}

void check_attempt(const std::string& attempt) {
    require(attempt.empty() || attempt.size() == kAttemptSize, "an attempt has its size");
}

void check_bounds(const ClaimRequest& claim) {
    check_attempt(claim.attempt);
    require(claim.count >= 1 && claim.count <= 1024 && claim.index < claim.count, "index is below count");
    require(!claim.fun.empty() && claim.fun.size() <= 256, "a function's name is within its bound");
    require(claim.master.size() <= 255, "a master's name is within its bound");
    require(claim.pid > 0, "a pid is a pid");
}
void check_bounds(const FinishRequest& finish) {
    check_attempt(finish.attempt);
    require(finish.index < 1024, "index is within its bound");
    require(!finish.outcome.empty() && finish.outcome.size() <= 64, "an outcome is within its bound");
}
void check_bounds(const ReleaseRequest& release) {
    check_attempt(release.attempt);
    require(release.index < 1024, "index is within its bound");
}
void check_bounds(const LateRequest& late) {
    require(late.offer.size() == kOfferSize, "an offer has its size");
    require(late.text.size() <= 4096 && late.salt.size() <= 64, "its texts are within their bounds");
}

}  // namespace

void one_input(std::string_view bytes) {
    const Result<GateRequest> request = decode_gate_request(bytes);
    if (!request) return;
    accepted();
    const Result<GateRequest> again = decode_gate_request(encode(*request));
    require(again && again->index() == request->index(), "encode() keeps the type");
    std::visit(
        [&](const auto& value) {
            check_bounds(value);
            const auto& other = std::get<std::decay_t<decltype(value)>>(*again);
            require(fields(value) == fields(other), "decode(encode(request)) is the request");
        },
        *request);
}

}  // namespace job_retry::fuzz
