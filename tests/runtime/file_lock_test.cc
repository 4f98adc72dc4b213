#include "runtime/file_lock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>

#include <catch2/catch.hpp>

#include "runtime/local_socket.h"
#include "support/forked_process.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using test::ForkedProcess;
using test::Milestone;
using test::TemporaryDirectory;

FileDescriptor opened(const std::filesystem::path& path) {
    return FileDescriptor(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
}

TEST_CASE("a lock that is held is given up after a while, with the process that holds it") {
    const TemporaryDirectory temporary;
    Milestone locked;
    Milestone done;
    ForkedProcess holder([&] {
        const FileDescriptor file = opened(temporary / "file");
        if (flock(file.get(), LOCK_EX) != 0) return 1;
        locked.reach();
        done.await();
        return 0;
    });
    REQUIRE(locked.await());
    const FileDescriptor file = opened(temporary / "file");
    const auto refused = lock_file(file.get(), temporary / "file", milliseconds(20));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::unavailable);
    CHECK_THAT(refused.error().text, Catch::Contains((temporary / "file").string()) &&
                                         Catch::Contains("process " + std::to_string(holder.pid())));
    done.reach();
    CHECK(holder.wait() == 0);
    CHECK(lock_file(file.get(), temporary / "file", milliseconds(0)));
}

TEST_CASE("a daemon that waits for a lock ends when it is told to") {
    const TemporaryDirectory temporary;
    const FileDescriptor theirs = opened(temporary / "file");
    REQUIRE(flock(theirs.get(), LOCK_EX) == 0);
    ForkedProcess daemon([&] {
        sigset_t stop;
        sigemptyset(&stop);
        sigaddset(&stop, SIGTERM);
        sigprocmask(SIG_BLOCK, &stop, nullptr);
        raise(SIGTERM);
        const FileDescriptor file = opened(temporary / "file");
        const auto refused = lock_file(file.get(), temporary / "file", std::chrono::hours(1));
        return !refused && refused.error().code == Errc::unavailable ? 7 : 0;
    });
    CHECK(daemon.wait() == 7);
}

}  // namespace
}  // namespace job_retry
