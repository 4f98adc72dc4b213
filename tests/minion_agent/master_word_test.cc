#include "minion_agent/master_word.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::microseconds;

const RsaPrivateKey& master_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate();
    return key;
}

const Jid kJid = Jid::parse("20261124060139123456").value();
constexpr WallTime kTime{microseconds(1'795'500'099'123'456)};
const std::string kNonce(proto::kNonceSize, 'n');

struct Bench {
    test::TemporaryDirectory directory;
    std::filesystem::path pinned = directory / "minion_master.pub";
    MasterWord word{MasterKey({.pinned = pinned, .serials = directory / "masters"})};
    proto::Audience audience{"secret", {"a", "m", "z"}};

    Bench() {
        pin(master_key());
        word.introduce("m");
    }
    void pin(const RsaPrivateKey& key) const { std::ofstream(pinned) << key.public_key().pem(); }
    proto::JobLoad job(const RsaPrivateKey& key = master_key()) const {
        proto::JobLoad job{kJid, "load", kTime, audience.place(1), {}};
        job.signature = proto::sign(proto::Publication{kJid, sha256(job.load), audience.root(), kTime}, key);
        return job;
    }
    std::string permission(const RsaPrivateKey& key = master_key()) const {
        return proto::sign(proto::Permission{kJid, "m", 7}, key);
    }
    proto::ClockStatement clock(const RsaPrivateKey& key = master_key()) const {
        return {kTime, proto::sign(proto::MasterClock{"m", kNonce, kTime}, key)};
    }
};

TEST_CASE("what the master has signed for this minion is its word") {
    Bench bench;
    CHECK(bench.word.verify(bench.job()));
    CHECK(bench.word.verify(kJid, 7, bench.permission()));
    CHECK(bench.word.verify(kNonce, bench.clock()));
    CHECK(bench.word.status().not_signed == 0);
    CHECK(bench.word.status().last.empty());
}

TEST_CASE("a job that differs from what was signed in anything is denied, counted and named") {
    Bench bench;
    std::vector<std::pair<std::string, proto::JobLoad>> forged;
    const auto add = [&](const std::string& what, auto change) {
        proto::JobLoad job = bench.job();
        change(job);
        forged.emplace_back(what, std::move(job));
    };
    add("another load", [](auto& job) { job.load = "Load"; });
    add("another JID", [](auto& job) { job.jid = Jid::parse("20261124060139123457").value(); });
    add("published earlier", [](auto& job) { job.published -= microseconds(1); });
    add("published later", [](auto& job) { job.published += microseconds(1); });
    add("another minion's place", [&](auto& job) { job.place = bench.audience.place(0); });
    add("a minion that was not asked",
        [](auto& job) { job.place = proto::Audience("secret", {"m"}).place(0); });
    add("a place that is none", [](auto& job) { job.place.path.pop_back(); });
    add("no signature", [](auto& job) { job.signature = "s"; });
    add("a permission's signature", [&](auto& job) { job.signature = bench.permission(); });
    add("another key's signature",
        [&](auto& job) { job.signature = bench.job(RsaPrivateKey::generate()).signature; });
    std::uint64_t denied = 0;
    for (const auto& [what, job] : forged) {
        CAPTURE(what);
        const auto verified = bench.word.verify(job);
        REQUIRE_FALSE(verified);
        CHECK(verified.error().code == Errc::denied);
        CHECK(verified.error().text.find(job.jid.text()) != std::string::npos);
        CHECK(verified.error().text.find("master-shim retry") != std::string::npos);
        CHECK(verified.error().text.size() <= proto::kMaxText);
        CHECK(bench.word.status().not_signed == ++denied);
        CHECK(bench.word.status().last == verified.error().text);
    }
    CHECK(bench.word.verify(bench.job()));
}

TEST_CASE("a permission serves one job, one minion and one number") {
    Bench bench;
    CHECK_FALSE(bench.word.verify(kJid, 8, bench.permission()));
    CHECK_FALSE(bench.word.verify(Jid::parse("7").value(), 7, bench.permission()));
    CHECK_FALSE(bench.word.verify(kJid, 7, bench.job().signature));
    CHECK_FALSE(bench.word.verify(kJid, 7, proto::sign(proto::Permission{kJid, "a", 7}, master_key())));
    CHECK(bench.word.status().not_signed == 4);
}

TEST_CASE("a time serves the nonce that it was asked for with, and one minion") {
    Bench bench;
    CHECK_FALSE(bench.word.verify(std::string(proto::kNonceSize, 'o'), bench.clock()));
    proto::ClockStatement later = bench.clock();
    later.time += microseconds(1);
    CHECK_FALSE(bench.word.verify(kNonce, later));
    const proto::ClockStatement other{kTime,
                                      proto::sign(proto::MasterClock{"a", kNonce, kTime}, master_key())};
    CHECK_FALSE(bench.word.verify(kNonce, other));
    CHECK(bench.word.status().not_signed == 3);
}

TEST_CASE("the key is the one that is pinned at that moment") {
    Bench bench;
    const RsaPrivateKey next = RsaPrivateKey::generate();
    bench.pin(next);
    CHECK_FALSE(bench.word.verify(bench.job()));
    CHECK(bench.word.verify(bench.job(next)));
}

TEST_CASE("without a key, with a damaged one, or before it is known who this minion is, nothing is judged") {
    Bench bench;
    std::filesystem::remove(bench.pinned);
    CHECK(bench.word.verify(bench.job()).error().code == Errc::unavailable);
    std::ofstream(bench.pinned) << "no key";
    CHECK(bench.word.verify(bench.job()).error().code == Errc::unavailable);
    std::filesystem::remove(bench.pinned);
    std::filesystem::create_directory(bench.pinned);
    CHECK(bench.word.verify(kJid, 7, bench.permission()).error().code == Errc::unavailable);
    std::filesystem::remove(bench.pinned);
    bench.pin(master_key());
    MasterWord stranger{MasterKey({.pinned = bench.pinned, .serials = bench.directory / "masters"})};
    CHECK(stranger.verify(bench.job()).error().code == Errc::unavailable);
    CHECK(stranger.verify(kJid, 7, bench.permission()).error().code == Errc::unavailable);
    CHECK(stranger.verify(kNonce, bench.clock()).error().code == Errc::unavailable);
    CHECK(bench.word.status().not_signed + stranger.status().not_signed == 0);
}

}  // namespace
}  // namespace job_retry
