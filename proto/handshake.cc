#include "proto/handshake.h"

#include "proto/signed_text.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

constexpr WireLimits kLimits{.bytes = 16 << 10, .elements = 16, .depth = 2};
constexpr std::string_view kStatementLabel = "salt-job-retry/1 key statement";
constexpr std::string_view kProofLabel = "salt-job-retry/1 agent proof";

}  // namespace

KeyStatement make_key_statement(const CurveKey& shim_key, std::uint64_t serial, const RsaPrivateKey& master) {
    KeyStatement statement{shim_key, serial, master.public_key().fingerprint(), {}, {}};
    statement.signature = master.sign(statement_text(statement));
    return statement;
}

Result<void> verify_key_statement(const KeyStatement& statement, const RsaPublicKey& master) {
    const Sha256 expected = master.fingerprint();
    if (statement.master_key != expected)
        return fail(Errc::denied, "the shim's key is signed by another master's key (SHA-256 " +
                                      hex(view(statement.master_key)) +
                                      ") than the one that this minion knows (" + hex(view(expected)) + ")");
    if (!master.verify(statement_text(statement), statement.signature))
        return fail(Errc::denied, "the signature of the shim's key does not fit the master's key");
    return {};
}

std::string encode_key_request() {
    return MapWriter(kKeyVersion, "key_request").bytes();
}

bool is_key_request(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    reader.uint("v", kKeyVersion, kKeyVersion);
    return reader.text("type", 1, 64) == "key_request" && !reader.error();
}

std::string encode(const KeyStatement& statement) {
    MapWriter map(kKeyVersion, "key_statement");
    map.bin("shim_key", statement.shim_key)
        .uint("serial", statement.serial)
        .bin("master_key", statement.master_key)
        .bin("signature", statement.signature);
    if (!statement.public_key.empty()) map.text("public_key", statement.public_key);
    return map.bytes();
}

Result<KeyStatement> decode_key_statement(std::string_view bytes) {
    MapReader reader(bytes, kLimits);
    KeyStatement statement{};
    const std::uint64_t version = reader.uint("v", 0, ~std::uint64_t{0});
    if (!reader.error() && version != kKeyVersion)
        return fail(Errc::version, "the shim speaks protocol version " + std::to_string(version) +
                                       ", this agent version " + std::to_string(kKeyVersion) +
                                       "; install the same release on both sides");
    if (reader.text("type", 1, 64) != "key_statement") reader.fail_with("type is not key_statement");
    statement.shim_key = reader.array<32>("shim_key");
    statement.serial = reader.uint("serial", 0, ~std::uint64_t{0});
    statement.master_key = reader.array<32>("master_key");
    statement.signature = reader.text("signature", 1, kMaxSignature);
    if (reader.has("public_key")) statement.public_key = reader.text("public_key", 1, kMaxPublicKey);
    if (reader.error()) return fail(Errc::invalid, "not a key statement: " + *reader.error());
    return statement;
}

std::string statement_text(const KeyStatement& statement) {
    return SignedText(kStatementLabel)
        .add(statement.shim_key)
        .add(statement.serial)
        .add(statement.master_key)
        .take();
}

std::string handshake_text(const HandshakeParts& parts) {
    return SignedText(kProofLabel)
        .add(parts.minion)
        .add(parts.agent_nonce)
        .add(parts.shim_nonce)
        .add(parts.agent_key)
        .add(parts.shim_key)
        .take();
}

}  // namespace job_retry::proto
