// The status of the running agent as JSON; status_command.cc reads it.

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "minion_agent/agent.h"
#include "runtime/text_table.h"
#include "runtime/version.h"

namespace job_retry {

namespace {

using nlohmann::ordered_json;

// In both forms: for people and for programs.
void add_time(ordered_json& to, const std::string& key, std::optional<WallTime> time) {
    to[key] = time ? ordered_json(iso_time(*time)) : ordered_json(nullptr);
    to[key + "_us"] = time ? ordered_json(epoch_microseconds(*time)) : ordered_json(nullptr);
}

}  // namespace

std::string Agent::status(Now now) const {
    ordered_json status;
    status["version"] = kVersion;
    status["pid"] = getpid();
    status["minion"] = options_.minion;
    add_time(status, "started", started_);
    status["warnings"] = options_.warnings;
    if (!began_anew_.empty()) status["warnings"].push_back(began_anew_);
    status["gate"] = {{"socket", options_.gate_socket.native()},
                      {"clients", server_->clients()},
                      {"refused", server_->refused() + refused_at_status_}};
    status["storage"]["trouble"] = trouble_ ? trouble_->error.text : "";
    add_time(status["storage"], "since", trouble_ ? std::optional(trouble_->since) : std::nullopt);
    const WorkerProcess::Status worker = worker_.status(now);
    status["worker"] = {{"state", worker.state},
                        {"pid", worker.pid},
                        {"master", worker.master},
                        {"salt", worker.salt},
                        {"trouble", worker.trouble}};
    const Lines::Status courier = lines_.status();
    status["courier"] = {{"state", courier.state},
                         {"pid", courier.pid},
                         {"user", courier.user},
                         {"ended", courier.ended},
                         {"trouble", courier.trouble}};
    status["masters"] = ordered_json::array();
    for (const auto& peer : peers_) {
        const ShimLink::Status link = peer->link.status();
        const Drain::Status drain = peer->drain.status();
        ordered_json master;
        master["master"] = peer->master.name;
        master["link"] = link.state;
        master["trouble"] = link.trouble;
        master["refused"] = link.refused;
        master["not_signed"] = peer->word->status().not_signed;
        master["not_signed_last"] = peer->word->status().last;
        add_time(master, "authenticated", peer->since);
        add_time(master, "last_list", drain.last_list);
        master["listed"] = drain.listed;
        master["to_run"] = drain.to_run;
        master["to_resend"] = drain.to_resend;
        master["running"] = drain.running;
        master["in_worker"] = drain.current ? ordered_json(drain.current->text()) : ordered_json(nullptr);
        status["masters"].push_back(std::move(master));
    }
    return status.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace job_retry
