#include "master_shim/deliveries.h"

#include <catch2/catch.hpp>

#include "master_shim/msgpack_view.h"
#include "runtime/database.h"
#include "support/temporary_directory.h"
#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

const WallTime kStart(seconds(1767323045));
const Jid kFirst = jid("20260102030405678901");
const Jid kSecond = jid("20260102030405678902");

class Store {
  public:
    explicit Store(std::size_t max_pending = 1000) : max_pending_(max_pending) { open(); }
    void open() {
        deliveries_.reset();
        Deliveries::Options options;
        options.directory = directory_ / "deliveries";
        options.size = std::size_t{16} << 20;
        options.history = hours(1);
        options.max_pending = max_pending_;
        options.opened_at = kStart;
        auto opened = Deliveries::open(options);
        if (!opened) FAIL(opened.error().text);
        deliveries_ = std::move(*opened);
    }
    Deliveries* operator->() const { return deliveries_.get(); }

    void publish(const Jid& job, WallTime at = kStart) const {
        Job row{job, {}, at, at + hours(24), 0, 0};
        row.facts.functions = {"cmd.run"};
        row.facts.tgt = "*";
        REQUIRE(deliveries_->remember(row, {at, "load of " + job.text()}, {}));
    }
    void begin(const Jid& job, const std::string& minion, WallTime at = kStart) const {
        REQUIRE(deliveries_->begin(job, minion, DeliveryState::pending, "", "key", {}, at));
    }
    void commit() const { REQUIRE(deliveries_->commit()); }
    bool move(const Jid& job, const std::string& minion, DeliveryState to, WallTime at = kStart) const {
        auto moved = deliveries_->move(job, minion, to, "why", at);
        REQUIRE(moved);
        return *moved;
    }
    std::string state(const Jid& job, const std::string& minion) const {
        auto found = deliveries_->find(job, minion);
        REQUIRE(found);
        return *found ? std::string(to_text((*found)->state)) : "none";
    }
    std::vector<std::string> open_of(const std::string& minion) const {
        std::vector<std::string> jids;
        REQUIRE(deliveries_->of_minion(minion, std::nullopt, [&](const Delivery& delivery) {
            if (is_open(delivery.state)) jids.push_back(delivery.jid.text());
            return true;
        }));
        return jids;
    }
    std::uint64_t count(DeliveryState state) const {
        return deliveries_->counts().by_state[static_cast<std::size_t>(state)];
    }

  private:
    TemporaryDirectory directory_;
    std::size_t max_pending_;
    std::unique_ptr<Deliveries> deliveries_;
};

}  // namespace

TEST_CASE("what is committed is there after a restart, with its counts") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    store.begin(kFirst, "b");
    store.move(kFirst, "b", DeliveryState::refused);
    store.commit();
    store.open();
    CHECK(store.state(kFirst, "a") == "pending");
    CHECK(store.state(kFirst, "b") == "refused");
    CHECK(store.count(DeliveryState::pending) == 1);
    CHECK(store->counts().refusals.at("why") == 1);
    CHECK(store->open_count("a") == 1);
    CHECK(store->minions_with_open() == std::vector<std::string>{"a"});
    const auto part = store->part(kFirst, 0);
    REQUIRE(part);
    REQUIRE(*part);
    CHECK((*part)->load == "load of " + kFirst.text());
    CHECK((*part)->published_at == kStart);
    CHECK(*store->published_at(kFirst, 0) == kStart);
    const auto oldest = store->oldest_open();
    REQUIRE(oldest);
    CHECK(*oldest == kStart);
}

TEST_CASE("what is owed under another key is known, also after a restart and after a step that failed") {
    Store store;
    store.publish(kFirst);
    store.publish(kSecond);
    store.begin(kFirst, "a");
    store.begin(kFirst, "ended");
    store.move(kFirst, "ended", DeliveryState::cancelled);
    store.commit();
    REQUIRE(store->begin(kSecond, "a", DeliveryState::pending, "", "new", {}, kStart));
    CHECK(store->owed_under_another_key("a", "key"));
    CHECK(store->owed_under_another_key("a", "new"));
    CHECK(store->open_count("a") == 2);
    SECTION("what is not on disk is taken back") {
        store->abandon();
        CHECK_FALSE(store->owed_under_another_key("a", "key"));
    }
    SECTION("what is, stays") {
        store.commit();
        store.open();
        CHECK(store->owed_under_another_key("a", "key"));
        CHECK(store->open_count("a") == 2);
        store.move(kSecond, "a", DeliveryState::cancelled);
        CHECK_FALSE(store->owed_under_another_key("a", "key"));
    }
    CHECK(store->owed_under_another_key("a", "new"));
    CHECK(store->owed_under_another_key("a", std::nullopt));
    CHECK_FALSE(store->owed_under_another_key("ended", "new"));
    CHECK_FALSE(store->owed_under_another_key("b", std::nullopt));
}

TEST_CASE("what is abandoned never was, in the database and in the counts") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    store.commit();
    store.move(kFirst, "a", DeliveryState::running);
    store.begin(kFirst, "b");
    store->abandon();
    CHECK(store.state(kFirst, "a") == "pending");
    CHECK(store.state(kFirst, "b") == "none");
    CHECK(store->open_count("b") == 0);
    CHECK(store->changes().empty());
}

TEST_CASE("a list is in JID order, and goes on behind a JID") {
    Store store;
    for (const char* text : {"20260102030405678901_77", "20260102030405678902", "zulu",
                             "20260102030405678901", "20251231235959999999", "abc"}) {
        store.publish(jid(text));
        store.begin(jid(text), "a");
        store.begin(jid(text), "ab");
    }
    CHECK(store.open_of("a") == std::vector<std::string>{"20251231235959999999", "20260102030405678901",
                                                         "20260102030405678901_77", "20260102030405678902",
                                                         "abc", "zulu"});
    std::vector<std::string> rest;
    REQUIRE(store->of_minion("a", jid("20260102030405678902"), [&](const Delivery& delivery) {
        rest.push_back(delivery.jid.text());
        return true;
    }));
    CHECK(rest == std::vector<std::string>{"abc", "zulu"});
}

TEST_CASE("a state changes only as allowed, and a repeated change is none") {
    const auto all = {DeliveryState::pending,     DeliveryState::running, DeliveryState::returned,
                      DeliveryState::interrupted, DeliveryState::expired, DeliveryState::cancelled,
                      DeliveryState::refused};
    for (const DeliveryState from : all) {
        for (const DeliveryState to : all) {
            INFO(to_text(from) << " to " << to_text(to));
            Store store;
            store.publish(kFirst);
            store.begin(kFirst, "a");
            store.move(kFirst, "a", from);
            const bool allowed = from != to && (is_open(from) || to == DeliveryState::returned);
            CHECK(store.move(kFirst, "a", to) == allowed);
            CHECK(store.state(kFirst, "a") == to_text(allowed ? to : from));
            CHECK_FALSE(store.move(kFirst, "a", to));
            store.commit();
            store.open();
            CHECK(store.state(kFirst, "a") == to_text(allowed ? to : from));
        }
    }
}

TEST_CASE("the history keeps every change with its time and reason") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    store.move(kFirst, "a", DeliveryState::running, kStart + seconds(1));
    REQUIRE(store->move(kFirst, "a", DeliveryState::interrupted, "power went", kStart + seconds(2)));
    REQUIRE(store->move(kFirst, "a", DeliveryState::returned, "", kStart + seconds(3), 7));
    store.commit();
    const auto found = store->find(kFirst, "a");
    REQUIRE(found);
    const auto& history = (*found)->history;
    REQUIRE(history.size() == 4);
    CHECK(history[2].reason == "power went");
    CHECK(history[3].at == kStart + seconds(3));
    CHECK((*found)->retcode == 7);
}

TEST_CASE("a delivery that began does not begin again, whatever has become of it") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    store.move(kFirst, "a", DeliveryState::cancelled);
    store.begin(kFirst, "a");
    CHECK(store.state(kFirst, "a") == "cancelled");
}

TEST_CASE("a full list loses its oldest job, and only that one") {
    Store store(3);
    std::vector<Jid> jobs;
    for (int i = 0; i < 5; ++i) {
        jobs.push_back(jid("2026010203040567890" + std::to_string(i)));
        store.publish(jobs.back());
        store.begin(jobs.back(), "a");
    }
    store.begin(jobs.back(), "b");
    store.commit();
    CHECK(store.open_of("a") == std::vector<std::string>{jobs[2].text(), jobs[3].text(), jobs[4].text()});
    const auto first = store->find(jobs[0], "a");
    REQUIRE(first);
    CHECK((*first)->state == DeliveryState::expired);
    CHECK((*first)->reason() == "list full");
    CHECK(store->open_count("a") == 3);
}

TEST_CASE("what is not delivered in time expires, and what is over leaves the history") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    store.commit();
    CHECK(*store->next_due() == kStart + hours(24));
    CHECK(*store->sweep(kStart + hours(24) - seconds(1), 10) == 0);
    CHECK(*store->sweep(kStart + hours(24), 10) == 1);
    store.commit();
    CHECK(store.state(kFirst, "a") == "expired");
    CHECK(*store->next_due() == kStart + hours(25));
    CHECK(*store->sweep(kStart + hours(25), 10) == 1);
    store.commit();
    CHECK(store.state(kFirst, "a") == "none");
    CHECK_FALSE(*store->job(kFirst));
    CHECK_FALSE(*store->next_due());
    CHECK(store.count(DeliveryState::expired) == 0);
}

TEST_CASE("a load stays as long as its job is shown, and so does what was signed for it") {
    Store store;
    store.publish(kFirst);
    REQUIRE(*store->add_audience(kFirst, 0, {"secret", "key", "signature", {"a"}}) == 0);
    store.begin(kFirst, "a");
    store.move(kFirst, "a", DeliveryState::cancelled);
    CHECK(*store->part(kFirst, 0));
    CHECK(*store->audience(kFirst, {0, 0, 0}));
    CHECK(*store->sweep(kStart + hours(2), 10) == 1);
    CHECK_FALSE(*store->job(kFirst));
    CHECK_FALSE(*store->part(kFirst, 0));
    CHECK_FALSE(*store->audience(kFirst, {0, 0, 0}));
}

TEST_CASE("a load goes with those who were expected when all of them have answered") {
    Store store;
    const Job row{kFirst, {}, kStart, kStart + hours(24), 0, 0};
    REQUIRE(store->remember(row, {kStart, "load"}, {"a", "b"}));
    CHECK(*store->part(kFirst, 0));
    REQUIRE(store->nobody_waits(kFirst));
    CHECK_FALSE(*store->part(kFirst, 0));
}

TEST_CASE("who is expected to answer is remembered, added up, and forgotten with the job") {
    Store store;
    const Job row{kFirst, {}, kStart, kStart + hours(24), 0, 0};
    REQUIRE(store->remember(row, {kStart, "load"}, {"b", "a"}));
    REQUIRE(store->remember(row, {kStart, "load"}, {"c", "a"}));
    store.commit();
    store.open();
    std::vector<std::string> waiting;
    REQUIRE(store->waiting([&](const Jid& job, std::uint16_t part, const std::vector<std::string>& minions) {
        CHECK(job == kFirst);
        CHECK(part == 0);
        waiting = minions;
    }));
    CHECK(waiting == std::vector<std::string>{"a", "b", "c"});
    REQUIRE(store->nobody_waits(kFirst));
    CHECK_FALSE(*store->job(kFirst));
}

TEST_CASE("another load under the same JID is another part, with those to whom it was sent") {
    Store store;
    const Job row{kFirst, {}, kStart, kStart + hours(24), 0, 0};
    REQUIRE(store->remember(row, {kStart, "load of a"}, {"a"}));
    REQUIRE(store->remember(row, {kStart + seconds(9), "load of b"}, {"b"}));
    store.publish(kSecond);
    store.commit();
    store.open();
    std::map<std::uint16_t, std::vector<std::string>> waiting;
    REQUIRE(store->waiting_for(kFirst,
                               [&](const Jid&, std::uint16_t part, const std::vector<std::string>& minions) {
                                   waiting[part] = minions;
                               }));
    CHECK(waiting == std::map<std::uint16_t, std::vector<std::string>>{{0, {"a"}}, {1, {"b"}}});
    CHECK((*store->part(kFirst, 1))->load == "load of b");
    CHECK(*store->published_at(kFirst, 1) == kStart + seconds(9));
    CHECK_FALSE(*store->part(kFirst, 2));
    CHECK(*store->add_audience(kFirst, 1, {"s", "k", "first", {"b"}}) == 0);
    CHECK(*store->add_audience(kFirst, 1, {"s", "k", "second", {"b"}}) == 1);
    CHECK((*store->audience(kFirst, {1, 1, 0}))->signature == "second");
    CHECK_FALSE(*store->audience(kFirst, {0, 0, 0}));
    CHECK_FALSE(*store->audience(kFirst, {1, {}, 0}));
}

TEST_CASE("minions whose agent was met are known after a restart, until their key goes") {
    Store store;
    REQUIRE(store->meet_agent("a", kStart));
    REQUIRE(store->meet_agent("b", kStart));
    store.commit();
    REQUIRE(store->forget_agent("b"));
    store.commit();
    store.open();
    CHECK(store->has_agent("a"));
    CHECK_FALSE(store->has_agent("b"));
    CHECK(store->agents() == 1);
}

TEST_CASE("an unproven return is proven, or turns out to be none") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    CHECK(store.move(kFirst, "a", DeliveryState::unproven));
    CHECK_FALSE(store.move(kFirst, "a", DeliveryState::refused));
    CHECK(store->open_count("a") == 0);
    SECTION("its minion confirms it") {
        CHECK(store.move(kFirst, "a", DeliveryState::returned));
        CHECK_FALSE(store.move(kFirst, "a", DeliveryState::unproven));
    }
    SECTION("its minion knows nothing of it") {
        REQUIRE(store->owe_again(kFirst, "a", {"not made", "key", {0, 3, 7}, kStart + hours(24)}, kStart));
        CHECK(store.state(kFirst, "a") == "pending");
        CHECK(store->open_count("a") == 1);
        const auto delivery = store->find(kFirst, "a");
        CHECK((*delivery)->retry == 0);
        CHECK((*delivery)->place.audience == 3);
        CHECK((*delivery)->place.index == 7);
        CHECK_FALSE(store->owe_again(kFirst, "a", {"again", "key", {}, kStart}, kStart));
    }
}

namespace {

// A database as master-shim 0.1.0 left it.
void make_version_1(const std::filesystem::path& directory) {
    Database::Options options;
    options.directory = directory;
    options.format = "job-retry-deliveries";
    options.map_size = std::size_t{16} << 20;
    options.tables = {"jobs", "loads", "waiting", "deliveries", "by_job", "due", "meta"};
    auto database = Database::open(options);
    REQUIRE(database);
    auto txn = (*database)->write();
    REQUIRE(txn);
    const auto put = [&](const char* table, const std::string& key, const std::string& value) {
        REQUIRE(txn->put((*database)->table(table), key, value));
    };
    const auto row = [](DeliveryState state, WallTime due) {
        std::string out;
        append_msgpack(out, std::int64_t{static_cast<std::uint8_t>(state)});
        append_msgpack(out, std::int64_t{due.time_since_epoch().count()});
        append_msgpack(out, std::int64_t{2});  // attempts
        append_msgpack_nil(out);               // retcode
        append_msgpack_text(out, "key");
        append_msgpack(out, std::int64_t{0});  // retry
        append_msgpack_array(out, 1);
        append_msgpack(out, std::int64_t{static_cast<std::uint8_t>(state)});
        append_msgpack(out, std::int64_t{kStart.time_since_epoch().count()});
        append_msgpack_text(out, "");
        return out;
    };
    Job job{kFirst, {}, kStart, kStart + hours(24), 1, 2};
    job.facts.functions = {"cmd.run"};
    put("jobs", kFirst.sort_key(), encode(job));
    put("loads", kFirst.sort_key(), "whose load");
    put("jobs", kSecond.sort_key(), encode(Job{kSecond, {}, kStart, kStart + hours(24), 0, 0}));
    put("waiting", kSecond.sort_key(), encode_minions({"a"}));
    for (const auto& [minion, state] :
         {std::pair{"a", DeliveryState::pending}, std::pair{"b", DeliveryState::returned}}) {
        const WallTime due = kStart + hours(state == DeliveryState::pending ? 24 : 2);
        put("deliveries", delivery_key(minion, kFirst), row(state, due));
        put("by_job", by_job_key(kFirst, minion), "");
        put("due", due_prefix(due) + delivery_key(minion, kFirst), "");
    }
    put("meta", "serial", "7");
    REQUIRE(txn->commit());
}

}  // namespace

TEST_CASE(
    "what 0.1.0 owed ends as refused, what had ended stays as it was, and nobody's load is handed out") {
    const TemporaryDirectory directory;
    make_version_1(directory / "deliveries");
    for (int start = 0; start < 2; ++start) {
        Deliveries::Options options;
        options.directory = directory / "deliveries";
        options.history = hours(1);
        options.opened_at = kStart + hours(static_cast<int>(start));
        const auto opened = Deliveries::open(options);
        if (!opened) FAIL(opened.error().text);
        Deliveries& deliveries = **opened;
        const auto owed = deliveries.find(kFirst, "a");
        REQUIRE(owed);
        REQUIRE(*owed);
        CHECK((*owed)->state == DeliveryState::refused);
        CHECK((*owed)->reason() == Deliveries::kFromVersion1);
        CHECK((*owed)->due == kStart + hours(1));
        CHECK((*owed)->attempts == 2);
        CHECK((*deliveries.find(kFirst, "b"))->state == DeliveryState::returned);
        CHECK((*deliveries.job(kFirst))->open == 0);
        CHECK_FALSE(*deliveries.job(kSecond));
        CHECK_FALSE(*deliveries.part(kFirst, 0));
        CHECK(deliveries.minions_with_open().empty());
        REQUIRE(
            deliveries.waiting([](const Jid&, std::uint16_t, const auto&) { FAIL("nobody is expected"); }));
        CHECK(*deliveries.meta("serial") == "7");
        CHECK(*deliveries.next_due() == kStart + hours(1));
    }
}

TEST_CASE("who only looks does not upgrade a database of 0.1.0") {
    const TemporaryDirectory directory;
    make_version_1(directory / "deliveries");
    Deliveries::Options options;
    options.directory = directory / "deliveries";
    options.read_only = true;
    const auto opened = Deliveries::open(options);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::version);
}

TEST_CASE(
    "the oldest open job is found whatever has closed, opened again or been abandoned since the last look") {
    Store store;
    store.publish(kFirst);
    store.publish(kSecond, kStart + seconds(1));
    const auto oldest = [&store] {
        const auto found = store->oldest_open();
        REQUIRE(found);
        return *found;
    };
    CHECK_FALSE(oldest());
    store.begin(kSecond, "a");
    CHECK(oldest() == kStart + seconds(1));
    store.begin(kFirst, "a");
    CHECK(oldest() == kStart);
    store.commit();
    store.move(kFirst, "a", DeliveryState::cancelled);
    CHECK(oldest() == kStart + seconds(1));
    store->abandon();
    CHECK(oldest() == kStart);
    store.move(kFirst, "a", DeliveryState::cancelled);
    store.commit();
    CHECK(oldest() == kStart + seconds(1));
    const auto sign = [](const Delivery&) { return std::string("signed"); };
    REQUIRE(store->reopen(kFirst, "a", {"", "key", {}, kStart + hours(24)}, sign, kStart));
    CHECK(oldest() == kStart);
    store.move(kFirst, "a", DeliveryState::returned);
    store.move(kSecond, "a", DeliveryState::returned);
    CHECK_FALSE(oldest());
}

TEST_CASE("what ended last comes first, without what is still open") {
    Store store;
    for (const Jid& job : {kFirst, kSecond}) {
        store.publish(job);
        for (const char* minion : {"a", "b"})
            store.begin(job, minion);
    }
    store.move(kSecond, "a", DeliveryState::cancelled, kStart + seconds(2));
    store.move(kFirst, "b", DeliveryState::returned, kStart + seconds(3));
    store.move(kFirst, "a", DeliveryState::returned, kStart + seconds(1));
    const auto newest = store->newest_ended(2);
    REQUIRE(newest);
    REQUIRE(newest->size() == 2);
    CHECK((*newest)[0].minion == "b");
    CHECK((*newest)[1].jid == kSecond);
    CHECK(store->newest_ended(10)->size() == 3);
}

TEST_CASE("what enters a state is counted when it is on disk, and for good") {
    Store store;
    const auto entered = [&store](DeliveryState state) {
        return store->counts().entered[static_cast<std::size_t>(state)];
    };
    store.publish(kFirst);
    store.begin(kFirst, "a");
    CHECK(entered(DeliveryState::pending) == 0);
    store.commit();
    CHECK(entered(DeliveryState::pending) == 1);
    store.move(kFirst, "a", DeliveryState::returned);
    store->abandon();
    CHECK(entered(DeliveryState::returned) == 0);
    store.move(kFirst, "a", DeliveryState::returned);
    store.commit();
    CHECK(entered(DeliveryState::pending) == 1);
    CHECK(entered(DeliveryState::returned) == 1);
}

TEST_CASE("changes are told with what people want to know") {
    Store store;
    store.publish(kFirst);
    store.begin(kFirst, "a");
    REQUIRE(store->changes().size() == 1);
    CHECK(store->changes()[0].fun == "cmd.run");
    CHECK(store->changes()[0].state == DeliveryState::pending);
    store.commit();
    CHECK(store->changes().empty());
}

TEST_CASE("rows that cannot be read are refused, every truncation of them") {
    const Delivery delivery{kFirst,
                            "a",
                            DeliveryState::refused,
                            kStart,
                            3,
                            1,
                            "key",
                            0,
                            "permission",
                            {1, 2, 3},
                            {{DeliveryState::pending, kStart, ""}, {DeliveryState::refused, kStart, "why"}}};
    const std::string key = delivery_key("a", kFirst);
    const std::string bytes = encode(delivery);
    REQUIRE(decode_delivery(key, bytes));
    const auto glance = glance_at_delivery(key, bytes);
    REQUIRE(glance);
    CHECK(glance->minion == "a");
    CHECK(glance->jid == kFirst.sort_key());
    CHECK(glance->state == DeliveryState::refused);
    CHECK(glance->key == "key");
    CHECK(glance->reason == "why");
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(decode_delivery(key, std::string_view(bytes).substr(0, size)));
        CHECK_FALSE(glance_at_delivery(key, std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(decode_delivery(key, bytes + "x"));
    CHECK_FALSE(glance_at_delivery(key, bytes + "x"));
    CHECK_FALSE(decode_delivery("a", bytes));
    CHECK_FALSE(glance_at_delivery("a", bytes));
    Job job{kFirst, {{"a.b", "c.d"}, "t", "glob", "root", true, false, seconds(5)}, kStart, kStart, 1, 2};
    const std::string row = encode(job);
    const auto read = decode_job(kFirst.sort_key(), row);
    REQUIRE(read);
    CHECK(read->facts.functions == job.facts.functions);
    CHECK(read->facts.expire == seconds(5));
    for (std::size_t size = 0; size < row.size(); ++size)
        CHECK_FALSE(decode_job(kFirst.sort_key(), std::string_view(row).substr(0, size)));
}
