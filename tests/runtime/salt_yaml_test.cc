#include "runtime/salt_yaml.h"

#include <catch2/catch.hpp>
#include <string>

namespace job_retry {
namespace {

SaltValue value(const std::string& yaml) {
    Result<SaltValue> document = parse_salt_yaml("k: " + yaml + "\n");
    if (!document) FAIL(document.error().text);
    return document->map()->at(0).value;
}

std::string refusal(const std::string& yaml) {
    const Result<SaltValue> document = parse_salt_yaml(yaml);
    return document ? "not refused" : document.error().text;
}

TEST_CASE("plain words are truth values, numbers and nothing as in YAML 1.1") {
    CHECK(value("yes") == SaltValue{true});
    CHECK(value("Off") == SaltValue{false});
    CHECK(value("y").text() != nullptr);
    CHECK(value("'yes'").text() != nullptr);
    CHECK(value("~").is_null());
    CHECK(value("").is_null());
    CHECK(value("12") == SaltValue{std::int64_t{12}});
    CHECK(value("0x1F") == SaltValue{std::int64_t{31}});
    CHECK(value("1_000") == SaltValue{std::int64_t{1000}});
    CHECK(value("1:30") == SaltValue{std::int64_t{90}});
    CHECK(value("1.5") == SaltValue{1.5});
    CHECK(value("1e3").text() != nullptr);
    CHECK(value("2026-11-24").text() != nullptr);
    CHECK(value("127.0.0.1").text() != nullptr);
}

TEST_CASE("a number with leading zeros is decimal, as Salt has it") {
    CHECK(value("010") == SaltValue{std::int64_t{10}});
    CHECK(value("000") == SaltValue{std::int64_t{0}});
    CHECK(value("08").text() != nullptr);
}

TEST_CASE("1, 1.0 and True are equal, text is equal to text only") {
    CHECK(SaltValue{std::int64_t{1}} == SaltValue{true});
    CHECK(SaltValue{1.0} == SaltValue{std::int64_t{1}});
    CHECK_FALSE(SaltValue{std::string("1")} == SaltValue{std::int64_t{1}});
    CHECK_FALSE(SaltValue{} == SaltValue{false});
    CHECK(value("{a: 1, b: [2]}") == value("{b: [2], a: 1}"));
    CHECK_FALSE(value("{a: 1, b: [2]}") == value("{b: [3], a: 1}"));
}

TEST_CASE("a key that stands twice is refused with its line") {
    CHECK(refusal("a: 1\nb: 2\na: 3\n") == "line 3: the key 'a' stands here for the second time");
    CHECK(refusal("a:\n  x: 1\n  x: 2\n") == "line 3: the key 'x' stands here for the second time");
}

TEST_CASE("a document that is no YAML is refused with its line") {
    CHECK(refusal("a: 1\nb: [1\n").substr(0, 5) == "line ");
    CHECK(refusal("a: 1\n---\nb: 1\n").find("found a second") != std::string::npos);
    CHECK(refusal("a: !own x\n").find("line 1:") == 0);
}

TEST_CASE("a document for which yaml-cpp alone would never end is refused") {
    CHECK(refusal(",") == "line 1: expected one YAML document, found a second");
    CHECK(refusal("\n,a &ua []\n").substr(0, 5) == "line ");
}

TEST_CASE("merge keys give way to a map's own keys") {
    const Result<SaltValue> document = parse_salt_yaml("b: &b {x: 1, y: 2}\nm:\n  <<: *b\n  y: 3\n");
    REQUIRE(document);
    CHECK(document->map()->at(1).value == value("{x: 1, y: 3}"));
}

TEST_CASE("a document that refers to itself, or unfolds without end, is refused") {
    CHECK(refusal("a: &a\n  - *a\n").find("nested too deeply") != std::string::npos);
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j)
            bomb += (j == 0 ? "*a" : ", *a") + std::to_string(i - 1);
        bomb += "]\n";
    }
    CHECK(refusal(bomb).find("too large") != std::string::npos);
}

TEST_CASE("line ends of Windows and a byte order mark do not matter") {
    const Result<SaltValue> document = parse_salt_yaml(
        "\xef\xbb\xbf"
        "id: web1\r\nlist:\r\n  - a\r\n");
    REQUIRE(document);
    CHECK(document->map()->at(0).key == SaltValue{std::string("id")});
    CHECK(*document->map()->at(0).value.text() == "web1");
}

}  // namespace
}  // namespace job_retry
