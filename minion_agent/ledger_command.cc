#include "minion_agent/ledger_command.h"

#include <map>
#include <nlohmann/json.hpp>

#include "minion_agent/ledger.h"
#include "minion_agent/ledger_text.h"
#include "minion_agent/nested_text.h"
#include "minion_agent/returned_value.h"
#include "minion_agent/returns.h"
#include "minion_agent/stores.h"
#include "runtime/json_text.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> row_of(const Entry& entry, std::string_view state) {
    const bool finished = entry.state == EntryState::finished;
    return {entry.claim.jid.text(),
            function_text(entry),
            std::string(state),
            finished ? std::to_string(entry.retcode) : "-",
            std::string(proto::to_text(entry.claim.via)),
            short_time(entry.claimed_at),
            finished ? short_time(entry.finished_at) : "-",
            entry.claim.master};
}

tl::unexpected<Error> unknown_job(const Jid& jid) {
    return fail(Errc::not_found, "the ledger of this minion does not know a job " + jid.text() +
                                     ": 'minion-agent ledger list' shows those that it knows");
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
    line("function", function_text(entry));
    line("state", state);
    if (rerun.open) line("may run again", "once, an administrator allows it");
    if (rerun.automatic > 0) line("run again", std::to_string(rerun.automatic) + " times by job_retry_rerun");
    line("came", proto::to_text(entry.claim.via));
    line("master", entry.claim.master);
    line("claimed at", iso_time(entry.claimed_at));
    line("process", std::to_string(entry.claim.process.pid) + ", boot " + entry.claim.process.boot_id);
    line("digest", digest_text(entry));
    if (entry.state == EntryState::finished) {
        line("finished at", iso_time(entry.finished_at));
        line("retcode", std::to_string(entry.retcode));
        line("outcome", entry.outcome);
        line("return", returned.size ? size_text(*returned.size) + ", recorded" : "not recorded");
        if (returned.value) out << nested_text(*returned.value, 4);
    }
}

}  // namespace

Result<void> ledger_list(const std::filesystem::path& directory, const LedgerFilter& filter, bool json,
                         std::ostream& out) {
    if (auto sound = filter.check(); !sound) return sound;
    JsonArray array(out);
    TextTable table(
        out, {"JID", "FUNCTION", "STATE", "RETCODE", "VIA", "CLAIMED (UTC)", "FINISHED (UTC)", "MASTER"});
    std::size_t shown = 0;
    bool more = false;

    auto ledger = open_ledger(directory);
    if (!ledger && ledger.error().code != Errc::not_found) return pass_on(ledger);
    if (ledger) {
        auto scanned = ledger->scan([&](const Entry& entry) {
            const std::string_view state = state_word(*ledger, entry);
            if (!filter.wants(state, entry)) return true;
            more = filter.limit != 0 && shown == filter.limit;
            if (more) return false;
            ++shown;
            if (json) {
                array.add(to_json(entry, state));
                return out.good();
            }
            table.row(row_of(entry, state));
            return out.good();
        });
        if (!scanned) return scanned;
    }
    if (json) {
        array.end();
    } else if (shown == 0) {
        out << "Nothing is recorded" << (filter.narrows() ? " that fits.\n" : " yet.\n");
    } else {
        table.end();
        if (more) out << "There are more: --limit 0 shows all.\n";
    }
    return {};
}

Result<void> ledger_follow(const std::filesystem::path& directory, const LedgerFilter& filter, bool json,
                           std::ostream& out, const std::function<bool()>& wait) {
    if (auto sound = filter.check(); !sound) return sound;
    auto ledger = open_ledger(directory);
    if (!ledger && ledger.error().code == Errc::not_found)
        return fail(Errc::not_found, "there is no ledger in " + ledger_directory(directory).string() +
                                         " yet: start minion-agent first");
    if (!ledger) return pass_on(ledger);
    // Each function that had not finished, by what has been told of it; those that had are older than
    // `told_until`.
    std::map<std::string, Entry> open;
    WallTime told_until = WallTime::min();
    std::uint64_t seen = 0;
    bool first = true;
    do {
        std::vector<std::pair<Entry, std::string>> news;
        WallTime newest = told_until;
        std::map<std::string, Entry> still_open;
        const auto look = [&](const Entry& entry) {
            const std::string state(state_word(*ledger, entry));
            const bool finished = entry.state == EntryState::finished;
            newest = std::max({newest, entry.claimed_at, finished ? entry.finished_at : entry.claimed_at});
            std::string told = entry.claim.jid.text() + '/' + std::to_string(entry.claim.index) + state;
            const bool is_new = finished ? entry.finished_at > told_until : !open.contains(told);
            if (!finished) still_open.emplace(std::move(told), entry);
            if (is_new && filter.wants(state, entry) &&
                (!first || filter.limit == 0 || news.size() < filter.limit))
                news.emplace_back(entry, state);
            return true;
        };
        auto last = ledger->last_commit();
        if (!last) return pass_on(last);
        // Where nothing was written a function can still have been interrupted.
        if (*last == seen) {
            for (auto entry = open.rbegin(); entry != open.rend(); ++entry)
                look(entry->second);
        } else if (auto scanned = ledger->scan(look); !scanned) {
            return scanned;
        }
        for (auto entry = news.rbegin(); entry != news.rend(); ++entry) {
            if (json) {
                print(to_json(entry->first, entry->second), out, -1);
                continue;
            }
            std::string line;
            for (const std::string& cell : row_of(entry->first, entry->second))
                line += (line.empty() ? "" : "  ") + printable(cell);
            out << line << '\n';
        }
        out.flush();
        open = std::move(still_open);
        told_until = newest;
        seen = *last;
        first = false;
    } while (out.good() && wait());
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
        const std::string_view state = state_word(*ledger, entry);
        if (!json) {
            if (&entry != &entries->front()) out << '\n';
            print_details(entry, state, *rerun, *returned, out);
            continue;
        }
        Json object = to_json(entry, state);
        object["digest"] = digest_text(entry);
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
        const std::string_view state = state_word(*ledger, entry);
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

}  // namespace job_retry
