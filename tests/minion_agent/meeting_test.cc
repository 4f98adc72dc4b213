#include "minion_agent/meeting.h"

#include <catch2/catch.hpp>
#include <set>
#include <vector>

namespace job_retry {
namespace {

using std::chrono::seconds;

constexpr WallTime kMaster{seconds(1'800'000'000)};
constexpr SteadyTime kBegun{seconds(500)};  // of the ledger

// A ledger of one row, a master whose clock is a variable, and a signature that fits when the test says so.
struct Script {
    Now now{kMaster, SteadyTime(seconds(1000))};
    std::optional<WallTime> kept;
    bool ledger_works = true;
    bool fits = true;
    int nonces = 0;
    std::vector<WallTime> met;
    std::vector<std::string> verified;
    Meeting meeting{{[this]() -> Result<std::optional<WallTime>> {
                         if (!ledger_works) return fail(Errc::io, "unreadable");
                         return kept;
                     },
                     [this](WallTime begun) -> Result<WallTime> {
                         if (!ledger_works) return fail(Errc::io, "unwritable");
                         met.push_back(begun);
                         kept = kept ? std::min(*kept, begun) : begun;
                         return *kept;
                     },
                     [this](const std::string& nonce, const proto::ClockStatement&) -> Result<void> {
                         verified.push_back(nonce);
                         if (!fits) return fail(Errc::denied, "not signed");
                         return {};
                     },
                     [this] { return "nonce " + std::to_string(++nonces); }}};

    void pass(seconds time) {
        now.steady += time;
        now.wall += time;
    }
    void welcome(WallTime master_time) { meeting.welcomed(master_time, kBegun, now); }
};

TEST_CASE("a ledger that has not met this master asks for its time, and begins where that says") {
    Script s;
    CHECK_FALSE(s.meeting.next_tick());
    s.welcome(kMaster);
    const auto asked = s.meeting.tick(s.now);
    REQUIRE(asked.send);
    CHECK(asked.send->nonce == "nonce 1");
    CHECK_FALSE(asked.since);
    CHECK_FALSE(s.meeting.tick(s.now).send);
    s.pass(seconds(2));
    s.meeting.receive({kMaster + seconds(1), "s"}, s.now);
    const auto over = s.meeting.tick(s.now);
    // The ledger was there for 500 s when the question was sent.
    CHECK(over.since == kMaster + seconds(1) - seconds(500));
    CHECK(s.met.size() == 1);
    CHECK(s.verified == std::vector<std::string>{"nonce 1"});
    CHECK_FALSE(s.meeting.next_tick());
}

TEST_CASE("what the ledger keeps is taken without a question, and is not changed by a welcome") {
    Script s;
    s.kept = kMaster - seconds(500);
    for (const seconds later : {seconds(0), seconds(100'000), -Meeting::kSlack}) {
        s.welcome(kMaster + later);
        const auto over = s.meeting.tick(s.now);
        CHECK_FALSE(over.send);
        CHECK(over.since == s.kept);
    }
    CHECK(s.met.empty());
    CHECK(s.nonces == 0);
}

TEST_CASE("a master whose clock seems to have been set back is asked, and lowers what is kept") {
    Script s;
    s.kept = kMaster - seconds(500);
    s.welcome(kMaster - seconds(3600));
    REQUIRE(s.meeting.tick(s.now).send);
    s.meeting.receive({kMaster - seconds(3600), "s"}, s.now);
    CHECK(s.meeting.tick(s.now).since == kMaster - seconds(4100));
}

TEST_CASE("a time that is not signed for the nonce changes nothing") {
    SECTION("where something is kept, that is gone on with after a while") {
        Script s;
        s.kept = kMaster - seconds(500);
        s.fits = false;
        s.welcome(WallTime());
        REQUIRE(s.meeting.tick(s.now).send);
        s.meeting.receive({WallTime(), "s"}, s.now);
        CHECK_FALSE(s.meeting.tick(s.now).since);
        s.pass(seconds(10));
        CHECK(s.meeting.tick(s.now).since == kMaster - seconds(500));
        CHECK(s.met.empty());
    }
    SECTION(
        "where nothing is kept, it is asked for again with another nonce, at longer and longer intervals") {
        Script s;
        s.fits = false;
        s.welcome(WallTime());
        seconds between{10};
        for (int i = 1; i <= 10; ++i) {
            const auto asked = s.meeting.tick(s.now);
            REQUIRE(asked.send);
            CHECK(asked.send->nonce == "nonce " + std::to_string(i));
            s.meeting.receive({WallTime(), "s"}, s.now);
            s.meeting.receive({WallTime(), "s"}, s.now);  // one answer a question is looked at
            CHECK(int(s.verified.size()) == i);
            REQUIRE(s.meeting.next_tick());
            CHECK(*s.meeting.next_tick() - s.now.steady == std::min(between, seconds(600)));
            s.pass(between);
            between *= 2;
        }
        CHECK(s.met.empty());
        CHECK_FALSE(s.kept);
    }
}

TEST_CASE("a time that nobody asked for, or that comes when the link is lost, is not looked at") {
    Script s;
    s.meeting.receive({kMaster, "s"}, s.now);
    s.welcome(kMaster);
    s.meeting.receive({kMaster, "s"}, s.now);
    REQUIRE(s.meeting.tick(s.now).send);
    s.meeting.lost();
    s.meeting.receive({kMaster, "s"}, s.now);
    CHECK(s.verified.empty());
    CHECK_FALSE(s.meeting.tick(s.now).since);
}

TEST_CASE("while the ledger cannot be read or written the meeting is not over, and it goes on when it can") {
    Script s;
    s.ledger_works = false;
    s.welcome(kMaster);
    CHECK(s.meeting.tick(s.now).failed);
    CHECK_FALSE(s.meeting.tick(s.now).failed);  // not again at once
    s.ledger_works = true;
    s.pass(seconds(5));
    REQUIRE(s.meeting.tick(s.now).send);
    s.meeting.receive({kMaster, "s"}, s.now);
    s.ledger_works = false;
    CHECK(s.meeting.tick(s.now).failed);
    s.ledger_works = true;
    s.pass(seconds(5));
    CHECK(s.meeting.tick(s.now).since);
}

}  // namespace
}  // namespace job_retry
