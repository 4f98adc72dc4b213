#include "master_shim/control_server.h"

#include <sys/socket.h>

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
        const short interest = client.out.empty() ? Poll::readable : Poll::readable | Poll::writable;
        client.slot = poll.add_fd(client.fd.get(), interest);
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

std::vector<ControlServer::Request> ControlServer::take(const Poll& poll) {
    std::vector<Request> requests;
    for (auto entry = clients_.begin(); entry != clients_.end();) {
        Client& client = entry->second;
        bool alive = true;
        if (client.polled && poll.writable_now(client.slot)) alive = write(client);
        if (client.polled && poll.ready(client.slot)) {
            alive = read(client) && alive;
            while (true) {
                auto payload = client.in.next();
                if (!payload) alive = false;
                if (!payload || !*payload) break;
                requests.push_back({entry->first, std::move(**payload)});
            }
        }
        entry = alive ? std::next(entry) : clients_.erase(entry);
    }
    while (poll.ready(listener_slot_)) {
        auto client = accept_local(listener_.get());
        if (!client || !*client) break;
        if (clients_.size() < kMaxClients && trusted_peer_of((*client)->get()))
            clients_[next_++].fd = std::move(**client);
    }
    return requests;
}

void ControlServer::reply(std::uint64_t client, std::string_view payload) {
    const auto entry = clients_.find(client);
    if (entry == clients_.end()) return;
    entry->second.out += frame(payload);
    if (!write(entry->second)) clients_.erase(entry);
}

}  // namespace job_retry
