// The real daemon as a process, against a shim of the test's own: a pending job goes in, its report comes
// out, also when the daemon is killed in between. Standalone, so that no Salt is needed.

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "minion_agent/child_process.h"
#include "proto/wire.h"
#include "stand_in_shim.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Jid jid(int number) {
    return *Jid::parse("202601010000000000" + std::to_string(10 + number));
}

std::string cmd_run(const std::string& command) {
    return proto::MapWriter().text("fun", "cmd.run").texts("arg", std::array{command}).bytes();
}

// A process of the test's own, gone with the test.
struct Program {
    explicit Program(std::vector<std::string> command) : child(*ChildProcess::spawn(command)) {}
    ~Program() {
        if (!over) child.kill(SIGKILL);
        while (!over)
            over = child.end();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    bool ended() {
        if (!over) over = child.end();
        return over.has_value();
    }
    std::string output() {
        std::string text;
        char byte = 0;
        while (read(child.output_fd(), &byte, 1) == 1)
            text.push_back(byte);
        return text;
    }
    ChildProcess child;
    std::optional<std::string> over;
};

struct Bench {
    test::TemporaryDirectory directory;
    Transport transport;
    test::StandInShim shim{transport, RsaPrivateKey::generate(), 100};
    std::optional<Program> agent;

    Bench() {
        shim.show_public_key = true;
        shim.accept_offers = true;
        std::filesystem::create_directories(directory / "sock");
        std::filesystem::create_directories(directory / "etc");
        write_configuration("True");
    }
    void write_configuration(const std::string& enabled) {
        std::ofstream(directory / "etc/minion")
            << "id: minion-1\nmaster: 127.0.0.1\nroot_dir: " << directory.path().native()
            << "\nsock_dir: " << (directory / "sock").native() << "\njob_retry: " << enabled
            << "\njob_retry_standalone: True\njob_retry_dir: " << (directory / "state").native()
            << "\njob_retry_ledger_size: 1MiB\njob_retry_port: " << shim.port()
            << "\njob_retry_key_port: " << shim.key_port() << "\njob_retry_log_level: error\n";
    }
    std::vector<std::string> command(std::vector<std::string> words) {
        std::vector<std::string> all = {MINION_AGENT, "-c", (directory / "etc").string()};
        all.insert(all.end(), words.begin(), words.end());
        return all;
    }
    void start() { agent.emplace(command({"run"})); }
    template <class Done>
    void turn_until(Done done) {
        const SteadyTime end = Now::read().steady + seconds(120);
        for (;;) {
            REQUIRE(Now::read().steady < end);
            shim.turn();
            if (done()) return;
            Poll poll;
            shim.watch(poll);
            REQUIRE(poll.wait(milliseconds(20)));
        }
    }
    std::vector<proto::Report> reports_of(int number, proto::Reported state) {
        std::vector<proto::Report> found;
        for (const auto& report : shim.reports) {
            if (report.jid == jid(number) && report.state == state) found.push_back(report);
        }
        return found;
    }
    void until_reported(int number, proto::Reported state) {
        turn_until([&] { return !reports_of(number, state).empty(); });
    }
    struct Answer {
        std::string end;
        std::string output;
    };
    Answer run(std::vector<std::string> words) {
        Program program(command(std::move(words)));
        Answer answer;
        turn_until([&] {
            answer.output += program.output();
            return program.ended();
        });
        answer.output += program.output();
        answer.end = *program.over;
        return answer;
    }
    nlohmann::json ledger() { return nlohmann::json::parse(run({"ledger", "list", "--json"}).output); }
    std::string lines_of(const std::string& name) {
        std::ifstream in(directory / name);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::string path(const std::string& name) { return (directory / name).string(); }
};

TEST_CASE("a pending job is run once, recorded and reported with its retcode") {
    Bench bench;
    bench.shim.owed[jid(1)] = cmd_run("echo ran >> " + bench.path("trace") + "; exit 3");
    bench.start();
    bench.until_reported(1, proto::Reported::finished);
    CHECK(bench.reports_of(1, proto::Reported::finished)[0].retcode == 3);
    CHECK(bench.lines_of("trace") == "ran\n");
    const auto entries = bench.ledger();
    REQUIRE(entries.size() == 1);
    CHECK(entries[0]["state"] == "finished");
    CHECK(entries[0]["via"] == "pending");
    CHECK(entries[0]["retcode"] == 3);

    // The same JID once more: what is recorded is reported, nothing runs.
    bench.shim.reports.clear();
    bench.shim.owed[jid(1)] = cmd_run("echo ran >> " + bench.path("trace") + "; exit 3");
    bench.shim.notify();
    bench.until_reported(1, proto::Reported::finished);
    CHECK(bench.lines_of("trace") == "ran\n");
}

TEST_CASE("several pending jobs run in JID order, one at a time") {
    Bench bench;
    const std::string trace = bench.path("trace");
    for (int number : {3, 1, 2}) {
        const std::string n = std::to_string(number);
        bench.shim.owed[jid(number)] =
            cmd_run("echo start " + n + " >> " + trace + "; echo end " + n + " >> " + trace);
    }
    bench.start();
    bench.until_reported(3, proto::Reported::finished);
    CHECK(bench.lines_of("trace") == "start 1\nend 1\nstart 2\nend 2\nstart 3\nend 3\n");
}

TEST_CASE("an agent that is killed in the middle of a job reports it running, then finished, it runs once") {
    Bench bench;
    const std::string trace = bench.path("trace");
    bench.shim.owed[jid(1)] = cmd_run("echo start >> " + trace + "; until [ -e " + bench.path("go") +
                                      " ]; do sleep 0.02; done; echo end >> " + trace);
    bench.shim.owed[jid(2)] = cmd_run("echo second >> " + trace);
    bench.start();
    bench.turn_until([&] { return bench.lines_of("trace") == "start\n"; });
    bench.agent->child.kill(SIGKILL);
    bench.turn_until([&] { return bench.agent->ended(); });
    bench.shim.reports.clear();
    bench.start();
    bench.until_reported(1, proto::Reported::running);
    CHECK(bench.lines_of("trace") == "start\n");  // the second one waits for the first
    std::ofstream(bench.directory / "go") << "now";
    bench.until_reported(1, proto::Reported::finished);
    bench.until_reported(2, proto::Reported::finished);
    CHECK(bench.lines_of("trace") == "start\nend\nsecond\n");
}

TEST_CASE("a job whose process and worker are killed is reported interrupted and not run again") {
    Bench bench;
    const std::string trace = bench.path("trace");
    bench.shim.owed[jid(1)] = cmd_run("echo $$ > " + bench.path("pid.new") + "; mv " + bench.path("pid.new") +
                                      " " + bench.path("pid") + "; echo ran >> " + trace + "; sleep 1000");
    bench.start();
    bench.turn_until([&] { return !bench.lines_of("trace").empty(); });
    const pid_t job = std::stoi(bench.lines_of("pid"));
    const auto status = nlohmann::json::parse(bench.run({"status", "--json"}).output);
    CHECK(status["worker"]["state"] == "working");
    CHECK(status["masters"][0]["in_worker"] == jid(1).text());
    REQUIRE(kill(status["worker"]["pid"].get<pid_t>(), SIGKILL) == 0);
    REQUIRE(kill(-job, SIGKILL) == 0);
    bench.until_reported(1, proto::Reported::interrupted);
    CHECK(bench.lines_of("trace") == "ran\n");
    CHECK(bench.ledger()[0]["state"] == "interrupted");
}

TEST_CASE("what the standalone worker cannot run is refused with the reason") {
    Bench bench;
    bench.shim.owed[jid(1)] = proto::MapWriter().text("fun", "state.apply").texts("arg", {}).bytes();
    bench.shim.owed[jid(2)] = "no msgpack";
    bench.start();
    bench.until_reported(1, proto::Reported::refused);
    bench.until_reported(2, proto::Reported::refused);
    CHECK(bench.reports_of(1, proto::Reported::refused)[0].reason.find("state.apply") != std::string::npos);
    CHECK(bench.ledger().empty());
}

TEST_CASE("a shim that restarts with another key is found again, and its jobs are run") {
    Bench bench;
    bench.start();
    bench.turn_until([&] { return bench.shim.lists > 0; });
    bench.shim.restart(200);
    bench.shim.owed[jid(1)] = cmd_run("true");
    // The agent looks for another key only after a while without a connection: a new agent at once.
    bench.agent.emplace(bench.command({"run"}));
    bench.until_reported(1, proto::Reported::finished);
}

TEST_CASE("SIGTERM ends the agent with code 0 and lets the job go on") {
    Bench bench;
    bench.shim.owed[jid(1)] = cmd_run("touch " + bench.path("started") + "; until [ -e " + bench.path("go") +
                                      " ]; do sleep 0.02; done; touch " + bench.path("ended"));
    bench.start();
    bench.turn_until([&] { return std::filesystem::exists(bench.directory / "started"); });
    bench.agent->child.kill(SIGTERM);
    bench.turn_until([&] { return bench.agent->ended(); });
    CHECK(*bench.agent->over == "exit code 0");
    CHECK(bench.run({"status"}).end == "exit code 69");
    std::ofstream(bench.directory / "go") << "now";
    bench.turn_until([&] { return std::filesystem::exists(bench.directory / "ended"); });
    bench.turn_until([&] { return bench.ledger()[0]["state"] == "finished"; });
}

TEST_CASE("with job_retry off the daemon does nothing and says so") {
    Bench bench;
    bench.write_configuration("False");
    CHECK(bench.run({"run"}).end == "exit code 0");
    CHECK(!std::filesystem::exists(bench.directory / "state"));
}

TEST_CASE("a second agent on the same directory is refused") {
    Bench bench;
    bench.start();
    bench.turn_until([&] { return bench.shim.lists > 0; });
    CHECK(bench.run({"run"}).end == "exit code 69");
}

TEST_CASE("commands end with their documented codes") {
    Bench bench;
    CHECK(bench.run({"nonsense"}).end == "exit code 64");
    CHECK(bench.run({"ledger", "list", "--state", "nonsense"}).end == "exit code 64");
    CHECK(bench.run({"ledger", "show", jid(1).text()}).end == "exit code 1");
    CHECK(bench.run({"status"}).end == "exit code 69");
    bench.write_configuration("perhaps");
    CHECK(bench.run({"status"}).end == "exit code 78");
    CHECK(bench.run({"run"}).end == "exit code 78");
}

}  // namespace
}  // namespace job_retry
