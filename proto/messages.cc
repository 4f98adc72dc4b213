#include "proto/messages.h"

#include <algorithm>
#include <utility>

#include "proto/one_line.h"
#include "proto/wire.h"
#include "proto/words.h"
#include "runtime/plain_text.h"

namespace job_retry::proto {
namespace {

constexpr WireLimits kLimits{.bytes = kMaxMessage, .elements = kMaxList, .depth = 4};

constexpr Words<Reported, 5> kReported = {{
    {Reported::running, "running"},
    {Reported::finished, "finished"},
    {Reported::interrupted, "interrupted"},
    {Reported::refused, "refused"},
    {Reported::unknown, "unknown"},
}};

constexpr Words<ErrorCode, 7> kErrorCodes = {{
    {ErrorCode::malformed, "malformed"},
    {ErrorCode::version, "version"},
    {ErrorCode::unknown_type, "unknown_type"},
    {ErrorCode::not_authenticated, "not_authenticated"},
    {ErrorCode::denied, "denied"},
    {ErrorCode::busy, "busy"},
    {ErrorCode::internal, "internal"},
}};

std::string read_line(MapReader& reader, std::string_view key, std::size_t min_size, std::size_t max_size) {
    const std::string_view value = reader.text(key, min_size, max_size);
    if (std::any_of(value.begin(), value.end(), is_control))
        reader.fail_with(std::string(key) + " has control characters");
    // The others earlier releases did not know and may send.
    return printable(value, ' ');
}

std::string read_bytes(MapReader& reader, std::string_view key, std::size_t min_size, std::size_t max_size) {
    return std::string(reader.text(key, min_size, max_size));
}

std::string read_minion(MapReader& reader) {
    std::string minion(reader.text("minion", 1, kMaxMinionId));
    if (!reader.error() && !valid_minion_id(minion)) reader.fail_with("minion is not a minion id");
    return minion;
}

std::string read_signature(MapReader& reader, std::string_view key) {
    return read_bytes(reader, key, 1, kMaxSignature);
}

Place read_place(MapReader& reader) {
    Place place;
    place.salt = reader.array<kSaltSize>("salt");
    place.size = reader.uint("size", 1, kMaxAudience);
    place.index = reader.uint("index", 0, place.size - 1);
    for (const std::string_view hash : reader.texts("path", kMaxPath, sizeof(Sha256))) {
        if (hash.size() != sizeof(Sha256)) {
            reader.fail_with("path holds what is no hash");
            break;
        }
        std::copy(hash.begin(), hash.end(), place.path.emplace_back().begin());
    }
    return place;
}

std::optional<LedgerMark> read_mark(MapReader& reader) {
    if (!reader.has("mark")) return std::nullopt;
    return LedgerMark{read_bytes(reader, "ledger", kMarkSize, kMarkSize),
                      reader.uint("number", 1, kMaxMarkNumber),
                      read_bytes(reader, "mark", kMarkSize, kMarkSize), reader.time("since")};
}

std::uint64_t read_retry(MapReader& reader) {
    return reader.has("retry") ? reader.uint("retry", 1, ~std::uint64_t{0}) : 0;
}

std::vector<Jid> read_jids(MapReader& reader, std::size_t min_count) {
    std::vector<Jid> jids;
    for (const std::string_view text : reader.texts("jids", kMaxList, Jid::kMaxSize)) {
        Result<Jid> jid = Jid::recorded(text);
        if (!jid) {
            reader.fail_with("jids: " + jid.error().text);
            break;
        }
        jids.push_back(std::move(*jid));
    }
    if (jids.size() < min_count) reader.fail_with("jids is empty");
    return jids;
}

// ---- one function a type: a message, or an error in the reader

using Read = std::optional<Message> (*)(MapReader&);

template <class T>
std::optional<Message> unless_failed(const MapReader& reader, T message) {
    if (reader.error()) return std::nullopt;
    return Message(std::move(message));
}

std::optional<Message> read_hello(MapReader& reader) {
    Hello hello{read_minion(reader), read_bytes(reader, "nonce", kNonceSize, kNonceSize), {}};
    if (reader.has("public_key")) hello.public_key = read_bytes(reader, "public_key", 1, kMaxPublicKey);
    return unless_failed(reader, std::move(hello));
}

std::optional<Message> read_proof(MapReader& reader) {
    std::string minion = read_minion(reader);
    return unless_failed(reader, Proof{std::move(minion), read_signature(reader, "signature")});
}

std::optional<Message> read_list(MapReader& reader) {
    std::optional<Jid> after = reader.has("after") ? reader.jid("after") : std::nullopt;
    return unless_failed(reader, List{std::move(after), read_mark(reader)});
}

std::optional<Message> read_take(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    return unless_failed(reader, Take{std::move(*jid), read_mark(reader)});
}

std::optional<Message> read_report(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    Report report{std::move(*jid), value_of(kReported, reader, "state"), {}, {}};
    if (reader.has("retcode")) report.retcode = reader.integer("retcode");
    if (reader.has("reason")) report.reason = read_line(reader, "reason", 0, kMaxText);
    report.retry = read_retry(reader);
    return unless_failed(reader, std::move(report));
}

std::optional<Message> read_confirm(MapReader& reader) {
    return unless_failed(reader, Confirm{read_jids(reader, 1)});
}

std::optional<Message> read_clock(MapReader& reader) {
    return unless_failed(reader, Clock{read_bytes(reader, "nonce", kNonceSize, kNonceSize)});
}

std::optional<Message> read_challenge(MapReader& reader) {
    return unless_failed(reader, Challenge{read_bytes(reader, "nonce", kNonceSize, kNonceSize)});
}

std::optional<Message> read_welcome(MapReader& reader) {
    Welcome welcome{read_minion(reader), reader.time("time")};
    return unless_failed(reader, std::move(welcome));
}

std::optional<Message> read_pending_list(MapReader& reader) {
    PendingList list;
    for (MapReader& item : reader.maps("jobs", kMaxList)) {
        std::optional<Jid> jid = item.jid("jid");
        std::string fun = read_line(item, "fun", 0, kMaxFun);
        const WallTime published = item.time("published");
        const std::uint64_t retry = read_retry(item);
        std::string permission = retry != 0 ? read_signature(item, "permission") : std::string();
        if (retry == 0 && item.has("permission")) item.fail_with("permission without retry");
        const bool returned = item.has("returned") && item.boolean("returned");
        reader.inherit(item);
        if (reader.error()) return std::nullopt;
        list.jobs.push_back(
            {std::move(*jid), std::move(fun), published, retry, std::move(permission), returned});
    }
    list.more = reader.boolean("more");
    if (reader.has("behind")) list.behind = read_bytes(reader, "behind", kMarkSize, kMarkSize);
    if (!list.behind.empty() && (list.more || !list.jobs.empty())) reader.fail_with("behind, and jobs");
    return unless_failed(reader, std::move(list));
}

std::optional<Message> read_job(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    JobLoad job{std::move(*jid), read_bytes(reader, "load", 1, kMaxLoad), reader.time("published"),
                read_place(reader), read_signature(reader, "signature")};
    return unless_failed(reader, std::move(job));
}

std::optional<Message> read_wait(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    const std::uint64_t retry_after = reader.uint("retry_after", 0, std::uint64_t(kMaxWait.count()));
    return unless_failed(reader, Wait{std::move(*jid), std::chrono::milliseconds(retry_after)});
}

std::optional<Message> read_gone(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    return unless_failed(reader, Gone{std::move(*jid), read_line(reader, "state", 1, kMaxState)});
}

std::optional<Message> read_ack(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    return unless_failed(reader, Ack{std::move(*jid), value_of(kReported, reader, "state")});
}

std::optional<Message> read_held(MapReader& reader) {
    return unless_failed(reader, Held{read_jids(reader, 0)});
}

std::optional<Message> read_clock_statement(MapReader& reader) {
    const WallTime time = reader.time("time");
    return unless_failed(reader, ClockStatement{time, read_signature(reader, "signature")});
}

std::optional<Message> read_notify(MapReader& /*reader*/) {
    return Notify{};
}

std::optional<Message> read_error(MapReader& reader) {
    const ErrorCode code = value_of(kErrorCodes, reader, "code");
    return unless_failed(reader, ErrorReply{code, read_line(reader, "text", 0, kMaxText)});
}

constexpr std::array<std::pair<std::string_view, Read>, 18> kTypes = {{
    {"hello", read_hello},
    {"proof", read_proof},
    {"list", read_list},
    {"take", read_take},
    {"report", read_report},
    {"confirm", read_confirm},
    {"clock", read_clock},
    {"challenge", read_challenge},
    {"welcome", read_welcome},
    {"pending_list", read_pending_list},
    {"job", read_job},
    {"wait", read_wait},
    {"gone", read_gone},
    {"ack", read_ack},
    {"held", read_held},
    {"clock_statement", read_clock_statement},
    {"notify", read_notify},
    {"error", read_error},
}};

// The one message that is the same in all versions.
std::optional<Message> read_version_error(std::string_view bytes, std::uint64_t version) {
    MapReader reader(bytes, kLimits);
    if (version != kVersionOfVersionError || reader.text("type", 1, 64) != "error") return std::nullopt;
    std::optional<Message> error = read_error(reader);
    if (!error || std::get<ErrorReply>(*error).code != ErrorCode::version) return std::nullopt;
    return error;
}

tl::unexpected<ErrorReply> refuse(ErrorCode code, std::string_view text) {
    return tl::unexpected<ErrorReply>(ErrorReply{code, one_line(text, kMaxText)});
}

}  // namespace

bool valid_minion_id(std::string_view id) {
    return !id.empty() && id.size() <= kMaxMinionId && id != "." && id != ".." &&
           id.find_first_of("/\\") == std::string_view::npos &&
           std::none_of(id.begin(), id.end(), is_control);
}

Decoded decode(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const std::uint64_t version = reader.uint("v", 0, ~std::uint64_t{0});
    if (!reader.error() && version != kVersion) {
        if (std::optional<Message> error = read_version_error(bytes, version)) return std::move(*error);
        return refuse(ErrorCode::version, "protocol version " + std::to_string(version) +
                                              "; this side speaks version " + std::to_string(kVersion));
    }
    const std::string type = read_line(reader, "type", 1, 64);
    if (reader.error()) return refuse(ErrorCode::malformed, *reader.error());
    const auto* known =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& entry) { return entry.first == type; });
    if (known == kTypes.end()) return refuse(ErrorCode::unknown_type, "unknown message type " + type);
    std::optional<Message> message = known->second(reader);
    if (!message) return refuse(ErrorCode::malformed, type + ": " + reader.error().value_or("incomplete"));
    return std::move(*message);
}

std::string_view to_text(Reported state) {
    return word_of(kReported, state);
}

std::string_view to_text(ErrorCode code) {
    return word_of(kErrorCodes, code);
}

}  // namespace job_retry::proto
