// From a minion's configuration to what the agent is started with, and what it tells the administrator.

#include "minion_agent/setup.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "support/salt_directory.h"

namespace job_retry {
namespace {

// A minion to which nothing is missing, until a test takes something away.
struct Minion {
    test::SaltDirectory directory{Role::minion};
    std::filesystem::path root = directory.path() / "root";
    std::string python = "/bin/sh";
    std::string id = "minion-1";

    Minion() {
        directory.write("root/pki/minion.pem", "");
        directory.write("root/worker.py", "");
        directory.write("root/executors/job_retry.py", "");
    }
    Configured configured(const std::string& more = "", const std::string& executors = "[job_retry]") {
        directory.main("id: " + id + "\nmaster: [one, 'two:4600', '::1']\nuser: root\nroot_dir: " +
                       root.native() + "\npki_dir: pki\nsock_dir: " + (root / "s").native() +
                       "\njob_retry: True\njob_retry_dir: " + (root / "state").native() +
                       "\njob_retry_python: " + python +
                       "\njob_retry_worker: " + (root / "worker.py").native() + "\nexecutor_dirs: [" +
                       (root / "executors").native() + "]\nmodule_executors: " + executors + "\n" + more);
        auto read = job_retry::configured(directory.path());
        REQUIRE(read);
        return std::move(*read);
    }
};

bool any_names(const std::vector<std::string>& found, const std::string& word) {
    return std::any_of(found.begin(), found.end(),
                       [&](const std::string& one) { return one.find(word) != std::string::npos; });
}

TEST_CASE("nothing is said of a minion that has all that is needed") {
    if (geteuid() != 0) return;  // "user: root"
    Minion minion;
    CHECK(shortcomings(minion.configured()).empty());
}

TEST_CASE("the agent speaks to every master on the list, and knows it as Salt does") {
    Minion minion;
    const auto options = agent_options(minion.configured("job_retry_port: 4700\n"), "/self");
    REQUIRE(options);
    REQUIRE(options->masters.size() == 3);
    CHECK(options->masters[0].link.host == "one");
    CHECK(options->masters[0].link.port == 4700);
    CHECK(options->masters[1].name == "two:4600");
    CHECK(options->masters[1].host == "two");
    CHECK(options->masters[2].link.host == "[::1]");
    CHECK(options->worker.command == std::vector<std::string>{"/bin/sh", (minion.root / "worker.py").native(),
                                                              "-c", minion.directory.path().native()});
    CHECK(options->gate_is_active);
    CHECK(!options->master_key.may_pin);
}

TEST_CASE("a gate that live jobs go around is said to be none, and nothing pending runs") {
    Minion minion;
    auto configured = minion.configured("", "[direct_call]");
    CHECK(any_names(shortcomings(configured), "module_executors does not name job_retry"));
    CHECK(!agent_options(configured, "/self")->gate_is_active);

    configured = minion.configured("sudo_user: salt\n");
    CHECK(any_names(shortcomings(configured), "sudo_user"));
    CHECK(!agent_options(configured, "/self")->gate_is_active);

    configured = minion.configured("", "[job_retry, direct_call]");
    CHECK(any_names(shortcomings(configured), "others beside job_retry"));

    std::filesystem::remove(minion.root / "executors/job_retry.py");
    configured = minion.configured();
    CHECK(any_names(shortcomings(configured), (minion.root / "executors").native()));
    CHECK(!agent_options(configured, "/self")->gate_is_active);
}

TEST_CASE("a missing key, worker or interpreter is named with what to do") {
    Minion minion;
    std::filesystem::remove(minion.root / "pki/minion.pem");
    std::filesystem::remove(minion.root / "worker.py");
    minion.python = "/nonexistent/python";
    const auto found = shortcomings(minion.configured());
    CHECK(any_names(found, "minion.pem is not there: start salt-minion"));
    CHECK(any_names(found, "job_retry_worker"));
    CHECK(any_names(found, "job_retry_python"));
}

TEST_CASE("who the minion is, is read anew for each handshake, and an error while its key is missing") {
    Minion minion;
    std::filesystem::remove(minion.root / "pki/minion.pem");
    const auto options = agent_options(minion.configured(), "/self");
    REQUIRE(options);
    CHECK(!options->identity());
    std::ofstream(minion.root / "pki/minion.pem") << *RsaPrivateKey::generate().pem();
    const auto identity = options->identity();
    REQUIRE(identity);
    CHECK(identity->minion == "minion-1");
    CHECK(!identity->offer_public_key);
}

TEST_CASE("an id that no minion can have is an error, not a greeting") {
    Minion minion;
    std::ofstream(minion.root / "pki/minion.pem") << *RsaPrivateKey::generate().pem();
    minion.id = "../other";
    const auto options = agent_options(minion.configured(), "/self");
    REQUIRE(options);
    CHECK(!options->identity());
}

TEST_CASE("standalone, the agent makes its key once, offers it, and is its own worker") {
    Minion minion;
    const auto configured = minion.configured("job_retry_standalone: True\n", "[direct_call]");
    const auto options = agent_options(configured, "/self");
    REQUIRE(options);
    CHECK(options->worker.command[0] == "/self");
    CHECK(options->master_key.may_pin);
    CHECK(options->gate_is_active);
    CHECK(!options->drain.resend);
    const auto first = options->identity();
    REQUIRE(first);
    CHECK(first->offer_public_key);
    const auto again = agent_options(configured, "/self")->identity();
    REQUIRE(again);
    CHECK(*again->key.pem() == *first->key.pem());
}

}  // namespace
}  // namespace job_retry
