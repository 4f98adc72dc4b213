#include "master_shim/job_cache.h"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "master_shim/job_cache_scan.h"
#include "runtime/transport.h"
#include "support/temporary_directory.h"
#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

namespace fs = std::filesystem;

const Jid kJob = jid("20260102030405678901");

void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

class CacheOnDisk {
  public:
    explicit CacheOnDisk(LocalJobCache::Options options = {.cachedir = {}, .is_trusted = true})
        : cache(below(std::move(options), directory_.path())) {
        fs::create_directories(cache.jobs());
    }
    fs::path publish(const Jid& job, const std::vector<std::string>& minions) const {
        return save(job, minions, published_load(job.text()));
    }
    fs::path save(const Jid& job, const std::vector<std::string>& minions, const std::string& load) const {
        const fs::path path = cache.job_directory(job);
        write(path / "jid", job.text());
        write(path / ".load.p", load);
        write(path / ".minions.p", texts(minions));
        return path;
    }
    void give_back(const Jid& job, const std::string& minion) const {
        write(cache.job_directory(job) / minion / "return.p", map({{"return", text("x")}}));
    }
    // Makes a job look as old as `age`.
    void age(const Jid& job, seconds age) const {
        const fs::path path = cache.job_directory(job);
        const auto time = fs::file_time_type::clock::now() - age;
        for (const fs::path& part : {path / "jid", path, path.parent_path()})
            fs::last_write_time(part, time);
    }
    std::vector<Publication> scan(seconds since) const {
        std::vector<Publication> seen;
        const auto scanned = scan_job_cache(cache.jobs(), Now::read().wall - since, [&](Observation found) {
            seen.push_back(std::get<Publication>(found));
            return true;
        });
        REQUIRE(scanned);
        walked = *scanned;
        return seen;
    }

    fs::path cachedir() const { return directory_.path(); }

  private:
    static LocalJobCache::Options below(LocalJobCache::Options options, const fs::path& directory) {
        options.cachedir = directory;
        return options;
    }
    TemporaryDirectory directory_;

  public:
    LocalJobCache cache;
    mutable JobCacheWalk walked;  // by the last scan
};

}  // namespace

TEST_CASE("a job lies where Salt puts it") {
    // hashlib.sha256(b'20260102030405678901').hexdigest(), computed by Python.
    const LocalJobCache cache({.cachedir = "/c"});
    CHECK(cache.job_directory(kJob) ==
          "/c/jobs/52/b972a91a45b6ed2fb44bac3517fdf8f52f74212de6ebbb5d3670441a5498dc");
}

TEST_CASE("where a job lies depends on the master's hash_type") {
    // hashlib.md5(b'20260102030405678901').hexdigest()
    CHECK(LocalJobCache({.cachedir = "/c", .hash_type = "md5"}).job_directory(kJob) ==
          "/c/jobs/f6/77c62c2b30bea6695027e5bda0ba05");
    CHECK(hex_digest("sha512", "").size() == 128);
    CHECK(hex_digest("sha257", "").empty());
}

TEST_CASE("load, minions and returns are read as Salt writes them") {
    const CacheOnDisk disk;
    const fs::path path = disk.publish(kJob, {"a", "b"});
    disk.give_back(kJob, "a");
    const auto published = disk.cache.publication(kJob);
    REQUIRE(published);
    CHECK(read_load(published->load)->jid == kJob.text());
    CHECK(published->minions == std::vector<std::string>{"a", "b"});
    CHECK(published->published_at > Now::read().wall - seconds(60));
    CHECK_FALSE(published->keeps_no_returns);
    CHECK(disk.cache.holds_return(kJob, "a") == Held::yes);
    CHECK(disk.cache.holds_return(kJob, "b") == Held::no);
    CHECK(disk.cache.holds_return(kJob, "../a") == Held::no);
    write(path / "nocache", "");
    CHECK(disk.cache.holds_return(kJob, "b") == Held::never);
    CHECK(disk.cache.publication(kJob)->keeps_no_returns);
    CHECK_FALSE(disk.cache.has_forgotten(kJob));
    CHECK(disk.cache.has_forgotten(jid("20260102030405678909")));
}

TEST_CASE("a job was published to those whom the master named, not to those whom somebody added") {
    const CacheOnDisk disk;
    const fs::path path = disk.publish(kJob, {"a", "b"});
    write(path / ".minions.edge.p", texts({"c"}));  // as an event with `minions` from minion `edge` does
    CHECK(disk.cache.publication(kJob)->minions == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a master that keeps no returns never shows one") {
    const CacheOnDisk disk({"", "sha256", false, false});
    disk.publish(kJob, {"a"});
    disk.give_back(kJob, "a");
    CHECK(disk.cache.holds_return(kJob, "a") == Held::never);
    CHECK(disk.cache.publication(kJob));
}

TEST_CASE("only what says that it was published was") {
    // What a return, salt-ssh, and a return that says both leave under a JID of their own choice.
    const auto without_cmd = map(
        {{"jid", text(kJob.text())}, {"fun", text("cmd.run")}, {"arg", texts({"id"})}, {"tgt", text("*")}});
    const auto with = [](const std::vector<std::string>& cmds) {
        std::vector<std::pair<std::string, std::string>> pairs = {
            {"jid", text(kJob.text())}, {"fun", text("cmd.run")}, {"arg", texts({"id"})}, {"tgt", text("*")}};
        for (const std::string& cmd : cmds)
            pairs.emplace_back("cmd", text(cmd));
        return map(pairs);
    };
    const auto other_jid = published_load("20260102030405678909");
    for (const std::string& load : {without_cmd, with({"_return"}), with({"_return", "publish"}),
                                    with({"publish", "_return"}), other_jid}) {
        const CacheOnDisk disk;
        disk.save(kJob, {"a"}, load);
        REQUIRE_FALSE(disk.cache.publication(kJob));
        CHECK(disk.cache.publication(kJob).error().code == Errc::invalid);
        CHECK(disk.scan(seconds(60)).empty());
    }
    const CacheOnDisk disk;
    disk.save(kJob, {"a"}, with({"publish"}));
    CHECK(disk.scan(seconds(60)).size() == 1);
}

TEST_CASE("a job cache is not believed, unless the administrator says so") {
    CHECK_THAT(CacheOnDisk(LocalJobCache::Options()).cache.distrust(),
               Catch::Contains("job_retry_trust_job_cache: True"));
    CHECK(CacheOnDisk().cache.distrust().empty());
}

TEST_CASE("a job cache into which somebody sent what only a syndic may is not believed") {
    const CacheOnDisk disk;
    CHECK(disk.cache.distrust().empty());
    fs::create_directories(disk.cachedir() / "syndics");
    CHECK(disk.cache.distrust().empty());
    write(disk.cachedir() / "syndics" / "evil", "");
    CHECK_THAT(disk.cache.distrust(), Catch::Contains("syndics is not empty"));
    const CacheOnDisk above({.cachedir = {}, .order_masters = true, .is_trusted = true});
    CHECK_THAT(above.cache.distrust(), Catch::Contains("order_masters"));
}

TEST_CASE("what is not there is not found, and what is half written is to be tried again") {
    const CacheOnDisk disk;
    CHECK(disk.cache.publication(kJob).error().code == Errc::not_found);
    const fs::path path = disk.publish(kJob, {"a"});
    const std::string load = published_load(kJob.text());
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, load.size() - 1}) {
        write(path / ".load.p", load.substr(0, size));
        CHECK(disk.cache.publication(kJob).error().code == Errc::unavailable);
    }
}

TEST_CASE("a scan finds what was published since, without who has returned") {
    const CacheOnDisk disk;
    CHECK(disk.scan(seconds(60)).empty());
    const Jid old = jid("20260101000000000000");
    disk.publish(old, {"a"});
    disk.age(old, hours(2));
    disk.publish(kJob, {"a", "b"});
    disk.give_back(kJob, "a");
    const auto seen = disk.scan(seconds(60));
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].jid == kJob);
    CHECK(seen[0].minions == std::vector<std::string>{"b"});
    CHECK(seen[0].facts.functions == std::vector<std::string>{"cmd.run"});
    CHECK(seen[0].published_at > Now::read().wall - seconds(60));
    CHECK(disk.scan(hours(3)).size() == 2);
}

TEST_CASE("a late return does not make an old job new") {
    const CacheOnDisk disk;
    disk.publish(kJob, {"a", "b"});
    disk.age(kJob, hours(2));
    disk.give_back(kJob, "a");
    fs::last_write_time(disk.cache.job_directory(kJob).parent_path(), fs::file_time_type::clock::now());
    CHECK(disk.scan(seconds(60)).empty());
}

TEST_CASE("a scan reads the directories in which something is new, of however many") {
    const CacheOnDisk disk;
    constexpr int kOld = 2000;
    const auto old = [](int number) { return jid("202601010000000" + std::to_string(10000 + number)); };
    for (int i = 0; i < kOld; ++i)
        fs::create_directories(disk.cache.job_directory(old(i)));
    const auto long_ago = fs::file_time_type::clock::now() - hours(2);
    for (int i = 0; i < kOld; ++i) {
        const fs::path job = disk.cache.job_directory(old(i));
        fs::last_write_time(job, long_ago);
        fs::last_write_time(job.parent_path(), long_ago);
    }
    CHECK(disk.scan(seconds(60)).empty());
    CHECK(disk.walked.shelves == 0);
    CHECK(disk.walked.jobs == 0);
    disk.publish(kJob, {"a"});
    disk.publish(jid("20260102030405678902"), {"a"});
    CHECK(disk.scan(seconds(60)).size() == 2);
    CHECK(disk.walked.shelves <= 2);
    CHECK(disk.walked.jobs == 2);
}

TEST_CASE("a runner's job, and one that is being written, are passed over") {
    const CacheOnDisk disk;
    const fs::path path = disk.publish(kJob, {"a"});
    fs::remove(path / ".load.p");
    CHECK(disk.scan(seconds(60)).empty());
}

TEST_CASE("what the disk does not give is an error that names it, and all else is found nevertheless") {
    CacheOnDisk disk;
    disk.publish(kJob, {"a"});
    const fs::path broken = disk.publish(jid("20260102030405678902"), {"a"});
    const fs::path jobs = disk.cache.jobs();
    fs::path blamed;
    SECTION("a load") {
        blamed = broken / ".load.p";
        fs::remove(blamed);
        fs::create_symlink(".load.p", blamed);  // to itself
    }
    SECTION("a shelf") {
        blamed = jobs / "00";
        fs::create_symlink("00", blamed);  // to itself
    }
    std::size_t seen = 0;
    const auto scanned = scan_job_cache(jobs, Now::read().wall - hours(1), [&](const Observation&) {
        ++seen;
        return true;
    });
    REQUIRE_FALSE(scanned);
    CHECK(scanned.error().code == Errc::io);
    CHECK_THAT(scanned.error().text, Catch::Contains(blamed.native()));
    CHECK(seen == (blamed.parent_path() == jobs ? 2 : 1));
}

TEST_CASE("a job cache that is not there, or cannot be reached, is not one in which nothing was published") {
    const CacheOnDisk disk;
    fs::remove_all(disk.cache.jobs());
    const auto scan = [&disk] {
        return scan_job_cache(disk.cache.jobs(), WallTime(), [](const Observation&) { return true; });
    };
    const auto missing = scan();
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Errc::not_found);
    CHECK_THAT(missing.error().text, Catch::Contains(disk.cache.jobs().native() + " is not there"));
    fs::create_symlink("jobs", disk.cache.jobs());  // to itself
    const auto unreachable = scan();
    REQUIRE_FALSE(unreachable);
    CHECK(unreachable.error().code == Errc::io);
}

TEST_CASE("a scan that runs out of descriptors is not complete") {
    const CacheOnDisk disk;
    for (char last = '1'; last < '9'; ++last)
        disk.publish(jid(std::string("2026010203040567890") + last), {"a"});
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    std::size_t seen = 0;
    const auto scanned = scan_job_cache(disk.cache.jobs(), WallTime(), [&](const Observation&) {
        const rlimit none = {0, before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &none);
        return ++seen > 0;
    });
    REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK(seen == 1);
    CHECK_FALSE(scanned);
}

TEST_CASE("what Salt did not put into its job cache is passed over") {
    CacheOnDisk disk;
    disk.publish(kJob, {"a"});
    write(disk.cache.jobs() / "README", "not a shelf");
    fs::create_symlink("lost+found", disk.cache.jobs() / "lost+found");  // cannot be read
    write(disk.cache.job_directory(kJob).parent_path() / "note", "not a job");
    CHECK(disk.scan(seconds(60)).size() == 1);
}

TEST_CASE("the scan's thread finds returns of open deliveries, then jobs, and says when it is done") {
    const CacheOnDisk disk;
    disk.publish(kJob, {"a", "b"});
    disk.give_back(kJob, "a");
    JobCacheScan scan(disk.cache);
    for (int round = 0; round < 2; ++round) {
        scan.ask({{{kJob, "a"}, {kJob, "b"}}, Now::read().wall - seconds(60)});
        std::vector<Observation> all;
        for (bool finished = false; !finished;) {
            Poll poll;
            poll.add_fd(scan.wake_fd());
            REQUIRE(poll.wait(seconds(20)));
            auto report = scan.take(1);
            CHECK(report.observations.size() <= 1);
            all.insert(all.end(), report.observations.begin(), report.observations.end());
            finished = report.finished;
            CHECK(report.error.empty());
        }
        REQUIRE(all.size() == 2);
        CHECK(std::get<ReturnSeen>(all[0]).minion == "a");
        CHECK(std::get<Publication>(all[1]).minions == std::vector<std::string>{"b"});
    }
}
