#include "minion_agent/ledger_filter.h"

#include "minion_agent/ledger_in_test.h"
#include "runtime/bounded_time.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using namespace std::chrono_literals;
using test::kNow;

TEST_CASE("a time is an age, a day, or a day with its time, in UTC") {
    CHECK(parse_time("90s", kNow).value() == kNow - 90s);
    CHECK(parse_time("15m", kNow).value() == kNow - 15min);
    CHECK(parse_time("12h", kNow).value() == kNow - 12h);
    CHECK(parse_time("2w", kNow).value() == kNow - std::chrono::weeks(2));
    CHECK(iso_time(parse_time("2026-11-24", kNow).value()) == "2026-11-24T00:00:00.000000Z");
    CHECK(iso_time(parse_time("2026-11-24 06:01", kNow).value()) == "2026-11-24T06:01:00.000000Z");
    CHECK(iso_time(parse_time("2026-11-24T06:01:39", kNow).value()) == "2026-11-24T06:01:39.000000Z");
}

TEST_CASE("what is no time is an error that shows how to write one") {
    for (const char* text :
         {"", "7", "7x", "d", "-3d", "yesterday", "2026-13-01", "2026-11-24 06:01:39 CET"}) {
        const auto time = parse_time(text, kNow);
        REQUIRE_FALSE(time);
        CHECK(time.error().code == Errc::invalid);
        CHECK_THAT(time.error().text, Catch::Contains("2026-11-24") && Catch::Contains("12h"));
    }
}

TEST_CASE("an age beyond all years is a long time ago") {
    const WallTime oldest = kNow - std::chrono::days(36500);
    for (const char* text : {"4294967295s", "4294967295m", "4294967295h", "4294967295d", "4294967295w"}) {
        CAPTURE(text);
        const auto time = parse_time(text, kNow);
        REQUIRE(time);
        CHECK(*time >= oldest);
        CHECK(*time < kNow - std::chrono::days(36000));
    }
}

TEST_CASE("a number of seconds from outside overflows nothing") {
    CHECK(bounded_seconds(-1) == std::chrono::seconds(0));
    CHECK(bounded_seconds(INT64_MIN) == std::chrono::seconds(0));
    CHECK(bounded_seconds(3600) == std::chrono::hours(1));
    CHECK(bounded_seconds(INT64_MAX) == std::chrono::days(36500));
    CHECK(kNow + bounded_seconds(INT64_MAX) > kNow);
}

TEST_CASE("a filter lets through what fits in every respect") {
    Entry entry{test::claim_of("20261124060139123456"), EntryState::claimed, kNow, {}, 0, ""};
    const auto wants = [&](LedgerFilter filter) { return filter.wants("running", entry); };
    CHECK(wants({}));
    CHECK(wants({.state = "claimed"}));
    CHECK_FALSE(wants({.state = "finished"}));
    CHECK(wants({.jid = "20261124"}));
    CHECK_FALSE(wants({.jid = "1124"}));
    CHECK(wants({.since = kNow}));
    CHECK_FALSE(wants({.since = kNow + 1us}));
    CHECK(wants({.until = kNow + 1us}));
    CHECK_FALSE(wants({.until = kNow}));
    CHECK_FALSE(wants({.fun = "test.*", .jid = "20261124"}));
}

}  // namespace
}  // namespace job_retry
