// The commands that are about the whole ledger: stats, verify, export, prune.

#include <map>
#include <nlohmann/json.hpp>

#include "minion_agent/ledger.h"
#include "minion_agent/ledger_command.h"
#include "minion_agent/ledger_text.h"
#include "minion_agent/returns.h"
#include "minion_agent/stores.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPrunedAtOnce = 500;

Result<void> no_ledger(const std::filesystem::path& directory) {
    return fail(Errc::not_found, "there is no ledger in " + ledger_directory(directory).string() +
                                     ": the agent has not run with this configuration yet");
}

}  // namespace

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
        out << "floor:    " << printable(jid) << " of master " << printable(master) << '\n';
    return {};
}

Result<void> ledger_verify(const std::filesystem::path& directory, bool json, std::ostream& out) {
    // Opening has walked every page; what is left are the records and what they refer to.
    auto ledger = open_ledger(directory);
    if (!ledger && ledger.error().code == Errc::not_found) return no_ledger(directory);
    if (!ledger) return pass_on(ledger);
    std::uint64_t entries = 0;
    auto scanned = ledger->scan([&](const Entry&) {
        ++entries;
        return true;
    });
    if (!scanned) return scanned;
    auto stats = ledger->stats();
    if (!stats) return pass_on(stats);
    for (const auto& [master, jid] : stats->floors) {
        auto floor = Jid::parse(jid);
        if (!floor || !floor->time())
            return fail(Errc::corrupt, ledger_directory(directory).string() + ": the floor of master " +
                                           master +
                                           " is no JID: the ledger is damaged; restore it from a backup, or "
                                           "read LEDGER.md about starting anew");
    }
    auto returns = open_returns(directory);
    if (!returns) return pass_on(returns);
    std::uint64_t recorded = 0;
    if (*returns) {
        auto kept = (*returns)->stats();
        if (!kept) return pass_on(kept);
        recorded = kept->returns;
    }
    if (json) {
        print(
            {{"entries", entries}, {"floors", stats->floors.size()}, {"returns", recorded}, {"sound", true}},
            out);
        return {};
    }
    out << "The ledger is sound: " << entries << " entries, " << stats->floors.size() << " floors, "
        << recorded << " recorded returns.\n";
    return {};
}

Result<void> ledger_export(const std::filesystem::path& directory, std::ostream& out) {
    auto ledger = open_ledger(directory);
    if (!ledger && ledger.error().code == Errc::not_found) return {};
    if (!ledger) return pass_on(ledger);
    auto scanned = ledger->scan([&](const Entry& entry) {
        Json object = to_json(entry, state_word(*ledger, entry));
        object["digest"] = digest_text(entry);
        print(object, out, -1);
        return out.good();
    });
    if (!scanned) return scanned;
    out.flush();
    if (!out.good()) return fail(Errc::io, "what was exported could not be written whole");
    return {};
}

Result<void> ledger_prune(const std::filesystem::path& directory, WallTime before, bool dry_run, bool json,
                          std::ostream& out) {
    auto ledger = dry_run ? open_ledger(directory)
                          : Ledger::open({.directory = ledger_directory(directory), .size = 0, .rerun = {}});
    if (!ledger && ledger.error().code == Errc::not_found) return no_ledger(directory);
    if (!ledger) return pass_on(ledger);
    auto prunable = ledger->prunable(before);
    if (!prunable) return pass_on(prunable);
    std::size_t removed = 0;
    if (!dry_run) {
        for (std::size_t step = kPrunedAtOnce; step == kPrunedAtOnce; removed += step) {
            auto pruned = ledger->prune(before, kPrunedAtOnce);
            if (!pruned) return pass_on(pruned);
            step = *pruned;
        }
    }
    if (json) {
        Json floors = Json::array();
        for (const auto& [master, jid] : prunable->floors)
            floors.push_back({{"master", master}, {"jid", jid.text()}});
        print({{"before", iso_time(before)},
               {"dry_run", dry_run},
               {"entries", dry_run ? prunable->entries : removed},
               {"floors", floors}},
              out);
        return {};
    }
    out << (dry_run ? "Would forget " : "Forgot ") << (dry_run ? prunable->entries : removed)
        << " entries that ended before " << iso_time(before) << ".\n";
    for (const auto& [master, jid] : prunable->floors)
        out << "Of master " << printable(master) << ", a job that is not recorded and not newer than "
            << printable(jid.text()) << (dry_run ? " would be" : " is") << " refused as too old.\n";
    return {};
}

}  // namespace job_retry
