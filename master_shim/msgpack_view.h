// MsgpackView: reads msgpack where it lies, without building anything, and the few appends that we need to
// write some. Made for bytes that Salt wrote: text may be str or bin and need not be UTF-8, ext types and
// keys of any type are stepped over. Not a general decoder: numbers are integers only, as no more is used.
//
// Invariant: never reads outside its bytes and never recurses, whatever the bytes say.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace job_retry {

enum class MsgpackKind : std::uint8_t { nil, boolean, integer, real, text, array, map, ext };

// The head of one object: what it is, and what follows it.
struct MsgpackHead {
    MsgpackKind kind = MsgpackKind::nil;
    std::size_t size = 0;        // bytes of the head itself
    std::uint64_t payload = 0;   // bytes that follow and belong to this object (text, ext, numbers)
    std::uint64_t children = 0;  // objects that follow and belong to this object (array, map: two a pair)
    std::int64_t value = 0;      // integer, boolean
};

enum class HeadStatus : std::uint8_t { ok, need_more, invalid };
HeadStatus parse_msgpack_head(std::string_view bytes, MsgpackHead& head);

class MsgpackView {
  public:
    explicit MsgpackView(std::string_view bytes) : bytes_(bytes) {}

    // Each of these steps over the next object and returns it; or returns empty, and then failed() is true
    // and stays true when the bytes end early or are no msgpack. An object of another kind is not stepped
    // over and is no failure.
    std::optional<std::string_view> text();  // str or bin
    std::optional<std::int64_t> integer();   // an unsigned one beyond int64 is given as its maximum
    std::optional<bool> boolean();
    std::optional<std::size_t> array();     // steps into it: this many objects follow
    std::optional<std::size_t> map();       // steps into it: this many pairs follow
    std::optional<std::string_view> raw();  // any whole object, as its bytes

    bool skip() { return raw().has_value(); }
    std::optional<MsgpackKind> kind();
    bool failed() const { return failed_; }
    bool at_end() const { return bytes_.empty(); }

  private:
    std::optional<MsgpackHead> head();
    bool failed_ = false;
    std::string_view bytes_;
};

// The values of the keys that are asked for, as raw bytes; empty for a key that is not there. All other pairs
// are stepped over, whatever they are. False when `map` is no map, or holds one of the keys twice: Python
// tells text from bytes, the stored form does not, and each reader would choose the value that suits it.
struct MsgpackField {
    std::string_view key;
    std::string_view raw = {};
};
bool read_msgpack_fields(std::string_view map, std::span<MsgpackField> fields);

void append_msgpack_nil(std::string& out);
void append_msgpack(std::string& out, bool value);
void append_msgpack(std::string& out, std::int64_t value);
void append_msgpack_text(std::string& out, std::string_view text);  // str
void append_msgpack_bin(std::string& out, std::string_view bytes);
void append_msgpack_array(std::string& out, std::size_t size);
void append_msgpack_map(std::string& out, std::size_t pairs);

}  // namespace job_retry
