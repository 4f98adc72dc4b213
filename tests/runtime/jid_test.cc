#include "runtime/jid.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace job_retry {
namespace {

Jid jid(const std::string& text) {
    return Jid::parse(text).value();
}

TEST_CASE("a JID of Salt's form has the time that its digits say") {
    using namespace std::chrono;
    const auto expected =
        sys_days{2026y / November / 24} + hours{6} + minutes{1} + seconds{39} + microseconds{123456};
    CHECK(jid("20261124060139123456").time() == expected);
    CHECK(jid("20261124060139123456_4711").time() == expected);
}

TEST_CASE("a JID that a user made up has no time") {
    for (const char* text : {"deploy-42", "2026", "20261399060139123456", "202611240601391234567",
                             "2026112406013912345x", "20261124250139123456"})
        CHECK_FALSE(jid(text).time());
}

TEST_CASE("what cannot be a JID is refused") {
    CHECK_FALSE(Jid::parse(""));
    CHECK_FALSE(Jid::parse(std::string(Jid::kMaxSize + 1, '1')));
    CHECK_FALSE(Jid::parse("a/b"));
    CHECK_FALSE(Jid::parse(std::string("a\0b", 3)));
    CHECK_FALSE(Jid::parse("a\nb"));
    CHECK(Jid::parse(std::string(Jid::kMaxSize, '1')));
}

TEST_CASE("JIDs are ordered by time, then suffix, and made-up ones come last") {
    const std::vector<std::string> ordered = {"20251124060139123456",
                                              "20261124060139123456",
                                              "20261124060139123456_10",
                                              "20261124060139123457",
                                              "20261124060139123457_9999",
                                              "10",
                                              "9",
                                              "deploy"};
    std::vector<Jid> jids;
    for (const auto& text : ordered)
        jids.push_back(jid(text));
    CHECK(std::is_sorted(jids.begin(), jids.end()));
    std::reverse(jids.begin(), jids.end());
    std::sort(jids.begin(), jids.end());
    for (std::size_t i = 0; i < ordered.size(); ++i)
        CHECK(jids[i].text() == ordered[i]);
}

TEST_CASE("a JID survives its sort key, and no other bytes are taken for one") {
    for (const char* text : {"20261124060139123456", "20261124060139123456_77", "deploy-42"})
        CHECK(Jid::from_sort_key(jid(text).sort_key())->text() == text);
    CHECK_FALSE(Jid::from_sort_key(""));
    CHECK_FALSE(Jid::from_sort_key("t"));
    CHECK_FALSE(Jid::from_sort_key("tdeploy"));
    CHECK_FALSE(Jid::from_sort_key("u20261124060139123456"));
}

}  // namespace
}  // namespace job_retry
