#include "proto/wire.h"

#include <exception>
#include <limits>
#include <msgpack.hpp>
#include <utility>

namespace job_retry::proto {
namespace {

// msgpack's packer writes into anything with write().
struct Sink {
    std::string& bytes;
    void write(const char* data, std::size_t size) { bytes.append(data, size); }
};

msgpack::packer<Sink> packer(Sink& sink) {
    return msgpack::packer<Sink>(sink);
}

void pack_text(std::string& bytes, std::string_view text) {
    Sink sink{bytes};
    auto to = packer(sink);
    to.pack_str(std::uint32_t(text.size()));
    to.pack_str_body(text.data(), std::uint32_t(text.size()));
}

void pack_bytes(std::string& bytes, std::string_view value) {
    Sink sink{bytes};
    auto to = packer(sink);
    to.pack_bin(std::uint32_t(value.size()));
    to.pack_bin_body(value.data(), std::uint32_t(value.size()));
}

std::optional<std::string_view> text_of(const msgpack::object& value) {
    if (value.type == msgpack::type::STR) return std::string_view(value.via.str.ptr, value.via.str.size);
    if (value.type == msgpack::type::BIN) return std::string_view(value.via.bin.ptr, value.via.bin.size);
    return std::nullopt;
}

const msgpack::object& object(const void* pointer) {
    return *static_cast<const msgpack::object*>(pointer);
}

// Strings stay where they are, in the message.
bool by_reference(msgpack::type::object_type /*type*/, std::size_t /*size*/, void* /*user*/) {
    return true;
}

// Why `bytes` are not exactly one value, or the value.
std::optional<std::string> unpack(std::string_view bytes, const WireLimits& limits, msgpack::zone& zone,
                                  msgpack::object& root) {
    std::size_t offset = 0;
    try {
        const msgpack::unpack_limit bounds(limits.elements, limits.elements, limits.bytes, limits.bytes,
                                           limits.bytes, limits.depth);
        bool referenced = false;
        root = msgpack::unpack(zone, bytes.data(), bytes.size(), offset, referenced, &by_reference, nullptr,
                               bounds);
    } catch (const std::exception& problem) {
        return std::string("not msgpack within the bounds: ") + problem.what();
    }
    if (offset != bytes.size()) return "bytes behind the message";
    return std::nullopt;
}

}  // namespace

struct MapReader::Document {
    msgpack::zone zone;
    msgpack::object root;
};

std::uint64_t time_on_the_wire(WallTime time) {
    return std::uint64_t(std::max<std::int64_t>(time.time_since_epoch().count(), 0));
}

bool is_msgpack(std::string_view bytes, const WireLimits& limits) {
    msgpack::zone zone;
    msgpack::object root;
    return bytes.size() <= limits.bytes && !unpack(bytes, limits, zone, root);
}

MapReader::MapReader(std::string_view bytes, const WireLimits& limits) {
    if (bytes.size() > limits.bytes) {
        fail_with("a message of " + std::to_string(bytes.size()) + " bytes, at most " +
                  std::to_string(limits.bytes) + " are allowed");
        return;
    }
    auto document = std::make_shared<Document>();
    if (auto problem = unpack(bytes, limits, document->zone, document->root)) {
        fail_with(std::move(*problem));
    } else if (document->root.type != msgpack::type::MAP) {
        fail_with("not a map");
    } else {
        map_ = &document->root;
        document_ = std::move(document);
    }
}

MapReader::MapReader(std::shared_ptr<const Document> document, const void* map)
    : document_(std::move(document)), map_(map) {}

MapReader::MapReader(MapReader&&) noexcept = default;
MapReader::~MapReader() = default;

void MapReader::fail_with(std::string why) {
    if (!error_) error_ = std::move(why);
}

void MapReader::inherit(const MapReader& inner) {
    if (inner.error_) fail_with(*inner.error_);
}

const void* MapReader::find(std::string_view key) {
    if (map_ == nullptr) return nullptr;
    const msgpack::object_map& map = object(map_).via.map;
    const msgpack::object* found = nullptr;
    for (const msgpack::object_kv& entry : std::span(map.ptr, map.size)) {
        if (text_of(entry.key) != key) continue;
        if (found != nullptr) {
            fail_with(std::string(key) + " comes twice");
            return nullptr;
        }
        found = &entry.val;
    }
    return found != nullptr && !found->is_nil() ? found : nullptr;
}

bool MapReader::has(std::string_view key) {
    return find(key) != nullptr;
}

const void* MapReader::require(std::string_view key, const char* expected) {
    const void* found = find(key);
    if (found == nullptr) fail_with(std::string(key) + " is missing, expected " + expected);
    return found;
}

std::string_view MapReader::text(std::string_view key, std::size_t min_size, std::size_t max_size) {
    const void* found = require(key, "text");
    if (found == nullptr) return {};
    const auto value = text_of(object(found));
    if (!value) {
        fail_with(std::string(key) + " is not text");
    } else if (value->size() < min_size || value->size() > max_size) {
        fail_with(std::string(key) + " has " + std::to_string(value->size()) + " bytes, allowed are " +
                  std::to_string(min_size) + " to " + std::to_string(max_size));
    } else {
        return *value;
    }
    return {};
}

std::uint64_t MapReader::uint(std::string_view key, std::uint64_t min, std::uint64_t max) {
    const void* found = require(key, "a number");
    if (found == nullptr) return 0;
    const msgpack::object& value = object(found);
    if (value.type != msgpack::type::POSITIVE_INTEGER) {
        fail_with(std::string(key) + " is not a number from 0");
    } else if (value.via.u64 < min || value.via.u64 > max) {
        fail_with(std::string(key) + " is " + std::to_string(value.via.u64) + ", allowed are " +
                  std::to_string(min) + " to " + std::to_string(max));
    } else {
        return value.via.u64;
    }
    return 0;
}

std::int64_t MapReader::integer(std::string_view key) {
    const void* found = require(key, "a number");
    if (found == nullptr) return 0;
    const msgpack::object& value = object(found);
    if (value.type == msgpack::type::NEGATIVE_INTEGER) return value.via.i64;
    if (value.type == msgpack::type::POSITIVE_INTEGER && std::in_range<std::int64_t>(value.via.u64))
        return std::int64_t(value.via.u64);
    fail_with(std::string(key) + " is not a number of 64 bits");
    return 0;
}

bool MapReader::boolean(std::string_view key) {
    const void* found = require(key, "true or false");
    if (found == nullptr) return false;
    if (object(found).type == msgpack::type::BOOLEAN) return object(found).via.boolean;
    fail_with(std::string(key) + " is neither true nor false");
    return false;
}

WallTime MapReader::time(std::string_view key) {
    const auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    return WallTime(std::chrono::microseconds(std::int64_t(uint(key, 0, most))));
}

std::optional<Jid> MapReader::jid(std::string_view key) {
    const std::string_view value = text(key, 1, Jid::kMaxSize);
    if (error_) return std::nullopt;
    Result<Jid> parsed = Jid::recorded(value);
    if (parsed) return std::move(*parsed);
    fail_with(std::string(key) + ": " + parsed.error().text);
    return std::nullopt;
}

std::vector<std::string_view> MapReader::texts(std::string_view key, std::size_t max_count,
                                               std::size_t max_size) {
    std::vector<std::string_view> values;
    const void* found = require(key, "a list");
    if (found == nullptr) return values;
    const msgpack::object& list = object(found);
    if (list.type != msgpack::type::ARRAY || list.via.array.size > max_count) {
        fail_with(std::string(key) + " is not a list of at most " + std::to_string(max_count));
        return values;
    }
    for (const msgpack::object& element : std::span(list.via.array.ptr, list.via.array.size)) {
        const auto value = text_of(element);
        if (!value || value->size() > max_size) {
            fail_with(std::string(key) + " holds what is not text of at most " + std::to_string(max_size) +
                      " bytes");
            return {};
        }
        values.push_back(*value);
    }
    return values;
}

std::vector<MapReader> MapReader::maps(std::string_view key, std::size_t max_count) {
    std::vector<MapReader> values;
    const void* found = require(key, "a list");
    if (found == nullptr) return values;
    const msgpack::object& list = object(found);
    if (list.type != msgpack::type::ARRAY || list.via.array.size > max_count) {
        fail_with(std::string(key) + " is not a list of at most " + std::to_string(max_count));
        return values;
    }
    for (const msgpack::object& element : std::span(list.via.array.ptr, list.via.array.size)) {
        if (element.type != msgpack::type::MAP) {
            fail_with(std::string(key) + " holds what is not a map");
            return {};
        }
        values.push_back(MapReader(document_, &element));
    }
    return values;
}

MapWriter::MapWriter(unsigned version, std::string_view type) {
    uint("v", version);
    text("type", type);
}

MapWriter& MapWriter::text(std::string_view key, std::string_view value) {
    pack_text(fields_, key);
    pack_text(fields_, value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::bin(std::string_view key, std::string_view value) {
    pack_text(fields_, key);
    pack_bytes(fields_, value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::uint(std::string_view key, std::uint64_t value) {
    pack_text(fields_, key);
    Sink sink{fields_};
    packer(sink).pack(value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::integer(std::string_view key, std::int64_t value) {
    pack_text(fields_, key);
    Sink sink{fields_};
    packer(sink).pack(value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::boolean(std::string_view key, bool value) {
    pack_text(fields_, key);
    Sink sink{fields_};
    packer(sink).pack(value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::time(std::string_view key, WallTime value) {
    return uint(key, time_on_the_wire(value));
}

MapWriter& MapWriter::bins(std::string_view key, std::span<const std::string_view> values) {
    pack_text(fields_, key);
    Sink sink{fields_};
    packer(sink).pack_array(std::uint32_t(values.size()));
    for (const std::string_view value : values)
        pack_bytes(fields_, value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::texts(std::string_view key, std::span<const std::string> values) {
    pack_text(fields_, key);
    Sink sink{fields_};
    packer(sink).pack_array(std::uint32_t(values.size()));
    for (const std::string& value : values)
        pack_text(fields_, value);
    ++count_;
    return *this;
}

MapWriter& MapWriter::maps(std::string_view key, std::span<const MapWriter> values) {
    pack_text(fields_, key);
    Sink sink{fields_};
    packer(sink).pack_array(std::uint32_t(values.size()));
    for (const MapWriter& value : values)
        fields_ += value.bytes();
    ++count_;
    return *this;
}

std::string MapWriter::bytes() const {
    std::string all;
    Sink sink{all};
    packer(sink).pack_map(count_);
    return all + fields_;
}

}  // namespace job_retry::proto
