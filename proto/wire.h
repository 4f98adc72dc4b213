// How every message of ours is read and written: one msgpack map with text keys, `v` and `type` first. The
// only place that speaks to msgpack for messages; what the fields mean is its callers' business.
//
// MapReader never throws, never trusts a length, and remembers its first error: read all fields, then ask
// error() once. Text may come as str or bin. Unknown keys are ignored, trailing bytes, a key that comes twice
// and anything beyond the limits are errors.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/clock.h"
#include "runtime/jid.h"

namespace job_retry::proto {

struct WireLimits {
    std::size_t bytes;           // of the whole message, and so of any field
    std::size_t elements = 256;  // of any list or map in it
    std::size_t depth = 4;       // of lists and maps, the message itself included
};

template <std::size_t N>
std::string_view view(const std::array<unsigned char, N>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), N};
}

// Microseconds since the epoch; nothing is before it.
std::uint64_t time_on_the_wire(WallTime time);

// True for exactly one msgpack value within the limits.
bool is_msgpack(std::string_view bytes, const WireLimits& limits);

class MapReader {
  public:
    // `bytes` must outlive the reader and all views that it gives out.
    MapReader(std::string_view bytes, const WireLimits& limits);
    MapReader(MapReader&&) noexcept;
    ~MapReader();

    // Why the message is none; the first reason. Whatever was read then means nothing.
    const std::optional<std::string>& error() const { return error_; }

    // A field that is there and not nil.
    bool has(std::string_view key);

    // Required fields. The value that is returned with an error is empty or 0.
    std::string_view text(std::string_view key, std::size_t min_size, std::size_t max_size);
    std::uint64_t uint(std::string_view key, std::uint64_t min, std::uint64_t max);
    std::int64_t integer(std::string_view key);
    bool boolean(std::string_view key);
    WallTime time(std::string_view key);  // not before the epoch
    template <std::size_t N>
    std::array<unsigned char, N> array(std::string_view key) {
        std::array<unsigned char, N> bytes{};
        const std::string_view found = text(key, N, N);
        std::copy(found.begin(), found.end(), bytes.begin());
        return bytes;
    }
    std::optional<Jid> jid(std::string_view key);  // empty only with an error
    std::vector<std::string_view> texts(std::string_view key, std::size_t max_count, std::size_t max_size);
    std::vector<MapReader> maps(std::string_view key, std::size_t max_count);

    // Adds an error of the caller's own.
    void fail_with(std::string why);
    // Takes over the error of a map within this one.
    void inherit(const MapReader& inner);

  private:
    struct Document;
    MapReader(std::shared_ptr<const Document> document, const void* map);
    const void* find(std::string_view key);
    const void* require(std::string_view key, const char* expected);

    std::shared_ptr<const Document> document_;
    const void* map_ = nullptr;  // msgpack::object
    std::optional<std::string> error_;
};

class MapWriter {
  public:
    // A map within a message.
    MapWriter() = default;
    // A message: begins with `v` and `type`.
    MapWriter(unsigned version, std::string_view type);

    MapWriter& text(std::string_view key, std::string_view value);
    MapWriter& bin(std::string_view key, std::string_view value);
    MapWriter& uint(std::string_view key, std::uint64_t value);
    MapWriter& integer(std::string_view key, std::int64_t value);
    MapWriter& boolean(std::string_view key, bool value);
    MapWriter& time(std::string_view key, WallTime value);
    template <std::size_t N>
    MapWriter& bin(std::string_view key, const std::array<unsigned char, N>& value) {
        return bin(key, view(value));
    }
    MapWriter& bins(std::string_view key, std::span<const std::string_view> values);
    MapWriter& texts(std::string_view key, std::span<const std::string> values);
    MapWriter& maps(std::string_view key, std::span<const MapWriter> values);

    std::string bytes() const;

  private:
    std::uint32_t count_ = 0;
    std::string fields_;
};

}  // namespace job_retry::proto
