#include "runtime/text_table.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace job_retry {
namespace {

TEST_CASE("columns are as wide as their widest cell, counted in characters") {
    std::ostringstream out;
    TextTable table(out, {"JID", "FUNCTION"});
    table.row({"1", "test.ping"});
    table.row({"\xc3\xa4\xc3\xb6", "x"});
    table.end();
    CHECK(out.str() == "JID  FUNCTION\n1    test.ping\n\xc3\xa4\xc3\xb6   x\n");
}

TEST_CASE("a cell cannot break a table: control characters are shown, long cells are cut") {
    std::ostringstream out;
    TextTable table(out, {"A", "B"});
    table.row({"a\nb\x1b[31m", std::string(100, 'x')});
    table.end();
    CHECK_THAT(out.str(), Catch::Contains("a?b?[31m"));
    CHECK_THAT(out.str(), Catch::Contains(std::string(57, 'x') + "...\n"));
}

TEST_CASE("a long table comes in parts, under one header, and later parts keep the columns") {
    std::ostringstream out;
    TextTable table(out, {"JID", "FUNCTION"});
    for (std::size_t i = 0; i < TextTable::kTogether; ++i) {
        CHECK(out.str().empty());
        table.row({"12345", "a"});
    }
    const std::string first = out.str();
    CHECK(first.starts_with("JID    FUNCTION\n12345  a\n"));
    table.row({"1", "b"});
    CHECK(out.str() == first);
    table.end();
    CHECK(out.str() == first + "1      b\n");
}

TEST_CASE("where a row is longer than the terminal, whole cells stand below it, and nothing for empty ones") {
    std::ostringstream out;
    TextTable table(out, {"JID", "FUNCTION", "STATE", "REASON"}, 22);
    table.row({"12345", "test.ping", "refused", "unknown function"});
    table.row({"12346", "test.ping", "pending", ""});
    table.end();
    CHECK(out.str() ==
          "JID    FUNCTION\n    STATE\n    REASON\n"
          "12345  test.ping\n    refused\n    unknown function\n"
          "12346  test.ping\n    pending\n");
}

TEST_CASE("a row that just fits is one line, and a cell that is wider than the terminal is not cut") {
    std::ostringstream out;
    TextTable table(out, {"A", "B"}, 7);
    table.row({"123", "45"});
    table.end();
    TextTable narrow(out, {"A", "B"}, 2);
    narrow.row({"123", "45"});
    narrow.end();
    CHECK(out.str() == "A    B\n123  45\nA\n    B\n123\n    45\n");
}

TEST_CASE("a text that is shortened keeps whole characters") {
    CHECK(shortened("abcdef", 6) == "abcdef");
    CHECK(shortened("abcdefg", 6) == "abc...");
    CHECK(shortened("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6", 4) == "\xc3\xa4...");
    CHECK(shortened("abcdef", 2) == "..");
    CHECK(shortened("abcdef", 0).empty());
}

TEST_CASE("times are written in UTC") {
    const WallTime time{std::chrono::microseconds{1795500099123456}};
    CHECK(iso_time(time) == "2026-11-24T06:01:39.123456Z");
    CHECK(short_time(time) == "2026-11-24 06:01:39");
    CHECK(epoch_microseconds(time) == 1795500099123456);
}

}  // namespace
}  // namespace job_retry
