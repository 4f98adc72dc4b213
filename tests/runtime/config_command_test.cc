#include "runtime/config_command.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace job_retry {
namespace {

struct Options {
    bool enabled = false;
    std::chrono::seconds poll{300};
    std::vector<Option> table() {
        return {flag_option("job_retry", enabled, "on"),
                duration_option("job_retry_poll", poll, std::chrono::seconds(1), std::chrono::hours(1), "")};
    }
};

std::string shown(const SaltConfig& config, const std::string& key) {
    Options options;
    REQUIRE(read_options(config, options.table()));
    std::ostringstream out;
    REQUIRE(show_config(config, options.table(), key, false, out));
    return out.str();
}

SaltConfig example() {
    SaltConfig::Settings settings;
    settings["job_retry"] = {SaltValue(true), "/etc/salt/minion.d/job_retry.conf"};
    auto config = SaltConfig::from(settings, "/etc/salt", Role::minion);
    REQUIRE(config);
    return *config;
}

TEST_CASE("config shows the value in force of each key, and the file that set it") {
    const std::string text = shown(example(), "");
    CHECK_THAT(text, Catch::Matches("(.|\n)*job_retry +True +/etc/salt/minion.d/job_retry.conf\n(.|\n)*"));
    CHECK_THAT(text, Catch::Matches("(.|\n)*job_retry_poll +300 +default\n(.|\n)*"));
    CHECK_THAT(text, Catch::Contains("module_executors"));
}

TEST_CASE("config of one key prints its value alone, for scripts") {
    CHECK(shown(example(), "job_retry") == "True\n");
    CHECK(shown(example(), "user") == "root\n");
}

TEST_CASE("config of a key that is not read is an error") {
    Options options;
    std::ostringstream out;
    const auto done = show_config(example(), options.table(), "job_retry_pole", false, out);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == Errc::not_found);
    CHECK(out.str().empty());
}

}  // namespace
}  // namespace job_retry
