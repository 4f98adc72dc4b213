#include "master_shim/event_frame.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <random>

#include "master_shim/event.h"
#include "tests/master_shim/salt_bytes.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

bool is_wanted(std::string_view tag) {
    return event_data_wanted(tag) || tag == "salt/job/20260102030405678901/new";
}

struct Seen {
    std::string tag;
    std::string data;
    bool too_large;
    friend bool operator==(const Seen&, const Seen&) = default;
};

struct Outcome {
    std::vector<Seen> events;
    bool ok = true;
};

// Feeds `bytes` in pieces whose sizes `next_size` gives.
template <class NextSize>
Outcome decode(EventFrames& frames, std::string_view bytes, NextSize next_size) {
    Outcome outcome;
    while (!bytes.empty()) {
        const auto space = frames.space();
        REQUIRE(!space.empty());
        const std::size_t size = std::min({bytes.size(), space.size(), next_size()});
        std::memcpy(space.data(), bytes.data(), size);
        bytes.remove_prefix(size);
        const auto took = frames.took(size, [&](const EventFrame& event) {
            outcome.events.push_back({std::string(event.tag), std::string(event.data), event.too_large});
        });
        if (!took) {
            outcome.ok = false;
            break;
        }
    }
    return outcome;
}

Outcome decode_whole(std::string_view bytes, const EventFrames::Limits& limits = {}) {
    EventFrames frames(is_wanted, limits);
    return decode(frames, bytes, [] { return std::size_t{1} << 30; });
}

const std::string kNew = "salt/job/20260102030405678901/new";
const std::string kReturn = "salt/job/20260102030405678901/ret/web1";

struct Stream {
    std::string bytes;
    std::vector<Seen> events;
};

Stream mixed_stream() {
    Stream stream;
    const auto add = [&](std::string_view tag, const std::string& data, bool kept, bool prefixed) {
        stream.bytes += prefixed ? prefixed_frame(tag, data) : plain_frame(tag, data);
        stream.events.push_back({std::string(tag), kept ? data : "", false});
    };
    for (const bool prefixed : {true, false}) {
        add(kNew, new_event("20260102030405678901", {"web1", "web2"}), true, prefixed);
        add(kReturn, map({{"return", text(std::string(70000, 'x'))}}), false, prefixed);
        add("salt/key", map({{"act", text("delete")}, {"id", text("web1")}}), true, prefixed);
        add("salt/run/1/new", map({}), false, prefixed);
        add("salt/auth",
            map({{"id", text(std::string("\xff\xfe", 2))}, {"when", "\xd6\x4e\x01\x02\x03\x04"}}), true,
            prefixed);
    }
    return stream;
}

}  // namespace

TEST_CASE("both framings of the bus, mixed, give their events, only wanted data is kept") {
    const Stream stream = mixed_stream();
    const Outcome outcome = decode_whole(stream.bytes);
    CHECK(outcome.ok);
    CHECK(outcome.events == stream.events);
}

TEST_CASE("any chunking of the stream gives the same events") {
    const Stream stream = mixed_stream();
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        EventFrames frames(is_wanted);
        std::uniform_int_distribution<std::size_t> sizes(1, round < 100 ? 40 : 50000);
        const Outcome outcome = decode(frames, stream.bytes, [&] { return sizes(random); });
        REQUIRE(outcome.ok);
        REQUIRE(outcome.events == stream.events);
    }
}

TEST_CASE("every truncation of a stream gives a prefix of its events and no error") {
    std::string bytes;
    std::vector<Seen> all;
    for (const bool prefixed : {true, false}) {
        for (const auto& [tag, data] : {std::pair{kNew, new_event("20260102030405678901", {"a"})},
                                        std::pair{kReturn, map({{"return", text("x")}})}}) {
            bytes += prefixed ? prefixed_frame(tag, data) : plain_frame(tag, data);
            all.push_back({tag, is_wanted(tag) ? data : "", false});
        }
    }
    std::size_t before = 0;
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const Outcome outcome = decode_whole(std::string_view(bytes).substr(0, size));
        REQUIRE(outcome.ok);
        REQUIRE(outcome.events.size() >= before);
        REQUIRE(std::equal(outcome.events.begin(), outcome.events.end(), all.begin()));
        before = outcome.events.size();
    }
    CHECK(before == all.size());
}

TEST_CASE("a frame with its pairs in another order, other pairs and other kinds of keys is read") {
    const std::string body = bin("salt/key\n\n" + map({{"id", text("a")}}));
    const std::string nested = list({map({{"x", list({text("y"), std::string(1, '\x01')})}}), text("z")});
    std::string frame;
    append_msgpack_map(frame, 4);
    frame += std::string(1, '\x05') + nested + text("body") + body + text("abcd") + nested + text("head") +
             map({{"a", nested}});
    const Outcome outcome = decode_whole(frame + plain_frame(kReturn, "rest"));
    CHECK(outcome.ok);
    REQUIRE(outcome.events.size() == 2);
    CHECK(outcome.events[0].tag == "salt/key");
    CHECK(outcome.events[1].tag == kReturn);
}

TEST_CASE("data beyond the bound is reported as too large and the stream goes on") {
    EventFrames::Limits limits;
    limits.data = 1000;
    const std::string large(5000, 'x');
    const Outcome outcome = decode_whole(plain_frame(kNew, large) + plain_frame(kNew, "small"), limits);
    CHECK(outcome.ok);
    REQUIRE(outcome.events.size() == 2);
    CHECK(outcome.events[0] == Seen{kNew, "", true});
    CHECK(outcome.events[1] == Seen{kNew, "small", false});
}

TEST_CASE("a body without a tag is stepped over") {
    const std::string no_tag = map({{"head", map({})}, {"body", bin(std::string(5000, 'x'))}});
    const std::string no_body = map({{"head", map({})}});
    const std::string odd_body = map({{"body", map({{"a", text("b")}})}});
    const Outcome outcome = decode_whole(no_tag + no_body + odd_body + map({}) + plain_frame(kReturn, ""));
    CHECK(outcome.ok);
    REQUIRE(outcome.events.size() == 1);
    CHECK(outcome.events[0].tag == kReturn);
}

TEST_CASE("garbage is an error") {
    for (const std::string& garbage :
         {std::string("\xc1"), std::string("\x93\x01\x02\x03"), std::string("GET / HTTP/1.0\r\n\r\n"),
          std::string("\x00\x00\x00\x00\x80", 5),
          std::string("\x00\x00\x00\x05\xa4"
                      "body",
                      9),
          std::string("\xdf\xff\xff\xff\xff"), std::string("\x8f\xc1")}) {
        INFO(garbage);
        CHECK_FALSE(decode_whole(garbage).ok);
    }
}

TEST_CASE("a length that a prefix announces must fit its frame") {
    std::string frame = prefixed_frame(kReturn, "data");
    ++frame[3];
    CHECK_FALSE(decode_whole(frame + prefixed_frame(kReturn, "data")).ok);
    frame[3] = static_cast<char>(frame[3] - 2);
    CHECK_FALSE(decode_whole(frame).ok);
}

TEST_CASE("hostile lengths and nesting are an error or are stepped over, in bounded memory") {
    std::string deep = "\x81\xa4head";
    deep += std::string(300000, '\x91') + "\xc0";
    CHECK(decode_whole(deep).ok);
    EventFrames::Limits limits;
    limits.frame = 100000;
    CHECK_FALSE(decode_whole(deep, limits).ok);
    CHECK_FALSE(decode_whole(std::string("\x81\xa4head\xdd\xff\xff\xff\xff"), limits).ok);
    CHECK_FALSE(decode_whole(std::string("\x81\xa4"
                                         "body\xc6\xff\xff\xff\xff"),
                             limits)
                    .ok);
    CHECK_FALSE(decode_whole(std::string("\x81\xa4head\xdb\xff\xff\xff\xff"), limits).ok);
}

TEST_CASE("random bytes never break the decoder") {
    std::mt19937 random(11);
    std::uniform_int_distribution<int> byte(0, 255);
    const Stream stream = mixed_stream();
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = stream.bytes.substr(0, 600);
        for (int change = 0; change < 5; ++change)
            bytes[static_cast<std::size_t>(random()) % bytes.size()] = static_cast<char>(byte(random));
        EventFrames frames(is_wanted);
        decode(frames, bytes, [&] { return std::size_t{1} + random() % 90; });
    }
}
