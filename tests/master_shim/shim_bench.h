// A Shim over a real database, with a fake master, a fake clock, and agents that speak messages.

#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "master_shim/shim.h"
#include "runtime/text_table.h"
#include "support/temporary_directory.h"
#include "tests/master_shim/fakes.h"

namespace job_retry::test {

using std::chrono::hours;
using std::chrono::seconds;

inline const std::string kJob = "20260102030405678901";
inline const std::string kLater = "20260102030405678999";

// One key for all tests: making one takes long.
inline const RsaPrivateKey& minion_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate(2048);
    return key;
}

inline const RsaPrivateKey& master_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate(2048);
    return key;
}

// A shim over a real database, with a fake master, a fake clock and agents that speak messages. With the
// witness, unless the options say otherwise.
class Bench {
  public:
    explicit Bench(Shim::Options changes = with_witness()) : options(std::move(changes)) {
        options.silence = seconds(30);
        options.expire = hours(24);
        options.exclude = {"test.ping", "saltutil.*"};
        options.shim_key.fill(9);
        start();
        keys.accept("a", minion_key().public_key());
        keys.accept("b");
    }
    static Shim::Options with_witness() {
        Shim::Options options;
        options.witness = true;
        return options;
    }
    static Shim::Options without_witness() { return {}; }
    void start() {
        shim.reset();
        deliveries.reset();
        Deliveries::Options store;
        store.directory = directory / "deliveries";
        store.size = size;
        auto opened = Deliveries::open(store);
        if (!opened) FAIL(opened.error().text);
        deliveries = std::move(*opened);
        shim = std::make_unique<Shim>(options, *deliveries, cache, keys);
        REQUIRE(shim->start(time.now));
        if (has_master_key) REQUIRE(shim->sign_with(master_key()));
        step();
    }
    Shim::Outcome step() {
        shim->tick(time.now);
        Shim::Outcome outcome = shim->commit(time.now);
        CHECK_FALSE(outcome.failed);
        for (const auto& event : outcome.events)
            tags.push_back(event.tag);
        return outcome;
    }
    void pass(std::chrono::microseconds duration) {
        time.pass(duration);
        step();
    }
    // A job that the master publishes: its event, its files, and what the witness says.
    void publish(const std::string& job, const std::vector<std::string>& minions,
                 const std::string& fun = "cmd.run", const std::string& metadata = "") {
        cache.publish(job, minions, time.now.wall, fun, metadata);
        announce(job);
        if (options.witness) witness(job, minions, published_load(job, fun, metadata));
    }
    void witness(const std::string& job, const std::vector<std::string>& minions, const std::string& load) {
        const auto read = read_publication(jid(job), load, minions, time.now.wall);
        REQUIRE(read);
        shim->on(*read, Shim::Source::witness, time.now);
        step();
    }
    // As anybody can.
    void announce(const std::string& job) {
        shim->on(JobAnnounced{jid(job)}, Shim::Source::bus, time.now);
        step();
    }
    void return_event(const std::string& job, const std::string& minion) {
        shim->on(ReturnSeen{jid(job), minion}, Shim::Source::bus, time.now);
        step();
    }
    void give_back(const std::string& job, const std::string& minion) {
        cache.returns.insert({job, minion});
        return_event(job, minion);
    }
    std::string state(const std::string& job, const std::string& minion) const {
        const auto found = deliveries->find(jid(job), minion);
        REQUIRE(found);
        if (!*found) return "none";
        const std::string& reason = (*found)->reason();
        return std::string(to_text((*found)->state)) + (reason.empty() ? "" : ": " + reason);
    }

    // ---- an agent of minion `a`
    std::vector<proto::Message> say(const proto::Message& message, const std::string& connection = "c1") {
        Sessions::Peer peer{connection, {}};
        peer.client_key.fill(5);
        shim->on_message(peer, proto::encode(message).value(), std::string(proto::kNonceSize, 'n'), time.now);
        std::vector<proto::Message> replies;
        for (auto& reply : step().replies) {
            if (reply.connection == connection) replies.push_back(std::move(reply.message));
        }
        return replies;
    }
    template <class Reply>
    Reply ask(const proto::Message& message, const std::string& connection = "c1") {
        auto replies = say(message, connection);
        REQUIRE(!replies.empty());
        REQUIRE(std::holds_alternative<Reply>(replies.front()));
        return std::get<Reply>(replies.front());
    }
    void introduce(const std::string& connection = "c1", const std::string& minion = "a") {
        CurveKey agent_key;
        agent_key.fill(5);
        proto::Introduction introduction({minion, minion_key(), true}, agent_key, options.shim_key);
        const auto challenge =
            ask<proto::Challenge>(introduction.start(std::string(proto::kNonceSize, 'm')), connection);
        const auto proof = introduction.answer(challenge);
        REQUIRE(proof);
        replies_to_proof = say(*proof, connection);
    }
    std::vector<std::string> list() {
        std::vector<std::string> jids;
        for (const auto& item : ask<proto::PendingList>(proto::List{}).jobs)
            jids.push_back(item.jid.text());
        return jids;
    }

    void restart_with_size(std::size_t bytes) {
        size = bytes;
        start();
    }

    std::size_t size = std::size_t{16} << 20;
    bool has_master_key = true;
    TemporaryDirectory directory;
    Shim::Options options;
    FakeJobCache cache;
    FakeKeys keys;
    FakeTime time;
    std::unique_ptr<Deliveries> deliveries;
    std::unique_ptr<Shim> shim;
    std::vector<std::string> tags;
    std::vector<proto::Message> replies_to_proof;
};

}  // namespace job_retry::test
