#include "runtime/rsa_key.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>

namespace job_retry {
namespace {

constexpr std::size_t kMaxPem = 64 << 10;
constexpr int kMinBits = 2048;
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

// A file of at most kMaxPem bytes. Only regular files: opening a FIFO would block.
Result<std::string> read_key_file(const std::filesystem::path& path) {
    const auto failed = [&](int error) {
        const Errc code = error == ENOENT                     ? Errc::not_found
                          : error == EACCES || error == EPERM ? Errc::denied
                                                              : Errc::io;
        std::string text = "cannot read key " + path.string() + ": " + std::generic_category().message(error);
        if (code == Errc::denied) text += "; run as the user that Salt runs as";
        return fail(code, std::move(text));
    };
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return failed(errno);
    struct Close {
        int fd;
        ~Close() { close(fd); }
    } closing{fd};

    struct stat status {};
    if (fstat(fd, &status) != 0) return failed(errno);
    if (!S_ISREG(status.st_mode)) return fail(Errc::invalid, "key " + path.string() + " is not a file");
    std::string text(kMaxPem + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = read(fd, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(errno);
        if (got == 0) break;
        size += std::size_t(got);
    }
    if (size > kMaxPem)
        return fail(Errc::invalid, "key " + path.string() + " is larger than 64 KiB: not a key");
    text.resize(size);
    return text;
}

Result<std::shared_ptr<void>> accept_rsa(EVP_PKEY* key) {
    std::shared_ptr<void> owned = own(key);
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return fail(Errc::invalid, "not an RSA key; Salt's keys are RSA keys");
    const int bits = EVP_PKEY_get_bits(key);
    if (bits < kMinBits || bits > kMaxBits)
        return fail(Errc::invalid, "an RSA key of " + std::to_string(bits) +
                                       " bits is not accepted; expected 2048 to 16384 (Salt's `keysize`)");
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
    EVP_PKEY* key = nullptr;
    const std::unique_ptr<OSSL_DECODER_CTX, decltype(&OSSL_DECODER_CTX_free)> decoder(
        OSSL_DECODER_CTX_new_for_pkey(&key, "PEM", nullptr, nullptr, EVP_PKEY_PUBLIC_KEY, nullptr, nullptr),
        &OSSL_DECODER_CTX_free);
    require(decoder != nullptr);
    Passphrase none;
    OSSL_DECODER_CTX_set_pem_password_cb(decoder.get(), answer_passphrase, &none);
    const Bio bio = reader(pem);
    const bool decoded = OSSL_DECODER_from_bio(decoder.get(), bio.get()) == 1 && key != nullptr;
    ERR_clear_error();
    if (!decoded) {
        EVP_PKEY_free(key);
        return fail(Errc::invalid, "not a public key in PEM form");
    }
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
    Result<RsaPrivateKey> key = named(from_pem(*text, passphrase), path);
    OPENSSL_cleanse(text->data(), text->size());
    return key;
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

std::string RsaPrivateKey::pem() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(bio != nullptr && PEM_write_bio_PrivateKey_traditional(bio.get(), raw(key_), nullptr, nullptr, 0,
                                                                   nullptr, nullptr) == 1);
    return text_of(bio.get());
}

}  // namespace job_retry
