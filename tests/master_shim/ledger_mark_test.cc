// Which ledger speaks: the rule, and what the shim does by it.

#include "master_shim/ledger_mark.h"

#include "tests/master_shim/shim_bench.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

const WallTime kHeard{seconds(1'000'000)};

std::string sixteen(char fill) {
    return std::string(proto::kMarkSize, fill);
}

proto::LedgerMark said(char ledger, std::uint64_t number, char mark, WallTime since = {}) {
    return {sixteen(ledger), number, sixteen(mark), since};
}

// Ledger L, told number 7 (mark g).
const std::optional<KnownLedger> kKnown = KnownLedger{sixteen('L'), 7, sixteen('g'), kHeard};

}  // namespace

TEST_CASE("the ledger that spoke last may go on, and no earlier state or copy of it") {
    for (const bool is_later : {true, false}) {
        const Standing less = is_later ? Standing::behind : Standing::overtaken;
        CHECK(standing(std::nullopt, said('L', 1, 'a'), is_later) == Standing::further);
        CHECK(standing(kKnown, said('L', 7, 'g'), is_later) == Standing::same);
        CHECK(standing(kKnown, said('L', 8, 'h'), is_later) == Standing::further);
        CHECK(standing(kKnown, said('L', 7, 'h'), is_later) == less);  // it, too, made a seventh
        CHECK(standing(kKnown, said('L', 6, 'f'), is_later) == less);
        CHECK(standing(kKnown, said('L', 1, 'a', kHeard + hours(1)), is_later) == less);
    }
}

TEST_CASE("a shim that has gone back itself takes the ledger for no older one") {
    CHECK(standing(kKnown, said('L', 500, 'z'), true) == Standing::further);
}

TEST_CASE("another ledger may speak when it began after the last one was heard") {
    CHECK(standing(kKnown, said('N', 1, 'a', kHeard), true) == Standing::begun_later);
    CHECK(standing(kKnown, said('N', 1, 'a', kHeard), false) == Standing::begun_later);
    CHECK(standing(kKnown, said('N', 9, 'a', kHeard - seconds(1)), true) == Standing::behind);
    CHECK(standing(kKnown, said('N', 9, 'a', kHeard - seconds(1)), false) == Standing::overtaken);
}

TEST_CASE("what is remembered is what was said last, and when") {
    const WallTime now = kHeard + hours(1);
    const auto next = [&](const std::optional<KnownLedger>& known, const proto::LedgerMark& mark) {
        return remember(known, mark, standing(known, mark, true), now);
    };
    CHECK(next(std::nullopt, said('L', 3, 'c')) == KnownLedger{sixteen('L'), 3, sixteen('c'), now});
    CHECK(next(kKnown, said('L', 8, 'h')) == KnownLedger{sixteen('L'), 8, sixteen('h'), now});
    CHECK(next(kKnown, said('N', 1, 'a', now)) == KnownLedger{sixteen('N'), 1, sixteen('a'), now});
    CHECK_FALSE(next(kKnown, said('L', 7, 'g')));
    CHECK_FALSE(next(kKnown, said('L', 2, 'b')));
}

TEST_CASE("a clock that ran ahead keeps no ledger out that begins anew") {
    const WallTime now = kHeard - hours(10);
    auto known = remember(kKnown, said('L', 2, 'b'), Standing::behind, now);
    REQUIRE(known);
    CHECK(known->heard == now);
    CHECK(standing(known, said('N', 1, 'a', now), true) == Standing::begun_later);
}

TEST_CASE("a row of a ledger is read as it was written") {
    CHECK(decode_ledger(encode(*kKnown)).value() == *kKnown);
    CHECK(decode_ledger("nonsense").error().code == Errc::corrupt);
}

// ---- the shim

TEST_CASE("a ledger that has gone back gets no list, and what was handed out to the other one has ended") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.publish(kLater, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    const auto list = [&](const proto::LedgerMark& mark) {
        return bench.ask<proto::PendingList>(proto::List{{}, mark});
    };
    CHECK(list(said('L', 1, 'a')).jobs.size() == 2);
    bench.ask<proto::JobLoad>(proto::Take{jid(kJob), said('L', 2, 'b')});

    // Over the same connection it was said before.
    CHECK(list(said('L', 1, 'a')).jobs.size() == 2);
    CHECK(bench.ask<proto::Wait>(proto::Take{jid(kLater), said('L', 1, 'a')}).jid == jid(kLater));

    bench.introduce("c2");
    const auto told = bench.ask<proto::PendingList>(proto::List{{}, said('L', 2, 'x')}, "c2");
    CHECK(told.behind == sixteen('x'));
    CHECK(told.jobs.empty());
    CHECK(bench.shim->sessions().ledgers_behind() == 1);
    CHECK(bench.state(kJob, "a").find("interrupted: handed out to this minion before its ledger") == 0);
    CHECK(bench.state(kLater, "a") == "pending");
    // Nor a job.
    const auto refused = bench.ask<proto::PendingList>(proto::Take{jid(kLater), said('L', 1, 'y')}, "c2");
    CHECK(refused.behind == sixteen('y'));

    // It begins anew, and is heard.
    const auto anew =
        bench.ask<proto::PendingList>(proto::List{{}, said('N', 1, 'a', bench.time.now.wall)}, "c2");
    CHECK(anew.behind.empty());
    CHECK(anew.jobs.size() == 1);
    bench.ask<proto::Wait>(proto::Take{jid(kLater), said('L', 3, 'c')});
    // Another start of the shim changes nothing of that.
    bench.start();
    bench.introduce();
    CHECK_FALSE(list(said('L', 3, 'c')).behind.empty());
    CHECK(list(said('N', 1, 'a', bench.time.now.wall)).behind.empty());
}

TEST_CASE("what was handed out to a ledger that another one has replaced has ended") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.publish(kLater, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    bench.ask<proto::PendingList>(proto::List{{}, said('L', 1, 'a')});
    bench.ask<proto::JobLoad>(proto::Take{jid(kJob), said('L', 2, 'b')});
    bench.time.pass(seconds(60));
    CHECK(bench.ask<proto::PendingList>(proto::List{{}, said('N', 1, 'a', bench.time.now.wall)})
              .behind.empty());
    CHECK(bench.state(kJob, "a").find("interrupted: ") == 0);
    CHECK(bench.state(kLater, "a") == "pending");
}

TEST_CASE("the ledger of a minion is forgotten with its key") {
    Bench bench;
    bench.introduce();
    bench.ask<proto::PendingList>(proto::List{{}, said('L', 5, 'e')});
    bench.keys.marks.erase("a");
    bench.shim->on_key_changed("a", bench.time.now);
    bench.pass(seconds(1));
    bench.keys.accept("a", minion_key().public_key());
    bench.introduce();
    CHECK(bench.ask<proto::PendingList>(proto::List{{}, said('L', 2, 'b')}).behind.empty());
}

TEST_CASE("what a list says about a ledger counts only when it is on disk") {
    Bench bench;
    bench.introduce();
    bench.ask<proto::PendingList>(proto::List{{}, said('L', 1, 'a')});
    const auto known = bench.deliveries->ledger_of("a");
    REQUIRE(known);
    REQUIRE(*known);
    CHECK((*known)->number == 1);
    CHECK((*known)->heard == bench.time.now.wall);
}
