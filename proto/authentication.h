// Authentication: the handshake between agent and shim as two state machines. hello -> challenge -> proof ->
// welcome; what is signed is in proto/handshake.h. Pure: no socket, no clock, no random numbers; time and
// nonces are passed in, and the accepted key of a minion comes from a callback.
//
// Invariant: a connection belongs to a minion only after a signature over a nonce that was made for this very
// connection, with a key that was accepted at that moment, and only for the CURVE key that the signature
// names.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "proto/handshake.h"
#include "proto/messages.h"
#include "runtime/clock.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"
#include "runtime/transport.h"

namespace job_retry::proto {

// Shim side, for all connections of one socket.
class Authenticator {
  public:
    // A mark of the accepted key that is another one for another key; empty when none is accepted.
    using KeyMark = std::function<std::optional<std::string>(const std::string& minion)>;

    struct Options {
        std::chrono::seconds proof_within{30};
        std::size_t max_half_open = 8192;  // challenges waiting for their proof; the oldest makes room
        std::size_t max_connections = 4;   // of one minion; the oldest makes room
        bool offers = false;               // standalone: look at the public key that a hello offers
        KeyMark key_mark = nullptr;        // cheaper than the key; without it the key's fingerprint serves
    };

    // The accepted key of a minion; empty when none is accepted. Asked only for valid_minion_id()s.
    using AcceptedKey = std::function<std::optional<RsaPublicKey>(const std::string& minion)>;

    Authenticator(const CurveKey& shim_key, AcceptedKey accepted_key, Options options);
    Authenticator(const CurveKey& shim_key, AcceptedKey accepted_key)
        : Authenticator(shim_key, std::move(accepted_key), Options()) {}

    // Where a message came from, as RouterSocket tells.
    struct Peer {
        std::string connection;
        CurveKey client_key;
    };

    struct Answer {
        Message reply;    // to this peer
        std::string why;  // when refused: for the shim's log; the peer is told less
        // A key that the peer holds, offers, and that is not accepted (only with Options::offers).
        std::optional<RsaPublicKey> offered;
    };

    // `nonce`: kNonceSize fresh random bytes. A second hello of a connection replaces the first; what the
    // connection has proven before stands until another proof.
    Message challenge(const Peer& peer, const Hello& hello, std::string nonce, Now now);
    // Welcome, or an error. A challenge is good for one proof, whatever comes of it.
    Answer judge(const Peer& peer, const Proof& proof, Now now);

    // Whose connection this is; empty when it has proven nothing, or with another CURVE key.
    std::optional<std::string> minion_of(const std::string& connection, const CurveKey& client_key) const;
    // Oldest first. Some may be dead: send to all of them, forget() those that cannot be reached.
    std::vector<std::string> connections_of(const std::string& minion) const;

    // The connection is gone.
    void forget(const std::string& connection);
    // The minion's key is no longer accepted. False when it had no connection.
    bool drop(const std::string& minion);
    // Asks for every minion's key again and drops those whose key is gone or is another one now; returns
    // them.
    std::vector<std::string> recheck();

    std::size_t half_open() const { return half_open_.size(); }
    std::size_t authenticated() const { return sessions_.size(); }

  private:
    struct HalfOpen {
        Peer peer;
        Hello hello;
        std::string nonce;
        SteadyTime until;
    };
    struct Session {
        std::string minion;
        CurveKey client_key;
        std::string key;  // mark of the minion's key that proved it
    };

    HalfOpen take_half_open(std::list<HalfOpen>::iterator entry);
    void admit(const Peer& peer, const std::string& minion, std::string key);
    std::optional<std::string> key_mark(const std::string& minion) const;

    CurveKey shim_key_;
    AcceptedKey accepted_key_;
    Options options_;
    std::list<HalfOpen> half_open_;  // oldest first
    std::unordered_map<std::string, std::list<HalfOpen>::iterator> half_open_by_connection_;
    std::unordered_map<std::string, Session> sessions_;  // by connection
    std::map<std::string, std::vector<std::string>> connections_;
};

// Agent side, for one shim. Signs once per start(), and only a challenge that it asked for.
class Introduction {
  public:
    struct Identity {
        std::string minion;  // a valid_minion_id()
        RsaPrivateKey key;
        bool offer_public_key = false;  // standalone
    };

    Introduction(Identity identity, const CurveKey& agent_key, const CurveKey& shim_key);

    // Begins, or begins again. `nonce`: kNonceSize fresh random bytes.
    Hello start(std::string nonce);
    // Error `conflict` when no challenge was asked for.
    Result<Proof> answer(const Challenge& challenge);
    // Error `conflict` when no proof was given, `denied` when it welcomes somebody else.
    Result<void> accept(const Welcome& welcome);

    bool done() const { return state_ == State::welcome; }

  private:
    enum class State : std::uint8_t { idle, hello, proof, welcome };

    Identity identity_;
    CurveKey agent_key_;
    CurveKey shim_key_;
    std::string nonce_;
    State state_ = State::idle;
};

}  // namespace job_retry::proto
