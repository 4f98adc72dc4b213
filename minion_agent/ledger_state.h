// Ledger::State: what is behind a Ledger (ledger.h): its tables, and the rules that decide within one
// transaction. For ledger.cc and ledger_state.cc alone.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "minion_agent/ledger.h"
#include "minion_agent/ledger_identity.h"
#include "minion_agent/ledger_masters.h"
#include "minion_agent/ledger_names.h"
#include "minion_agent/ledger_record.h"
#include "minion_agent/ledger_reruns.h"

namespace job_retry {

// JIDs do not tell their time zone: one is surely before an instant only when it is before it by this.
inline constexpr std::chrono::hours kJidUncertainty{24};

struct Ledger::State {
    std::unique_ptr<Database> database;
    Alive alive;
    Options options;
    Table entries{};
    Table names{};
    std::optional<LedgerReruns> reruns;
    std::optional<LedgerMasters> masters;
    std::optional<LedgerIdentity> who;
    WriteTransaction* group = nullptr;  // while together() runs

    // An Error of the record's own decoders, with where and what to do.
    tl::unexpected<Error> damaged(const Error& error) const {
        return fail(error.code, database->directory().string() + ": " + error.text +
                                    ": restore the ledger from a backup, or move its directory away to start "
                                    "with an empty one, which no longer knows what has run");
    }

    // Runs `change` in the group's transaction, or in one of its own that it commits.
    template <class T>
    Result<T> change(const std::function<Result<T>(WriteTransaction&)>& change);

    // Runs `look` in the group's transaction, so that it sees what the group has changed, or in one of its
    // own.
    template <class T>
    Result<T> look(const std::function<Result<T>(const Transaction&)>& look) const;

    Result<Entry> decode(LedgerNames& known, std::string_view key, std::string_view value) const;
    Result<std::vector<Entry>> look_up(const Transaction& transaction, const Jid& jid) const;
    Result<LedgerRecord> record(const Transaction& transaction, const std::string& key) const;
    template <class T>
    Result<T> sound(Result<T> read) const;
    Result<bool> below_floor(const Transaction& transaction, const Jid& jid) const;
    bool reruns_by_itself(const std::string& fun, const Rerun& rerun) const;
    Result<JobState> state(const Transaction& transaction, const Jid& jid) const;
    Result<Decision> claim(WriteTransaction& transaction, const Claim& claim, WallTime now) const;
    Result<void> give_up(WriteTransaction& transaction, const Claim& claim, Rerun rerun) const;
    Result<void> room(const Transaction& transaction) const;  // for another claim
    Result<void> grant(WriteTransaction& transaction, const Claim& claim, WallTime now) const;
    Result<void> finish(WriteTransaction& transaction, const std::string& key, std::int64_t retcode,
                        const std::string& outcome, WallTime now, const std::string& attempt) const;
    Result<void> release(WriteTransaction& transaction, const Jid& jid, std::uint16_t index,
                         const ProcessIdentity& process, const std::string& attempt) const;
    Result<void> count_untimed(WriteTransaction& transaction, std::string_view key, bool more) const;
    Result<void> forget_names(WriteTransaction& transaction, std::size_t limit) const;
    // What prune() takes, and the newest JID among it of each master.
    struct Ended {
        std::vector<std::string> keys;
        std::map<std::string, Jid> floors;
    };
    Result<Ended> ended(const Transaction& transaction, WallTime before, std::size_t limit) const;
    Result<std::size_t> prune(WriteTransaction& transaction, WallTime before, std::size_t limit) const;
};

template <class T>
Result<T> Ledger::State::change(const std::function<Result<T>(WriteTransaction&)>& change) {
    if (group != nullptr) return change(*group);
    auto transaction = database->write();
    if (!transaction) return pass_on(transaction);
    Result<T> result = change(*transaction);
    if (!result) return result;
    if (auto committed = transaction->commit(); !committed) return pass_on(committed);
    return result;
}

template <class T>
Result<T> Ledger::State::look(const std::function<Result<T>(const Transaction&)>& look) const {
    if (group != nullptr) return look(*group);
    auto transaction = database->read();
    if (!transaction) return pass_on(transaction);
    return look(*transaction);
}

// What the parts of the ledger find damaged, with where and what to do.
template <class T>
Result<T> Ledger::State::sound(Result<T> read) const {
    if (!read && read.error().code == Errc::corrupt) return damaged(read.error());
    return read;
}

}  // namespace job_retry
