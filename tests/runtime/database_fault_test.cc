// What a database does when its disk does not take what is written.

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "runtime/database.h"
#include "support/failing_disk.h"
#include "support/temporary_directory.h"

namespace job_retry::test {
namespace {

struct Stored {
    TemporaryDirectory temporary;
    std::unique_ptr<Database> database = opened();
    Table table = database->table("t");

    std::unique_ptr<Database> opened() const {
        auto made = Database::open({.directory = temporary / "db",
                                    .format = "test",
                                    .map_size = std::size_t{1} << 20,
                                    .preallocate = true,
                                    .tables = {"t"}});
        if (!made) FAIL(made.error().text);
        return std::move(*made);
    }
    Result<void> put(const std::string& key) const {
        auto transaction = database->write();
        if (!transaction) return pass_on(transaction);
        if (auto written = transaction->put(table, key, "value"); !written) return written;
        return transaction->commit();
    }
    std::vector<std::string> keys() const {
        std::vector<std::string> found;
        auto transaction = database->read();
        if (!transaction) FAIL(transaction.error().text);
        REQUIRE(transaction->scan(table, {}, Transaction::Order::ascending,
                                  [&](std::string_view key, std::string_view) {
                                      found.emplace_back(key);
                                      return true;
                                  }));
        return found;
    }
};

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("a disk that takes no page is an error of each commit, and nothing is lost when it does again") {
    Stored stored;
    REQUIRE(stored.put("before"));
    FailingDisk disk(stored.temporary / "db" / "data.mdb", Part::pages);
    for (int i = 0; i < 3; ++i) {
        const auto put = stored.put("meanwhile");
        REQUIRE_FALSE(put);
        CHECK(put.error().text.find("db") != std::string::npos);
        CHECK(stored.keys() == Keys{"before"});
    }
    disk.repair();
    REQUIRE(stored.put("after"));
    CHECK(stored.keys() == Keys{"after", "before"});
    stored.database.reset();
    stored.database = stored.opened();
    CHECK(stored.keys() == Keys{"after", "before"});
}

TEST_CASE("a header that could not be written does not end the database's life") {
    Stored stored;
    REQUIRE(stored.put("before"));
    FailingDisk disk(stored.temporary / "db" / "data.mdb", Part::header);
    CHECK_FALSE(stored.put("meanwhile"));
    // A new start has new descriptors; the fault is over with that.
    CHECK(stored.keys() == Keys{"before"});
    REQUIRE(stored.put("after"));
    CHECK(stored.keys() == Keys{"after", "before"});
    disk.repair();
    stored.database.reset();
    stored.database = stored.opened();
    CHECK(stored.keys() == Keys{"after", "before"});
}

}  // namespace job_retry::test
