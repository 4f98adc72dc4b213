// The messages between the agent and its courier (proto/PROTOCOL.md, section Courier) as values. Pure,
// bounded decoding as in proto/messages.h. What a line carries is opaque here.
//
// Invariant: nothing that a courier can say asks for a signature, a file or a run, or tells more than that
// bytes have come; who spoke them is decided by those who read them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "proto/messages.h"
#include "runtime/result.h"
#include "runtime/transport.h"

namespace job_retry::proto {

inline constexpr std::size_t kMaxCourierFrame = kMaxMessage + 256;  // bytes, in either direction
inline constexpr std::size_t kMaxLines = 128;                       // open at once

// 1..255 letters, digits and "-._:%[]": nothing that ZeroMQ would take for more than a host.
bool valid_host(std::string_view host);

// ---- agent to courier

// A new line. Its number has not been used before.
struct OpenLine {
    std::uint64_t line;
    std::string host;  // a valid_host(), as ZeroMQ is given it
    std::uint16_t port;
    std::optional<CurveKey> shim_key;  // empty: to the plain port where a shim hands out its key
    friend bool operator==(const OpenLine&, const OpenLine&) = default;
};

struct CloseLine {
    std::uint64_t line;
    friend bool operator==(const CloseLine&, const CloseLine&) = default;
};

// ---- both ways: one message of the network
struct Carry {
    std::uint64_t line;
    std::string bytes;  // 1..kMaxMessage
    friend bool operator==(const Carry&, const Carry&) = default;
};

// ---- courier to agent

// Once, before anything else.
struct CourierReady {
    CurveKey client_key;  // of all its lines to shims; the secret half stays with it
    friend bool operator==(const CourierReady&, const CourierReady&) = default;
};

// The line has come about (CURVE has agreed), or is broken; ZeroMQ connects again by itself.
struct LineUp {
    std::uint64_t line;
    friend bool operator==(const LineUp&, const LineUp&) = default;
};
struct LineDown {
    std::uint64_t line;
    friend bool operator==(const LineDown&, const LineDown&) = default;
};

// It could not be opened, or will carry nothing more; the courier has closed it.
struct LineFailed {
    std::uint64_t line;
    std::string text;      // for people; encode() shortens it to kMaxText
    bool refused = false;  // what answers at a key port is none of this release
    friend bool operator==(const LineFailed&, const LineFailed&) = default;
};

// Once a minute at least.
struct CourierAlive {
    friend bool operator==(const CourierAlive&, const CourierAlive&) = default;
};

using ToCourier = std::variant<OpenLine, CloseLine, Carry>;
using FromCourier = std::variant<CourierReady, LineUp, LineDown, LineFailed, Carry, CourierAlive>;

std::string encode(const ToCourier& message);
std::string encode(const FromCourier& message);
// Error `invalid`: not a message of this version in this direction; the text says why.
Result<ToCourier> decode_to_courier(std::string_view bytes);
Result<FromCourier> decode_from_courier(std::string_view bytes);

}  // namespace job_retry::proto
