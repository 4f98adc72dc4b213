#include "master_shim/options.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "support/salt_directory.h"

namespace job_retry {
namespace {

using test::SaltDirectory;
using namespace std::chrono_literals;

Result<ShimOptions> options(const SaltDirectory& directory) {
    Result<SaltConfig> config = directory.load();
    if (!config) FAIL(config.error().text);
    return ShimOptions::from(*config);
}

TEST_CASE("the shim is off by default") {
    const Result<ShimOptions> standard = options(SaltDirectory(Role::master));
    REQUIRE(standard);
    CHECK_FALSE(standard->enabled);
    CHECK_FALSE(standard->standalone);
    CHECK(standard->control_socket == "/var/lib/salt-job-retry/master/control.ipc");
}

TEST_CASE("what the shim has no key for comes from Salt's keys") {
    SaltDirectory directory(Role::master);
    directory.main("keep_jobs_seconds: 7200\ninterface: 10.0.0.1\nroot_dir: /r\n");
    const Result<ShimOptions> read = options(directory);
    REQUIRE(read);
    CHECK(read->expire == 2h);
    CHECK(read->interface == "10.0.0.1");
    CHECK(read->directory == "/r/var/lib/salt-job-retry/master");
}

TEST_CASE("the shim's keys are read with their units") {
    SaltDirectory directory(Role::master);
    directory.write(
        "master.d/job_retry.conf",
        "job_retry: True\njob_retry_silence: 5\njob_retry_expire: 12h\njob_retry_exclude: [test.*]\n"
        "job_retry_port: 14507\njob_retry_dir: /tmp/own\njob_retry_log_level: debug\n");
    const Result<ShimOptions> read = options(directory);
    REQUIRE(read);
    CHECK(read->enabled);
    CHECK(read->silence == 5s);
    CHECK(read->expire == 12h);
    CHECK(read->exclude == std::vector<std::string>{"test.*"});
    CHECK(read->port == 14507);
    CHECK(read->directory == "/tmp/own");
    CHECK(read->log_level == log::Level::debug);
    CHECK(read->warnings.empty());
}

TEST_CASE("jobs that are kept longer than Salt knows them are warned about") {
    SaltDirectory directory(Role::master);
    directory.main("job_retry_expire: 25h\n");
    CHECK(options(directory)->warnings.size() == 1);
    directory.main("job_retry_expire: 25h\nkeep_jobs_seconds: 0\n");
    CHECK(options(directory)->warnings.empty());
    directory.main("keep_jobs_seconds: 0\n");
    CHECK(options(directory)->expire == 30 * 24h);
}

TEST_CASE("every key that cannot be used is named at once, with its file") {
    SaltDirectory directory(Role::master);
    directory.main("job_retry: 'yes'\njob_retry_silense: 3\njob_retry_something_else: 3\n");
    directory.write("master.d/x.conf", "job_retry_silence: soon\njob_retry_max_pending: 0\n");
    const Result<ShimOptions> read = options(directory);
    REQUIRE_FALSE(read);
    const std::string main = (directory.path() / "master").string() + ": ";
    const std::string included = (directory.path() / "master.d/x.conf").string() + ": ";
    for (const std::string& line :
         {main + "job_retry: expected True or False, got the text 'yes'",
          main + "job_retry_silense: there is no such key; did you mean job_retry_silence?",
          main + "job_retry_something_else: there is no such key\n",
          included + "job_retry_silence: expected a duration from 1s to 1w",
          included + "job_retry_max_pending: expected a whole number from 1 to 1000000, got the number 0"})
        CHECK_THAT(read.error().text, Catch::Contains(line));
}

TEST_CASE("values of the shim that contradict each other are refused") {
    SaltDirectory ports(Role::master);
    ports.main("job_retry_port: 4508\n");
    CHECK_FALSE(options(ports));
    SaltDirectory long_path(Role::master);
    long_path.main("job_retry_dir: /" + std::string(120, 'x') + "\n");
    CHECK_THAT(options(long_path).error().text, Catch::Contains("set job_retry_dir"));
    SaltDirectory relative(Role::master);
    relative.main("job_retry_dir: here\n");
    CHECK_THAT(options(relative).error().text, Catch::Contains("an absolute path"));
}

TEST_CASE("docs/configuration.md has each key of the shim with its default and meaning") {
    std::ifstream file(JOB_RETRY_SOURCE_DIR "/docs/configuration.md");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    ShimOptions shim;
    for (const Option& option : shim.table())
        CHECK_THAT(text, Catch::Contains(documented(option) + "\n"));
}

TEST_CASE("the configuration file that is installed has each key with its default, and sets none") {
    std::ifstream file(JOB_RETRY_SOURCE_DIR "/packaging/config/master.conf.in");
    std::string text;
    for (std::string line; std::getline(file, line); text += line + "\n")
        CHECK((line.empty() || line.front() == '#'));
    ShimOptions shim;
    for (const Option& option : shim.table()) {
        const std::string value = option.key == "job_retry" ? "True" : option.standard;
        CHECK_THAT(text,
                   Catch::Contains("\n#" + option.key + ":" + (value.empty() ? "" : " " + value) + "\n"));
    }
}

}  // namespace
}  // namespace job_retry
