#include "proto/messages.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <utility>

#include "proto/wire.h"
#include "proto/words.h"
#include "runtime/plain_text.h"

namespace job_retry::proto {
namespace {

constexpr WireLimits kLimits{.bytes = kMaxMessage, .elements = kMaxList, .depth = 4};
constexpr std::size_t kMaxState = 64;

constexpr Words<Reported, 4> kReported = {{
    {Reported::running, "running"},
    {Reported::finished, "finished"},
    {Reported::interrupted, "interrupted"},
    {Reported::refused, "refused"},
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

// A message of ours that breaks a bound would be refused by the peer for ever: better to stop here, where the
// reason can be seen.
void require(bool holds, const char* bound) {
    if (holds) return;
    std::fprintf(stderr, "bug: a message to be sent breaks the bound of %s\n", bound);
    std::abort();
}

// All that earlier releases knew as such, and refused.
bool is_ascii_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// Text for people: one line of at most `max_size` bytes, cut between characters.
std::string line(std::string_view text, std::size_t max_size) {
    std::size_t size = std::min(text.size(), max_size);
    if (size < text.size())
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
            --size;
    return printable(text.substr(0, size), ' ');
}

std::string read_line(MapReader& reader, std::string_view key, std::size_t min_size, std::size_t max_size) {
    const std::string_view value = reader.text(key, min_size, max_size);
    if (std::any_of(value.begin(), value.end(), is_ascii_control))
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

// Microseconds since the epoch.
WallTime read_time(MapReader& reader, std::string_view key) {
    const auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    return WallTime(std::chrono::microseconds(std::int64_t(reader.uint(key, 0, most))));
}

std::uint64_t time_on_the_wire(WallTime time) {
    const std::int64_t count = time.time_since_epoch().count();
    return count < 0 ? 0 : std::uint64_t(count);
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
    return unless_failed(reader, Proof{std::move(minion), read_bytes(reader, "signature", 1, kMaxSignature)});
}

std::optional<Message> read_list(MapReader& reader) {
    if (!reader.has("after")) return unless_failed(reader, List{});
    return unless_failed(reader, List{reader.jid("after")});
}

std::optional<Message> read_take(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    return Take{std::move(*jid)};
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

std::optional<Message> read_challenge(MapReader& reader) {
    return unless_failed(reader, Challenge{read_bytes(reader, "nonce", kNonceSize, kNonceSize)});
}

std::optional<Message> read_welcome(MapReader& reader) {
    Welcome welcome{read_minion(reader), read_time(reader, "time")};
    return unless_failed(reader, std::move(welcome));
}

std::optional<Message> read_pending_list(MapReader& reader) {
    PendingList list;
    for (MapReader& item : reader.maps("jobs", kMaxList)) {
        std::optional<Jid> jid = item.jid("jid");
        std::string fun = read_line(item, "fun", 0, kMaxFun);
        const WallTime published = read_time(item, "published");
        const std::uint64_t retry = read_retry(item);
        reader.inherit(item);
        if (reader.error()) return std::nullopt;
        list.jobs.push_back({std::move(*jid), std::move(fun), published, retry});
    }
    list.more = reader.boolean("more");
    return unless_failed(reader, std::move(list));
}

std::optional<Message> read_job(MapReader& reader) {
    std::optional<Jid> jid = reader.jid("jid");
    if (!jid) return std::nullopt;
    return unless_failed(reader, JobLoad{std::move(*jid), read_bytes(reader, "load", 1, kMaxLoad)});
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

std::optional<Message> read_notify(MapReader& /*reader*/) {
    return Notify{};
}

std::optional<Message> read_error(MapReader& reader) {
    const ErrorCode code = value_of(kErrorCodes, reader, "code");
    return unless_failed(reader, ErrorReply{code, read_line(reader, "text", 0, kMaxText)});
}

constexpr std::array<std::pair<std::string_view, Read>, 16> kTypes = {{
    {"hello", read_hello},
    {"proof", read_proof},
    {"list", read_list},
    {"take", read_take},
    {"report", read_report},
    {"confirm", read_confirm},
    {"challenge", read_challenge},
    {"welcome", read_welcome},
    {"pending_list", read_pending_list},
    {"job", read_job},
    {"wait", read_wait},
    {"gone", read_gone},
    {"ack", read_ack},
    {"held", read_held},
    {"notify", read_notify},
    {"error", read_error},
}};

tl::unexpected<ErrorReply> refuse(ErrorCode code, std::string_view text) {
    return tl::unexpected<ErrorReply>(ErrorReply{code, line(text, kMaxText)});
}

MapWriter message(std::string_view type) {
    return MapWriter(kVersion, type);
}

std::vector<std::string> texts_of(const std::vector<Jid>& jids) {
    std::vector<std::string> texts;
    texts.reserve(jids.size());
    for (const Jid& jid : jids)
        texts.push_back(jid.text());
    return texts;
}

struct Encoder {
    std::string operator()(const Hello& hello) const {
        require(valid_minion_id(hello.minion), "hello.minion");
        require(hello.nonce.size() == kNonceSize, "hello.nonce");
        require(hello.public_key.size() <= kMaxPublicKey, "hello.public_key");
        MapWriter map = message("hello");
        map.text("minion", hello.minion).bin("nonce", hello.nonce);
        if (!hello.public_key.empty()) map.text("public_key", hello.public_key);
        return map.bytes();
    }

    std::string operator()(const Proof& proof) const {
        require(valid_minion_id(proof.minion), "proof.minion");
        require(!proof.signature.empty() && proof.signature.size() <= kMaxSignature, "proof.signature");
        return message("proof").text("minion", proof.minion).bin("signature", proof.signature).bytes();
    }

    std::string operator()(const List& list) const {
        MapWriter map = message("list");
        if (list.after) map.text("after", list.after->text());
        return map.bytes();
    }

    std::string operator()(const Take& take) const {
        return message("take").text("jid", take.jid.text()).bytes();
    }

    std::string operator()(const Report& report) const {
        MapWriter map = message("report");
        map.text("jid", report.jid.text()).text("state", to_text(report.state));
        if (report.retcode) map.integer("retcode", *report.retcode);
        if (!report.reason.empty()) map.text("reason", line(report.reason, kMaxText));
        if (report.retry != 0) map.uint("retry", report.retry);
        return map.bytes();
    }

    std::string operator()(const Confirm& confirm) const {
        require(!confirm.jids.empty() && confirm.jids.size() <= kMaxList, "confirm.jids");
        return message("confirm").texts("jids", texts_of(confirm.jids)).bytes();
    }

    std::string operator()(const Challenge& challenge) const {
        require(challenge.nonce.size() == kNonceSize, "challenge.nonce");
        return message("challenge").bin("nonce", challenge.nonce).bytes();
    }

    std::string operator()(const Welcome& welcome) const {
        require(valid_minion_id(welcome.minion), "welcome.minion");
        return message("welcome")
            .text("minion", welcome.minion)
            .uint("time", time_on_the_wire(welcome.time))
            .bytes();
    }

    std::string operator()(const PendingList& list) const {
        require(list.jobs.size() <= kMaxList, "pending_list.jobs");
        std::vector<MapWriter> jobs;
        jobs.reserve(list.jobs.size());
        for (const PendingList::Item& item : list.jobs) {
            MapWriter map;
            map.text("jid", item.jid.text())
                .text("fun", line(item.fun, kMaxFun))
                .uint("published", time_on_the_wire(item.published));
            if (item.retry != 0) map.uint("retry", item.retry);
            jobs.push_back(std::move(map));
        }
        return message("pending_list").maps("jobs", jobs).boolean("more", list.more).bytes();
    }

    std::string operator()(const JobLoad& job) const {
        require(!job.load.empty() && job.load.size() <= kMaxLoad, "job.load");
        return message("job").text("jid", job.jid.text()).bin("load", job.load).bytes();
    }

    std::string operator()(const Wait& wait) const {
        require(wait.retry_after.count() >= 0 && wait.retry_after <= kMaxWait, "wait.retry_after");
        return message("wait")
            .text("jid", wait.jid.text())
            .uint("retry_after", std::uint64_t(wait.retry_after.count()))
            .bytes();
    }

    std::string operator()(const Gone& gone) const {
        require(!gone.state.empty() && gone.state.size() <= kMaxState, "gone.state");
        return message("gone").text("jid", gone.jid.text()).text("state", gone.state).bytes();
    }

    std::string operator()(const Ack& ack) const {
        return message("ack").text("jid", ack.jid.text()).text("state", to_text(ack.state)).bytes();
    }

    std::string operator()(const Held& held) const {
        require(held.jids.size() <= kMaxList, "held.jids");
        return message("held").texts("jids", texts_of(held.jids)).bytes();
    }

    std::string operator()(const Notify& /*notify*/) const { return message("notify").bytes(); }

    std::string operator()(const ErrorReply& error) const {
        return message("error")
            .text("code", to_text(error.code))
            .text("text", line(error.text, kMaxText))
            .bytes();
    }
};

}  // namespace

bool valid_minion_id(std::string_view id) {
    return !id.empty() && id.size() <= kMaxMinionId && id != "." && id != ".." &&
           id.find_first_of("/\\") == std::string_view::npos &&
           std::none_of(id.begin(), id.end(), is_ascii_control);
}

std::string encode(const Message& message) {
    return std::visit(Encoder{}, message);
}

Decoded decode(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const std::uint64_t version = reader.uint("v", 0, ~std::uint64_t{0});
    if (!reader.error() && version != kVersion)
        return refuse(ErrorCode::version, "protocol version " + std::to_string(version) +
                                              "; this side speaks version " + std::to_string(kVersion));
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
