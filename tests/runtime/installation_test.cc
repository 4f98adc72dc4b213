#include "runtime/installation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

namespace job_retry {
namespace {

using std::filesystem::path;

const std::vector<CarriedFile> kMinion = {
    {"/usr/bin/minion-agent", "program", true},
    {"/usr/lib/systemd/system/minion-agent.service", "[Install]\nWantedBy=a.target b.service\n", false},
    {"/usr/share/salt-job-retry/minion.conf", "#job_retry: True\n", false},
    {"/usr/share/salt-job-retry/executors/job_retry.py", "execute", false}};
const std::vector<CarriedFile> kMaster = {
    {"/usr/bin/master-shim", "program", true},
    {"/usr/lib/systemd/system/master-shim.service", "[Install]\nWantedBy=a.target\n", false},
    {"/usr/share/salt-job-retry/master.conf", "#job_retry: True\n", false},
    {"/usr/share/salt-job-retry/returners/local_cache.py", "witness", false}};
const path kSettings = "/etc/salt/minion.d/job_retry.conf";
const path kExecutor = "/usr/share/salt-job-retry/executors/job_retry.py";

struct File {
    FoundFile found;
    std::string content;
};

// A machine whose files are a map. Carries plans out, and notes in which order.
struct Machine {
    std::map<path, File> files;
    bool systemd = true;
    bool image = false;
    std::string user = "salt";
    std::vector<path> naming;
    std::vector<std::string> told;

    InstallTarget target() {
        return {
            [this](const path& file) { return files.count(file) != 0 ? files.at(file).found : FoundFile{}; },
            [this](const path& file) { return files.count(file) != 0 ? files.at(file).content : ""; },
            systemd,
            image,
            user,
            Owner{7, 7},
            naming};
    }
    void carry_out(const Result<InstallPlan>& plan) {
        REQUIRE(plan);
        told.clear();
        for (const InstallStep& step : *plan) {
            told.push_back(described(step));
            std::visit([this](const auto& s) { apply(s); }, step);
        }
    }
    void apply(const MakeDirectory& s) { files[s.path] = {{FoundFile::Kind::directory, s.mode}, ""}; }
    void apply(const WriteFile& s) { files[s.path] = {{FoundFile::Kind::file, s.mode}, s.bytes}; }
    void apply(const MakeLink& s) { files[s.path] = {{FoundFile::Kind::link, 0777}, s.target}; }
    void apply(const Remove& s) { files.erase(s.path); }
    void apply(const RenameFile& s) {
        files[s.to] = files.at(s.path);
        files.erase(s.path);
    }
    void apply(const RemoveIfEmpty& /*unused*/) {}
    void apply(const CallSystemctl& /*unused*/) {}

    std::size_t when(const std::string& step) const {
        const auto found = std::ranges::find(told, step);
        INFO(step);
        REQUIRE(found != told.end());
        return static_cast<std::size_t>(found - told.begin());
    }
};

TEST_CASE("an installation ends with the settings, and a second one has nothing to do") {
    Machine machine;
    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    CHECK(machine.told == std::vector<std::string>{
                              "link /etc/systemd/system/a.target.wants/minion-agent.service to "
                              "/usr/lib/systemd/system/minion-agent.service",
                              "link /etc/systemd/system/b.service.wants/minion-agent.service to "
                              "/usr/lib/systemd/system/minion-agent.service",
                              "write /usr/bin/minion-agent (mode 0755)",
                              "write /usr/lib/systemd/system/minion-agent.service (mode 0644)",
                              "write /usr/share/salt-job-retry/minion.conf (mode 0644)",
                              "write /usr/share/salt-job-retry/executors/job_retry.py (mode 0644)",
                              "make directory /var/lib/salt-job-retry/minion (mode 0700, owner 7:7)",
                              "write /etc/salt/minion.d/job_retry.conf (mode 0644)",
                              "run systemctl daemon-reload",
                              "run systemctl restart minion-agent.service",
                          });
    CHECK(machine.files.at(kSettings).content == "#job_retry: True\n");
    CHECK(plan_install(Role::minion, kMinion, machine.target())->empty());
}

TEST_CASE("an upgrade writes what differs, and leaves edited settings and a disabled unit alone") {
    Machine machine;
    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    machine.files.erase("/etc/systemd/system/a.target.wants/minion-agent.service");
    machine.files.at(kSettings).content = "job_retry: True\n";
    machine.files.at(kExecutor).content = "older";
    machine.files.at("/usr/bin/minion-agent").found.mode = 0644;
    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    CHECK(machine.told == std::vector<std::string>{
                              "write /usr/bin/minion-agent (mode 0755)",
                              "write " + kExecutor.native() + " (mode 0644)",
                              "run systemctl daemon-reload",
                              "run systemctl restart minion-agent.service",
                          });
    CHECK(machine.files.at(kSettings).content == "job_retry: True\n");
}

TEST_CASE("a removal takes the setting out of force before the executor goes, and keeps what was learnt") {
    Machine machine;
    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    machine.files.at(kSettings).content = "edited";
    machine.naming = {kSettings};
    machine.carry_out(plan_uninstall(Role::minion, kMinion, machine.target(), false));
    const auto renamed =
        machine.when("rename " + kSettings.native() + " to " + kSettings.native() + ".removed");
    const auto restarted = machine.when("run systemctl try-restart salt-minion.service");
    const auto removed = machine.when("remove " + kExecutor.native());
    const auto stopped = machine.when("run systemctl stop minion-agent.service");
    CHECK(renamed < restarted);
    CHECK(restarted < stopped);
    CHECK(stopped < removed);
    CHECK(machine.files.count("/var/lib/salt-job-retry/minion") == 1);
    machine.naming.clear();
    CHECK(plan_uninstall(Role::minion, kMinion, machine.target(), false)->empty());

    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    CHECK(machine.files.at(kSettings).content == "edited");
}

TEST_CASE("a removal takes the witness out of the running salt-master before its files go") {
    const std::string settings = "/etc/salt/master.d/job_retry.conf";
    Machine machine;
    machine.carry_out(plan_install(Role::master, kMaster, machine.target()));
    machine.naming = {settings};
    machine.carry_out(plan_uninstall(Role::master, kMaster, machine.target(), false));
    const auto renamed = machine.when("rename " + settings + " to " + settings + ".removed");
    const auto restarted = machine.when("run systemctl try-restart salt-master.service");
    const auto removed = machine.when("remove /usr/share/salt-job-retry/returners/local_cache.py");
    CHECK(renamed < restarted);
    CHECK(restarted < removed);

    machine.carry_out(plan_install(Role::master, kMaster, machine.target()));
    machine.naming = {"/etc/salt/master"};
    const auto plan = plan_uninstall(Role::master, kMaster, machine.target(), false);
    REQUIRE_FALSE(plan);
    CHECK_THAT(plan.error().text,
               Catch::StartsWith("/etc/salt/master names the directory of the witness in returner_dirs"));
}

TEST_CASE("a purge leaves no file") {
    for (const bool removed_before : {false, true}) {
        Machine machine;
        machine.user = "sally";
        machine.carry_out(plan_install(Role::master, kMaster, machine.target()));
        if (removed_before) machine.carry_out(plan_uninstall(Role::master, kMaster, machine.target(), false));
        machine.carry_out(plan_uninstall(Role::master, kMaster, machine.target(), true));
        CHECK(machine.files.empty());
        CHECK(plan_uninstall(Role::master, kMaster, machine.target(), true)->empty());
    }
}

TEST_CASE("what Salt's loader has left beside the executor goes with it") {
    Machine machine;
    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    machine.files["/usr/share/salt-job-retry/executors/__pycache__"] = {{FoundFile::Kind::directory, 0755},
                                                                        ""};
    machine.carry_out(plan_uninstall(Role::minion, kMinion, machine.target(), true));
    CHECK(machine.files.empty());
}

TEST_CASE("the unit runs the shim as the master's user") {
    const path file = "/etc/systemd/system/master-shim.service.d/user.conf";
    Machine machine;
    machine.carry_out(plan_install(Role::master, kMaster, machine.target()));
    CHECK(machine.files.count(file) == 0);
    machine.user = "sally";
    machine.carry_out(plan_install(Role::master, kMaster, machine.target()));
    CHECK(machine.files.at(file).content.find("User=sally\n") != std::string::npos);
}

TEST_CASE(
    "a user that the configuration names is one of this machine, and nothing else is written to a unit") {
    for (const std::string& user : {std::string("root\nExecStartPre=+/bin/sh -c id"), std::string("-x"),
                                    std::string("Sally"), std::string("a b"), std::string("%i"),
                                    std::string("sal\xc3\xa9"), std::string("$"), std::string("sa$ly")}) {
        CAPTURE(user);
        Machine machine;
        machine.user = user;
        const auto plan = plan_install(Role::master, kMaster, machine.target());
        REQUIRE_FALSE(plan);
        CHECK(plan.error().code == Errc::invalid);
    }
    for (const char* user : {"sally", "_salt", "salt-master", "s4lt$"}) {
        CAPTURE(user);
        Machine machine;
        machine.user = user;
        CHECK(plan_install(Role::master, kMaster, machine.target()));
        auto nobody = machine.target();
        nobody.owner.reset();
        CHECK_FALSE(plan_install(Role::master, kMaster, nobody));
    }
}

TEST_CASE(
    "nothing is removed while another file names the executor, or while nobody can restart the minion") {
    Machine machine;
    machine.carry_out(plan_install(Role::minion, kMinion, machine.target()));
    const auto refusal = [&] {
        auto plan = plan_uninstall(Role::minion, kMinion, machine.target(), false);
        return plan ? std::string("none") : plan.error().text;
    };
    machine.naming = {"/etc/salt/minion"};
    CHECK_THAT(refusal(), Catch::StartsWith("/etc/salt/minion names job_retry in module_executors"));
    machine.naming = {kSettings};
    CHECK(refusal() == "none");
    machine.systemd = false;
    CHECK_THAT(refusal(), Catch::StartsWith(kSettings.native() + " names job_retry"));
    machine.image = true;
    CHECK(refusal() == "none");
}

TEST_CASE("what a package has installed is the package's to change") {
    Machine machine;
    const path list = "/var/lib/dpkg/info/salt-job-retry-minion.list";
    // Of a package that was removed, the settings' directory is left in the list.
    machine.files[list] = {{FoundFile::Kind::file, 0644}, "/.\n/etc\n"};
    CHECK(plan_install(Role::minion, kMinion, machine.target()));
    machine.files[list].content = "/.\n/usr/bin\n/usr/bin/minion-agent\n";
    auto plan = plan_install(Role::minion, kMinion, machine.target());
    REQUIRE(!plan);
    CHECK(plan.error().code == Errc::conflict);
    CHECK_THAT(plan.error().text, Catch::Contains("belongs to the package salt-job-retry-minion"));
    CHECK(!plan_uninstall(Role::minion, kMinion, machine.target(), true));
}

}  // namespace
}  // namespace job_retry
