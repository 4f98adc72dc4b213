// LedgerMasters: what the ledger keeps for each master, by the name that the minion's configuration has for
// it: what was forgotten of its jobs (LEDGER.md, `floors`), and since when, by that master's clock, this
// ledger has recorded (`since`). A master that is met for the first time may be an old one with a new name:
// it inherits what is known of the others, but for a ledger that has begun anew just now.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/clock.h"
#include "runtime/database.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

class LedgerMasters {
  public:
    LedgerMasters(Table floors, Table since) : floors_(floors), since_(since) {}

    // The highest of all masters': a JID may come from each of them, and one that was forgotten as the job of
    // one must not be let in as the job of another.
    Result<std::optional<Jid>> floor(const Transaction& transaction) const;
    Result<void> raise_floor(WriteTransaction& transaction, const std::string& master, const Jid& jid) const;
    // Masters and the newest JID of each that was forgotten, as text.
    Result<std::vector<std::pair<std::string, std::string>>> floors(const Transaction& transaction) const;

    // Since when this ledger is there, at most as long as the machine has been running: `now` the first time,
    // and again after a start of the machine.
    Result<SteadyTime> begun(WriteTransaction& transaction, const std::string& boot_id, SteadyTime now) const;
    // This ledger knows nothing of what was before `now`, whatever it knows of what ran: no master is met.
    Result<void> begin_anew(WriteTransaction& transaction, const std::string& boot_id, SteadyTime now) const;
    // Changes something that means nothing.
    Result<void> touch(WriteTransaction& transaction) const;
    // Bytes of the records whose JIDs have no time; empty until they were counted.
    Result<std::optional<std::size_t>> untimed(const Transaction& transaction) const;
    Result<void> put_untimed(WriteTransaction& transaction, std::size_t bytes) const;
    // What met() has kept for this master; empty when it was never met under this name.
    Result<std::optional<WallTime>> since(const Transaction& transaction, const std::string& master) const;
    // The ledger has recorded since `begun` at least, by this master's clock. Returns the instant that holds
    // from now on: an earlier one that is known stays, but for a master whose clock has been set back.
    Result<WallTime> met(WriteTransaction& transaction, const std::string& master, WallTime begun) const;

  private:
    Result<bool> knows_its_begin(const Transaction& transaction) const;

    Table floors_;
    Table since_;
};

}  // namespace job_retry
