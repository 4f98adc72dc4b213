// `master-shim pending` and `show`: straight from the database.

#include <optional>

#include "master_shim/commands.h"
#include "master_shim/control.h"
#include "master_shim/daemon.h"
#include "master_shim/deliveries.h"
#include "master_shim/keys.h"
#include "proto/messages.h"
#include "runtime/json_text.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using control::Json;

// Empty: the shim has not run with this configuration.
Result<std::unique_ptr<Deliveries>> open_to_read(const ShimOptions& options) {
    Deliveries::Options read;
    read.directory = deliveries_directory(options);
    read.read_only = true;
    auto opened = Deliveries::open(read);
    if (!opened && opened.error().code == Errc::not_found) return std::unique_ptr<Deliveries>();
    return opened;
}

void note_never_ran(const CommandContext& context) {
    context.notes << "master-shim: no deliveries in " << deliveries_directory(context.options).native()
                  << ": the shim has not run with this configuration yet\n";
}

Json to_json(const Delivery& delivery, const std::optional<Job>& job) {
    Json object = {{"jid", delivery.jid.text()},
                   {"minion", delivery.minion},
                   {"fun", job ? Json(functions_text(job->facts)) : Json()},
                   {"state", to_text(delivery.state)}};
    control::add_time(object, "since", delivery.since());
    const bool open = is_open(delivery.state);
    control::add_time(object, "expires_at", open ? std::optional(delivery.due) : std::nullopt);
    control::add_time(object, "published_at", job ? std::optional(job->published_at) : std::nullopt);
    object["reason"] = delivery.reason();
    object["attempts"] = delivery.attempts;
    object["retcode"] = delivery.retcode ? Json(*delivery.retcode) : Json();
    object["user"] = job ? Json(job->facts.user) : Json();
    return object;
}

Json history_json(const Delivery& delivery) {
    Json history = Json::array();
    for (const Transition& transition : delivery.history) {
        Json entry = {{"state", to_text(transition.state)}};
        control::add_time(entry, "at", transition.at);
        entry["reason"] = transition.reason;
        history.push_back(std::move(entry));
    }
    return history;
}

void print(const CommandContext& context, const Json& json) {
    context.out << json_text(json) << '\n';
}

Result<std::vector<Delivery>> collect(const Deliveries& deliveries, const std::string& minion, bool all) {
    std::vector<Delivery> found;
    const auto visit = [&](const Delivery& delivery) {
        if (all || is_open(delivery.state)) found.push_back(delivery);
        return true;
    };
    auto read = minion.empty() ? deliveries.all(visit) : deliveries.of_minion(minion, std::nullopt, visit);
    if (!read) return pass_on(read);
    return found;
}

}  // namespace

Result<void> show_pending(const CommandContext& context, const std::string& minion, bool all) {
    if (!minion.empty() && !proto::valid_minion_id(minion))
        return fail(Errc::invalid, "'" + minion + "' is no minion id");
    auto deliveries = open_to_read(context.options);
    if (!deliveries) return pass_on(deliveries);
    if (!*deliveries) note_never_ran(context);

    std::vector<Delivery> found;
    if (*deliveries) {
        auto collected = collect(**deliveries, minion, all);
        if (!collected) return pass_on(collected);
        found = std::move(*collected);
    }
    if (!minion.empty() && found.empty()) {
        const KeyDirectory keys(pki_directory(context.config, context.options));
        const auto history = *deliveries ? collect(**deliveries, minion, true) : std::vector<Delivery>();
        if (!keys.mark(minion) && (!history || history->empty()))
            return fail(Errc::not_found, "no minion " + minion +
                                             ": its key is not accepted on this master, and "
                                             "no job was ever owed to it");
    }

    JsonArray array(context.out);
    TextTable table(context.out,
                    {"MINION", "JID", "FUNCTION", "STATE", "SINCE (UTC)", "EXPIRES (UTC)", "REASON"});
    for (const Delivery& delivery : found) {
        auto job = (*deliveries)->job(delivery.jid);
        if (!job) return pass_on(job);
        if (context.json) {
            array.add(to_json(delivery, *job));
            continue;
        }
        table.row({delivery.minion, delivery.jid.text(), *job ? functions_text((*job)->facts) : "-",
                   std::string(to_text(delivery.state)), short_time(delivery.since()),
                   is_open(delivery.state) ? short_time(delivery.due) : "-", delivery.reason()});
    }
    if (context.json)
        array.end();
    else if (found.empty())
        context.out << (all ? "no deliveries\n" : "nothing is pending\n");
    else
        table.end();
    return {};
}

Result<void> show_job(const CommandContext& context, const std::string& text) {
    auto jid = Jid::parse(text);
    if (!jid) return pass_on(jid);
    const auto unknown = [&] {
        return fail(Errc::not_found, "no job " + jid->text() +
                                         " is owed or was owed to anybody: salt-run jobs.lookup_jid " +
                                         jid->text() + " shows what Salt knows of it");
    };
    auto deliveries = open_to_read(context.options);
    if (!deliveries) return pass_on(deliveries);
    if (!*deliveries) return unknown();
    auto job = (*deliveries)->job(*jid);
    if (!job) return pass_on(job);
    std::vector<Delivery> found;
    auto read = (*deliveries)->of_job(*jid, [&](const Delivery& delivery) {
        found.push_back(delivery);
        return true;
    });
    if (!read) return read;
    if (!*job && found.empty()) return unknown();

    if (context.json) {
        Json object = {{"jid", jid->text()},
                       {"fun", *job ? Json((*job)->facts.functions) : Json()},
                       {"tgt", *job ? Json((*job)->facts.tgt) : Json()},
                       {"tgt_type", *job ? Json((*job)->facts.tgt_type) : Json()},
                       {"user", *job ? Json((*job)->facts.user) : Json()}};
        control::add_time(object, "published_at", *job ? std::optional((*job)->published_at) : std::nullopt);
        control::add_time(object, "expires_at", *job ? std::optional((*job)->expires_at) : std::nullopt);
        object["deliveries"] = Json::array();
        for (const Delivery& delivery : found) {
            Json entry = to_json(delivery, *job);
            entry["history"] = history_json(delivery);
            object["deliveries"].push_back(std::move(entry));
        }
        print(context, object);
        return {};
    }
    context.out << "jid:        " << printable(jid->text()) << '\n';
    if (*job) {
        context.out << "function:   " << printable(functions_text((*job)->facts)) << '\n'
                    << "target:     " << printable((*job)->facts.tgt) << " ("
                    << printable((*job)->facts.tgt_type) << ")\n"
                    << "user:       " << printable((*job)->facts.user) << '\n'
                    << "published:  " << iso_time((*job)->published_at) << '\n'
                    << "expires:    " << iso_time((*job)->expires_at) << '\n';
    }
    if (found.empty()) {
        context.out << "Nothing is owed yet: the minions may still answer by themselves.\n";
        return {};
    }
    TextTable table(context.out, {"MINION", "STATE", "TIME (UTC)", "REASON"});
    for (const Delivery& delivery : found) {
        bool first = true;
        for (const Transition& transition : delivery.history) {
            table.row({first ? delivery.minion : "", std::string(to_text(transition.state)),
                       short_time(transition.at), transition.reason});
            first = false;
        }
    }
    context.out << '\n';
    table.end();
    return {};
}

}  // namespace job_retry
