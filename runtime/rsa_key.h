// RsaKey: Salt's keys, and what we do with them: sign and verify (RSASSA-PKCS1-v1_5, SHA-256). The only place
// that speaks to OpenSSL. Formats: private PKCS#1 or PKCS#8 PEM, public SubjectPublicKeyInfo or PKCS#1 PEM,
// as Salt writes them; CRLF and a missing last newline are tolerated. Files and texts over 64 KiB and keys
// outside 2048..16384 bits are refused. Nobody is ever asked for a passphrase. Values can be copied cheaply
// and used from several threads.
//
// Invariant: a key that exists works; sign() and verify() have no errors of their own.

#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/result.h"
#include "runtime/secret.h"

namespace job_retry {

using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view bytes);
Sha256 hmac_sha256(std::string_view key, std::string_view bytes);
std::string hex(std::string_view bytes);  // lower case
// The digest, in hex, by the name of its algorithm, as Salt's `hash_type` has it ("sha256", "md5", ...).
// Empty for a name that the library does not know.
std::string hex_digest(const std::string& algorithm, std::string_view bytes);
// Both from the cryptographic generator.
std::string random_bytes(std::size_t size);
std::uint64_t random_number();

class RsaPublicKey {
  public:
    // Error `invalid`: not a public RSA key of an accepted size.
    static Result<RsaPublicKey> from_pem(std::string_view pem);
    // Further errors: `not_found`, `denied`, `io`; the text names the path.
    static Result<RsaPublicKey> load(const std::filesystem::path& path);
    // False for a signature that does not fit, whatever the reason.
    bool verify(std::string_view message, std::string_view signature) const;
    // SHA-256 of the DER SubjectPublicKeyInfo: the same for the same key however its PEM is wrapped.
    Sha256 fingerprint() const;
    std::string pem() const;

  private:
    explicit RsaPublicKey(std::shared_ptr<void> key) : key_(std::move(key)) {}
    friend class RsaPrivateKey;
    std::shared_ptr<void> key_;  // EVP_PKEY
};

class RsaPrivateKey {
  public:
    // `passphrase` is Salt's key_pass; empty for none. Errors as above, and `denied` when the passphrase is
    // missing or does not fit.
    static Result<RsaPrivateKey> from_pem(std::string_view pem, std::string_view passphrase = {});
    static Result<RsaPrivateKey> load(const std::filesystem::path& path, std::string_view passphrase = {});
    // Takes up to a second.
    static RsaPrivateKey generate(unsigned bits = 2048);
    std::string sign(std::string_view message) const;
    RsaPublicKey public_key() const;
    Secret<std::string> pem() const;  // PKCS#1

  private:
    explicit RsaPrivateKey(std::shared_ptr<void> key) : key_(std::move(key)) {}
    std::shared_ptr<void> key_;  // EVP_PKEY
};

}  // namespace job_retry
