#include "proto/courier.h"

#include <algorithm>
#include <utility>

#include "proto/wire.h"

namespace job_retry::proto {
namespace {

constexpr unsigned kCourierVersion = 1;
constexpr WireLimits kLimits{.bytes = kMaxCourierFrame, .elements = 16, .depth = 2};
constexpr std::size_t kMaxHost = 255;

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string about_line(std::string_view type, std::uint64_t line) {
    return MapWriter(kCourierVersion, type).uint("line", line).bytes();
}

std::string carried(const Carry& carry) {
    return MapWriter(kCourierVersion, "carry").uint("line", carry.line).bin("bytes", carry.bytes).bytes();
}

std::uint64_t read_line(MapReader& reader) {
    return reader.uint("line", 0, ~std::uint64_t{0});
}

Carry read_carry(MapReader& reader) {
    const std::uint64_t line = read_line(reader);
    return {line, std::string(reader.text("bytes", 1, kMaxMessage))};
}

std::string_view read_type(MapReader& reader) {
    const std::uint64_t version = reader.uint("v", 0, ~std::uint64_t{0});
    const std::string_view type = reader.text("type", 1, 64);
    if (!reader.error() && version != kCourierVersion)
        reader.fail_with("protocol version " + std::to_string(version) + ", expected " +
                         std::to_string(kCourierVersion) + ": restart minion-agent");
    return reader.error() ? std::string_view() : type;
}

template <class Message>
Result<Message> read(const MapReader& reader, Message message) {
    if (reader.error()) return fail(Errc::invalid, "not a message of the courier's: " + *reader.error());
    return message;
}

}  // namespace

bool valid_host(std::string_view host) {
    return !host.empty() && host.size() <= kMaxHost && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._:%[]").find(c) != std::string_view::npos;
    });
}

std::string encode(const ToCourier& message) {
    return std::visit(
        Overloaded{[](const OpenLine& open) {
                       MapWriter map(kCourierVersion, "open");
                       map.uint("line", open.line).text("host", open.host).uint("port", open.port);
                       if (open.shim_key) map.bin("shim_key", view(*open.shim_key));
                       return map.bytes();
                   },
                   [](const CloseLine& close) { return about_line("close", close.line); },
                   [](const Carry& carry) { return carried(carry); }},
        message);
}

Result<ToCourier> decode_to_courier(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const std::string_view type = read_type(reader);
    if (type == "open") {
        OpenLine open{read_line(reader), std::string(reader.text("host", 1, kMaxHost)),
                      std::uint16_t(reader.uint("port", 1, 65535)), std::nullopt};
        if (!valid_host(open.host)) reader.fail_with("host is no host");
        if (reader.has("shim_key")) open.shim_key = reader.array<std::tuple_size_v<CurveKey>>("shim_key");
        return read<ToCourier>(reader, std::move(open));
    }
    if (type == "close") return read<ToCourier>(reader, CloseLine{read_line(reader)});
    if (type == "carry") return read<ToCourier>(reader, read_carry(reader));
    reader.fail_with("type is unknown");
    return read<ToCourier>(reader, CloseLine{});
}

std::string encode(const FromCourier& message) {
    return std::visit(
        Overloaded{
            [](const CourierReady& ready) {
                return MapWriter(kCourierVersion, "ready").bin("client_key", view(ready.client_key)).bytes();
            },
            [](const LineUp& up) { return about_line("up", up.line); },
            [](const LineDown& down) { return about_line("down", down.line); },
            [](const LineFailed& failed) {
                return MapWriter(kCourierVersion, "failed")
                    .uint("line", failed.line)
                    .text("text", std::string_view(failed.text).substr(0, kMaxText))
                    .boolean("refused", failed.refused)
                    .bytes();
            },
            [](const Carry& carry) { return carried(carry); },
            [](const CourierAlive&) { return MapWriter(kCourierVersion, "alive").bytes(); }},
        message);
}

Result<FromCourier> decode_from_courier(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const std::string_view type = read_type(reader);
    if (type == "ready")
        return read<FromCourier>(reader,
                                 CourierReady{reader.array<std::tuple_size_v<CurveKey>>("client_key")});
    if (type == "up") return read<FromCourier>(reader, LineUp{read_line(reader)});
    if (type == "down") return read<FromCourier>(reader, LineDown{read_line(reader)});
    if (type == "failed") {
        const std::uint64_t line = read_line(reader);
        std::string text(reader.text("text", 0, kMaxText));
        return read<FromCourier>(reader, LineFailed{line, std::move(text), reader.boolean("refused")});
    }
    if (type == "carry") return read<FromCourier>(reader, read_carry(reader));
    if (type == "alive") return read<FromCourier>(reader, CourierAlive{});
    reader.fail_with("type is unknown");
    return read<FromCourier>(reader, CourierAlive{});
}

}  // namespace job_retry::proto
