#include "minion_agent/returns.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "minion_agent/ledger_in_test.h"
#include "support/forked_process.h"

namespace job_retry {
namespace {

using test::day;
using test::jid;
using test::kNow;

struct ReturnsInTest {
    test::TemporaryDirectory temporary;
    std::optional<Returns> returns;

    explicit ReturnsInTest(std::size_t size = std::size_t{4} << 20) { reopen(size); }
    void reopen(std::size_t size) {
        returns.reset();
        auto opened = Returns::open({.directory = temporary / "returns", .size = size});
        if (!opened) FAIL(opened.error().text);
        returns.emplace(std::move(*opened));
    }
    void put(const std::string& text, const std::string& returned, WallTime now = kNow,
             std::uint16_t index = 0) {
        const auto done = returns->put(jid(text), index, returned, now);
        if (!done) FAIL(done.error().text);
    }
    std::optional<std::string> get(const std::string& text, std::uint16_t index = 0) {
        return returns->get(jid(text), index).value();
    }
    std::vector<std::string> unconfirmed(std::size_t limit = 100) {
        std::vector<std::string> texts;
        const auto jids = returns->unconfirmed(limit);
        REQUIRE(jids);
        for (const Jid& one : *jids)
            texts.push_back(one.text());
        return texts;
    }
};

// Bytes in which a lost or swapped part shows.
std::string pattern(std::size_t size, unsigned seed) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = char(seed + i / 1000 + i % 251);
    return bytes;
}

using List = std::vector<std::string>;

TEST_CASE("a return of any size is given back as it was, also after reopening") {
    ReturnsInTest test;
    const std::vector<std::size_t> sizes = {0, 1, 4079, 4080, 4081, 8160, 100000, 1000000};
    for (const std::size_t size : sizes)
        test.put(std::to_string(size), pattern(size, 3));
    test.reopen(std::size_t{4} << 20);
    for (const std::size_t size : sizes) {
        INFO(size);
        CHECK((test.get(std::to_string(size)) == pattern(size, 3)));
        CHECK(test.returns->size(jid(std::to_string(size)), 0).value() == size);
    }
    CHECK_FALSE(test.get("never"));
    CHECK_FALSE(test.returns->size(jid("never"), 0).value());
}

TEST_CASE("each function has its own return, and a second one of the same function replaces the first") {
    ReturnsInTest test;
    test.put("a", "zero", kNow, 0);
    test.put("a", pattern(5000, 1), kNow, 1);
    test.put("ab", "other");
    test.put("a", "one", kNow, 1);
    CHECK(test.get("a", 0) == "zero");
    CHECK(test.get("a", 1) == "one");
    CHECK(test.get("ab") == "other");
    CHECK_FALSE(test.get("a", 2));
    CHECK(test.returns->stats().value().returns == 3);
}

TEST_CASE("what the master has not confirmed is told oldest first, once for a job, until it is confirmed") {
    ReturnsInTest test;
    for (const char* text : {"c", "a", "b", "aa"})
        test.put(text, "x");
    test.put("a", "y", kNow, 1);
    CHECK(test.unconfirmed() == List{"c", "a", "b", "aa"});
    CHECK(test.unconfirmed(2) == List{"c", "a"});
    REQUIRE(test.returns->confirm({jid("a"), jid("never")}));
    CHECK(test.unconfirmed() == List{"c", "b", "aa"});
    CHECK(test.get("a", 1) == "y");
    REQUIRE(test.returns->confirm({jid("c"), jid("b"), jid("aa")}));
    REQUIRE(test.returns->confirm({jid("c")}));
    REQUIRE(test.returns->confirm({}));
    CHECK(test.unconfirmed().empty());
    CHECK(test.returns->stats().value().unconfirmed == 0);
}

TEST_CASE("when there is no room the oldest returns go, and the newest is there") {
    ReturnsInTest test(std::size_t{2} << 20);
    constexpr int kReturns = 120;
    for (int i = 0; i < kReturns; ++i)
        test.put("job " + std::to_string(i), pattern(40000, unsigned(i)));
    CHECK_FALSE(test.get("job 0"));
    int kept = 0;
    bool gap = false;
    for (int i = kReturns - 1; i >= 0; --i) {
        const auto returned = test.get("job " + std::to_string(i));
        if (!returned) {
            gap = true;
            continue;
        }
        CHECK_FALSE(gap);  // only the oldest are missing
        CHECK((*returned == pattern(40000, unsigned(i))));
        ++kept;
    }
    CHECK(kept >= 20);
    CHECK(kept < 50);
    CHECK(test.unconfirmed(1000).size() == std::size_t(kept));
    CHECK(std::filesystem::file_size(test.temporary / "returns" / "data.mdb") == (std::size_t{2} << 20));
}

TEST_CASE("returns of very unlike sizes find room after each other in a full file") {
    ReturnsInTest test(std::size_t{2} << 20);
    for (unsigned i = 0; i < 60; ++i) {
        const std::size_t size = i % 10 == 9 ? 900000 : 1000 + (i * 7919) % 60000;
        test.put("job " + std::to_string(i), pattern(size, i));
        CHECK((test.get("job " + std::to_string(i)) == pattern(size, i)));
    }
}

TEST_CASE("a return that can never fit is an error and costs no other its place") {
    ReturnsInTest test(std::size_t{2} << 20);
    test.put("small", "kept");
    const auto done = test.returns->put(jid("huge"), 0, std::string(std::size_t{3} << 20, 'x'), kNow);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == Errc::full);
    CHECK_THAT(done.error().text, Catch::Contains("job_retry_returns_size"));
    CHECK(test.get("small") == "kept");
    CHECK_FALSE(test.get("huge"));
}

TEST_CASE("of several returns put together those that fit are kept") {
    ReturnsInTest test(std::size_t{2} << 20);
    const std::string huge(std::size_t{3} << 20, 'x');
    REQUIRE(test.returns->put_all({{jid("a"), 0, "1"}, {jid("b"), 0, "2"}}, kNow));
    CHECK_FALSE(
        test.returns->put_all({{jid("c"), 0, "3"}, {jid("huge"), 0, huge}, {jid("d"), 0, "4"}}, kNow));
    for (const char* text : {"a", "b", "c", "d"})
        CHECK(test.get(text));
    CHECK_FALSE(test.get("huge"));
    CHECK(test.returns->put_all({}, kNow));
}

TEST_CASE("pruning removes what was put before a time, however the clock went meanwhile") {
    ReturnsInTest test;
    test.put("future", "x", day(28));
    test.put("old 1", pattern(9000, 1), day(1));
    test.put("old 2", "x", day(2));
    test.put("new", "x", day(20));
    test.put("old 3", "x", day(3));
    CHECK(test.returns->prune(day(10), day(10), 2).value() == 2);
    CHECK(test.returns->prune(day(10), day(10), 100).value() == 1);
    CHECK(test.returns->prune(day(10), day(10), 100).value() == 0);
    CHECK(test.unconfirmed() == List{"future", "new"});
    CHECK_FALSE(test.get("old 1"));
    CHECK(test.get("new") == "x");
}

TEST_CASE("what the master does not hold yet is kept for longer, and goes last when there is no room") {
    ReturnsInTest test;
    test.put("open", pattern(9000, 1), day(1));
    test.put("held", pattern(9000, 2), day(2));
    REQUIRE(test.returns->confirm({test::jid("held")}));
    SECTION("by age") {
        CHECK(test.returns->prune(day(10), day(1), 100).value() == 1);
        CHECK_FALSE(test.get("held"));
        CHECK(test.get("open") == pattern(9000, 1));
        CHECK(test.returns->prune(day(10), day(2), 100).value() == 1);
        CHECK_FALSE(test.get("open"));
    }
    SECTION("by room") {
        for (int n = 0; test.get("held"); ++n) {
            REQUIRE(n < 100);
            const std::string more = "more " + std::to_string(n);
            test.put(more, pattern(64 << 10, 3), day(3));
            REQUIRE(test.returns->confirm({test::jid(more)}));
        }
        CHECK(test.get("open") == pattern(9000, 1));
    }
}

TEST_CASE("another process sees a return as soon as it is put") {
    const test::TemporaryDirectory temporary;
    const Returns::Options options{.directory = temporary / "returns", .size = std::size_t{2} << 20};
    test::Milestone put;
    test::ForkedProcess child([&] {
        auto returns = Returns::open(options);
        if (!returns || !returns->put(jid("a"), 0, "value", kNow)) return 1;
        put.reach();
        return 0;
    });
    auto returns = Returns::open(options);
    REQUIRE(returns);
    REQUIRE(put.await());
    CHECK(returns->get(jid("a"), 0).value() == "value");
    CHECK(child.wait() == 0);
}

}  // namespace
}  // namespace job_retry
