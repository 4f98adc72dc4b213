// The messages between agent and shim, version 2, as values; proto/PROTOCOL.md, section Shim, is their
// specification. encode() and decode() are pure. decode() never trusts a length: it bounds depth, sizes and
// counts before it allocates, rejects trailing bytes, and never throws.
//
// Invariant: a Message that decode() gave out keeps every bound below; its texts hold no control characters,
// so they can be shown and logged as they are. What breaks a bound is never sent: encode() refuses it.
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

#include "proto/audience.h"
#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry::proto {

inline constexpr unsigned kVersion = 2;
// In which an error with the code `version` is written, by all releases: whoever speaks another version must
// be able to read that he does.
inline constexpr unsigned kVersionOfVersionError = 1;
inline constexpr std::size_t kNonceSize = 32;
inline constexpr std::size_t kMarkSize = 16;
inline constexpr std::uint64_t kMaxMarkNumber = std::uint64_t{1} << 62;
inline constexpr std::size_t kMaxMinionId = 255;
inline constexpr std::size_t kMaxList = 256;                       // JIDs in one message
inline constexpr std::size_t kMaxLoad = std::size_t{4} << 20;      // bytes of a job's load
inline constexpr std::size_t kMaxMessage = kMaxLoad + (64 << 10);  // bytes of any message
inline constexpr std::size_t kMaxRequest = 64 << 10;               // bytes of any message of an agent
inline constexpr std::size_t kMaxText = 1024;                      // bytes of a reason or an error text
inline constexpr std::size_t kMaxFun = 256;
inline constexpr std::size_t kMaxState = 64;
inline constexpr std::size_t kMaxPublicKey = 4096;  // bytes of PEM
inline constexpr std::size_t kMaxSignature = 2048;  // of an RSA key of 16384 bits
inline constexpr std::chrono::milliseconds kMaxWait = std::chrono::hours{1};

// What Salt takes for a minion id, and what is safe as a file name: 1..kMaxMinionId bytes, no '/', '\', NUL
// or other control character, neither "." nor "..".
bool valid_minion_id(std::string_view id);

// ---- agent to shim, before authentication

// The agent says who it wants to be. `public_key` (PEM) only in standalone, where a key that is not known yet
// is offered for acceptance.
struct Hello {
    std::string minion;
    std::string nonce;  // kNonceSize fresh random bytes
    std::string public_key;
    friend bool operator==(const Hello&, const Hello&) = default;
};

// Signature over handshake_text(), by the minion's own key.
struct Proof {
    std::string minion;
    std::string signature;
    friend bool operator==(const Proof&, const Proof&) = default;
};

// ---- agent to shim, authenticated. The minion is the connection's, never a field.

// Which ledger speaks, and how far it has come: the shim tells by it a ledger that has gone back, or another
// one (docs/architecture.md, "A ledger that goes back").
struct LedgerMark {
    std::string ledger;        // kMarkSize random bytes, its own since it began
    std::uint64_t number = 0;  // from 1; the next mark has the next one
    std::string mark;          // kMarkSize random bytes, new with each number
    WallTime since{};          // by this master's clock: what was published before, it knows nothing of
    friend bool operator==(const LedgerMark&, const LedgerMark&) = default;
};

// "What is owed to me?" Answered by PendingList. `after`: continue behind this JID.
struct List {
    std::optional<Jid> after{};
    std::optional<LedgerMark> mark{};
    friend bool operator==(const List&, const List&) = default;
};

// "Give me this job." Answered by Job, Wait or Gone, or by a PendingList that says `behind`.
struct Take {
    Jid jid;
    std::optional<LedgerMark> mark{};
    friend bool operator==(const Take&, const Take&) = default;
};

// What the ledger says of a JID on the list. Answered by Ack once it is on the shim's disk.
// `unknown`: it never had this job; only said of what the list shows as returned.
enum class Reported : std::uint8_t { running, finished, interrupted, refused, unknown };
// The reason of `refused` when the ledger has forgotten that far: nobody can tell whether the job has run.
inline constexpr std::string_view kTooOldToVerify = "too old to verify";
struct Report {
    Jid jid;
    Reported state;
    std::optional<std::int64_t> retcode;  // with finished
    std::string reason;                   // with interrupted and refused; for people; encode() shortens it
    std::uint64_t retry = 0;              // of the list that this answers, see PendingList
    friend bool operator==(const Report&, const Report&) = default;
};

// "Does the master hold my returns of these?" Answered by Held.
struct Confirm {
    std::vector<Jid> jids;  // 1..kMaxList
    friend bool operator==(const Confirm&, const Confirm&) = default;
};

// "What time is it at the master?" Answered by ClockStatement.
struct Clock {
    std::string nonce;  // kNonceSize fresh random bytes
    friend bool operator==(const Clock&, const Clock&) = default;
};

// ---- shim to agent

struct Challenge {
    std::string nonce;  // kNonceSize fresh random bytes
    friend bool operator==(const Challenge&, const Challenge&) = default;
};

struct Welcome {
    std::string minion;  // the proven id
    WallTime time{};     // the master's clock now, for people: unsigned, see ClockStatement
    friend bool operator==(const Welcome&, const Welcome&) = default;
};

struct PendingList {
    struct Item {
        Jid jid;
        std::string fun;        // first function, for log lines; encode() shortens it to kMaxFun
        WallTime published{};   // by the master's clock; a hint, the job's signature covers its own
        std::uint64_t retry{};  // an administrator allows one more run: the number of this permission, else 0
        std::string
            permission{};       // signature of proto/publication.h's Permission; with a retry, and only then
        bool returned = false;  // somebody says that it has returned: is that so?
        friend bool operator==(const Item&, const Item&) = default;
    };
    std::vector<Item> jobs;  // at most kMaxList, in JID order
    bool more = false;       // ask again with `after` = the last one
    std::string behind{};    // instead of jobs: the ledger with this mark does not know what another one knew
    friend bool operator==(const PendingList&, const PendingList&) = default;
};

struct JobLoad {
    Jid jid;
    std::string load;  // msgpack map, as the master stored it (.load.p); 1..kMaxLoad bytes
    WallTime published{};
    Place place{};            // of this minion, among those to whom it was published
    std::string signature{};  // of proto/publication.h's Publication
    friend bool operator==(const JobLoad&, const JobLoad&) = default;
};

// Too many minions drain at once: ask again after `retry_after`.
struct Wait {
    Jid jid;
    std::chrono::milliseconds retry_after;  // 0..kMaxWait
    friend bool operator==(const Wait&, const Wait&) = default;
};

// Not owed (any more); `state` is the delivery's final state, or "unknown".
struct Gone {
    Jid jid;
    std::string state;  // 1..kMaxState bytes
    friend bool operator==(const Gone&, const Gone&) = default;
};

struct Ack {
    Jid jid;
    Reported state;
    friend bool operator==(const Ack&, const Ack&) = default;
};

// The JIDs of a Confirm whose return the master holds.
struct Held {
    std::vector<Jid> jids;
    friend bool operator==(const Held&, const Held&) = default;
};

// The master's clock, signed for this minion and the nonce of its Clock (proto/publication.h's MasterClock).
struct ClockStatement {
    WallTime time{};
    std::string signature;
    friend bool operator==(const ClockStatement&, const ClockStatement&) = default;
};

// "Your pending list is not empty": ask with List.
struct Notify {
    friend bool operator==(const Notify&, const Notify&) = default;
};

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
    std::string text;  // for people; encode() shortens it to kMaxText
    friend bool operator==(const ErrorReply&, const ErrorReply&) = default;
};

using Message = std::variant<Hello, Proof, List, Take, Report, Confirm, Clock, Challenge, Welcome,
                             PendingList, JobLoad, Wait, Gone, Ack, Held, ClockStatement, Notify, ErrorReply>;

// The bytes of one message; texts for people are shortened and cleaned. Error `invalid`, which names the
// field: a bound above does not hold. What is in a message comes from disks, job caches and peers as often as
// from us, so that a caller goes on without this message.
Result<std::string> encode(const Message& message);

// Why bytes are no message: the ErrorCode is what a peer is told, the text is for the log.
using Decoded = tl::expected<Message, ErrorReply>;
Decoded decode(std::string_view bytes);

// The word on the wire, which is also the word for people.
std::string_view to_text(Reported state);
std::string_view to_text(ErrorCode code);

}  // namespace job_retry::proto
