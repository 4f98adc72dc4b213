#include "master_shim/control_server.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "runtime/local_socket.h"
#include "support/temporary_directory.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Bench {
    TemporaryDirectory directory;
    ControlServer server = std::move(*ControlServer::listen(directory / "control.ipc"));
    Poll poll;
    Now now = Now::read();

    FileDescriptor connect() const { return std::move(*connect_local(directory / "control.ipc")); }
    // What has come, once `longest` is over or something has.
    std::vector<ControlServer::Request> step(milliseconds longest = milliseconds(0)) {
        poll.clear();
        server.add_to(poll);
        REQUIRE(poll.wait(longest));
        return server.take(poll, now);
    }
};

}  // namespace

TEST_CASE("a client that is silent is dropped after a minute, and the server knows when that is") {
    Bench bench;
    const FileDescriptor silent = bench.connect();
    const FileDescriptor asks = bench.connect();
    bench.step();
    REQUIRE(bench.server.clients() == 2);
    CHECK(bench.server.next() == bench.now.steady + ControlServer::kIdle);
    bench.now.steady += ControlServer::kIdle - seconds(1);
    REQUIRE(write_frame(asks.get(), "a"));
    REQUIRE(bench.step().size() == 1);
    bench.now.steady += seconds(1);
    bench.step();
    CHECK(bench.server.clients() == 1);
    REQUIRE(write_frame(asks.get(), "b"));
    CHECK(bench.step().size() == 1);
    CHECK_FALSE(read_frame(silent.get(), 16));
}

TEST_CASE("who comes when all places are taken gets the place of the one that is silent longest") {
    Bench bench;
    std::vector<FileDescriptor> silent;
    for (std::size_t i = 0; i < ControlServer::kMaxClients; ++i) {
        silent.push_back(bench.connect());
        bench.step();
        bench.now.steady += milliseconds(1);
    }
    REQUIRE(write_frame(silent.front().get(), "a"));
    REQUIRE(bench.step().size() == 1);
    const FileDescriptor late = bench.connect();
    bench.step();
    CHECK(bench.server.clients() == ControlServer::kMaxClients);
    REQUIRE(write_frame(late.get(), "b"));
    REQUIRE(write_frame(silent.front().get(), "c"));
    CHECK(bench.step().size() == 2);
    CHECK_FALSE(read_frame(silent[1].get(), 16));
}

TEST_CASE("of one client a few requests are taken at a time, and none while it does not read") {
    Bench bench;
    const FileDescriptor client = bench.connect();
    bench.step();
    const std::size_t count = ControlServer::kAtOnce + 3;
    for (std::size_t i = 0; i < count; ++i)
        REQUIRE(write_frame(client.get(), "a"));
    REQUIRE(bench.step().size() == ControlServer::kAtOnce);
    CHECK(bench.server.next() <= bench.now.steady);
    auto rest = bench.step();
    REQUIRE(rest.size() == 3);
    CHECK(bench.server.next() > bench.now.steady);

    const std::string large(std::size_t{4} << 20, 'x');  // more than a socket's buffer
    bench.server.reply(rest.front().client, large);
    REQUIRE(write_frame(client.get(), "b"));
    CHECK(bench.step().empty());
    std::string got;
    std::size_t taken = 0;
    FrameBuffer frames(ControlServer::kMaxFrame);
    while (got.empty()) {
        frames.append(*read_some(client.get()));
        if (auto frame = frames.next(); frame && *frame) got = std::move(**frame);
        taken += bench.step().size();
    }
    CHECK(got == large);
    CHECK(taken + bench.step().size() == 1);
}
