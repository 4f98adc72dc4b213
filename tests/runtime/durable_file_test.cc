#include "runtime/durable_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <iterator>

#include "support/temporary_directory.h"

namespace job_retry {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

TEST_CASE("a file that was written durably is read back, and has the mode that was asked for") {
    test::TemporaryDirectory directory;
    const auto file = directory / "sub" / "deeper" / "file";
    REQUIRE(write_durably(file, std::string("a\0b", 3), 0600));
    CHECK(read_small_file(file, 3).value() == std::string("a\0b", 3));
    CHECK(mode_of(file) == 0600);
    CHECK(mode_of(directory / "sub") == 0700);
}

TEST_CASE("writing a file again replaces it and leaves nothing else behind") {
    test::TemporaryDirectory directory;
    REQUIRE(write_durably(directory / "file", "first", 0600));
    REQUIRE(write_durably(directory / "file", "second", 0644));
    CHECK(read_small_file(directory / "file", 100).value() == "second");
    CHECK(mode_of(directory / "file") == 0644);
    const std::filesystem::directory_iterator entries(directory.path());
    CHECK(std::distance(begin(entries), end(entries)) == 1);
}

TEST_CASE(
    "a file that is replaced for its readers alone has all its bytes too, but no directory is made for it") {
    test::TemporaryDirectory directory;
    REQUIRE(replace_file(directory / "file", "first", 0600));
    REQUIRE(replace_file(directory / "file", "second", 0644));
    CHECK(read_small_file(directory / "file", 100).value() == "second");
    CHECK(mode_of(directory / "file") == 0644);
    const std::filesystem::directory_iterator entries(directory.path());
    CHECK(std::distance(begin(entries), end(entries)) == 1);
    CHECK_FALSE(replace_file(directory / "none" / "file", "text", 0644));
    CHECK_FALSE(std::filesystem::exists(directory / "none"));
}

TEST_CASE("a file that cannot be written is an error that names it, and what was there stays") {
    test::TemporaryDirectory directory;
    std::filesystem::create_directory(directory / "file");  // a directory is never replaced by a file
    const auto written = write_durably(directory / "file", "text", 0600);
    REQUIRE(!written);
    CHECK(written.error().text.find((directory / "file").native()) != std::string::npos);
    CHECK(std::filesystem::is_directory(directory / "file"));
}

TEST_CASE("a file that is not there is nothing, and one that is too long is an error") {
    test::TemporaryDirectory directory;
    CHECK(!read_small_file(directory / "none", 10).value());
    REQUIRE(write_durably(directory / "file", "12345", 0600));
    const auto read = read_small_file(directory / "file", 4);
    REQUIRE(!read);
    CHECK(read.error().code == Errc::invalid);
}

}  // namespace
}  // namespace job_retry
