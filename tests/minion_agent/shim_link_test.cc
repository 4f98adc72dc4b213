// ShimLink over real sockets, against a shim of the test's own.

#include "minion_agent/shim_link.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <utility>

#include "minion_agent/network_lines.h"
#include "stand_in_shim.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const RsaPrivateKey& master_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate();
    return key;
}
const RsaPrivateKey& minion_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate();
    return key;
}

struct Bench {
    test::TemporaryDirectory directory;
    Transport transport;
    NetworkLines lines{transport};
    test::StandInShim shim{transport, master_key(), 100};
    ShimLink::Options options;
    bool standalone = false;
    std::optional<ShimLink> link;
    std::vector<proto::Message> messages;
    int authenticated = 0;
    int lost = 0;

    Bench() {
        shim.accepted.emplace("minion-1", minion_key().public_key());
        options.host = "127.0.0.1";
        options.port = shim.port();
        options.key_port = shim.key_port();
        options.first_back_off = seconds(0);
        options.between_hellos = milliseconds(0);
        options.unconnected = seconds(1);
        pin(master_key());
    }
    void pin(const RsaPrivateKey& key) {
        std::ofstream(directory / "minion_master.pub") << key.public_key().pem();
    }
    ShimLink& get() {
        if (!link) {
            MasterKey known({directory / "minion_master.pub", directory / "masters", standalone});
            link.emplace(lines, options, known,
                         ShimLink::World{
                             [this]() -> Result<proto::Introduction::Identity> {
                                 return proto::Introduction::Identity{"minion-1", minion_key(), standalone};
                             },
                             [] { return 0.5; }});
        }
        return *link;
    }
    template <class Done>
    void turn_until(Done done) {
        const SteadyTime end = Now::read().steady + seconds(120);
        for (;;) {
            const Now now = Now::read();
            REQUIRE(now.steady < end);
            shim.turn();
            auto happened = get().step(now);
            if (happened.lost) ++lost;
            if (happened.authenticated) ++authenticated;
            for (auto& message : happened.messages)
                messages.push_back(std::move(message));
            if (done()) return;
            Poll poll;
            shim.watch(poll);
            get().watch(poll);
            const auto next = get().next_step().value_or(now.steady + seconds(1));
            const auto wait = std::max(next, now.steady) - now.steady;
            REQUIRE(poll.wait(std::clamp<std::chrono::microseconds>(wait, milliseconds(0), seconds(1))));
        }
    }
    void until_authenticated() {
        turn_until([this] { return get().authenticated(); });
    }
    void until_trouble(const std::string& part) {
        turn_until([&] { return get().status().trouble.find(part) != std::string::npos; });
    }
};

TEST_CASE("a minion whose key is accepted is let in, and what it asks is answered") {
    Bench bench;
    bench.until_authenticated();
    CHECK(bench.authenticated == 1);
    CHECK(bench.get().status().trouble.empty());
    bench.get().send(proto::List{});
    bench.turn_until([&] { return !bench.messages.empty(); });
    CHECK(std::holds_alternative<proto::PendingList>(bench.messages[0]));
}

TEST_CASE("before Salt has pinned the master's key nothing is believed, and it is said what to do") {
    Bench bench;
    std::filesystem::remove(bench.directory / "minion_master.pub");
    bench.until_trouble("start salt-minion and accept its key");
    CHECK(bench.shim.hellos == 0);
    bench.pin(master_key());
    bench.until_authenticated();
}

TEST_CASE("a shim that another master signed for is not spoken to") {
    Bench bench;
    bench.pin(RsaPrivateKey::generate());
    bench.until_trouble("minion_master.pub");
    CHECK(bench.shim.hellos == 0);
}

TEST_CASE("a shim with an older key than one seen before is not spoken to, also by the next agent") {
    Bench bench;
    bench.until_authenticated();
    bench.shim.restart(99);
    bench.link.reset();
    const std::size_t hellos = bench.shim.hellos;
    bench.until_trouble("older key");
    CHECK(bench.shim.hellos == hellos);
    bench.shim.restart(101);
    bench.until_authenticated();
}

TEST_CASE("a shim with the key that it had before is spoken to, although its clock has stepped back") {
    Bench bench;
    bench.until_authenticated();
    bench.link.reset();
    bench.shim.sign_again(99);
    bench.until_authenticated();
    // What was learnt stays.
    bench.link.reset();
    bench.shim.restart(99);
    bench.until_trouble("older key");
}

TEST_CASE("a minion whose key is not accepted is let in once it is") {
    Bench bench;
    bench.shim.accepted.clear();
    bench.until_trouble("does not let this minion in");
    bench.shim.accepted.emplace("minion-1", minion_key().public_key());
    bench.until_authenticated();
}

TEST_CASE("a shim that has forgotten the session is greeted again") {
    Bench bench;
    bench.until_authenticated();
    bench.shim.forget_sessions();
    bench.get().send(proto::List{});
    bench.turn_until([&] { return bench.lost == 1; });
    bench.until_authenticated();
    CHECK(bench.authenticated == 2);
}

TEST_CASE("a shim that comes back with another key is found again") {
    Bench bench;
    bench.until_authenticated();
    bench.shim.restart(200);
    bench.turn_until([&] { return bench.lost == 1; });
    bench.until_authenticated();
}

TEST_CASE("a question for the shim's key that is lost is asked again soon") {
    Bench bench;
    bench.options.unanswered = seconds(1);
    bench.options.unconnected = std::chrono::hours(1);
    bench.shim.unanswered_key_requests = 2;
    bench.until_authenticated();
    CHECK(bench.shim.key_requests == 3);
}

TEST_CASE("a shim of another version is left alone, and it is said what to do") {
    Bench bench;
    bench.shim.refuse_with = proto::ErrorReply{proto::ErrorCode::version, "this is version 9"};
    bench.until_trouble("same release");
    CHECK(!bench.get().authenticated());
}

TEST_CASE("garbage from an authenticated shim changes nothing") {
    Bench bench;
    bench.until_authenticated();
    bench.shim.send_raw("\xc1garbage");
    bench.get().send(proto::List{});
    bench.turn_until([&] { return !bench.messages.empty(); });
    CHECK(bench.get().authenticated());
}

TEST_CASE("standalone, the master's key is pinned at first contact, and another one is refused later") {
    Bench bench;
    std::filesystem::remove(bench.directory / "minion_master.pub");
    bench.standalone = true;
    bench.shim.show_public_key = true;
    bench.shim.accept_offers = true;
    bench.shim.accepted.clear();
    bench.until_authenticated();
    CHECK(std::filesystem::exists(bench.directory / "minion_master.pub"));

    Bench other;
    other.standalone = true;
    other.shim.show_public_key = true;
    other.pin(RsaPrivateKey::generate());
    other.until_trouble("minion_master.pub");
    CHECK(other.shim.hellos == 0);
}

// ---- whoever has the lines in hand

// Lines of which the test holds the other end.
struct HeldLines : Lines {
    struct Held : Line {
        explicit Held(HeldLines& all, bool to_shim) : all_(all), to_shim_(to_shim) {}
        std::vector<DealerSocket::Link> changes() override {
            return to_shim_ ? std::exchange(all_.changes, {}) : std::vector<DealerSocket::Link>();
        }
        std::optional<std::string> receive() override {
            auto& inbox = to_shim_ ? all_.from_shim : all_.from_key_port;
            if (inbox.empty()) return std::nullopt;
            auto first = std::move(inbox.front());
            inbox.erase(inbox.begin());
            return first;
        }
        void send(std::string_view bytes) override {
            if (to_shim_) all_.sent.push_back(*proto::decode(bytes));
        }
        std::optional<Error> broken() const override { return all_.broken ? all_.broken : all_.failed; }
        HeldLines& all_;
        bool to_shim_;
    };
    Result<std::unique_ptr<Line>> open(const Place& place) override {
        if (place.shim_key) opened.push_back(*place.shim_key);
        return std::make_unique<Held>(*this, place.shim_key.has_value());
    }
    CurveKey client_key() const override { return {}; }
    bool ready() const override { return !broken; }

    std::vector<std::string> from_key_port, from_shim;
    std::vector<DealerSocket::Link> changes;
    std::vector<proto::Message> sent;
    std::vector<CurveKey> opened;
    std::optional<Error> broken;  // all of them
    std::optional<Error> failed;  // each, and there are others

    template <class Message>
    std::size_t count() const {
        return std::size_t(std::count_if(sent.begin(), sent.end(), [](const proto::Message& message) {
            return std::holds_alternative<Message>(message);
        }));
    }
};

struct HeldBench {
    HeldBench() { std::ofstream(directory / "minion_master.pub") << master_key().public_key().pem(); }
    ShimLink::Happened pass(std::chrono::microseconds time) {
        now.steady += time;
        now.wall += time;
        return link.step(now);
    }
    void reach(const RsaPrivateKey& key, const CurveKey& shim) {
        lines.from_key_port.push_back(proto::encode(proto::make_key_statement(shim, 100, key)));
    }
    void challenge(char byte) {
        lines.from_shim.push_back(
            proto::encode(proto::Challenge{std::string(proto::kNonceSize, byte)}).value());
    }
    test::TemporaryDirectory directory;
    Now now = Now::read();
    HeldLines lines;
    ShimLink link{lines,
                  {.host = "salt"},
                  MasterKey({directory / "minion_master.pub", directory / "masters", false}),
                  {[]() -> Result<proto::Introduction::Identity> {
                       return proto::Introduction::Identity{"minion-1", minion_key(), false};
                   },
                   [] { return 0.5; }}};
};

TEST_CASE("whoever has the lines gets no line to a shim, and no proof, that the master has not signed") {
    HeldBench bench;
    bench.pass(seconds(0));
    bench.reach(minion_key(), CurveKey{1});
    bench.lines.changes = {DealerSocket::Link::connected};
    bench.challenge('a');
    for (int i = 0; i < 100; ++i)
        bench.pass(seconds(1));
    CHECK(bench.lines.opened.empty());
    CHECK(bench.lines.sent.empty());
    bench.reach(master_key(), CurveKey{2});
    bench.pass(seconds(60));
    CHECK(bench.lines.opened == std::vector{CurveKey{2}});
}

TEST_CASE("whoever has the lines gets one proof for a hello, and a hello a second") {
    HeldBench bench;
    bench.pass(seconds(0));
    bench.reach(master_key(), CurveKey{2});
    bench.pass(milliseconds(1));
    for (int i = 0; i < 100; ++i) {
        bench.lines.changes = {DealerSocket::Link::disconnected, DealerSocket::Link::connected};
        for (const char byte : {'a', 'b', 'c'})
            bench.challenge(byte);
        bench.pass(milliseconds(50));
        for (const char byte : {'d', 'e'})
            bench.challenge(byte);
        bench.pass(milliseconds(50));
    }
    CHECK(bench.lines.count<proto::Hello>() >= 9);
    CHECK(bench.lines.count<proto::Hello>() <= 11);
    CHECK(bench.lines.count<proto::Proof>() <= bench.lines.count<proto::Hello>());
    CHECK(bench.lines.count<proto::Proof>() > 0);
}

TEST_CASE("a key port that breaks its line is counted when it was its doing, and asked again later") {
    HeldBench bench;
    for (const Errc code : {Errc::unavailable, Errc::invalid}) {
        bench.pass(seconds(100));
        bench.lines.failed = Error{code, "no key there"};
        bench.pass(milliseconds(1));
        bench.lines.failed.reset();
        CHECK(bench.link.status().trouble == "no key there");
        CHECK(bench.link.status().refused == (code == Errc::invalid ? 1 : 0));
        CHECK(bench.link.next_step() > bench.now.steady + seconds(1));
    }
}

TEST_CASE("a link whose line breaks is lost, and begins anew once there are lines again") {
    HeldBench bench;
    bench.pass(seconds(0));
    bench.reach(master_key(), CurveKey{2});
    bench.lines.changes = {DealerSocket::Link::connected};
    bench.pass(milliseconds(1));
    bench.challenge('a');
    bench.pass(milliseconds(1));
    bench.lines.from_shim.push_back(proto::encode(proto::Welcome{"minion-1", bench.now.wall}).value());
    CHECK(bench.pass(milliseconds(1)).authenticated);
    bench.lines.broken = Error{Errc::unavailable, "the courier is gone"};
    CHECK(bench.pass(milliseconds(1)).lost);
    CHECK(bench.link.status().trouble == "the courier is gone");
    CHECK(!bench.link.next_step());
    bench.lines.broken.reset();
    bench.reach(master_key(), CurveKey{3});
    bench.pass(milliseconds(1));
    CHECK(bench.lines.opened == std::vector{CurveKey{2}, CurveKey{3}});
}

}  // namespace
}  // namespace job_retry
