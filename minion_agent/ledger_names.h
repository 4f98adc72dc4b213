// LedgerNames: the ledger's table `names`, which keeps each text that many entries share (functions, masters,
// outcomes, boot ids) once, under a small number. Numbers are never reused and never change. Remembers what
// it has looked up; lives no longer than the transaction that it reads from.

#pragma once

#include <map>
#include <set>
#include <string>

#include "minion_agent/ledger_record.h"
#include "runtime/database.h"
#include "runtime/result.h"

namespace job_retry {

class LedgerNames {
  public:
    LedgerNames(const Transaction& transaction, Table table) : transaction_(transaction), table_(table) {}

    // Error `corrupt` for a number that was never given out. 0 is the empty text.
    Result<std::string> text(NameId id);

    // The number of `text`, which gets one when it has none yet.
    static Result<NameId> intern(WriteTransaction& transaction, Table table, const std::string& text);

    // Removes names that are not in use, at most `limit`.
    using InUse = std::set<NameId>;
    static Result<void> forget(WriteTransaction& transaction, Table table, const InUse& in_use,
                               std::size_t limit);

  private:
    const Transaction& transaction_;
    Table table_;
    std::map<NameId, std::string> known_;
};

}  // namespace job_retry
