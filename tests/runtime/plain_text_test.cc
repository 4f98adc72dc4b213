#include "runtime/plain_text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runtime/jid.h"
#include "runtime/json_text.h"

namespace job_retry {
namespace {

const std::vector<std::string> kBad = {
    std::string(1, '\0'), "\n",           "\x1b",         "\x1f",         "\x7f",
    "\xc2\x80",           "\xc2\x85",     "\xc2\x9b",     "\xc2\x9d",     "\xc2\x9f",      // C1
    "\xd8\x9c",           "\xe2\x80\x8e", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xaf",  // directions
    "\xe2\x80\xa8",       "\xe2\x80\xa9"};                                                 // separators
const std::vector<std::string> kNoUtf8 = {"\x80",
                                          "\xff",
                                          "\xc0\xaf",
                                          "\xc3",
                                          "\xe2\x82",
                                          "\xed\xa0\x80",
                                          "\xf0\x80\x80\x80",
                                          "\xf4\x90\x80\x80",
                                          "\xf5\x80\x80\x80"};
const std::vector<std::string> kGood = {"",
                                        " ",
                                        "a~",
                                        "\xc2\xa0",
                                        "\xc3\xa4",
                                        "\xe2\x82\xac",
                                        "\xe2\x80\x90",
                                        "\xf0\x9f\x98\x80",
                                        "\xf4\x8f\xbf\xbd"};

TEST_CASE("what a terminal acts on is shown as one sign for each character") {
    for (const std::string& bad : kBad) {
        CAPTURE(bad);
        CHECK(has_controls("a" + bad + "b"));
        CHECK(printable("a" + bad + "b") == "a?b");
        CHECK(printable(bad, ' ') == " ");
    }
    CHECK(printable("x\xc2\x9b"
                    "2J\xc2\x9d"
                    "0;title\xc2\x9c") == "x?2J?0;title?");
}

TEST_CASE("what is no UTF-8 is shown as one sign for each byte") {
    for (const std::string& bad : kNoUtf8) {
        CAPTURE(bad);
        CHECK(has_controls(bad));
        CHECK(printable("a" + bad + "b") == "a" + std::string(bad.size(), '?') + "b");
    }
}

TEST_CASE("all other texts stay as they are") {
    for (const std::string& good : kGood) {
        CHECK_FALSE(has_controls(good));
        CHECK(printable(good) == good);
    }
}

TEST_CASE("JSON says the same without a character that a terminal acts on") {
    for (const std::string& bad : kBad) {
        CAPTURE(bad);
        const nlohmann::ordered_json value = {{"a" + bad, {"x" + bad + "y", 1}}};
        for (const int indent : {-1, 2}) {
            std::string text = json_text(value, indent);
            CHECK(nlohmann::ordered_json::parse(text) == value);
            std::erase(text, '\n');
            CHECK_FALSE(has_controls(text));
        }
    }
    CHECK(json_text(nlohmann::ordered_json("\xc3\xa4\xff"), -1) == "\"\xc3\xa4\xef\xbf\xbd\"");
}

TEST_CASE("a new JID has none of them, one that was recorded may") {
    for (const std::string& bad : {kBad[6], kBad[7], kBad[12], kBad[15], kNoUtf8[1]}) {
        CAPTURE(bad);
        CHECK_FALSE(Jid::parse("mine" + bad));
        const auto recorded = Jid::recorded("mine" + bad);
        REQUIRE(recorded);
        CHECK(Jid::from_sort_key(recorded->sort_key()) == *recorded);
    }
    CHECK_FALSE(Jid::recorded("mine\n"));
    CHECK_FALSE(Jid::recorded("mi/ne"));
}

}  // namespace
}  // namespace job_retry
