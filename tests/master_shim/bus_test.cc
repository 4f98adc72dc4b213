// The shell around the event bus: what reads from it and what fires on it, against sockets of the test's own.

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstring>

#include "master_shim/bus_reader.h"
#include "master_shim/event_frame.h"
#include "master_shim/event_sender.h"
#include "support/temporary_directory.h"
#include "tests/master_shim/fakes.h"
#include "tests/master_shim/salt_bytes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::seconds;

namespace {

const std::string kJob = "20260102030405678901";

FileDescriptor accept_one(int listener) {
    pollfd fd{listener, POLLIN, 0};
    REQUIRE(poll(&fd, 1, 20000) == 1);
    auto client = accept_local(listener);
    REQUIRE(client);
    REQUIRE(*client);
    return std::move(**client);
}

void send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        pollfd writable{fd, POLLOUT, 0};
        REQUIRE(poll(&writable, 1, 20000) == 1);
        const ssize_t size = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size < 0) return;  // closed by the other side
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

// All observations until `count` have come.
std::vector<Observation> take(BusReader& reader, std::size_t count, bool* gap = nullptr) {
    std::vector<Observation> all;
    while (all.size() < count) {
        pollfd fd{reader.wake_fd(), POLLIN, 0};
        REQUIRE(poll(&fd, 1, 20000) == 1);
        auto batch = reader.take(1000);
        if (gap != nullptr) *gap = *gap || batch.gap;
        for (Observation& seen : batch.observations)
            all.push_back(std::move(seen));
    }
    return all;
}

// Until a new connection has been reported.
void await_gap(BusReader& reader) {
    while (true) {
        pollfd fd{reader.wake_fd(), POLLIN, 0};
        REQUIRE(poll(&fd, 1, 20000) == 1);
        if (reader.take(1000).gap) return;
    }
}

// The events that a fake EventPublisher reads, in the framing it knows.
std::vector<std::string> fired(int fd, bool prefixed, std::size_t count) {
    std::string bytes;
    std::vector<std::string> tags;
    while (tags.size() < count) {
        pollfd readable{fd, POLLIN, 0};
        REQUIRE(poll(&readable, 1, 20000) == 1);
        std::array<char, 4096> buffer;
        const ssize_t size = recv(fd, buffer.data(), buffer.size(), 0);
        REQUIRE(size > 0);
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
        tags.clear();
        EventFrames frames([](std::string_view) { return true; });
        std::string_view rest = bytes;
        while (!rest.empty()) {
            const auto space = frames.space();
            const std::size_t part = std::min(space.size(), rest.size());
            std::memcpy(space.data(), rest.data(), part);
            rest.remove_prefix(part);
            REQUIRE(frames.took(part, [&](const EventFrame& event) {
                CHECK(frames.prefixed() == prefixed);
                tags.emplace_back(event.tag);
            }));
        }
    }
    return tags;
}

}  // namespace

TEST_CASE("the reader gives what is on the bus, and reports each connection as a gap") {
    const TemporaryDirectory directory;
    const auto path = directory / "master_event_pub.ipc";
    BusReader reader(path);
    auto listener = listen_local(path);
    REQUIRE(listener);
    for (int round = 0; round < 2; ++round) {
        FileDescriptor master = accept_one(listener->get());
        bool gap = false;
        send_all(master.get(), prefixed_frame("salt/job/" + kJob + "/new", new_event(kJob, {"a"})) +
                                   prefixed_frame("salt/run/1/new", map({})) +
                                   plain_frame("salt/job/" + kJob + "/ret/a", std::string(300000, 'x')));
        const auto seen = take(reader, 2, &gap);
        CHECK(gap);
        CHECK(std::get<JobAnnounced>(seen[0]).jid.text() == kJob);
        CHECK(std::get<ReturnSeen>(seen[1]).minion == "a");
        CHECK(reader.status().connected);
    }
    CHECK(reader.status().events == 6);
    CHECK(reader.status().connections == 2);
}

TEST_CASE("garbage on the bus closes the connection, and the reader comes back") {
    const TemporaryDirectory directory;
    const auto path = directory / "bus";
    auto listener = listen_local(path);
    REQUIRE(listener);
    BusReader reader(path);
    const FileDescriptor first = accept_one(listener->get());
    send_all(first.get(), "\xc1\xc1\xc1\xc1\xc1\xc1");
    const FileDescriptor second = accept_one(listener->get());
    await_gap(reader);
    CHECK(reader.status().garbled == 1);
}

TEST_CASE("a main thread that does not keep up costs the connection, not the memory") {
    const TemporaryDirectory directory;
    const auto path = directory / "bus";
    auto listener = listen_local(path);
    REQUIRE(listener);
    BusReader reader(path, {100});
    const FileDescriptor first = accept_one(listener->get());
    std::string events;
    for (int i = 0; i < 5000; ++i)
        events += plain_frame("salt/job/" + kJob + "/ret/a", "");
    send_all(first.get(), events);
    pollfd closed{first.get(), POLLIN, 0};
    REQUIRE(poll(&closed, 1, 20000) == 1);
    CHECK(reader.status().overflows == 1);
    std::size_t kept = 0;
    while (const std::size_t size = reader.take(10).observations.size())
        kept += size;
    CHECK(kept <= 100);
    const FileDescriptor second = accept_one(listener->get());
    send_all(second.get(), plain_frame("salt/minion/b/start", ""));
    const auto seen = take(reader, 1);
    CHECK(std::get<MinionSeen>(seen.back()).minion == "b");
    CHECK(reader.status().connections == 2);
}

TEST_CASE("a reader stops at once, connected or not") {
    const TemporaryDirectory directory;
    { BusReader reader(directory / "nobody"); }
    auto listener = listen_local(directory / "bus");
    REQUIRE(listener);
    BusReader reader(directory / "bus");
    const FileDescriptor master = accept_one(listener->get());
}

TEST_CASE("events are fired with their length where the bus sends lengths") {
    const TemporaryDirectory directory;
    auto listener = listen_local(directory / "pull");
    REQUIRE(listener);
    EventSender sender(directory / "pull");
    const SteadyTime now(seconds(1));
    sender.fire("salt/job_retry/1/a/pending", map({}));
    sender.fire("salt/job_retry/2/a/pending", map({}));
    sender.send(now, true, true);
    const FileDescriptor master = accept_one(listener->get());
    CHECK(fired(master.get(), true, 2).back() == "salt/job_retry/2/a/pending");
}

TEST_CASE("where the bus does not tell, an event that comes round settles the framing") {
    const TemporaryDirectory directory;
    auto listener = listen_local(directory / "pull");
    REQUIRE(listener);
    EventSender sender(directory / "pull");
    SteadyTime now(seconds(1));
    sender.fire("one", map({}));
    sender.fire("two", map({}));
    sender.send(now, false, false);  // nothing is sent before the bus is read
    sender.send(now, true, false);
    const FileDescriptor first = accept_one(listener->get());
    CHECK(fired(first.get(), false, 1) == std::vector<std::string>{"one"});
    SECTION("it comes: the rest goes the same way") {
        sender.echoed();
        sender.send(now + seconds(3), true, false);
        CHECK(fired(first.get(), false, 1) == std::vector<std::string>{"two"});
    }
    SECTION("it does not: all goes again, with lengths") {
        sender.send(now + EventSender::kEcho, true, false);
        CHECK(sender.next());
        sender.send(now + EventSender::kEcho + EventSender::kRetry, true, false);
        const FileDescriptor second = accept_one(listener->get());
        CHECK(fired(second.get(), true, 2) == std::vector<std::string>{"one", "two"});
    }
}

TEST_CASE("without a master events wait, up to a bound, and firing never blocks") {
    const TemporaryDirectory directory;
    EventSender sender(directory / "pull");
    SteadyTime now(seconds(1));
    for (std::size_t i = 0; i < EventSender::kMaxQueued + 5; ++i)
        sender.fire("salt/job_retry/1/a/pending", map({{"x", text(std::string(200, 'x'))}}));
    CHECK(sender.dropped() == 5);
    sender.send(now, true, true);
    REQUIRE(sender.next());
    auto listener = listen_local(directory / "pull");
    REQUIRE(listener);
    now = *sender.next();
    sender.send(now, true, true);
    // Nobody reads: the socket is full, and that is all.
    REQUIRE(sender.blocked_fd());
    const FileDescriptor master = accept_one(listener->get());
    CHECK(fired(master.get(), true, 1).front() == "salt/job_retry/1/a/pending");
}
