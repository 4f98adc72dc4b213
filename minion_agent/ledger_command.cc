#include "minion_agent/ledger_command.h"

#include <fnmatch.h>

#include <nlohmann/json.hpp>

#include "minion_agent/ledger.h"
#include "minion_agent/returned_value.h"
#include "minion_agent/returns.h"
#include "minion_agent/stores.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using Json = nlohmann::ordered_json;

std::string_view state_of(const Ledger& ledger, const Entry& entry) {
    if (entry.state == EntryState::finished) return "finished";
    return ledger.alive(entry) ? "running" : "interrupted";
}

bool known_state(std::string_view state) {
    return state == "finished" || state == "running" || state == "interrupted" || state == "claimed";
}

bool is_wanted(const LedgerFilter& filter, std::string_view state, const Entry& entry) {
    if (filter.state && *filter.state != state && !(*filter.state == "claimed" && state != "finished"))
        return false;
    return !filter.fun || fnmatch(filter.fun->c_str(), entry.claim.fun.c_str(), 0) == 0;
}

Json to_json(const Entry& entry, std::string_view state) {
    const bool finished = entry.state == EntryState::finished;
    Json object = {
        {"jid", entry.claim.jid.text()},
        {"index", entry.claim.index},
        {"count", entry.claim.count},
        {"fun", entry.claim.fun},
        {"state", state},
        {"via", proto::to_text(entry.claim.via)},
        {"master", entry.claim.master},
        {"retcode", nullptr},
        {"outcome", nullptr},
        {"claimed_at", iso_time(entry.claimed_at)},
        {"claimed_at_us", epoch_microseconds(entry.claimed_at)},
        {"finished_at", nullptr},
        {"finished_at_us", nullptr},
        {"pid", entry.claim.process.pid},
        {"boot_id", entry.claim.process.boot_id},
    };
    if (finished) {
        object["retcode"] = entry.retcode;
        object["outcome"] = entry.outcome;
        object["finished_at"] = iso_time(entry.finished_at);
        object["finished_at_us"] = epoch_microseconds(entry.finished_at);
    }
    return object;
}

// Names may come from anywhere, and JSON has to be UTF-8.
void print(const Json& value, std::ostream& out) {
    out << value.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

std::string function_of(const Entry& entry) {
    if (entry.claim.count == 1) return entry.claim.fun;
    return entry.claim.fun + " (" + std::to_string(entry.claim.index + 1) + " of " +
           std::to_string(entry.claim.count) + ")";
}

std::string size_text(std::size_t bytes) {
    if (bytes < std::size_t{10} << 10) return std::to_string(bytes) + " B";
    if (bytes < std::size_t{10} << 20) return std::to_string(bytes >> 10) + " KiB";
    return std::to_string(bytes >> 20) + " MiB";
}

tl::unexpected<Error> unknown_job(const Jid& jid) {
    return fail(Errc::not_found, "the ledger of this minion does not know a job " + jid.text() +
                                     ": 'minion-agent ledger list' shows those that it knows");
}

Result<Ledger> open_ledger(const std::filesystem::path& directory) {
    return Ledger::open({.directory = ledger_directory(directory), .read_only = true, .rerun = {}});
}

// Nothing is recorded where the agent has not been yet.
Result<std::optional<Returns>> open_returns(const std::filesystem::path& directory) {
    auto returns = Returns::open({.directory = returns_directory(directory), .read_only = true});
    if (returns) return std::optional<Returns>{std::move(*returns)};
    if (returns.error().code == Errc::not_found) return std::optional<Returns>{};
    return pass_on(returns);
}

struct Recorded {
    std::optional<std::size_t> size;
    std::optional<Json> value;
};

Result<Recorded> recorded(const std::optional<Returns>& returns, const Entry& entry) {
    if (!returns) return Recorded{};
    auto bytes = returns->get(entry.claim.jid, entry.claim.index);
    if (!bytes) return pass_on(bytes);
    if (!*bytes) return Recorded{};
    return Recorded{(*bytes)->size(), plain_value(**bytes)};
}

void print_details(const Entry& entry, std::string_view state, const Rerun& rerun, const Recorded& returned,
                   std::ostream& out) {
    const auto line = [&](std::string_view name, std::string_view value) {
        out << std::string(name) << ':' << std::string(14 - name.size(), ' ') << printable(value) << '\n';
    };
    line("jid", entry.claim.jid.text());
    line("function", function_of(entry));
    line("state", state);
    if (rerun.open) line("may run again", "once, an administrator allows it");
    if (rerun.automatic > 0) line("run again", std::to_string(rerun.automatic) + " times by job_retry_rerun");
    line("came", proto::to_text(entry.claim.via));
    line("master", entry.claim.master);
    line("claimed at", iso_time(entry.claimed_at));
    line("process", std::to_string(entry.claim.process.pid) + ", boot " + entry.claim.process.boot_id);
    line("digest",
         hex({reinterpret_cast<const char*>(entry.claim.digest.data()), entry.claim.digest.size()}));
    if (entry.state == EntryState::finished) {
        line("finished at", iso_time(entry.finished_at));
        line("retcode", std::to_string(entry.retcode));
        line("outcome", entry.outcome);
        line("return", returned.size ? size_text(*returned.size) + ", recorded" : "not recorded");
        if (returned.value)
            out << returned.value->dump(4, ' ', false, Json::error_handler_t::replace) << '\n';
    }
}

}  // namespace

Result<void> ledger_list(const std::filesystem::path& directory, const LedgerFilter& filter, bool json,
                         std::ostream& out) {
    if (filter.state && !known_state(*filter.state))
        return fail(Errc::invalid, "no such state: " + *filter.state +
                                       ": name one of claimed, running, interrupted, finished");
    Json array = Json::array();
    TextTable table(
        {"JID", "FUNCTION", "STATE", "RETCODE", "VIA", "CLAIMED (UTC)", "FINISHED (UTC)", "MASTER"});
    std::size_t shown = 0;
    bool more = false;

    auto ledger = open_ledger(directory);
    if (!ledger && ledger.error().code != Errc::not_found) return pass_on(ledger);
    if (ledger) {
        auto scanned = ledger->scan([&](const Entry& entry) {
            const std::string_view state = state_of(*ledger, entry);
            if (!is_wanted(filter, state, entry)) return true;
            more = filter.limit != 0 && shown == filter.limit;
            if (more) return false;
            ++shown;
            if (json) {
                array.push_back(to_json(entry, state));
                return true;
            }
            const bool finished = entry.state == EntryState::finished;
            table.row({entry.claim.jid.text(), function_of(entry), std::string(state),
                       finished ? std::to_string(entry.retcode) : "-",
                       std::string(proto::to_text(entry.claim.via)), short_time(entry.claimed_at),
                       finished ? short_time(entry.finished_at) : "-", entry.claim.master});
            return true;
        });
        if (!scanned) return scanned;
    }
    if (json) {
        print(array, out);
    } else if (shown == 0) {
        out << "Nothing is recorded" << (filter.state || filter.fun ? " that fits.\n" : " yet.\n");
    } else {
        table.print(out);
        if (more) out << "There are more: --limit 0 shows all.\n";
    }
    return {};
}

Result<void> ledger_show(const std::filesystem::path& directory, std::string_view jid, bool json,
                         std::ostream& out) {
    auto parsed = Jid::parse(jid);
    if (!parsed) return pass_on(parsed);
    auto ledger = open_ledger(directory);
    if (!ledger && ledger.error().code == Errc::not_found) return unknown_job(*parsed);
    if (!ledger) return pass_on(ledger);
    auto entries = ledger->look_up(*parsed);
    if (!entries) return pass_on(entries);
    if (entries->empty()) return unknown_job(*parsed);
    auto rerun = ledger->rerun(*parsed);
    if (!rerun) return pass_on(rerun);
    auto returns = open_returns(directory);
    if (!returns) return pass_on(returns);

    Json array = Json::array();
    for (const Entry& entry : *entries) {
        auto returned = recorded(*returns, entry);
        if (!returned) return pass_on(returned);
        const std::string_view state = state_of(*ledger, entry);
        if (!json) {
            if (&entry != &entries->front()) out << '\n';
            print_details(entry, state, *rerun, *returned, out);
            continue;
        }
        Json object = to_json(entry, state);
        object["digest"] =
            hex({reinterpret_cast<const char*>(entry.claim.digest.data()), entry.claim.digest.size()});
        object["return_size"] = returned->size ? Json(*returned->size) : Json(nullptr);
        object["return"] = returned->value ? std::move(*returned->value) : Json(nullptr);
        object["may_run_again"] = rerun->open;
        object["reruns"] = rerun->automatic;
        array.push_back(std::move(object));
    }
    if (json) print(array, out);
    return {};
}

Result<void> ledger_release(const std::filesystem::path& directory, std::size_t size, std::string_view jid,
                            std::ostream& out) {
    auto parsed = Jid::parse(jid);
    if (!parsed) return pass_on(parsed);
    auto known = open_ledger(directory);  // does not make one
    if (!known && known.error().code == Errc::not_found) return unknown_job(*parsed);
    if (!known) return pass_on(known);
    known = fail(Errc::not_found, "");
    auto ledger = Ledger::open({.directory = ledger_directory(directory), .size = size, .rerun = {}});
    if (!ledger) return pass_on(ledger);
    auto entries = ledger->look_up(*parsed);
    if (!entries) return pass_on(entries);
    if (entries->empty()) return unknown_job(*parsed);
    bool interrupted = false;
    for (const Entry& entry : *entries) {
        const std::string_view state = state_of(*ledger, entry);
        if (state == "running")
            return fail(Errc::conflict, "job " + parsed->text() + " still runs, as process " +
                                            std::to_string(entry.claim.process.pid));
        interrupted = interrupted || state == "interrupted";
    }
    if (!interrupted)
        return fail(Errc::conflict, "job " + parsed->text() + " is not interrupted: publish it as a new job");
    if (auto permitted = ledger->permit(*parsed); !permitted) return permitted;
    out << "job " << printable(parsed->text())
        << " may run once more when it comes again: by `master-shim retry` on the master, or when it is "
           "published again under this JID\n";
    return {};
}

Result<void> ledger_stats(const std::filesystem::path& directory, bool json, std::ostream& out) {
    Ledger::Stats stats{};
    auto ledger = open_ledger(directory);
    if (ledger) {
        auto counted = ledger->stats();
        if (!counted) return pass_on(counted);
        stats = std::move(*counted);
    } else if (ledger.error().code != Errc::not_found) {
        return pass_on(ledger);
    }
    auto returns = open_returns(directory);
    if (!returns) return pass_on(returns);
    std::optional<Returns::Stats> kept;
    if (*returns) {
        auto counted = (*returns)->stats();
        if (!counted) return pass_on(counted);
        kept = *counted;
    }

    if (json) {
        Json floors = Json::array();
        for (const auto& [master, jid] : stats.floors)
            floors.push_back({{"master", master}, {"jid", jid}});
        Json object = {{"directory", directory.string()}, {"entries", stats.entries},
                       {"finished", stats.finished},      {"claimed", stats.claimed},
                       {"used_bytes", stats.used_bytes},  {"size_bytes", stats.map_bytes},
                       {"floors", std::move(floors)},     {"returns", nullptr}};
        if (kept)
            object["returns"] = {{"recorded", kept->returns},
                                 {"unconfirmed", kept->unconfirmed},
                                 {"used_bytes", kept->used_bytes},
                                 {"size_bytes", kept->map_bytes}};
        print(object, out);
        return {};
    }
    out << "ledger:   " << ledger_directory(directory).string() << '\n'
        << "entries:  " << stats.entries << ", of which " << stats.finished << " finished and "
        << stats.claimed << " claimed\n"
        << "room:     " << size_text(stats.used_bytes) << " of " << size_text(stats.map_bytes) << " used\n";
    if (kept)
        out << "returns:  " << kept->returns << " recorded, " << kept->unconfirmed << " not confirmed, "
            << size_text(kept->used_bytes) << " of " << size_text(kept->map_bytes) << " used\n";
    for (const auto& [master, jid] : stats.floors)
        out << "floor:    " << jid << " of master " << printable(master) << '\n';
    return {};
}

}  // namespace job_retry
