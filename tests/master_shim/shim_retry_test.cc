// Shim: what an administrator lets run once more.

#include "tests/master_shim/shim_bench.h"

using namespace job_retry;
using namespace job_retry::test;
using proto::Reported;

namespace {

// One job that was handed out to minion `a` and was interrupted there.
struct Interrupted : Bench {
    explicit Interrupted(Shim::Options changes = {}) : Bench(std::move(changes)) {
        publish(kJob, {"a"});
        pass(seconds(30));
        introduce();
        ask<proto::JobLoad>(proto::Take{jid(kJob)});
        report(Reported::interrupted);
        REQUIRE(state(kJob, "a") == "interrupted: the power went");
    }
    void report(Reported as, std::uint64_t retry = 0) {
        CHECK(ask<proto::Ack>(proto::Report{jid(kJob), as, {}, "the power went", retry}).state == as);
    }
    Result<void> retry() {
        auto done = shim->retry(jid(kJob), "a", time.now);
        step();
        return done;
    }
    proto::PendingList::Item listed() {
        const auto list = ask<proto::PendingList>(proto::List{});
        REQUIRE(list.jobs.size() == 1);
        return list.jobs.front();
    }
};

}  // namespace

TEST_CASE("a retry makes an ended delivery owed again, with a permission, and its agent is told") {
    Interrupted bench;
    CHECK(bench.list().empty());
    bench.time.pass(hours(1));
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    const auto replies = bench.step().replies;
    REQUIRE(replies.size() == 1);
    CHECK(std::holds_alternative<proto::Notify>(replies[0].message));
    CHECK(bench.state(kJob, "a") == "pending: retry by administrator");
    CHECK(bench.listed().retry > 0);
    CHECK(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}).load.size() > 10);
    const auto delivery = bench.deliveries->find(jid(kJob), "a");
    CHECK((*delivery)->due == bench.time.now.wall + hours(24));
    bench.start();
    CHECK(bench.state(kJob, "a") == "pending: retry by administrator");
}

TEST_CASE("what an agent said before it heard of the permission does not end the delivery again") {
    Interrupted bench;
    REQUIRE(bench.retry());
    bench.report(Reported::interrupted);
    bench.report(Reported::refused);
    CHECK(bench.state(kJob, "a") == "pending: retry by administrator");
    const std::uint64_t first = bench.listed().retry;
    bench.report(Reported::interrupted, first);
    CHECK(bench.state(kJob, "a") == "interrupted: the power went");
    REQUIRE(bench.retry());
    CHECK(bench.listed().retry > first);
    bench.report(Reported::interrupted, first);
    CHECK(bench.state(kJob, "a") == "pending: retry by administrator");
}

TEST_CASE("a later permission has a higher number, also when the clock was set back") {
    Interrupted bench;
    REQUIRE(bench.retry());
    const std::uint64_t first = bench.listed().retry;
    bench.report(Reported::interrupted, first);
    bench.time.now.wall -= hours(2);
    REQUIRE(bench.retry());
    CHECK(bench.listed().retry == first + 1);
}

TEST_CASE("every way in which a delivery ends without a return can be retried") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    SECTION("cancelled") {
        REQUIRE(bench.shim->cancel(jid(kJob), {}, bench.time.now));
    }
    SECTION("expired") {
        bench.pass(hours(24));
    }
    SECTION("refused") {
        bench.introduce();
        bench.say(proto::Report{jid(kJob), Reported::refused, {}, "not targeted"});
    }
    bench.step();
    REQUIRE(bench.deliveries->open_count("a") == 0);
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    bench.step();
    CHECK(bench.state(kJob, "a") == "pending: retry by administrator");
}

TEST_CASE("what is owed, has returned or was forgotten cannot be retried, and the reason is said") {
    Interrupted bench;
    const auto refused = [&](const std::string& minion, Errc code) {
        const auto retried = bench.shim->retry(jid(kJob), minion, bench.time.now);
        REQUIRE_FALSE(retried);
        CHECK(retried.error().code == code);
        CHECK_FALSE(retried.error().text.empty());
    };
    refused("b", Errc::not_found);
    SECTION("owed") {
        REQUIRE(bench.retry());
        refused("a", Errc::conflict);
    }
    SECTION("returned") {
        bench.give_back(kJob, "a");
        refused("a", Errc::conflict);
    }
    SECTION("returned, but not seen yet") {
        bench.cache.returns.insert({kJob, "a"});
        refused("a", Errc::conflict);
    }
    SECTION("Salt has forgotten it") {
        bench.cache.loads.clear();
        refused("a", Errc::not_found);
    }
    SECTION("no key") {
        bench.keys.marks.erase("a");
        refused("a", Errc::denied);
    }
    CHECK(bench.step().events.empty());
}

TEST_CASE("a clock that was set forward by mistake expires nothing, and nothing spins meanwhile") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.time.now.wall += hours(48);
    bench.step();
    CHECK(*bench.shim->next() > bench.time.now.steady + hours(1));
    bench.pass(seconds(300));
    CHECK(bench.state(kJob, "a") == "pending");
    bench.time.now.wall -= hours(48);
    bench.pass(hours(23));
    CHECK(bench.state(kJob, "a") == "pending");
    bench.pass(hours(1));
    CHECK(bench.state(kJob, "a") == "expired: not delivered in time");
}

TEST_CASE("a job that is taken over and over without a return is refused, until somebody retries it") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    for (int i = 0; i < 25; ++i)
        bench.ask<proto::JobLoad>(proto::Take{jid(kJob)});
    CHECK(bench.ask<proto::Gone>(proto::Take{jid(kJob)}).state == "refused");
    CHECK(bench.state(kJob, "a").find("taken 25 times") != std::string::npos);
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    bench.step();
    bench.ask<proto::JobLoad>(proto::Take{jid(kJob)});
}

TEST_CASE("a job that is cancelled while it runs ends as what it is, and one behind it is not handed out") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.publish(kLater, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    CHECK(bench.list() == std::vector<std::string>{kJob, kLater});
    bench.ask<proto::JobLoad>(proto::Take{jid(kJob)});
    bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::running, {}, ""});
    REQUIRE(bench.shim->cancel(jid(kJob), {"a"}, bench.time.now));
    REQUIRE(bench.shim->cancel(jid(kLater), {"a"}, bench.time.now));
    bench.step();
    CHECK(bench.ask<proto::Gone>(proto::Take{jid(kLater)}).state == "cancelled");
    CHECK(bench.list().empty());
    CHECK(bench.state(kJob, "a") == "cancelled: by administrator");
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::finished, 0, ""});
    CHECK(bench.state(kJob, "a") == "returned");
}

TEST_CASE("the load of an ended job is kept for a retry") {
    Shim::Options options;
    options.standalone = true;
    Bench bench(options);
    bench.cache.keeps_returns = false;
    bench.cache.distrusted = "standalone: there is no master";
    bench.cache.loads[kJob] = "";
    auto published =
        bench.shim->publish(jid(kJob), {"a"}, "cmd.run", {std::string("\x90", 1)}, "root", bench.time.now);
    REQUIRE(published);
    bench.step();
    REQUIRE(bench.shim->cancel(jid(kJob), {}, bench.time.now));
    bench.step();
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    bench.step();
    bench.introduce();
    CHECK_FALSE(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}).load.empty());
}
