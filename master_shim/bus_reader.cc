#include "master_shim/bus_reader.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

#include "master_shim/bus_socket.h"
#include "master_shim/event_frame.h"

namespace job_retry {
namespace {

constexpr int kFirstPauseMs = 50;
constexpr int kLongestPauseMs = 5000;

}  // namespace

BusReader::BusReader(std::filesystem::path socket, const Limits& limits)
    : socket_(std::move(socket)),
      limits_(limits),
      wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      stop_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      thread_([this] { run(); }) {}

BusReader::~BusReader() {
    eventfd_write(stop_.get(), 1);
    thread_.join();
}

BusReader::Batch BusReader::take(std::size_t limit) {
    Batch batch;
    const std::lock_guard lock(mutex_);
    batch.gap = std::exchange(gap_, false);
    while (!queue_.empty() && batch.observations.size() < limit) {
        batch.observations.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    if (queue_.empty()) {
        eventfd_t ignored = 0;
        eventfd_read(wake_.get(), &ignored);
    }
    return batch;
}

BusReader::Status BusReader::status() const {
    const std::lock_guard lock(mutex_);
    Status status = status_;
    status.events = events_;
    status.prefixed = prefixed_;
    return status;
}

// False when it is time to stop.
bool BusReader::wait_for(int fd, int timeout_ms) const {
    pollfd fds[2] = {{stop_.get(), POLLIN, 0}, {fd, POLLIN, 0}};
    poll(fds, fd >= 0 ? 2 : 1, timeout_ms);
    return (fds[0].revents & POLLIN) == 0;
}

bool BusReader::has_room() const {
    const std::lock_guard lock(mutex_);
    return queue_.size() < limits_.observations / 2;
}

void BusReader::run() {
    int pause = kFirstPauseMs;
    while (true) {
        const FileDescriptor connection = has_room() ? connect_without_waiting(socket_) : FileDescriptor();
        if (connection) {
            {
                const std::lock_guard lock(mutex_);
                status_.connected = true;
                ++status_.connections;
                gap_ = true;
            }
            eventfd_write(wake_.get(), 1);
            pause = kFirstPauseMs;
            drain(connection.get());
            const std::lock_guard lock(mutex_);
            status_.connected = false;
        }
        if (!wait_for(-1, pause)) return;
        pause = std::min(2 * pause, kLongestPauseMs);
    }
}

void BusReader::drain(int fd) {
    EventFrames frames(event_data_wanted);
    std::vector<Observation> observations;
    while (wait_for(fd, -1)) {
        const auto space = frames.space();
        const ssize_t size = recv(fd, space.data(), space.size(), MSG_DONTWAIT);
        if (size < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (size <= 0) return;

        std::uint64_t events = 0;
        const auto took = frames.took(static_cast<std::size_t>(size), [&](const EventFrame& event) {
            ++events;
            if (auto seen = read_event(event.tag, event.data)) observations.push_back(std::move(*seen));
        });
        events_ += events;
        prefixed_ = frames.prefixed();
        const bool kept = push(observations);
        observations.clear();
        if (took && kept) continue;
        const std::lock_guard lock(mutex_);
        ++(took ? status_.overflows : status_.garbled);
        return;
    }
}

bool BusReader::push(std::vector<Observation>& observations) {
    if (observations.empty()) return true;
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() + observations.size() > limits_.observations) return false;
        std::move(observations.begin(), observations.end(), std::back_inserter(queue_));
    }
    eventfd_write(wake_.get(), 1);
    return true;
}

}  // namespace job_retry
