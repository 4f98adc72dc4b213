#include "master_shim/witness_setup.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/salt_directory.h"

namespace job_retry {
namespace {

using Catch::Contains;
using test::SaltDirectory;

// A master's configuration, and directories with returners beside it.
class Master {
  public:
    Master() { std::filesystem::create_directories(directory("witness")); }

    std::string directory(const std::string& name) const { return (salt_.path() / name).native(); }
    void witness(const std::string& file) const {
        std::filesystem::create_directories((salt_.path() / file).parent_path());
        std::filesystem::copy_file(JOB_RETRY_WITNESS, salt_.path() / file);
    }
    void other(const std::string& file) {
        salt_.write(file, "def save_load(jid, load, minions=None):\n    pass\n");
    }
    void main(const std::string& text) {
        salt_.main("extension_modules: " + directory("extmods") + "\n" + text);
    }
    std::string why_not() const {
        const Result<SaltConfig> config = salt_.load();
        if (!config) FAIL(config.error().text);
        return witness_setup(*config).why_not;
    }

  private:
    SaltDirectory salt_{Role::master};
};

TEST_CASE("the witness is in force where Salt finds it first under the name of the job cache") {
    Master master;
    master.witness("witness/local_cache.py");
    master.witness("witness/pgjsonb.py");
    master.other("own/local_cache.py");
    const std::string both =
        "returner_dirs: [" + master.directory("witness") + ", " + master.directory("own") + "]\n";
    master.main(both);
    CHECK(master.why_not().empty());
    master.main(both + "master_job_cache: pgjsonb\n");
    CHECK(master.why_not().empty());
}

TEST_CASE("without the setting the line to add is told, and its file") {
    Master master;
    master.main("");
    CHECK_THAT(master.why_not(), Contains("put returner_dirs: [/") &&
                                     Contains("/salt-job-retry/returners] into ") &&
                                     Contains("master.d/job_retry.conf") && Contains("restart salt-master"));
    master.main("returner_dirs: [/srv/own]\n");
    CHECK_THAT(master.why_not(), Contains("returner_dirs in " + master.directory("master")));
    master.main("returner_dirs: " + master.directory("witness") + "\n");
    CHECK_THAT(master.why_not(), Contains("returner_dirs: expected a list"));
}

TEST_CASE("the setting of a later layer replaces the main file's, and its file is the one that is named") {
    Master master;
    master.witness("witness/local_cache.py");
    master.main("returner_dirs: [" + master.directory("witness") + "]\ninclude: later.conf\n");
    CHECK(master.why_not().empty());
    std::ofstream(master.directory("later.conf")) << "returner_dirs: [/srv/own]\n";
    CHECK_THAT(master.why_not(), Contains("returner_dirs in " + master.directory("later.conf")));
}

TEST_CASE("a job cache that the witness has no name for is told with the link to make") {
    Master master;
    master.witness("witness/local_cache.py");
    master.other("own/my_cache.py");
    master.main("master_job_cache: my_cache\nreturner_dirs: [" + master.directory("witness") + ", " +
                master.directory("own") + "]\n");
    CHECK_THAT(master.why_not(), Contains("ln -s local_cache.py " + master.directory("witness/my_cache.py")));
    std::filesystem::create_symlink("local_cache.py", master.directory("witness/my_cache.py"));
    CHECK(master.why_not().empty());
    std::filesystem::remove(master.directory("witness/my_cache.py"));
    std::filesystem::create_symlink("gone.py", master.directory("witness/my_cache.py"));
    CHECK_THAT(master.why_not(), Contains("my_cache.py"));
}

TEST_CASE("a returner of the same name that Salt finds before the witness is named") {
    Master master;
    master.witness("witness/local_cache.py");
    const std::string ours = master.directory("witness");
    SECTION("in a directory before it") {
        master.other("own/local_cache.py");
        master.main("returner_dirs: [" + master.directory("own") + ", " + ours + "]\n");
        CHECK_THAT(master.why_not(), Contains(master.directory("own/local_cache.py") + " stands before it"));
    }
    SECTION("synchronised by saltutil") {
        master.other("extmods/returners/local_cache.py");
        master.main("returner_dirs: [" + ours + "]\n");
        CHECK_THAT(master.why_not(),
                   Contains("stands before it") && Contains("out of _returners in file_roots"));
    }
    SECTION("as a package of Python, in module_dirs") {
        master.other("modules/_returners/local_cache/__init__.py");
        master.main("module_dirs: [" + master.directory("modules") + "]\nreturner_dirs: [" + ours + "]\n");
        CHECK_THAT(master.why_not(),
                   Contains(master.directory("modules/_returners/local_cache") + " stands before it"));
    }
}

}  // namespace
}  // namespace job_retry
