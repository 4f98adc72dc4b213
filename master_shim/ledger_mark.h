// What the shim remembers of the ledger of a minion, and what follows from it when an agent speaks. A minion
// that is restored, rolled back or copied has a ledger that does not know what has run since, and cannot tell
// so itself: the shim can, because every list and every take carries a mark (proto/messages.h). Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "proto/messages.h"
#include "runtime/clock.h"

namespace job_retry {

struct KnownLedger {
    std::string ledger;
    std::uint64_t number = 0;
    std::string mark;
    WallTime heard{};  // when it spoke last with a new mark
    friend bool operator==(const KnownLedger&, const KnownLedger&) = default;
};

enum class Standing : std::uint8_t {
    same,         // it said this last
    overtaken,    // something that was said before it comes after it
    further,      // it is the one that spoke last, and has come further; or none was known
    begun_later,  // another one, which knows that it knows nothing of the time before it
    behind,       // a ledger that spoke for this minion knew more than this one
};
// `is_later`: it came over a connection that was made after the one over which the last mark came. A ledger
// that has gone back speaks over such a one alone.
Standing standing(const std::optional<KnownLedger>& known, const proto::LedgerMark& said, bool is_later);

// What is to be remembered then; nothing when that is what is there.
std::optional<KnownLedger> remember(const std::optional<KnownLedger>& known, const proto::LedgerMark& said,
                                    Standing standing, WallTime now);

}  // namespace job_retry
