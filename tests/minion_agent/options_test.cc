#include "minion_agent/options.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/salt_directory.h"

namespace job_retry {
namespace {

using test::SaltDirectory;
using test::TemporaryDirectory;
using namespace std::chrono_literals;

Result<AgentOptions> options(const SaltDirectory& directory) {
    Result<SaltConfig> config = directory.load();
    if (!config) FAIL(config.error().text);
    return AgentOptions::from(*config);
}

std::string refusal(const std::string& content) {
    SaltDirectory directory(Role::minion);
    directory.main(content);
    const Result<AgentOptions> read = options(directory);
    return read ? "not refused" : read.error().text;
}

void write_program(const std::filesystem::path& path, const std::string& content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

TEST_CASE("the agent is off by default, and needs nothing but Salt's defaults") {
    const Result<AgentOptions> standard = options(SaltDirectory(Role::minion));
    REQUIRE(standard);
    CHECK_FALSE(standard->enabled);
    CHECK(standard->directory == "/var/lib/salt-job-retry/minion");
    CHECK(standard->gate_socket == "/var/run/salt/minion/job_retry_gate.ipc");
    CHECK(standard->keep == 90 * 24h);
    CHECK(standard->executors == std::vector<std::string>{"direct_call"});
    CHECK(standard->worker.filename() == "worker.py");
}

TEST_CASE("the agent's keys are read with their units") {
    SaltDirectory directory(Role::minion);
    directory.write(
        "minion.d/job_retry.conf",
        "job_retry: on\njob_retry_keep: 30d\njob_retry_ledger_size: 8MiB\njob_retry_max_return: 65536\n"
        "job_retry_poll: 1\nsock_dir: /s\n");
    const Result<AgentOptions> read = options(directory);
    REQUIRE(read);
    CHECK(read->enabled);
    CHECK(read->keep == 30 * 24h);
    CHECK(read->ledger_size == std::uint64_t{8} << 20);
    CHECK(read->max_return == 65536);
    CHECK(read->poll == 1s);
    CHECK(read->gate_socket == "/s/job_retry_gate.ipc");
}

TEST_CASE("values of the agent that cannot be used are refused by name") {
    CHECK_THAT(refusal("job_retry_kep: 1d\n"), Catch::Contains("did you mean job_retry_keep?"));
    CHECK_THAT(refusal("job_retry_silence: 30\n"),
               Catch::Contains("job_retry_silence: there is no such key"));
    CHECK_THAT(refusal("job_retry_ledger_size: 64MB\n"),
               Catch::Contains("job_retry_ledger_size: expected a size from 1MiB to 1TiB"));
    CHECK_THAT(refusal("job_retry_python: python3\n"),
               Catch::Contains("job_retry_python: expected an absolute"));
    CHECK_THAT(refusal("job_retry_new_ledger: never\n"), Catch::Contains("hold or run"));
    CHECK_THAT(refusal("job_retry_executors: []\n"), Catch::Contains("at least one executor"));
    CHECK_THAT(refusal("job_retry_executors: [job_retry]\n"), Catch::Contains("other than job_retry"));
    CHECK_THAT(refusal("job_retry_max_return: 2MiB\njob_retry_returns_size: 1MiB\n"),
               Catch::Contains("no more than job_retry_returns_size"));
    const std::string long_path = "/" + std::string(100, 'x');
    CHECK_THAT(refusal("sock_dir: " + long_path + "\ncachedir: " + long_path + "\n"),
               Catch::Contains("set sock_dir"));
}

TEST_CASE("Salt's Python is the one that its scripts start with") {
    TemporaryDirectory directory;
    const std::filesystem::path python = directory / "venv/bin/python3";
    write_program(python, "");
    const auto found = [&](const std::string& script) {
        write_program(directory / "venv/bin/salt-minion", script);
        const Result<std::filesystem::path> path =
            AgentOptions().salt_python("/no/such:" + (directory / "venv/bin").string());
        return path ? path->string() : path.error().text;
    };
    CHECK(found("#!" + python.string() + "\nimport salt\n") == python);
    CHECK(found("#! " + python.string() + " -s\nimport salt\n") == python);
    CHECK(found("#!/usr/bin/env python3\nimport salt\n") == python);
    CHECK(found("#!/bin/sh\n'''exec' \"" + python.string() + "\" \"$0\" \"$@\"\n' '''\n") == python);
    CHECK_THAT(found("no script at all"), Catch::Contains("set job_retry_python"));
    CHECK_THAT(found("#!/no/such/python3\n"), Catch::Contains("set job_retry_python"));
}

TEST_CASE("Salt's Python is found through the links of Salt's own packages") {
    TemporaryDirectory directory;
    write_program(directory / "opt/salt/bin/python3", "");
    write_program(directory / "opt/salt/salt-call",
                  "#!/bin/sh\n\"exec\" \"$(dirname \"$0\")/bin/python3\" \"$0\" \"$@\"\n");
    std::filesystem::create_directories(directory / "bin");
    std::filesystem::create_symlink(directory / "opt/salt/salt-call", directory / "bin/salt-call");
    CHECK(AgentOptions().salt_python((directory / "bin").string()) == directory / "opt/salt/bin/python3");
}

TEST_CASE("a job_retry_python that is no program is an error that says what to do") {
    AgentOptions agent;
    agent.python = "/no/such/python3";
    CHECK_THAT(agent.salt_python("").error().text, Catch::Contains("/no/such/python3 is no program"));
    CHECK_THAT(AgentOptions().salt_python("").error().text, Catch::Contains("set job_retry_python"));
}

TEST_CASE("docs/configuration.md has each key of the agent with its default and meaning") {
    std::ifstream file(JOB_RETRY_SOURCE_DIR "/docs/configuration.md");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    AgentOptions agent;
    for (const Option& option : agent.table())
        CHECK_THAT(text, Catch::Contains(documented(option) + "\n"));
}

TEST_CASE("the configuration file that is installed has each key with its default, and sets none") {
    std::ifstream file(JOB_RETRY_SOURCE_DIR "/packaging/config/minion.conf.in");
    std::string text;
    for (std::string line; std::getline(file, line); text += line + "\n")
        CHECK((line.empty() || line.front() == '#'));
    AgentOptions agent;
    for (const Option& option : agent.table()) {
        const std::string value = option.key == "job_retry" ? "True" : option.standard;
        CHECK_THAT(text,
                   Catch::Contains("\n#" + option.key + ":" + (value.empty() ? "" : " " + value) + "\n"));
    }
}

}  // namespace
}  // namespace job_retry
