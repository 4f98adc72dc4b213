#include "simulate/witness.h"

namespace job_retry::simulate {

namespace {

std::string text(const Witness::Function& function) {
    const auto& [minion, jid, index] = function;
    return "function " + std::to_string(index) + " of job " + jid + " on minion " + minion;
}

}  // namespace

void Witness::ran(const Function& function) {
    count("runs");
    if (++runs_[function] > 1) throw Broken{text(function) + " has run twice"};
    if (!granted.contains(function)) throw Broken{text(function) + " runs without a claim"};
}

void Witness::told(const Function& function, const proto::GateReply& reply) {
    if (std::holds_alternative<proto::DoneReply>(reply)) {
        finished.insert(function);
        return count("finished");
    }
    const auto* decision = std::get_if<proto::DecisionReply>(&reply);
    if (decision == nullptr) return count("gate: error");
    count("gate: " + std::string(proto::to_text(decision->answer)));
    if (decision->answer == proto::Answer::granted) {
        granted.insert(function);
    } else if (decision->answer == proto::Answer::finished && !has_run(function)) {
        throw Broken{text(function) + " is said to have finished and has never run"};
    }
}

void Witness::gave_back(const Function& function) {
    granted.erase(function);
    count("given back");
}

void Witness::acknowledged(const Owed& owed, proto::Reported state) {
    count("acknowledged: " + std::string(proto::to_text(state)));
    if (state == proto::Reported::interrupted || state == proto::Reported::refused) acked[owed] = state;
}

}  // namespace job_retry::simulate
