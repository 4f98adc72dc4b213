// What the agent tells Prometheus. The label `master` is bounded by the minion's configuration; there is no
// JID.

#include "minion_agent/agent.h"
#include "runtime/log.h"

namespace job_retry {

Metrics Agent::metrics(Now now) const {
    using Samples = std::vector<Metrics::Sample>;
    Metrics metrics("job_retry_agent_");
    metrics.about_the_program(started_);

    Samples answers;
    for (std::size_t i = 0; i < gate_.counts().answers.size(); ++i)
        answers.push_back({{{"answer", std::string(to_text(static_cast<proto::Answer>(i)))}},
                           static_cast<double>(gate_.counts().answers[i])});
    answers.push_back({{{"answer", "error"}}, static_cast<double>(gate_.counts().errors)});
    metrics.counter("gate_answers_total", "What the gate has answered to jobs that wanted to run.",
                    std::move(answers));
    metrics.counter("gate_refused_clients_total",
                    "Programs that were not let in at the gate, or sent nonsense.", server_->refused());

    if (const auto usage = ledger_.usage()) {
        metrics.gauge("ledger_entries", "Functions of jobs that the ledger knows.",
                      static_cast<double>(usage->entries));
        metrics.gauge("ledger_used_bytes", "Bytes of the ledger that are in use.",
                      static_cast<double>(usage->used_bytes));
        metrics.gauge("ledger_size_bytes", "Bytes that the ledger has room for.",
                      static_cast<double>(usage->map_bytes));
    }
    metrics.gauge("ledger_failing", "1 while the ledger cannot be written, and every job is refused.",
                  trouble_ ? 1 : 0);
    if (returns_) {
        if (const auto kept = returns_->stats()) {
            metrics.gauge("returns_recorded", "Recorded returns.", static_cast<double>(kept->returns));
            metrics.gauge("returns_unconfirmed", "Recorded returns that the master has not confirmed yet.",
                          static_cast<double>(kept->unconfirmed));
            metrics.gauge("returns_used_bytes", "Bytes that the recorded returns take.",
                          static_cast<double>(kept->used_bytes));
        }
    }

    Samples connected, not_signed, to_run, to_resend, running, last_list;
    for (const auto& peer : peers_) {
        const Drain::Status drain = peer->drain.status();
        const auto add = [&](Samples& to, double value) {
            to.push_back({{{"master", peer->master.name}}, value});
        };
        add(connected, peer->since ? 1 : 0);
        add(not_signed, static_cast<double>(peer->word->status().not_signed));
        add(to_run, static_cast<double>(drain.to_run));
        add(to_resend, static_cast<double>(drain.to_resend));
        add(running, static_cast<double>(drain.running));
        if (drain.last_list) add(last_list, epoch_seconds(*drain.last_list));
    }
    metrics.gauge("master_connected", "1 while the shim of this master knows the agent.",
                  std::move(connected));
    metrics.counter("not_signed_total",
                    "What this master's shim has handed out and the master has not signed for this minion.",
                    std::move(not_signed));
    metrics.gauge("jobs_to_run", "Missed jobs that this minion is still to run.", std::move(to_run));
    metrics.gauge("returns_to_resend", "Returns that are to be sent again.", std::move(to_resend));
    metrics.gauge("jobs_running", "Jobs of the pending list that are running.", std::move(running));
    if (!last_list.empty())
        metrics.gauge("last_list_timestamp_seconds", "When the master's shim last told what it owes.",
                      std::move(last_list));
    metrics.gauge("worker_running", "1 while there is a worker for missed jobs.",
                  worker_.status(now).pid > 0 ? 1 : 0);
    return metrics;
}

}  // namespace job_retry
