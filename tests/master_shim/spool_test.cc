#include "master_shim/spool.h"

#include <poll.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "support/temporary_directory.h"
#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::seconds;

namespace {

namespace fs = std::filesystem;

const Now kStart{WallTime(seconds(1767323045)), SteadyTime(seconds(1000))};

std::string number(std::uint64_t value) {
    std::string out;
    append_msgpack(out, static_cast<std::int64_t>(value));
    return out;
}

std::string record(const std::string& job, const std::vector<std::string>& minions,
                   const std::string& load = "") {
    return map({{"v", number(1)},
                {"jid", text(job)},
                {"published", number(1767323000000000)},
                {"load", bin(load.empty() ? published_load(job) : load)},
                {"minions", texts(minions)}});
}

class SpoolOnDisk {
  public:
    SpoolOnDisk() : spool(opened()) {}
    fs::path path() const { return directory_ / "spool"; }
    // As the witness does.
    void put(const std::string& name, const std::string& bytes) const {
        std::ofstream(path() / ("." + name + ".tmp"), std::ios::binary) << bytes;
        fs::rename(path() / ("." + name + ".tmp"), path() / name);
    }
    std::vector<Spool::Entry> take(std::size_t limit = 100) { return spool.take(limit, now); }
    Spool opened() const {
        auto made = Spool::open(path(), kStart);
        if (!made) FAIL(made.error().text);
        return std::move(*made);
    }

  private:
    TemporaryDirectory directory_;

  public:
    Spool spool;
    Now now = kStart;
};

}  // namespace

TEST_CASE("a publication is told as the witness wrote it, and until it is removed") {
    SpoolOnDisk disk;
    CHECK(disk.take().empty());
    disk.put("00001767323000000000-7-1.job", record("20260102030405678901", {"a", "b"}));
    auto entries = disk.take();
    REQUIRE(entries.size() == 1);
    const Publication& job = entries[0].publication;
    CHECK(job.jid.text() == "20260102030405678901");
    CHECK(job.minions == std::vector<std::string>{"a", "b"});
    CHECK(job.published_at == WallTime(std::chrono::microseconds(1767323000000000)));
    CHECK(read_load(job.load)->facts.functions == std::vector<std::string>{"cmd.run"});

    disk.now.steady = disk.spool.next();  // the step was not written
    entries = disk.take();
    REQUIRE(entries.size() == 1);
    disk.spool.remove(entries);
    disk.now.steady += seconds(60);
    CHECK(disk.take().empty());
    CHECK(disk.spool.read() == 1);
    CHECK(fs::is_empty(disk.path()) == false);  // `.read`
}

TEST_CASE("publications come in order, so many at a time, and the rest at once") {
    SpoolOnDisk disk;
    for (int i = 9; i >= 0; --i)
        disk.put("0000176732300000000" + std::to_string(i) + "-7-1.job",
                 record(std::to_string(100 + i), {"a"}));
    std::size_t all = 0;
    while (true) {
        const auto entries = disk.take(4);
        if (entries.empty()) break;
        CHECK(entries.size() <= 4);
        CHECK(std::is_sorted(entries.begin(), entries.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
        all += entries.size();
        disk.spool.remove(entries);
        CHECK(disk.spool.next() <= disk.now.steady);
    }
    CHECK(all == 10);
}

TEST_CASE("the spool wakes who waits for it") {
    SpoolOnDisk disk;
    disk.take();
    disk.put("1.job", record("7", {"a"}));
    pollfd fd{disk.spool.watch_fd(), POLLIN, 0};
    REQUIRE(poll(&fd, 1, 20000) == 1);
    CHECK(disk.take().size() == 1);
}

TEST_CASE("what is not whole, of another version or no publication is put aside, named, and never removed") {
    const std::string good = record("7", {"a"});
    const std::string returned =
        map({{"jid", text("7")}, {"fun", text("a.b")}, {"arg", texts({})}, {"tgt", text("*")}});
    for (const std::string& bytes : {std::string(), good.substr(0, good.size() - 1), map({{"v", number(2)}}),
                                     record("7", {"a"}, returned), record("7/8", {"a"}, published_load("7")),
                                     record("8", {"a"}, published_load("7")), text("no map")}) {
        SpoolOnDisk disk;
        disk.put("1.job", bytes);
        disk.put("2.job", record("9", {"a"}));
        CHECK(disk.take().size() == 1);
        CHECK(disk.spool.unreadable() == 1);
        CHECK(disk.spool.last_unreadable() == "1.job.bad");
        CHECK(fs::exists(disk.path() / "1.job.bad"));
        CHECK(disk.opened().unreadable() == 1);
    }
}

TEST_CASE("what is still being written is not looked at, and what somebody else put there neither") {
    SpoolOnDisk disk;
    std::ofstream(disk.path() / ".1.job.tmp") << "half";
    std::ofstream(disk.path() / "README") << "what is this";
    fs::create_directory(disk.path() / "2.job");
    CHECK(disk.take().empty());
    CHECK(fs::exists(disk.path() / ".1.job.tmp"));
    CHECK(fs::exists(disk.path() / "README"));
}

TEST_CASE("the witness hears that its spool is read, and says what it could not write") {
    SpoolOnDisk disk;
    CHECK(disk.spool.missed().empty());
    std::ofstream(disk.path() / ".missed") << "3 No space left on device\n";
    CHECK(disk.spool.missed().substr(0, 25) == "3 No space left on device");
    disk.take();
    REQUIRE(fs::exists(disk.path() / ".read"));
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(2);
    fs::last_write_time(disk.path() / ".read", long_ago);
    disk.now.steady += seconds(60);
    disk.take();
    CHECK(fs::last_write_time(disk.path() / ".read") > long_ago + std::chrono::hours(1));
}

TEST_CASE("a spool that others may write to is refused") {
    const TemporaryDirectory directory;
    fs::create_directory(directory / "spool");
    chmod((directory / "spool").c_str(), 0777);
    const auto opened = Spool::open(directory / "spool", kStart);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::denied);
}
