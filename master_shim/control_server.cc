#include "master_shim/control_server.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace job_retry {

Result<ControlServer> ControlServer::listen(const std::filesystem::path& path) {
    auto listener = listen_local(path);
    if (!listener) return pass_on(listener);
    return ControlServer(std::move(*listener));
}

void ControlServer::add_to(Poll& poll) {
    listener_slot_ = poll.add_fd(listener_.get());
    for (auto& [id, client] : clients_) {
        // Nothing more is read while replies wait: a client that only asks cannot fill our memory.
        client.slot = poll.add_fd(client.fd.get(), client.out.empty() ? Poll::readable : Poll::writable);
        client.polled = true;
    }
}

bool ControlServer::read(Client& client) {
    std::array<char, 16384> buffer;
    while (true) {
        const ssize_t size = recv(client.fd.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size > 0) {
            client.in.append({buffer.data(), static_cast<std::size_t>(size)});
            if (client.in.buffered() > kMaxFrame + 4) return false;
            continue;
        }
        if (size < 0 && errno == EINTR) continue;
        return size < 0 && errno == EAGAIN;
    }
}

bool ControlServer::write(Client& client) {
    while (!client.out.empty()) {
        const ssize_t size =
            send(client.fd.get(), client.out.data(), client.out.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return errno == EAGAIN;
        client.out.erase(0, static_cast<std::size_t>(size));
    }
    return true;
}

bool ControlServer::take_frames(Clients::value_type& entry, std::vector<Request>& requests) {
    Client& client = entry.second;
    client.more = false;
    for (std::size_t taken = 0; client.out.empty(); ++taken) {
        client.more = taken == kAtOnce;
        if (client.more) break;
        auto payload = client.in.next();
        if (!payload) {
            ++refused_;
            return false;
        }
        if (!*payload) break;
        requests.push_back({entry.first, std::move(**payload)});
    }
    return true;
}

std::vector<ControlServer::Request> ControlServer::take(const Poll& poll, Now now) {
    std::vector<Request> requests;
    for (auto entry = clients_.begin(); entry != clients_.end();) {
        Client& client = entry->second;
        bool alive = true;
        if (client.polled && (poll.ready(client.slot) || poll.writable_now(client.slot))) {
            client.last_active = now.steady;
            alive = client.out.empty() ? read(client) : write(client);
        }
        alive = take_frames(*entry, requests) && alive;
        alive = alive && now.steady - client.last_active < kIdle;
        entry = alive ? std::next(entry) : clients_.erase(entry);
    }
    if (poll.ready(listener_slot_)) accept(now);
    return requests;
}

void ControlServer::accept(Now now) {
    for (std::size_t i = 0; i < kMaxClients; ++i) {
        auto client = accept_local(listener_.get());
        if (!client || !*client) return;
        if (!trusted_peer_of((*client)->get())) {
            ++refused_;
            continue;
        }
        if (clients_.size() >= kMaxClients) clients_.erase(longest_silent());
        Client& entered = clients_[next_++];
        entered.fd = std::move(**client);
        entered.last_active = now.steady;
    }
}

// Of those, the one that came first.
ControlServer::Clients::iterator ControlServer::longest_silent() {
    return std::min_element(clients_.begin(), clients_.end(), [](const auto& a, const auto& b) {
        return a.second.last_active < b.second.last_active;
    });
}

std::optional<SteadyTime> ControlServer::next() const {
    std::optional<SteadyTime> next;
    for (const auto& [id, client] : clients_) {
        const bool at_once = client.more && client.out.empty();
        const SteadyTime due = at_once ? client.last_active : client.last_active + kIdle;
        if (!next || due < *next) next = due;
    }
    return next;
}

void ControlServer::reply(std::uint64_t client, std::string_view payload) {
    const auto entry = clients_.find(client);
    if (entry == clients_.end()) return;
    entry->second.out += frame(payload);
    if (!write(entry->second)) clients_.erase(entry);
}

}  // namespace job_retry
