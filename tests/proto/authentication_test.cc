#include "proto/authentication.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "proto/examples.h"

namespace job_retry::proto {
namespace {

using namespace std::chrono_literals;
using Peer = Authenticator::Peer;

const RsaPrivateKey& key_of(const std::string& minion) {
    static std::map<std::string, RsaPrivateKey> keys;
    const auto found = keys.find(minion);
    return found != keys.end() ? found->second
                               : keys.emplace(minion, RsaPrivateKey::generate()).first->second;
}

CurveKey curve_key(unsigned char byte) {
    CurveKey key;
    key.fill(byte);
    return key;
}

std::optional<ErrorCode> refused(const Message& reply) {
    const auto* error = std::get_if<ErrorReply>(&reply);
    return error != nullptr ? std::optional(error->code) : std::nullopt;
}

struct Shim {
    std::map<std::string, RsaPublicKey> accepted{{"web1", key_of("web1").public_key()},
                                                 {"web2", key_of("web2").public_key()}};
    CurveKey key = curve_key('S');
    Now now{WallTime{}, SteadyTime{1h}};
    unsigned char nonces = 0;
    Authenticator authenticator;

    explicit Shim(Authenticator::Options options = {})
        : authenticator(
              key,
              [this](const std::string& minion) {
                  const auto found = accepted.find(minion);
                  return found != accepted.end() ? std::optional(found->second) : std::nullopt;
              },
              options) {}

    Challenge challenge(const Peer& peer, const Hello& hello) {
        return std::get<Challenge>(
            authenticator.challenge(peer, hello, test::counting(nonces++, kNonceSize), now));
    }
    Authenticator::Answer judge(const Peer& peer, const Proof& proof) {
        return authenticator.judge(peer, proof, now);
    }
    // A whole handshake.
    Message introduce(const Peer& peer, const std::string& minion) {
        Introduction agent = introduction(minion, peer.client_key);
        const Challenge asked = challenge(peer, agent.start(test::counting(100, kNonceSize)));
        return judge(peer, agent.answer(asked).value()).reply;
    }
    Introduction introduction(const std::string& minion, const CurveKey& agent_key,
                              bool offer = false) const {
        return {{minion, key_of(minion), offer}, agent_key, key};
    }
};

const Peer kPeer{"connection 1", curve_key('A')};
const std::string kNonce = test::counting(100, kNonceSize);

TEST_CASE("a minion with an accepted key is welcomed, and its connection is its own") {
    Shim shim;
    Introduction agent = shim.introduction("web1", kPeer.client_key);
    const Hello hello = agent.start(kNonce);
    CHECK(hello.public_key.empty());
    const Challenge challenge = shim.challenge(kPeer, hello);
    CHECK_FALSE(shim.authenticator.minion_of(kPeer.connection, kPeer.client_key));
    const Result<Proof> proof = agent.answer(challenge);
    REQUIRE(proof);
    const Authenticator::Answer answer = shim.judge(kPeer, *proof);
    REQUIRE(std::holds_alternative<Welcome>(answer.reply));
    CHECK(answer.why.empty());
    REQUIRE(agent.accept(std::get<Welcome>(answer.reply)));
    CHECK(agent.done());
    CHECK(shim.authenticator.minion_of(kPeer.connection, kPeer.client_key) == "web1");
    CHECK(shim.authenticator.connections_of("web1") == std::vector<std::string>{kPeer.connection});
}

TEST_CASE("a connection's minion is told only for the CURVE key that proved it") {
    Shim shim;
    shim.introduce(kPeer, "web1");
    CHECK_FALSE(shim.authenticator.minion_of(kPeer.connection, curve_key('B')));
    CHECK_FALSE(shim.authenticator.minion_of("connection 2", kPeer.client_key));
}

TEST_CASE("a minion without an accepted key, and one with another key, are denied in the same words") {
    Shim shim;
    const Message unknown = shim.introduce(kPeer, "stranger");
    CHECK(refused(unknown) == ErrorCode::denied);
    shim.accepted.insert_or_assign("web1", key_of("web2").public_key());
    const Message wrong = shim.introduce(kPeer, "web1");
    CHECK(wrong == unknown);
    CHECK(shim.authenticator.authenticated() == 0);
}

TEST_CASE("a recorded handshake is worth nothing on another connection or with another CURVE key") {
    Shim shim;
    Introduction agent = shim.introduction("web1", kPeer.client_key);
    const Hello hello = agent.start(kNonce);
    const Proof proof = agent.answer(shim.challenge(kPeer, hello)).value();
    REQUIRE(std::holds_alternative<Welcome>(shim.judge(kPeer, proof).reply));

    // Again on its own connection: the challenge is used up, and a new one is another.
    CHECK(refused(shim.judge(kPeer, proof).reply) == ErrorCode::not_authenticated);
    shim.challenge(kPeer, hello);
    CHECK(refused(shim.judge(kPeer, proof).reply) == ErrorCode::denied);

    const Peer thief{"connection 2", curve_key('T')};
    shim.challenge(thief, hello);
    CHECK(refused(shim.judge(thief, proof).reply) == ErrorCode::denied);

    // A live relay: the shim's challenge to the thief, signed by the minion for the connection it is on.
    Introduction relayed = shim.introduction("web1", kPeer.client_key);
    const Hello fresh = relayed.start(kNonce);
    const Proof for_the_thief = relayed.answer(shim.challenge(thief, fresh)).value();
    CHECK(refused(shim.judge(thief, for_the_thief).reply) == ErrorCode::denied);
    CHECK_FALSE(shim.authenticator.minion_of(thief.connection, thief.client_key));
}

TEST_CASE("a proof for another shim is denied") {
    Shim shim;
    Introduction agent({"web1", key_of("web1")}, kPeer.client_key, curve_key('X'));
    const Proof proof = agent.answer(shim.challenge(kPeer, agent.start(kNonce))).value();
    CHECK(refused(shim.judge(kPeer, proof).reply) == ErrorCode::denied);
}

TEST_CASE("a proof for another minion than the hello is denied") {
    Shim shim;
    Introduction agent = shim.introduction("web1", kPeer.client_key);
    Proof proof = agent.answer(shim.challenge(kPeer, agent.start(kNonce))).value();
    proof.minion = "web2";
    CHECK(refused(shim.judge(kPeer, proof).reply) == ErrorCode::denied);
    CHECK(shim.authenticator.authenticated() == 0);
}

TEST_CASE("a proof whose CURVE key is not the hello's is denied") {
    Shim shim;
    Introduction agent = shim.introduction("web1", kPeer.client_key);
    const Proof proof = agent.answer(shim.challenge(kPeer, agent.start(kNonce))).value();
    CHECK(refused(shim.judge({kPeer.connection, curve_key('B')}, proof).reply) == ErrorCode::denied);
}

TEST_CASE("a challenge is good for its time only") {
    Shim shim;
    Introduction agent = shim.introduction("web1", kPeer.client_key);
    const Proof proof = agent.answer(shim.challenge(kPeer, agent.start(kNonce))).value();
    shim.now.steady += 30s + 1us;
    CHECK(refused(shim.judge(kPeer, proof).reply) == ErrorCode::not_authenticated);

    const Proof in_time =
        agent.answer((agent.start(kNonce), shim.challenge(kPeer, agent.start(kNonce)))).value();
    shim.now.steady += 30s;
    CHECK(std::holds_alternative<Welcome>(shim.judge(kPeer, in_time).reply));
}

TEST_CASE("open challenges are bounded: the oldest and the expired make room") {
    Shim shim({.max_half_open = 3});
    std::vector<Peer> peers;
    std::vector<Proof> proofs;
    for (unsigned char i = 0; i < 5; ++i) {
        peers.push_back({"connection " + std::to_string(i), curve_key(i)});
        Introduction agent = shim.introduction("web1", peers.back().client_key);
        proofs.push_back(agent.answer(shim.challenge(peers.back(), agent.start(kNonce))).value());
        CHECK(shim.authenticator.half_open() <= 3);
    }
    CHECK(refused(shim.judge(peers[1], proofs[1]).reply) == ErrorCode::not_authenticated);
    CHECK(std::holds_alternative<Welcome>(shim.judge(peers[2], proofs[2]).reply));

    shim.now.steady += 31s;
    shim.challenge(peers[0], {"web1", kNonce, {}});
    CHECK(shim.authenticator.half_open() == 1);
    shim.challenge(peers[0], {"web2", kNonce, {}});
    CHECK(shim.authenticator.half_open() == 1);
}

TEST_CASE("a minion's connections are bounded: the oldest makes room") {
    Shim shim;
    for (int i = 0; i < 6; ++i)
        shim.introduce({"connection " + std::to_string(i), curve_key('A')}, "web1");
    CHECK(shim.authenticator.connections_of("web1") ==
          std::vector<std::string>{"connection 2", "connection 3", "connection 4", "connection 5"});
    CHECK_FALSE(shim.authenticator.minion_of("connection 1", curve_key('A')));
    CHECK(shim.authenticator.authenticated() == 4);
}

TEST_CASE("a second handshake on a connection takes the place of the first") {
    Shim shim;
    shim.introduce(kPeer, "web1");
    shim.introduce(kPeer, "web1");
    CHECK(shim.authenticator.connections_of("web1").size() == 1);
    shim.introduce(kPeer, "web2");
    CHECK(shim.authenticator.minion_of(kPeer.connection, kPeer.client_key) == "web2");
    CHECK(shim.authenticator.connections_of("web1").empty());
}

TEST_CASE("a hello alone takes nothing from the connection that it comes on") {
    Shim shim;
    shim.introduce(kPeer, "web1");
    shim.challenge(kPeer, {"web2", kNonce, {}});
    CHECK(shim.authenticator.minion_of(kPeer.connection, kPeer.client_key) == "web1");
    CHECK(refused(shim.judge(kPeer, {"web2", "nonsense"}).reply) == ErrorCode::denied);
    CHECK(shim.authenticator.minion_of(kPeer.connection, kPeer.client_key) == "web1");
}

TEST_CASE("a minion whose key is removed loses its connections, others keep theirs") {
    Shim shim;
    const Peer other{"connection 2", curve_key('B')};
    shim.introduce(kPeer, "web1");
    shim.introduce(other, "web2");
    shim.authenticator.drop("web1");
    shim.authenticator.drop("never heard of");
    CHECK_FALSE(shim.authenticator.minion_of(kPeer.connection, kPeer.client_key));
    CHECK(shim.authenticator.connections_of("web1").empty());
    CHECK(shim.authenticator.minion_of(other.connection, other.client_key) == "web2");
    shim.authenticator.forget(other.connection);
    CHECK_FALSE(shim.authenticator.minion_of(other.connection, other.client_key));
    CHECK(shim.authenticator.authenticated() == 0);
}

TEST_CASE("recheck drops minions whose key is gone or is another one, and keeps the rest") {
    Shim shim;
    shim.introduce(kPeer, "web1");
    shim.introduce({"connection 2", curve_key('B')}, "web2");
    CHECK(shim.authenticator.recheck().empty());
    shim.accepted.insert_or_assign("web1", key_of("web3").public_key());
    CHECK(shim.authenticator.recheck() == std::vector<std::string>{"web1"});
    shim.accepted.erase("web2");
    CHECK(shim.authenticator.recheck() == std::vector<std::string>{"web2"});
    CHECK(shim.authenticator.authenticated() == 0);
}

TEST_CASE("where keys have marks, recheck reads no key") {
    std::optional<std::string> mark = "one";
    Authenticator::Options options;
    options.key_mark = [&](const std::string&) { return mark; };
    Shim shim(options);
    for (const std::optional<std::string>& next :
         {std::optional<std::string>("two"), std::optional<std::string>()}) {
        shim.introduce(kPeer, "web1");
        const auto accepted = std::exchange(shim.accepted, {});
        CHECK(shim.authenticator.recheck().empty());
        shim.accepted = accepted;
        mark = next;
        CHECK(shim.authenticator.recheck() == std::vector<std::string>{"web1"});
    }
}

TEST_CASE("standalone: a key is offered by who holds it, and by nobody else") {
    Shim shim({.offers = true});
    Introduction agent = shim.introduction("new", kPeer.client_key, true);
    const Hello hello = agent.start(kNonce);
    const Authenticator::Answer answer =
        shim.judge(kPeer, agent.answer(shim.challenge(kPeer, hello)).value());
    CHECK(refused(answer.reply) == ErrorCode::denied);
    REQUIRE(answer.offered);
    CHECK(answer.offered->fingerprint() == key_of("new").public_key().fingerprint());

    Introduction thief = shim.introduction("web1", kPeer.client_key);
    Hello stolen = thief.start(kNonce);
    stolen.minion = "new";
    stolen.public_key = key_of("new").public_key().pem();
    Proof proof = thief.answer(shim.challenge(kPeer, stolen)).value();
    proof.minion = "new";
    CHECK_FALSE(shim.judge(kPeer, proof).offered);

    stolen.public_key = "nonsense";
    shim.challenge(kPeer, stolen);
    CHECK_FALSE(shim.judge(kPeer, proof).offered);
}

TEST_CASE("with Salt an offered key is not looked at") {
    Shim shim;
    Introduction agent = shim.introduction("new", kPeer.client_key, true);
    const Proof proof = agent.answer(shim.challenge(kPeer, agent.start(kNonce))).value();
    CHECK_FALSE(shim.judge(kPeer, proof).offered);
}

TEST_CASE("an agent signs only what it has asked for, once, and is welcomed only as itself") {
    Introduction agent = Shim().introduction("web1", kPeer.client_key);
    const Challenge challenge{test::counting(0, kNonceSize)};
    CHECK_FALSE(agent.answer(challenge));
    CHECK_FALSE(agent.accept({"web1"}));
    agent.start(kNonce);
    CHECK_FALSE(agent.accept({"web1"}));
    CHECK(agent.answer(challenge));
    CHECK_FALSE(agent.answer(challenge));
    const Result<void> mistaken = agent.accept({"web2"});
    REQUIRE_FALSE(mistaken);
    CHECK(mistaken.error().code == Errc::denied);
    CHECK(agent.accept({"web1"}));
    CHECK(agent.done());
    agent.start(kNonce);
    CHECK_FALSE(agent.done());
}

}  // namespace
}  // namespace job_retry::proto
