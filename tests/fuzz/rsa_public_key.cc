// runtime/rsa_key: a public key in PEM form. Standalone, one comes from a peer that is not known yet. What a
// decoder that has read others before reads must be what a fresh one reads.

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <optional>

#include "runtime/rsa_key.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

namespace {

// By OpenSSL alone: SHA-256 of the DER form; empty when it is no public key of any kind.
std::optional<Sha256> fingerprint_by_openssl(std::string_view pem) {
    BIO* bio = BIO_new_mem_buf(pem.empty() ? "" : pem.data(), int(pem.size()));
    EVP_PKEY* key = PEM_read_bio_PUBKEY(bio, nullptr, nullptr, nullptr);
    BIO_free_all(bio);
    ERR_clear_error();
    if (key == nullptr) return std::nullopt;
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    EVP_PKEY_free(key);
    require(size > 0, "what was read can be written");
    const Sha256 digest = sha256({reinterpret_cast<const char*>(der), std::size_t(size)});
    OPENSSL_free(der);
    return digest;
}

}  // namespace

void one_input(std::string_view bytes) {
    const Result<RsaPublicKey> key = RsaPublicKey::from_pem(bytes);
    if (!key) {
        require(key.error().code == Errc::invalid, "what is no key is `invalid`");
        return;
    }
    accepted();
    require(!key->verify("a message", bytes.substr(0, 256)), "a key is no signature");
    const Result<RsaPublicKey> again = RsaPublicKey::from_pem(key->pem());
    if (bytes.find("-----BEGIN PUBLIC KEY-----") != std::string_view::npos) {
        const auto theirs = fingerprint_by_openssl(bytes);
        require(theirs && *theirs == key->fingerprint(), "a key is the one that OpenSSL reads");
    }
    require(again && again->fingerprint() == key->fingerprint(), "from_pem(pem()) is the key");
}

}  // namespace job_retry::fuzz
