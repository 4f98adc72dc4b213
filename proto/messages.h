// The messages between agent and shim, version 1, as values; proto/PROTOCOL.md, section Shim, is their
// specification. encode() and decode() are pure. decode() never trusts a length: it bounds depth, sizes and
// counts before it allocates, rejects trailing bytes, and never throws.
//
// Flow: hello -> challenge -> proof -> welcome; then requests from the agent, each with a reply, and notify
// from the shim at any time.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry::proto {

inline constexpr unsigned kVersion = 1;
inline constexpr std::size_t kNonceSize = 32;
inline constexpr std::size_t kMaxMinionId = 255;
inline constexpr std::size_t kMaxList = 256;                       // JIDs in one message
inline constexpr std::size_t kMaxLoad = std::size_t{4} << 20;      // bytes of a job's load
inline constexpr std::size_t kMaxMessage = kMaxLoad + (64 << 10);  // bytes of any message
inline constexpr std::size_t kMaxText = 1024;                      // bytes of a reason or an error text

// ---- agent to shim, before authentication

// The agent says who it wants to be. `public_key` (PEM) only in standalone, where a key that is not known yet
// is offered for acceptance.
struct Hello {
    std::string minion;
    std::string nonce;  // kNonceSize fresh random bytes
    std::string public_key;
};

// Signature over handshake_text(), by the minion's own key.
struct Proof {
    std::string minion;
    std::string signature;
};

// ---- agent to shim, authenticated. The minion is the connection's, never a field.

// "What is owed to me?" Answered by PendingList. `after`: continue behind this JID.
struct List {
    std::optional<Jid> after;
};

// "Give me this job." Answered by Job, Wait or Gone.
struct Take {
    Jid jid;
};

// What the ledger says of a JID on the list. Answered by Ack once it is on the shim's disk.
enum class Reported : std::uint8_t { running, finished, interrupted, refused };
struct Report {
    Jid jid;
    Reported state;
    std::optional<std::int64_t> retcode;  // with finished
    std::string reason;                   // with interrupted and refused; for people, at most kMaxText bytes
};

// "Does the master hold my returns of these?" Answered by Held.
struct Confirm {
    std::vector<Jid> jids;  // 1..kMaxList
};

// ---- shim to agent

struct Challenge {
    std::string nonce;  // kNonceSize fresh random bytes
};

struct Welcome {
    std::string minion;  // the proven id
};

struct PendingList {
    struct Item {
        Jid jid;
        std::string fun;  // first function; for log lines
    };
    std::vector<Item> jobs;  // at most kMaxList, in JID order
    bool more = false;       // ask again with `after` = the last one
};

struct JobLoad {
    Jid jid;
    std::string load;  // msgpack map, as the master stored it (.load.p)
};

// Too many minions drain at once: ask again after `retry_after`.
struct Wait {
    Jid jid;
    std::chrono::milliseconds retry_after;
};

// Not owed (any more); `state` is the delivery's final state, or "unknown".
struct Gone {
    Jid jid;
    std::string state;
};

struct Ack {
    Jid jid;
    Reported state;
};

// The JIDs of a Confirm whose return the master holds.
struct Held {
    std::vector<Jid> jids;
};

// "Your pending list is not empty": ask with List.
struct Notify {};

enum class ErrorCode : std::uint8_t {
    malformed,          // not a message of this protocol
    version,            // another protocol version
    unknown_type,       // a type that this version does not know
    not_authenticated,  // hello first (also after the shim has restarted)
    denied,             // the key is not accepted, or the proof does not fit
    busy,               // try again later
    internal,           // the shim could not do it now (disk); nothing has changed
};
struct ErrorReply {
    ErrorCode code;
    std::string text;
};

using Message = std::variant<Hello, Proof, List, Take, Report, Confirm, Challenge, Welcome, PendingList,
                             JobLoad, Wait, Gone, Ack, Held, Notify, ErrorReply>;

// The bytes of one message. REQUIRES: the bounds above hold.
std::string encode(const Message& message);

// Why bytes are no message: the ErrorCode is what a peer is told, the text is for the log.
using Decoded = tl::expected<Message, ErrorReply>;
Decoded decode(std::string_view bytes);

}  // namespace job_retry::proto
