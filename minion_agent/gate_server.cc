#include "minion_agent/gate_server.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace job_retry {
namespace {

constexpr std::size_t kReadSize = std::size_t{64} << 10;
constexpr std::size_t kReadsPerStep = 4;      // of one client, so that none starves the others
constexpr std::size_t kRequestsPerStep = 16;  // of one client

}  // namespace

Result<GateServer> GateServer::listen(const std::filesystem::path& path, Gate& gate, const Limits& limits) {
    auto listener = listen_local(path);
    if (!listener) return pass_on(listener);
    return GateServer(std::move(*listener), gate, limits);
}

GateServer::GateServer(FileDescriptor listener, Gate& gate, const Limits& limits)
    : listener_(std::move(listener)), gate_(&gate), limits_(limits) {}

std::size_t GateServer::buffered() const {
    std::size_t bytes = 0;
    for (const Client& client : clients_)
        bytes += client.in.buffered() + client.out.size();
    return bytes;
}

void GateServer::add_to(Poll& poll) {
    slot_.reset();
    if (clients_.size() < limits_.max_clients) slot_ = poll.add_fd(listener_.get());

    const Client* alone = fullest();
    for (Client& client : clients_) {
        // Nothing more is read while replies wait: a client that only asks cannot fill our memory.
        const bool asks = !client.at_end && client.out.empty();
        client.held_up = asks && alone != nullptr && &client != alone;
        client.slot.reset();
        if (!client.out.empty())
            client.slot = poll.add_fd(client.fd.get(), Poll::writable);
        else if (asks && !client.held_up)
            client.slot = poll.add_fd(client.fd.get());
    }
}

const GateServer::Client* GateServer::fullest() const {
    if (buffered() <= limits_.max_buffered) return nullptr;
    return &*std::max_element(clients_.begin(), clients_.end(),
                              [](const auto& a, const auto& b) { return a.in.buffered() < b.in.buffered(); });
}

bool GateServer::is_over(const Client& client, const Client* fullest, Now now) const {
    const bool done = client.at_end && client.out.empty() && !client.more;
    const auto patience = &client == fullest ? std::min(limits_.stalled, limits_.idle) : limits_.idle;
    return client.lost || done || now.steady - client.last_active >= patience;
}

std::size_t GateServer::step(const Poll& poll, Now now) {
    for (Client& client : clients_) {
        if (client.held_up) client.last_active = now.steady;
        if (!client.slot) continue;
        if (!client.out.empty()) {
            if (poll.writable_now(*client.slot) || poll.ready(*client.slot)) send(client, now);
        } else if (poll.ready(*client.slot)) {
            receive(client, now);
        }
        client.slot.reset();
    }
    const std::size_t answered = answer(now);
    for (Client& client : clients_)
        if (!client.out.empty() && !client.lost) send(client, now);
    const Client* alone = fullest();
    for (Client& client : clients_)
        client.lost = is_over(client, alone, now);
    std::erase_if(clients_, [](const Client& client) { return client.lost; });
    if (slot_ && poll.ready(*slot_)) accept(now);
    return answered;
}

std::optional<SteadyTime> GateServer::next_step() const {
    std::optional<SteadyTime> next;
    const Client* alone = fullest();
    for (const Client& client : clients_) {
        const bool at_once = client.more && client.out.empty();
        const auto patience = &client == alone ? std::min(limits_.stalled, limits_.idle) : limits_.idle;
        const SteadyTime due = at_once ? SteadyTime::min() : client.last_active + patience;
        if (!next || due < *next) next = due;
    }
    return next;
}

void GateServer::accept(Now now) {
    while (clients_.size() < limits_.max_clients) {
        auto client = accept_local(listener_.get());
        // Out of descriptors, most likely: those who wait are taken when others have gone.
        if (!client || !*client) return;
        const auto peer = trusted_peer_of((*client)->get());
        if (!peer) {
            ++refused_;
            continue;
        }
        clients_.push_back({.fd = std::move(**client),
                            .pid = peer->pid,
                            .in = FrameBuffer(limits_.max_frame),
                            .out = {},
                            .last_active = now.steady,
                            .slot = {}});
    }
}

void GateServer::receive(Client& client, Now now) {
    char bytes[kReadSize];
    for (std::size_t reads = 0; reads < kReadsPerStep; ++reads) {
        const ssize_t got = ::recv(client.fd.get(), bytes, sizeof bytes, 0);
        if (got > 0) {
            client.in.append({bytes, std::size_t(got)});
            client.last_active = now.steady;
            if (std::size_t(got) < sizeof bytes) return;
        } else if (got == 0) {
            client.at_end = true;
            return;
        } else if (errno != EINTR) {
            client.lost = errno != EAGAIN && errno != EWOULDBLOCK;
            return;
        }
    }
}

void GateServer::send(Client& client, Now now) {
    while (!client.out.empty()) {
        const ssize_t put = ::send(client.fd.get(), client.out.data(), client.out.size(), MSG_NOSIGNAL);
        if (put > 0) {
            client.out.erase(0, std::size_t(put));
            client.last_active = now.steady;
        } else if (put < 0 && errno != EINTR) {
            client.lost = errno != EAGAIN && errno != EWOULDBLOCK;
            return;
        }
    }
}

std::size_t GateServer::answer(Now now) {
    std::vector<std::string> frames;
    std::vector<Client*> askers;
    for (Client& client : clients_) {
        if (!client.out.empty() || client.lost) continue;
        client.more = true;
        for (std::size_t taken = 0; taken < kRequestsPerStep; ++taken) {
            auto payload = client.in.next();
            if (!payload) {
                client.lost = true;  // the stream cannot be followed any more
                ++refused_;
                break;
            }
            if (!*payload) {
                client.more = false;
                break;
            }
            frames.push_back(std::move(**payload));
            askers.push_back(&client);
        }
    }
    if (frames.empty()) return 0;
    std::vector<Gate::Asked> asked;
    for (std::size_t i = 0; i < frames.size(); ++i)
        asked.push_back({frames[i], askers[i]->pid});
    const auto replies = gate_->answer(asked, now);
    for (std::size_t i = 0; i < replies.size(); ++i)
        askers[i]->out += frame(proto::encode(replies[i]));
    return replies.size();
}

}  // namespace job_retry
