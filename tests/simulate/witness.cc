#include "simulate/witness.h"

namespace job_retry::simulate {

namespace {

std::string text(const Witness::Function& function) {
    const auto& [minion, jid, index] = function;
    return "function " + std::to_string(index) + " of job " + jid + " on minion " + minion;
}

}  // namespace

void Witness::ledger_begins(const std::string& minion, SteadyTime now) {
    ledger_goes_back(minion, now);
    std::erase_if(asked_, [&](const auto& job) { return job.first == minion; });
}

void Witness::ledger_goes_back(const std::string& minion, SteadyTime now) {
    began_[minion] = now;
    const auto is_of = [&](const Function& function) { return std::get<0>(function) == minion; };
    std::erase_if(granted, is_of);
    std::erase_if(finished, is_of);
    const auto entry_is_of = [&](const auto& entry) { return is_of(entry.first); };
    std::erase_if(claimed_, entry_is_of);
    std::erase_if(runs_, entry_is_of);
    std::erase_if(permissions_, [&](const auto& entry) { return entry.first.first == minion; });
}

std::uint32_t Witness::permissions(const Function& function) const {
    const auto found = permissions_.find({std::get<0>(function), std::get<1>(function)});
    return found == permissions_.end() ? 0 : found->second;
}

void Witness::permitted(const std::string& minion, const std::string& jid) {
    ++permissions_[{minion, jid}];
}

bool Witness::is_older_than_ledger(const Owed& owed) const {
    const auto began = began_.find(std::get<1>(owed));
    const auto published = published_.find(owed);
    return began != began_.end() && published != published_.end() && published->second.last < began->second;
}

void Witness::published(const Owed& owed, const Sha256& job, SteadyTime now) {
    Published& entry = published_[owed];
    entry.last = now;
    entry.jobs.insert(job);
    sent_.insert({std::get<0>(owed), std::get<2>(owed), job});
}

void Witness::taken_for(const Owed& owed, const Sha256& job) {
    published_[owed].jobs.insert(job);
}

bool Witness::was_published(const Owed& owed, const Sha256& job) const {
    const auto found = published_.find(owed);
    return found != published_.end() && found->second.jobs.contains(job);
}

// Live a job comes over Salt's own wire, on which others may hear it, too.
void Witness::check_published(const Run& run) const {
    const auto& [minion, jid, index] = run.function;
    const bool is_the_masters = run.via == proto::Via::live
                                    ? sent_.contains({run.master, jid, run.job})
                                    : was_published({run.master, minion, jid}, run.job);
    if (!is_the_masters)
        throw Broken{text(run.function) + " runs, and " + run.master + " has not published that to it"};
}

void Witness::ran(const Run& run) {
    const Function& function = run.function;
    const auto& [minion, jid, index] = function;
    count("runs");
    check_published(run);
    ever_ran_.insert(function);
    come_.emplace(minion, jid);
    if (!run.gated) {
        ++runs_[function];
        return count("runs before the gate was there");
    }
    const auto claim = claimed_.extract(function);
    if (!claim) throw Broken{text(function) + " runs without a claim"};
    const bool recorded = claim.mapped();
    const std::uint32_t allowed = permissions(function);
    const std::uint32_t by_itself = run.by_itself * (run.forgets ? 1 + allowed : 1);
    const std::uint32_t runs = ++runs_[function];
    if (runs > 1 + allowed + by_itself)
        throw Broken{text(function) + " has run " + std::to_string(runs) + " times, and may run " +
                     std::to_string(allowed + by_itself) + " times more than once"};
    if (runs > 1) count("runs once more, allowed");
    if (!is_older_than_ledger({run.master, minion, jid})) return;
    if (run.via == proto::Via::pending && allowed == 0 && !recorded)
        throw Broken{text(function) + " was published before the ledger began, and runs by itself"};
    count(run.via == proto::Via::live ? "old jobs on a new ledger: live"
                                      : "old jobs on a new ledger: allowed");
}

void Witness::asked(const Function& function) {
    asked_.emplace(std::get<0>(function), std::get<1>(function));
    come_.emplace(std::get<0>(function), std::get<1>(function));
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
        // A job is known to the ledger by any of its functions.
        const auto of_job = granted.lower_bound({std::get<0>(function), std::get<1>(function), 0});
        claimed_[function] = of_job != granted.end() && std::get<0>(*of_job) == std::get<0>(function) &&
                             std::get<1>(*of_job) == std::get<1>(function);
        granted.insert(function);
        finished.erase(function);  // forgotten since, and permitted
    } else if (decision->answer == proto::Answer::finished && !has_run(function)) {
        throw Broken{text(function) + " is said to have finished and has never run"};
    }
}

void Witness::gave_back(const Function& function) {
    granted.erase(function);
    claimed_.erase(function);
    count("given back");
}

void Witness::acknowledged(const Owed& owed, proto::Reported state) {
    count("acknowledged: " + std::string(proto::to_text(state)));
    if (state == proto::Reported::interrupted || state == proto::Reported::refused) acked[owed] = state;
}

}  // namespace job_retry::simulate
