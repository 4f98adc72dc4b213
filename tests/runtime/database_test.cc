#include "runtime/database.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "runtime/become_owner.h"
#include "support/forked_process.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using test::ForkedProcess;
using test::Milestone;
using test::TemporaryDirectory;
using Order = Transaction::Order;

Database::Options options_for(const std::filesystem::path& directory) {
    return {.directory = directory,
            .format = "job-retry-test",
            .version = 3,
            .map_size = std::size_t{1} << 20,
            .tables = {"main", "other"}};
}

std::unique_ptr<Database> open_one(const Database::Options& options) {
    auto database = Database::open(options);
    if (!database) FAIL(database.error().text);
    return std::move(*database);
}

Error error_of(const Database::Options& options) {
    auto database = Database::open(options);
    if (database) FAIL("opened");
    return database.error();
}

void put(Database& database, const std::string& key, const std::string& value) {
    auto transaction = database.write();
    REQUIRE(transaction);
    REQUIRE(transaction->put(database.table("main"), key, value));
    REQUIRE(transaction->commit());
}

std::optional<std::string> get(Database& database, const std::string& key) {
    auto transaction = database.read();
    REQUIRE(transaction);
    auto value = transaction->get(database.table("main"), key);
    REQUIRE(value);
    if (!*value) return std::nullopt;
    return std::string(**value);
}

std::vector<std::string> keys(Database& database, const std::string& from, Order order,
                              std::size_t limit = 100) {
    std::vector<std::string> found;
    auto transaction = database.read();
    REQUIRE(transaction);
    REQUIRE(
        transaction->scan(database.table("main"), from, order, [&](std::string_view key, std::string_view) {
            found.emplace_back(key);
            return found.size() < limit;
        }));
    return found;
}

mode_t mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    REQUIRE(chmod(path.c_str(), 0600) == 0);
}

TEST_CASE("what was committed is there after reopening, what was not is gone", "[contract]") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "db");
    {
        auto database = open_one(options);
        put(*database, "kept", "value");
        auto abandoned = database->write();
        REQUIRE(abandoned);
        REQUIRE(abandoned->put(database->table("main"), "lost", "value"));
    }
    auto database = open_one(options);
    CHECK(get(*database, "kept") == "value");
    CHECK_FALSE(get(*database, "lost"));
}

TEST_CASE("a scan goes both ways, from a key or from the end, and stops when told", "[contract]") {
    const TemporaryDirectory temporary;
    auto database = open_one(options_for(temporary / "db"));
    CHECK(keys(*database, "", Order::ascending).empty());
    CHECK(keys(*database, "", Order::descending).empty());
    for (const char* key : {"b", "d", "a", "c"})
        put(*database, key, "v");
    using List = std::vector<std::string>;
    CHECK(keys(*database, "", Order::ascending) == List{"a", "b", "c", "d"});
    CHECK(keys(*database, "b", Order::ascending) == List{"b", "c", "d"});
    CHECK(keys(*database, "bb", Order::ascending) == List{"c", "d"});
    CHECK(keys(*database, "e", Order::ascending).empty());
    CHECK(keys(*database, "", Order::descending) == List{"d", "c", "b", "a"});
    CHECK(keys(*database, "c", Order::descending) == List{"b", "a"});
    CHECK(keys(*database, "z", Order::descending) == List{"d", "c", "b", "a"});
    CHECK(keys(*database, "a", Order::descending).empty());
    CHECK(keys(*database, "", Order::ascending, 2) == List{"a", "b"});
}

TEST_CASE("erase says whether the key was there, count counts, tables are apart", "[contract]") {
    const TemporaryDirectory temporary;
    auto database = open_one(options_for(temporary / "db"));
    put(*database, "a", "1");
    auto transaction = database->write();
    REQUIRE(transaction);
    CHECK(transaction->count(database->table("main")).value() == 1);
    CHECK(transaction->count(database->table("other")).value() == 0);
    CHECK(transaction->erase(database->table("main"), "a").value());
    CHECK_FALSE(transaction->erase(database->table("main"), "a").value());
    CHECK(transaction->count(database->table("main")).value() == 0);
}

TEST_CASE("directory and files are private") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "parent" / "db");
    auto database = open_one(options);
    CHECK(mode_of(temporary / "parent") == 0700);
    CHECK(mode_of(options.directory) == 0700);
    CHECK(mode_of(options.directory / "data.mdb") == 0600);
    CHECK(mode_of(options.directory / "lock.mdb") == 0600);
    CHECK_FALSE(std::filesystem::exists(options.directory / "new"));
}

TEST_CASE("a directory or file that others can get at is refused with the command that helps") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "db");
    open_one(options).reset();
    const auto refuse = [&](const std::filesystem::path& path, mode_t mode, mode_t right) {
        REQUIRE(chmod(path.c_str(), mode) == 0);
        const Error error = error_of(options);
        CHECK(error.code == Errc::denied);
        CHECK_THAT(error.text, Catch::Contains("chmod") && Catch::Contains(path.string()));
        REQUIRE(chmod(path.c_str(), right) == 0);
    };
    refuse(options.directory, 0750, 0700);
    refuse(options.directory / "data.mdb", 0604, 0600);
    refuse(options.directory / "lock.mdb", 0660, 0600);
    open_one(options).reset();
    if (geteuid() == 0) {
        for (const auto& path : {options.directory, options.directory / "data.mdb"}) {
            REQUIRE(chown(path.c_str(), 12345, 12345) == 0);
            const Error error = error_of(options);
            CHECK(error.code == Errc::denied);
            CHECK_THAT(error.text, Catch::Contains("chown") && Catch::Contains(path.string()));
            REQUIRE(chown(path.c_str(), 0, 0) == 0);
        }
    }
}

TEST_CASE("root looks at somebody else's database as that user only, whatever stands there") {
    if (geteuid() != 0) return;
    const TemporaryDirectory temporary;
    REQUIRE(chmod(temporary.path().c_str(), 0755) == 0);
    auto options = options_for(temporary / "db");
    open_one(options).reset();
    std::filesystem::remove(options.directory / "lock.mdb");
    for (const auto& path : {options.directory, options.directory / "data.mdb"})
        REQUIRE(chown(path.c_str(), 12345, 12345) == 0);
    options.read_only = true;
    CHECK(error_of(options).code == Errc::denied);
    const auto look = [&] {
        return ForkedProcess([&] {
                   if (!become_owner_of(options.directory)) return 1;
                   if (geteuid() != 12345 || getegid() != 12345) return 2;
                   if (setresuid(0, 0, 0) == 0) return 3;
                   return Database::open(options) ? 0 : 4;
               })
            .wait();
    };
    CHECK(look() == 0);
    struct stat status {};
    REQUIRE(stat((options.directory / "lock.mdb").c_str(), &status) == 0);
    CHECK(status.st_uid == 12345);
    // He has put a link to one of root's files there: nothing is written into it.
    std::filesystem::remove(options.directory / "lock.mdb");
    std::ofstream(temporary / "of root") << "precious";
    REQUIRE(chmod((temporary / "of root").c_str(), 0600) == 0);
    std::filesystem::create_symlink(temporary / "of root", options.directory / "lock.mdb");
    CHECK(look() == 4);
    CHECK(std::filesystem::file_size(temporary / "of root") == 8);
}

TEST_CASE("whoever owns a directory of root's, or none, is nobody to become") {
    const TemporaryDirectory temporary;
    const uid_t before = geteuid();
    CHECK(become_owner_of(temporary.path()));
    CHECK(become_owner_of(temporary / "missing"));
    CHECK(geteuid() == before);
}

TEST_CASE("no program that is started inherits a file of a database") {
    const TemporaryDirectory temporary;
    const auto database = open_one(options_for(temporary / "db"));
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code error;
        const auto path = std::filesystem::read_symlink(entry.path(), error);
        if (path.parent_path() != std::filesystem::canonical(temporary / "db")) continue;
        ++found;
        CAPTURE(path);
        CHECK((fcntl(std::stoi(entry.path().filename()), F_GETFD) & FD_CLOEXEC) != 0);
    }
    CHECK(found >= 2);
}

TEST_CASE("room is what changes can use: not what somebody who reads still sees, but what a killed one saw") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "db");
    Milestone made;
    Milestone reading;
    Milestone never;
    // Before it is open here: a directory that a process has open is open in its forks.
    ForkedProcess reader([&] {
        made.await();
        Database::Options to_read = options;
        to_read.read_only = true;
        auto other = Database::open(to_read);
        if (!other) return 1;
        auto transaction = (*other)->read();
        reading.reach();
        never.await();
        return 0;
    });
    auto database = open_one(options);
    for (int i = 0; i < 50; ++i)
        put(*database, "key" + std::to_string(i), std::string(2000, 'x'));
    const auto room = [&] { return database->read()->room(); };
    const auto before = room();
    CHECK(before.held == 0);
    CHECK(before.available + database->read()->used() <= options.map_size);
    CHECK(before.available + database->read()->used() + 65536 > options.map_size);
    made.reach();
    REQUIRE(reading.await());
    for (int i = 0; i < 20; ++i)
        put(*database, "key1", std::string(2000, 'y'));
    CHECK(room().held > std::size_t{10} * 4096);
    CHECK(room().available < before.available);
    CHECK(room().holder == reader.pid());
    reader.kill();
    CHECK(room().held == 0);
    CHECK(room().available + 65536 > before.available);
    // Filled to the end, a write that finds no room says so to the next one, which has it.
    auto transaction = database->write();
    REQUIRE(transaction);
    const auto at_first = transaction->room().available;
    REQUIRE(transaction->put(database->table("main"), "much", std::string(100000, 'z')));
    CHECK(transaction->room().available + 100000 <= at_first);
}

TEST_CASE("pages that were checked since the machine was started need not be checked again, other files do") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    options.checked_once_a_boot = true;
    const auto data = options.directory / "data.mdb";
    {
        auto database = open_one(options);
        put(*database, "key", "value");
    }
    CHECK(std::filesystem::exists(options.directory / "checked"));
    const auto damage = [&](const std::filesystem::path& path) {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        for (int page = 2; page < 12; ++page) {
            file.seekp(page * 4096 + 6);  // of its own number, which LMDB does not look at
            file.write("\xff\xff", 2);
        }
    };
    // The same file: taken as it is by the short program, not by one that looks for itself.
    damage(data);
    CHECK(open_one(options));
    Database::Options always = options;
    always.checked_once_a_boot = false;
    CHECK(error_of(always).code == Errc::corrupt);
    // Another one.
    std::filesystem::copy_file(data, temporary / "damaged");
    std::filesystem::permissions(temporary / "damaged", std::filesystem::perms(0600));
    std::filesystem::rename(temporary / "damaged", data);
    CHECK(error_of(options).code == Errc::corrupt);
}

TEST_CASE("a database of another format or version is refused, and both versions are named", "[contract]") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    open_one(options).reset();
    options.version = 4;
    Error error = error_of(options);
    CHECK(error.code == Errc::version);
    CHECK_THAT(error.text, Catch::Contains("version 3") && Catch::Contains("version 4") &&
                               Catch::Contains(options.directory.string()));
    options.format = "job-retry-else";
    error = error_of(options);
    CHECK(error.code == Errc::version);
    CHECK_THAT(error.text, Catch::Contains("job-retry-test") && Catch::Contains("job-retry-else"));
}

TEST_CASE("one directory is open once in a process, by whatever name") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    auto database = open_one(options);
    std::filesystem::create_directory_symlink(options.directory, temporary / "link");
    for (const char* name : {"db", "link"}) {
        options.directory = temporary / name;
        CHECK(error_of(options).code == Errc::conflict);
    }
    database.reset();
    CHECK(Database::open(options));
}

TEST_CASE("files that are removed or replaced while open take nothing, until they are back") {
    const TemporaryDirectory directory;
    const auto path = directory / "database";
    const auto options = options_for(path);
    const auto database = open_one(options);
    put(*database, "a", "1");
    const auto refused = [&] {
        auto transaction = database->write();
        REQUIRE(!transaction);
        CHECK(transaction.error().code == Errc::unavailable);
        CHECK(transaction.error().text.find("restart this program") != std::string::npos);
    };
    for (const char* name : {"data.mdb", "lock.mdb"}) {
        const auto aside = directory / "aside";
        std::filesystem::rename(path / name, aside);
        refused();
        std::ofstream(path / name) << "another";
        refused();
        std::filesystem::rename(aside, path / name);
        put(*database, name, "again");
    }
    std::filesystem::rename(path, directory / "elsewhere");
    refused();
    std::filesystem::rename(directory / "elsewhere", path);
    put(*database, "b", "2");
    CHECK(get(*database, "b") == "2");
}

TEST_CASE("a reader finds nothing where there is no database, and makes nothing") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    options.read_only = true;
    CHECK(error_of(options).code == Errc::not_found);
    CHECK_FALSE(std::filesystem::exists(options.directory));
    REQUIRE(mkdir(options.directory.c_str(), 0700) == 0);
    CHECK(error_of(options).code == Errc::not_found);
    CHECK(std::filesystem::is_empty(options.directory));
}

TEST_CASE("two processes share a database: each sees what the other has committed") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "db");
    Milestone written;
    ForkedProcess child([&] {
        auto database = Database::open(options);
        if (!database) return 1;
        auto transaction = (*database)->write();
        if (!transaction || !transaction->put((*database)->table("main"), "child", "here") ||
            !transaction->commit())
            return 2;
        written.reach();
        return 0;
    });
    auto database = open_one(options);
    put(*database, "parent", "here");
    REQUIRE(written.await());
    CHECK(get(*database, "child") == "here");
    CHECK(child.wait() == 0);
}

TEST_CASE("a process that opens with a larger map does not disturb one that is at work") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    Milestone opened;
    Milestone filled;
    ForkedProcess child([&] {
        if (!opened.await()) return 1;
        auto larger = options;
        larger.map_size *= 8;
        auto database = Database::open(larger);
        if (!database) return 2;
        for (int i = 0; i < 20; ++i) {
            auto transaction = (*database)->write();
            if (!transaction) return 3;
            if (!transaction->put((*database)->table("main"), std::to_string(i), std::string(200000, 'x')))
                return 4;
            if (!transaction->commit()) return 5;
        }
        filled.reach();
        return 0;
    });
    auto database = open_one(options);
    opened.reach();
    REQUIRE(filled.await());
    CHECK(get(*database, "19") == std::string(200000, 'x'));
    CHECK(database->map_size() == options.map_size * 8);
    put(*database, "mine", "too");
    CHECK(child.wait() == 0);
}

TEST_CASE("a full map is an error of that change only, and room is found again after erasing", "[contract]") {
    const TemporaryDirectory temporary;
    auto database = open_one(options_for(temporary / "db"));
    const Table table = database->table("main");
    int stored = 0;
    Result<void> result;
    for (; result; ++stored) {
        auto transaction = database->write();
        REQUIRE(transaction);
        result = transaction->put(table, std::to_string(stored), std::string(20000, 'x'));
        if (result)
            result = transaction->commit();
        else
            CHECK(transaction->commit().error().code == Errc::full);
    }
    CHECK(result.error().code == Errc::full);
    CHECK(stored > 30);
    CHECK(get(*database, "0") == std::string(20000, 'x'));
    for (int i = 0; i < 10; ++i) {
        auto transaction = database->write();
        REQUIRE(transaction);
        REQUIRE(transaction->erase(table, std::to_string(i)));
        REQUIRE(transaction->commit());
    }
    put(*database, "again", std::string(20000, 'y'));
    CHECK(get(*database, "again") == std::string(20000, 'y'));
}

TEST_CASE("used() tells what is really held", "[contract]") {
    const TemporaryDirectory temporary;
    auto database = open_one(options_for(temporary / "db"));
    const auto used = [&] { return database->read()->used(); };
    const std::size_t empty = used();
    put(*database, "a", std::string(200000, 'x'));
    CHECK(used() >= empty + 200000);
    auto transaction = database->write();
    REQUIRE(transaction->erase(database->table("main"), "a"));
    REQUIRE(transaction->commit());
    CHECK(used() < empty + 50000);
}

TEST_CASE("the number of the last commit is higher after each commit, and after nothing else", "[contract]") {
    const TemporaryDirectory temporary;
    auto database = open_one(options_for(temporary / "db"));
    const auto last = [&] { return database->read()->last_commit(); };
    put(*database, "a", "1");
    const std::uint64_t first = last();
    CHECK(last() == first);
    { CHECK(database->write()->put(database->table("main"), "a", "2")); }
    CHECK(last() == first);
    put(*database, "a", "3");
    CHECK(last() > first);
}

TEST_CASE("a preallocated file has all its blocks from the start") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    options.preallocate = true;
    auto database = open_one(options);
    struct stat status {};
    REQUIRE(stat((options.directory / "data.mdb").c_str(), &status) == 0);
    CHECK(std::size_t(status.st_size) == options.map_size);
    CHECK(std::size_t(status.st_blocks) * 512 >= options.map_size);
}

TEST_CASE("without room for the file there is an error and no half-made database") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    for (const bool preallocate : {true, false}) {
        options.preallocate = preallocate;
        ForkedProcess child([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{300000, 300000};
            setrlimit(RLIMIT_FSIZE, &limit);
            auto database = Database::open(options);
            if (database) return 1;
            const std::string& text = database.error().text;
            return database.error().code == Errc::full && text.find("1024 KiB") != std::string::npos ? 0 : 2;
        });
        CHECK(child.wait() == 0);
        CHECK_FALSE(std::filesystem::exists(options.directory / "data.mdb"));
        CHECK_FALSE(std::filesystem::exists(options.directory / "new"));
    }
    CHECK(Database::open(options));
}

TEST_CASE("a database that is preallocated commits on although the disk takes nothing more") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    options.preallocate = true;
    open_one(options).reset();
    ForkedProcess child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{options.map_size, options.map_size};
        setrlimit(RLIMIT_FSIZE, &limit);
        auto database = Database::open(options);
        if (!database) return 1;
        for (int i = 0; i < 20; ++i) {
            auto transaction = (*database)->write();
            if (!transaction || !transaction->put((*database)->table("main"), std::to_string(i), "x") ||
                !transaction->commit())
                return 2;
        }
        return 0;
    });
    CHECK(child.wait() == 0);
}

TEST_CASE("a data file cut off anywhere is an error, never a crash") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "db");
    const auto data = options.directory / "data.mdb";
    {
        auto database = open_one(options);
        auto transaction = database->write();
        REQUIRE(transaction);
        for (int i = 0; i < 200; ++i)
            REQUIRE(transaction->put(database->table("main"), std::to_string(i), std::string(1000, 'x')));
        REQUIRE(transaction->commit());
    }
    const std::string whole = bytes_of(data);
    for (const std::size_t size : {0, 1, 100, 4095, 4096, 4200, 8191, 8192, 12288, 40000, 100000}) {
        INFO(size);
        write_bytes(data, whole.substr(0, size));
        const Error error = error_of(options);
        CHECK(error.code == Errc::corrupt);
        CHECK_THAT(error.text, Catch::Contains(data.string()) && Catch::Contains("backup"));
        CHECK(bytes_of(data) == whole.substr(0, size));
    }
    write_bytes(data, whole);
    CHECK(get(*open_one(options), "199") == std::string(1000, 'x'));
}

TEST_CASE("garbage in place of a data file is an error") {
    const TemporaryDirectory temporary;
    const auto options = options_for(temporary / "db");
    open_one(options).reset();
    const auto data = options.directory / "data.mdb";
    for (const std::string& bytes :
         {std::string(20000, '\0'), std::string(20000, '\xff'), std::string(9, 'x')}) {
        write_bytes(data, bytes);
        CHECK(error_of(options).code == Errc::corrupt);
    }
    REQUIRE(std::filesystem::remove(data));
    REQUIRE(std::filesystem::create_directory(data));
    CHECK(error_of(options).code == Errc::denied);
}

TEST_CASE("a header with any one byte changed is an error or still the same database") {
    const TemporaryDirectory temporary;
    auto options = options_for(temporary / "db");
    options.map_size = std::size_t{64} << 10;
    {
        auto database = open_one(options);
        put(*database, "key", "value");
    }
    const auto data = options.directory / "data.mdb";
    const std::string whole = bytes_of(data);
    for (const std::size_t page : {std::size_t{0}, std::size_t{4096}}) {
        for (std::size_t at = page; at < page + 152; ++at) {
            INFO(at);
            std::string changed = whole;
            changed[at] = char(~changed[at]);
            write_bytes(data, changed);
            auto database = Database::open(options);
            if (!database) continue;
            auto transaction = (*database)->read();
            if (!transaction) continue;
            auto value = transaction->get((*database)->table("main"), "key");
            CHECK((!value || !*value || **value == "value"));
        }
    }
}

}  // namespace
}  // namespace job_retry
