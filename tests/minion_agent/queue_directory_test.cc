// QueueOnDisk in a directory of its own.

#include "minion_agent/queue_directory.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "minion_agent/running_minion.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("the directory of a master has the name that Salt gives it") {
    CHECK(queue_name("salt.example.org") == "salt.example.org");
    CHECK(queue_name("10.0.0.1:4506") == "10.0.0.1_4506");
    CHECK(queue_name("fe80::1%eth0") == "fe80__1_eth0");
    CHECK(queue_name("") == "_default");
}

TEST_CASE("a file is there with all its bytes, for its user alone, until it is taken or taken back") {
    test::TemporaryDirectory cache;
    QueueOnDisk queue(cache.path());
    const fs::path directory = cache / "queues" / "salt" / "job_queue";
    REQUIRE(queue.put("salt", "queued_1-job-retry.p", "load"));
    CHECK(bytes_of(directory / "queued_1-job-retry.p") == "load");
    struct stat found {};
    REQUIRE(stat((directory / "queued_1-job-retry.p").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    CHECK(std::distance(fs::directory_iterator(directory), {}) == 1);
    CHECK(queue.holds("salt", "queued_1-job-retry.p"));
    CHECK(queue.withdraw("salt", "queued_1-job-retry.p"));
    CHECK(!queue.holds("salt", "queued_1-job-retry.p"));
    CHECK(!queue.withdraw("salt", "queued_1-job-retry.p"));
    CHECK(!queue.holds("another", "queued_1-job-retry.p"));
}

TEST_CASE("only files of ours are cleared away") {
    test::TemporaryDirectory cache;
    QueueOnDisk queue(cache.path());
    queue.clear("salt");
    CHECK(!fs::exists(cache / "queues"));
    REQUIRE(queue.put("salt", "queued_1-job-retry.p", "load"));
    const fs::path directory = cache / "queues" / "salt" / "job_queue";
    std::ofstream(directory / "queued_2_20260101000000000011.p") << "Salt's";
    std::ofstream(directory / ".job-retry-queued_3-job-retry.p") << "half";
    queue.clear("salt");
    CHECK(!queue.holds("salt", "queued_1-job-retry.p"));
    CHECK(fs::exists(directory / "queued_2_20260101000000000011.p"));
    CHECK(!fs::exists(directory / ".job-retry-queued_3-job-retry.p"));
}

TEST_CASE("a link that somebody has put into the way is not followed") {
    test::TemporaryDirectory cache;
    test::TemporaryDirectory elsewhere;
    QueueOnDisk queue(cache.path());
    SECTION("in the place of a directory") {
        fs::create_directories(elsewhere / "salt" / "job_queue");
        fs::create_directory_symlink(elsewhere.path(), cache / "queues");
        CHECK(!queue.put("salt", "queued_1-job-retry.p", "load"));
    }
    SECTION("in the place of the directory of a master") {
        fs::create_directories(elsewhere / "job_queue");
        fs::create_directories(cache / "queues");
        fs::create_directory_symlink(elsewhere.path(), cache / "queues" / "salt");
        CHECK(!queue.put("salt", "queued_1-job-retry.p", "load"));
    }
    SECTION("in the place of the file") {
        fs::create_directories(cache / "queues" / "salt" / "job_queue");
        std::ofstream(elsewhere / "victim") << "untouched";
        for (const char* name : {"queued_1-job-retry.p", ".job-retry-queued_1-job-retry.p"})
            fs::create_symlink(elsewhere / "victim", cache / "queues" / "salt" / "job_queue" / name);
        CHECK(queue.put("salt", "queued_1-job-retry.p", "load"));
        CHECK(bytes_of(elsewhere / "victim") == "untouched");
        CHECK(!fs::is_symlink(cache / "queues" / "salt" / "job_queue" / "queued_1-job-retry.p"));
    }
    CHECK(!fs::exists(elsewhere / "job_queue" / "queued_1-job-retry.p"));
}

TEST_CASE("a job is among those that run while Salt has its file") {
    test::TemporaryDirectory cache;
    QueueOnDisk queue(cache.path());
    const Jid jid = *Jid::parse("20260101000000000011");
    CHECK(!queue.runs(jid));
    fs::create_directories(cache / "proc");
    std::ofstream(cache / "proc" / jid.text()) << "x";
    CHECK(queue.runs(jid));
}

TEST_CASE("the environment of a process is what it was started in, but for what systemd means for it alone") {
    using namespace std::string_literals;
    CHECK(environment_from(
              "PATH=/bin\0http_proxy=http://p:3128\0NOTIFY_SOCKET=/x\0INVOCATION_ID=1\0EMPTY=\0"s) ==
          std::vector<std::string>{"PATH=/bin", "http_proxy=http://p:3128", "EMPTY="});
    CHECK(environment_from("").empty());
    // setproctitle, which Salt uses where it is installed, writes over it.
    CHECK(environment_from(std::string(200, '\0')).empty());
    CHECK(environment_from("nager MinionProcessManager\0\0\0"s).empty());
}

TEST_CASE("a pidfile names a minion only while such a process lives") {
    test::TemporaryDirectory directory;
    const fs::path pidfile = directory / "salt-minion.pid";
    CHECK(!running_minion(pidfile));
    for (const char* text : {"", "x", "0", "-1", "999999999"}) {
        std::ofstream(pidfile) << text;
        CHECK(!running_minion(pidfile));
    }
    // This process lives, and is no salt-minion by its command line.
    std::ofstream(pidfile) << getpid() << '\n';
    const auto found = running_minion(pidfile);
    std::ifstream said("/proc/self/cmdline");
    const std::string line{std::istreambuf_iterator<char>(said), {}};
    const bool named = line.find("salt") != std::string::npos || line.find("minion") != std::string::npos;
    CHECK(found.has_value() == named);
    CHECK(is_of_minion(getpid(), *ProcessIdentity::of(getpid())));
    CHECK(is_of_minion(getpid(), *ProcessIdentity::of(getppid())));
    CHECK(!is_of_minion(getppid(), *ProcessIdentity::of(getpid())));
}

}  // namespace
}  // namespace job_retry
