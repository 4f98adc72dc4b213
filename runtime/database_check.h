// Is an LMDB file what LMDB writes? LMDB trusts its pages: a damaged one can send it anywhere in memory, or
// make it hand out a page that is in use. This walks all trees of one snapshot and believes nothing: page
// numbers, offsets, order of keys, counts, and that no page is used twice or both used and free. Pure: looks
// at bytes. What a value says, and whether an overflow page holds what was written, is not checked. Source of
// the format: LMDB 0.9's mdb.c (MDB_page, MDB_node, MDB_db, MDB_meta).

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace job_retry {

// What is wrong with the snapshot of transaction `id` in `file`, or nothing. The snapshot must not change
// meanwhile: hold a read transaction. Empty also when the file no longer has that snapshot's root (`*gone`).
std::optional<std::string> find_damage(std::string_view file, std::uint64_t id, bool* gone);

}  // namespace job_retry
