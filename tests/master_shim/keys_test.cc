#include "master_shim/keys.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "master_shim/key_pool.h"
#include "master_shim/own_keys.h"
#include "support/temporary_directory.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

namespace fs = std::filesystem;

const RsaPrivateKey& a_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate(2048);
    return key;
}

void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

bool names(const KeyDirectory::Changes& changes, const std::string& minion) {
    return std::find(changes.minions.begin(), changes.minions.end(), minion) != changes.minions.end();
}

}  // namespace

TEST_CASE("a key is accepted while its file is in minions, and its mark is of the key, not of its lines") {
    const TemporaryDirectory pki;
    const KeyDirectory keys(pki.path());
    fs::create_directories(pki / "minions");
    CHECK_FALSE(keys.mark("web1"));
    CHECK(keys.key("web1").error().code == Errc::denied);
    const std::string pem = a_key().public_key().pem();
    write(pki / "minions/web1", pem);
    write(pki / "minions_pre/web2", pem);
    REQUIRE(keys.mark("web1"));
    REQUIRE(keys.key("web1"));
    CHECK(keys.key("web1")->fingerprint() == a_key().public_key().fingerprint());
    CHECK_FALSE(keys.mark("web2"));
    const std::string mark = *keys.mark("web1");
    std::string windows;
    for (const char c : pem)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    write(pki / "minions/web1", windows);
    CHECK(keys.mark("web1") == mark);
    write(pki / "minions/web1", RsaPrivateKey::generate(1024).public_key().pem());
    CHECK(keys.mark("web1") != mark);
}

TEST_CASE("a key is not accepted where its file is not there, and unknown where that cannot be told") {
    const TemporaryDirectory pki;
    const KeyDirectory keys(pki.path());
    CHECK(keys.mark("web1").error().code == Errc::unavailable);
    CHECK_THAT(keys.mark("web1").error().text, Catch::Contains((pki / "minions/web1").native()));
    fs::create_directories(pki / "minions");
    CHECK(keys.mark("web1").error().code == Errc::denied);
    write(pki / "minions/web1", "");
    CHECK(keys.mark("web1").error().code == Errc::denied);
    write(pki / "minions/web1", a_key().public_key().pem());
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit none = {0, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    const auto mark = keys.mark("web1");
    const auto key = keys.key("web1");
    REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK(mark.error().code == Errc::unavailable);
    CHECK(key.error().code == Errc::unavailable);
    CHECK(keys.mark("web1"));
}

TEST_CASE("an id that is no file name is no key") {
    const TemporaryDirectory pki;
    write(pki / "secret", a_key().public_key().pem());
    fs::create_directories(pki / "minions");
    const KeyDirectory keys(pki.path());
    CHECK_FALSE(keys.mark("../secret"));
    CHECK_FALSE(keys.key("../secret"));
    CHECK_FALSE(keys.mark(""));
}

TEST_CASE("changes of keys are noticed: accepted, removed, replaced") {
    const TemporaryDirectory pki;
    KeyDirectory keys(pki.path());
    CHECK_FALSE(keys.watch());
    fs::create_directories(pki / "minions");
    REQUIRE(keys.watch());
    CHECK(keys.changes().minions.empty());
    write(pki / "minions/web1", "key");
    CHECK(names(keys.changes(), "web1"));
    write(pki / "other", "key");
    fs::rename(pki / "other", pki / "minions/web1");
    CHECK(names(keys.changes(), "web1"));
    fs::rename(pki / "minions/web1", pki / "rejected");
    CHECK(names(keys.changes(), "web1"));
    CHECK(keys.changes().minions.empty());
}

TEST_CASE("a key directory that is replaced is watched again, and all keys are looked at") {
    const TemporaryDirectory pki;
    KeyDirectory keys(pki.path());
    fs::create_directories(pki / "minions");
    REQUIRE(keys.watch());
    SECTION("moved away") {
        fs::rename(pki / "minions", pki / "old");
    }
    SECTION("removed") {
        fs::remove_all(pki / "minions");
    }
    fs::create_directories(pki / "minions");
    CHECK(keys.changes().all);
    REQUIRE(keys.watch());
    keys.changes();
    write(pki / "minions/web1", "key");
    CHECK(names(keys.changes(), "web1"));
}

TEST_CASE("minions that are there late, and another key of the master, are noticed") {
    const TemporaryDirectory pki;
    KeyDirectory keys(pki.path());
    keys.watch();
    fs::create_directories(pki / "minions");
    CHECK(keys.changes().all);
    REQUIRE(keys.watch());
    write(pki / "master.pub", "key");
    CHECK_FALSE(keys.changes().master_key);
    write(pki / "master.pem", "key");
    CHECK(keys.changes().master_key);
    CHECK_FALSE(keys.changes().master_key);
    write(pki / "new", "key");
    fs::rename(pki / "new", pki / "master.pem");
    const auto changes = keys.changes();
    CHECK(changes.master_key);
    CHECK_FALSE(changes.all);
}

TEST_CASE("the key pool takes an offered key once, and moves it as it is told") {
    const TemporaryDirectory pki;
    KeyPool pool(pki.path());
    REQUIRE(pool.make_directories());
    const std::string pem = a_key().public_key().pem();
    CHECK(*pool.offer("web1", pem));
    CHECK_FALSE(*pool.offer("web1", "another"));
    const KeyDirectory keys(pki.path());
    CHECK_FALSE(keys.mark("web1"));
    REQUIRE(pool.accept("web1"));
    CHECK(keys.key("web1"));
    CHECK(pool.accept("web1").error().code == Errc::not_found);
    CHECK(pool.list()->at(0).state == "accepted");
    CHECK(pool.list()->at(0).fingerprint.size() == 64);
    REQUIRE(pool.reject("web1"));
    CHECK_FALSE(keys.mark("web1"));
    CHECK_FALSE(*pool.offer("web1", pem));
    REQUIRE(pool.remove("web1"));
    CHECK(pool.remove("web1").error().code == Errc::not_found);
    CHECK(pool.list()->empty());
    CHECK(pool.accept("../web1").error().code == Errc::invalid);
    CHECK(pool.offer("../web1", pem).error().code == Errc::invalid);
    CHECK(pool.offer(".hidden", pem).error().code == Errc::invalid);
}

TEST_CASE("the shim's own keys are made once, kept, and private") {
    const TemporaryDirectory directory;
    const fs::path path = directory / "curve.key";
    const auto first = own_curve_key(path);
    REQUIRE(first);
    CHECK(own_curve_key(path)->public_key == first->public_key);
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    chmod(path.c_str(), 0644);
    CHECK(own_curve_key(path).error().code == Errc::denied);
    chmod(path.c_str(), 0600);
    write(path, "short");
    CHECK(own_curve_key(path).error().code == Errc::corrupt);
    const auto master = own_master_key(directory / "pki");
    REQUIRE(master);
    CHECK(own_master_key(directory / "pki")->public_key().fingerprint() ==
          master->public_key().fingerprint());
}
