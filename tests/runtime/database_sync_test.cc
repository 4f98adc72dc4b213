// That a commit reaches the disk. LMDB asks the system through functions that a program may define itself;
// here they are counted on their way.

#include <sys/syscall.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

#include "runtime/database.h"
#include "support/temporary_directory.h"

namespace {

int syncs = 0;

}  // namespace

extern "C" int fdatasync(int fd) {
    ++syncs;
    return int(syscall(SYS_fdatasync, fd));
}

namespace job_retry {
namespace {

TEST_CASE("the system has been told to write a commit to the disk when commit() returns") {
    const test::TemporaryDirectory temporary;
    auto database =
        Database::open({.directory = temporary / "db", .format = "job-retry-test", .tables = {"main"}});
    REQUIRE(database);
    for (int i = 0; i < 3; ++i) {
        auto transaction = (*database)->write();
        REQUIRE(transaction);
        REQUIRE(transaction->put((*database)->table("main"), std::to_string(i), "value"));
        const int before = syncs;
        REQUIRE(transaction->commit());
        CHECK(syncs > before);
    }
}

}  // namespace
}  // namespace job_retry
