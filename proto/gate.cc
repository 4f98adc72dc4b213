#include "proto/gate.h"

#include <algorithm>
#include <array>
#include <utility>

#include "proto/messages.h"
#include "proto/wire.h"
#include "runtime/plain_text.h"

namespace job_retry::proto {
namespace {

constexpr unsigned kGateVersion = 1;
// The bound that matters is the frame's (job_retry_max_return); this one only keeps lengths within 32 bits.
constexpr WireLimits kLimits{.bytes = std::size_t{1} << 31, .elements = 64, .depth = 4};

constexpr std::uint64_t kMaxIndex = 1023;
constexpr std::uint64_t kMaxPid = std::uint64_t{1} << 30;
constexpr std::size_t kMaxFun = 256;
constexpr std::size_t kMaxMaster = 255;
constexpr std::size_t kMaxOutcome = 64;
constexpr std::size_t kMaxErrorText = 4096;
constexpr std::uint64_t kMaxTime = std::uint64_t{1} << 62;

constexpr std::array<std::pair<Via, std::string_view>, 2> kVias = {{
    {Via::live, "live"},
    {Via::pending, "pending"},
}};

constexpr std::array<std::pair<Answer, std::string_view>, kAnswerCount> kAnswers = {{
    {Answer::granted, "granted"},
    {Answer::finished, "finished"},
    {Answer::running, "running"},
    {Answer::interrupted, "interrupted"},
    {Answer::too_old, "too_old"},
    {Answer::conflict, "conflict"},
}};

constexpr std::array<std::pair<Errc, std::string_view>, 9> kCodes = {{
    {Errc::invalid, "invalid"},
    {Errc::not_found, "not_found"},
    {Errc::denied, "denied"},
    {Errc::unavailable, "unavailable"},
    {Errc::io, "io"},
    {Errc::full, "full"},
    {Errc::corrupt, "corrupt"},
    {Errc::version, "version"},
    {Errc::conflict, "conflict"},
}};

template <class T, std::size_t N>
std::string_view word_of(const std::array<std::pair<T, std::string_view>, N>& words, T value) {
    return std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == value; })
        ->second;
}

template <class T, std::size_t N>
T value_of(const std::array<std::pair<T, std::string_view>, N>& words, MapReader& reader,
           std::string_view key) {
    const std::string_view text = reader.text(key, 1, 64);
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == text; });
    if (found != words.end()) return found->first;
    reader.fail_with(std::string(key) + " has an unknown value");
    return words.front().first;
}

std::uint16_t read_index(MapReader& reader) {
    return std::uint16_t(reader.uint("index", 0, kMaxIndex));
}

std::optional<std::string> read_returned(MapReader& reader) {
    if (!reader.has("return")) return std::nullopt;
    return std::string(reader.text("return", 0, kLimits.bytes));
}

std::string read_attempt(MapReader& reader) {
    if (!reader.has("attempt")) return {};
    return std::string(reader.text("attempt", kAttemptSize, kAttemptSize));
}

std::optional<WallTime> read_time(MapReader& reader, std::string_view key) {
    if (!reader.has(key)) return std::nullopt;
    return WallTime(std::chrono::microseconds(reader.uint(key, 0, kMaxTime)));
}

tl::unexpected<Error> malformed(const MapReader& reader) {
    return fail(Errc::invalid, "not a message of the gate: " + *reader.error());
}

Result<GateRequest> read_claim(MapReader& reader) {
    auto jid = reader.jid("jid");
    const auto index = read_index(reader);
    const auto count = std::uint16_t(reader.uint("count", 1, kMaxIndex + 1));
    std::string fun(reader.text("fun", 1, kMaxFun));
    Sha256 digest{};
    const std::string_view bytes = reader.text("digest", digest.size(), digest.size());
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    const Via via = value_of(kVias, reader, "via");
    std::string master(reader.text("master", 0, kMaxMaster));
    const auto pid = std::int64_t(reader.uint("pid", 1, kMaxPid));
    std::string attempt = read_attempt(reader);
    std::string minion(reader.has("minion") ? reader.text("minion", 1, kMaxMinionId) : "");
    if (!reader.error() && !minion.empty() && !valid_minion_id(minion))
        reader.fail_with("minion is not a minion id");
    if (!reader.error() && index >= count) reader.fail_with("index is not below count");
    if (reader.error()) return malformed(reader);
    // What begins now keeps to today's rule; what was claimed before may still finish.
    if (has_controls(jid->text())) return fail(Errc::invalid, "a JID has no control characters");
    return ClaimRequest{std::move(*jid),   index,  count,
                        std::move(fun),    digest, via,
                        std::move(master), pid,    std::move(attempt),
                        std::move(minion)};
}

Result<GateRequest> read_finish(MapReader& reader) {
    auto jid = reader.jid("jid");
    const auto index = read_index(reader);
    const auto retcode = reader.integer("retcode");
    std::string outcome(reader.text("outcome", 1, kMaxOutcome));
    auto returned = read_returned(reader);
    std::string attempt = read_attempt(reader);
    if (reader.error()) return malformed(reader);
    return FinishRequest{std::move(*jid),   index, retcode, std::move(outcome), std::move(returned),
                         std::move(attempt)};
}

Result<GateReply> read_decision(MapReader& reader) {
    auto jid = reader.jid("jid");
    const auto index = read_index(reader);
    const Answer answer = value_of(kAnswers, reader, "answer");
    const auto claimed_at = read_time(reader, "claimed_at");
    const auto finished_at = read_time(reader, "finished_at");
    const std::int64_t retcode = answer == Answer::finished ? reader.integer("retcode") : 0;
    std::string outcome;
    if (answer == Answer::finished) outcome = reader.text("outcome", 1, kMaxOutcome);
    auto returned = read_returned(reader);
    std::string fun;
    if (answer == Answer::conflict) fun = reader.text("fun", 1, kMaxFun);
    if (reader.error()) return malformed(reader);
    return DecisionReply{
        std::move(*jid),     index,         answer, claimed_at, finished_at, retcode, std::move(outcome),
        std::move(returned), std::move(fun)};
}

// The message's type, once its version is known to be ours.
std::string_view type_of(MapReader& reader) {
    const std::uint64_t version = reader.uint("v", 0, ~std::uint64_t{0});
    if (!reader.error() && version != kGateVersion)
        reader.fail_with("protocol version " + std::to_string(version) + ", this program speaks version " +
                         std::to_string(kGateVersion) +
                         ": install the executor and the agent from the same release");
    return reader.text("type", 1, 64);
}

std::uint64_t microseconds(WallTime time) {
    return std::uint64_t(std::max<std::int64_t>(time.time_since_epoch().count(), 0));
}

struct Encoder {
    std::string operator()(const ClaimRequest& claim) const {
        const std::string digest(claim.digest.begin(), claim.digest.end());
        MapWriter map(kGateVersion, "claim");
        map.text("jid", claim.jid.text())
            .uint("index", claim.index)
            .uint("count", claim.count)
            .text("fun", claim.fun)
            .bin("digest", digest)
            .text("via", to_text(claim.via))
            .text("master", claim.master)
            .uint("pid", std::uint64_t(claim.pid));
        if (!claim.attempt.empty()) map.bin("attempt", claim.attempt);
        if (!claim.minion.empty()) map.text("minion", claim.minion);
        return map.bytes();
    }

    std::string operator()(const FinishRequest& finish) const {
        MapWriter map(kGateVersion, "finish");
        map.text("jid", finish.jid.text())
            .uint("index", finish.index)
            .integer("retcode", finish.retcode)
            .text("outcome", finish.outcome);
        if (finish.returned) map.bin("return", *finish.returned);
        if (!finish.attempt.empty()) map.bin("attempt", finish.attempt);
        return map.bytes();
    }

    std::string operator()(const ReleaseRequest& release) const {
        MapWriter map(kGateVersion, "release");
        map.text("jid", release.jid.text()).uint("index", release.index);
        if (!release.attempt.empty()) map.bin("attempt", release.attempt);
        return map.bytes();
    }

    std::string operator()(const DecisionReply& decision) const {
        MapWriter map(kGateVersion, "decision");
        map.text("jid", decision.jid.text())
            .uint("index", decision.index)
            .text("answer", to_text(decision.answer));
        if (decision.claimed_at) map.uint("claimed_at", microseconds(*decision.claimed_at));
        if (decision.finished_at) map.uint("finished_at", microseconds(*decision.finished_at));
        if (decision.answer == Answer::finished)
            map.integer("retcode", decision.retcode).text("outcome", decision.outcome);
        if (decision.returned) map.bin("return", *decision.returned);
        if (decision.answer == Answer::conflict) map.text("fun", decision.fun);
        return map.bytes();
    }

    std::string operator()(const DoneReply& done) const {
        return MapWriter(kGateVersion, "done").text("jid", done.jid.text()).uint("index", done.index).bytes();
    }

    std::string operator()(const GateError& error) const {
        return MapWriter(kGateVersion, "error")
            .text("code", word_of(kCodes, error.code))
            .text("text", std::string_view(error.text).substr(0, kMaxErrorText))
            .bytes();
    }
};

}  // namespace

Result<GateRequest> decode_gate_request(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const std::string_view type = type_of(reader);
    if (reader.error()) return malformed(reader);
    if (type == "claim") return read_claim(reader);
    if (type == "finish") return read_finish(reader);
    if (type == "release") {
        auto jid = reader.jid("jid");
        const auto index = read_index(reader);
        std::string attempt = read_attempt(reader);
        if (reader.error()) return malformed(reader);
        return ReleaseRequest{std::move(*jid), index, std::move(attempt)};
    }
    reader.fail_with("type is neither claim nor finish nor release");
    return malformed(reader);
}

Result<GateReply> decode_gate_reply(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    const std::string_view type = type_of(reader);
    if (reader.error()) return malformed(reader);
    if (type == "decision") return read_decision(reader);
    if (type == "done") {
        auto jid = reader.jid("jid");
        const auto index = read_index(reader);
        if (reader.error()) return malformed(reader);
        return DoneReply{std::move(*jid), index};
    }
    if (type == "error") {
        const Errc code = value_of(kCodes, reader, "code");
        std::string text(reader.text("text", 0, kMaxErrorText));
        if (reader.error()) return malformed(reader);
        return GateError{code, std::move(text)};
    }
    reader.fail_with("type is neither decision nor done nor error");
    return malformed(reader);
}

std::string encode(const GateRequest& request) {
    return std::visit(Encoder{}, request);
}

std::string encode(const GateReply& reply) {
    return std::visit(Encoder{}, reply);
}

std::string_view to_text(Via via) {
    return word_of(kVias, via);
}

std::string_view to_text(Answer answer) {
    return word_of(kAnswers, answer);
}

}  // namespace job_retry::proto
