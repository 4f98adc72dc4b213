#include "minion_agent/ledger_command.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "minion_agent/ledger_in_test.h"
#include "minion_agent/returned_value.h"
#include "minion_agent/returns.h"
#include "minion_agent/stores.h"
#include "support/forked_process.h"

namespace job_retry {
namespace {

using nlohmann::json;
using test::claim_of;
using test::jid;
using test::jid_at;
using test::kNow;
using namespace std::chrono_literals;

// A finished job with a return, an interrupted one and a multi-function one of which one function runs.
struct RecordedJobs {
    test::TemporaryDirectory temporary;
    std::string finished = jid_at(24, 1);
    std::string interrupted = jid_at(24, 2);
    std::string several = jid_at(24, 3);

    RecordedJobs() {
        auto ledger =
            Ledger::open({.directory = ledger_directory(temporary.path()), .size = test::kLedgerSize});
        auto returns =
            Returns::open({.directory = returns_directory(temporary.path()), .size = test::kLedgerSize});
        REQUIRE((ledger && returns));
        REQUIRE(ledger->claim(claim_of(finished), kNow));
        REQUIRE(returns->put(jid(finished), 0, "\x81\xa5value\x92\x01\xc3", kNow));
        REQUIRE(ledger->finish(jid(finished), 0, 7, "return", kNow + 1500us));
        Claim claim = claim_of(interrupted, 0x7ffffff0);
        claim.via = proto::Via::pending;
        REQUIRE(ledger->claim(claim, kNow + 1s));
        claim = claim_of(several);
        claim.count = 2;
        claim.fun = "state.apply";
        claim.process = ProcessIdentity::of(getpid()).value();
        REQUIRE(ledger->claim(claim, kNow + 2s));
    }
    json list(const LedgerFilter& filter = {}) {
        std::ostringstream out;
        const auto listed = ledger_list(temporary.path(), filter, true, out);
        if (!listed) FAIL(listed.error().text);
        return json::parse(out.str());
    }
    std::string table(const LedgerFilter& filter = {}) {
        std::ostringstream out;
        REQUIRE(ledger_list(temporary.path(), filter, false, out));
        return out.str();
    }
    std::string show(const std::string& text, bool as_json) {
        std::ostringstream out;
        const auto shown = ledger_show(temporary.path(), text, as_json, out);
        if (!shown) FAIL(shown.error().text);
        return out.str();
    }
};

TEST_CASE("a list for programs has every entry, newest first, with times in both forms") {
    RecordedJobs test;
    const json list = test.list();
    REQUIRE(list.size() == 3);
    CHECK(list[0]["jid"] == test.several);
    CHECK(list[0]["state"] == "running");
    CHECK(list[0]["fun"] == "state.apply");
    CHECK(list[0]["count"] == 2);
    CHECK(list[0]["retcode"].is_null());
    CHECK(list[0]["finished_at"].is_null());
    CHECK(list[0]["finished_at_us"].is_null());
    CHECK(list[1]["jid"] == test.interrupted);
    CHECK(list[1]["state"] == "interrupted");
    CHECK(list[1]["via"] == "pending");
    const json& last = list[2];
    CHECK(last["jid"] == test.finished);
    CHECK(last["state"] == "finished");
    CHECK(last["via"] == "live");
    CHECK(last["retcode"] == 7);
    CHECK(last["outcome"] == "return");
    CHECK(last["master"] == "salt");
    CHECK(last["claimed_at"] == "2026-11-24T06:01:40.000000Z");
    CHECK(last["finished_at"] == "2026-11-24T06:01:40.001500Z");
    CHECK(last["finished_at_us"].get<std::int64_t>() - last["claimed_at_us"].get<std::int64_t>() == 1500);
}

TEST_CASE("a list can be narrowed by state, function and number") {
    RecordedJobs test;
    CHECK(test.list({.state = "finished"}).size() == 1);
    CHECK(test.list({.state = "claimed"}).size() == 2);
    CHECK(test.list({.state = "interrupted"})[0]["jid"] == test.interrupted);
    CHECK(test.list({.fun = "cmd.*"}).size() == 2);
    CHECK(test.list({.fun = "cmd"}).empty());
    CHECK(test.list({.limit = 2}).size() == 2);
    CHECK(test.list({.limit = 0}).size() == 3);
    std::ostringstream out;
    const auto unknown = ledger_list(test.temporary.path(), {.state = "lost"}, true, out);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == Errc::invalid);
    CHECK_THAT(unknown.error().text, Catch::Contains("lost") && Catch::Contains("interrupted"));
}

TEST_CASE("a list for people is a table, and says when there is more") {
    RecordedJobs test;
    const std::string table = test.table();
    CHECK_THAT(table, Catch::StartsWith("JID ") && Catch::Contains("state.apply (1 of 2)  running") &&
                          Catch::Contains("2026-11-24 06:01:40") && !Catch::Contains("more"));
    CHECK_THAT(test.table({.limit = 1}), Catch::Contains("--limit 0"));
    CHECK_THAT(test.table({.fun = "no.such"}), Catch::Contains("Nothing is recorded that fits"));
}

TEST_CASE("showing a job tells all of it, with its return where that is plain") {
    RecordedJobs test;
    const json shown = json::parse(test.show(test.finished, true));
    REQUIRE(shown.size() == 1);
    CHECK(shown[0]["return"] == json::parse(R"({"value": [1, true]})"));
    CHECK(shown[0]["return_size"] == 10);
    CHECK(shown[0]["digest"].get<std::string>().size() == 64);
    const json open = json::parse(test.show(test.interrupted, true));
    CHECK(open[0]["return"].is_null());
    CHECK(open[0]["return_size"].is_null());
    CHECK_THAT(test.show(test.finished, false),
               Catch::Contains("retcode:       7") && Catch::Contains("10 B, recorded") &&
                   Catch::Contains("    value:\n        - 1\n        - True\n"));
    CHECK_THAT(test.show(test.several, false), Catch::Contains("running") && !Catch::Contains("retcode"));
}

TEST_CASE("a JID that the ledger does not know is an error that says where to look") {
    RecordedJobs test;
    const test::TemporaryDirectory empty;
    for (const auto& directory : {test.temporary.path(), empty.path()}) {
        std::ostringstream out;
        const auto shown = ledger_show(directory, "20200101000000000000", true, out);
        REQUIRE_FALSE(shown);
        CHECK(shown.error().code == Errc::not_found);
        CHECK_THAT(shown.error().text,
                   Catch::Contains("20200101000000000000") && Catch::Contains("ledger list"));
        CHECK(out.str().empty());
        CHECK(ledger_show(directory, "a/b", true, out).error().code == Errc::invalid);
    }
}

TEST_CASE("where the agent has not been yet the list is empty and nothing is made") {
    const test::TemporaryDirectory temporary;
    std::ostringstream out;
    REQUIRE(ledger_list(temporary.path(), {}, true, out));
    CHECK(json::parse(out.str()) == json::array());
    std::ostringstream text;
    REQUIRE(ledger_list(temporary.path(), {}, false, text));
    CHECK_THAT(text.str(), Catch::Contains("Nothing is recorded yet"));
    REQUIRE(ledger_stats(temporary.path(), false, text));
    CHECK(std::filesystem::is_empty(temporary.path()));
}

TEST_CASE("stats count what the ledger holds") {
    RecordedJobs test;
    std::ostringstream out;
    REQUIRE(ledger_stats(test.temporary.path(), true, out));
    const json stats = json::parse(out.str());
    CHECK(stats["entries"] == 3);
    CHECK(stats["finished"] == 1);
    CHECK(stats["claimed"] == 2);
    CHECK(stats["size_bytes"] == test::kLedgerSize);
    CHECK(stats["floors"] == json::array());
    CHECK(stats["returns"]["recorded"] == 1);
    CHECK(stats["returns"]["unconfirmed"] == 1);
    std::ostringstream text;
    REQUIRE(ledger_stats(test.temporary.path(), false, text));
    CHECK_THAT(text.str(), Catch::Contains("3, of which 1 finished and 2 claimed"));
}

TEST_CASE("only a plain value is shown, anything else is left as bytes") {
    CHECK(plain_value("\xc0").value().is_null());
    CHECK(plain_value("\xa2ok").value() == "ok");
    for (const std::string& bytes :
         {std::string(), std::string("\xc4\x01x", 3), std::string("\x81\x01\x02"), std::string("\x92\x01"),
          std::string("\xc7\x01\x4ex", 4), std::string("\x01\x02"), std::string(100000, '\x91'),
          std::string("\xdd\xff\xff\xff\xff")})
        CHECK_FALSE(plain_value(bytes));
}

std::vector<std::string> told(const std::string& lines) {
    std::vector<std::string> found;
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) {
        const json entry = json::parse(line);
        found.push_back(entry["jid"].get<std::string>() + " " + entry["state"].get<std::string>());
    }
    return found;
}

TEST_CASE("following begins with the newest entries, oldest first, and tells nothing twice") {
    RecordedJobs test;
    std::ostringstream out;
    int turns = 0;
    REQUIRE(ledger_follow(test.temporary.path(), {.limit = 2}, true, out, [&] { return ++turns < 3; }));
    CHECK(told(out.str()) ==
          std::vector<std::string>{test.interrupted + " interrupted", test.several + " running"});
}

TEST_CASE("following tells of a claim and of its finish as they come") {
    const test::TemporaryDirectory temporary;
    const std::filesystem::path directory = ledger_directory(temporary.path());
    const std::string name = jid_at(24, 1);
    test::Milestone ready, may_claim, claimed, may_finish, finished, may_end;
    test::ForkedProcess other([&] {
        auto ledger = Ledger::open({.directory = directory, .size = test::kLedgerSize});
        ready.reach();
        Claim claim = claim_of(name);
        claim.process = ProcessIdentity::of(getpid()).value();
        if (!ledger || !may_claim.await() || !ledger->claim(claim, kNow)) return 1;
        claimed.reach();
        if (!may_finish.await() || !ledger->finish(jid(name), 0, 0, "return", kNow + 1s)) return 2;
        finished.reach();
        may_end.await();
        return 0;
    });
    REQUIRE(ready.await());
    std::ostringstream out;
    int turns = 0;
    REQUIRE(ledger_follow(temporary.path(), {}, true, out, [&] {
        if (turns == 2) return false;
        (turns == 0 ? may_claim : may_finish).reach();
        (turns == 0 ? claimed : finished).await();
        return ++turns <= 2;
    }));
    may_end.reach();
    CHECK(other.wait() == 0);
    CHECK(told(out.str()) == std::vector<std::string>{name + " running", name + " finished"});
}

TEST_CASE("following tells of an interruption, which nobody writes down") {
    const test::TemporaryDirectory temporary;
    const std::string name = jid_at(24, 1);
    test::Milestone claimed, may_die;
    test::ForkedProcess other([&] {
        auto ledger =
            Ledger::open({.directory = ledger_directory(temporary.path()), .size = test::kLedgerSize});
        Claim claim = claim_of(name);
        claim.process = ProcessIdentity::of(getpid()).value();
        if (!ledger || !ledger->claim(claim, kNow)) return 1;
        claimed.reach();
        may_die.await();
        return 0;
    });
    REQUIRE(claimed.await());
    std::ostringstream out;
    int turns = 0;
    REQUIRE(ledger_follow(temporary.path(), {}, true, out, [&] {
        if (turns == 1) {
            may_die.reach();
            CHECK(other.wait() == 0);
        }
        return ++turns <= 3;
    }));
    CHECK(told(out.str()) == std::vector<std::string>{name + " running", name + " interrupted"});
}

TEST_CASE("verifying counts what is sound") {
    RecordedJobs test;
    std::ostringstream out;
    REQUIRE(ledger_verify(test.temporary.path(), false, out));
    CHECK(out.str() == "The ledger is sound: 3 entries, 0 floors, 1 recorded returns.\n");
    const test::TemporaryDirectory empty;
    CHECK(ledger_verify(empty.path(), false, out).error().code == Errc::not_found);
}

TEST_CASE("verifying finds damage in the middle of the ledger") {
    RecordedJobs test;
    {
        std::fstream file(ledger_directory(test.temporary.path()) / "data.mdb",
                          std::ios::in | std::ios::out | std::ios::binary);
        std::string bytes(std::istreambuf_iterator<char>(file), {});
        // Older pages still hold it too: which of them counts is LMDB's business.
        const std::string key = "t" + test.finished;
        file.clear();
        for (std::size_t at = bytes.find(key); at != std::string::npos; at = bytes.find(key, at + 1)) {
            file.seekp(static_cast<std::streamoff>(at + key.size()));
            file << '\xff';
        }
    }
    std::ostringstream out;
    const auto verified = ledger_verify(test.temporary.path(), false, out);
    REQUIRE_FALSE(verified);
    CHECK(verified.error().code == Errc::corrupt);
}

TEST_CASE("an export has each entry as a JSON object on a line of its own") {
    RecordedJobs test;
    std::ostringstream out;
    REQUIRE(ledger_export(test.temporary.path(), out));
    std::istringstream lines(out.str());
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        CHECK(json::parse(line)["digest"].get<std::string>().size() == 64);
    CHECK(count == 3);
}

TEST_CASE("a dry run of prune tells what prune then does") {
    const test::TemporaryDirectory temporary;
    {
        auto ledger =
            Ledger::open({.directory = ledger_directory(temporary.path()), .size = test::kLedgerSize});
        REQUIRE(ledger);
        for (const int day : {2, 3, 20}) {
            REQUIRE(ledger->claim(claim_of(jid_at(day, 1)), test::day(day)));
            REQUIRE(ledger->finish(jid(jid_at(day, 1)), 0, 0, "return", test::day(day)));
        }
    }
    const auto prune = [&](bool dry_run) {
        std::ostringstream out;
        REQUIRE(ledger_prune(temporary.path(), test::day(10), dry_run, true, out));
        return json::parse(out.str());
    };
    for (int i = 0; i < 2; ++i) {
        const json told = prune(true);
        CHECK(told["entries"] == 2);
        CHECK(told["floors"][0]["jid"] == jid_at(3, 1));
    }
    CHECK(prune(false)["entries"] == 2);
    CHECK(prune(true)["entries"] == 0);
    std::ostringstream out;
    REQUIRE(ledger_stats(temporary.path(), true, out));
    CHECK(json::parse(out.str())["floors"][0]["jid"] == jid_at(3, 1));
}

}  // namespace
}  // namespace job_retry
