// What the daemon answers on its control socket.

#include <unistd.h>

#include "master_shim/control.h"
#include "master_shim/daemon.h"
#include "master_shim/msgpack_view.h"
#include "runtime/version.h"

namespace job_retry {
namespace {

using control::Json;

constexpr std::size_t kMaxMinions = 10000;
constexpr std::size_t kMaxReasons = 100;
constexpr std::size_t kMaxNamed = 50;  // minions that catch up, and what has just ended

Result<std::vector<std::string>> texts(const Json& request, const char* key) {
    std::vector<std::string> values;
    const auto found = request.find(key);
    if (found == request.end()) return values;
    if (!found->is_array() || found->size() > kMaxMinions)
        return fail(Errc::invalid, std::string(key) + " must be a list of texts");
    for (const Json& value : *found) {
        if (!value.is_string()) return fail(Errc::invalid, std::string(key) + " must be a list of texts");
        values.push_back(value.get<std::string>());
    }
    return values;
}

std::string text_or_empty(const Json& request, const char* key) {
    const auto found = request.find(key);
    return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Json> cancel(Shim& shim, const Json& request, Now now) {
    auto jid = Jid::parse(text_or_empty(request, "jid"));
    if (!jid) return pass_on(jid);
    auto minions = texts(request, "minions");
    if (!minions) return pass_on(minions);
    auto cancelled = shim.cancel(*jid, *minions, now);
    if (!cancelled) return pass_on(cancelled);
    return Json{{"ok", true}, {"jid", jid->text()}, {"cancelled", cancelled->deliveries}};
}

Result<Json> retry(Shim& shim, const Json& request, Now now) {
    auto jid = Jid::parse(text_or_empty(request, "jid"));
    if (!jid) return pass_on(jid);
    const std::string minion = text_or_empty(request, "minion");
    auto retried = shim.retry(*jid, minion, now);
    if (!retried) return pass_on(retried);
    return Json{{"ok", true}, {"jid", jid->text()}, {"minion", minion}};
}

Result<Json> publish(Shim& shim, const Json& request, Now now) {
    std::optional<Jid> jid;
    if (const std::string text = text_or_empty(request, "jid"); !text.empty()) {
        auto named = Jid::parse(text);
        if (!named) return pass_on(named);
        jid = std::move(*named);
    }
    auto minions = texts(request, "minions");
    if (!minions) return pass_on(minions);
    auto arguments = texts(request, "arg");
    if (!arguments) return pass_on(arguments);
    std::string arg;
    append_msgpack_array(arg, arguments->size());
    for (const std::string& argument : *arguments)
        append_msgpack_text(arg, argument);
    auto published = shim.publish(std::move(jid), *minions, text_or_empty(request, "fun"), arg,
                                  text_or_empty(request, "user"), now);
    if (!published) return pass_on(published);
    return Json{{"ok", true}, {"jid", published->jid.text()}, {"minions", published->minions}};
}

// Who is at a port without having proven who it is, and how many were turned away there.
void add_visitors(Json& to, const Doorkeeper::Counts& counts) {
    to["strangers"] = counts.strangers;
    to["known"] = counts.known;
    to["crowded"] = counts.crowded;
    to["silent"] = counts.silent;
    to["too_much"] = counts.too_much;
    to["failed_handshakes"] = counts.failed_handshakes;
    to["crowded_because"] = {{"too_fast", counts.of.too_fast},
                             {"address_full", counts.of.address_full},
                             {"full", counts.of.full},
                             {"slow", counts.of.slow}};
}

// Who waits at the agents' port, and how long still.
Json queue(const Doorkeeper::Counts& counts, Now now) {
    const std::optional<SteadyTime>& last = counts.outside.last;
    const auto through = counts.outside.through_in(counts.strangers);
    Json queue = {{"inside", counts.strangers},
                  {"outside", counts.outside.addresses},
                  {"let_in_per_second", counts.outside.per_second},
                  {"through_in_seconds", through ? Json(through->count()) : Json()},
                  {"let_in", counts.of.let_in},
                  {"begun", counts.of.begun},
                  {"begun_in_vain", counts.of.in_vain}};
    control::add_time(
        queue, "last_turned_away",
        last ? std::optional(now.wall - std::chrono::duration_cast<WallTime::duration>(now.steady - *last))
             : std::nullopt);
    return queue;
}

}  // namespace

std::string Daemon::execute(const std::string& payload, Now now) {
    auto request = control::parse(payload);
    if (!request) return control::text(control::refusal(request.error()));
    const std::string command = text_or_empty(*request, "command");
    Result<Json> reply = fail(Errc::invalid, "no such command: " + command);
    if (command == "status") return status(now);
    if (command == "cancel") reply = cancel(*shim_, *request, now);
    if (command == "retry") reply = retry(*shim_, *request, now);
    if (command == "publish") reply = publish(*shim_, *request, now);
    return control::text(reply ? *reply : control::refusal(reply.error()));
}

std::string Daemon::status(Now now) const {
    Json status = {{"ok", true}, {"version", kVersion}, {"pid", getpid()}};
    control::add_time(status, "started_at", started_.wall);
    status["uptime_seconds"] =
        std::chrono::duration_cast<std::chrono::seconds>(now.steady - started_.steady).count();
    status["standalone"] = options_.standalone;

    Json bus = {{"connected", false}};
    if (bus_) {
        const BusReader::Status seen = bus_->status();
        bus = {{"connected", seen.connected},
               {"socket", (config_.sock_dir / "master_event_pub.ipc").native()},
               {"events", seen.events},
               {"gaps", seen.connections > 0 ? seen.connections - 1 : 0},
               {"overflows", seen.overflows},
               {"garbled", seen.garbled},
               {"fired_dropped", sender_->dropped()}};
    }
    status["bus"] = std::move(bus);

    const Shim::Doubts& doubts = shim_->doubts();
    Json witness = {{"in_force", spool_.has_value()}};
    witness["reason"] = no_witness_reason_.empty() ? Json() : Json(no_witness_reason_);
    if (spool_) {
        witness["publications"] = spool_->read();
        witness["unreadable"] = spool_->unreadable();
        witness["last_unreadable"] = spool_->last_unreadable();
        witness["missed"] = spool_->missed();
        witness["not_witnessed"] = doubts.not_witnessed;
        witness["last_not_witnessed"] = doubts.last_not_witnessed;
    }
    status["witness"] = std::move(witness);

    const std::string distrust = spool_ || options_.standalone ? "" : cache_->distrust();
    Json cache = {{"mode", scan_ ? "local_cache" : options_.standalone ? "none" : "not read"}};
    cache["reason"] = no_cache_reason_.empty() ? Json() : Json(no_cache_reason_);
    cache["distrust"] = distrust.empty() ? Json() : Json(distrust);
    control::add_time(cache, "last_reconcile", reconciler_ ? reconciler_->last() : std::nullopt);
    cache["reconciling"] = reconciler_ && reconciler_->running();
    cache["error"] = reconciler_ && !reconciler_->error().empty() ? Json(reconciler_->error()) : Json();
    cache["unconfirmed_returns"] = doubts.unconfirmed_returns;
    cache["not_in_cache"] = doubts.not_in_cache;
    cache["not_published"] = doubts.not_published;
    cache["changed"] = doubts.changed;
    status["job_cache"] = std::move(cache);
    status["returns_not_made"] = doubts.not_made;

    const Sessions& sessions = shim_->sessions();
    status["agents"] = {{"authenticated", sessions.authenticated()},
                        {"connecting", sessions.half_open()},
                        {"draining", sessions.draining()},
                        {"waiting", sessions.waiting()},
                        {"denied", sessions.denied()},
                        {"ledgers_behind", sessions.ledgers_behind()},
                        {"not_authenticated", sessions.not_authenticated()},
                        {"foreign", sessions.foreign()},
                        {"malformed", sessions.malformed() + router_->malformed()},
                        {"endpoint", router_->endpoint()},
                        {"key_endpoint", key_server_->endpoint()},
                        {"key_statement", !statement_.empty()}};
    status["agents"]["draining_minions"] = sessions.draining_minions(kMaxNamed);
    const Doorkeeper::Counts visitors = router_->visitors();
    add_visitors(status["agents"], visitors);
    status["agents"]["queue"] = queue(visitors, now);
    status["keys"] = {{"requests", key_requests_},
                      {"malformed", malformed_key_requests_ + key_server_->malformed()}};
    add_visitors(status["keys"], key_server_->visitors());
    status["control"] = {{"clients", control_->clients()}, {"refused", control_->refused()}};

    status["expected"] = {{"jobs", shim_->tracker().jobs()}, {"minions", shim_->tracker().expected()}};
    Json deliveries = Json::object();
    for (std::size_t i = 0; i < kDeliveryStates; ++i)
        deliveries[std::string(to_text(static_cast<DeliveryState>(i)))] = deliveries_->counts().by_state[i];
    status["deliveries"] = std::move(deliveries);
    status["database_full"] = shim_->is_full();
    status["database_error"] = write_error_.empty() ? Json() : Json(write_error_);
    control::add_time(status, "database_error_since", write_failed_at_);
    const auto oldest = deliveries_->oldest_open();
    control::add_time(status, "oldest_pending", oldest ? *oldest : std::nullopt);
    Json refusals = Json::object();
    for (const auto& [reason, count] : deliveries_->counts().refusals) {
        if (refusals.size() == kMaxReasons) break;  // they may be an agent's words
        refusals[reason] = count;
    }
    status["refusals"] = std::move(refusals);
    status["newest_ended"] = Json::array();
    const auto newest = deliveries_->newest_ended(kMaxNamed);
    for (std::size_t i = 0; newest && i < newest->size(); ++i) {
        const Delivery& delivery = (*newest)[i];
        const auto job = deliveries_->job(delivery.jid);
        Json ended = {{"jid", delivery.jid.text()},
                      {"minion", delivery.minion},
                      {"fun", job && *job ? Json(functions_text((*job)->facts)) : Json()},
                      {"state", to_text(delivery.state)}};
        control::add_time(ended, "since", delivery.since());
        ended["reason"] = delivery.reason();
        status["newest_ended"].push_back(std::move(ended));
    }
    return control::text(status);
}

}  // namespace job_retry
