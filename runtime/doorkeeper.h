// Doorkeeper: what ZeroMQ itself does not bound. It lets any number of peers connect and stay, and counts the
// parts of a message that is not complete against no limit, so that whoever reaches a port could fill the
// memory behind it. The doorkeeper watches each connection of a socket by a descriptor of its own (the
// socket's monitor tells of them, the kernel counts their bytes) and shuts those that break the rules of
// visitors.h. It has a thread, so that the limits hold also while the owner of the socket is busy.
//
// Not for deciding who a peer is: that is the handshake's, and the owner tells it with mark().

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/visitors.h"

namespace job_retry {

class Doorkeeper {
  public:
    struct Counts {
        std::size_t strangers = 0;  // now
        std::size_t known = 0;      // now
        // Turned away since the start, because:
        std::uint64_t crowded = 0;            // there were too many, or they came too fast
        std::uint64_t silent = 0;             // they did not say in time who they are
        std::uint64_t too_much = 0;           // they sent more than they may
        std::uint64_t failed_handshakes = 0;  // of ZeroMQ: another mechanism, version, or nonsense
        Visitors::Counts of{};                // why there were too many, and what was begun in vain
        Outside::Look outside{};              // now
    };

    // `context` and `socket` are ZeroMQ's and outlive this; to be made before the socket binds or connects.
    // `name`: of the monitor, one for each socket of a context.
    Doorkeeper(void* context, void* socket, const std::string& name, const Visitors::Limits& limits);
    // By the owner of the socket.
    ~Doorkeeper();
    Doorkeeper(const Doorkeeper&) = delete;
    Doorkeeper& operator=(const Doorkeeper&) = delete;

    // A message of this many bytes was taken from the socket; `descriptor`: its ZMQ_SRCFD. False: its sender
    // is a stranger who has said enough; it is to be dropped.
    bool read(int descriptor, std::uint64_t bytes);
    // The peer has proven to be `owner`'s; empty: its proof holds no longer.
    void mark(int descriptor, const std::string& owner);
    // The owner has lost its rights: cuts all that were its own.
    void drop(const std::string& owner);
    // Whether a connection that is this owner's is open, as far as the kernel knows.
    bool has(const std::string& owner) const;
    Counts counts() const;

  private:
    struct State;
    void* socket_;
    std::unique_ptr<State> state_;
};

// Of the peer, for Visitors: the bytes of its address; of IPv6 those of its network of 64 bits, which one
// host has to itself. Empty when it has gone.
std::string address_of(int socket);

// Lets this process have as many descriptors as it is allowed to; returns how many those are.
std::size_t raise_descriptor_limit();

}  // namespace job_retry
