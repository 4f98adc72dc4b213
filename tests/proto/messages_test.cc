#include "proto/messages.h"

#include <catch2/catch.hpp>
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

std::string bytes_of(const Message& message) {
    return encode(message).value();
}

MapWriter listed() {
    MapWriter item;
    item.text("jid", kJid).text("fun", "f").uint("published", 1);
    return item;
}

std::optional<ErrorCode> refusal(const std::string& bytes) {
    const Decoded decoded = decode(bytes);
    if (decoded) return std::nullopt;
    return decoded.error().code;
}

// decode() gave it out, so it must keep every bound.
void check_bounds(const Message& decoded) {
    CHECK(encode(decoded));
}

TEST_CASE("every message survives encode and decode") {
    std::set<std::size_t> types;
    for (const Example& example : test::example_messages()) {
        CAPTURE(example.name);
        const Decoded decoded = decode(bytes_of(example.message));
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
        const std::string bytes = bytes_of(example.message);
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
        const std::string bytes = bytes_of(example.message);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            CHECK(refusal(bytes.substr(0, size)) == ErrorCode::malformed);
        CHECK(refusal(bytes + '\0') == ErrorCode::malformed);
        CHECK(refusal(bytes + bytes) == ErrorCode::malformed);
    }
}

TEST_CASE("whatever bit is wrong, what decode gives out keeps the bounds") {
    for (const Example& example : test::example_messages()) {
        CAPTURE(example.name);
        const std::string bytes = bytes_of(example.message);
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
        std::string bytes = round % 4 == 0 ? std::string(below(64), '\0')
                                           : bytes_of(examples[below(examples.size())].message);
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
    CHECK(refusal(MapWriter(1, "list").bytes()) == ErrorCode::version);
    CHECK(refusal(MapWriter(0, "whatever").bytes()) == ErrorCode::version);
    CHECK(refusal(MapWriter().text("v", "1").text("type", "list").bytes()) == ErrorCode::malformed);
    CHECK(refusal(MapWriter().text("type", "list").bytes()) == ErrorCode::malformed);
    CHECK(refusal(MapWriter().uint("v", kVersion).bytes()) == ErrorCode::malformed);
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
    // {v: 2, type: "list", after: nil}
    const Decoded nil = decode(
        "\x83\xa1v\x02\xa4type\xa4list\xa5"
        "after\xc0");
    REQUIRE(nil);
    CHECK(*nil == Message(List{}));
}

TEST_CASE("a field that is missing, of another type or out of bounds makes the message malformed") {
    const std::string nonce = counting(0, kNonceSize);
    const std::string sixteen = counting(0, kMarkSize);
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
        {"list with a mark and no ledger",
         message("list").uint("number", 1).bin("mark", sixteen).uint("since", 1)},
        {"list with a mark and no number",
         message("list").bin("ledger", sixteen).bin("mark", sixteen).uint("since", 1)},
        {"list with a mark and no time",
         message("list").bin("ledger", sixteen).uint("number", 1).bin("mark", sixteen)},
        {"list with a mark and number 0",
         message("list").bin("ledger", sixteen).uint("number", 0).bin("mark", sixteen).uint("since", 1)},
        {"list with a mark and a number beyond all", message("list")
                                                         .bin("ledger", sixteen)
                                                         .uint("number", kMaxMarkNumber + 1)
                                                         .bin("mark", sixteen)
                                                         .uint("since", 1)},
        {"take with a short mark", message("take")
                                       .text("jid", kJid)
                                       .bin("ledger", sixteen)
                                       .uint("number", 1)
                                       .bin("mark", sixteen.substr(1))
                                       .uint("since", 1)},
        {"take with the mark of a long ledger", message("take")
                                                    .text("jid", kJid)
                                                    .bin("ledger", sixteen + "x")
                                                    .uint("number", 1)
                                                    .bin("mark", sixteen)
                                                    .uint("since", 1)},
        {"list behind, with a job", message("pending_list")
                                        .maps("jobs", std::vector<MapWriter>{listed()})
                                        .boolean("more", false)
                                        .bin("behind", sixteen)},
        {"list behind, and more",
         message("pending_list").maps("jobs", {}).boolean("more", true).bin("behind", sixteen)},
        {"list behind with a short mark",
         message("pending_list").maps("jobs", {}).boolean("more", false).bin("behind", sixteen.substr(1))},
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
        {"list item with a permission and no retry",
         message("pending_list")
             .maps("jobs", std::vector<MapWriter>{listed().bin("permission", "s")})
             .boolean("more", false)},
        {"list item with a retry and no permission",
         message("pending_list")
             .maps("jobs", std::vector<MapWriter>{listed().uint("retry", 1)})
             .boolean("more", false)},
        {"list item with an empty permission",
         message("pending_list")
             .maps("jobs", std::vector<MapWriter>{listed().uint("retry", 1).bin("permission", "")})
             .boolean("more", false)},
        {"list item with a long permission",
         message("pending_list")
             .maps("jobs",
                   std::vector<MapWriter>{
                       listed().uint("retry", 1).bin("permission", std::string(kMaxSignature + 1, 's'))})
             .boolean("more", false)},
        {"list item returned as a number",
         message("pending_list")
             .maps("jobs", std::vector<MapWriter>{listed().uint("returned", 1)})
             .boolean("more", false)},
        {"clock without nonce", message("clock")},
        {"clock with a short nonce", message("clock").bin("nonce", nonce.substr(1))},
        {"clock_statement without time", message("clock_statement").bin("signature", "s")},
        {"clock_statement without signature", message("clock_statement").uint("time", 1)},
        {"clock_statement with a long signature",
         message("clock_statement").uint("time", 1).bin("signature", std::string(kMaxSignature + 1, 's'))},
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

// A job's message with one field left out or replaced.
MapWriter job(const std::string& field, const std::function<void(MapWriter&)>& replacement = nullptr) {
    const std::string hash = counting(1, 32);
    const std::vector<std::string_view> path{hash};
    MapWriter map = message("job");
    map.text("jid", kJid);
    const auto add = [&](const std::string& name, const std::function<void(MapWriter&)>& write) {
        if (name != field)
            write(map);
        else if (replacement)
            replacement(map);
    };
    add("load", [](MapWriter& to) { to.bin("load", "l"); });
    add("published", [](MapWriter& to) { to.uint("published", 1); });
    add("salt", [](MapWriter& to) { to.bin("salt", counting(0, kSaltSize)); });
    add("index", [](MapWriter& to) { to.uint("index", 0); });
    add("size", [](MapWriter& to) { to.uint("size", 2); });
    add("path", [&](MapWriter& to) { to.bins("path", path); });
    add("signature", [](MapWriter& to) { to.bin("signature", "s"); });
    return map;
}

TEST_CASE("a job lacks no field, and none is beyond its bound") {
    REQUIRE(decode(job("").bytes()));
    for (const char* field : {"load", "published", "salt", "index", "size", "path", "signature"}) {
        CAPTURE(field);
        CHECK(refusal(job(field).bytes()) == ErrorCode::malformed);
    }
    const std::string hash = counting(0, 32);
    const auto bin = [](const std::string& field, std::size_t size) {
        return job(field, [=](MapWriter& to) { to.bin(field, std::string(size, 'x')); });
    };
    const auto uint = [](const std::string& field, std::uint64_t value) {
        return job(field, [=](MapWriter& to) { to.uint(field, value); });
    };
    const auto path = [&](std::size_t hashes, std::size_t size) {
        return job("path", [=](MapWriter& to) {
            to.texts("path", std::vector<std::string>(hashes, std::string(size, 'h')));
        });
    };
    for (const auto& [what, map] : std::vector<std::pair<std::string, MapWriter>>{
             {"an empty load", bin("load", 0)},
             {"a large load", bin("load", kMaxLoad + 1)},
             {"a time before the epoch",
              job("published", [](MapWriter& to) { to.integer("published", -1); })},
             {"a time after all times", uint("published", std::uint64_t{1} << 63)},
             {"a short salt", bin("salt", kSaltSize - 1)},
             {"a long salt", bin("salt", kSaltSize + 1)},
             {"an index behind the end", uint("index", 2)},
             {"nobody", uint("size", 0)},
             {"too many", uint("size", kMaxAudience + 1)},
             {"a long path", path(kMaxPath + 1, 32)},
             {"a short hash", path(1, 31)},
             {"a long hash", path(1, 33)},
             {"a path that is no list", bin("path", 32)},
             {"an empty signature", bin("signature", 0)},
             {"a long signature", bin("signature", kMaxSignature + 1)},
         }) {
        CAPTURE(what);
        CHECK(refusal(map.bytes()) == ErrorCode::malformed);
    }
    CHECK(decode(path(kMaxPath, 32).bytes()));
    CHECK(decode(path(0, 32).bytes()));
}

TEST_CASE("messages at their bounds are messages") {
    Confirm confirm;
    PendingList list;
    for (std::size_t i = 0; i < kMaxList; ++i) {
        const Jid longest = jid(std::to_string(1000 + i) + std::string(Jid::kMaxSize - 4, 'x'));
        confirm.jids.push_back(longest);
        list.jobs.push_back({longest, std::string(kMaxFun, 'f'), WallTime::max(), ~std::uint64_t{0},
                             std::string(kMaxSignature, 's'), true});
    }
    CHECK(bytes_of(confirm).size() <= kMaxRequest);
    Place far = test::example_place();
    far.index = kMaxAudience - 1;
    far.size = kMaxAudience;
    far.path.resize(kMaxPath);
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
             JobLoad{jid(), std::string(kMaxLoad, 'l'), WallTime::max(), far,
                     std::string(kMaxSignature, 's')},
             ClockStatement{WallTime::max(), std::string(kMaxSignature, 's')},
             Wait{jid(), kMaxWait},
             Wait{jid(), std::chrono::milliseconds(0)},
             ErrorReply{ErrorCode::internal, std::string(kMaxText, 't')},
         }) {
        const std::string bytes = bytes_of(message);
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
    const Decoded report = decode(bytes_of(Report{jid(), Reported::refused, {}, text}));
    REQUIRE(report);
    const std::string reason = std::get<Report>(*report).reason;
    CHECK(reason.substr(0, 20) == "first second  [31m x");
    CHECK(reason.size() == kMaxText - 1);

    CHECK(decode(bytes_of(ErrorReply{ErrorCode::denied, text})));
    CHECK(decode(bytes_of(PendingList{{{jid(), text}}, false})));
}

TEST_CASE("encode refuses what breaks a bound, and says which") {
    Place behind;
    behind.index = 2;
    behind.size = 2;
    Place long_way = test::example_place();
    long_way.path.resize(kMaxPath + 1);
    const Place place = test::example_place();
    const std::string long_signature(kMaxSignature + 1, 's');
    for (const auto& [broken, bound] : std::vector<std::pair<Message, std::string>>{
             {Hello{"../m", counting(0, kNonceSize), {}}, "hello.minion"},
             {Hello{"m", counting(0, kNonceSize - 1), {}}, "hello.nonce"},
             {Hello{"m", counting(0, kNonceSize), std::string(kMaxPublicKey + 1, 'k')}, "hello.public_key"},
             {Proof{"", "s"}, "proof.minion"},
             {Proof{"m", ""}, "proof.signature"},
             {Proof{"m", long_signature}, "proof.signature"},
             {Challenge{""}, "challenge.nonce"},
             {Clock{"short"}, "clock.nonce"},
             {ClockStatement{{}, ""}, "clock_statement.signature"},
             {ClockStatement{{}, long_signature}, "clock_statement.signature"},
             {Welcome{""}, "welcome.minion"},
             {Confirm{}, "confirm.jids"},
             {Confirm{std::vector<Jid>(kMaxList + 1, jid())}, "confirm.jids"},
             {Held{std::vector<Jid>(kMaxList + 1, jid())}, "held.jids"},
             {PendingList{std::vector<PendingList::Item>(kMaxList + 1, {jid(), "f"}), false},
              "pending_list.jobs"},
             {PendingList{{{jid(), "f", {}, 1, ""}}, false}, "pending_list.jobs.permission"},
             {PendingList{{{jid(), "f", {}, 1, long_signature}}, false}, "pending_list.jobs.permission"},
             {PendingList{{{jid(), "f", {}, 0, "s"}}, false}, "pending_list.jobs.retry"},
             {JobLoad{jid(), "", {}, place, "s"}, "job.load"},
             {JobLoad{jid(), std::string(kMaxLoad + 1, 'l'), {}, place, "s"}, "job.load"},
             {JobLoad{jid(), "l", {}, place, ""}, "job.signature"},
             {JobLoad{jid(), "l", {}, place, long_signature}, "job.signature"},
             {JobLoad{jid(), "l", {}, Place{}, "s"}, "job.index"},
             {JobLoad{jid(), "l", {}, behind, "s"}, "job.index"},
             {JobLoad{jid(), "l", {}, long_way, "s"}, "job.path"},
             {Wait{jid(), std::chrono::milliseconds(-1)}, "wait.retry_after"},
             {Wait{jid(), kMaxWait + std::chrono::milliseconds(1)}, "wait.retry_after"},
             {Gone{jid(), ""}, "gone.state"},
             {Gone{jid(), std::string(kMaxState + 1, 's')}, "gone.state"},
         }) {
        CAPTURE(bound);
        const Result<std::string> bytes = encode(broken);
        REQUIRE_FALSE(bytes);
        CHECK(bytes.error().code == Errc::invalid);
        CHECK(bytes.error().text == "a message to be sent breaks the bound of " + bound);
    }
}

// What a program of release 0.1.0 has sent: bytes, not what encode() makes of them now.
TEST_CASE("an agent that speaks version 1 is told so in version 1, and so is one of a later version") {
    const std::string hello =
        MapWriter(1, "hello").text("minion", "m").bin("nonce", counting(0, kNonceSize)).bytes();
    for (const std::string& other : {hello, MapWriter(3, "hello").bytes()}) {
        const Decoded decoded = decode(other);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == ErrorCode::version);
        const std::string answer = bytes_of(decoded.error());
        MapReader reader(answer, {.bytes = 4096});
        CHECK(reader.uint("v", 0, 9) == 1);
        CHECK(reader.text("type", 1, 64) == "error");
        CHECK(reader.text("code", 1, 64) == "version");
        CHECK(reader.text("text", 1, kMaxText).find("this side speaks version 2") != std::string_view::npos);
        CHECK_FALSE(reader.error());
    }
}

TEST_CASE("of a peer that speaks version 1, that it does not speak version 2 is read, and nothing else") {
    const std::string said = "protocol version 2; this side speaks version 1";
    const Decoded error = decode(MapWriter(1, "error").text("code", "version").text("text", said).bytes());
    REQUIRE(error);
    CHECK(*error == Message(ErrorReply{ErrorCode::version, said}));
    for (const std::string& other : {
             MapWriter(1, "error").text("code", "busy").text("text", said).bytes(),
             MapWriter(3, "error").text("code", "version").text("text", said).bytes(),
             MapWriter(1, "error").text("code", "version").text("text", "a\nb").bytes(),
             MapWriter(1, "welcome").text("minion", "m").uint("time", 1).bytes(),
             MapWriter(1, "job").text("jid", kJid).bin("load", "l").bytes(),
             MapWriter(1, "list").bytes(),
         })
        CHECK(refusal(other) == ErrorCode::version);
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
