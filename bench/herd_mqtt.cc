// Stands for many MQTT 3.1.1 clients with persistent sessions that come back at once, from addresses of their
// own as herd_agents does. QoS 2, both halves of its handshake, without passwords.
//
//   herd_mqtt PORT TLS subscribe COUNT        makes the sessions, subscribed to the topic `jobs`
//   herd_mqtt PORT TLS drain COUNT MESSAGES   comes back and takes so many messages for each
//
// TLS: `-`, or a directory with ca.pem, client.pem and client.key: all clients show that certificate, each in
// a whole handshake, and look at the broker's.
//
// Source: the OASIS standard MQTT 3.1.1, sections 2 and 3. Packets of these conversations are shorter than 16
// KiB, so a length has two bytes at most.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <span>

#include "bench/say.h"
#include "runtime/doorkeeper.h"
#include "runtime/local_socket.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

using Clock = std::chrono::steady_clock;

// Clients that are not let in yet, at a time: mosquitto's queue holds 100 connections, and the kernel drops
// the first packet of all others, which then wait a second or more.
constexpr std::size_t kConnecting = 64;
using namespace std::string_literals;

std::string text(const std::string& words) {
    return {static_cast<char>(words.size() >> 8), static_cast<char>(words.size())};
}

std::string packet(char type, const std::string& body) {
    need(body.size() < 128, "send so long a packet");
    return type + std::string(1, static_cast<char>(body.size())) + body;
}

std::string with_text(const std::string& words) {
    return text(words) + words;
}

template <auto Free>
struct Freed {
    template <class Thing>
    void operator()(Thing* thing) const {
        Free(thing);
    }
};
using TlsContext = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;

TlsContext tls_context(const std::string& directory) {
    if (directory == "-") return nullptr;
    TlsContext context(SSL_CTX_new(TLS_client_method()));
    const auto file = [&](const char* name) { return directory + "/" + name; };
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    need(SSL_CTX_load_verify_file(context.get(), file("ca.pem").c_str()) == 1, "read ca.pem");
    need(SSL_CTX_use_certificate_file(context.get(), file("client.pem").c_str(), SSL_FILETYPE_PEM) == 1 &&
             SSL_CTX_use_PrivateKey_file(context.get(), file("client.key").c_str(), SSL_FILETYPE_PEM) == 1,
         "read client.pem and client.key");
    return context;
}

class Client {
  public:
    Client(int epoll, std::size_t number, std::uint16_t port, SSL_CTX* tls, std::size_t messages)
        : number_(number),
          messages_(messages),
          socket_(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        need(static_cast<bool>(socket_), "open a socket; is the limit of descriptors too low?");
        sockaddr_in own{};
        own.sin_family = AF_INET;
        own.sin_addr.s_addr =
            htonl(0x7f000000U + ((1 + std::uint32_t(number) / 65536) << 16) +
                  (std::uint32_t(number) / 256 % 256 << 8) + 1 + std::uint32_t(number) % 255);
        need(bind(socket_.get(), reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0, "bind");
        const int yes = 1;
        setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        sockaddr_in broker{};
        broker.sin_family = AF_INET;
        broker.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        broker.sin_port = htons(port);
        const int begun = connect(socket_.get(), reinterpret_cast<const sockaddr*>(&broker), sizeof broker);
        need(begun == 0 || errno == EINPROGRESS, "connect");
        if (tls != nullptr) {
            tls_.reset(SSL_new(tls));
            need(SSL_set_fd(tls_.get(), socket_.get()) == 1, "give TLS a socket");
        }
        epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {.ptr = this}};
        need(epoll_ctl(epoll, EPOLL_CTL_ADD, socket_.get(), &event) == 0, "watch a socket");
    }

    void turn(std::uint32_t what) {
        need((what & (EPOLLERR | EPOLLHUP)) == 0, "keep the connection");
        is_open_ = is_open_ || (what & EPOLLOUT) != 0;
        if (is_open_ && !connected_) {
            if (tls_ && !shake_hands()) return;
            connected_ = true;
            const std::string id = "minion-" + std::to_string(number_);
            // Protocol MQTT, level 4, no clean session, no keep alive.
            send(packet('\x10', with_text("MQTT") + "\x04\x00\x00\x00"s + with_text(id)));
        }
        if ((what & EPOLLIN) == 0) return;
        std::array<char, 16384> bytes;
        for (ssize_t size = 0; (size = receive(bytes)) > 0;)
            received_.append(bytes.data(), static_cast<std::size_t>(size));
        take_packets();
    }

    bool let_in() const { return let_in_; }
    bool done() const { return done_.has_value(); }
    double done_at() const { return seconds_of(*done_); }
    static std::uint64_t packets;

  private:
    // True when it is done.
    bool shake_hands() {
        const int result = SSL_connect(tls_.get());
        if (result == 1) return true;
        const int why = SSL_get_error(tls_.get(), result);
        need(why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE, "shake hands by TLS");
        return false;
    }

    ssize_t receive(std::span<char> into) {
        if (tls_) return SSL_read(tls_.get(), into.data(), static_cast<int>(into.size()));
        for (;;) {
            const ssize_t size = recv(socket_.get(), into.data(), into.size(), 0);
            if (size >= 0 || errno != EINTR) return size;
        }
    }

    void send(const std::string& bytes) {
        ++packets;
        if (tls_) {
            const int size = static_cast<int>(bytes.size());
            need(SSL_write(tls_.get(), bytes.data(), size) == size, "send");
            return;
        }
        const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        need(sent == static_cast<ssize_t>(bytes.size()), "send");
    }

    void take_packets() {
        std::size_t at = 0;
        while (received_.size() - at >= 2) {
            std::size_t length = static_cast<unsigned char>(received_[at + 1]);
            std::size_t head = 2;
            if (length >= 128) {
                if (received_.size() - at < 3) break;
                length += (std::size_t{static_cast<unsigned char>(received_[at + 2])} - 1) * 128;
                head = 3;
            }
            if (received_.size() - at < head + length) break;
            ++packets;
            take(static_cast<unsigned char>(received_[at]) >> 4, received_.substr(at + head, length));
            at += head + length;
        }
        received_.erase(0, at);
    }

    void take(int type, const std::string& body) {
        switch (type) {
            case 2:  // CONNACK
                need(body[1] == 0, "be let in");
                let_in_ = true;
                if (messages_ == 0) send(packet('\x82', "\x00\x01"s + with_text("jobs") + "\x02"));
                return;
            case 9:  // SUBACK
                need(body[2] == 2, "subscribe");
                send("\xe0\x00"s);
                done_ = Clock::now();
                return;
            case 3: {  // PUBLISH, answered by PUBREC
                const std::size_t topic =
                    static_cast<unsigned char>(body[0]) * 256U + static_cast<unsigned char>(body[1]);
                return send(packet('\x50', body.substr(2 + topic, 2)));
            }
            case 6:  // PUBREL, answered by PUBCOMP
                send(packet('\x70', body));
                if (++completed_ == messages_) done_ = Clock::now();
                return;
            default:
                give_up("the broker sends a packet of type " + std::to_string(type));
        }
    }

    std::size_t number_;
    std::size_t messages_;  // 0: subscribe
    std::size_t completed_ = 0;
    bool is_open_ = false;
    bool connected_ = false;
    bool let_in_ = false;
    FileDescriptor socket_;
    std::unique_ptr<SSL, Freed<SSL_free>> tls_;
    std::string received_;
    std::optional<Clock::time_point> done_;
};

std::uint64_t Client::packets = 0;

}  // namespace

int main(int argc, char** argv) {
    need(argc == 5 || argc == 6, "do that: herd_mqtt PORT TLS subscribe|drain COUNT [MESSAGES]");
    const auto port = static_cast<std::uint16_t>(std::stoul(argv[1]));
    const TlsContext tls = tls_context(argv[2]);
    const std::size_t count = std::stoul(argv[4]);
    const std::size_t messages = argc == 6 ? std::stoul(argv[5]) : 0;
    raise_descriptor_limit();
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    const auto begin = Clock::now();
    std::vector<std::unique_ptr<Client>> clients;
    std::size_t let_in = 0;
    for (std::size_t left = count; left > 0;) {
        while (clients.size() < count && clients.size() - let_in < kConnecting)
            clients.push_back(std::make_unique<Client>(epoll, clients.size(), port, tls.get(), messages));
        std::array<epoll_event, 256> events;
        const int ready = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 60'000);
        need(ready > 0, "hear of the broker within a minute");
        for (int i = 0; i < ready; ++i) {
            auto* client = static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr);
            const bool was_done = client->done();
            const bool was_let_in = client->let_in();
            if (!was_done || messages > 0) client->turn(events[static_cast<std::size_t>(i)].events);
            if (client->done() && !was_done) --left;
            if (client->let_in() && !was_let_in) ++let_in;
        }
    }
    const double began = seconds_of(begin);
    std::vector<double> waits;
    waits.reserve(count);
    for (const auto& client : clients)
        waits.push_back(client->done_at() - began);
    return print({{"waits", waits}, {"packets", Client::packets}});
}
