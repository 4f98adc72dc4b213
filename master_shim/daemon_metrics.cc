// What the shim tells Prometheus. No minion id, no JID and no reason of a refusal, which may be an agent's
// words: what is owed to whom is asked with `master-shim pending`.

#include "master_shim/daemon.h"

namespace job_retry {
namespace {

using Samples = std::vector<Metrics::Sample>;

Samples by_state(const std::array<std::uint64_t, kDeliveryStates>& counts) {
    Samples samples;
    for (std::size_t i = 0; i < kDeliveryStates; ++i)
        samples.push_back({{{"state", std::string(to_text(static_cast<DeliveryState>(i)))}},
                           static_cast<double>(counts[i])});
    return samples;
}

void turned_away(Samples& samples, const char* port,
                 std::initializer_list<std::pair<const char*, std::uint64_t>> counts) {
    for (const auto& [reason, count] : counts)
        samples.push_back({{{"port", port}, {"reason", reason}}, static_cast<double>(count)});
}

void add_visitors(Samples& samples, const char* port, const Doorkeeper::Counts& counts) {
    turned_away(samples, port,
                {{"too_fast", counts.of.too_fast},
                 {"address_full", counts.of.address_full},
                 {"full", counts.of.full},
                 {"slow", counts.of.slow},
                 {"silent", counts.silent},
                 {"too_much", counts.too_much},
                 {"failed_handshake", counts.failed_handshakes}});
}

}  // namespace

Metrics Daemon::metrics() const {
    Metrics metrics("job_retry_shim_");
    metrics.about_the_program(started_.wall);

    const Deliveries::Counts& counts = deliveries_->counts();
    metrics.gauge("deliveries",
                  "Deliveries by state; those that have ended as long as job_retry_history keeps them.",
                  by_state(counts.by_state));
    metrics.counter("delivery_changes_total", "Deliveries that have entered a state.",
                    by_state(counts.entered));
    const auto oldest = deliveries_->oldest_open();
    metrics.timestamp("oldest_open_timestamp_seconds",
                      "When the oldest job was published that is still owed; absent when nothing is.",
                      oldest ? *oldest : std::nullopt);
    metrics.gauge("expected_answers", "Answers that minions may still give by themselves.",
                  static_cast<double>(shim_->tracker().expected()));
    const Shim::Doubts& doubts = shim_->doubts();
    metrics.gauge("witness", "1 when publications come from the witness, 0 when from the job cache.",
                  spool_ ? 1 : 0);
    metrics.counter("not_witnessed_total", "Jobs on the event bus that the witness did not see.",
                    doubts.not_witnessed);
    metrics.counter("unconfirmed_returns_total", "Returns on the event bus that the job cache did not have.",
                    doubts.unconfirmed_returns);
    metrics.counter("returns_not_made_total", "Returns of which their minion's ledger knows nothing.",
                    doubts.not_made);
    metrics.counter("loads_not_believed_total",
                    "Loads in the job cache that were not published, or have become others.",
                    doubts.not_published + doubts.changed);

    const Sessions& sessions = shim_->sessions();
    metrics.gauge("agents_connected", "Agents that have proven whose they are.",
                  static_cast<double>(sessions.authenticated()));
    metrics.counter("ledgers_behind_total", "Lists and takes of agents whose ledger had gone back.",
                    sessions.ledgers_behind());
    metrics.gauge("minions_draining", "Minions that are catching up.",
                  static_cast<double>(sessions.draining()));
    metrics.gauge("minions_waiting", "Minions that wait for their turn to catch up.",
                  static_cast<double>(sessions.waiting()));
    Samples refused;
    turned_away(refused, "agents",
                {{"denied", sessions.denied()},
                 {"not_authenticated", sessions.not_authenticated()},
                 {"foreign", sessions.foreign()},
                 {"malformed", sessions.malformed() + router_->malformed()}});
    const Doorkeeper::Counts visitors = router_->visitors();
    add_visitors(refused, "agents", visitors);
    turned_away(refused, "keys", {{"malformed", malformed_key_requests_ + key_server_->malformed()}});
    add_visitors(refused, "keys", key_server_->visitors());
    metrics.counter("turned_away_total", "Requests and connections that were turned away.",
                    std::move(refused));
    metrics.gauge("queue_inside", "Connections that have not proven yet whose they are.",
                  static_cast<double>(visitors.strangers));
    metrics.gauge("queue_outside", "Addresses that were turned away, and from which nobody was let in since.",
                  static_cast<double>(visitors.outside.addresses));
    metrics.counter("let_in_total", "Connections that have proven whose they are.", visitors.of.let_in);
    metrics.counter("handshakes_begun_total", "Connections that the shim has begun to work for.",
                    visitors.of.begun);
    metrics.counter("handshakes_in_vain_total", "Of them: those that ended before they were let in.",
                    visitors.of.in_vain);
    metrics.counter("key_requests_total", "Answered requests for the shim's signed key.", key_requests_);
    metrics.gauge("key_statement", "1 when agents can be shown the shim's signed key.",
                  statement_.empty() ? 0 : 1);

    metrics.gauge("database_full", "1 while missed jobs are not taken up for want of room.",
                  shim_->is_full() ? 1 : 0);
    metrics.gauge("database_failing", "1 while the database cannot be written.", write_failed_at_ ? 1 : 0);
    if (bus_) {
        const BusReader::Status bus = bus_->status();
        metrics.gauge("bus_connected", "1 while the shim hears the master's event bus.",
                      bus.connected ? 1 : 0);
        metrics.counter("bus_events_total", "Events that the bus has shown.", bus.events);
        metrics.counter("bus_gaps_total",
                        "Connections to the bus after the first, each of which may have missed events.",
                        bus.connections > 0 ? bus.connections - 1 : 0);
        metrics.counter("events_dropped_total", "Events of the shim that the bus did not take.",
                        sender_->dropped());
    }
    if (reconciler_) {
        metrics.timestamp("last_reconcile_timestamp_seconds", "When the job cache was last read to its end.",
                          reconciler_->last());
        metrics.gauge("job_cache_failing", "1 when the job cache could not be read the last time.",
                      reconciler_->error().empty() ? 0 : 1);
    }
    return metrics;
}

}  // namespace job_retry
