// master_shim/event_frame: the master event bus as a stream. The first byte of an input chooses how the rest
// is cut into reads.

#include <cstring>
#include <string>
#include <vector>

#include "master_shim/event_frame.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

// Small ones, so that inputs of a few hundred bytes reach beyond them.
constexpr EventFrames::Limits kLimits{.frame = 4096, .data = 256, .tag = 32};

bool wanted(std::string_view tag) {
    return !tag.empty() && tag.front() != 'x';
}

struct Event {
    std::string tag;
    std::string data;
    bool too_large;
    friend bool operator==(const Event&, const Event&) = default;
};

struct Read {
    std::vector<Event> events;
    bool lost = false;
    friend bool operator==(const Read&, const Read&) = default;
};

// `chunks` empty: as much as there is room for.
Read read(std::string_view stream, Chunks* chunks) {
    EventFrames frames(wanted, kLimits);
    const std::size_t room = frames.space().size();
    Read read;
    const auto visit = [&](const EventFrame& event) {
        require(event.tag.size() <= kLimits.tag, "a tag is within its bound");
        require(event.data.size() <= kLimits.data, "data is within its bound");
        require(event.data.empty() || (wanted(event.tag) && !event.too_large), "only what is wanted is kept");
        read.events.push_back({std::string(event.tag), std::string(event.data), event.too_large});
    };
    while (!stream.empty() && !read.lost) {
        const std::span<char> space = frames.space();
        require(!space.empty(), "there is always room to read to");
        require(space.size() <= room + kLimits.data + kLimits.tag, "memory is bounded");
        const std::size_t size =
            std::min({stream.size(), space.size(), chunks ? chunks->next() : stream.size()});
        std::memcpy(space.data(), stream.data(), size);
        stream.remove_prefix(size);
        read.lost = !frames.took(size, visit);
    }
    return read;
}

}  // namespace

void one_input(std::string_view bytes) {
    Chunks chunks(take_byte(bytes));
    const Read at_once = read(bytes, nullptr);
    require(at_once == read(bytes, &chunks), "however the stream is cut, its events are the same");
    if (!at_once.events.empty() && !at_once.lost) accepted();
}

}  // namespace job_retry::fuzz
