// JobQueue with a queue in memory and minions that are numbers: what is put there when, and how each job
// ends.

#include "minion_agent/job_queue.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "proto/wire.h"

namespace job_retry {
namespace {

using proto::LateStep;
using proto::Outcome;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr const char* kMaster = "salt";

Jid jid(int number) {
    return *Jid::parse("202601010000000000" + std::to_string(10 + number));
}

ProcessIdentity process(pid_t pid) {
    return {pid, 1, "boot"};
}

struct Memory : QueueDirectory {
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> master_of;  // a file
    std::vector<std::string> withdrawn;
    std::set<std::string> listed;  // JIDs that run
    bool broken = false;
    int cleared = 0;

    Result<void> put(const std::string& master, const std::string& name, std::string_view load) override {
        if (broken) return fail(Errc::io, "no room");
        files[name] = load;
        master_of[name] = master;
        return {};
    }
    bool holds(const std::string&, const std::string& name) override { return files.contains(name); }
    bool withdraw(const std::string&, const std::string& name) override {
        if (files.erase(name) == 0) return false;
        withdrawn.push_back(name);
        return true;
    }
    void clear(const std::string&) override { ++cleared; }
    bool runs(const Jid& job) override { return listed.contains(job.text()); }
};

struct Bench {
    std::vector<std::string> masters = {kMaster};
    bool has_threads = false;
    Memory memory{};
    Now now{WallTime(std::chrono::hours(1)), SteadyTime(std::chrono::hours(1))};
    std::optional<ProcessIdentity> minion = process(100);
    std::set<pid_t> dead{};
    std::set<std::string> finished{};
    int offers = 0;
    JobQueue queue{{.minion = [this] { return minion; },
                    .is_of = [](pid_t pid, const ProcessIdentity& of) { return pid / 100 == of.pid / 100; },
                    .identify = [this](pid_t pid) -> std::optional<ProcessIdentity> {
                        if (dead.contains(pid)) return std::nullopt;
                        return process(pid);
                    },
                    .alive = [this](const ProcessIdentity& one) { return !dead.contains(one.pid); },
                    .finished = [this](const Jid& job) { return finished.contains(job.text()); },
                    .offer = [this] { return std::string(31, '0') + std::to_string(++offers); },
                    .has_threads = has_threads},
                   memory,
                   masters};

    std::optional<JobQueue::Ended> after(std::chrono::microseconds time) {
        now.wall += time;
        now.steady += time;
        return queue.step(now);
    }
    // What salt-minion finds in its queue, which is empty then.
    std::string take() {
        REQUIRE(memory.files.size() == 1);
        return take(memory.master_of[memory.files.begin()->first]);
    }
    // Of two masters' queues it looks at that of the one that it is connected to.
    std::string take(const std::string& master) {
        const auto found = std::find_if(memory.files.begin(), memory.files.end(), [&](const auto& file) {
            return memory.master_of[file.first] == master;
        });
        REQUIRE(found != memory.files.end());
        std::string load = found->second;
        memory.files.erase(found);
        return load;
    }
    std::string last_offer() const { return std::string(31, '0') + std::to_string(offers); }
    bool say(const Jid& job, LateStep step, pid_t pid = 101, const std::string& text = "",
             bool blackout = false) {
        return say_as(last_offer(), job, step, pid, text, blackout);
    }
    bool say_as(const std::string& offer, const Jid& job, LateStep step, pid_t pid = 101,
                const std::string& text = "", bool blackout = false) {
        const auto reply = queue.said({job, offer, step, text, "3008.4", blackout}, pid, now);
        return std::holds_alternative<proto::DoneReply>(reply);
    }
    Jid jid_of(const std::string& load) {
        proto::MapReader reader(load, {.bytes = 1 << 20});
        return *reader.jid("jid");
    }
    static std::string offer_of(const std::string& load) {
        constexpr std::string_view kKey = "offer\xd9\x20";  // a text of 32 bytes
        return load.substr(load.find(kKey) + kKey.size(), proto::kOfferSize);
    }
    void answer_probe(LateStep step = LateStep::active, const std::string& text = "", bool blackout = false) {
        REQUIRE(say(jid_of(take()), step, 101, text, blackout));
    }
    void get_ready() {
        after(seconds(0));
        answer_probe();
        after(milliseconds(1));
        REQUIRE(queue.can_start(kMaster, now));
    }
    static std::string load_of(int number) {
        return proto::MapWriter()
            .text("fun", "test.ping")
            .texts("arg", {})
            .text("tgt", "*")
            .text("jid", jid(number).text())
            .bytes();
    }
    static std::string load_of_several(int number) {
        const std::array<std::string, 1> funs = {"test.ping"};
        return proto::MapWriter()
            .texts("fun", funs)
            .texts("arg", funs)
            .text("tgt", "*")
            .text("jid", jid(number).text())
            .bytes();
    }
    void start(int number) { queue.start(kMaster, {jid(number), load_of(number)}, now); }
    void start_and_begin(int number, pid_t pid = 101) {
        start(number);
        take();
        memory.listed.insert(jid(number).text());
        after(milliseconds(100));
        REQUIRE(say(jid(number), LateStep::begins, pid));
    }
};

TEST_CASE("nothing is put into the queue while no minion runs") {
    Bench bench;
    bench.minion.reset();
    bench.after(seconds(0));
    bench.after(minutes(10));
    CHECK(bench.memory.files.empty());
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::nobody);
    CHECK(!bench.queue.can_start(kMaster, bench.now));
    CHECK(bench.memory.cleared == 1);
}

TEST_CASE("no job is put there before the running minion has answered, and each new one is asked") {
    Bench bench;
    bench.after(seconds(0));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::unknown);
    CHECK(!bench.queue.can_start(kMaster, bench.now));
    bench.answer_probe();
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
    CHECK(bench.queue.status().salt == "3008.4");
    CHECK(bench.queue.reason(kMaster).empty());

    bench.minion = process(200);
    bench.after(seconds(1));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::unknown);
    const std::string load = bench.take();
    CHECK(!bench.say(bench.jid_of(load), LateStep::active, 101));  // a process of the old one
    CHECK(bench.say(bench.jid_of(load), LateStep::active, 201));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
}

TEST_CASE("a minion whose jobs are threads is not disturbed by a probe before there is a job for it") {
    Bench bench{.has_threads = true};
    bench.queue.linked(kMaster, bench.now);
    bench.after(seconds(0));
    bench.after(minutes(10));
    CHECK(bench.memory.files.empty());
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::unknown);
    CHECK(bench.queue.reason(kMaster).find("threads") != std::string::npos);
    bench.queue.wanted(kMaster, bench.now);
    bench.queue.wanted(kMaster, bench.now);
    bench.answer_probe();
    CHECK(bench.queue.can_start(kMaster, bench.now));
    bench.queue.wanted(kMaster, bench.now);
    CHECK(bench.memory.files.empty());
    // A new one is asked anew, and by the same rule; one that does not look is left to the worker.
    bench.minion = process(200);
    bench.after(seconds(1));
    CHECK(bench.memory.files.empty());
    bench.queue.wanted(kMaster, bench.now);
    bench.after(JobQueue::kUntaken + seconds(1));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::worker);
}

TEST_CASE("a minion that runs live jobs around the gate gets nothing, and the worker neither") {
    Bench bench;
    bench.after(seconds(0));
    SECTION("it says so") {
        bench.answer_probe(LateStep::inactive, "sudo_user is set");
        CHECK(bench.queue.reason(kMaster).find("sudo_user is set") != std::string::npos);
    }
    SECTION("it takes the probe and nobody says anything") {
        bench.queue.linked(kMaster, bench.now);
        const std::string load = bench.take();
        bench.after(seconds(1));
        bench.after(JobQueue::kUnanswered);
        CHECK(bench.queue.reason(kMaster).find("restart salt-minion") != std::string::npos);
        bench.after(JobQueue::kProbeAgain + seconds(1));
        CHECK(bench.memory.files.size() == 1);  // asked again
        CHECK(bench.queue.way(kMaster) == JobQueue::Way::none);
        bench.answer_probe();
        CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
        return;
    }
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::none);
    CHECK(!bench.queue.can_start(kMaster, bench.now));
}

TEST_CASE(
    "a minion that does not look into the queue is left to the worker, once the shim has answered for a "
    "while") {
    Bench bench;
    bench.after(seconds(0));
    bench.after(minutes(5));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::unknown);  // nobody waits for it
    bench.queue.linked(kMaster, bench.now);
    bench.after(JobQueue::kUntaken - seconds(1));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::unknown);
    bench.after(seconds(2));
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::worker);
    // It has only now reached its master.
    bench.answer_probe();
    CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
}

TEST_CASE("a job that has begun ends when Salt has sent its return, or with its process") {
    Bench bench;
    bench.get_ready();
    bench.start_and_begin(1);
    CHECK(!bench.queue.can_start(kMaster, bench.now));
    CHECK(!bench.after(seconds(5)));
    CHECK(bench.say(jid(1), LateStep::begins, 101));  // its first answer was lost
    CHECK(!bench.say(jid(1), LateStep::begins, 102));
    Outcome expected = Outcome::returned;
    SECTION("Salt does not list it any more") {
        bench.memory.listed.clear();
    }
    SECTION("nor is its process there") {
        bench.memory.listed.clear();
        bench.dead.insert(101);
    }
    SECTION("its process was killed") {
        bench.dead.insert(101);
        expected = Outcome::failed;
    }
    const auto ended = bench.after(seconds(5));
    REQUIRE(ended);
    CHECK(ended->outcome.jid == jid(1));
    CHECK(ended->outcome.outcome == expected);
    CHECK(ended->reached);
    CHECK(bench.queue.can_start(kMaster, bench.now));
}

TEST_CASE("a process that has not sent its return is not over, whatever the ledger says") {
    Bench bench;
    bench.get_ready();
    bench.start_and_begin(1);
    bench.finished.insert(jid(1).text());
    CHECK(!bench.after(seconds(5)));
}

TEST_CASE("a job that is a thread of the minion ends when Salt or the ledger says so") {
    Bench bench;
    bench.get_ready();
    bench.start_and_begin(1, 100);
    CHECK(!bench.after(seconds(5)));
    SECTION("Salt does not list it") {
        bench.memory.listed.clear();
    }
    SECTION("it has finished") {
        bench.finished.insert(jid(1).text());
    }
    SECTION("the minion has ended") {
        bench.dead.insert(100);
    }
    CHECK(bench.after(seconds(5)));
}

TEST_CASE("what the executor says before anything is claimed is the outcome") {
    const std::vector<std::pair<LateStep, Outcome>> words = {{LateStep::not_targeted, Outcome::not_targeted},
                                                             {LateStep::held, Outcome::held},
                                                             {LateStep::refused, Outcome::refused},
                                                             {LateStep::unavailable, Outcome::unavailable},
                                                             {LateStep::failed, Outcome::failed},
                                                             {LateStep::requeued, Outcome::requeued}};
    for (const auto& [step, outcome] : words) {
        Bench bench;
        bench.get_ready();
        bench.start(1);
        bench.take();
        REQUIRE(bench.say(jid(1), step, 101, "why"));
        const auto ended = bench.after(milliseconds(1));
        REQUIRE(ended);
        CHECK(ended->outcome == proto::WorkerOutcome{jid(1), outcome, "why"});
        CHECK(!bench.say(jid(1), step));  // it has ended
    }
}

TEST_CASE("a state run that meets another one is put there again, under a new offer") {
    Bench bench;
    bench.get_ready();
    bench.start(1);
    bench.take();
    const std::string first = bench.last_offer();
    REQUIRE(bench.say(jid(1), LateStep::busy));
    CHECK(!bench.after(milliseconds(500)));
    CHECK(bench.memory.files.empty());
    CHECK(bench.queue.status().job == "waiting");
    CHECK(!bench.after(seconds(1)));
    bench.take();
    CHECK(!bench.say_as(first, jid(1), LateStep::begins));
    CHECK(bench.say(jid(1), LateStep::begins));
}

TEST_CASE("what comes without the offer that was made for it is refused") {
    Bench bench;
    bench.get_ready();
    CHECK(!bench.say_as(std::string(32, 'f'), jid(1), LateStep::begins));
    bench.start(1);
    CHECK(!bench.say_as(std::string(32, 'f'), jid(1), LateStep::begins));
    CHECK(!bench.say(jid(2), LateStep::begins));
    CHECK(!bench.say(jid(1), LateStep::begins, 201));  // of another minion
    CHECK(bench.say(jid(1), LateStep::begins));
}

TEST_CASE("a minion that stops leaves the job on the list, whether it had taken it or not") {
    Bench bench;
    bench.get_ready();
    bench.start(1);
    SECTION("not taken") {}
    SECTION("taken") {
        bench.take();
        bench.after(milliseconds(100));
    }
    SECTION("it waits for another state run") {
        bench.take();
        REQUIRE(bench.say(jid(1), LateStep::busy));
    }
    bench.minion.reset();
    const auto ended = bench.after(seconds(1));
    REQUIRE(ended);
    CHECK(!ended->reached);
    CHECK(bench.memory.files.empty());
    CHECK(!bench.say(jid(1), LateStep::begins));  // its process has outlived it
}

TEST_CASE("a job that runs is followed also when its minion has stopped") {
    Bench bench;
    bench.get_ready();
    bench.start_and_begin(1);
    bench.minion.reset();
    CHECK(!bench.after(seconds(5)));
    CHECK(bench.say(jid(1), LateStep::refused, 101, "conflict"));
    const auto ended = bench.after(milliseconds(1));
    REQUIRE(ended);
    CHECK(ended->outcome.outcome == Outcome::refused);
}

TEST_CASE("a job that waits in the queue is not given up while the minion lives") {
    Bench bench;
    bench.get_ready();
    bench.start(1);
    CHECK(!bench.after(std::chrono::hours(3)));
    CHECK(bench.memory.files.size() == 1);
    bench.take();
    CHECK(!bench.after(seconds(3)));
    CHECK(bench.say(jid(1), LateStep::begins));
}

TEST_CASE("a job that was taken and never heard of has failed, and is refused should it come") {
    Bench bench;
    bench.get_ready();
    bench.start(1);
    bench.take();
    CHECK(!bench.after(seconds(1)));
    const auto ended = bench.after(JobQueue::kUnanswered + seconds(1));
    REQUIRE(ended);
    CHECK(ended->outcome.outcome == Outcome::failed);
    CHECK(ended->reached);
    CHECK(!bench.say(jid(1), LateStep::begins));
}

TEST_CASE("a job of several functions is preceded by a question about the blackout") {
    Bench bench;
    bench.get_ready();
    bench.queue.start(kMaster, {jid(1), Bench::load_of_several(1)}, bench.now);
    const std::string probe = bench.take();
    CHECK(bench.jid_of(probe) != jid(1));
    SECTION("none") {
        REQUIRE(bench.say(bench.jid_of(probe), LateStep::active));
        CHECK(bench.jid_of(bench.take()) == jid(1));
        CHECK(bench.say(jid(1), LateStep::begins));
    }
    SECTION("there is one") {
        REQUIRE(bench.say(bench.jid_of(probe), LateStep::active, 101, "", true));
        const auto ended = bench.after(milliseconds(1));
        REQUIRE(ended);
        CHECK(ended->outcome.outcome == Outcome::held);
        CHECK(bench.memory.files.empty());
    }
}

TEST_CASE("a load that Salt could not read is invalid and is not put there") {
    Bench bench;
    bench.get_ready();
    bench.queue.start(kMaster, {jid(1), "no msgpack"}, bench.now);
    const auto ended = bench.after(milliseconds(1));
    REQUIRE(ended);
    CHECK(ended->outcome.outcome == Outcome::invalid);
    CHECK(bench.memory.files.empty());
}

TEST_CASE("a directory that takes nothing is tried again later, and the job stays on the list") {
    Bench bench;
    bench.get_ready();
    bench.memory.broken = true;
    bench.start(1);
    const auto ended = bench.after(milliseconds(1));
    REQUIRE(ended);
    CHECK(!ended->reached);
    CHECK(bench.queue.status().trouble == "no room");
    CHECK(!bench.queue.can_start(kMaster, bench.now));
    bench.memory.broken = false;
    bench.after(seconds(11));
    CHECK(bench.queue.can_start(kMaster, bench.now));
}

TEST_CASE("an agent that stops takes back what was not taken") {
    Bench bench;
    bench.get_ready();
    bench.start(1);
    bench.queue.stop();
    CHECK(bench.memory.files.empty());
    const auto ended = bench.after(milliseconds(1));
    REQUIRE(ended);
    CHECK(!ended->reached);
    bench.minion = process(200);
    bench.after(minutes(1));
    CHECK(bench.memory.files.empty());
}

TEST_CASE("a job that is not taken, because the minion has gone over to another master, goes to the worker") {
    Bench bench{.masters = {kMaster, "other"}};
    const auto answer = [&](const std::string& load) {
        return bench.say_as(bench.offer_of(load), bench.jid_of(load), LateStep::active);
    };
    bench.after(seconds(0));
    REQUIRE(answer(bench.take(kMaster)));
    REQUIRE(bench.queue.can_start(kMaster, bench.now));
    CHECK(bench.queue.way("other") == JobQueue::Way::unknown);
    bench.start(1);
    CHECK(!bench.after(JobQueue::kUntaken - seconds(1)));
    CHECK(!bench.after(seconds(2)));
    SECTION("the other master's queue is looked at") {
        REQUIRE(answer(bench.take("other")));
        const auto ended = bench.after(milliseconds(1));
        REQUIRE(ended);
        CHECK(!ended->reached);  // no attempt
        CHECK(bench.queue.way(kMaster) == JobQueue::Way::worker);
        CHECK(bench.queue.way("other") == JobQueue::Way::queue);
        // It comes back.
        const std::string probe = bench.take();
        CHECK(bench.jid_of(probe) != jid(1));
        REQUIRE(answer(probe));
        CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
    }
    SECTION("it is, and the job was taken just before") {
        const std::string probe = bench.take("other");
        const std::string job = bench.take(kMaster);
        REQUIRE(answer(probe));
        CHECK(!bench.after(milliseconds(1)));
        CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
        CHECK(bench.say_as(Bench::offer_of(job), jid(1), LateStep::begins));
    }
    SECTION("it is not: the minion has no room") {
        CHECK(!bench.after(std::chrono::hours(1)));
        bench.take(kMaster);
        CHECK(bench.queue.way(kMaster) == JobQueue::Way::queue);
    }
}

TEST_CASE("names of files only grow, and have one underscore") {
    Bench bench;
    bench.get_ready();
    std::string last;
    for (int i = 1; i < 4; ++i) {
        bench.start(i);
        const std::string name = bench.memory.files.begin()->first;
        CHECK(name > last);
        CHECK(std::count(name.begin(), name.end(), '_') == 1);
        last = name;
        bench.now.wall -= seconds(10);  // the clock goes back
        bench.take();
        REQUIRE(bench.say(jid(i), LateStep::not_targeted));
        REQUIRE(bench.after(milliseconds(1)));
    }
}

}  // namespace
}  // namespace job_retry
