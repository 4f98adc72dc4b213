// LedgerIdentity: which ledger this is, and whose (LEDGER.md, `since`): its own random name, the minion that
// it belongs to, and the mark that each master was told last.

#pragma once

#include <string>
#include <string_view>

#include "proto/messages.h"
#include "runtime/database.h"
#include "runtime/result.h"

namespace job_retry {

class LedgerIdentity {
  public:
    explicit LedgerIdentity(Table table) : table_(table) {}

    // The mark that this master was told last, or, with `next` and where there is none, a new one. Without
    // `since`.
    Result<proto::LedgerMark> mark(WriteTransaction& transaction, const std::string& master, bool next) const;
    // It is another ledger to every master from now on.
    Result<void> renew(WriteTransaction& transaction) const;

    // The minion's id; empty while nobody has said it.
    Result<std::string> whose(const Transaction& transaction) const;
    // It is this minion's, whose id is valid. Error `invalid` when it is another's.
    Result<void> bind(WriteTransaction& transaction, const std::string& minion) const;

  private:
    Result<std::string> name(WriteTransaction& transaction) const;

    Table table_;
};

}  // namespace job_retry
