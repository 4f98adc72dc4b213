// Stands for a master's event bus: listens, and writes events to whoever connects. How many go through in a
// second is how fast they are read, because the socket holds next to nothing.
//
//   bus_write SOCKET new|return|jobs BYTES SECONDS [PER_SECOND]
//
// `new` and `return` are events of BYTES bytes of argument or return, many with one write; `jobs` are both in
// turn, a new JID for each pair. With PER_SECOND each event is written by itself, at that pace, and counted
// when the socket is full. The clock starts half a second after the reader has come.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "bench/say.h"
#include "master_shim/msgpack_view.h"
#include "runtime/local_socket.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kTogether = 64 << 10;  // bytes of a write without a pace
constexpr Seconds kWarming{0.5};
constexpr std::string_view kStamp = "2026-11-25T12:00:00.000000";

// The frames that Salt writes: {head: {}, body: tag, two newlines, a map}.
std::string frame(const std::string& tag, const std::string& data) {
    std::string bytes;
    append_msgpack_map(bytes, 2);
    append_msgpack_text(bytes, "head");
    append_msgpack_map(bytes, 0);
    append_msgpack_text(bytes, "body");
    append_msgpack_bin(bytes, tag + "\n\n" + data);
    return bytes;
}

using Texts = std::vector<std::pair<const char*, std::string_view>>;

std::string map_of(const Texts& texts, const char* last, const std::string& value) {
    std::string data;
    append_msgpack_map(data, texts.size() + 1);
    for (const auto& [key, text] : texts) {
        append_msgpack_text(data, key);
        append_msgpack_text(data, text);
    }
    append_msgpack_text(data, last);
    return data + value;
}

std::string new_event(const std::string& jid, std::string_view minion, const std::string& content) {
    std::string minions;
    append_msgpack_array(minions, 1);
    append_msgpack_text(minions, minion);
    const Texts texts = {{"jid", jid},       {"tgt", minion},  {"tgt_type", "glob"}, {"user", "root"},
                         {"fun", "cmd.run"}, {"arg", content}, {"_stamp", kStamp}};
    return frame("salt/job/" + jid + "/new", map_of(texts, "minions", minions));
}

std::string return_event(const std::string& jid, std::string_view minion, const std::string& content) {
    const Texts texts = {{"jid", jid},       {"id", minion},      {"cmd", "_return"},
                         {"fun", "cmd.run"}, {"return", content}, {"_stamp", kStamp}};
    std::string retcode;
    append_msgpack(retcode, std::int64_t{0});
    return frame("salt/job/" + jid + "/ret/" + std::string(minion), map_of(texts, "retcode", retcode));
}

struct Written {
    std::uint64_t events = 0;
    std::uint64_t waits = 0;
    double longest_wait = 0;
    std::uint64_t connections = 0;
};

class Bus {
  public:
    explicit Bus(const std::string& path) : socket_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string early = path + ".early";  // there, but not yet listening
        need(early.size() < sizeof address.sun_path, "use so long a path");
        early.copy(address.sun_path, early.size());
        need(bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                 listen(socket_.get(), 1) == 0 && std::rename(early.c_str(), path.c_str()) == 0,
             "listen at " + path);
    }

    void welcome_reader() {
        reader_ = FileDescriptor(accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        need(static_cast<bool>(reader_), "accept the reader");
        ++written.connections;
    }

    // False when the reader has gone.
    bool write(std::string_view bytes, int flags) {
        while (!bytes.empty()) {
            const ssize_t sent = send(reader_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | flags);
            if (sent < 0 && errno == EAGAIN) {
                wait_for_room();
            } else if (sent < 0) {
                return false;
            } else {
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            }
        }
        return true;
    }

    Written written;

  private:
    void wait_for_room() {
        const auto begin = Clock::now();
        pollfd room{reader_.get(), POLLOUT, 0};
        poll(&room, 1, -1);
        ++written.waits;
        written.longest_wait = std::max(written.longest_wait, seconds_since(begin));
    }

    FileDescriptor socket_;
    FileDescriptor reader_;
};

std::string jid_of(std::uint64_t number) {
    return jid_at(Now::read().wall + std::chrono::microseconds(number)).text();
}

std::string event_of(std::string_view kind, std::uint64_t number, const std::string& content) {
    static const std::string jid = jid_of(0);
    static std::string latest;
    if (kind == "new") return new_event(jid, "minion-000001", content);
    if (kind == "return") return return_event(jid, "minion-000001", content);
    if (number % 2 == 1) return return_event(latest, "minion-000001", content);
    latest = jid_of(number);
    return new_event(latest, "minion-000001", "");
}

// As much as goes through.
void flood(Bus& bus, const std::string& event, Seconds duration) {
    std::string block = event;
    std::uint64_t in_block = 1;
    for (; block.size() < kTogether; ++in_block)
        block += event;
    const auto begin = Clock::now();
    while (Clock::now() - begin < kWarming + duration) {
        const bool counts = Clock::now() - begin > kWarming;
        if (!bus.write(block, 0))
            bus.welcome_reader();
        else if (counts)
            bus.written.events += in_block;
    }
}

void paced(Bus& bus, std::string_view kind, const std::string& content, Seconds duration, double rate) {
    std::this_thread::sleep_for(kWarming);
    const auto begin = Clock::now();
    for (std::uint64_t i = 0; Clock::now() - begin < duration; ++i) {
        std::this_thread::sleep_until(
            begin + std::chrono::duration_cast<Clock::duration>(Seconds(static_cast<double>(i) / rate)));
        if (!bus.write(event_of(kind, i, content), MSG_DONTWAIT)) bus.welcome_reader();
        ++bus.written.events;
    }
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 5 || argc == 6, "do that: bus_write SOCKET new|return|jobs BYTES SECONDS [PER_SECOND]");
    const std::string_view kind = argv[2];
    const std::string content(std::stoul(argv[3]), 'r');
    const Seconds duration(std::stod(argv[4]));
    Bus bus(argv[1]);
    bus.welcome_reader();
    if (argc == 6)
        paced(bus, kind, content, duration, std::stod(argv[5]));
    else
        flood(bus, event_of(kind, 1, content), duration);
    return print({{"events_per_second", static_cast<double>(bus.written.events) / duration.count()},
                  {"waits", bus.written.waits},
                  {"longest_wait_ms", 1000 * bus.written.longest_wait},
                  {"connections", bus.written.connections}});
}
