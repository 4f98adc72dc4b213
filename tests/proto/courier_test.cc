#include "proto/courier.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "proto/examples.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

CurveKey key(unsigned char first) {
    CurveKey key{};
    for (unsigned char& byte : key)
        byte = first++;
    return key;
}

const std::vector<ToCourier> kToCourier = {OpenLine{1, "salt.example.org", 4508, std::nullopt},
                                           OpenLine{2, "salt.example.org", 4507, key(0x60)}, CloseLine{1},
                                           Carry{2, "hello"}};
const std::vector<FromCourier> kFromCourier = {
    CourierReady{key(0xc0)},      LineUp{2},     LineDown{2}, LineFailed{2, "no such host", false},
    Carry{2, "\x82\xa1v\x01..."}, CourierAlive{}};

TEST_CASE("what agent and courier tell each other is understood") {
    for (const ToCourier& message : kToCourier)
        CHECK(decode_to_courier(encode(message)).value() == message);
    for (const FromCourier& message : kFromCourier)
        CHECK(decode_from_courier(encode(message)).value() == message);
}

TEST_CASE("the courier's messages have a direction, a version and bounds") {
    CHECK(!decode_from_courier(encode(ToCourier(OpenLine{1, "host", 1, {}}))));
    CHECK(!decode_from_courier(encode(ToCourier(CloseLine{1}))));
    CHECK(!decode_to_courier(encode(FromCourier(LineUp{1}))));
    CHECK(!decode_to_courier(encode(FromCourier(CourierReady{key(0)}))));
    CHECK(!decode_from_courier(MapWriter(2, "alive").bytes()));
    CHECK(!decode_from_courier(MapWriter(1, "sign").bytes()));
    CHECK(!decode_from_courier(encode(FromCourier(Carry{1, ""}))));
    CHECK(!decode_from_courier(encode(FromCourier(Carry{1, std::string(kMaxMessage + 1, 'x')}))));
    CHECK(decode_from_courier(encode(FromCourier(Carry{1, std::string(kMaxMessage, 'x')}))));
    CHECK(encode(FromCourier(Carry{~std::uint64_t{0}, std::string(kMaxMessage, 'x')})).size() <=
          kMaxCourierFrame);
    const std::string long_text(5000, 'x');
    CHECK(decode_from_courier(encode(FromCourier(LineFailed{1, long_text}))).value() ==
          FromCourier(LineFailed{1, long_text.substr(0, kMaxText)}));
}

TEST_CASE("what ZeroMQ would take for more than a host is none") {
    for (const char* host : {"salt", "10.0.0.1", "[2001:db8::1%eth0]", "a_b-c.example.org"})
        CHECK(decode_to_courier(encode(ToCourier(OpenLine{1, host, 4507, {}}))));
    for (const char* host : {"", "a;tcp://b", "a/b", "a b", "*\n", "a\"b"})
        CHECK(!decode_to_courier(encode(ToCourier(OpenLine{1, host, 4507, {}}))));
    CHECK(!decode_to_courier(encode(ToCourier(OpenLine{1, std::string(256, 'x'), 4507, {}}))));
    CHECK(!decode_to_courier(encode(ToCourier(OpenLine{1, "salt", 0, {}}))));
}

TEST_CASE("the bytes of the courier's messages in PROTOCOL.md are the real ones") {
    const auto documented = test::documented_examples();
    const auto check = [&](const std::string& name, const std::string& bytes) {
        const auto found = documented.find(name);
        INFO(name << "\n" << test::hex_lines(bytes));
        CHECK((found == documented.end() ? "" : found->second) == bytes);
    };
    check("courier/open-key", encode(kToCourier[0]));
    check("courier/open", encode(kToCourier[1]));
    check("courier/close", encode(kToCourier[2]));
    check("courier/carry", encode(kToCourier[3]));
    check("courier/ready", encode(kFromCourier[0]));
    check("courier/up", encode(kFromCourier[1]));
    check("courier/down", encode(kFromCourier[2]));
    check("courier/failed", encode(kFromCourier[3]));
    check("courier/alive", encode(kFromCourier[5]));
}

}  // namespace
}  // namespace job_retry::proto
