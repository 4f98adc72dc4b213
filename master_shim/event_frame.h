// EventFrames: the master event bus as a stream of bytes, taken apart. Pure: bytes in, (tag, data) out; the
// data is not looked into (event.h does). Source of the format: salt/transport/frame.py and
// salt/transport/{ipc,tcp}.py. A frame is a msgpack map {head: {}, body: bytes}; newer 3006 releases put its
// length before it (4 bytes, big endian), the others do not, and both are told apart by the first byte. The
// body is the tag, two newlines, and a msgpack map.
//
// Events whose data nobody wants (returns, which are large) are stepped over without being kept.
// Invariant: memory stays below Limits::data plus one read, whatever the stream says.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/result.h"

namespace job_retry {

struct EventFrame {
    std::string_view tag;
    std::string_view data;   // empty unless wanted
    bool too_large = false;  // wanted, but larger than Limits::data
};

class EventFrames {
  public:
    struct Limits {
        std::size_t frame = std::size_t{256} << 20;  // bytes of a frame that we step over
        std::size_t data = std::size_t{8} << 20;     // bytes of data that we keep
        std::size_t tag = 1024;
    };
    using Wanted = bool (*)(std::string_view tag);
    using Visit = std::function<void(const EventFrame&)>;

    explicit EventFrames(Wanted wanted) : EventFrames(wanted, Limits{}) {}
    EventFrames(Wanted wanted, const Limits& limits);

    // Where the next bytes are to be read to, never empty.
    std::span<char> space();
    // `size` bytes now stand in space(). Calls `visit` for every event that is complete; its views end with
    // the call. Error `invalid`: the stream makes no sense and must be closed; this object is then to be
    // thrown away.
    Result<void> took(std::size_t size, const Visit& visit);
    // Whether the last frame came with its length.
    bool prefixed() const { return prefixed_; }

  private:
    enum class Step : std::uint8_t { forward, need_more, invalid };
    std::string_view pending() const { return {buffer_.data() + begin_, end_ - begin_}; }
    void consume(std::size_t size);
    bool too_long() const;
    Step step(const Visit& visit);
    Step skip();
    Step body(const Visit& visit);
    Step pair();
    Step start();

    Wanted wanted_;
    Limits limits_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    // Where in a frame the stream stands; all zero between frames.
    std::uint64_t frame_size_ = 0;    // bytes of this frame that have gone by
    std::uint64_t announced_ = 0;     // its length, when it came with one
    std::uint64_t pairs_left_ = 0;    // of the outer map
    std::uint64_t skip_bytes_ = 0;    // to be dropped before anything else
    std::uint64_t skip_objects_ = 0;  // to be stepped over after them
    std::uint64_t body_size_ = 0;
    bool in_body_ = false;
    bool prefixed_ = false;
};

}  // namespace job_retry
