// Reads a master's event bus until its standard input ends, and prints what it has seen.
//
//   bus_read SOCKET ours|bare
//
// `ours` is the shim's reader, its observations taken and thrown away; `bare` a loop that throws the bytes
// away, which nothing that reads can beat.

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "bench/say.h"
#include "master_shim/bus_reader.h"
#include "master_shim/bus_socket.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

constexpr std::size_t kReadSize = 256 << 10;
constexpr std::size_t kTaken = 5000;

void wait_for_end_of_input() {
    char ignored = 0;
    while (read(STDIN_FILENO, &ignored, 1) > 0)
        ;
}

int bare(const std::string& path) {
    std::atomic<std::uint64_t> bytes = 0;
    std::thread([&bytes, path] {
        FileDescriptor bus;
        while (!(bus = connect_without_waiting(path)))
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        std::vector<char> buffer(kReadSize);
        for (;;) {
            pollfd readable{bus.get(), POLLIN, 0};
            poll(&readable, 1, -1);
            const ssize_t size = recv(bus.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (size == 0) return;
            if (size > 0) bytes += static_cast<std::uint64_t>(size);
        }
    }).detach();
    wait_for_end_of_input();
    return print({{"bytes", bytes.load()}});
}

int ours(const std::string& path) {
    BusReader reader(path);
    std::atomic<bool> stop = false;
    std::uint64_t observations = 0;
    std::thread taker([&] {
        while (!stop) {
            pollfd readable{reader.wake_fd(), POLLIN, 0};
            poll(&readable, 1, 100);
            observations += reader.take(kTaken).observations.size();
        }
    });
    wait_for_end_of_input();
    stop = true;
    taker.join();
    const BusReader::Status status = reader.status();
    return print({{"events", status.events},
                  {"observations", observations},
                  {"overflows", status.overflows},
                  {"garbled", status.garbled}});
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 3, "do that: bus_read SOCKET ours|bare");
    return std::string_view(argv[2]) == "bare" ? bare(argv[1]) : ours(argv[1]);
}
