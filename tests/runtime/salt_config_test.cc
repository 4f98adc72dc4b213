#include "runtime/salt_config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/salt_directory.h"

namespace job_retry {
namespace {

using test::SaltDirectory;
using namespace std::chrono_literals;

// What is compared with Salt itself is in tests/system/test_config_as_salt.py; here is what can be told
// without.

SaltConfig loaded(const SaltDirectory& directory) {
    Result<SaltConfig> config = directory.load();
    if (!config) FAIL(config.error().text);
    return *config;
}

bool contains(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    WARN(text);
    return false;
}

TEST_CASE("without files Salt's defaults hold") {
    const SaltConfig master = loaded(SaltDirectory(Role::master));
    CHECK(master.pki_dir == "/etc/salt/pki/master");
    CHECK(master.cachedir == "/var/cache/salt/master");
    CHECK(master.sock_dir == "/var/run/salt/master");
    CHECK(master.hash_type == "sha256");
    CHECK(master.keep_jobs == 24h);
    CHECK(master.master_job_cache == "local_cache");
    CHECK(master.job_cache);
    const SaltConfig minion = loaded(SaltDirectory(Role::minion));
    CHECK(minion.pki_dir == "/etc/salt/pki/minion");
    CHECK(minion.masters == std::vector<MasterAddress>{{"salt", "salt"}});
    CHECK(minion.module_executors == std::vector<std::string>{"direct_call"});
}

TEST_CASE("files of one pattern are joined, layers replace each other") {
    SaltDirectory directory(Role::minion);
    directory.main("executor_dirs: [/main]\nmodule_executors: [main]\ninclude: later.conf\n");
    directory.write("minion.d/b.conf", "executor_dirs: [/b, /a]\n");
    directory.write("minion.d/a.conf", "executor_dirs: [/a]\n");
    directory.write("minion.d/c.txt", "executor_dirs: [/never]\n");
    directory.write("later.conf", "module_executors: [later]\n");
    const SaltConfig config = loaded(directory);
    CHECK(config.executor_dirs == std::vector<std::string>{"/a", "/b"});
    CHECK(config.module_executors == std::vector<std::string>{"later"});
    CHECK(config.settings().at("executor_dirs").file == directory.path() / "minion.d/b.conf");
    CHECK(config.settings().at("module_executors").file == directory.path() / "later.conf");
}

TEST_CASE("a configuration directory that is not there is an error that says what to do") {
    const Result<SaltConfig> config = SaltConfig::load("/no/such/directory", Role::master);
    REQUIRE_FALSE(config);
    CHECK(config.error().code == Errc::not_found);
    CHECK(contains(config.error().text, "-c DIR"));
}

TEST_CASE("a file that cannot be read is an error that names it") {
    SaltDirectory directory(Role::master);
    directory.write("master.d/x.conf/file", "");  // a directory where a file is expected
    CHECK(contains(directory.refusal(), "master.d/x.conf: cannot be read"));
    if (geteuid() == 0) return;  // root reads everything
    SaltDirectory closed(Role::master);
    closed.main("user: salt\n");
    std::filesystem::permissions(closed.path() / "master", std::filesystem::perms::none);
    CHECK(contains(closed.refusal(), "master: cannot be read: Permission denied"));
}

TEST_CASE("what is no file among the configuration is an error that names it, and is not waited for") {
    test::SaltDirectory directory(Role::minion);
    directory.main("id: a\n");
    directory.write("minion.d/a.conf", "id: b\n");
    REQUIRE(mkfifo((directory.path() / "minion.d/b.conf").c_str(), 0600) == 0);
    CHECK_THAT(directory.refusal(), Catch::Contains("b.conf"));
    std::filesystem::remove(directory.path() / "minion.d/b.conf");
    // As administrators switch a file off.
    std::filesystem::create_symlink("/dev/null", directory.path() / "minion.d/c.conf");
    CHECK(directory.load());
}

TEST_CASE("an error of content names the file, the line and the key") {
    SaltDirectory twice(Role::master);
    twice.write("master.d/a.conf", "x: 1\nx: 2\n");
    CHECK(contains(twice.refusal(), "/master.d/a.conf: line 2: the key 'x'"));
    SaltDirectory words(Role::master);
    words.main("only words\n");
    CHECK(contains(words.refusal(), "/master: expected lines of KEY: VALUE, got the text 'only words'"));
    SaltDirectory type(Role::master);
    type.main("pki_dir: [a]\n");
    CHECK(contains(type.refusal(), "/master: pki_dir: expected a text, got a list"));
    SaltDirectory sdb(Role::master);
    sdb.main("key_pass: sdb://vault/x\n");
    CHECK(contains(sdb.refusal(), "key_pass: expected a value that can be read without Salt"));
}

TEST_CASE("the passphrase of Salt's key stands in one place alone") {
    SaltDirectory master(Role::master);
    master.main("key_pass: sesame\n");
    const SaltConfig config = loaded(master);
    CHECK(*config.key_pass == "sesame");
    CHECK(config.settings().at("key_pass").value.text()->empty());
    SaltDirectory number(Role::master);
    number.main("key_pass: false\n");
    CHECK(loaded(number).key_pass->empty());
}

TEST_CASE("files that include each other are refused") {
    SaltDirectory directory(Role::master);
    directory.main("include: a.conf\n");
    directory.write("a.conf", "include: a.conf\n");
    CHECK(contains(directory.refusal(), "include each other"));
}

TEST_CASE("an include that matches nothing is a warning") {
    SaltDirectory directory(Role::master);
    directory.main("include: nothing/*.conf\n");
    const SaltConfig config = loaded(directory);
    REQUIRE(config.warnings.size() == 1);
    CHECK(contains(config.warnings[0], "no file matches"));
}

TEST_CASE("what job retry does not support is refused by name") {
    for (const char* line :
         {"ipc_mode: tcp", "transport: tcp", "cluster_id: one", "keys.cache_driver: redis"}) {
        SaltDirectory directory(Role::master);
        directory.main(std::string(line) + "\n");
        const std::string key = std::string(line).substr(0, std::string(line).find(':'));
        CHECK(contains(directory.refusal(), "/master: " + key + ": expected "));
    }
    SaltDirectory minion(Role::minion);
    minion.main("master_type: func\nmaster: mod.fun\n");
    CHECK(contains(minion.refusal(), "master_type: expected str, failover, distributed or disable"));
}

TEST_CASE("masters are read with their ports") {
    SaltDirectory directory(Role::minion);
    directory.main("master: [one, 'two:4606', '[::1]:4506', 'FE80::1']\n");
    CHECK(loaded(directory).masters ==
          std::vector<MasterAddress>{
              {"one", "one"}, {"two:4606", "two"}, {"[::1]:4506", "::1"}, {"FE80::1", "fe80::1"}});
    SaltDirectory disabled(Role::minion);
    disabled.main("master_type: disable\n");
    CHECK(loaded(disabled).masters.empty());
    for (const char* master : {"'a:b'", "'a:0'", "'a b'", "'[::1'", "'[one]:4506'", "[]", "''"}) {
        SaltDirectory wrong(Role::minion);
        wrong.main("master: " + std::string(master) + "\n");
        CHECK(contains(wrong.refusal(), "/minion: master: expected"));
    }
}

TEST_CASE("the minion's id is the configured one, or the one that Salt wrote down") {
    SaltDirectory directory(Role::minion);
    directory.main("root_dir: " + directory.path().string() + "\n");
    const Result<std::string> unknown = loaded(directory).id();
    REQUIRE_FALSE(unknown);
    CHECK(contains(unknown.error().text, "start salt-minion once"));
    directory.write("etc/salt/minion_id", "web1 \nmore\n");
    CHECK(loaded(directory).id() == "web1");
    directory.main("root_dir: " + directory.path().string() + "\nappend_domain: example.org\n");
    CHECK(loaded(directory).id() == "web1.example.org");
    directory.main("id: 42\n");
    CHECK(loaded(directory).id() == "42");
}

TEST_CASE("paths lie below root_dir as Salt puts them there") {
    SaltDirectory directory(Role::master);
    directory.main("root_dir: /r\npki_dir: /r/pki/\ncachedir: ./c/../d\nsock_dir: /s\n");
    const SaltConfig config = loaded(directory);
    CHECK(config.pki_dir == "/r/pki");
    CHECK(config.cachedir == "/r/d");
    CHECK(config.sock_dir == "/r/s");
    CHECK(config.in_root("/var/lib/x") == "/r/var/lib/x");
    CHECK(loaded(SaltDirectory(Role::master)).in_root("/var/lib/x") == "/var/lib/x");
}

TEST_CASE("durations and sizes are numbers or have a unit") {
    SaltDirectory directory(Role::master);
    directory.main(
        "a: 90\nb: 90d\nc: 12 h\nd: 64MiB\ne: 1024\nf: soon\ng: 5 parsecs\nh: -1\ni: 99999999999999w\n");
    const SaltConfig config = loaded(directory);
    const auto duration = [&](const char* key) { return config.duration(key, 1s, 0s, 86400h); };
    CHECK(duration("a") == 90s);
    CHECK(duration("b") == 90 * 24h);
    CHECK(duration("c") == 12h);
    CHECK(duration("none") == 1s);
    for (const char* key : {"d", "f", "g", "h", "i"})
        CHECK_FALSE(duration(key));
    CHECK(config.size("d", 1, 0, 1 << 30) == std::uint64_t{64} << 20);
    CHECK(config.size("e", 1, 0, 1 << 30) == std::uint64_t{1024});
    CHECK_FALSE(config.size("b", 1, 0, 1 << 30));
    CHECK_FALSE(config.size("d", 1, 0, 1 << 20));
    CHECK(contains(
        config.duration("f", 1s, 1s, 24h).error().text,
        "/master: f: expected a duration from 1s to 1d, as a number of seconds or like 30s, 15m, 12h, "
        "90d, got the text 'soon'"));
}

TEST_CASE("a truth value, a whole number and a list of texts are taken for nothing else") {
    SaltDirectory directory(Role::master);
    directory.main("flag: 'yes'\nnumber: 1.5\nlist: [a, 1]\none: a\n");
    const SaltConfig config = loaded(directory);
    CHECK(
        contains(config.flag("flag", true).error().text, "flag: expected True or False, got the text 'yes'"));
    CHECK(contains(config.integer("number", 1, 1, 9).error().text, "expected a whole number from 1 to 9"));
    CHECK(contains(config.texts("list", {}).error().text, "one entry is the number 1"));
    CHECK(config.texts("one", {}) == std::vector<std::string>{"a"});
}

TEST_CASE("keep_jobs in hours counts where keep_jobs_seconds is as it was") {
    SaltDirectory directory(Role::master);
    directory.main("keep_jobs: 2\n");
    CHECK(loaded(directory).keep_jobs == 2h);
    CHECK(contains(loaded(directory).warnings.at(0), "set keep_jobs_seconds instead"));
    directory.main("keep_jobs: 2\nkeep_jobs_seconds: 10\n");
    CHECK(loaded(directory).keep_jobs == 10s);
}

}  // namespace
}  // namespace job_retry
