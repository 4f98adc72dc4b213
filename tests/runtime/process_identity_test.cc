#include "runtime/process_identity.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/forked_process.h"

namespace job_retry {
namespace {

TEST_CASE("a process that lives has an identity, which is the same each time") {
    const auto self = ProcessIdentity::of(getpid());
    REQUIRE(self);
    CHECK(self->pid == getpid());
    CHECK(self->start_ticks > 0);
    CHECK(self->boot_id.size() == 36);
    CHECK(self->alive());
    CHECK(ProcessIdentity::of(getpid()) == self);
}

TEST_CASE("a process is gone when it has ended, also while its parent has not asked for it") {
    test::Milestone release;
    test::Milestone ended;
    test::ForkedProcess child([&] {
        release.await();
        return 0;
    });
    const auto identity = ProcessIdentity::of(child.pid());
    REQUIRE(identity);
    CHECK(identity->alive());
    release.reach();
    siginfo_t info{};
    REQUIRE(waitid(P_PID, id_t(child.pid()), &info, WEXITED | WNOWAIT) == 0);
    CHECK_FALSE(identity->alive());
    child.wait();
    CHECK_FALSE(identity->alive());
}

TEST_CASE("another process with the same pid is not the same process") {
    auto earlier = ProcessIdentity::of(getpid()).value();
    --earlier.start_ticks;
    CHECK_FALSE(earlier.alive());
    auto other_boot = ProcessIdentity::of(getpid()).value();
    other_boot.boot_id.back() = other_boot.boot_id.back() == '0' ? '1' : '0';
    CHECK_FALSE(other_boot.alive());
}

TEST_CASE("pids that name no process have no identity") {
    for (const pid_t pid : {0, -1, -getpid(), 0x7ffffff0})
        CHECK_FALSE(ProcessIdentity::of(pid));
}

TEST_CASE("a process name cannot forge a start time") {
    const std::string fields = " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20";
    CHECK(start_ticks_of("5 (sh) S" + fields) == 4711);
    CHECK(start_ticks_of("5 (a) S 1 2 3 (b) S" + fields) == 4711);
    CHECK_FALSE(start_ticks_of("5 (sh) Z" + fields));
    for (const char* line :
         {"", "5", "5 (sh)", "5 (sh) S 1 2", "5 (sh) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 x"})
        CHECK_FALSE(start_ticks_of(line));
}

}  // namespace
}  // namespace job_retry
