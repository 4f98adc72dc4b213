// Agent with two masters, each with a shim of the test's own, turned by hand: the clock is the real one, put
// forward where a test does not want to wait.

#include "minion_agent/agent.h"

#include <signal.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "minion_agent/network_lines.h"
#include "minion_agent/stores.h"
#include "proto/wire.h"
#include "stand_in_shim.h"
#include "support/failing_disk.h"
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

struct Bench {
    test::TemporaryDirectory directory;
    Transport transport;
    NetworkLines lines{transport};
    RsaPrivateKey master_key = RsaPrivateKey::generate();
    RsaPrivateKey minion_key = RsaPrivateKey::generate();
    test::StandInShim first{transport, master_key, 100};
    test::StandInShim second{transport, master_key, 100};
    std::chrono::microseconds ahead{0};
    std::unique_ptr<Agent> agent;

    Bench() {
        signal(SIGPIPE, SIG_IGN);
        std::filesystem::create_directories(directory / "etc");
        std::filesystem::create_directories(directory / "pki");
        std::ofstream(directory / "pki/minion_master.pub") << master_key.public_key().pem();
        // For the worker, which reads its configuration itself.
        std::ofstream(directory / "etc/minion")
            << "id: minion-1\nmaster: [first, second]\njob_retry: True\njob_retry_standalone: "
               "True\nroot_dir: "
            << directory.path().native() << "\nsock_dir: " << directory.path().native()
            << "\njob_retry_dir: " << (directory / "state").native() << "\njob_retry_ledger_size: 1MiB\n";
        for (auto* shim : {&first, &second})
            shim->accepted.emplace("minion-1", minion_key.public_key());
    }
    Agent::Master master(const std::string& name, const test::StandInShim& shim) {
        return {name, name, {.host = "127.0.0.1", .port = shim.port(), .key_port = shim.key_port()}};
    }
    Now now() const {
        Now now = Now::read();
        return {now.wall + ahead, now.steady + ahead};
    }
    void open(bool gate_is_active = true) {
        Agent::Options options;
        options.directory = directory / "state";
        options.gate_socket = directory / "gate.ipc";
        options.status_socket = directory / "info.ipc";
        options.ledger_size = std::size_t{1} << 20;
        options.returns_size = std::size_t{1} << 20;
        options.worker.command = {MINION_AGENT, "-c", (directory / "etc").string(), "worker"};
        options.drain.resend = false;
        options.masters = {master("first", first), master("second", second)};
        options.master_key = {.pinned = directory / "pki/minion_master.pub",
                              .serials = directory / "masters"};
        options.identity = [this]() -> Result<proto::Introduction::Identity> {
            return proto::Introduction::Identity{"minion-1", minion_key, false};
        };
        options.gate_is_active = gate_is_active;
        auto opened = Agent::open(std::move(options), lines, now());
        REQUIRE(opened);
        agent = std::move(*opened);
    }
    // A clock that is put forward may meet a request in flight, which then counts as unanswered; to get over
    // that takes the agent minutes, which are passed over too.
    template <class Done>
    void turn_until(Done done) {
        const SteadyTime end = Now::read().steady + seconds(120);
        SteadyTime impatient = Now::read().steady + seconds(10);
        while (!done()) {
            REQUIRE(Now::read().steady < end);
            if (Now::read().steady > impatient) {
                ahead += seconds(60);
                impatient += seconds(10);
            }
            first.turn();
            second.turn();
            Poll poll;
            first.watch(poll);
            second.watch(poll);
            agent->add_to(poll);
            const Now before = now();
            const auto wait = std::max(agent->next_step(before), before.steady) - before.steady;
            REQUIRE(
                poll.wait(std::clamp<std::chrono::microseconds>(wait, milliseconds(0), milliseconds(200))));
            agent->step(poll, now());
        }
    }
    static bool finished(const test::StandInShim& shim, int number) {
        return std::any_of(shim.reports.begin(), shim.reports.end(), [&](const proto::Report& report) {
            return report.jid == jid(number) && report.state == proto::Reported::finished;
        });
    }
    std::string trace() const {
        std::ifstream in(directory / "trace");
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::string traced(const std::string& word) const {
        const std::string file = (directory / "trace").string();
        return cmd_run("echo start >> " + file + "; echo " + word + " >> " + file + "; echo end >> " + file);
    }
    nlohmann::json status() { return nlohmann::json::parse(agent->status(now())); }
};

TEST_CASE("the jobs of two masters run one at a time, and each is recorded as its master's") {
    Bench bench;
    for (int number : {1, 2, 3})
        bench.first.owed[jid(number)] = bench.traced("first");
    for (int number : {4, 5, 6})
        bench.second.owed[jid(number)] = bench.traced("second");
    bench.open();
    bench.turn_until([&] { return Bench::finished(bench.first, 3) && Bench::finished(bench.second, 6); });

    std::istringstream lines(bench.trace());
    std::vector<std::string> words;
    for (std::string start, word, end; lines >> start >> word >> end;) {
        CHECK(start == "start");
        CHECK(end == "end");
        words.push_back(word);
    }
    CHECK(std::count(words.begin(), words.end(), "first") == 3);
    CHECK(std::count(words.begin(), words.end(), "second") == 3);
    bench.agent.reset();
    auto ledger = Ledger::open({.directory = ledger_directory(bench.directory / "state"), .read_only = true});
    REQUIRE(ledger);
    CHECK(ledger->look_up(jid(1)).value().at(0).claim.master == "first");
    CHECK(ledger->look_up(jid(4)).value().at(0).claim.master == "second");
}

TEST_CASE("while a job of one master is on its way nothing is taken from the other") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("first");
    bench.second.owed[jid(2)] = bench.traced("second");
    bench.first.answers_takes = bench.second.answers_takes = false;
    bench.open();
    const auto takes = [&bench] { return bench.first.takes + bench.second.takes; };
    bench.turn_until([&] { return takes() > 0 && bench.first.lists > 0 && bench.second.lists > 0; });
    int turns = 0;
    bench.turn_until([&] { return ++turns == 10; });
    CHECK(takes() == 1);
    bench.first.answers_takes = bench.second.answers_takes = true;
    bench.turn_until([&] { return Bench::finished(bench.first, 1) && Bench::finished(bench.second, 2); });
}

TEST_CASE("a job that two masters owe runs once, and both are told") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("once");
    bench.second.owed[jid(1)] = bench.traced("once");
    bench.open();
    bench.turn_until([&] { return Bench::finished(bench.first, 1) && Bench::finished(bench.second, 1); });
    CHECK(bench.trace() == "start\nonce\nend\n");
}

TEST_CASE("each master is asked about its own returns, and what it holds is asked about no more") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("first");
    bench.second.owed[jid(2)] = bench.traced("second");
    bench.open();
    bench.turn_until([&] { return Bench::finished(bench.first, 1) && Bench::finished(bench.second, 2); });
    bench.first.held.insert(jid(1).text());
    bench.ahead += seconds(90);
    bench.turn_until([&] { return !bench.first.confirms.empty() && !bench.second.confirms.empty(); });
    CHECK(bench.first.confirms[0].jids == std::vector<Jid>{jid(1)});
    CHECK(bench.second.confirms[0].jids == std::vector<Jid>{jid(2)});

    // The first round only makes sure that the answer of the first master was not jumped over.
    std::size_t asked_first = 0;
    for (int round = 0; round < 2; ++round) {
        asked_first = bench.first.confirms.size();
        const std::size_t asked = bench.second.confirms.size();
        bench.ahead += seconds(180);
        bench.turn_until([&] { return bench.second.confirms.size() > asked; });
    }
    CHECK(bench.first.confirms.size() == asked_first);
}

TEST_CASE("one master that does not answer keeps nothing of the other's from running") {
    Bench bench;
    bench.first.refuse_with = proto::ErrorReply{proto::ErrorCode::denied, "not you"};
    bench.second.owed[jid(1)] = bench.traced("second");
    bench.open();
    bench.turn_until([&] { return Bench::finished(bench.second, 1); });
    const auto status = bench.status();
    CHECK(status["masters"][0]["link"] != "authenticated");
    CHECK(status["masters"][0]["trouble"].get<std::string>().find("not you") != std::string::npos);
    CHECK(status["masters"][1]["link"] == "authenticated");
}

TEST_CASE(
    "while the ledger cannot be written nothing is asked for or run, and it is said, then all goes on") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("first");
    bench.open();
    test::FailingDisk disk(ledger_directory(bench.directory / "state") / "data.mdb", test::Part::pages);
    bench.turn_until([&] { return bench.status()["storage"]["trouble"] != ""; });
    CHECK(bench.status()["storage"]["since"].is_string());
    bench.ahead += seconds(60);
    bench.turn_until([&] { return bench.status()["masters"][0]["link"] == "authenticated"; });
    CHECK(bench.first.lists == 0);
    disk.repair();
    bench.ahead += seconds(60);
    bench.turn_until([&] { return Bench::finished(bench.first, 1); });
    CHECK(bench.trace() == "start\nfirst\nend\n");
    CHECK(bench.status()["storage"]["trouble"] == "");
}

TEST_CASE(
    "while the ledger's directory is not there nothing is asked for or run, and it is said, then all goes "
    "on") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("first");
    bench.open();
    const auto ledger = ledger_directory(bench.directory / "state");
    std::filesystem::rename(ledger, bench.directory / "elsewhere");
    bench.turn_until([&] { return bench.status()["storage"]["trouble"] != ""; });
    bench.ahead += seconds(60);
    bench.turn_until([&] { return bench.status()["masters"][0]["link"] == "authenticated"; });
    CHECK(bench.first.lists == 0);
    CHECK_FALSE(std::filesystem::exists(ledger));
    std::filesystem::rename(bench.directory / "elsewhere", ledger);
    bench.ahead += seconds(60);
    bench.turn_until([&] { return Bench::finished(bench.first, 1); });
    CHECK(bench.trace() == "start\nfirst\nend\n");
    CHECK(bench.status()["storage"]["trouble"] == "");
}

TEST_CASE("a ledger that is lost between two jobs has no further one taken until it is back") {
    Bench bench;
    const std::string trace = bench.directory / "trace";
    const std::string go = bench.directory / "go";
    bench.first.owed[jid(1)] =
        cmd_run("echo first >> " + trace + "; while [ ! -e " + go + " ]; do sleep 0.05; done");
    bench.first.owed[jid(2)] = cmd_run("echo second >> " + trace);
    bench.first.owed[jid(3)] = cmd_run("echo third >> " + trace);
    bench.open();
    bench.turn_until([&] { return bench.trace() == "first\n"; });
    const auto ledger = ledger_directory(bench.directory / "state");
    std::filesystem::rename(ledger, bench.directory / "elsewhere");
    std::ofstream(go).put('x');
    bench.turn_until([&] { return bench.status()["storage"]["trouble"] != ""; });
    CHECK(bench.first.takes == 1);
    // Longer than a job waits that found the ledger like this, in steps which lose no link.
    for (int turns = 0; bench.ahead < seconds(150);)
        bench.turn_until([&] {
            if (++turns % 3 == 0) bench.ahead += seconds(10);
            return turns % 3 == 0;
        });
    CHECK(bench.first.takes == 1);
    CHECK(bench.status()["masters"][0]["link"] == "authenticated");
    CHECK_FALSE(std::filesystem::exists(ledger));
    std::filesystem::rename(bench.directory / "elsewhere", ledger);
    bench.ahead += seconds(60);
    bench.turn_until([&] { return Bench::finished(bench.first, 2) && Bench::finished(bench.first, 3); });
    CHECK(bench.trace() == "first\nsecond\nthird\n");
}

TEST_CASE("while live jobs go around the gate nothing pending is taken") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("first");
    bench.open(false);
    bench.turn_until([&] { return bench.status()["masters"][0]["to_run"] == 1; });
    bench.ahead += seconds(3600);
    const std::size_t lists = bench.first.lists;
    bench.turn_until([&] { return bench.first.lists > lists; });
    CHECK(bench.trace().empty());
    CHECK(bench.status()["worker"]["state"] == "none");
}

TEST_CASE(
    "each job is asked for with a new mark of the ledger, and lists with a new one when it has changed") {
    Bench bench;
    bench.first.owed[jid(1)] = bench.traced("first");
    bench.open();
    bench.turn_until([&] { return Bench::finished(bench.first, 1); });
    const auto& marks = bench.first.marks;
    REQUIRE(marks.size() >= 2);
    CHECK(marks[0].number == 1);  // the first list
    CHECK(std::is_sorted(marks.begin(), marks.end(),
                         [](const auto& a, const auto& b) { return a.number < b.number; }));
    CHECK(marks.back().number > 1);
    CHECK(marks[0].since > WallTime());
    for (const proto::LedgerMark& mark : marks)
        CHECK(mark.ledger == marks[0].ledger);
    CHECK(bench.second.marks.at(0).ledger == marks[0].ledger);

    // Nothing happens: the next lists say the same.
    const auto list_again = [&] {
        const std::size_t lists = bench.first.lists;
        bench.ahead += std::chrono::minutes(7);
        bench.turn_until([&] { return bench.first.lists > lists; });
        return bench.first.marks.back().number;
    };
    list_again();
    const auto quiet = list_again();
    CHECK(list_again() == quiet);
}

TEST_CASE("an agent whose ledger has gone back begins it anew, for all masters, and says so") {
    Bench bench;
    bench.open();
    bench.turn_until([&] { return bench.first.lists > 0 && bench.second.lists > 0; });
    const std::string before = bench.first.marks.back().ledger;
    const WallTime since = bench.first.marks.back().since;
    const std::size_t clocks = bench.second.clocks;
    bench.second.owed[jid(2)] = bench.traced("second");
    bench.first.says_behind = true;
    bench.first.notify();
    bench.turn_until([&] { return !bench.first.says_behind && bench.first.marks.back().ledger != before; });
    CHECK(bench.first.marks.back().number == 1);
    CHECK(bench.first.marks.back().since > since);
    bench.turn_until([&] { return bench.second.marks.back().ledger != before; });
    CHECK(bench.second.clocks > clocks);
    CHECK(bench.second.marks.back().ledger == bench.first.marks.back().ledger);
    const auto warnings = bench.status()["warnings"].dump();
    CHECK(warnings.find("the ledger had gone back, as master first noticed") != std::string::npos);

    // Said of another mark it comes late.
    const std::string anew = bench.first.marks.back().ledger;
    const std::size_t lists = bench.first.lists;
    bench.first.send_raw(proto::encode(proto::PendingList{{}, false, before}).value());
    bench.first.notify();
    bench.turn_until([&] { return bench.first.lists > lists; });
    CHECK(bench.first.marks.back().ledger == anew);
}

}  // namespace
}  // namespace job_retry
