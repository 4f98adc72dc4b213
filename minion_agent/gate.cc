#include "minion_agent/gate.h"

#include <algorithm>
#include <set>
#include <utility>

#include "runtime/log.h"

namespace job_retry {
struct Gate::Parsed {
    Result<proto::GateRequest> request;
    pid_t peer;
};

proto::GateReply Gate::refuse(const Error& error) {
    if (concerns_the_ledger(error.code)) {
        log::error("a job is refused: ", error.text);
        trouble_ = error;
    }
    return proto::GateError{error.code, error.text};
}

Gate::Gate(Ledger& ledger, Returns* returns, std::size_t max_return, Identify identify)
    : Gate(
          ledger, [returns] { return returns; }, max_return, std::move(identify)) {}

Gate::Gate(Ledger& ledger, ReturnsSource returns, std::size_t max_return, Identify identify)
    : ledger_(ledger),
      returns_(std::move(returns)),
      max_return_(max_return),
      identify_(std::move(identify)) {}

std::vector<proto::GateReply> Gate::answer(const std::vector<Asked>& asked, Now now) {
    std::vector<Parsed> parsed;
    parsed.reserve(asked.size());
    for (const Asked& one : asked)
        parsed.push_back({proto::decode_gate_request(one.bytes), one.peer});
    return answer(std::span<const Parsed>(parsed), now);
}

proto::GateReply Gate::answer(const proto::GateRequest& request, pid_t peer, Now now) {
    const Parsed one{request, peer};
    return answer(std::span(&one, 1), now).front();
}

std::vector<proto::GateReply> Gate::answer(std::span<const Parsed> parsed, Now now) {
    // A return is recorded before the transaction of its finish, and only for what is claimed: a finish whose
    // claim is asked for in the same go begins a transaction of its own.
    std::vector<proto::GateReply> replies;
    std::set<std::pair<std::string, std::uint16_t>> claimed;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < parsed.size(); ++at) {
        if (!parsed[at].request) continue;
        const proto::GateRequest& request = *parsed[at].request;
        if (const auto* claim = std::get_if<proto::ClaimRequest>(&request))
            claimed.emplace(claim->jid.text(), claim->index);
        const auto* finish = std::get_if<proto::FinishRequest>(&request);
        if (finish == nullptr || !claimed.contains({finish->jid.text(), finish->index})) continue;
        answer_together(parsed.subspan(begin, at - begin), now, replies);
        begin = at;
        claimed.clear();
    }
    answer_together(parsed.subspan(begin), now, replies);
    for (const proto::GateReply& reply : replies) {
        if (const auto* decision = std::get_if<proto::DecisionReply>(&reply))
            ++counts_.answers[static_cast<std::size_t>(decision->answer)];
        else if (std::holds_alternative<proto::GateError>(reply))
            ++counts_.errors;
    }
    return replies;
}

void Gate::answer_together(std::span<const Parsed> parsed, Now now, std::vector<proto::GateReply>& replies) {
    if (parsed.empty()) return;
    record_returns(parsed, now);
    const std::size_t before = replies.size();
    const auto decide_each = [&](const auto& decide_one) {
        replies.erase(replies.begin() + std::ptrdiff_t(before), replies.end());
        for (const Parsed& one : parsed)
            replies.push_back(one.request ? decide_one(one) : refuse(one.request.error()));
    };
    const auto in_one = ledger_.together(
        [&] { decide_each([&](const Parsed& one) { return decide(*one.request, one.peer, now); }); });
    if (in_one) return;
    // Nothing has happened. One of them may be the reason: each for itself, so that the others get through.
    decide_each([&](const Parsed& one) {
        proto::GateReply reply = proto::GateError{};
        const auto alone = ledger_.together([&] { reply = decide(*one.request, one.peer, now); });
        return alone ? reply : refuse(alone.error());
    });
}

// Before the ledger's finish: a crash in between leaves the job interrupted, never finished without the
// return that it had. One that cannot be kept is left out, the finish is recorded all the same.
void Gate::record_returns(std::span<const Parsed> parsed, Now now) {
    std::vector<Returns::Item> items;
    for (const Parsed& one : parsed) {
        if (!one.request) continue;
        const auto* finish = std::get_if<proto::FinishRequest>(&*one.request);
        if (finish == nullptr || !finish->returned || finish->returned->size() > max_return_) continue;
        const auto entries = ledger_.look_up(finish->jid);
        if (!entries) continue;
        // The first finish stays, and so does its return.
        const bool open = std::any_of(entries->begin(), entries->end(), [&](const Entry& entry) {
            return entry.claim.index == finish->index && entry.state == EntryState::claimed;
        });
        if (open) items.push_back({finish->jid, finish->index, *finish->returned});
    }
    if (items.empty()) return;
    Returns* const returns = returns_();
    if (returns == nullptr) return;
    if (auto kept = returns->put_all(items, now.wall); !kept)
        log::warning("a return is not recorded, the job's end is: ", kept.error().text);
}

proto::GateReply Gate::decide(const proto::GateRequest& request, pid_t peer, Now now) {
    if (const auto* wanted = std::get_if<proto::ClaimRequest>(&request)) return claim(*wanted, peer, now);
    if (const auto* finish = std::get_if<proto::FinishRequest>(&request)) {
        const auto done = ledger_.finish(finish->jid, finish->index, finish->retcode, finish->outcome,
                                         now.wall, finish->attempt);
        if (!done) return refuse(done.error());
        return proto::DoneReply{finish->jid, finish->index};
    }
    return release(std::get<proto::ReleaseRequest>(request), peer);
}

proto::GateReply Gate::release(const proto::ReleaseRequest& request, pid_t peer) {
    const auto process = identify_(peer);
    if (!process) return proto::GateError{Errc::conflict, "who gives the claim back does not live here"};
    const auto done = ledger_.release(request.jid, request.index, *process, request.attempt);
    if (!done) return refuse(done.error());
    return proto::DoneReply{request.jid, request.index};
}

proto::GateReply Gate::claim(const proto::ClaimRequest& request, pid_t peer, Now now) {
    // In another pid namespace a number means another process, whose life would be taken for the job's.
    const auto process = request.pid == peer ? identify_(peer) : std::nullopt;
    if (!process)
        return proto::GateError{Errc::invalid, "process " + std::to_string(request.pid) +
                                                   " does not live here, or is not the one that asks (" +
                                                   std::to_string(peer) +
                                                   "): the job and the agent must run on the "
                                                   "same host, in the same pid namespace"};
    auto decision = ledger_.claim({.jid = request.jid,
                                   .index = request.index,
                                   .count = request.count,
                                   .fun = request.fun,
                                   .digest = request.digest,
                                   .via = request.via,
                                   .master = request.master,
                                   .process = *process,
                                   .attempt = request.attempt,
                                   .minion = request.minion},
                                  now.wall);
    if (!decision) return refuse(decision.error());

    proto::DecisionReply reply{.jid = request.jid,
                               .index = request.index,
                               .answer = decision->answer,
                               .claimed_at = {},
                               .finished_at = {},
                               .outcome = {},
                               .returned = {},
                               .fun = {}};
    if (!decision->entry) return reply;
    const Entry& entry = *decision->entry;
    reply.claimed_at = entry.claimed_at;
    reply.fun = entry.claim.fun;
    if (decision->answer != proto::Answer::finished) return reply;
    reply.finished_at = entry.finished_at;
    reply.retcode = entry.retcode;
    reply.outcome = entry.outcome;
    Returns* const returns = returns_();
    if (returns == nullptr) return reply;
    // What cannot be read is not there: the job is answered without its value, and not run again.
    auto returned = returns->get(request.jid, request.index);
    if (!returned)
        log::warning("a recorded return cannot be read: ", returned.error().text);
    else
        reply.returned = std::move(*returned);
    return reply;
}

}  // namespace job_retry
