#include "tests/master_shim/shim_bench.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::milliseconds;

TEST_CASE("a minion that stays silent is owed the job, one that answers is not") {
    Bench bench;
    bench.publish(kJob, {"a", "b"});
    bench.give_back(kJob, "b");
    bench.pass(seconds(29));
    CHECK(bench.state(kJob, "a") == "none");
    bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.state(kJob, "b") == "none");
    CHECK(bench.tags == std::vector<std::string>{"salt/job_retry/" + kJob + "/a/pending"});
    const auto delivery = bench.deliveries->find(jid(kJob), "a");
    CHECK((*delivery)->due == bench.time.now.wall - seconds(30) + hours(24));
}

TEST_CASE("a job of which everybody has answered leaves nothing behind") {
    Bench bench;
    bench.publish(kJob, {"a"});
    CHECK(*bench.deliveries->job(jid(kJob)));
    bench.give_back(kJob, "a");
    CHECK_FALSE(*bench.deliveries->job(jid(kJob)));
    bench.pass(seconds(60));
    CHECK(bench.state(kJob, "a") == "none");
}

TEST_CASE("a late return ends a delivery, also one that has ended otherwise") {
    Bench bench;
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "returned");
    REQUIRE(bench.shim->cancel(jid(kJob), {"b"}, bench.time.now));
    CHECK(bench.state(kJob, "b") == "cancelled: by administrator");
    bench.give_back(kJob, "b");
    CHECK(bench.state(kJob, "b") == "returned");
}

TEST_CASE("a return counts once the job cache holds it, not when an event says so") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.return_event(kJob, "a");
    bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "pending");
    bench.cache.returns.insert({kJob, "a"});
    bench.pass(seconds(2));
    CHECK(bench.state(kJob, "a") == "returned");
}

TEST_CASE("a return that was announced and never came leaves the job owed") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.return_event(kJob, "a");
    for (int i = 0; i < 40; ++i)
        bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.shim->doubts().unconfirmed_returns == 1);
}

TEST_CASE("a return whose event was missed is found before anything is owed") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.cache.returns.insert({kJob, "a"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "none");
}

TEST_CASE("a return may overtake its job") {
    Bench bench;
    bench.give_back(kJob, "a");
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK(bench.state(kJob, "b") == "pending");
}

TEST_CASE("without returns in the cache (nocache) the event is believed") {
    Bench bench;
    bench.cache.nocache.insert(kJob);
    bench.publish(kJob, {"a", "b"});
    bench.return_event(kJob, "a");
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK(bench.state(kJob, "b") == "pending");
}

TEST_CASE("excluded functions are not owed, a multi-function job only when all of them are excluded") {
    Bench bench;
    bench.publish(kJob, {"a"}, "test.ping");
    bench.publish("7", {"a"}, "saltutil.find_job");
    bench.witness("8", {"a"},
                  map({{"cmd", text("publish")},
                       {"jid", text("8")},
                       {"fun", texts({"test.ping", "cmd.run"})},
                       {"arg", list({texts({}), texts({})})},
                       {"tgt", text("*")}}));
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK(bench.state("7", "a") == "none");
    CHECK(bench.state("8", "a") == "pending");
}

TEST_CASE("a job that opts out is not owed, and one that names its expiry has it") {
    Bench bench;
    bench.publish(kJob, {"a"}, "cmd.run", map({{"job_retry", "\xc2"}}));
    bench.publish("7", {"a"}, "cmd.run",
                  map({{"job_retry", map({{"expire", std::string("\xcd\x0e\x10")}})}}));
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "none");
    CHECK_FALSE(*bench.deliveries->job(jid(kJob)));
    CHECK(bench.state("7", "a") == "pending");
    bench.pass(seconds(3600 - 31));
    CHECK(bench.state("7", "a") == "pending");
    bench.pass(seconds(1));
    CHECK(bench.state("7", "a") == "expired: not delivered in time");
}

TEST_CASE("a minion whose key is not accepted is owed nothing") {
    Bench bench;
    bench.publish(kJob, {"a", "stranger"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.state(kJob, "stranger") == "none");
}

TEST_CASE("several publications of one JID add up, what was owed is not owed again") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.state(kJob, "b") == "pending");
    CHECK(bench.tags.size() == 2);
}

TEST_CASE("a restart forgets neither who is expected nor what is owed") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.publish(kLater, {"a", "b"});
    bench.pass(seconds(10));
    bench.start();
    CHECK(bench.state(kJob, "a") == "pending");
    bench.pass(seconds(19));
    CHECK(bench.state(kLater, "a") == "none");
    bench.give_back(kLater, "b");
    bench.pass(seconds(1));
    CHECK(bench.state(kLater, "a") == "pending");
    CHECK(bench.state(kLater, "b") == "none");
}

TEST_CASE("a removed key cancels what is owed, also when it was removed while nobody looked") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.publish(kLater, {"a"});
    bench.keys.marks.erase("a");
    SECTION("the change is noticed") {
        bench.shim->on_key_changed("a", bench.time.now);
    }
    SECTION("an event says so") {
        bench.shim->on(KeyChanged{"a"}, Shim::Source::bus, bench.time.now);
    }
    SECTION("all keys are looked at") {
        bench.shim->on_all_keys_changed(bench.time.now);
    }
    SECTION("a restart finds it") {
        bench.start();
    }
    bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "cancelled: key removed");
    bench.keys.accept("a", "another key");
    bench.pass(seconds(60));
    CHECK(bench.deliveries->open_count("a") <= 1);
    CHECK(bench.state(kJob, "a") == "cancelled: key removed");
}

TEST_CASE("another key under the same id starts with an empty list") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.keys.accept("a", "another key");
    bench.publish(kLater, {"a"});
    bench.pass(seconds(30));
    SECTION("the change is noticed") {
        bench.shim->on_key_changed("a", bench.time.now);
    }
    SECTION("all keys are looked at") {
        bench.shim->on_all_keys_changed(bench.time.now);
    }
    SECTION("a restart finds it") {
        bench.start();
    }
    bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "cancelled: key removed");
    CHECK(bench.state(kLater, "a") == "pending");
}

TEST_CASE("a key that cannot be read now has not been removed") {
    Bench bench;
    bench.introduce();
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.keys.unreadable = true;
    SECTION("what is owed stays") {
        SECTION("when a change is noticed") {
            bench.shim->on_key_changed("a", bench.time.now);
        }
        SECTION("when an event claims one") {
            bench.shim->on(KeyChanged{"a"}, Shim::Source::bus, bench.time.now);
        }
        SECTION("when all are looked at") {
            bench.shim->on_all_keys_changed(bench.time.now);
        }
        SECTION("when the shim starts") {
            bench.start();
        }
        bench.pass(seconds(1));
        CHECK(bench.state(kJob, "a") == "pending");
    }
    SECTION("nothing is handed out, and the agent asks again") {
        CHECK(bench.ask<proto::ErrorReply>(proto::Take{jid(kJob)}).code == proto::ErrorCode::internal);
        bench.keys.unreadable = false;
        CHECK(bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}).jid == jid(kJob));
    }
    SECTION("who is silent meanwhile is owed the job once it can be read") {
        bench.publish(kLater, {"a"});
        bench.pass(seconds(60));
        bench.keys.unreadable = false;
        bench.pass(seconds(10));
        CHECK(bench.state(kLater, "a") == "pending");
    }
}

TEST_CASE("an event that claims a key's removal changes nothing while the key is there") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.shim->on(KeyChanged{"a"}, Shim::Source::bus, bench.time.now);
    bench.pass(seconds(1));
    CHECK(bench.state(kJob, "a") == "pending");
}

TEST_CASE("cancelling names what does not exist") {
    Bench bench;
    CHECK(bench.shim->cancel(jid(kJob), {}, bench.time.now).error().code == Errc::not_found);
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    CHECK(bench.shim->cancel(jid(kJob), {"c"}, bench.time.now).error().code == Errc::not_found);
    CHECK(bench.shim->cancel(jid(kJob), {}, bench.time.now)->deliveries == 2);
    CHECK(bench.shim->cancel(jid(kJob), {}, bench.time.now)->deliveries == 0);
}

// ---- agents

TEST_CASE("an agent lists, takes and reports its jobs, in JID order") {
    Bench bench;
    bench.publish(kLater, {"a"});
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    REQUIRE(std::holds_alternative<proto::Welcome>(bench.replies_to_proof.front()));
    CHECK(bench.list() == std::vector<std::string>{kJob, kLater});
    const auto load = bench.ask<proto::JobLoad>(proto::Take{jid(kJob)});
    CHECK(read_load(load.load)->jid == kJob);
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::running, {}, ""});
    CHECK(bench.state(kJob, "a") == "running");
    CHECK((*bench.deliveries->find(jid(kJob), "a"))->attempts == 1);
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::finished, 0, ""});
    CHECK(bench.state(kJob, "a") == "running");
    bench.give_back(kJob, "a");
    CHECK(bench.state(kJob, "a") == "unproven");
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::finished, 0, ""});
    CHECK(bench.list() == std::vector<std::string>{kLater});
    CHECK(bench.ask<proto::Gone>(proto::Take{jid(kJob)}).state == "returned");
    CHECK(bench.ask<proto::Gone>(proto::Take{jid("7")}).state == "unknown");
}

TEST_CASE("reports are acknowledged again and change nothing again") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    for (int i = 0; i < 2; ++i) {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::refused, {}, "not targeted"});
        CHECK(bench.state(kJob, "a") == "refused: not targeted");
    }
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::running, {}, ""});
    CHECK(bench.state(kJob, "a") == "refused: not targeted");
    bench.ask<proto::Ack>(proto::Report{jid("7"), proto::Reported::interrupted, {}, "power"});
    CHECK(bench.state("7", "a") == "none");
}

TEST_CASE("a finished report whose return stands in the job cache ends the delivery") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    bench.cache.returns.insert({kJob, "a"});
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::finished, 0, ""});
    CHECK(bench.state(kJob, "a") == "returned");
}

TEST_CASE("an agent that has finished announces nothing: told again and again, it is looked up each time") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    for (int i = 0; i < 40; ++i) {
        bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::finished, 0, ""});
        bench.pass(seconds(1));
    }
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.shim->doubts().unconfirmed_returns == 0);
    bench.cache.returns.insert({kJob, "a"});
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::finished, 0, ""});
    CHECK(bench.state(kJob, "a") == "returned");
}

TEST_CASE("an agent is told of returns that the master holds") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.introduce();
    CHECK(bench.ask<proto::Held>(proto::Confirm{{jid(kJob)}}).jids.empty());
    bench.cache.returns.insert({kJob, "a"});
    CHECK(bench.ask<proto::Held>(proto::Confirm{{jid(kJob), jid("7")}}).jids == std::vector<Jid>{jid(kJob)});
}

TEST_CASE("who has proven nothing gets nothing, on the same connection with another key as well") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    CHECK(bench.ask<proto::ErrorReply>(proto::List{}).code == proto::ErrorCode::not_authenticated);
    bench.introduce();
    bench.list();
    CHECK(bench.ask<proto::ErrorReply>(proto::List{}, "c2").code == proto::ErrorCode::not_authenticated);
    Sessions::Peer peer{"c1", {}};
    bench.shim->on_message(peer, proto::encode(proto::List{}).value(), "", bench.time.now);
    const auto replies = bench.step().replies;
    REQUIRE(replies.size() == 1);
    CHECK(std::holds_alternative<proto::ErrorReply>(replies[0].message));
    bench.shim->on_message(peer, "garbage", "", bench.time.now);
    CHECK(std::get<proto::ErrorReply>(bench.step().replies.at(0).message).code ==
          proto::ErrorCode::malformed);
}

TEST_CASE("a connected agent is told of a new job, and loses its rights with its key") {
    Bench bench;
    bench.introduce();
    bench.publish(kJob, {"a"});
    bench.time.pass(seconds(30));
    const auto outcome = bench.step();
    REQUIRE(outcome.replies.size() == 1);
    CHECK(std::holds_alternative<proto::Notify>(outcome.replies[0].message));
    bench.keys.marks.erase("a");
    bench.keys.keys.clear();
    bench.shim->on_key_changed("a", bench.time.now);
    CHECK(bench.ask<proto::ErrorReply>(proto::List{}).code == proto::ErrorCode::not_authenticated);
}

TEST_CASE("no job is handed out once its key is gone or another one, told of or not") {
    for (const bool replaced : {false, true}) {
        Bench bench;
        bench.introduce();
        bench.publish(kJob, {"a"});
        bench.pass(seconds(30));
        CHECK(bench.ask<proto::PendingList>(proto::List{}).jobs.size() == 1);
        bench.keys.marks.erase("a");
        if (replaced) bench.keys.accept("a", "another key");
        CHECK(bench.ask<proto::ErrorReply>(proto::Take{jid(kJob)}).code ==
              proto::ErrorCode::not_authenticated);
        CHECK(bench.ask<proto::ErrorReply>(proto::List{}).code == proto::ErrorCode::not_authenticated);
    }
}

TEST_CASE("a sign of life of a minion makes its agent ask") {
    Bench bench;
    bench.introduce();
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.shim->on(MinionSeen{"a"}, Shim::Source::bus, bench.time.now);
    const auto outcome = bench.step();
    REQUIRE(outcome.replies.size() == 1);
    CHECK(std::holds_alternative<proto::Notify>(outcome.replies[0].message));
}

TEST_CASE("a list of more jobs than fit in a message goes on behind the last") {
    Bench bench;
    const std::size_t count = proto::kMaxList + 10;
    for (std::size_t i = 0; i < count; ++i) {
        std::string name = std::to_string(i);
        bench.publish("job" + std::string(4 - name.size(), '0') + name, {"a"});
    }
    bench.pass(seconds(30));
    bench.introduce();
    const auto first = bench.ask<proto::PendingList>(proto::List{});
    REQUIRE(first.jobs.size() == proto::kMaxList);
    CHECK(first.more);
    CHECK(first.jobs.front().fun == "cmd.run");
    const auto rest = bench.ask<proto::PendingList>(proto::List{first.jobs.back().jid});
    CHECK(rest.jobs.size() == 10);
    CHECK_FALSE(rest.more);
}

TEST_CASE("while the database cannot be written nothing is acknowledged, and nothing is lost") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    // Fill the map: the next steps cannot be committed.
    int fillers = 0;
    for (const std::size_t size : {512 << 10, 64 << 10, 4 << 10, 1 << 10, 100}) {
        while (bench.deliveries->set_meta("filler" + std::to_string(fillers), std::string(size, 'x')) &&
               bench.deliveries->commit())
            ++fillers;
        bench.deliveries->abandon();
    }
    bench.deliveries->abandon();
    const auto later = read_publication(jid(kLater), published_load(kLater), {"a"}, bench.time.now.wall);
    bench.shim->on(*later, Shim::Source::witness, bench.time.now);
    Sessions::Peer peer{"c1", {}};
    peer.client_key.fill(5);
    bench.shim->on_message(
        peer,
        proto::encode(proto::Message(
                          proto::Report{jid(kJob), proto::Reported::interrupted, {}, std::string(1000, 'r')}))
            .value(),
        "", bench.time.now);
    bench.shim->tick(bench.time.now);
    const auto outcome = bench.shim->commit(bench.time.now);
    REQUIRE(outcome.failed);
    REQUIRE(outcome.replies.size() == 1);
    CHECK(std::get<proto::ErrorReply>(outcome.replies[0].message).code == proto::ErrorCode::internal);
    CHECK(bench.state(kJob, "a") == "pending");
    CHECK(bench.deliveries->open_count("a") == 1);
    // Not in memory alone: it would be forgotten with this process.
    CHECK_FALSE(bench.shim->tracker().expects(jid(kLater), "a"));
    CHECK(bench.shim->take_reconcile_wish());
    CHECK(bench.shim->next() >= bench.time.now.steady + seconds(5));
    // A full map is never left by itself (shim.h keeps room in it); a larger one is, and then the spool tells
    // again of what was missed.
    bench.restart_with_size(std::size_t{64} << 20);
    CHECK(bench.state(kJob, "a") == "pending");
    bench.shim->on(*later, Shim::Source::witness, bench.time.now);
    bench.pass(seconds(30));
    CHECK(bench.state(kLater, "a") == "pending");
}

TEST_CASE("a database that is nearly full takes nothing new, goes on with what it has, and forgets nothing") {
    Bench bench;
    bench.publish(kJob, {"a"});
    bench.pass(seconds(30));
    bench.introduce();
    int fillers = 0;
    while (!bench.deliveries->nearly_full()) {
        REQUIRE(bench.deliveries->set_meta("filler" + std::to_string(fillers++), std::string(64 << 10, 'x')));
        REQUIRE(bench.deliveries->commit());
    }
    bench.publish(kLater, {"a"});
    bench.pass(seconds(30));
    CHECK(bench.state(kLater, "a") == "none");
    CHECK(bench.shim->is_full());
    bench.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::interrupted, {}, "power"});
    CHECK(bench.state(kJob, "a") == "interrupted: power");
    while (fillers > 0)
        REQUIRE(bench.deliveries->set_meta("filler" + std::to_string(--fillers), ""));
    REQUIRE(bench.deliveries->commit());
    bench.step();
    CHECK_FALSE(bench.shim->is_full());
    bench.publish(kLater, {"a"});  // as the spool does
    bench.pass(seconds(30));
    CHECK(bench.state(kLater, "a") == "pending");
}

TEST_CASE("standalone: a job is owed at once, and its agent's word is its return") {
    Shim::Options options;
    options.standalone = true;
    Bench bench(options);
    bench.cache.keeps_returns = false;
    std::string arg = texts({"date"});
    const auto published = bench.shim->publish({}, {"a"}, "cmd.run", arg, "ann", bench.time.now);
    REQUIRE(published);
    CHECK(published->jid.text() == "20260102030405000000");
    bench.step();
    bench.introduce();
    const auto load = bench.ask<proto::JobLoad>(proto::Take{published->jid});
    const auto facts = read_load(load.load);
    REQUIRE(facts);
    CHECK(facts->facts.functions == std::vector<std::string>{"cmd.run"});
    CHECK(facts->facts.user == "ann");
    CHECK(load.load.find(arg) != std::string::npos);
    bench.ask<proto::Ack>(proto::Report{published->jid, proto::Reported::finished, 3, ""});
    CHECK(bench.state(published->jid.text(), "a") == "returned");
    CHECK((*bench.deliveries->find(published->jid, "a"))->retcode == 3);
    CHECK(bench.ask<proto::Held>(proto::Confirm{{published->jid}}).jids.size() == 1);

    CHECK(bench.shim->publish(published->jid, {"a"}, "cmd.run", arg, "", bench.time.now).error().code ==
          Errc::conflict);
    CHECK(bench.shim->publish({}, {"nobody"}, "cmd.run", arg, "", bench.time.now).error().code ==
          Errc::not_found);
    CHECK(bench.shim->publish({}, {"a"}, "cmd.run", arg, "", bench.time.now)->jid.text() ==
          "20260102030405000001");
}

TEST_CASE("standalone: a key that is offered is handed on, and nothing else follows from it") {
    Shim::Options options;
    options.standalone = true;
    Bench bench(options);
    bench.keys.marks.clear();
    bench.keys.keys.clear();
    proto::Introduction introduction({"a", minion_key(), true}, CurveKey{}, bench.options.shim_key);
    Sessions::Peer peer{"c9", {}};
    bench.shim->on_message(peer,
                           proto::encode(introduction.start(std::string(proto::kNonceSize, 'm'))).value(),
                           std::string(proto::kNonceSize, 'n'), bench.time.now);
    const auto challenge = std::get<proto::Challenge>(bench.step().replies.at(0).message);
    bench.shim->on_message(peer, proto::encode(*introduction.answer(challenge)).value(), "", bench.time.now);
    const auto outcome = bench.step();
    CHECK(std::holds_alternative<proto::ErrorReply>(outcome.replies.at(0).message));
    REQUIRE(outcome.offers.size() == 1);
    CHECK(outcome.offers[0].first == "a");
}

TEST_CASE(
    "as soon as nothing is owed to a minion any more, the next one that waits is told that it may take") {
    Shim::Options options;
    options.max_draining = 1;
    Bench bench(options);
    bench.keys.accept("b", minion_key().public_key());
    bench.publish(kJob, {"a", "b"});
    bench.pass(seconds(30));
    bench.introduce("c1", "a");
    bench.introduce("c2", "b");
    bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}, "c1");
    bench.ask<proto::Wait>(proto::Take{jid(kJob)}, "c2");

    bench.cache.returns.insert({kJob, "a"});
    bench.shim->on(ReturnSeen{jid(kJob), "a"}, Shim::Source::bus, bench.time.now);
    const auto replies = bench.step().replies;
    CHECK(std::all_of(replies.begin(), replies.end(), [](const Sessions::Reply& reply) {
        return std::holds_alternative<proto::Notify>(reply.message);
    }));
    CHECK(std::any_of(replies.begin(), replies.end(),
                      [](const Sessions::Reply& reply) { return reply.connection == "c2"; }));
    bench.ask<proto::JobLoad>(proto::Take{jid(kJob)}, "c2");
}

TEST_CASE("with Salt jobs are published by Salt") {
    Bench bench;
    CHECK(bench.shim->publish({}, {"a"}, "cmd.run", texts({}), "", bench.time.now).error().code ==
          Errc::denied);
}

TEST_CASE("the shim says when it wants to be called") {
    Bench bench;
    CHECK_FALSE(bench.shim->next());
    bench.witness(kJob, {"a"}, published_load(kJob));
    CHECK(bench.shim->next() == bench.time.now.steady + seconds(30));
    bench.pass(seconds(30));
    bench.step();
    CHECK(bench.shim->next() == bench.time.now.steady + hours(24) - seconds(30));
}
