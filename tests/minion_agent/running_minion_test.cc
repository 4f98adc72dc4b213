#include "minion_agent/running_minion.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <memory>

#include "runtime/local_socket.h"
#include "support/forked_process.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using test::ForkedProcess;
using test::Milestone;

// A salt-minion: a process that listens on Salt's event socket.
struct Site {
    test::TemporaryDirectory temporary;
    std::filesystem::path settings = temporary / "gate.conf";
    RunningMinion::Options options{
        .sock_dir = temporary.path(), .settings = {settings}, .remembered = temporary / "gated"};
    RunningMinion running{options};
    std::unique_ptr<ForkedProcess> minion;
    int passed = 0;

    void write_settings() {
        wait_a_tick();
        std::ofstream(settings) << "module_executors: [job_retry]\n";
    }
    void start_minion() {
        minion.reset();
        wait_a_tick();
        Milestone listens;
        minion = std::make_unique<ForkedProcess>([&] {
            const auto listener = listen_local(temporary / "minion_event_0123456789_pub.ipc");
            if (!listener) return 1;
            listens.reach();
            Milestone never;
            never.await();
            return 0;
        });
        REQUIRE(listens.await());
    }
    bool doubt() {
        passed += 60;
        auto now = Now::read();
        now.steady += std::chrono::seconds(passed);
        const auto text = running.doubt(now);
        if (text) {
            CHECK_THAT(*text, Catch::Contains("restart salt-minion") && Catch::Contains(settings.string()) &&
                                  Catch::Contains(std::to_string(minion->pid())));
        }
        return text.has_value();
    }

  private:
    // The start of a process is known by ticks.
    static void wait_a_tick() { usleep(unsigned(2000000 / sysconf(_SC_CLK_TCK))); }
};

TEST_CASE("a minion that was started after the last change of the settings is believed") {
    Site site;
    CHECK_FALSE(site.doubt());  // nobody runs anything
    site.write_settings();
    site.start_minion();
    CHECK_FALSE(site.doubt());
}

TEST_CASE(
    "a minion that was started before is doubted until a job of it has passed the gate, and after each "
    "start") {
    Site site;
    site.start_minion();
    site.write_settings();
    CHECK(site.doubt());
    site.running.claimed_live(getpid());  // of somebody else
    CHECK(site.doubt());
    site.running.claimed_live(site.minion->pid());
    CHECK_FALSE(site.doubt());
    site.start_minion();
    site.write_settings();
    CHECK(site.doubt());
}

TEST_CASE("what was shown holds as long as that salt-minion lives, over changes and a new agent") {
    Site site;
    site.write_settings();
    site.start_minion();
    CHECK_FALSE(site.doubt());
    site.write_settings();
    CHECK_FALSE(site.doubt());
    site.running = RunningMinion(site.options);
    CHECK_FALSE(site.doubt());
    site.start_minion();
    site.write_settings();
    site.running = RunningMinion(site.options);
    CHECK(site.doubt());
}

TEST_CASE("a job of the minion is one of its descendants") {
    Site site;
    Milestone ready;
    Milestone done;
    std::array<int, 2> told{};
    REQUIRE(pipe(told.data()) == 0);
    site.minion = std::make_unique<ForkedProcess>([&] {
        const auto listener = listen_local(site.temporary / "minion_event_0123456789_pub.ipc");
        ForkedProcess job([&] {
            const pid_t self = getpid();
            if (write(told[1], &self, sizeof self) < 0) return 1;
            ready.reach();
            done.await();
            return 0;
        });
        return job.wait();
    });
    REQUIRE(ready.await());
    pid_t job = 0;
    REQUIRE(read(told[0], &job, sizeof job) == sizeof job);
    site.write_settings();
    CHECK(site.doubt());
    site.running.claimed_live(job);
    CHECK_FALSE(site.doubt());
    done.reach();
    CHECK(site.minion->wait() == 0);
    for (const int end : told)
        close(end);
}

}  // namespace
}  // namespace job_retry
