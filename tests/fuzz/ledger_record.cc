// minion_agent/ledger_record: an entry of the ledger. It is our own file; a disk may have damaged it. The key
// comes first, in as many bytes as the first byte says.

#include "minion_agent/ledger_record.h"

#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const std::size_t wanted = take_byte(bytes);
    const std::size_t key_size = std::min(wanted, bytes.size());
    const std::string_view key = bytes.substr(0, key_size);
    const std::string_view value = bytes.substr(key_size);
    const auto entry = decode_entry_key(key);
    if (entry) require(entry_key(entry->first, entry->second) == key, "a key is the key of its entry");
    const auto record = decode_record(value);
    if (!record) return;
    require(record->count >= 1 && record->pid >= 0, "a record makes sense");
    require(encode_record(*record) == value, "encode(decode(record)) is the record");
    if (entry) accepted();
}

}  // namespace job_retry::fuzz
