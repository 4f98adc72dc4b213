#include "minion_agent/ledger_record.h"

#include <algorithm>

namespace job_retry {
namespace {

constexpr unsigned char kFinished = 0x01;
constexpr unsigned char kPending = 0x02;
constexpr char kIndexMark = '\0';
constexpr std::size_t kNameIdSize = 3;
constexpr std::size_t kTicksSize = 6;
constexpr std::uint16_t kMaxCount = 1024;

void append(std::string& bytes, std::uint64_t value, std::size_t size) {
    for (std::size_t i = size; i-- > 0;)
        bytes.push_back(char(value >> (8 * i) & 0xff));
}

std::uint64_t number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

std::uint64_t microseconds(WallTime time) {
    return std::uint64_t(std::int64_t{time.time_since_epoch().count()});
}

WallTime wall_time(std::uint64_t value) {
    return WallTime(std::chrono::microseconds(std::int64_t(value)));
}

}  // namespace

std::string encode_record(const LedgerRecord& record) {
    std::string bytes;
    bytes.reserve(kRecordSize);
    unsigned flags = 0;
    if (record.state == EntryState::finished) flags |= kFinished;
    if (record.via == proto::Via::pending) flags |= kPending;
    append(bytes, flags, 1);
    bytes.append(record.digest.begin(), record.digest.end());
    append(bytes, microseconds(record.claimed_at), 8);
    if (record.state == EntryState::claimed && record.attempt.size() == proto::kAttemptSize) {
        bytes += record.attempt;
    } else {
        append(bytes, microseconds(record.finished_at), 8);
        append(bytes, std::uint64_t(record.retcode), 8);
    }
    append(bytes, record.count, 2);
    for (const NameId name : {record.fun, record.master, record.outcome, record.boot})
        append(bytes, name, kNameIdSize);
    append(bytes, std::uint32_t(record.pid), 4);
    append(bytes, record.start_ticks, kTicksSize);
    return bytes;
}

Result<LedgerRecord> decode_record(std::string_view bytes) {
    if (bytes.size() != kRecordSize)
        return fail(Errc::corrupt, "an entry of " + std::to_string(bytes.size()) + " bytes, expected " +
                                       std::to_string(kRecordSize));
    const auto take = [&](std::size_t size) {
        const std::string_view field = bytes.substr(0, size);
        bytes.remove_prefix(size);
        return field;
    };
    LedgerRecord record;
    const std::uint64_t flags = number(take(1));
    if ((flags & ~std::uint64_t{kFinished | kPending}) != 0)
        return fail(Errc::corrupt, "an entry with unknown flags");
    if ((flags & kFinished) != 0) record.state = EntryState::finished;
    if ((flags & kPending) != 0) record.via = proto::Via::pending;
    const std::string_view digest = take(record.digest.size());
    std::copy(digest.begin(), digest.end(), record.digest.begin());
    record.claimed_at = wall_time(number(take(8)));
    const std::string_view end = take(proto::kAttemptSize);
    if (record.state == EntryState::finished) {
        record.finished_at = wall_time(number(end.substr(0, 8)));
        record.retcode = std::int64_t(number(end.substr(8)));
    } else if (end.find_first_not_of('\0') != std::string_view::npos) {
        record.attempt = end;
    }
    record.count = std::uint16_t(number(take(2)));
    for (NameId* name : {&record.fun, &record.master, &record.outcome, &record.boot})
        *name = NameId(number(take(kNameIdSize)));
    record.pid = pid_t(number(take(4)));
    record.start_ticks = number(take(kTicksSize));
    // Without a boot id, as an earlier release has written it: nobody can say that its process lives.
    if (record.count < 1 || record.count > kMaxCount || record.pid < 0 || record.fun == 0 ||
        (record.state == EntryState::finished) != (record.outcome != 0))
        return fail(Errc::corrupt, "an entry that contradicts itself");
    return record;
}

std::string entry_key(const Jid& jid, std::uint16_t index) {
    std::string key = jid.sort_key();
    if (index == 0) return key;
    key.push_back(kIndexMark);
    append(key, index, 2);
    return key;
}

Result<std::pair<Jid, std::uint16_t>> decode_entry_key(std::string_view key) {
    std::uint64_t index = 0;
    const std::size_t mark = key.find(kIndexMark);
    if (mark != std::string_view::npos) {
        index = number(key.substr(mark + 1));
        if (key.size() != mark + 3 || index == 0) return fail(Errc::corrupt, "not the key of an entry");
        key = key.substr(0, mark);
    }
    Result<Jid> jid = Jid::from_sort_key(key);
    if (!jid) return pass_on(jid);
    return std::pair(std::move(*jid), std::uint16_t(index));
}

std::string encode_name_id(NameId id) {
    std::string bytes;
    append(bytes, id, kNameIdSize);
    return bytes;
}

std::optional<NameId> decode_name_id(std::string_view bytes) {
    if (bytes.size() != kNameIdSize) return std::nullopt;
    return NameId(number(bytes));
}

}  // namespace job_retry
