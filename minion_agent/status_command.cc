#include "minion_agent/status_command.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "minion_agent/ledger_command.h"
#include "runtime/json_text.h"
#include "runtime/local_socket.h"
#include "runtime/text_table.h"

namespace job_retry {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxStatus = std::size_t{1} << 20;

// Empty when no agent is running.
Result<std::optional<Json>> ask(const std::filesystem::path& socket) {
    auto agent = connect_local(socket);
    if (!agent) {
        const Errc code = agent.error().code;
        if (code == Errc::unavailable || code == Errc::not_found) return std::optional<Json>{};
        return pass_on(agent);
    }
    auto bytes = read_frame(agent->get(), kMaxStatus);
    if (!bytes) return pass_on(bytes);
    Json status = Json::parse(*bytes, nullptr, false);
    if (!status.is_object())
        return fail(Errc::unavailable, socket.native() + ": what answers there is no minion-agent");
    return std::optional<Json>(std::move(status));
}

Json ledger_of(const std::filesystem::path& directory) {
    std::ostringstream text;
    auto stats = ledger_stats(directory, true, text);
    if (!stats)
        return stats.error().code == Errc::not_found ? Json(nullptr) : Json{{"trouble", stats.error().text}};
    return Json::parse(text.str(), nullptr, false);
}

std::string text_of(const Json& object, const char* key) {
    const auto at = object.find(key);
    if (at == object.end() || at->is_null()) return "-";
    return printable(at->is_string() ? at->get<std::string>() : at->dump());
}

// Where pending jobs run, and why not.
void print_minion(const Json& status, std::ostream& out) {
    const Json minion = status.value("salt_minion", Json());
    if (!minion.is_object()) return;
    if (minion.value("pid", 0) == 0) {
        out << "salt-minion: none runs\n";
    } else {
        out << "salt-minion: process " << text_of(minion, "pid");
        if (!minion.value("salt", "").empty()) out << ", Salt " << text_of(minion, "salt");
        out << ", pending job: " << text_of(minion, "job") << '\n';
    }
    if (!minion.value("trouble", "").empty()) out << "  " << text_of(minion, "trouble") << '\n';
    for (const Json& master : status.value("masters", Json::array())) {
        if (!master.value("way_reason", "").empty())
            out << "master " << text_of(master, "master") << ": " << text_of(master, "way_reason") << '\n';
    }
}

void print_agent(const Json& status, std::ostream& out) {
    out << "minion-agent " << text_of(status, "version") << " runs as process " << text_of(status, "pid")
        << " since " << text_of(status, "started") << ", minion " << text_of(status, "minion") << "\n\n";
    TextTable table(out, {"MASTER", "SHIM", "LAST LIST", "PENDING", "TO RUN", "TO SEND AGAIN", "IN WORKER"});
    for (const Json& master : status.value("masters", Json::array())) {
        table.row({text_of(master, "master"), text_of(master, "link"), text_of(master, "last_list"),
                   text_of(master, "listed"), text_of(master, "to_run"), text_of(master, "to_resend"),
                   text_of(master, "in_worker")});
    }
    table.end();
    out << '\n';
    print_minion(status, out);
    const Json worker = status.value("worker", Json::object());
    out << "worker: " << text_of(worker, "state");
    if (worker.value("pid", 0) > 0)
        out << ", process " << text_of(worker, "pid") << ", Salt " << text_of(worker, "salt");
    out << '\n';
    if (!worker.value("trouble", "").empty()) out << "  " << text_of(worker, "trouble") << '\n';
    const Json courier = status.value("courier", Json::object());
    out << "courier: " << text_of(courier, "state");
    if (courier.value("pid", 0) > 0)
        out << ", process " << text_of(courier, "pid") << " of user " << text_of(courier, "user");
    out << '\n';
    if (!courier.value("trouble", "").empty()) out << "  " << text_of(courier, "trouble") << '\n';
    const Json storage = status.value("storage", Json::object());
    if (!storage.value("trouble", "").empty())
        out << "the ledger cannot be used since " << text_of(storage, "since")
            << ", no job runs: " << text_of(storage, "trouble") << '\n';
    for (const Json& master : status.value("masters", Json::array())) {
        if (!master.value("trouble", "").empty())
            out << "master " << text_of(master, "master") << ": " << text_of(master, "trouble") << '\n';
        if (master.value("not_signed", std::uint64_t{0}) > 0)
            out << "master " << text_of(master, "master")
                << ": not signed by it, and not run: " << text_of(master, "not_signed")
                << "; the last: " << text_of(master, "not_signed_last") << '\n';
    }
    for (const Json& warning : status.value("warnings", Json::array())) {
        if (warning.is_string()) out << "warning: " << printable(warning.get<std::string>()) << '\n';
    }
    out << '\n';
}

}  // namespace

Result<bool> status_command(const Configured& configured, bool json, std::ostream& out) {
    auto answer = ask(status_socket(configured.options));
    if (!answer) return pass_on(answer);
    const bool running = answer->has_value();
    if (json) {
        Json all = {{"running", running}};
        if (running) all.update(**answer);
        all["ledger"] = ledger_of(configured.options.directory);
        out << json_text(all) << '\n';
        return running;
    }
    if (running) {
        print_agent(**answer, out);
    } else {
        std::cerr << "minion-agent is not running: "
                  << (configured.options.enabled ? "start it with `systemctl start minion-agent`"
                                                 : "job_retry is off in the minion's configuration")
                  << '\n';
    }
    auto stats = ledger_stats(configured.options.directory, false, out);
    if (!stats && stats.error().code != Errc::not_found) return pass_on(stats);
    return running;
}

}  // namespace job_retry
