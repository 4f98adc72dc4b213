#include "runtime/rsa_key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "runtime/read_file.h"

namespace job_retry {
namespace {

constexpr std::size_t kMaxPem = 64 << 10;
constexpr int kMinBits = 2048;
constexpr int kMaxExponentBits = 32;
constexpr int kMaxBits = 16384;  // OpenSSL's own bound for verifying

struct BioFree {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, BioFree>;

// OpenSSL failing where only lack of memory or a broken library can make it fail.
void require(bool condition) {
    if (!condition) std::abort();
}

EVP_PKEY* raw(const std::shared_ptr<void>& key) {
    return static_cast<EVP_PKEY*>(key.get());
}

std::shared_ptr<void> own(EVP_PKEY* key) {
    return {key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); }};
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Bio reader(std::string_view text) {
    // An empty view may point to nothing, which OpenSSL takes for a mistake.
    Bio bio(BIO_new_mem_buf(text.empty() ? "" : text.data(), int(text.size())));
    require(bio != nullptr);
    return bio;
}

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, std::size_t(size)};
}

Result<std::string> read_key_file(const std::filesystem::path& path) {
    auto text = read_file(path, kMaxPem);
    if (text) return text;
    return fail(text.error().code,
                "cannot read key " + text.error().text +
                    (text.error().code == Errc::denied ? "; run as the user that Salt runs as" : ""));
}

Result<std::shared_ptr<void>> accept_rsa(EVP_PKEY* key) {
    std::shared_ptr<void> owned = own(key);
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return fail(Errc::invalid, "not an RSA key; Salt's keys are RSA keys");
    const int bits = EVP_PKEY_get_bits(key);
    if (bits < kMinBits || bits > kMaxBits)
        return fail(Errc::invalid, "an RSA key of " + std::to_string(bits) +
                                       " bits is not accepted; expected 2048 to 16384 (Salt's `keysize`)");
    // A long exponent takes a hundred times as long to verify with, and strangers may offer keys.
    BIGNUM* exponent = nullptr;
    require(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1);
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> own_exponent(exponent, &BN_free);
    if (BN_is_odd(exponent) == 0 || BN_is_one(exponent) != 0 || BN_num_bits(exponent) > kMaxExponentBits)
        return fail(Errc::invalid,
                    "an RSA key with this public exponent is not accepted; expected an odd one "
                    "from 3 to 2^32, as 65537");
    return owned;
}

struct Passphrase {
    std::string_view text;
    bool asked = false;
};

// OpenSSL asks this instead of the terminal.
int answer_passphrase(char* buffer, int size, int /*writing*/, void* user) {
    auto* passphrase = static_cast<Passphrase*>(user);
    passphrase->asked = true;
    if (passphrase->text.empty() || passphrase->text.size() > std::size_t(size)) return -1;
    std::memcpy(buffer, passphrase->text.data(), passphrase->text.size());
    return int(passphrase->text.size());
}

// OpenSSL's decoder of public keys in PEM form. It looks for who can read which form when it is made, which
// takes 0.4 ms, and reads a key in 15 us: so it is kept, by each thread for itself, and one that has failed
// is not used again, because nothing says what is left in it.
class PublicKeyDecoder {
  public:
    // Null for what is no public key.
    EVP_PKEY* read(std::string_view pem) {
        if (!context_) make();
        const Bio bio = reader(pem);
        const bool decoded = OSSL_DECODER_from_bio(context_.get(), bio.get()) == 1;
        ERR_clear_error();
        EVP_PKEY* key = std::exchange(key_, nullptr);
        if (decoded) return key;
        EVP_PKEY_free(key);
        context_.reset();
        return nullptr;
    }

  private:
    void make() {
        context_.reset(OSSL_DECODER_CTX_new_for_pkey(&key_, "PEM", nullptr, nullptr, EVP_PKEY_PUBLIC_KEY,
                                                     nullptr, nullptr));
        require(context_ != nullptr);
        OSSL_DECODER_CTX_set_pem_password_cb(context_.get(), answer_passphrase, &no_passphrase_);
    }

    struct Free {
        void operator()(OSSL_DECODER_CTX* context) const { OSSL_DECODER_CTX_free(context); }
    };
    EVP_PKEY* key_ = nullptr;  // where the context puts what it has read
    Passphrase no_passphrase_;
    std::unique_ptr<OSSL_DECODER_CTX, Free> context_;
};

EVP_PKEY* read_public_key(std::string_view pem) {
    thread_local PublicKeyDecoder decoder;
    return decoder.read(pem);
}

// Empty when the key's numbers do not make a working RSA key (a damaged file).
std::optional<std::string> try_sign(EVP_PKEY* key, std::string_view message) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    require(context != nullptr);
    std::string signature(std::size_t(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = signature.size();
    const bool made = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                     octets(message), message.size()) == 1;
    ERR_clear_error();
    if (!made) return std::nullopt;
    signature.resize(size);
    return signature;
}

template <class T>
Result<T> named(Result<T> result, const std::filesystem::path& path) {
    if (!result) return fail(result.error().code, "key " + path.string() + ": " + result.error().text);
    return result;
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
    Sha256 digest;
    unsigned size = 0;
    require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
    return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
    Sha256 digest;
    unsigned size = 0;
    require(HMAC(EVP_sha256(), key.data(), int(key.size()), octets(bytes), bytes.size(), digest.data(),
                 &size) != nullptr);
    return digest;
}

std::string hex(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string hex_digest(const std::string& algorithm, std::string_view bytes) {
    const EVP_MD* known = EVP_get_digestbyname(algorithm.c_str());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    if (known == nullptr || EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, known, nullptr) != 1)
        return {};
    return hex({reinterpret_cast<const char*>(digest.data()), size});
}

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), int(size)) == 1);
    return bytes;
}

std::uint64_t random_number() {
    std::uint64_t number = 0;
    for (const char byte : random_bytes(sizeof number))
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

Result<RsaPublicKey> RsaPublicKey::from_pem(std::string_view pem) {
    if (pem.size() > kMaxPem) return fail(Errc::invalid, "larger than 64 KiB: not a key");
    EVP_PKEY* key = read_public_key(pem);
    if (key == nullptr) return fail(Errc::invalid, "not a public key in PEM form");
    Result<std::shared_ptr<void>> accepted = accept_rsa(key);
    if (!accepted) return pass_on(accepted);
    return RsaPublicKey(std::move(*accepted));
}

Result<RsaPublicKey> RsaPublicKey::load(const std::filesystem::path& path) {
    Result<std::string> text = read_key_file(path);
    if (!text) return pass_on(text);
    return named(from_pem(*text), path);
}

bool RsaPublicKey::verify(std::string_view message, std::string_view signature) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    require(context != nullptr);
    const bool fits = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, raw(key_)) == 1 &&
                      EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                                       message.size()) == 1;
    ERR_clear_error();
    return fits;
}

Sha256 RsaPublicKey::fingerprint() const {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(raw(key_), &der);
    require(size > 0);
    const Sha256 digest = sha256({reinterpret_cast<const char*>(der), std::size_t(size)});
    OPENSSL_free(der);
    return digest;
}

std::string RsaPublicKey::pem() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(bio != nullptr && PEM_write_bio_PUBKEY(bio.get(), raw(key_)) == 1);
    return text_of(bio.get());
}

Result<RsaPrivateKey> RsaPrivateKey::from_pem(std::string_view pem, std::string_view passphrase) {
    if (pem.size() > kMaxPem) return fail(Errc::invalid, "larger than 64 KiB: not a key");
    const Bio bio = reader(pem);
    Passphrase answer{passphrase};
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, answer_passphrase, &answer);
    ERR_clear_error();
    if (key == nullptr) {
        if (!answer.asked) return fail(Errc::invalid, "not a private key in PEM form");
        return fail(Errc::denied, passphrase.empty() ? "the key has a passphrase; set Salt's `key_pass`"
                                                     : "the passphrase in Salt's `key_pass` does not fit");
    }
    Result<std::shared_ptr<void>> accepted = accept_rsa(key);
    if (!accepted) return pass_on(accepted);
    RsaPrivateKey made(std::move(*accepted));
    // Tried once here, so that a damaged file is an error now and sign() cannot fail later.
    const std::optional<std::string> probe = try_sign(key, "probe");
    if (!probe || !made.public_key().verify("probe", *probe))
        return fail(Errc::invalid, "the private key is damaged: what it signs does not verify");
    return made;
}

Result<RsaPrivateKey> RsaPrivateKey::load(const std::filesystem::path& path, std::string_view passphrase) {
    Result<std::string> text = read_key_file(path);
    if (!text) return pass_on(text);
    const Secret<std::string> pem(std::move(*text));
    return named(from_pem(*pem, passphrase), path);
}

RsaPrivateKey RsaPrivateKey::generate(unsigned bits) {
    EVP_PKEY* key = EVP_RSA_gen(bits);
    require(key != nullptr);
    return RsaPrivateKey(own(key));
}

std::string RsaPrivateKey::sign(std::string_view message) const {
    const std::optional<std::string> signature = try_sign(raw(key_), message);
    require(signature.has_value());
    return *signature;
}

RsaPublicKey RsaPrivateKey::public_key() const {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(raw(key_), &der);
    require(size > 0);
    const unsigned char* begin = der;
    EVP_PKEY* key = d2i_PUBKEY(nullptr, &begin, size);
    OPENSSL_free(der);
    require(key != nullptr);
    return RsaPublicKey(own(key));
}

Secret<std::string> RsaPrivateKey::pem() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(bio != nullptr && PEM_write_bio_PrivateKey_traditional(bio.get(), raw(key_), nullptr, nullptr, 0,
                                                                   nullptr, nullptr) == 1);
    return text_of(bio.get());
}

}  // namespace job_retry
