// Who is who, from Salt's own keys. Pure: no socket, no clock.
//
// Shim to agent: the shim's CURVE key comes in a KeyStatement, signed by the master's key, which the minion
// has pinned (minion_master.pub). Agent to shim: the agent signs a fresh challenge, bound to both CURVE keys
// and to its id, with the minion's key, which the master has accepted. A recorded handshake is worth nothing
// on another connection.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "proto/messages.h"
#include "runtime/rsa_key.h"
#include "runtime/transport.h"

namespace job_retry::proto {

// "This CURVE key is the shim of this master." A higher serial replaces a lower one: an agent never goes
// back.
struct KeyStatement {
    CurveKey shim_key;
    std::uint64_t serial;    // microseconds since the epoch when it was signed
    Sha256 master_key;       // fingerprint of the master's public key that signed
    std::string signature;   // over statement_text()
    std::string public_key;  // PEM of the signing key: only in standalone, where nothing was pinned before
};

KeyStatement make_key_statement(const CurveKey& shim_key, std::uint64_t serial, const RsaPrivateKey& master);
// Error `denied`: another master's key, a bad signature.
Result<void> verify_key_statement(const KeyStatement& statement, const RsaPublicKey& master);

// Of what is said on the key socket, which no agent and no shim outgrows: one of another release gets the key
// and is then told, in its hello, which versions meet.
inline constexpr unsigned kKeyVersion = 1;

// On the key socket: what is no key request gets no reply; a key request gets an encoded statement.
std::string encode_key_request();
bool is_key_request(std::string_view bytes);
std::string encode(const KeyStatement& statement);
Result<KeyStatement> decode_key_statement(std::string_view bytes);

// What the agent signs and the shim verifies.
struct HandshakeParts {
    std::string minion;
    std::string agent_nonce;
    std::string shim_nonce;
    CurveKey agent_key;
    CurveKey shim_key;
};
std::string handshake_text(const HandshakeParts& parts);

// What the master's key signs: a statement's fields but for its signature and public key.
std::string statement_text(const KeyStatement& statement);

}  // namespace job_retry::proto
