#include "runtime/zap.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <utility>
#include <vector>

#include "runtime/rsa_key.h"
#include "runtime/zmq_calls.h"

namespace job_retry {
namespace {

using zmq_calls::view;

constexpr char kEndpoint[] = "inproc://zeromq.zap.01";
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kAtOnce = 256;  // requests; each is a client in the middle of its handshake

// Who asks and an empty frame; version, request, domain, address, identity, mechanism, key.
using Frames = std::array<zmq::message_t, 9>;
enum Frame : std::uint8_t {
    asker,
    delimiter,
    version,
    request_id,
    domain,
    address,
    identity,
    mechanism,
    key
};

void require(bool condition) {
    if (!condition) std::abort();
}

struct Request {
    Frames frames;
    bool is_curve = false;
};

// Empty when none waits and `flags` say not to wait.
std::optional<Request> next_request(zmq::socket_t& socket, zmq::recv_flags flags) {
    Request request;
    std::size_t count = 0;
    zmq::message_t surplus;
    for (bool more = true; more; ++count) {
        zmq::message_t& frame = count < request.frames.size() ? request.frames[count] : surplus;
        if (!socket.recv(frame, count == 0 ? flags : zmq::recv_flags::none)) return std::nullopt;
        more = frame.more();
    }
    request.is_curve = count == request.frames.size() && view(request.frames[version]) == "1.0" &&
                       view(request.frames[mechanism]) == "CURVE" && request.frames[key].size() == kKeySize;
    return request;
}

// One property as in a ZMTP command: name and value, each behind its length.
std::string identity_property(std::string_view value) {
    constexpr std::string_view kName = "Identity";
    std::string property(1, char(kName.size()));
    property += kName;
    property += {'\0', '\0', '\0', char(value.size())};
    return property.append(value);
}

void answer(zmq::socket_t& socket, Request& request, bool granted) {
    const std::string user = granted ? hex(view(request.frames[key])) : std::string();
    const std::string name =
        granted ? identity_property(hex(random_bytes(Zap::kNameSize / 2))) : std::string();
    socket.send(request.frames[asker], zmq::send_flags::sndmore);
    const std::array<std::string_view, 7> reply = {
        "",   "1.0", view(request.frames[request_id]), granted ? "200" : "400", granted ? "OK" : "CURVE only",
        user, name};
    for (std::size_t i = 0; i < reply.size(); ++i)
        socket.send(zmq::buffer(reply[i]),
                    i + 1 < reply.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
}

// Ends when the context is shut down.
void answer_requests(zmq::socket_t socket, IoThreadTurn turn) {
    for (;;) {
        try {
            std::vector<Request> requests;
            auto request = next_request(socket, zmq::recv_flags::none);
            for (; request; request = next_request(socket, zmq::recv_flags::dontwait)) {
                requests.push_back(std::move(*request));
                if (requests.size() == kAtOnce) break;
            }
            // ZeroMQ asks in the middle of reading what the client says of itself, and may read the rest of
            // it after a quick answer: then the client's choice of a name would be the later one.
            const bool is_read = turn.wait();
            for (Request& each : requests)
                answer(socket, each, is_read && each.is_curve);
        } catch (const zmq::error_t& error) {
            if (error.num() == ETERM) return;
            require(error.num() == EINTR);
        }
    }
}

}  // namespace

// A local socket without a name in the file system; whoever connects to it is looked at.
IoThreadTurn::IoThreadTurn(zmq::context_t& context) : stream_(context, zmq::socket_type::stream) {
    const FileDescriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    socklen_t size = sizeof name.sun_family;  // the kernel chooses
    require(listener && bind(listener.get(), reinterpret_cast<sockaddr*>(&name), size) == 0 &&
            listen(listener.get(), 8) == 0);
    size = sizeof name;
    require(getsockname(listener.get(), reinterpret_cast<sockaddr*>(&name), &size) == 0);
    const std::string abstract(name.sun_path + 1, size - offsetof(sockaddr_un, sun_path) - 1);
    stream_.set(zmq::sockopt::linger, 0);
    stream_.connect("ipc://@" + abstract);
    do {
        end_ = FileDescriptor(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        require(end_ || errno == EINTR || errno == ECONNABORTED);
    } while (!end_ || peer_of(end_.get()).value_or(Peer{}).pid != getpid());
    zmq::message_t connected;
    require(stream_.recv(connection_).has_value() && stream_.recv(connected).has_value());
}

bool IoThreadTurn::wait() {
    zmq::message_t to;
    to.copy(connection_);
    if (!stream_.send(to, zmq::send_flags::sndmore) ||
        !stream_.send(zmq::str_buffer("?"), zmq::send_flags::none))
        return false;
    char byte = 0;
    ssize_t size = 0;
    do {
        size = read(end_.get(), &byte, 1);
    } while (size < 0 && errno == EINTR);
    return size == 1;
}

Zap::Zap(zmq::context_t& context) {
    zmq::socket_t socket(context, zmq::socket_type::router);
    socket.set(zmq::sockopt::linger, 0);
    socket.bind(kEndpoint);
    IoThreadTurn turn(context);
    // Signals belong to the daemon's loop (signalfd).
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread(answer_requests, std::move(socket), std::move(turn));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace job_retry
