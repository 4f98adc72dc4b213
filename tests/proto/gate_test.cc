#include "proto/gate.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "proto/examples.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

const std::string kJid = "20261124060139123456";

const std::string kOffer = "00112233445566778899aabbccddeeff";

Jid jid(const std::string& text = kJid) {
    return Jid::parse(text).value();
}

Sha256 digest() {
    Sha256 bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(i);
    return bytes;
}

WallTime at(std::int64_t microseconds) {
    return WallTime(std::chrono::microseconds(microseconds));
}

ClaimRequest claim() {
    return {.jid = jid(),
            .index = 0,
            .count = 1,
            .fun = "cmd.run",
            .digest = digest(),
            .via = Via::pending,
            .master = "salt",
            .pid = 4711};
}

ClaimRequest claim_of_an_attempt() {
    ClaimRequest request = claim();
    for (std::size_t i = 0; i < kAttemptSize; ++i)
        request.attempt.push_back(char(i));
    return request;
}

DecisionReply decision(Answer answer) {
    return {.jid = jid(),
            .index = 0,
            .answer = answer,
            .claimed_at = {},
            .finished_at = {},
            .outcome = {},
            .returned = {},
            .fun = {}};
}

// By the names of the examples in PROTOCOL.md.
std::vector<std::pair<std::string, GateRequest>> requests() {
    return {{"gate/claim", claim()},
            {"gate/claim of an attempt", claim_of_an_attempt()},
            {"gate/finish", FinishRequest{jid(), 0, 1, "return", std::string("\xa2ok", 3)}},
            {"gate/finish without return", FinishRequest{jid(), 0, -1, "CommandExecutionError", {}}},
            {"gate/release", ReleaseRequest{jid(), 0}},
            {"gate/late begins", LateRequest{jid(), kOffer, LateStep::begins}},
            {"gate/late not targeted",
             LateRequest{jid(), kOffer, LateStep::not_targeted, "target 'web*' (glob)"}},
            {"gate/late active", LateRequest{*Jid::parse("job-retry-probe-1795500099123456"), kOffer,
                                             LateStep::active, "", "3008.4", true}}};
}

std::vector<std::pair<std::string, GateReply>> replies() {
    DecisionReply finished = decision(Answer::finished);
    finished.claimed_at = at(1795500099123456);
    finished.finished_at = at(1795500101000000);
    finished.retcode = 1;
    finished.outcome = "return";
    finished.returned = std::string("\xa2ok", 3);
    DecisionReply running = decision(Answer::running);
    running.claimed_at = at(1795500099123456);
    DecisionReply interrupted = running;
    interrupted.answer = Answer::interrupted;
    DecisionReply conflict = decision(Answer::conflict);
    conflict.claimed_at = at(1795500099123456);
    conflict.fun = "test.ping";
    return {{"gate/decision granted", decision(Answer::granted)},
            {"gate/decision finished", finished},
            {"gate/decision running", running},
            {"gate/decision interrupted", interrupted},
            {"gate/decision too_old", decision(Answer::too_old)},
            {"gate/decision conflict", conflict},
            {"gate/done", DoneReply{jid(), 0}},
            {"gate/error", GateError{Errc::full, "the ledger is full"}}};
}

// A claim whose field `key` is what `write` makes of it.
std::string claim_with(std::string_view key, const std::function<void(MapWriter&)>& write) {
    MapWriter map;
    const auto add = [&](std::string_view name, const auto& otherwise) {
        if (name == key)
            write(map);
        else
            otherwise();
    };
    const Sha256 bytes = digest();
    add("v", [&] { map.uint("v", 1); });
    add("type", [&] { map.text("type", "claim"); });
    add("jid", [&] { map.text("jid", kJid); });
    add("index", [&] { map.uint("index", 0); });
    add("count", [&] { map.uint("count", 1); });
    add("fun", [&] { map.text("fun", "cmd.run"); });
    add("digest", [&] { map.bin("digest", std::string(bytes.begin(), bytes.end())); });
    add("via", [&] { map.text("via", "live"); });
    add("master", [&] { map.text("master", ""); });
    add("pid", [&] { map.uint("pid", 1); });
    add("", [&] {});
    return map.bytes();
}

std::string refusal(const std::string& bytes) {
    const auto decoded = decode_gate_request(bytes);
    if (decoded) return "";
    CHECK(decoded.error().code == Errc::invalid);
    return decoded.error().text;
}

TEST_CASE("every request and reply of the gate survives encode and decode") {
    for (const auto& [name, request] : requests()) {
        INFO(name);
        CHECK(decode_gate_request(encode(request)).value() == request);
    }
    for (const auto& [name, reply] : replies()) {
        INFO(name);
        CHECK(decode_gate_reply(encode(reply)).value() == reply);
    }
}

TEST_CASE("the bytes of the gate's messages in PROTOCOL.md are what encode makes") {
    const auto documented = test::documented_examples();
    const auto check = [&](const std::string& name, const std::string& bytes) {
        INFO(name);
        const auto found = documented.find(name);
        const std::string in_document = found == documented.end() ? "" : found->second;
        INFO("encoded:\n" << test::hex_lines(bytes));
        CHECK(in_document == bytes);
    };
    for (const auto& [name, request] : requests())
        check(name, encode(request));
    for (const auto& [name, reply] : replies())
        check(name, encode(reply));
}

TEST_CASE("a cut message of the gate is refused, wherever it is cut, and so is one with more behind it") {
    std::vector<std::string> all;
    for (const auto& [name, request] : requests())
        all.push_back(encode(request));
    for (const auto& [name, reply] : replies())
        all.push_back(encode(reply));
    for (const std::string& bytes : all) {
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            CHECK_FALSE(decode_gate_request(bytes.substr(0, size)));
            CHECK_FALSE(decode_gate_reply(bytes.substr(0, size)));
        }
        CHECK_FALSE(decode_gate_request(bytes + '\0'));
        CHECK_FALSE(decode_gate_reply(bytes + '\xc0'));
    }
}

TEST_CASE("each step of a late job survives encode and decode, and an offer has its size") {
    for (const LateStep step :
         {LateStep::active, LateStep::inactive, LateStep::begins, LateStep::not_targeted, LateStep::held,
          LateStep::busy, LateStep::refused, LateStep::unavailable, LateStep::failed, LateStep::requeued}) {
        const GateRequest late = LateRequest{jid(), kOffer, step, "why"};
        CHECK(decode_gate_request(encode(late)).value() == late);
    }
    CHECK(!decode_gate_request(encode(LateRequest{jid(), kOffer + "0", LateStep::begins})));
    CHECK(!decode_gate_request(encode(LateRequest{jid(), "", LateStep::begins})));
    CHECK(!decode_gate_request(
        MapWriter(1, "late").text("jid", kJid).text("offer", kOffer).text("step", "ends").bytes()));
}

TEST_CASE("text may come as bin and bytes as str, and unknown keys are ignored") {
    const std::string plain = claim_with("-", {});
    REQUIRE(refusal(plain).empty());
    const auto bin = claim_with("fun", [](MapWriter& map) { map.bin("fun", "cmd.run"); });
    CHECK(decode_gate_request(bin).value() == decode_gate_request(plain).value());
    const Sha256 bytes = digest();
    const auto str = claim_with(
        "digest", [&](MapWriter& map) { map.text("digest", std::string(bytes.begin(), bytes.end())); });
    CHECK(decode_gate_request(str).value() == decode_gate_request(plain).value());
    const auto more = claim_with("", [](MapWriter& map) { map.text("new in version 2", "x"); });
    CHECK(decode_gate_request(more).value() == decode_gate_request(plain).value());
}

TEST_CASE("a claim needs every field, within its bounds, and the refusal names it") {
    for (const char* key : {"v", "type", "jid", "index", "count", "fun", "digest", "via", "master", "pid"}) {
        INFO(key);
        CHECK_THAT(refusal(claim_with(key, [](MapWriter&) {})), Catch::Contains(key));
        CHECK_THAT(refusal(claim_with(key, [&](MapWriter& map) { map.boolean(key, true); })),
                   Catch::Contains(key));
    }
    const auto text = [](const char* key, std::size_t size) {
        return refusal(claim_with(key, [&](MapWriter& map) { map.text(key, std::string(size, 'x')); }));
    };
    CHECK_FALSE(text("jid", 0).empty());
    CHECK(text("jid", 128).empty());
    CHECK_FALSE(text("jid", 129).empty());
    CHECK_FALSE(text("fun", 0).empty());
    CHECK(text("fun", 256).empty());
    CHECK_FALSE(text("fun", 257).empty());
    CHECK_FALSE(text("digest", 31).empty());
    CHECK_FALSE(text("digest", 33).empty());
    CHECK(text("master", 255).empty());
    CHECK_FALSE(text("master", 256).empty());
    const auto number = [](const char* key, std::uint64_t value) {
        return refusal(claim_with(key, [&](MapWriter& map) { map.uint(key, value); }));
    };
    CHECK(number("count", 1024).empty());
    CHECK_FALSE(number("count", 1025).empty());
    CHECK_FALSE(number("count", 0).empty());
    CHECK_FALSE(number("index", 1).empty());  // not below count
    CHECK_FALSE(number("index", 1024).empty());
    CHECK_FALSE(number("pid", 0).empty());
    CHECK_FALSE(number("pid", ~std::uint64_t{0}).empty());
    CHECK_FALSE(refusal(claim_with("via", [](MapWriter& map) { map.text("via", "pigeon"); })).empty());
    CHECK_FALSE(refusal(claim_with("", [](MapWriter& map) { map.uint("pid", 2); })).empty());  // twice
    CHECK_FALSE(refusal(claim_with("jid", [](MapWriter& map) { map.text("jid", "a/b"); })).empty());
}

TEST_CASE("another version of the gate's protocol is refused with what to do") {
    const auto text = refusal(claim_with("v", [](MapWriter& map) { map.uint("v", 2); }));
    CHECK_THAT(text, Catch::Contains("version 2") && Catch::Contains("same release"));
    CHECK_FALSE(refusal(claim_with("type", [](MapWriter& map) { map.text("type", "decision"); })).empty());
}

TEST_CASE("a return may have any bytes and any size") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{70000}, std::size_t{3} << 20}) {
        const GateRequest request = FinishRequest{jid(), 0, 0, "return", std::string(size, '\xff')};
        CHECK(decode_gate_request(encode(request)).value() == request);
    }
    for (const std::int64_t retcode : {std::int64_t{0}, std::int64_t{-1}, INT64_MAX, INT64_MIN}) {
        const GateRequest request = FinishRequest{jid(), 0, retcode, "return", {}};
        CHECK(decode_gate_request(encode(request)).value() == request);
    }
}

TEST_CASE("what is no message of the gate is refused, not believed") {
    for (const std::string& bytes :
         {std::string(), std::string("\xc0"), std::string("\x80"), std::string("\x90"),
          std::string("\xdf\xff\xff\xff\xff"), std::string("\xdd\xff\xff\xff\xff"),
          std::string("\xc6\xff\xff\xff\xff"), std::string("\xdb\xff\xff\xff\xff"),
          std::string(100000, '\x91'), std::string("\x81\xa1v\xdd\x7f\xff\xff\xff")}) {
        CHECK_FALSE(decode_gate_request(bytes));
        CHECK_FALSE(decode_gate_reply(bytes));
    }
    std::mt19937 random(4711);
    for (const auto& [name, request] : requests()) {
        const std::string bytes = encode(request);
        for (int round = 0; round < 2000; ++round) {
            std::string changed = bytes;
            changed[random() % changed.size()] = char(random());
            changed[random() % changed.size()] = char(random());
            // Whatever it is now: no crash, and what is understood is within the bounds.
            const auto decoded = decode_gate_request(changed);
            if (decoded) CHECK(decode_gate_request(encode(*decoded)).value() == *decoded);
        }
    }
}

}  // namespace
}  // namespace job_retry::proto
