#include "runtime/doorkeeper.h"

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <zmq.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "runtime/local_socket.h"

namespace job_retry {
namespace {

constexpr int kHandshakeFailed = ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |
                                 ZMQ_EVENT_HANDSHAKE_FAILED_AUTH;
constexpr int kEvents = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_CONNECTED | ZMQ_EVENT_DISCONNECTED | kHandshakeFailed |
                        ZMQ_EVENT_MONITOR_STOPPED;

constexpr int kEventsAtOnce = 256;

// ZeroMQ's thread does not wait until somebody was turned away, and where processors are short it would have
// done a stranger's cryptography by then: who decides goes first. Of this thread alone; not allowed
// everywhere.
void go_first() {
    constexpr int kNice = -10;
    setpriority(PRIO_PROCESS, 0, kNice);
}

std::uint64_t bytes_received(int socket) {
    tcp_info info{};
    socklen_t size = sizeof info;
    return getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_bytes_received : 0;
}

SteadyTime now() {
    return Now::read().steady;
}

}  // namespace

struct Doorkeeper::State {
    State(void* monitor_socket, const Visitors::Limits& limits)
        : monitor(monitor_socket), poll(epoll_create1(EPOLL_CLOEXEC)), visitors(limits) {}
    ~State() { zmq_close(monitor); }

    void watch();
    enum class Told { nothing, something, end };
    Told take_event();
    void entered(int descriptor);
    void left(int descriptor);
    void look_at_senders();
    std::uint64_t turn_away(const std::vector<int>& descriptors);  // how many

    void* monitor;
    FileDescriptor poll;
    // The socket's descriptor and ours of the same connection: ours cannot become another's meanwhile.
    // They change by the thread alone, under the mutex.
    std::unordered_map<int, FileDescriptor> connections;
    mutable std::mutex mutex;  // for what follows
    Visitors visitors;
    Counts counts;
    std::thread thread;
};

// `mutex` is held.
std::uint64_t Doorkeeper::State::turn_away(const std::vector<int>& descriptors) {
    std::uint64_t count = 0;
    for (const int descriptor : descriptors) {
        const auto connection = connections.find(descriptor);
        if (connection == connections.end()) continue;
        shutdown(connection->second.get(), SHUT_RDWR);
        ++count;
    }
    return count;
}

void Doorkeeper::State::entered(int descriptor) {
    left(descriptor);
    FileDescriptor own(fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    const std::string address = own ? address_of(own.get()) : std::string();
    if (address.empty()) {
        // Gone already, or no descriptor is left to watch it with: who is not watched does not stay.
        if (!own && errno == EMFILE) shutdown(descriptor, SHUT_RDWR);
        return;
    }
    // Edges, because the socket's own thread reads: this one only wants to know that something came. The
    // kernel forgets an edge whose cause is gone when it is asked, and the other thread may have read
    // already; a socket that can also be written to is told of nevertheless.
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.fd = descriptor;
    const bool watched = epoll_ctl(poll.get(), EPOLL_CTL_ADD, own.get(), &event) == 0;
    // The socket's thread waits for nobody: it may have heard a lot by now.
    const std::uint64_t sent = bytes_received(own.get());
    const std::lock_guard lock(mutex);
    connections[descriptor] = std::move(own);
    counts.crowded +=
        turn_away(watched ? visitors.enter(descriptor, address, now(), sent) : std::vector{descriptor});
}

void Doorkeeper::State::left(int descriptor) {
    const auto connection = connections.find(descriptor);
    if (connection == connections.end()) return;
    epoll_ctl(poll.get(), EPOLL_CTL_DEL, connection->second.get(), nullptr);
    const std::lock_guard lock(mutex);
    connections.erase(connection);
    visitors.leave(descriptor);
}

Doorkeeper::State::Told Doorkeeper::State::take_event() {
    zmq_msg_t part;
    zmq_msg_init(&part);
    std::uint16_t event = 0;
    std::uint32_t value = 0;
    bool ended = zmq_msg_recv(&part, monitor, ZMQ_DONTWAIT) < 0;
    const bool none = ended && (errno == EAGAIN || errno == EINTR);
    if (!ended && zmq_msg_size(&part) == sizeof event + sizeof value) {
        const auto* bytes = static_cast<const char*>(zmq_msg_data(&part));
        std::memcpy(&event, bytes, sizeof event);
        std::memcpy(&value, bytes + sizeof event, sizeof value);
    }
    while (!ended && zmq_msg_more(&part) != 0)
        ended = zmq_msg_recv(&part, monitor, 0) < 0;
    zmq_msg_close(&part);
    if (none) return Told::nothing;
    if (ended || event == ZMQ_EVENT_MONITOR_STOPPED) return Told::end;
    if (event == ZMQ_EVENT_ACCEPTED || event == ZMQ_EVENT_CONNECTED) entered(int(value));
    if (event == ZMQ_EVENT_DISCONNECTED) left(int(value));
    if ((event & kHandshakeFailed) != 0) {
        const std::lock_guard lock(mutex);
        ++counts.failed_handshakes;
    }
    return Told::something;
}

void Doorkeeper::State::look_at_senders() {
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(poll.get(), events.data(), int(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const int descriptor = events[std::size_t(i)].data.fd;
        const auto connection = connections.find(descriptor);
        if (connection == connections.end()) continue;
        const std::uint64_t total = bytes_received(connection->second.get());
        const std::lock_guard lock(mutex);
        if (!visitors.sent(descriptor, total, now())) counts.too_much += turn_away({descriptor});
    }
}

void Doorkeeper::State::watch() {
    go_first();
    for (;;) {
        std::optional<SteadyTime> next;
        {
            const std::lock_guard lock(mutex);
            counts.silent += turn_away(visitors.overdue(now()));
            next = visitors.next();
        }
        long wait = -1;
        if (next) {
            const auto rest = std::chrono::ceil<std::chrono::milliseconds>(*next - now());
            wait = std::max<long>(0, long(rest.count()));
        }
        std::array<zmq_pollitem_t, 2> items = {
            {{monitor, 0, ZMQ_POLLIN, 0}, {nullptr, poll.get(), ZMQ_POLLIN, 0}}};
        if (zmq_poll(items.data(), int(items.size()), wait) < 0 && zmq_errno() != EINTR) return;
        // Many at a time: whoever it learns of late has been worked for already.
        Told told = (items[0].revents & ZMQ_POLLIN) != 0 ? Told::something : Told::nothing;
        for (int i = 0; i < kEventsAtOnce && told == Told::something; ++i)
            told = take_event();
        if (told == Told::end) return;
        if ((items[1].revents & ZMQ_POLLIN) != 0) look_at_senders();
    }
}

Doorkeeper::Doorkeeper(void* context, void* socket, const std::string& name, const Visitors::Limits& limits) {
    const std::string address = "inproc://doorkeeper-" + name;
    void* monitor = zmq_socket(context, ZMQ_PAIR);
    // The socket's thread waits for a full monitor: there is no bound, and what is in it is small.
    const int none = 0;
    if (monitor == nullptr || zmq_setsockopt(monitor, ZMQ_RCVHWM, &none, sizeof none) != 0 ||
        zmq_setsockopt(monitor, ZMQ_LINGER, &none, sizeof none) != 0 ||
        zmq_socket_monitor(socket, address.c_str(), kEvents) != 0 ||
        zmq_connect(monitor, address.c_str()) != 0)
        std::abort();
    state_ = std::make_unique<State>(monitor, limits);
    socket_ = socket;
    // Signals belong to the daemon's loop (signalfd).
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    state_->thread = std::thread([state = state_.get()] { state->watch(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// The thread ends with the monitor's last event.
Doorkeeper::~Doorkeeper() {
    zmq_socket_monitor(socket_, nullptr, 0);
    state_->thread.join();
}

bool Doorkeeper::read(int descriptor, std::uint64_t bytes) {
    const std::lock_guard lock(state_->mutex);
    return state_->visitors.read(descriptor, bytes, now());
}

void Doorkeeper::mark(int descriptor, const std::string& owner) {
    const std::lock_guard lock(state_->mutex);
    state_->counts.crowded += state_->turn_away(state_->visitors.mark(descriptor, owner, now()));
}

void Doorkeeper::drop(const std::string& owner) {
    const std::lock_guard lock(state_->mutex);
    state_->turn_away(state_->visitors.drop(owner));
}

bool Doorkeeper::has(const std::string& owner) const {
    const std::lock_guard lock(state_->mutex);
    return state_->visitors.has(owner);
}

Doorkeeper::Counts Doorkeeper::counts() const {
    const std::lock_guard lock(state_->mutex);
    Counts counts = state_->counts;
    counts.strangers = state_->visitors.strangers();
    counts.known = state_->visitors.known();
    counts.of = state_->visitors.counts();
    counts.outside = state_->visitors.outside(now());
    return counts;
}

std::string address_of(int socket) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (getpeername(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
    if (storage.ss_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(&storage);
        return {reinterpret_cast<const char*>(&v4->sin_addr), sizeof v4->sin_addr};
    }
    if (storage.ss_family != AF_INET6) return {};
    const in6_addr& v6 = reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr;
    const auto* bytes = reinterpret_cast<const char*>(v6.s6_addr);
    return IN6_IS_ADDR_V4MAPPED(&v6) ? std::string(bytes + 12, 4) : std::string(bytes, 8);
}

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    const rlim_t before = std::exchange(limit.rlim_cur, limit.rlim_max);
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

}  // namespace job_retry
