#include "proto/messages.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <functional>
#include <random>
#include <set>
#include <string>

#include "proto/examples.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

using test::counting;
using test::Example;

const std::string kJid = "20261124060139123456";

Jid jid(const std::string& text = kJid) {
    return Jid::parse(text).value();
}

MapWriter message(std::string_view type) {
    return MapWriter(kVersion, type);
}

std::optional<ErrorCode> refusal(const std::string& bytes) {
    const Decoded decoded = decode(bytes);
    if (decoded) return std::nullopt;
    return decoded.error().code;
}

// decode() gave it out, so it must keep every bound: else encode() aborts.
void check_bounds(const Message& decoded) {
    CHECK_FALSE(encode(decoded).empty());
}

TEST_CASE("every message survives encode and decode") {
    std::set<std::size_t> types;
    for (const Example& example : test::example_messages()) {
        CAPTURE(example.name);
        const Decoded decoded = decode(encode(example.message));
        REQUIRE(decoded);
        CHECK(*decoded == example.message);
        types.insert(example.message.index());
    }
    CHECK(types.size() == std::variant_size_v<Message>);
}

TEST_CASE("the bytes of PROTOCOL.md are what encode makes and decode reads") {
    const std::map<std::string, std::string> documented = test::documented_examples();
    std::size_t found = 0;
    for (const Example& example : test::example_messages()) {
        CAPTURE(example.name);
        const std::string bytes = encode(example.message);
        const auto entry = documented.find(example.name);
        INFO("expected bytes:\n" << test::hex_lines(bytes));
        REQUIRE(entry != documented.end());
        CHECK(test::hex_lines(entry->second) == test::hex_lines(bytes));
        const Decoded decoded = decode(entry->second);
        REQUIRE(decoded);
        CHECK(*decoded == example.message);
        ++found;
    }
    CHECK(found == test::example_messages().size());
}

TEST_CASE("no cut of a message is a message, nor one with a byte behind it") {
    for (const Example& example : test::example_messages()) {
        CAPTURE(example.name);
        const std::string bytes = encode(example.message);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            CHECK(refusal(bytes.substr(0, size)) == ErrorCode::malformed);
        CHECK(refusal(bytes + '\0') == ErrorCode::malformed);
        CHECK(refusal(bytes + bytes) == ErrorCode::malformed);
    }
}

TEST_CASE("whatever bit is wrong, what decode gives out keeps the bounds") {
    for (const Example& example : test::example_messages()) {
        CAPTURE(example.name);
        const std::string bytes = encode(example.message);
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string flipped = bytes;
            flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
            const Decoded decoded = decode(flipped);
            if (decoded) check_bounds(*decoded);
        }
    }
}

TEST_CASE("random damage to messages and random bytes are answered, not crashed on") {
    std::mt19937 random(20261124);
    const std::vector<Example> examples = test::example_messages();
    const auto below = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes =
            round % 4 == 0 ? std::string(below(64), '\0') : encode(examples[below(examples.size())].message);
        for (std::size_t edits = 1 + below(6); edits > 0 && !bytes.empty(); --edits) {
            const std::size_t at = below(bytes.size());
            if (below(3) == 0)
                bytes.insert(at, 1, char(below(256)));
            else
                bytes[at] = char(below(256));
        }
        const Decoded decoded = decode(bytes);
        if (decoded) check_bounds(*decoded);
        if (!decoded) CHECK(decoded.error().text.size() <= kMaxText);
    }
}

TEST_CASE("a length that promises more than is there, or more than is allowed, costs nothing") {
    const auto bytes = [](std::initializer_list<int> values) {
        std::string text;
        for (int value : values)
            text.push_back(char(value));
        return text;
    };
    for (const std::string& hostile : {
             bytes({0xdf, 0xff, 0xff, 0xff, 0xff}),                      // a map of 2^32-1
             bytes({0xdd, 0xff, 0xff, 0xff, 0xff}),                      // a list of as many
             bytes({0x81, 0xa1, 'v', 0xdb, 0xff, 0xff, 0xff, 0xff}),     // text
             bytes({0x81, 0xa1, 'v', 0xc6, 0xff, 0xff, 0xff, 0xff}),     // bin
             bytes({0x81, 0xa1, 'v', 0xc9, 0xff, 0xff, 0xff, 0xff, 1}),  // ext
             bytes({0xde, 0x01, 0x01}),                                  // a map of 257
             std::string(100'000, char(0x91)),                           // lists in lists
             std::string(100'000, char(0x81)),
             std::string(kMaxMessage + 1, '\0'),
         })
        CHECK(refusal(hostile) == ErrorCode::malformed);
}

TEST_CASE("what is no message of this version is told apart") {
    CHECK(refusal("") == ErrorCode::malformed);
    CHECK(refusal("\xc0") == ErrorCode::malformed);
    CHECK(refusal("\x90") == ErrorCode::malformed);
    CHECK(refusal("\x80") == ErrorCode::malformed);
    CHECK(refusal(MapWriter(2, "list").bytes()) == ErrorCode::version);
    CHECK(refusal(MapWriter(0, "whatever").bytes()) == ErrorCode::version);
    CHECK(refusal(MapWriter().text("v", "1").text("type", "list").bytes()) == ErrorCode::malformed);
    CHECK(refusal(MapWriter().text("type", "list").bytes()) == ErrorCode::malformed);
    CHECK(refusal(MapWriter().uint("v", 1).bytes()) == ErrorCode::malformed);
    CHECK(refusal(message("lists").bytes()) == ErrorCode::unknown_type);
    CHECK(refusal(message("").bytes()) == ErrorCode::malformed);
    CHECK(refusal(message("lis\nt").bytes()) == ErrorCode::malformed);
    CHECK(refusal(message("list").text("type", "take").bytes()) == ErrorCode::malformed);
}

TEST_CASE("unknown keys are ignored, and a nil is as good as no field") {
    const std::string with_more = message("take").text("jid", kJid).text("colour", "blue").bytes();
    const Decoded decoded = decode(with_more);
    REQUIRE(decoded);
    CHECK(*decoded == Message(Take{jid()}));
    // {v: 1, type: "list", after: nil}
    const Decoded nil = decode(
        "\x83\xa1v\x01\xa4type\xa4list\xa5"
        "after\xc0");
    REQUIRE(nil);
    CHECK(*nil == Message(List{}));
}

TEST_CASE("a field that is missing, of another type or out of bounds makes the message malformed") {
    const std::string nonce = counting(0, kNonceSize);
    const std::string id256(256, 'm');
    const std::vector<std::string> jids257(257, kJid);
    const std::vector<MapWriter> items257(257, MapWriter().text("jid", kJid).text("fun", "f"));
    const std::vector<std::pair<std::string, MapWriter>> cases = {
        {"hello without minion", message("hello").bin("nonce", nonce)},
        {"hello without nonce", message("hello").text("minion", "m")},
        {"minion empty", message("hello").text("minion", "").bin("nonce", nonce)},
        {"minion too long", message("hello").text("minion", id256).bin("nonce", nonce)},
        {"minion a path", message("hello").text("minion", "../m").bin("nonce", nonce)},
        {"minion a parent", message("hello").text("minion", "..").bin("nonce", nonce)},
        {"minion a number", message("hello").uint("minion", 1).bin("nonce", nonce)},
        {"nonce short", message("hello").text("minion", "m").bin("nonce", nonce.substr(1))},
        {"nonce long", message("hello").text("minion", "m").bin("nonce", nonce + "x")},
        {"public key long", message("hello")
                                .text("minion", "m")
                                .bin("nonce", nonce)
                                .text("public_key", std::string(kMaxPublicKey + 1, 'k'))},
        {"public key empty", message("hello").text("minion", "m").bin("nonce", nonce).text("public_key", "")},
        {"proof without signature", message("proof").text("minion", "m")},
        {"signature empty", message("proof").text("minion", "m").bin("signature", "")},
        {"signature long",
         message("proof").text("minion", "m").bin("signature", std::string(kMaxSignature + 1, 's'))},
        {"challenge short", message("challenge").bin("nonce", nonce.substr(1))},
        {"welcome a path", message("welcome").text("minion", "a/b")},
        {"list behind no JID", message("list").text("after", "a/b")},
        {"list behind an empty JID", message("list").text("after", "")},
        {"take without JID", message("take")},
        {"take of a long JID", message("take").text("jid", std::string(129, '1'))},
        {"report without state", message("report").text("jid", kJid)},
        {"report of an unknown state", message("report").text("jid", kJid).text("state", "dreaming")},
        {"retcode text", message("report").text("jid", kJid).text("state", "finished").text("retcode", "1")},
        {"retcode too large", message("report")
                                  .text("jid", kJid)
                                  .text("state", "finished")
                                  .uint("retcode", std::uint64_t{1} << 63)},
        {"reason long", message("report")
                            .text("jid", kJid)
                            .text("state", "refused")
                            .text("reason", std::string(kMaxText + 1, 'r'))},
        {"reason of two lines",
         message("report").text("jid", kJid).text("state", "refused").text("reason", "a\nb")},
        {"reason that colours a terminal",
         message("report").text("jid", kJid).text("state", "refused").text("reason", "\x1b[31m")},
        {"confirm of nothing", message("confirm").texts("jids", {})},
        {"confirm of too many", message("confirm").texts("jids", jids257)},
        {"confirm of what is no JID", message("confirm").texts("jids", std::vector<std::string>{kJid, ""})},
        {"confirm without list", message("confirm").text("jids", kJid)},
        {"held of too many", message("held").texts("jids", jids257)},
        {"list too long", message("pending_list").maps("jobs", items257).boolean("more", false)},
        {"list without more", message("pending_list").maps("jobs", {})},
        {"list with more as a number", message("pending_list").maps("jobs", {}).uint("more", 1)},
        {"list of texts",
         message("pending_list").texts("jobs", std::vector<std::string>{kJid}).boolean("more", false)},
        {"list item without fun", message("pending_list")
                                      .maps("jobs", std::vector<MapWriter>{MapWriter().text("jid", kJid)})
                                      .boolean("more", false)},
        {"list item with a long fun",
         message("pending_list")
             .maps("jobs",
                   std::vector<MapWriter>{
                       MapWriter().text("jid", kJid).text("fun", std::string(kMaxFun + 1, 'f'))})
             .boolean("more", false)},
        {"job without load", message("job").text("jid", kJid)},
        {"job with an empty load", message("job").text("jid", kJid).bin("load", "")},
        {"job with a large load",
         message("job").text("jid", kJid).bin("load", std::string(kMaxLoad + 1, 'l'))},
        {"wait without time", message("wait").text("jid", kJid)},
        {"wait for long", message("wait").text("jid", kJid).uint("retry_after", 3'600'001)},
        {"wait backwards", message("wait").text("jid", kJid).integer("retry_after", -1)},
        {"gone without state", message("gone").text("jid", kJid)},
        {"gone with an empty state", message("gone").text("jid", kJid).text("state", "")},
        {"gone with a long state", message("gone").text("jid", kJid).text("state", std::string(65, 's'))},
        {"ack without state", message("ack").text("jid", kJid)},
        {"error without code", message("error").text("text", "")},
        {"error with an unknown code", message("error").text("code", "odd").text("text", "")},
        {"error with a long text",
         message("error").text("code", "busy").text("text", std::string(kMaxText + 1, 't'))},
    };
    for (const auto& [what, map] : cases) {
        CAPTURE(what);
        CHECK(refusal(map.bytes()) == ErrorCode::malformed);
    }
}

TEST_CASE("messages at their bounds are messages") {
    Confirm confirm;
    PendingList list;
    for (std::size_t i = 0; i < kMaxList; ++i) {
        const Jid longest = jid(std::to_string(1000 + i) + std::string(Jid::kMaxSize - 4, 'x'));
        confirm.jids.push_back(longest);
        list.jobs.push_back({longest, std::string(kMaxFun, 'f'), WallTime::max(), ~std::uint64_t{0}});
    }
    CHECK(encode(confirm).size() <= kMaxRequest);
    for (const Message& message : std::vector<Message>{
             Hello{std::string(kMaxMinionId, 'm'), counting(0, kNonceSize), std::string(kMaxPublicKey, 'k')},
             Proof{"m", std::string(kMaxSignature, 's')},
             Report{jid(std::string(Jid::kMaxSize, '1')), Reported::refused, INT64_MIN,
                    std::string(kMaxText, 'r'), ~std::uint64_t{0}},
             Report{jid(), Reported::finished, INT64_MAX, {}},
             confirm,
             list,
             PendingList{},
             Held{},
             JobLoad{jid(), std::string(kMaxLoad, 'l')},
             Wait{jid(), kMaxWait},
             Wait{jid(), std::chrono::milliseconds(0)},
             ErrorReply{ErrorCode::internal, std::string(kMaxText, 't')},
         }) {
        const std::string bytes = encode(message);
        CHECK(bytes.size() <= kMaxMessage);
        const Decoded decoded = decode(bytes);
        REQUIRE(decoded);
        CHECK(*decoded == message);
    }
}

TEST_CASE("encode makes one short line of a text for people") {
    std::string text = "first\nsecond\t\x1b[31m ";
    while (text.size() < kMaxText - 1)
        text += 'x';
    text += "\xc3\xa4 and more";  // a character across the bound
    const Decoded report = decode(encode(Report{jid(), Reported::refused, {}, text}));
    REQUIRE(report);
    const std::string reason = std::get<Report>(*report).reason;
    CHECK(reason.substr(0, 20) == "first second  [31m x");
    CHECK(reason.size() == kMaxText - 1);

    CHECK(decode(encode(ErrorReply{ErrorCode::denied, text})));
    CHECK(decode(encode(PendingList{{{jid(), text}}, false})));
}

bool aborts(const std::function<void()>& action) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        close(STDERR_FILENO);
        action();
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

TEST_CASE("encode stops a program that breaks a bound") {
    for (const Message& broken : std::vector<Message>{
             Hello{"../m", counting(0, kNonceSize), {}},
             Hello{"m", counting(0, kNonceSize - 1), {}},
             Proof{"m", ""},
             Challenge{""},
             Welcome{""},
             Confirm{},
             Confirm{std::vector<Jid>(kMaxList + 1, jid())},
             Held{std::vector<Jid>(kMaxList + 1, jid())},
             PendingList{std::vector<PendingList::Item>(kMaxList + 1, {jid(), "f"}), false},
             JobLoad{jid(), ""},
             JobLoad{jid(), std::string(kMaxLoad + 1, 'l')},
             Wait{jid(), std::chrono::milliseconds(-1)},
             Gone{jid(), ""},
         }) {
        CAPTURE(broken.index());
        CHECK(aborts([&] { encode(broken); }));
    }
    CHECK_FALSE(aborts([] { encode(Notify{}); }));
}

TEST_CASE("a minion id is what Salt takes for one") {
    for (const char* good : {"m", "web1.example.org", "a b", "...", "-", "M\xc3\xbcnchen"})
        CHECK(valid_minion_id(good));
    CHECK(valid_minion_id(std::string(255, 'm')));
    for (const char* bad : {"", ".", "..", "a/b", "/", "a\\b", "a\nb", "\x7f"})
        CHECK_FALSE(valid_minion_id(bad));
    CHECK_FALSE(valid_minion_id(std::string(256, 'm')));
    CHECK_FALSE(valid_minion_id(std::string("a\0b", 3)));
}

}  // namespace
}  // namespace job_retry::proto
