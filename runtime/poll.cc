// Poll of transport.h: zmq_poll() over ZeroMQ sockets and descriptors.

#include <zmq.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "runtime/transport.h"

namespace job_retry {

struct Poll::State {
    std::vector<zmq_pollitem_t> items;
};

Poll::Poll() : state_(std::make_unique<State>()) {}
Poll::~Poll() = default;

std::size_t Poll::add_fd(int fd, short interest) {
    const int events =
        ((interest & readable) != 0 ? ZMQ_POLLIN : 0) | ((interest & writable) != 0 ? ZMQ_POLLOUT : 0);
    state_->items.push_back({nullptr, fd, short(events), 0});
    return state_->items.size() - 1;
}

std::size_t Poll::add_socket(void* handle) {
    state_->items.push_back({handle, -1, ZMQ_POLLIN, 0});
    return state_->items.size() - 1;
}

void Poll::clear() {
    state_->items.clear();
}

Result<void> Poll::wait(std::optional<std::chrono::microseconds> timeout) {
    using std::chrono::milliseconds;
    long wait_ms = -1;
    if (timeout) {
        constexpr milliseconds kLongest{INT_MAX};
        const auto bounded = std::clamp<std::chrono::microseconds>(*timeout, milliseconds{0}, kLongest);
        wait_ms = long(std::chrono::ceil<milliseconds>(bounded).count());
    }
    std::vector<zmq_pollitem_t>& items = state_->items;
    for (zmq_pollitem_t& item : items)
        item.revents = 0;
    if (zmq_poll(items.data(), int(items.size()), wait_ms) >= 0) return {};
    const int error = zmq_errno();
    for (zmq_pollitem_t& item : items)
        item.revents = 0;
    if (error == EINTR) return {};
    return fail(Errc::io, std::string("cannot wait for sockets: ") + zmq_strerror(error));
}

// An error or a hang-up counts as both: the owner's next read or write tells which.
bool Poll::ready(std::size_t slot) const {
    return (state_->items.at(slot).revents & (ZMQ_POLLIN | ZMQ_POLLERR)) != 0;
}

bool Poll::writable_now(std::size_t slot) const {
    return (state_->items.at(slot).revents & (ZMQ_POLLOUT | ZMQ_POLLERR)) != 0;
}

}  // namespace job_retry
