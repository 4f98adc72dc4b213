#include "runtime/database_check.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <random>
#include <string>

#include "runtime/database.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using test::TemporaryDirectory;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A database with several levels, large values and free pages, and its file.
struct Populated {
    TemporaryDirectory temporary;
    Database::Options options{.directory = temporary / "db",
                              .format = "job-retry-test",
                              .map_size = std::size_t{1} << 20,
                              .tables = {"main", "other"}};
    std::filesystem::path path = options.directory / "data.mdb";
    std::string bytes;
    std::size_t used_pages = 0;
    std::uint64_t id = 0;

    Populated() {
        auto database = Database::open(options);
        REQUIRE(database);
        const Table table = (*database)->table("main");
        for (int round = 0; round < 4; ++round) {
            auto transaction = (*database)->write();
            REQUIRE(transaction);
            for (int i = 0; i < 1500; ++i) {
                const std::string key = "key " + std::to_string(i * 7919 % 4001);
                if (round == 2 && i % 3 == 0)
                    REQUIRE(transaction->erase(table, key));
                else
                    REQUIRE(
                        transaction->put(table, key, std::string(std::size_t(i % 90), char('a' + round))));
            }
            REQUIRE(transaction->put((*database)->table("other"), "large", std::string(20000, 'x')));
            REQUIRE(transaction->commit());
        }
        database->reset();
        bytes = bytes_of(path);
        for (const std::size_t meta : {0, 4096}) {
            std::uint64_t other = 0;
            std::memcpy(&other, bytes.data() + meta + 144, sizeof other);
            if (other <= id && meta != 0) continue;
            id = other;
            std::uint64_t last = 0;
            std::memcpy(&last, bytes.data() + meta + 136, sizeof last);
            used_pages = std::size_t(last) + 1;
        }
    }
    std::optional<std::string> damage_of(const std::string& file) const {
        bool gone = false;
        auto damage = find_damage(file, id, &gone);
        CHECK_FALSE(gone);
        return damage;
    }
    void write(const std::string& file) const {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << file;
        REQUIRE(chmod(path.c_str(), 0600) == 0);
    }
    // Opens and, if that goes well, reads and writes all over.
    Result<void> use() const {
        auto database = Database::open(options);
        if (!database) return pass_on(database);
        for (const char* name : {"main", "other"}) {
            auto transaction = (*database)->read();
            if (!transaction) return pass_on(transaction);
            std::size_t sum = 0;
            auto scanned = transaction->scan((*database)->table(name), {}, Transaction::Order::ascending,
                                             [&](std::string_view key, std::string_view value) {
                                                 for (const char c : value)
                                                     sum += static_cast<unsigned char>(c);
                                                 return sum + key.size() > 0 || value.empty();
                                             });
            if (!scanned) return scanned;
        }
        auto transaction = (*database)->write();
        if (!transaction) return pass_on(transaction);
        for (int i = 0; i < 200; ++i)
            if (auto put =
                    transaction->put((*database)->table("main"), "key " + std::to_string(i * 31), "new");
                !put)
                return put;
        return transaction->commit();
    }
};

TEST_CASE("a sound file has no damage, and a snapshot that is gone is told") {
    const Populated test;
    CHECK(test.used_pages > 30);
    CHECK_FALSE(test.damage_of(test.bytes));
    bool gone = false;
    CHECK_FALSE(find_damage(test.bytes, test.id + 5, &gone));
    CHECK(gone);
    CHECK(find_damage("", 1, &gone));
    CHECK(test.damage_of(test.bytes.substr(0, 8192)));
}

TEST_CASE("a page that was overwritten is an error when the database is opened") {
    const Populated test;
    int found = 0;
    for (std::size_t page = 2; page < test.used_pages; ++page) {
        std::string changed = test.bytes;
        changed.replace(page * 4096, 4096, std::string(4096, page % 2 == 0 ? '\0' : '\xff'));
        found += test.damage_of(changed) ? 1 : 0;
    }
    // The others are free, or hold nothing but bytes of the large value.
    CHECK(found > 20);

    std::string changed = test.bytes;
    for (std::size_t page = 2; page < test.used_pages; ++page)
        changed.replace(page * 4096, 4096, std::string(4096, 'x'));
    test.write(changed);
    const auto used = test.use();
    REQUIRE_FALSE(used);
    CHECK(used.error().code == Errc::corrupt);
    CHECK_THAT(used.error().text, Catch::Contains(test.path.string()) && Catch::Contains("backup"));
}

TEST_CASE("whatever bytes are changed, a damaged file is told or harmless, never a crash") {
    const Populated test;
    std::mt19937 random(4711);
    int told = 0;
    int used = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string changed = test.bytes;
        const std::size_t page = random() % test.used_pages;
        // Headers and the entries' offsets are where it hurts.
        const std::size_t within = random() % 2 == 0 ? 16 + random() % 160 : random() % 4096;
        for (unsigned i = 0; i <= random() % 4; ++i)
            changed[page * 4096 + (within + i) % 4096] = char(random());
        bool gone = false;
        if (find_damage(changed, test.id, &gone)) {
            ++told;
        } else if (++used <= 60) {
            INFO("page " << page << " at " << within);
            test.write(changed);
            // What the value of a key says may have changed; it must be possible to go on, or be an error.
            [[maybe_unused]] const auto result = test.use();
        }
    }
    CHECK(told > 100);
    CHECK(used > 60);
}

}  // namespace
}  // namespace job_retry
