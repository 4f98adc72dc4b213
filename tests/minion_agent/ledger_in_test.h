// What the tests of ledger, gate and commands share: claims, times, and a ledger whose processes live as the
// test says.

#pragma once

#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "minion_agent/ledger.h"
#include "support/temporary_directory.h"

namespace job_retry::test {

inline constexpr std::size_t kLedgerSize = std::size_t{1} << 20;
inline const std::string kJid = "20261124060139123456";
inline const WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{6} +
                           std::chrono::seconds{100}};

inline Jid jid(const std::string& text = kJid) {
    return Jid::parse(text).value();
}

// A JID of Salt's form, so many seconds after midnight of a day in November 2026.
inline std::string jid_at(int day, int second, const std::string& suffix = "") {
    char text[32];
    std::snprintf(text, sizeof text, "202611%02d%02d%02d%02d000000", day, second / 3600, second / 60 % 60,
                  second % 60);
    return text + suffix;
}

inline WallTime day(int day) {
    return WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / day}};
}

inline Sha256 digest(unsigned char fill = 7) {
    Sha256 bytes{};
    bytes.fill(fill);
    return bytes;
}

inline ProcessIdentity process(pid_t pid) {
    return {pid, std::uint64_t(pid) * 100, "11111111-2222-3333-4444-555555555555"};
}

inline Claim claim_of(const std::string& text, pid_t pid = 1) {
    return {.jid = jid(text),
            .index = 0,
            .count = 1,
            .fun = "cmd.run",
            .digest = digest(),
            .via = proto::Via::live,
            .master = "salt",
            .process = process(pid)};
}

// A ledger in a directory of its own.
struct LedgerInTest {
    TemporaryDirectory temporary;
    std::shared_ptr<std::set<pid_t>> living = std::make_shared<std::set<pid_t>>();
    RerunRule rerun;
    std::optional<Ledger> ledger;

    explicit LedgerInTest(std::size_t size = kLedgerSize) { reopen(size); }
    void reopen(std::size_t size = kLedgerSize) {
        ledger.reset();
        auto opened = Ledger::open({.directory = temporary / "ledger", .size = size, .rerun = rerun},
                                   [alive = living](const ProcessIdentity& one) {
                                       return alive->contains(one.pid) && one == process(one.pid);
                                   });
        if (!opened) FAIL(opened.error().text);
        ledger.emplace(std::move(*opened));
    }
    proto::Answer claim(const Claim& claim, WallTime now = kNow) {
        auto decision = ledger->claim(claim, now);
        if (!decision) FAIL(decision.error().text);
        return decision->answer;
    }
    void run(const std::string& text, WallTime claimed, WallTime finished) {
        REQUIRE(claim(claim_of(text), claimed) == proto::Answer::granted);
        REQUIRE(ledger->finish(jid(text), 0, 0, "return", finished));
    }
    JobState state(const std::string& text = kJid) { return ledger->state(jid(text)).value(); }
    std::vector<std::string> newest(std::size_t limit = 1000) {
        std::vector<std::string> found;
        REQUIRE(ledger->scan([&](const Entry& entry) {
            found.push_back(entry.claim.jid.text());
            return found.size() < limit;
        }));
        return found;
    }
};

}  // namespace job_retry::test
