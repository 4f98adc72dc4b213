// What the master says about a job, signed with the key that minions have pinned, so that whoever carries it
// (a shim's disk, the network, the agent's own half of the network) can lose or delay it and nothing else:
// the job, a permission to run it once more, and what time it is. Which bytes are signed: proto/PROTOCOL.md,
// section "Signed". Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "proto/audience.h"
#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/rsa_key.h"

namespace job_retry::proto {

// "The master published this." One for all to whom the job is owed.
struct Publication {
    Jid jid;
    Sha256 load;         // of the bytes that are handed out
    Sha256 audience;     // root of those to whom it was published
    WallTime published;  // by the master's clock
};

// "An administrator allows this minion one more run of this job."
struct Permission {
    Jid jid;
    std::string minion;
    std::uint64_t number;  // of this permission, higher than that of any earlier one
};

// "It is this time at the master." `nonce`: the asker's own, so that no older answer fits.
struct MasterClock {
    std::string minion;
    std::string nonce;
    WallTime time;
};

std::string signed_text(const Publication& publication);
std::string signed_text(const Permission& permission);
std::string signed_text(const MasterClock& clock);

template <class T>
std::string sign(const T& what, const RsaPrivateKey& master) {
    return master.sign(signed_text(what));
}

// False for a signature that does not fit, whatever the reason.
template <class T>
bool verify(const T& what, std::string_view signature, const RsaPublicKey& master) {
    return master.verify(signed_text(what), signature);
}

}  // namespace job_retry::proto
