// The wire's sockets: CURVE ROUTER (shim), CURVE DEALER (agent), the plain key socket on which a shim's key
// statement is fetched, and the poll that waits for them beside file descriptors. The only place that speaks
// to ZeroMQ. Every socket belongs to one thread. Encryption only: who a peer is, is decided by the handshake
// above (proto/handshake.h).

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/doorkeeper.h"
#include "runtime/result.h"

namespace job_retry {

using CurveKey = std::array<unsigned char, 32>;

struct CurveKeyPair {
    CurveKey public_key;
    CurveKey secret_key;
    static CurveKeyPair generate();
    // Error `invalid` when `secret` is not 32 bytes.
    static Result<CurveKeyPair> from_secret(std::string_view secret);
};

// A ZeroMQ context. One a process; outlives its sockets.
class Transport {
  public:
    Transport();
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    struct State;
    State& state() { return *state_; }

  private:
    std::unique_ptr<State> state_;
};

// What one peer may cost. A peer that sends what nobody reads holds at most receive_queue * max_message; one
// that reads nothing at most send_queue of our messages and, at a RouterSocket, unread_bytes or one message.
// ZeroMQ counts a message only when its last part has come: what that leaves open, and how many peers there
// may be, is the doorkeeper's to bound.
struct SocketLimits {
    std::int64_t max_message = std::int64_t{8} << 20;  // bytes received; a larger one drops the connection
    int receive_queue = 128;                           // messages
    int send_queue = 128;                              // messages
    std::size_t unread_bytes = std::size_t{16} << 20;  // of a RouterSocket
    Visitors::Limits visitors = {};                    // of a RouterSocket
};

// Server side. Accepts any CURVE client, as a stranger; tells each message's connection and the client key
// that encrypted it.
class RouterSocket {
  public:
    static Result<RouterSocket> bind(Transport& transport, const std::string& endpoint,
                                     const CurveKeyPair& keys, const SocketLimits& limits = {});
    RouterSocket(RouterSocket&&) noexcept;
    RouterSocket& operator=(RouterSocket&&) noexcept;
    ~RouterSocket();

    struct Message {
        std::string connection;  // opaque; new for every reconnect
        CurveKey client_key;     // proven by CURVE
        std::string payload;
        int descriptor = -1;  // for mark()
    };
    // Empty when nothing waits. A message that is not exactly one payload frame is dropped and counted.
    std::optional<Message> receive();
    // False when the connection is gone or its queue is full, by messages or by bytes: the caller forgets the
    // message, the peer will ask again.
    bool send(const std::string& connection, std::string_view payload);
    // The bound endpoint with its real port ("tcp://127.0.0.1:41235").
    std::string endpoint() const;
    // Whether the peer of this message has proven who it is. A stranger has little time and may send little.
    void mark(const Message& message, bool known);
    std::uint64_t malformed() const;
    Doorkeeper::Counts visitors() const;
    void* handle() const;  // for Poll

  private:
    struct State;
    explicit RouterSocket(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Client side, of one shim. Reconnects by itself, with back-off and jitter.
class DealerSocket {
  public:
    static Result<DealerSocket> connect(Transport& transport, const std::string& endpoint,
                                        const CurveKey& server, const CurveKeyPair& keys,
                                        const SocketLimits& limits = {});
    DealerSocket(DealerSocket&&) noexcept;
    DealerSocket& operator=(DealerSocket&&) noexcept;
    ~DealerSocket();

    enum class Link { connected, disconnected };  // connected: the CURVE handshake has succeeded
    // What has happened to the link since the last call, oldest first.
    std::vector<Link> link_changes();
    std::optional<std::string> receive();
    bool send(std::string_view payload);
    void* handle() const;
    void* monitor_handle() const;

  private:
    struct State;
    explicit DealerSocket(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// The plain socket for a shim's key statement, server (REP-like) and client (one shot). All peers are
// strangers to each other: both sides have a doorkeeper.
class KeyServer {
  public:
    static constexpr Visitors::Limits kLimits = {
        .strangers = 1024, .patience = std::chrono::seconds(10), .stranger_bytes = 2 << 10};
    static Result<KeyServer> bind(Transport& transport, const std::string& endpoint,
                                  const Visitors::Limits& limits = kLimits);
    KeyServer(KeyServer&&) noexcept;
    KeyServer& operator=(KeyServer&&) noexcept;
    ~KeyServer();
    struct Request {
        std::string connection;
        std::string payload;
    };
    std::optional<Request> receive();
    bool send(const std::string& connection, std::string_view payload);
    std::string endpoint() const;
    std::uint64_t malformed() const;
    Doorkeeper::Counts visitors() const;
    void* handle() const;

  private:
    struct State;
    explicit KeyServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class KeyClient {
  public:
    static Result<KeyClient> connect(Transport& transport, const std::string& endpoint);
    KeyClient(KeyClient&&) noexcept;
    KeyClient& operator=(KeyClient&&) noexcept;
    ~KeyClient();
    bool send(std::string_view payload);
    std::optional<std::string> receive();
    void* handle() const;

  private:
    struct State;
    explicit KeyClient(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Waits for any of the registered things, at most until the timeout.
class Poll {
  public:
    enum Interest : short { readable = 1, writable = 2 };
    // Returns the slot to ask ready() about.
    std::size_t add_fd(int fd, short interest = readable);
    std::size_t add_socket(void* handle);
    void clear();
    // `timeout` empty: for ever. Rounded up to whole milliseconds. A signal ends the wait early with nothing
    // ready.
    Result<void> wait(std::optional<std::chrono::microseconds> timeout);
    bool ready(std::size_t slot) const;
    bool writable_now(std::size_t slot) const;

    Poll();
    ~Poll();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace job_retry
