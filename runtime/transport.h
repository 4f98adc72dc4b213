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
#include "runtime/secret.h"

namespace job_retry {

using CurveKey = std::array<unsigned char, 32>;

struct CurveKeyPair {
    CurveKey public_key;
    Secret<CurveKey> secret_key;
    static CurveKeyPair generate();
    // Error `invalid` when `secret` is not 32 bytes.
    static Result<CurveKeyPair> from_secret(std::string_view secret);
};

// A ZeroMQ context. One a process; outlives its sockets. ZeroMQ's threads run when it is made; one more with
// the first RouterSocket.
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
    static constexpr std::uint64_t kCurveHello =
        64 + 2 + 200;                                  // ZMTP's greeting, and what is decrypted first
    std::int64_t max_message = std::int64_t{8} << 20;  // bytes received; a larger one drops the connection
    int receive_queue = 128;                           // messages
    int send_queue = 128;                              // messages
    std::size_t unread_bytes = std::size_t{16} << 20;  // of a RouterSocket
    Visitors::Limits visitors = {.opening_bytes = kCurveHello};  // of a RouterSocket
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
    // Whose the peer of this message has proven to be; empty while it has proven nothing. A stranger has
    // little time and may send little, and one owner has few connections: its oldest is closed.
    void mark(const Message& message, const std::string& owner);
    // The owner has lost its rights: closes its connections.
    void drop(const std::string& owner);
    // Whether a connection that is this owner's is open. A peer that is cut off is missed after 65 s.
    bool has(const std::string& owner) const;
    std::uint64_t malformed() const;
    Doorkeeper::Counts visitors() const;
    void* handle() const;  // for Poll

  private:
    struct State;
    explicit RouterSocket(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Client side, of one shim. Connects again by itself, later and later up to a minute or so, until the shim
// has spoken: that it has accepted a TCP connection says nothing, and a shim with more agents before its door
// than it can let in turns them away just so.
class DealerSocket {
  public:
    static Result<DealerSocket> connect(Transport& transport, const std::string& endpoint,
                                        const CurveKey& server, const CurveKeyPair& keys,
                                        const SocketLimits& limits = {});
    DealerSocket(DealerSocket&&) noexcept;
    DealerSocket& operator=(DealerSocket&&) noexcept;
    ~DealerSocket();

    enum class Link { connected, disconnected };  // connected: the CURVE handshake has succeeded
    // What has happened to the link since the last call, oldest first. Connects again, when it is time to.
    std::vector<Link> link_changes();
    // When to call it although nothing has come.
    std::optional<SteadyTime> next() const;
    std::optional<std::string> receive();
    bool send(std::string_view payload);
    void* handle() const;
    void* monitor_handle() const;

  private:
    struct State;
    explicit DealerSocket(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// The plain port for a shim's key statement, of TCP alone: a frame of at most 256 bytes in, a frame out, and
// the connection is closed. No connection has a name that a peer could choose, and none outlives its answer.
// Whoever does not ask at once is a stranger to Visitors.
class KeyServer {
  public:
    static constexpr Visitors::Limits kLimits = {
        .strangers = 512, .of_address = 128, .of_network = 256, .patience = std::chrono::seconds(10)};
    // `endpoint`: tcp://ADDRESS:PORT, the address as numbers, the port perhaps `*`.
    static Result<KeyServer> bind(const std::string& endpoint, const Visitors::Limits& limits = kLimits);
    KeyServer(KeyServer&&) noexcept;
    KeyServer& operator=(KeyServer&&) noexcept;
    ~KeyServer();
    struct Request {
        std::string connection;
        std::string payload;
    };
    // A request that was not answered before the next call gets no answer. Empty when none is whole, or after
    // some work: fd() tells whether there is more.
    std::optional<Request> receive(SteadyTime now);
    bool send(const std::string& connection, std::string_view payload);
    std::string endpoint() const;
    std::uint64_t malformed() const;
    Doorkeeper::Counts visitors() const;
    int fd() const;  // for Poll
    std::optional<SteadyTime> next() const;

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
    // Once. Asked again by itself when the connection is lost.
    void send(std::string_view payload);
    // Errors: `version` when what is there speaks as releases before this one did, `invalid` when it sends no
    // frame.
    Result<std::optional<std::string>> receive();
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
