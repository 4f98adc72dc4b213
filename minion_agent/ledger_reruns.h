// LedgerReruns: the ledger's table `reruns`, which keeps for each job what may run once more although its
// entry alone would refuse it: an administrator's permission, and how often job_retry_rerun has allowed one.
//
// Invariant: a permission has a number, and a number that was used, or forgotten, never permits again;
// whatever is told twice, or after a crash, permits nothing more.

#pragma once

#include <cstdint>

#include "minion_agent/ledger_names.h"
#include "minion_agent/ledger_record.h"
#include "runtime/database.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

class LedgerReruns {
  public:
    LedgerReruns(Table table, Table names) : table_(table), names_(names) {}

    // All zero when nothing is known of the job.
    Result<Rerun> of(const Transaction& transaction, const Jid& jid) const;
    Result<void> put(WriteTransaction& transaction, const Jid& jid, const Rerun& rerun) const;
    // True when `number` is news: it was neither used before nor forgotten.
    Result<bool> permit(WriteTransaction& transaction, const Jid& jid, std::uint64_t number) const;
    // No permission is open any more: each may have been used where this ledger does not know of it.
    Result<void> withdraw_all(WriteTransaction& transaction) const;
    Result<void> names_in_use(const Transaction& transaction, LedgerNames::InUse& in_use) const;
    // With the job's entry; its number and those below it permit nothing any more, for no job.
    Result<void> forget(WriteTransaction& transaction, const Jid& jid) const;

  private:
    Table table_;
    Table names_;
};

}  // namespace job_retry
