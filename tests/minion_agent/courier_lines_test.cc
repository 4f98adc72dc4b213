// CourierLines against a courier of the test's own, which says what it likes, on a clock of the test's own.

#include "minion_agent/courier_lines.h"

#include <sys/socket.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "minion_agent/courier.h"
#include "runtime/local_socket.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Bench {
    test::TemporaryDirectory directory;
    FileDescriptor listener = *listen_local(directory / "courier.ipc");
    FileDescriptor peer;
    FrameBuffer frames{proto::kMaxCourierFrame};
    Now now = Now::read();
    int started = 0;
    CourierLines lines{{.start =
                            [this] {
                                ++started;
                                return CourierProcess::connect(directory / "courier.ipc");
                            },
                        .may_be_root = true}};

    // The courier has been started and is connected.
    void accept() {
        lines.step(now);
        auto client = accept_local(listener.get());
        REQUIRE((client && *client));
        peer = std::move(**client);
        frames = FrameBuffer(proto::kMaxCourierFrame);
    }
    void ready() {
        accept();
        say(proto::CourierReady{});
        lines.step(now);
        REQUIRE(lines.ready());
    }
    void say_bytes(const std::string& bytes) const {
        REQUIRE(::send(peer.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL) ==
                ssize_t(bytes.size()));
    }
    void say(const proto::FromCourier& message) const { say_bytes(frame(proto::encode(message))); }
    std::optional<proto::ToCourier> hear() {
        std::string bytes(65536, '\0');
        const ssize_t got = ::recv(peer.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got > 0) frames.append(bytes.substr(0, std::size_t(got)));
        auto payload = frames.next();
        REQUIRE(payload);
        if (!*payload) return std::nullopt;
        return proto::decode_to_courier(**payload).value();
    }
    bool is_thrown_out() const {
        char byte = 0;
        const ssize_t got = ::recv(peer.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
        return got == 0 || (got < 0 && errno == ECONNRESET);
    }
    void pass(std::chrono::microseconds time) {
        now.steady += time;
        now.wall += time;
        lines.step(now);
    }
    std::unique_ptr<Line> open(const std::string& host = "salt") {
        auto line = lines.open({host, 4507, CurveKey{}});
        REQUIRE(line);
        return std::move(*line);
    }
};

TEST_CASE("a line of the agent is a line of its courier, and carries both ways") {
    Bench bench;
    CHECK(!bench.lines.open({"salt", 4507, {}}));
    bench.ready();
    auto line = bench.open();
    CHECK(bench.hear() == proto::ToCourier(proto::OpenLine{1, "salt", 4507, CurveKey{}}));
    bench.say(proto::LineUp{1});
    bench.say(proto::Carry{1, "answer"});
    bench.lines.step(bench.now);
    CHECK(line->changes() == std::vector{DealerSocket::Link::connected});
    CHECK(line->receive() == "answer");
    CHECK(!line->receive());
    line->send("question");
    CHECK(bench.hear() == proto::ToCourier(proto::Carry{1, "question"}));
    line.reset();
    CHECK(bench.hear() == proto::ToCourier(proto::CloseLine{1}));
    // What was under way.
    bench.say(proto::Carry{1, "late"});
    bench.lines.step(bench.now);
    CHECK(bench.lines.ready());
}

TEST_CASE("a line that could not be opened breaks, alone") {
    Bench bench;
    bench.ready();
    auto broken = bench.open();
    auto other = bench.open();
    bench.say(proto::LineFailed{1, "no such host", false});
    bench.say(proto::Carry{2, "answer"});
    bench.lines.step(bench.now);
    REQUIRE(broken->broken());
    CHECK(broken->broken()->text == "no such host");
    CHECK(broken->broken()->code == Errc::unavailable);
    CHECK(!other->broken());
    CHECK(other->receive() == "answer");
    bench.say(proto::LineFailed{2, "speaks as older releases did", true});
    bench.lines.step(bench.now);
    REQUIRE(other->broken());
    CHECK(other->broken()->code == Errc::invalid);
}

TEST_CASE("with a courier its lines break, and the next one comes later each time") {
    Bench bench;
    bench.ready();
    auto line = bench.open();
    bench.say(proto::Carry{1, "unread"});
    bench.lines.step(bench.now);
    bench.peer = FileDescriptor();
    bench.lines.step(bench.now);
    CHECK(!bench.lines.ready());
    CHECK(line->broken());
    CHECK(!line->receive());
    CHECK(bench.lines.status().state == "waiting to start again");
    CHECK(bench.lines.status().trouble == "it has ended");
    for (const seconds wait : {seconds(1), seconds(2), seconds(4), seconds(8)}) {
        const int before = bench.started;
        CHECK(bench.lines.next_step() == bench.now.steady + wait);
        bench.pass(wait - milliseconds(1));
        CHECK(bench.started == before);
        bench.now.steady += milliseconds(1);
        bench.ready();
        CHECK(bench.lines.status().trouble.empty());
        bench.peer = FileDescriptor();
        bench.lines.step(bench.now);
    }
    bench.now.steady += seconds(16);
    bench.ready();
    // One that has lasted is not paid for.
    bench.pass(seconds(61));
    bench.peer = FileDescriptor();
    bench.lines.step(bench.now);
    CHECK(bench.lines.next_step() == bench.now.steady + seconds(1));
    CHECK(bench.lines.status().ended == 6);
}

TEST_CASE("a courier that hangs is taken for dead after a while, one that lives is not") {
    Bench bench;
    bench.ready();
    for (int i = 0; i < 5; ++i) {
        bench.say(proto::CourierAlive{});
        bench.pass(seconds(100));
    }
    CHECK(bench.lines.ready());
    bench.pass(seconds(149));
    CHECK(bench.lines.ready());
    bench.pass(seconds(2));
    CHECK(bench.is_thrown_out());
    CHECK(bench.lines.status().trouble == "it hangs");

    Bench slow;
    slow.accept();
    slow.pass(seconds(31));
    CHECK(slow.is_thrown_out());
    CHECK(slow.lines.status().trouble == "it does not get ready");
}

TEST_CASE("a courier that says what it may not is thrown out") {
    const std::vector<std::string> nonsense = {
        std::string("\xff\xff\xff\xff", 4),
        frame(""),
        frame("\xc1"),
        frame(proto::encode(proto::ToCourier(proto::CloseLine{1}))),
        frame(proto::encode(proto::FromCourier(proto::CourierReady{}))),
        frame(proto::encode(proto::FromCourier(proto::Carry{1, ""}))),
    };
    for (const std::string& bytes : nonsense) {
        Bench bench;
        bench.ready();
        bench.say_bytes(bytes);
        bench.lines.step(bench.now);
        CHECK(bench.is_thrown_out());
        CHECK(!bench.lines.ready());
    }
    Bench early;
    early.accept();
    early.say(proto::LineUp{1});
    early.lines.step(early.now);
    CHECK(early.is_thrown_out());
}

TEST_CASE("a courier that does not listen is thrown out before what waits for it is large") {
    Bench bench;
    bench.ready();
    auto line = bench.open();
    for (int i = 0; i < 100 && bench.lines.ready(); ++i) {
        line->send(std::string(std::size_t{60} << 10, 'x'));
        bench.lines.step(bench.now);
    }
    CHECK(!bench.lines.ready());
    CHECK(bench.lines.status().trouble == "it does not listen");
}

TEST_CASE("a courier that floods is read in portions, and waits in between") {
    Bench bench;
    bench.ready();
    auto line = bench.open();
    std::string flood;
    for (int i = 0; i < 250; ++i)
        flood += frame(proto::encode(proto::FromCourier(proto::Carry{1, "x"})));
    bench.say_bytes(flood);
    const auto taken = [&] {
        int count = 0;
        while (line->receive())
            ++count;
        return count;
    };
    bench.lines.step(bench.now);
    CHECK(taken() == 100);
    CHECK(bench.lines.next_step() == bench.now.steady + milliseconds(50));
    bench.pass(milliseconds(49));
    CHECK(taken() == 0);
    bench.pass(milliseconds(1));
    CHECK(taken() == 100);
    bench.pass(milliseconds(50));
    CHECK(taken() == 50);
    CHECK(bench.lines.ready());
}

TEST_CASE("a courier that is root is not used where it could be another") {
    test::TemporaryDirectory directory;
    const FileDescriptor listener = *listen_local(directory / "courier.ipc");
    CourierLines lines({.start = [&] { return CourierProcess::connect(directory / "courier.ipc"); }});
    lines.step(Now::read());
    const FileDescriptor peer = std::move(**accept_local(listener.get()));
    const std::string ready = frame(proto::encode(proto::FromCourier(proto::CourierReady{})));
    REQUIRE(::send(peer.get(), ready.data(), ready.size(), MSG_NOSIGNAL) == ssize_t(ready.size()));
    lines.step(Now::read());
    CHECK(lines.ready() == (geteuid() != 0));
}

// ---- the courier's side

// Lines of a network that is a script.
struct ScriptedLines : Lines {
    struct Scripted : Line {
        explicit Scripted(ScriptedLines& script) : script_(script) {}
        std::vector<DealerSocket::Link> changes() override { return std::exchange(script_.changes, {}); }
        std::optional<std::string> receive() override {
            ++script_.received;
            return script_.incoming;
        }
        void send(std::string_view bytes) override { script_.sent.emplace_back(bytes); }
        std::optional<Error> broken() const override { return script_.broken; }
        std::optional<SteadyTime> next() const override { return script_.next; }
        ScriptedLines& script_;
    };
    Result<std::unique_ptr<Line>> open(const Place& place) override {
        if (place.host == "nowhere") return fail(Errc::unavailable, "no such host");
        return std::make_unique<Scripted>(*this);
    }
    CurveKey client_key() const override { return {}; }
    std::vector<DealerSocket::Link> changes;
    std::optional<std::string> incoming;
    std::optional<Error> broken;
    std::optional<SteadyTime> next;
    std::vector<std::string> sent;
    int received = 0;
};

struct CourierBench {
    static std::array<FileDescriptor, 2> pair() {
        std::array<int, 2> both{};
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, both.data()) == 0);
        return {FileDescriptor(both[0]), FileDescriptor(both[1])};
    }
    void tell(const proto::ToCourier& message) {
        const std::string bytes = frame(proto::encode(message));
        REQUIRE(::send(ends[0].get(), bytes.data(), bytes.size(), 0) == ssize_t(bytes.size()));
    }
    std::vector<proto::FromCourier> said() {
        std::string bytes(std::size_t{1} << 20, '\0');
        const ssize_t got = ::recv(ends[0].get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got > 0) frames.append(bytes.substr(0, std::size_t(got)));
        std::vector<proto::FromCourier> all;
        for (;;) {
            auto payload = frames.next();
            REQUIRE(payload);
            if (!*payload) return all;
            all.push_back(proto::decode_from_courier(**payload).value());
        }
    }
    std::array<FileDescriptor, 2> ends = pair();
    FrameBuffer frames{proto::kMaxCourierFrame};
    ScriptedLines network;
    Courier courier{ends[1].get(), network};
    Now now = Now::read();
};

TEST_CASE("a courier is ready and alive, opens lines, carries, and closes") {
    CourierBench bench;
    bench.tell(proto::OpenLine{1, "salt", 4507, CurveKey{}});
    bench.tell(proto::OpenLine{2, "nowhere", 4507, CurveKey{}});
    bench.tell(proto::Carry{1, "question"});
    bench.tell(proto::Carry{7, "to nobody"});
    bench.network.changes = {DealerSocket::Link::connected};
    auto turned = bench.courier.step(bench.now);
    INFO((turned ? "" : turned.error().text));
    REQUIRE(turned);
    CHECK(bench.said() == std::vector<proto::FromCourier>{proto::CourierReady{},
                                                          proto::LineFailed{2, "no such host", false},
                                                          proto::LineUp{1}, proto::CourierAlive{}});
    CHECK(bench.network.sent == std::vector<std::string>{"question"});
    CHECK(bench.courier.next_step() == bench.now.steady + seconds(60));
    bench.tell(proto::CloseLine{1});
    REQUIRE(bench.courier.step(bench.now));
    const int before = bench.network.received;
    REQUIRE(bench.courier.step(bench.now));
    CHECK(bench.network.received == before);
}

TEST_CASE("a courier turns a line when the line wants it, though nothing has come") {
    CourierBench bench;
    bench.tell(proto::OpenLine{1, "salt", 4507, CurveKey{}});
    bench.network.next = bench.now.steady + seconds(3);
    REQUIRE(bench.courier.step(bench.now));
    CHECK(bench.courier.next_step() == bench.now.steady + seconds(3));
}

TEST_CASE("a line that carries nothing more is closed by the courier, which says why once") {
    CourierBench bench;
    bench.tell(proto::OpenLine{1, "salt", 4508, {}});
    bench.network.broken = Error{Errc::version, "speaks as older releases did"};
    REQUIRE(bench.courier.step(bench.now));
    REQUIRE(bench.courier.step(bench.now));
    CHECK(bench.said() ==
          std::vector<proto::FromCourier>{proto::CourierReady{},
                                          proto::LineFailed{1, "speaks as older releases did", true},
                                          proto::CourierAlive{}});
}

TEST_CASE("while its agent does not read, a courier reads no line") {
    CourierBench bench;
    bench.tell(proto::OpenLine{1, "salt", 4507, CurveKey{}});
    bench.network.incoming = std::string(std::size_t{100} << 10, 'x');
    for (int i = 0; i < 100; ++i)
        REQUIRE(bench.courier.step(bench.now));
    CHECK(bench.network.received < 100);
    const int before = bench.network.received;
    CHECK(!bench.said().empty());
    REQUIRE(bench.courier.step(bench.now));
    REQUIRE(bench.courier.step(bench.now));
    CHECK(bench.network.received > before);
}

TEST_CASE("a courier ends with its agent, and when no agent speaks there") {
    CourierBench gone;
    gone.ends[0] = FileDescriptor();
    CHECK(gone.courier.step(gone.now).error().code == Errc::unavailable);

    CourierBench stranger;
    REQUIRE(::send(stranger.ends[0].get(), "GET / HTTP/1.1\r\n", 16, 0) == 16);
    CHECK(stranger.courier.step(stranger.now).error().code == Errc::invalid);

    CourierBench greedy;
    for (std::uint64_t line = 1; line <= proto::kMaxLines + 1; ++line)
        greedy.tell(proto::OpenLine{line, "salt", 4507, CurveKey{}});
    CHECK(greedy.courier.step(greedy.now).error().code == Errc::invalid);
}

}  // namespace
}  // namespace job_retry
