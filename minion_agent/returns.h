// Returns: the recorded returns of finished functions, apart from the ledger so that their size can never
// fill it. A return that could not be kept (too large, no room) is simply not there; the ledger's entry is.
// Format: LEDGER.md, "Returns". May be opened by several processes at once.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

class Returns {
  public:
    struct Options {
        std::filesystem::path directory;
        std::size_t size = std::size_t{1} << 30;  // most bytes on disk; the oldest go first
        bool read_only = false;
        bool checked_once_a_boot = false;  // as Database::Options
    };
    // Errors as Database::open.
    static Result<Returns> open(const Options& options);
    Returns(Returns&&) noexcept;
    Returns& operator=(Returns&&) noexcept;
    ~Returns();

    // Durable on return. Replaces what was there. Makes room by removing the oldest, confirmed ones first;
    // error `full` when that is not enough.
    Result<void> put(const Jid& jid, std::uint16_t index, std::string_view returned, WallTime now);

    struct Item {
        Jid jid;
        std::uint16_t index;
        std::string_view returned;
    };
    // As put() for each, in one transaction if possible: all are durable on return, but for those that could
    // not be kept, which are simply not there. The error is the last one.
    Result<void> put_all(const std::vector<Item>& items, WallTime now);

    Result<std::optional<std::string>> get(const Jid& jid, std::uint16_t index) const;
    // Size of the recorded return, without reading it.
    Result<std::optional<std::size_t>> size(const Jid& jid, std::uint16_t index) const;

    // JIDs whose return the master has not confirmed yet, oldest first, at most `limit`.
    Result<std::vector<Jid>> unconfirmed(std::size_t limit) const;
    // All functions of each of `jids`. Durable on return; JIDs that are not there are ignored.
    Result<void> confirm(const std::vector<Jid>& jids);
    // Removes what was put before `before`, or before `unconfirmed_before` where the master has not confirmed
    // it, at most `limit`. Returns how many went.
    Result<std::size_t> prune(WallTime before, WallTime unconfirmed_before, std::size_t limit);

    struct Stats {
        std::uint64_t returns, unconfirmed;
        std::size_t used_bytes, map_bytes;
    };
    Result<Stats> stats() const;

  private:
    struct State;
    explicit Returns(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace job_retry
