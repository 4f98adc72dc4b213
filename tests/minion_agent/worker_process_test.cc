// WorkerProcess with a stand-in worker: a small Python program that speaks the same frames.

#include "minion_agent/worker_process.h"

#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Jid jid(int number) {
    return *Jid::parse("202601010000000000" + std::to_string(10 + number));
}

struct Bench {
    WorkerProcess::Options options;
    std::optional<WorkerProcess> worker;

    explicit Bench(std::vector<std::string> more = {}) {
        signal(SIGPIPE, SIG_IGN);
        options.command = {PYTHON, STAND_IN_WORKER};
        options.command.insert(options.command.end(), more.begin(), more.end());
        options.first_back_off = milliseconds(0);
    }
    WorkerProcess& get() {
        if (!worker) worker.emplace(options);
        return *worker;
    }
    void start(const std::string& master, int number, const std::string& load) {
        REQUIRE(get().can_start(Now::read()));
        get().start(master, {jid(number), load}, Now::read());
    }
    // Turns until `done`; fails after a time that no healthy run needs.
    template <class Done>
    std::optional<WorkerProcess::Ended> turn_until(Done done) {
        const SteadyTime end = Now::read().steady + seconds(120);
        std::optional<WorkerProcess::Ended> last;
        for (;;) {
            const Now now = Now::read();
            REQUIRE(now.steady < end);
            if (auto ended = get().step(now)) last = ended;
            if (done(last)) return last;
            Poll poll;
            get().watch(poll);
            auto next = get().next_step(now).value_or(now.steady + seconds(1));
            REQUIRE(poll.wait(
                std::clamp<std::chrono::microseconds>(next - now.steady, milliseconds(0), seconds(1))));
        }
    }
    WorkerProcess::Ended end() {
        auto ended = turn_until([](const auto& last) { return last.has_value(); });
        return *ended;
    }
    std::string state() { return get().status(Now::read()).state; }
    void until_state(const std::string& wanted) {
        turn_until([&](const auto&) { return state() == wanted; });
    }
};

TEST_CASE("no worker is started before there is a job") {
    Bench bench;
    bench.get().step(Now::read());
    CHECK(bench.state() == "none");
    CHECK(bench.get().status(Now::read()).pid == 0);
}

TEST_CASE("one worker runs several jobs, and each outcome comes with its text") {
    Bench bench;
    bench.start("m1", 1, "echo");
    auto ended = bench.end();
    CHECK(ended.reached);
    CHECK(ended.outcome.jid == jid(1));
    CHECK(ended.outcome.outcome == proto::Outcome::returned);
    const pid_t first = bench.get().status(Now::read()).pid;
    CHECK(bench.get().status(Now::read()).salt == "stand-in for m1");
    bench.start("m1", 2, "invalid no fun in it");
    ended = bench.end();
    CHECK(ended.outcome.outcome == proto::Outcome::invalid);
    CHECK(ended.outcome.text == "no fun in it");
    CHECK(bench.get().status(Now::read()).pid == first);
}

TEST_CASE("a job larger than a pipe reaches the worker whole") {
    Bench bench;
    bench.start("m1", 1, "size " + std::string((std::size_t{1} << 20) - 5, 'x'));
    CHECK(bench.end().outcome.text == "1048576");
}

TEST_CASE("another master's job gets another worker") {
    Bench bench;
    bench.start("m1", 1, "echo");
    bench.end();
    const pid_t first = bench.get().status(Now::read()).pid;
    bench.start("m2", 2, "echo");
    auto ended = bench.end();
    CHECK(ended.outcome.outcome == proto::Outcome::returned);
    CHECK(bench.get().status(Now::read()).salt == "stand-in for m2");
    CHECK(bench.get().status(Now::read()).pid != first);
}

TEST_CASE("a worker that dies in the middle of a job ends it as failed, and the next job gets a new one") {
    Bench bench;
    bench.start("m1", 1, "die");
    auto ended = bench.end();
    CHECK(ended.reached);
    CHECK(ended.outcome.outcome == proto::Outcome::failed);
    CHECK(ended.outcome.text.find("exit code 3") != std::string::npos);
    bench.start("m1", 2, "echo");
    CHECK(bench.end().outcome.outcome == proto::Outcome::returned);
}

TEST_CASE("a worker that dies before it is ready never had the job") {
    Bench bench({"--die-at-once"});
    bench.options.first_back_off = seconds(60);
    bench.start("m1", 1, "echo");
    auto ended = bench.end();
    CHECK(!ended.reached);
    CHECK(ended.outcome.text.find("exit code 7") != std::string::npos);
    CHECK(!bench.get().can_start(Now::read()));
    Now later = Now::read();
    later.steady += seconds(60);
    CHECK(bench.get().can_start(later));
}

TEST_CASE("a program that is not there is no worker, and the text names it") {
    Bench bench;
    bench.options.command = {"/nonexistent/python3"};
    bench.start("m1", 1, "echo");
    auto ended = bench.end();
    CHECK(!ended.reached);
    CHECK(ended.outcome.text.find("/nonexistent/python3") != std::string::npos);
}

TEST_CASE("a worker that does not get ready in time is killed and never had the job") {
    Bench bench({"--never-ready"});
    bench.options.ready_timeout = seconds(0);
    bench.start("m1", 1, "echo");
    auto ended = bench.end();
    CHECK(!ended.reached);
    CHECK(ended.outcome.text.find("signal 9") != std::string::npos);
}

TEST_CASE("a worker that writes garbage is let go, and its job counts as failed") {
    Bench bench;
    bench.start("m1", 1, "garbage");
    auto ended = bench.end();
    CHECK(ended.reached);
    CHECK(ended.outcome.outcome == proto::Outcome::failed);
    bench.start("m1", 2, "echo");
    CHECK(bench.end().outcome.outcome == proto::Outcome::returned);
}

TEST_CASE("a worker without work is sent away") {
    Bench bench;
    bench.options.idle = seconds(0);
    bench.start("m1", 1, "echo");
    bench.end();
    bench.until_state("none");
    CHECK(bench.get().can_start(Now::read()));
}

TEST_CASE("stopping the agent does not end the job that runs") {
    test::TemporaryDirectory directory;
    Bench bench;
    bench.start("m1", 1, "hold " + (directory / "go").string());
    bench.until_state("working");
    const pid_t pid = bench.get().status(Now::read()).pid;
    bench.get().stop();
    CHECK(kill(pid, 0) == 0);
    std::ofstream(directory / "go") << "now";
    auto ended = bench.end();
    CHECK(ended.outcome.outcome == proto::Outcome::returned);
    bench.until_state("none");
}

TEST_CASE("a worker inherits no file descriptor but its own three, and default signals") {
    test::TemporaryDirectory directory;
    const std::string out = (directory / "fds").string();
    int leaked[2];
    REQUIRE(pipe(leaked) == 0);
    Bench bench;
    bench.options.command = {"/bin/sh", "-c", "ls /proc/self/fd > " + out + "; kill -PIPE $$"};
    bench.start("m1", 1, "echo");
    CHECK(bench.end().outcome.text.find("signal 13") != std::string::npos);
    std::ifstream in(out);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    CHECK(text == "0\n1\n2\n3\n");  // 3 is the directory that ls reads
    close(leaked[0]);
    close(leaked[1]);
}

}  // namespace
}  // namespace job_retry
