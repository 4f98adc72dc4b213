// The bytes of a ledger entry, as LEDGER.md specifies them. Pure. The size of a record never changes: a
// finish overwrites what the claim has left room for, so that the pages of the table stay full.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "minion_agent/ledger.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

// Number of a text in the table `names`. 0 is no text.
using NameId = std::uint32_t;
inline constexpr NameId kMaxNameId = (NameId{1} << 24) - 1;

// An entry without its JID and index, which are the key, and with numbers for its texts.
struct LedgerRecord {
    EntryState state = EntryState::claimed;
    proto::Via via = proto::Via::live;
    Sha256 digest{};
    WallTime claimed_at{};
    WallTime finished_at{};
    std::int64_t retcode = 0;
    std::uint16_t count = 1;
    NameId fun = 0;
    NameId master = 0;
    NameId outcome = 0;
    NameId boot = 0;
    pid_t pid = 0;
    std::uint64_t start_ticks = 0;
    std::string attempt = {};  // until the finish

    friend bool operator==(const LedgerRecord&, const LedgerRecord&) = default;
};

inline constexpr std::size_t kRecordSize = 81;

std::string encode_record(const LedgerRecord& record);
// Error `corrupt`, without a path.
Result<LedgerRecord> decode_record(std::string_view bytes);

// Keys of one JID are neighbours, in index order, and JIDs come in hand-out order.
std::string entry_key(const Jid& jid, std::uint16_t index);
Result<std::pair<Jid, std::uint16_t>> decode_entry_key(std::string_view key);

std::string encode_name_id(NameId id);
std::optional<NameId> decode_name_id(std::string_view bytes);

}  // namespace job_retry
