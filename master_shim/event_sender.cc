#include "master_shim/event_sender.h"

#include <sys/socket.h>

#include <cerrno>

#include "master_shim/bus_socket.h"
#include "master_shim/msgpack_view.h"

namespace job_retry {

std::string event_frame(std::string_view tag, std::string_view data, bool prefixed) {
    std::string body(tag);
    body += "\n\n";
    body += data;
    std::string map;
    append_msgpack_map(map, 2);
    append_msgpack_text(map, "head");
    append_msgpack_map(map, 0);
    append_msgpack_text(map, "body");
    append_msgpack_bin(map, body);
    return prefixed ? frame(map) : map;
}

void EventSender::fire(std::string tag, std::string data) {
    if (queue_.size() >= kMaxQueued) {
        ++dropped_;
        return;
    }
    queue_.push_back({std::move(tag), std::move(data)});
}

void EventSender::echoed() {
    if (framing_ != Framing::trying_plain) return;
    framing_ = Framing::plain;
    if (!queue_.empty()) queue_.pop_front();  // the one that was tried
}

std::optional<int> EventSender::blocked_fd() const {
    if (!fd_ || !blocked_) return std::nullopt;
    return fd_.get();
}

bool EventSender::connect() {
    fd_ = connect_without_waiting(socket_);
    return bool(fd_);
}

void EventSender::disconnect(SteadyTime now) {
    fd_ = FileDescriptor();
    blocked_ = false;
    writing_.clear();
    written_ = 0;
    next_ = now + kRetry;
}

// True when all of writing_ is written.
bool EventSender::write_some(SteadyTime now) {
    blocked_ = false;
    while (written_ < writing_.size()) {
        const ssize_t size = ::send(fd_.get(), writing_.data() + written_, writing_.size() - written_,
                                    MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 && errno == EAGAIN) {
            blocked_ = true;
            return false;
        }
        if (size < 0) {
            disconnect(now);
            return false;
        }
        written_ += static_cast<std::size_t>(size);
    }
    writing_.clear();
    written_ = 0;
    return true;
}

void EventSender::send(SteadyTime now, bool bus_connected, bool bus_prefixed) {
    if (next_ && now < *next_) return;
    next_.reset();
    if (bus_prefixed && framing_ != Framing::prefixed) {
        if (framing_ == Framing::trying_plain) disconnect(now);
        framing_ = Framing::prefixed;
    }
    if (framing_ == Framing::trying_plain) {
        if (now < try_until_) {
            next_ = try_until_;
            return;
        }
        disconnect(now);  // the master waits for the rest of what it took for a length
        framing_ = Framing::prefixed;
    }
    while (!writing_.empty() || !queue_.empty()) {
        if (framing_ == Framing::unknown && !bus_connected) return;  // nothing would come round
        if (!fd_ && !connect()) {
            next_ = now + kRetry;
            return;
        }
        if (writing_.empty()) {
            const Event& event = queue_.front();
            writing_ = event_frame(event.tag, event.data, framing_ == Framing::prefixed);
        }
        if (!write_some(now)) return;
        if (framing_ == Framing::unknown) {
            framing_ = Framing::trying_plain;
            try_until_ = now + kEcho;
            next_ = try_until_;
            return;
        }
        queue_.pop_front();
    }
}

}  // namespace job_retry
