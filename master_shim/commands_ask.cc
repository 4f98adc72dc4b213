// The commands that ask the daemon, and those for keys without Salt.

#include <pwd.h>
#include <unistd.h>

#include <cmath>
#include <sstream>

#include "master_shim/commands.h"
#include "master_shim/control.h"
#include "master_shim/daemon.h"
#include "master_shim/key_pool.h"
#include "runtime/json_text.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using control::Json;

void print(const CommandContext& context, const Json& json) {
    context.out << json_text(json) << '\n';
}

std::string plain(const Json& value) {
    if (value.is_null()) return "-";
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return printable(value.is_string() ? value.get<std::string>() : value.dump());
}

void line(const CommandContext& context, const std::string& name, const std::string& value) {
    context.out << name << ':' << std::string(name.size() < 18 ? 18 - name.size() : 1, ' ') << value << '\n';
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) {
        if (!part.empty()) parts.push_back(part);
    }
    return parts;
}

std::string user_name() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(getuid());
}

std::vector<std::string> witness_troubles(const Json& witness) {
    std::vector<std::string> troubles;
    if (witness["not_witnessed"] != 0)
        troubles.push_back(plain(witness["not_witnessed"]) +
                           " jobs were announced without it, the last one " +
                           plain(witness["last_not_witnessed"]) +
                           ": salt-master runs without the witness (restart it), or a minion announced them");
    if (!witness["missed"].get<std::string>().empty())
        troubles.push_back("could not write: " + plain(witness["missed"]));
    if (witness["unreadable"] != 0)
        troubles.push_back(plain(witness["unreadable"]) +
                           " files of its spool cannot be read, the last one " +
                           plain(witness["last_unreadable"]));
    return troubles;
}

// Somebody was turned away lately: how many wait, how long still, and why.
std::string queue_text(const Json& queue, const Json& because) {
    std::string text = plain(queue["outside"]) + " addresses wait outside, " + plain(queue["inside"]) +
                       " connections inside; ";
    if (queue["through_in_seconds"].is_null())
        text += "nobody was let in lately";
    else
        text += std::to_string(std::lround(queue["let_in_per_second"].get<double>())) +
                " a second are let in: through in " + plain(queue["through_in_seconds"]) + " s or so";
    text += "; last turned away " + plain(queue["last_turned_away"]) + "; since the start: ";
    std::string reasons;
    for (const auto& [key, words] :
         {std::pair{"full", "for want of places"},
          std::pair{"address_full", "for want of their address's places"},
          std::pair{"too_fast", "came too fast"}, std::pair{"slow", "were slower than others"}})
        if (because[key] != 0) reasons += (reasons.empty() ? "" : ", ") + plain(because[key]) + " " + words;
    return text + reasons;
}

Result<void> need_standalone(const CommandContext& context, const char* instead) {
    if (context.options.standalone) return {};
    return fail(Errc::invalid,
                std::string("this is for job_retry_standalone: True; with Salt use ") + instead);
}

}  // namespace

Result<void> show_status(const CommandContext& context) {
    auto status = control::ask(context.options.control_socket, {{"command", "status"}});
    if (!status) return pass_on(status);
    status->erase("ok");
    if (context.json) {
        print(context, *status);
        return {};
    }
    const Json& bus = (*status)["bus"];
    const Json& cache = (*status)["job_cache"];
    const Json& agents = (*status)["agents"];
    line(context, "version", plain((*status)["version"]));
    line(context, "running since", plain((*status)["started_at"]) + ", pid " + plain((*status)["pid"]));
    if ((*status)["standalone"].get<bool>()) {
        line(context, "standalone", "yes: jobs come from `master-shim publish`");
    } else {
        line(context, "event bus",
             (bus["connected"].get<bool>() ? "connected" : "not connected") + std::string(", ") +
                 plain(bus["events"]) + " events, " + plain(bus["gaps"]) + " gaps");
        const Json& witness = (*status)["witness"];
        if (witness["in_force"].get<bool>()) {
            line(context, "witness", plain(witness["publications"]) + " publications");
            for (const std::string& trouble : witness_troubles(witness))
                line(context, "witness", trouble);
        } else {
            line(context, "witness", "none: " + plain(witness["reason"]));
            if (cache["distrust"].is_null())
                line(context, "job cache",
                     "jobs are taken from it, though any accepted minion can write there");
        }
        std::string mode = plain(cache["mode"]);
        if (!cache["reason"].is_null()) mode += " (" + plain(cache["reason"]) + ")";
        line(context, "job cache", mode);
        line(context, "last reconcile", plain(cache["last_reconcile"]));
        if (!cache["error"].is_null()) line(context, "job cache error", plain(cache["error"]));
        if (!cache["distrust"].is_null())
            line(context, "job cache", "nothing is owed to anybody: " + plain(cache["distrust"]));
        for (const auto& [key, words] : {std::pair{"not_in_cache", "jobs that were announced are not there"},
                                         std::pair{"not_published", "loads there were not published"},
                                         std::pair{"changed", "loads there have become others"}})
            if (cache[key] != 0) line(context, "job cache", plain(cache[key]) + " " + words);
        if ((*status)["returns_not_made"] != 0)
            line(context, "returns",
                 plain((*status)["returns_not_made"]) + " of which their minion's ledger knows nothing");
    }
    line(context, "agents",
         plain(agents["authenticated"]) + " connected, " + plain(agents["draining"]) + " catching up, " +
             plain(agents["waiting"]) + " waiting for their turn, " + plain(agents["denied"]) + " refused");
    const Json& queue = agents["queue"];
    if (queue["outside"] != 0) line(context, "queue", queue_text(queue, agents["crowded_because"]));
    std::string turned_away;
    for (const char* port : {"agents", "keys"}) {
        for (const auto& [key, words] :
             {std::pair{"not_authenticated", "requests without a proof"},
              std::pair{"foreign", "requests about others' jobs"},
              std::pair{"malformed", "malformed messages"},
              std::pair{"failed_handshakes", "failed handshakes"},
              std::pair{"crowded", "connections too many"}, std::pair{"silent", "silent"},
              std::pair{"too_much", "that sent too much"}}) {
            const Json& count = (*status)[port][key];
            if (!count.is_null() && count != 0)
                turned_away += (turned_away.empty() ? "" : ", ") + plain(count) + " " + words;
        }
        if (!turned_away.empty()) line(context, std::string("at ") + port + " port", turned_away);
        turned_away.clear();
    }
    line(context, "listening", plain(agents["endpoint"]) + ", keys " + plain(agents["key_endpoint"]));
    if (!agents["key_statement"].get<bool>())
        line(context, "key statement", "none yet: the master's key cannot be read");
    line(context, "expected",
         plain((*status)["expected"]["minions"]) + " answers to " + plain((*status)["expected"]["jobs"]) +
             " jobs");
    std::string states;
    for (const auto& [state, count] : (*status)["deliveries"].items())
        states += (states.empty() ? "" : ", ") + state + " " + plain(count);
    line(context, "deliveries", states);
    if ((*status)["database_full"].get<bool>())
        line(context, "database", "full: missed jobs are not taken up until some have left the history");
    if (!(*status)["database_error"].is_null())
        line(context, "database",
             "cannot be written since " + plain((*status)["database_error_since"]) +
                 ", nothing is lost but nothing goes on: " + plain((*status)["database_error"]));
    line(context, "oldest pending", plain((*status)["oldest_pending"]));
    for (const auto& [reason, count] : (*status)["refusals"].items())
        line(context, "refused", plain(count) + " because: " + printable(reason));
    return {};
}

Result<void> cancel_job(const CommandContext& context, const std::string& jid,
                        const std::vector<std::string>& minions) {
    const Json request = {{"command", "cancel"}, {"jid", jid}, {"minions", minions}};
    auto reply = control::ask(context.options.control_socket, request);
    if (!reply) return pass_on(reply);
    const auto cancelled = reply->value("cancelled", std::uint64_t{0});
    if (context.json) {
        reply->erase("ok");
        print(context, *reply);
    } else if (cancelled > 0) {
        context.out << "cancelled " << cancelled << (cancelled == 1 ? " delivery" : " deliveries")
                    << " of job " << printable(jid) << '\n';
    }
    if (cancelled > 0) return {};
    return fail(Errc::not_found,
                "nothing left to cancel of job " + jid + ": see `master-shim show " + jid + "`");
}

Result<void> retry_job(const CommandContext& context, const std::string& jid,
                       const std::vector<std::string>& minions) {
    Json done = Json::array();
    for (const std::string& minion : minions) {
        const Json request = {{"command", "retry"}, {"jid", jid}, {"minion", minion}};
        auto reply = control::ask(context.options.control_socket, request);
        if (!reply) return pass_on(reply);
        if (context.json)
            done.push_back({{"jid", jid}, {"minion", minion}});
        else
            context.out << "job " << printable(jid) << " is owed to minion " << printable(minion)
                        << " again, and may run there once more\n";
    }
    if (context.json) print(context, done);
    return {};
}

Result<void> publish_job(const CommandContext& context, const PublishRequest& publish) {
    if (auto allowed = need_standalone(context, "the salt command"); !allowed) return allowed;
    const Json request = {
        {"command", "publish"}, {"jid", publish.jid},       {"minions", split(publish.minions, ',')},
        {"fun", publish.fun},   {"arg", publish.arguments}, {"user", user_name()}};
    auto reply = control::ask(context.options.control_socket, request);
    if (!reply) return pass_on(reply);
    reply->erase("ok");
    if (context.json)
        print(context, *reply);
    else
        context.out << plain((*reply)["jid"]) << '\n';
    return {};
}

Result<void> list_keys(const CommandContext& context) {
    if (auto allowed = need_standalone(context, "salt-key"); !allowed) return allowed;
    const KeyPool pool(pki_directory(context.config, context.options));
    auto keys = pool.list();
    if (!keys) return pass_on(keys);
    Json array = Json::array();
    TextTable table(context.out, {"MINION", "STATE", "FINGERPRINT (SHA-256)"});
    for (const KeyPool::Key& key : *keys) {
        if (context.json)
            array.push_back({{"minion", key.minion}, {"state", key.state}, {"fingerprint", key.fingerprint}});
        else
            table.row({key.minion, key.state, key.fingerprint.substr(0, 32)});
    }
    if (context.json)
        print(context, array);
    else if (keys->empty())
        context.out << "no keys\n";
    else
        table.end();
    return {};
}

Result<void> change_keys(const CommandContext& context, KeyAction action,
                         const std::vector<std::string>& minions) {
    if (auto allowed = need_standalone(context, "salt-key"); !allowed) return allowed;
    KeyPool pool(pki_directory(context.config, context.options));
    for (const std::string& minion : minions) {
        Result<void> done = action == KeyAction::accept   ? pool.accept(minion)
                            : action == KeyAction::reject ? pool.reject(minion)
                                                          : pool.remove(minion);
        if (!done) return done;
        if (!context.json)
            context.out << printable(minion) << ": "
                        << (action == KeyAction::accept   ? "accepted"
                            : action == KeyAction::reject ? "rejected"
                                                          : "deleted")
                        << '\n';
    }
    if (context.json) return list_keys(context);
    return {};
}

}  // namespace job_retry
