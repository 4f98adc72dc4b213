#include "runtime/service_notice.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace job_retry {
namespace {

std::string take(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before there are threads
    std::string taken = value == nullptr ? "" : value;
    unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
    return taken;
}

std::int64_t number(const std::string& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

ServiceNotice ServiceNotice::from_environment() {
    ServiceNotice notice;
    std::string address = take("NOTIFY_SOCKET");
    const std::string pid = take("WATCHDOG_PID");
    const std::int64_t interval = number(take("WATCHDOG_USEC"));
    if (address.size() < 2 || address.size() >= sizeof(sockaddr_un::sun_path)) return notice;
    if (address.front() == '@') address.front() = '\0';  // the abstract namespace
    notice.address_ = std::move(address);
    notice.socket_ = FileDescriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (interval > 0 && (pid.empty() || number(pid) == getpid()))
        notice.interval_ = std::chrono::microseconds(interval);
    return notice;
}

void ServiceNotice::ready(std::string_view status) {
    send("READY=1\nSTATUS=" + std::string(status));
}

void ServiceNotice::stopping() {
    send("STOPPING=1");
}

void ServiceNotice::turned(SteadyTime now) {
    if (!interval_ || now < next_) return;
    next_ = now + *interval_ / 3;
    send("WATCHDOG=1");
}

std::chrono::milliseconds ServiceNotice::wait_at_most(std::chrono::milliseconds longest) const {
    if (!interval_) return longest;
    return std::min(longest, std::chrono::ceil<std::chrono::milliseconds>(*interval_ / 3));
}

void ServiceNotice::send(std::string_view text) const {
    if (address_.empty() || !socket_) return;
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, address_.data(), address_.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    // Lost when the service manager is too slow to read; the next turn tells it again.
    ::sendto(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to),
             length);
}

}  // namespace job_retry
