// What a master and its shim have promised, held against what the shim's disk says and what has really
// happened.

#include "simulate/job_process.h"
#include "simulate/master.h"
#include "simulate/minion.h"

namespace job_retry::simulate {

std::unique_ptr<Deliveries> Master::open_deliveries() {
    Deliveries::Options options;
    options.directory = ShimProcess::kDirectory;
    options.size = options_.database_size;
    auto opened = Deliveries::open(options);
    if (!opened) throw Broken{"the deliveries of " + name() + " cannot be opened: " + opened.error().text};
    return std::move(*opened);
}

void Master::check_acknowledged() {
    if (database_lies) return;
    const Turn turn(*this);
    const Disk::Calm calm(disk);
    const auto deliveries = open_deliveries();
    for (const auto& [owed, state] : witness_.acked) {
        const auto& [master, minion, jid] = owed;
        if (master != name() || minion == hostile) continue;
        const auto found = deliveries->find(*Jid::parse(jid), minion);
        if (!found || !*found) continue;  // out of the history
        if (is_open((*found)->state))
            throw Broken{"job " + jid + " of " + minion + " was acknowledged as " +
                         std::string(proto::to_text(state)) + " and is " +
                         std::string(to_text((*found)->state))};
    }
}

void Master::check_ends() {
    const Turn turn(*this);
    const Disk::Calm calm(disk);
    const auto deliveries = open_deliveries();
    for (const auto& [jid, entry] : published) {
        if (entry.job.fun == "test.ping") continue;
        for (const std::string& minion : entry.minions)
            if (minion != hostile) check_end(jid, entry, minion, *deliveries);
    }
}

void Master::check_end(const std::string& jid, const Published& entry, const std::string& minion,
                       const Deliveries& deliveries) {
    const bool held = cache.returns.contains({jid, minion});
    const auto found = deliveries.find(*Jid::parse(jid), minion);
    if (!found) throw Broken{"the deliveries of " + name() + " cannot be read: " + found.error().text};
    if (!*found) {
        if (held) {
            witness_.count("ends: returned by itself");
            return check_not_lost(jid, minion);
        }
        if (may_owe_nothing(entry)) return witness_.count("ends: nowhere, as it must without the witness");
        throw Broken{"job " + jid + " of " + name() + " never reached " + minion + ", and nobody knows"};
    }
    const DeliveryState state = (*found)->state;
    const std::string reason = (*found)->reason();
    witness_.count("ends: " + std::string(to_text(state)));
    if (reason.starts_with("held")) witness_.count("ends: held");
    if (reason == "too old to verify" && !witness_.is_older_than_ledger({name(), minion, jid}))
        minions_.at(minion)->check_floor(jid);
    if (is_open(state) || state == DeliveryState::unproven)
        throw Broken{"job " + jid + " of " + name() + " for " + minion + " is still " +
                     std::string(to_text(state))};
    // As old as what its minion has forgotten: without that return it would have been refused.
    if (state == DeliveryState::returned && reason != proto::kTooOldToVerify) check_not_lost(jid, minion);
    // A new ledger knows nothing of what the one before had run.
    if ((*found)->return_is_disowned()) return witness_.count("ends: a return that its minion disowned");
    if (returns_of_runs.contains({jid, minion}) && state != DeliveryState::returned)
        throw Broken{"job " + jid + " of " + name() + " for " + minion + " is " +
                     std::string(to_text(state)) + " (" + reason + "), and the master holds its return"};
}

void Master::check_not_lost(const std::string& jid, const std::string& minion) const {
    if (!forged_returns_.contains({jid, minion}) || returned_by_themselves_.contains({jid, minion})) return;
    if (witness_.has_come(minion, jid)) return;
    // Without the witness a scan of the job cache leaves out who has returned, whoever has forged that.
    const bool is_promised = options_.witness && !clock_has_stepped();
    if (is_promised && published_while_away_.contains({jid, minion}))
        throw Broken{"job " + jid + " of " + name() + " has never come to " + minion +
                     ", and counts as returned, which another has forged"};
    witness_.count("ends: a forged return is believed, as Salt believes it");
}

void Master::check_retried(bool clocks_agreed) {
    const Turn turn(*this);
    const Disk::Calm calm(disk);
    const auto deliveries = open_deliveries();
    for (const auto& [jid, minion] : retried) {
        if (minion == hostile) continue;
        const auto found = deliveries->find(*Jid::parse(jid), minion);
        if (!found || !*found) continue;
        const DeliveryState state = (*found)->state;
        const std::string reason = (*found)->reason();
        witness_.count("ends of what was retried: " + std::string(to_text(state)) +
                       (reason.empty() ? "" : " (" + reason + ")"));
        const bool may_end_so = state == DeliveryState::returned || state == DeliveryState::expired ||
                                reason == "conflict" || reason == "too old to verify" ||
                                (!clocks_agreed && state == DeliveryState::interrupted);
        if (!may_end_so)
            throw Broken{"job " + jid + " of " + name() + " for " + minion +
                         " was allowed once more, and is " + std::string(to_text(state)) + " (" + reason +
                         ")"};
    }
}

}  // namespace job_retry::simulate
