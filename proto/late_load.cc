#include "proto/late_load.h"

#include <array>
#include <exception>
#include <msgpack.hpp>
#include <optional>
#include <span>

namespace job_retry::proto {
namespace {

constexpr std::string_view kMark = "job_retry";
constexpr std::string_view kGate = "job_retry";
// What a master publishes of the load that it stores, where it is there.
constexpr std::array<std::string_view, 3> kOptional = {"tgt_type", "to", "user"};
// The same, of the load's `kwargs`. `module_executors` is in the mark.
constexpr std::array<std::string_view, 6> kOfKwargs = {"master_id",     "id",        "ret_config", "metadata",
                                                       "executor_opts", "ret_kwargs"};
constexpr std::string_view kDefaultDelimiter = ":";
constexpr std::size_t kDepth = 256;

using Value = const msgpack::object*;

std::string_view text_of(Value value) {
    if (value == nullptr) return {};
    if (value->type == msgpack::type::STR) return {value->via.str.ptr, value->via.str.size};
    if (value->type == msgpack::type::BIN) return {value->via.bin.ptr, value->via.bin.size};
    return {};
}

// Null where there is none.
Value find(Value map, std::string_view key) {
    if (map == nullptr || map->type != msgpack::type::MAP) return nullptr;
    for (const msgpack::object_kv& entry : std::span(map->via.map.ptr, map->via.map.size))
        if (text_of(&entry.key) == key) return &entry.val;
    return nullptr;
}

bool is_true(Value value) {
    return value != nullptr && value->type == msgpack::type::BOOLEAN && value->via.boolean;
}

// The number of a map's keys comes before them, and is known behind them.
class Map {
  public:
    Map& text(std::string_view key, std::string_view value) {
        name(key);
        put(value);
        return *this;
    }
    // Nothing where there is no value.
    Map& copy(std::string_view key, Value value) {
        if (value == nullptr) return *this;
        name(key);
        packer_.pack(*value);
        return *this;
    }
    Map& map(std::string_view key, const Map& value) {
        name(key);
        const std::string bytes = value.bytes();
        buffer_.write(bytes.data(), bytes.size());
        return *this;
    }
    Map& gate(std::string_view key) {
        name(key);
        packer_.pack_array(1);
        put(kGate);
        return *this;
    }
    Map& yes(std::string_view key) {
        name(key);
        packer_.pack_true();
        return *this;
    }
    // A list of one map that has one key, which is true.
    Map& list_of_true(std::string_view key, std::string_view inner) {
        name(key);
        packer_.pack_array(1);
        packer_.pack_map(1);
        put(inner);
        packer_.pack_true();
        return *this;
    }
    std::string bytes() const {
        msgpack::sbuffer head;
        msgpack::packer<msgpack::sbuffer>(head).pack_map(count_);
        return std::string(head.data(), head.size()) + std::string(buffer_.data(), buffer_.size());
    }

  private:
    void name(std::string_view key) {
        ++count_;
        put(key);
    }
    void put(std::string_view text) {
        packer_.pack_str(std::uint32_t(text.size()));
        packer_.pack_str_body(text.data(), std::uint32_t(text.size()));
    }

    std::uint32_t count_ = 0;
    msgpack::sbuffer buffer_;
    msgpack::packer<msgpack::sbuffer> packer_{buffer_};
};

// Why this cannot be handed to Salt, which would stop at it, and at all jobs behind it; null when it can.
const char* fault(Value load, const Jid& jid) {
    if (load->type != msgpack::type::MAP) return "it is no map";
    const Value fun = find(load, "fun");
    const Value arg = find(load, "arg");
    if (fun == nullptr || arg == nullptr || find(load, "tgt") == nullptr) return "fun, arg or tgt is missing";
    if (arg->type != msgpack::type::ARRAY) return "arg is no list";
    if (fun->type != msgpack::type::ARRAY && text_of(fun).empty()) return "fun is no text and no list";
    if (fun->type == msgpack::type::ARRAY && fun->via.array.size > arg->via.array.size)
        return "it has more functions than arguments";
    const Value stored = find(load, "jid");
    const bool number = stored != nullptr && stored->type == msgpack::type::POSITIVE_INTEGER;
    const std::string text = number ? std::to_string(stored->via.u64) : std::string(text_of(stored));
    return text == jid.text() ? nullptr : "it is of another job";
}

LateLoad marked(const Jid& jid, Value stored, std::string_view offer) {
    const Value kwargs = find(stored, "kwargs");
    Map mark;
    mark.text("offer", offer).copy("executors", find(kwargs, "module_executors"));
    Map load;
    load.copy("fun", find(stored, "fun")).copy("arg", find(stored, "arg")).copy("tgt", find(stored, "tgt"));
    load.text("jid", jid.text());
    const Value ret = find(stored, "ret");
    if (ret == nullptr)
        load.text("ret", "");
    else
        load.copy("ret", ret);
    for (const std::string_view key : kOptional)
        load.copy(key, find(stored, key));
    const Value delimiter = find(kwargs, "delimiter");
    if (delimiter != nullptr && text_of(delimiter) != kDefaultDelimiter) load.copy("delimiter", delimiter);
    for (const std::string_view key : kOfKwargs)
        load.copy(key, find(kwargs, key));
    if (is_true(find(kwargs, "start_event"))) load.yes("start_event");
    load.gate("module_executors").map(kMark, mark);
    const bool several = find(stored, "fun")->type == msgpack::type::ARRAY;
    return {load.bytes(), several};
}

}  // namespace

Result<LateLoad> late_load(const Jid& jid, std::string_view stored, std::string_view offer) {
    const auto unreadable = [](const std::string& why) {
        return fail(Errc::invalid, "the stored load cannot be read: " + why);
    };
    try {
        std::size_t offset = 0;
        const std::size_t most = stored.size();
        const msgpack::object_handle handle =
            msgpack::unpack(stored.data(), stored.size(), offset, nullptr, nullptr,
                            msgpack::unpack_limit(most, most, most, most, most, kDepth));
        if (offset != stored.size()) return unreadable("bytes behind it");
        if (const char* why = fault(&handle.get(), jid)) return unreadable(why);
        return marked(jid, &handle.get(), offer);
    } catch (const std::exception& problem) {
        return unreadable(problem.what());
    }
}

std::string probe_load(const Jid& jid, std::string_view offer) {
    Map mark;
    mark.text("offer", offer).yes("probe");
    Map load;
    load.text("fun", "test.echo")
        .list_of_true("arg", "__no_return__")
        .text("tgt", "*")
        .text("tgt_type", "glob");
    load.text("jid", jid.text()).text("ret", "").text("user", "root").map(kMark, mark);
    return load.bytes();
}

}  // namespace job_retry::proto
