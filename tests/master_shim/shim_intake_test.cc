// Shim: what makes a job owed, and what does not, however it is said.

#include "proto/publication.h"
#include "tests/master_shim/shim_bench.h"

using namespace job_retry;
using namespace job_retry::test;
using proto::Reported;
using std::chrono::milliseconds;

namespace {

// A job that minion `a` has missed while its agent was away, which was met before.
struct Away : Bench {
    Away() {
        introduce();
        shim->on_gone("c1");
        publish(kJob, {"a"});
    }
    proto::PendingList::Item listed() {
        introduce();
        const auto list = ask<proto::PendingList>(proto::List{});
        REQUIRE(list.jobs.size() == 1);
        return list.jobs.front();
    }
};

}  // namespace

// ---- with the witness

TEST_CASE("with the witness nothing that is announced is owed, and that is counted") {
    Bench bench;
    bench.cache.publish(kJob, {"a"}, bench.time.now.wall);
    bench.announce(kJob);
    bench.pass(seconds(9));
    CHECK(bench.shim->doubts().not_witnessed == 0);
    bench.pass(seconds(1));
    CHECK(bench.shim->doubts().not_witnessed == 1);
    CHECK(bench.shim->doubts().last_not_witnessed == kJob);
    bench.pass(seconds(60));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK_FALSE(*bench.deliveries->job(jid(kJob)));
}

TEST_CASE("a flood of announcements leaves nothing in the database") {
    Bench bench;
    for (int i = 0; i < 1000; ++i)
        bench.shim->on(JobAnnounced{jid("forged" + std::to_string(i))}, Shim::Source::bus, bench.time.now);
    bench.pass(seconds(10));
    bench.pass(seconds(30));
    CHECK(bench.shim->doubts().not_witnessed == 1000);
    CHECK(bench.shim->tracker().expected() == 0);
    CHECK_FALSE(*bench.deliveries->job(jid("forged0")));
}

TEST_CASE("what the job cache says later changes nothing of what the witness saw") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.cache.loads[kJob] = published_load(kJob, "cmd.run", "", "id > /root/owned");
    bench.cache.expected[kJob] = {"a", "b"};
    bench.announce(kJob);
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.state(kJob, "b") == "none");
    bench.introduce();
    CHECK(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}).load == *load_for_minion(published_load(kJob)));
}

TEST_CASE("the parts of a rolling batch have a load each") {
    Bench bench;
    bench.witness(kJob, {"a"}, published_load(kJob, "cmd.run", "", "date", "a"));
    bench.witness(kJob, {"b"}, published_load(kJob, "cmd.run", "", "date", "b"));
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.state(kJob, "b") == "pending");
    bench.keys.accept("b", minion_key().public_key());
    bench.introduce("c1", "a");
    bench.introduce("c2", "b");
    CHECK(read_load(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}, "c1").load)->facts.tgt == "a");
    CHECK(read_load(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}, "c2").load)->facts.tgt == "b");
}

TEST_CASE("a publication is as old as the witness says, and never from the future") {
    Bench bench;
    const auto publish = [&](const std::string& job, WallTime at) {
        bench.shim->on(*read_publication(jid(job), published_load(job), {"a"}, at), Shim::Source::witness,
                       bench.time.now);
        bench.step();
        return *bench.deliveries->published_at(jid(job), 0);
    };
    const WallTime now = bench.time.now.wall;
    CHECK(publish("7", now - hours(2)) == now - hours(2));
    CHECK(publish("8", now + hours(2)) == now);
    bench.step();
    CHECK(bench.state("7", "a") == "pending");  // its silence was over when it was read
}

TEST_CASE("who is away when a job is killed does not run it later") {
    const std::string kill = "20260102030405999999";
    const std::string killed = "cancelled: killed by saltutil.kill_job (job " + kill + ")";
    for (const bool in_silence : {true, false}) {
        Bench bench;
        bench.keys.accept("b", minion_key().public_key());
        bench.publish(kJob, {"a", "b"});
        bench.pass(in_silence ? seconds(1) : seconds(30));
        bench.witness(kill, {"a"}, published_load(kill, "saltutil.kill_job", "", kJob));
        CHECK(bench.state(kJob, "a") == killed);
        bench.pass(seconds(60));
        CHECK(bench.state(kJob, "a") == killed);
        CHECK(bench.state(kJob, "b") == "pending");  // was not told to end it
        CHECK(bench.state(kill, "a") == "none");
        // It ran there, and was slow to say so.
        bench.cache.returns.insert({kJob, "a"});
        bench.return_event(kJob, "a");
        CHECK(bench.state(kJob, "a") == "returned");
    }
}

TEST_CASE("a kill ends nothing that came after it, nor for a minion's word") {
    const std::string kill = "20260102030405999999";
    Bench bench;
    const auto published = [&] {
        return *read_publication(jid(kill), published_load(kill, "saltutil.term_job", "", kJob), {"a"},
                                 bench.time.now.wall);
    };
    auto early = published();
    bench.pass(seconds(1));
    bench.publish(kJob, {"a"});
    bench.shim->on(early, Shim::Source::witness, bench.time.now);  // of another job of that JID
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
    auto by_peer = published();
    by_peer.facts.by_peer = true;
    bench.shim->on(by_peer, Shim::Source::witness, bench.time.now);
    bench.step();
    CHECK(bench.state(kJob, "a") == "pending");
    const auto told = published();
    bench.shim->on(told, Shim::Source::witness, bench.time.now);
    bench.step();
    CHECK(bench.state(kJob, "a") == "cancelled: killed by saltutil.term_job (job " + kill + ")");
    bench.pass(seconds(1));
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    bench.step();
    bench.shim->on(told, Shim::Source::witness, bench.time.now);  // told twice
    bench.step();
    CHECK(bench.state(kJob, "a") == "pending: retry by administrator");
}

TEST_CASE("what minions publish is owed only where that is wanted") {
    for (const bool wanted : {false, true}) {
        Shim::Options options = Bench::with_witness();
        options.owe_peers = wanted;
        Bench bench(options);
        auto job = *read_publication(jid(kJob), published_load(kJob), {"a"}, bench.time.now.wall);
        job.facts.by_peer = true;
        bench.shim->on(job, Shim::Source::witness, bench.time.now);
        bench.step();
        bench.pass(seconds(30));
        CHECK(bench.state(kJob, "a") == (wanted ? "pending" : "none"));
    }
}

TEST_CASE("a syndic's id is owed nothing, unless it is a minion's with an agent as well") {
    Shim::Options options = Bench::with_witness();
    options.is_syndic = [](const std::string& id) { return id == "a" || id == "b"; };
    Bench bench(options);
    bench.introduce();
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.state(kJob, "b") == "none");
}

// ---- without it

TEST_CASE("without the witness a job is taken from the job cache, once its files are there") {
    Bench bench(Bench::without_witness());
    bench.announce(kJob);
    bench.pass(milliseconds(500));
    bench.cache.publish(kJob, {"a"}, bench.time.now.wall);
    bench.pass(seconds(1));
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
}

TEST_CASE("without the witness an announced job that the job cache does not have is owed to nobody") {
    Bench bench(Bench::without_witness());
    bench.announce(kJob);
    for (int i = 0; i < 60; ++i)
        bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK_FALSE(*bench.deliveries->job(jid(kJob)));
    CHECK(bench.shim->doubts().not_in_cache == 1);
}

TEST_CASE("without the witness a load that was not published is owed to nobody") {
    Bench bench(Bench::without_witness());
    bench.cache.publish(kJob, {"a"}, bench.time.now.wall);
    bench.cache.loads[kJob] = map({{"cmd", text("_return")},
                                   {"jid", text(kJob)},
                                   {"fun", text("cmd.run")},
                                   {"arg", texts({"id > /root/owned"})},
                                   {"tgt", text("*")}});
    bench.announce(kJob);
    bench.pass(seconds(60));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK(bench.shim->doubts().not_published == 1);
}

TEST_CASE("without the witness the first load stands: who replaces it has it refused") {
    Bench bench(Bench::without_witness());
    bench.publish(kJob, {"a", "b"});
    SECTION("before anybody is silent") {
        bench.cache.loads[kJob] = published_load(kJob, "cmd.run", "", "id > /root/owned");
        bench.pass(seconds(30));
        CHECK(
            bench.state(kJob, "a").starts_with("refused: its load in the job cache has become another one"));
    }
    SECTION("by what is no publication") {
        bench.cache.loads[kJob] = map({{"jid", text(kJob)}});
        bench.pass(seconds(30));
        CHECK(
            bench.state(kJob, "a").starts_with("refused: its load in the job cache has become another one"));
    }
    SECTION("and announces it again") {
        bench.cache.loads[kJob] = published_load(kJob, "cmd.run", "", "id > /root/owned");
        bench.cache.expected[kJob] = {"a", "b", "c"};
        bench.announce(kJob);
        CHECK(bench.shim->doubts().changed == 1);
        CHECK_FALSE(bench.shim->tracker().expects(jid(kJob), "c"));
    }
    SECTION("after it became owed: what was signed is handed out") {
        bench.pass(seconds(30));
        bench.cache.loads[kJob] = published_load(kJob, "cmd.run", "", "id > /root/owned");
        bench.introduce();
        CHECK(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}).load ==
              *load_for_minion(published_load(kJob)));
    }
}

TEST_CASE("without the witness nothing is owed once somebody has sent what only a syndic may") {
    Bench bench(Bench::without_witness());
    SECTION("before a job is seen") {
        bench.cache.distrusted = "syndics is not empty";
        bench.publish(kJob, {"a"});
        bench.pass(seconds(30));
        CHECK(bench.state(kJob, "a") == "none");
        CHECK(bench.shim->doubts().distrusted == 1);
        bench.shim->on(*bench.cache.publication(jid(kJob)), Shim::Source::job_cache, bench.time.now);
        bench.pass(seconds(60));
        CHECK(bench.state(kJob, "a") == "none");
    }
    SECTION("before anybody is silent about it") {
        bench.publish(kJob, {"a"});
        bench.cache.distrusted = "syndics is not empty";
        bench.pass(seconds(30));
        CHECK(bench.state(kJob, "a") == "refused: syndics is not empty");
    }
}

TEST_CASE("without the witness a job is as old as the job cache says, whenever somebody announces it") {
    Bench bench(Bench::without_witness());
    const WallTime long_ago = bench.time.now.wall - hours(2);
    bench.cache.publish(kJob, {"a"}, long_ago);
    bench.announce(kJob);
    CHECK(*bench.deliveries->published_at(jid(kJob), 0) == long_ago);
}

TEST_CASE("what the job cache shows of the time when nobody listened is owed as if it had been heard") {
    Bench bench(Bench::without_witness());
    bench.cache.publish(kJob, {"a"}, bench.time.now.wall - seconds(20));
    const Publication found = *bench.cache.publication(jid(kJob));
    bench.shim->on(found, Shim::Source::job_cache, bench.time.now);
    bench.step();
    bench.pass(seconds(9));
    CHECK(bench.state(kJob, "a") == "none");
    bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "pending");
    bench.shim->on(found, Shim::Source::job_cache, bench.time.now);
    bench.pass(seconds(40));
    CHECK(bench.tags.size() == 1);
}

// ---- signed

TEST_CASE("what is handed out is signed, for this minion, this load and the time of its publication") {
    Bench bench;
    const WallTime published = bench.time.now.wall;
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    bench.introduce();
    const auto job = bench.ask<proto::JobLoad>(proto::Take{jid(kJob)});
    CHECK(job.published == published);
    const auto verifies = [&](const std::string& minion, const std::string& load, WallTime at) {
        const auto root = proto::root_of(minion, job.place);
        return root && proto::verify(proto::Publication{jid(kJob), sha256(load), *root, at}, job.signature,
                                     master_key().public_key());
    };
    CHECK(verifies("a", job.load, published));
    CHECK_FALSE(verifies("b", job.load, published));
    CHECK_FALSE(verifies("a", job.load + " ", published));
    CHECK_FALSE(verifies("a", job.load, published + seconds(1)));
}

TEST_CASE("one signature serves all to whom a job becomes owed together") {
    Bench bench;
    bench.keys.accept("b", minion_key().public_key());
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    bench.introduce("c1", "a");
    bench.introduce("c2", "b");
    CHECK(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}, "c1").signature ==
          bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}, "c2").signature);
}

TEST_CASE("nothing becomes owed while nothing can be signed, and nothing is forgotten") {
    Bench bench;
    bench.has_master_key = false;
    bench.start();
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "none");
    bench.introduce();
    CHECK(bench.ask<proto::ErrorReply>(proto::List{}).code == proto::ErrorCode::busy);
    REQUIRE(bench.shim->sign_with(master_key()));
    bench.pass(seconds(10));
    CHECK(bench.state(kJob, "a") == "pending");
}

TEST_CASE("when the master has got another key, what the old one has signed is signed anew") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    REQUIRE(bench.shim->cancel(jid(kJob), {}, bench.time.now));
    bench.step();
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    bench.step();
    bench.start();
    const RsaPrivateKey other = RsaPrivateKey::generate(2048);
    REQUIRE(bench.shim->sign_with(other));
    bench.introduce();
    const auto item = bench.ask<proto::PendingList>(proto::List{}).jobs.at(0);
    CHECK(proto::verify(proto::Permission{jid(kJob), "a", item.retry}, item.permission, other.public_key()));
    const auto job = bench.ask<proto::JobLoad>(proto::Take{jid(kJob)});
    const proto::Publication what{jid(kJob), sha256(job.load), *proto::root_of("a", job.place),
                                  job.published};
    CHECK(proto::verify(what, job.signature, other.public_key()));
}

TEST_CASE("who writes into the database has nothing signed by it, and nothing handed out") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    auto forged = **bench.deliveries->audience(jid(kJob), {0, 0, 0});
    const RsaPrivateKey other = RsaPrivateKey::generate(2048);
    SECTION("under the key of another day, with another audience") {
        forged.minions = {"b", "a"};
        REQUIRE(bench.deliveries->put_audience(jid(kJob), {0, 0, 0}, forged));
        REQUIRE(bench.shim->sign_with(other));
    }
    SECTION("under a key that was never the master's") {
        forged.key = std::string(32, 'k');
        REQUIRE(bench.deliveries->put_audience(jid(kJob), {0, 0, 0}, forged));
    }
    bench.step();
    bench.introduce();
    CHECK(bench.ask<proto::Gone>(proto::Take{jid(kJob)}).state == "refused");
    CHECK(bench.state(kJob, "a").find("is not what the master signed") != std::string::npos);
    CHECK(bench.shim->sessions().unsigned_loads() == 1);
}

TEST_CASE("a permission is signed when an administrator gives it, and nothing else makes one") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    REQUIRE(bench.shim->cancel(jid(kJob), {}, bench.time.now));
    bench.step();
    REQUIRE(bench.shim->retry(jid(kJob), "a", bench.time.now));
    bench.step();
    bench.introduce();
    const auto item = bench.ask<proto::PendingList>(proto::List{}).jobs.at(0);
    REQUIRE(item.retry > 0);
    const RsaPublicKey key = master_key().public_key();
    CHECK(proto::verify(proto::Permission{jid(kJob), "a", item.retry}, item.permission, key));
    CHECK_FALSE(proto::verify(proto::Permission{jid(kJob), "b", item.retry}, item.permission, key));
    CHECK_FALSE(proto::verify(proto::Permission{jid(kJob), "a", item.retry + 1}, item.permission, key));
}

TEST_CASE("the master's time is signed for who asks, and not without end") {
    Bench bench;
    bench.introduce();
    const std::string nonce(proto::kNonceSize, 'q');
    const auto clock = bench.ask<proto::ClockStatement>(proto::Clock{nonce});
    CHECK(clock.time == bench.time.now.wall);
    CHECK(proto::verify(proto::MasterClock{"a", nonce, clock.time}, clock.signature,
                        master_key().public_key()));
    CHECK(bench.ask<proto::ErrorReply>(proto::Clock{nonce}).code == proto::ErrorCode::busy);
    bench.pass(seconds(5));
    bench.ask<proto::ClockStatement>(proto::Clock{nonce});
}

// ---- returns that nobody made

TEST_CASE("a return of a minion whose agent is away is unproven, and its ledger decides") {
    Away bench;
    bench.pass(seconds(1));
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.pass(seconds(60));
    CHECK(bench.state(kJob, "a") == "unproven");
    CHECK(bench.tags.empty());
    CHECK(bench.listed().returned);
    CHECK(bench.ask<proto::Gone>(proto::Take{jid(kJob)}).state == "unproven");
    SECTION("it made it") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::finished, 0, ""});
        CHECK(bench.state(kJob, "a") == "returned");
        CHECK(bench.list().empty());
    }
    SECTION("it did not: the job is owed, that is told, and it runs") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::unknown, {}, ""});
        CHECK(bench.state(kJob, "a").starts_with("pending: a return in its name is there"));
        CHECK(bench.tags == std::vector<std::string>{"salt/job_retry/" + kJob + "/a/pending"});
        CHECK(bench.shim->doubts().not_made == 1);
        CHECK_FALSE(bench.listed().returned);
        CHECK_FALSE(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}).signature.empty());
        bench.return_event(kJob, "a");  // once more: that is known
        bench.shim->on(ReturnSeen{jid(kJob), "a"}, Shim::Source::job_cache, bench.time.now);
        bench.step();
        CHECK(bench.state(kJob, "a").starts_with("pending"));
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::finished, 0, ""});
        CHECK(bench.state(kJob, "a") == "returned");
    }
    SECTION("it had the job, and did not get to its end") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::interrupted, {}, "the power went"});
        CHECK(bench.state(kJob, "a") == "interrupted: the power went");
        bench.return_event(kJob, "a");
        bench.shim->on(ReturnSeen{jid(kJob), "a"}, Shim::Source::job_cache, bench.time.now);
        bench.step();
        CHECK(bench.state(kJob, "a") == "interrupted: the power went");
    }
    SECTION("it holds the job back, or the job is another one there") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::refused, {}, "held: ..."});
        CHECK(bench.state(kJob, "a") == "refused: held: ...");
    }
    SECTION("its ledger has forgotten that far") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::refused, {}, "too old to verify"});
        CHECK(bench.state(kJob, "a") == "returned: too old to verify");
    }
    SECTION("asked twice it says the same") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::unknown, {}, ""});
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::unknown, {}, ""});
        CHECK(bench.shim->doubts().not_made == 1);
    }
}

TEST_CASE("a return that comes while its minion's key cannot be read is asked about once it can") {
    Away bench;
    bench.pass(seconds(1));
    bench.keys.unreadable = true;
    bench.give_back(kJob, "a");
    bench.pass(seconds(120));
    CHECK(bench.state(kJob, "a") == "none");
    bench.keys.unreadable = false;
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.introduce();
    bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::unknown, {}, ""});
    CHECK(bench.state(kJob, "a").starts_with("pending"));
}

TEST_CASE("a return that its minion has not made brings nothing back that has ended") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.introduce();
    bench.pass(seconds(30));
    SECTION("cancelled") {
        REQUIRE(bench.shim->cancel(jid(kJob), {}, bench.time.now));
        bench.step();
    }
    SECTION("interrupted") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::interrupted, {}, "the power went"});
    }
    SECTION("refused") {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::refused, {}, "held"});
    }
    SECTION("expired") {
        bench.pass(hours(48));
    }
    const std::string before = bench.state(kJob, "a");
    CHECK_FALSE(before.starts_with("pending"));
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.introduce();
    bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::unknown, {}, ""});
    CHECK(bench.state(kJob, "a") == before);
    bench.return_event(kJob, "a");
    bench.shim->on(ReturnSeen{jid(kJob), "a"}, Shim::Source::job_cache, bench.time.now);
    bench.step();
    CHECK(bench.state(kJob, "a") == before);
    CHECK(bench.shim->doubts().not_made == 1);
    // But what the minion itself says counts.
    bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::finished, 0, ""});
    CHECK(bench.state(kJob, "a") == "returned");
}

TEST_CASE("a return for a job that is owed already is unproven until its minion has spoken") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.introduce();
    bench.pass(seconds(30));
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.start();
    CHECK(bench.state(kJob, "a") == "unproven");
}

TEST_CASE("a return that stands in the job cache when the silence is over is as doubtful as an event") {
    Away bench;
    bench.cache.returns.insert({kJob, "a"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "unproven");
}

TEST_CASE(
    "a return of a minion that was there, or of one without an agent, is believed as Salt believes it") {
    Bench bench;
    bench.introduce();
    bench.pass(seconds(1));
    bench.publish(kJob, {"a", "b"});
    bench.give_back(kJob, "a");
    bench.give_back(kJob, "b");
    CHECK(bench.state(kJob, "a") == "none");
    CHECK(bench.state(kJob, "b") == "none");
    CHECK_FALSE(*bench.deliveries->job(jid(kJob)));
}

TEST_CASE("an agent whose connection is closed is away, whatever is remembered of it") {
    bool here = true;
    Shim::Options options = Bench::with_witness();
    options.is_connected = [&here](const std::string&) { return here; };
    Bench bench(options);
    bench.introduce();
    bench.pass(seconds(1));
    bench.publish(kJob, {"a"});
    bench.publish(kLater, {"a"});
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "none");
    here = false;
    bench.give_back(kLater, "a");
    CHECK(bench.state(kLater, "a") == "unproven");
    here = true;
    bench.introduce("c2");
    CHECK(bench.shim->sessions().connected_since("a"));
}

TEST_CASE("an agent that came after a job was published cannot vouch for its return") {
    Away bench;
    bench.pass(seconds(1));
    bench.introduce();
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
}

TEST_CASE("where the master keeps no returns its events are doubted in the same way") {
    Away bench;
    bench.cache.keeps_returns = false;
    bench.return_event(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.introduce();
    bench.ask<proto::Ack>(proto::Report{jid(kJob), Reported::unknown, {}, ""});
    CHECK(bench.state(kJob, "a").starts_with("pending"));
}

TEST_CASE("a minion whose key is gone has no agent any more") {
    Away bench;
    CHECK(bench.deliveries->has_agent("a"));
    bench.keys.marks.erase("a");
    bench.shim->on_key_changed("a", bench.time.now);
    bench.pass(seconds(1));
    CHECK_FALSE(bench.deliveries->has_agent("a"));
}
