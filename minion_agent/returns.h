// Returns: the recorded returns of finished functions, apart from the ledger so that their size can never
// fill it. A return that could not be kept (too large, no room) is simply not there; the ledger's entry is.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/clock.h"
#include "runtime/database.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

class Returns {
  public:
    struct Options {
        std::filesystem::path directory;
        std::size_t size = std::size_t{1} << 30;  // most bytes on disk; the oldest go first
        bool read_only = false;
    };
    static Result<Returns> open(const Options& options);

    // Durable on return. Makes room by removing the oldest; error `full` when that is not enough.
    Result<void> put(const Jid& jid, std::uint16_t index, std::string_view returned, WallTime now);
    Result<std::optional<std::string>> get(const Jid& jid, std::uint16_t index) const;

    // JIDs whose return the master has not confirmed yet, oldest first, at most `limit`.
    Result<std::vector<Jid>> unconfirmed(std::size_t limit) const;
    Result<void> confirm(const std::vector<Jid>& jids);
    // Removes what was put before `before`, at most `limit`.
    Result<std::size_t> prune(WallTime before, std::size_t limit);
};

}  // namespace job_retry
