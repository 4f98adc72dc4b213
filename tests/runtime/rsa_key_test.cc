#include "runtime/rsa_key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/encoder.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "support/temporary_directory.h"

namespace job_retry {
namespace {

// Making a key takes a while, so the tests share one.
const RsaPrivateKey& key() {
    static const RsaPrivateKey made = RsaPrivateKey::generate();
    return made;
}

template <class Write>
std::string pem_of(Write write) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), &BIO_free_all);
    REQUIRE(write(bio.get()) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, std::size_t(size)};
}

using OpenSslKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

OpenSslKey openssl_key(const std::string& pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new_mem_buf(pem.data(), int(pem.size())),
                                                            &BIO_free_all);
    return {PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
}

std::string pkcs8(const EVP_CIPHER* cipher, std::string passphrase) {
    const OpenSslKey converted = openssl_key(*key().pem());
    return pem_of([&](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, converted.get(), cipher, passphrase.data(),
                                             int(passphrase.size()), nullptr, nullptr);
    });
}

std::string with_crlf(const std::string& text) {
    std::string converted;
    for (char c : text) {
        if (c == '\n') converted += '\r';
        converted += c;
    }
    return converted;
}

void write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

bool is_our_key(const Result<RsaPrivateKey>& loaded) {
    return loaded && key().public_key().verify("text", loaded->sign("text"));
}

TEST_CASE("a signature verifies with the key's public half and for the signed message only") {
    const std::string signature = key().sign("a message");
    const RsaPublicKey half = key().public_key();
    CHECK(signature.size() == 256);
    CHECK(half.verify("a message", signature));
    CHECK_FALSE(half.verify("another message", signature));
    CHECK_FALSE(half.verify("", signature));
    CHECK_FALSE(RsaPrivateKey::generate().public_key().verify("a message", signature));
}

TEST_CASE("a damaged signature never verifies, whatever its size") {
    const RsaPublicKey half = key().public_key();
    const std::string signature = key().sign("a message");
    for (std::size_t i = 0; i < signature.size(); i += 17) {
        std::string damaged = signature;
        damaged[i] = char(damaged[i] ^ 1);
        CHECK_FALSE(half.verify("a message", damaged));
    }
    for (const std::string& wrong : {std::string(), std::string("x"), signature.substr(1), signature + "x",
                                     std::string(256, '\0'), std::string(100'000, 'x')})
        CHECK_FALSE(half.verify("a message", wrong));
}

TEST_CASE("a private key is read as PKCS#1 and PKCS#8, with CRLF and without its last newline") {
    const std::string pkcs1 = *key().pem();
    CHECK(pkcs1.find("BEGIN RSA PRIVATE KEY") != std::string::npos);
    for (const std::string& pem : {pkcs1, pkcs8(nullptr, "")}) {
        CHECK(is_our_key(RsaPrivateKey::from_pem(pem)));
        CHECK(is_our_key(RsaPrivateKey::from_pem(with_crlf(pem))));
        CHECK(is_our_key(RsaPrivateKey::from_pem(pem.substr(0, pem.size() - 1))));
        CHECK(is_our_key(RsaPrivateKey::from_pem("\n" + pem + "\n\n")));
    }
}

TEST_CASE("a public key is read as SubjectPublicKeyInfo and PKCS#1, with CRLF and without its last newline") {
    const RsaPublicKey half = key().public_key();
    const std::string spki = half.pem();
    CHECK(spki.find("BEGIN PUBLIC KEY") != std::string::npos);
    const OpenSslKey converted = openssl_key(*key().pem());
    const std::unique_ptr<OSSL_ENCODER_CTX, decltype(&OSSL_ENCODER_CTX_free)> encoder(
        OSSL_ENCODER_CTX_new_for_pkey(converted.get(), EVP_PKEY_PUBLIC_KEY, "PEM", "type-specific", nullptr),
        &OSSL_ENCODER_CTX_free);
    const std::string pkcs1 = pem_of([&](BIO* bio) { return OSSL_ENCODER_to_bio(encoder.get(), bio); });
    CHECK(pkcs1.find("BEGIN RSA PUBLIC KEY") != std::string::npos);
    for (const std::string& pem : {spki, pkcs1})
        for (const std::string& text :
             {pem, with_crlf(pem), pem.substr(0, pem.size() - 1), "\n" + pem + "\n"}) {
            const Result<RsaPublicKey> read = RsaPublicKey::from_pem(text);
            REQUIRE(read);
            CHECK(read->fingerprint() == half.fingerprint());
            CHECK(read->pem() == spki);
        }
}

TEST_CASE("keys are read in any order: what was read before leaves nothing behind") {
    const OpenSslKey elliptic(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::string ec = pem_of([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, elliptic.get()); });
    const RsaPublicKey one = key().public_key();
    const RsaPublicKey other = RsaPrivateKey::generate(3072).public_key();
    const std::string pem = one.pem();
    const auto all_are_read = [&] {
        bool right = true;
        const auto reads = [&](const RsaPublicKey& expected) {
            const auto read = RsaPublicKey::from_pem(expected.pem());
            right = right && read && read->fingerprint() == expected.fingerprint();
        };
        for (const std::string& no_key :
             {ec, std::string(), *key().pem(), pem.substr(0, 200), ec.substr(0, 80),
              std::string(pem).replace(60, 8, "AAAAAAAA"), pkcs8(EVP_aes_256_cbc(), "sesame")}) {
            reads(one);
            right = right && !RsaPublicKey::from_pem(no_key);
            reads(other);
            reads(one);
        }
        return right;
    };
    CHECK(all_are_read());
    bool in_another_thread = false;
    std::thread([&] { in_another_thread = all_are_read(); }).join();
    CHECK(in_another_thread);
}

TEST_CASE("a key with a passphrase is opened with it, and says so without it") {
    const std::string pem = pkcs8(EVP_aes_256_cbc(), "sesame");
    CHECK(is_our_key(RsaPrivateKey::from_pem(pem, "sesame")));
    const Result<RsaPrivateKey> none = RsaPrivateKey::from_pem(pem);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == Errc::denied);
    CHECK(none.error().text.find("key_pass") != std::string::npos);
    const Result<RsaPrivateKey> wrong = RsaPrivateKey::from_pem(pem, "open");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == Errc::denied);
    CHECK(wrong.error().text.find("does not fit") != std::string::npos);
    CHECK_FALSE(RsaPrivateKey::from_pem(pem, std::string(5000, 'x')));
    CHECK(is_our_key(RsaPrivateKey::from_pem(*key().pem(), "not needed")));
}

TEST_CASE("what is not an RSA key of an accepted size is refused") {
    const OpenSslKey elliptic(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::string ec_private = pem_of([&](BIO* bio) {
        return PEM_write_bio_PrivateKey(bio, elliptic.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    const std::string ec_public = pem_of([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, elliptic.get()); });
    const RsaPrivateKey small = RsaPrivateKey::generate(1024);

    CHECK_FALSE(RsaPrivateKey::from_pem(ec_private));
    CHECK_FALSE(RsaPublicKey::from_pem(ec_public));
    CHECK_FALSE(RsaPrivateKey::from_pem(*small.pem()));
    const Result<RsaPublicKey> refused = RsaPublicKey::from_pem(small.public_key().pem());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text.find("1024 bits") != std::string::npos);
    CHECK_FALSE(RsaPublicKey::from_pem(*key().pem()));
    CHECK_FALSE(RsaPrivateKey::from_pem(key().public_key().pem()));
    for (const std::string& nonsense :
         {std::string(), std::string("nonsense"), std::string(100'000, '-'),
          std::string("-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----\n")}) {
        CHECK_FALSE(RsaPublicKey::from_pem(nonsense));
        CHECK_FALSE(RsaPrivateKey::from_pem(nonsense));
    }
}

// The same modulus with another exponent.
std::string public_pem_with(const std::string& exponent) {
    const OpenSslKey good = openssl_key(*key().pem());
    BIGNUM* n = nullptr;
    BIGNUM* e = nullptr;
    REQUIRE(EVP_PKEY_get_bn_param(good.get(), OSSL_PKEY_PARAM_RSA_N, &n) == 1);
    REQUIRE(BN_hex2bn(&e, exponent.c_str()) > 0);
    const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> builder(OSSL_PARAM_BLD_new(),
                                                                                  &OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e);
    OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(builder.get());
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), &EVP_PKEY_CTX_free);
    EVP_PKEY* made = nullptr;
    REQUIRE(EVP_PKEY_fromdata_init(context.get()) == 1);
    REQUIRE(EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) == 1);
    const OpenSslKey owned(made, &EVP_PKEY_free);
    OSSL_PARAM_free(parameters);
    BN_free(n);
    BN_free(e);
    return pem_of([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, owned.get()); });
}

TEST_CASE(
    "a public exponent is odd and has 32 bits at most, so that nobody's key takes long to verify with") {
    for (const char* good : {"03", "11", "010001", "FFFFFFFF"})
        CHECK(RsaPublicKey::from_pem(public_pem_with(good)));
    for (const char* bad : {"01", "02", "010000", "0100000001", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"})
        CHECK_FALSE(RsaPublicKey::from_pem(public_pem_with(bad)));
}

TEST_CASE("no cut of a key's text is taken for a key") {
    const std::string secret = *key().pem();
    const std::string half = key().public_key().pem();
    for (std::size_t size = 0; size + 2 < secret.size(); size += 7)
        CHECK_FALSE(RsaPrivateKey::from_pem(secret.substr(0, size)));
    for (std::size_t size = 0; size + 2 < half.size(); size += 7)
        CHECK_FALSE(RsaPublicKey::from_pem(half.substr(0, size)));
}

TEST_CASE("a key whose numbers are damaged is an error when it is read, not when it signs") {
    const std::string pem = *key().pem();
    const std::size_t modulus = pem.find('\n') + 20;
    for (std::size_t i = modulus; i < pem.size() - 100; i += 31) {
        std::string damaged = pem;
        if (damaged[i] == '\n') continue;
        damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
        const Result<RsaPrivateKey> loaded = RsaPrivateKey::from_pem(damaged);
        CAPTURE(i);
        if (i < modulus + 300) CHECK_FALSE(loaded);
        // OpenSSL makes up for one wrong number of the others.
        if (loaded) CHECK(loaded->public_key().verify("text", loaded->sign("text")));
    }
}

TEST_CASE("key files: errors name the path and what to do") {
    const test::TemporaryDirectory directory;
    write_file(directory / "minion.pem", *key().pem());
    write_file(directory / "minion.pub", key().public_key().pem());
    CHECK(is_our_key(RsaPrivateKey::load(directory / "minion.pem")));
    CHECK(RsaPublicKey::load(directory / "minion.pub"));

    const auto check = [&](const std::string& name, Errc code) {
        const Result<RsaPublicKey> loaded = RsaPublicKey::load(directory / name);
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().code == code);
        CHECK(loaded.error().text.find((directory / name).string()) != std::string::npos);
    };
    check("missing.pub", Errc::not_found);
    write_file(directory / "large.pub", std::string((64 << 10) + 1, 'x'));
    check("large.pub", Errc::invalid);
    write_file(directory / "nonsense.pub", "nonsense");
    check("nonsense.pub", Errc::invalid);
    std::filesystem::create_directory(directory / "directory.pub");
    check("directory.pub", Errc::invalid);
    REQUIRE(mkfifo((directory / "fifo.pub").c_str(), 0600) == 0);
    check("fifo.pub", Errc::invalid);
    if (geteuid() != 0) {
        std::filesystem::permissions(directory / "minion.pub", std::filesystem::perms::none);
        check("minion.pub", Errc::denied);
    }
}

TEST_CASE("the fingerprint is that of the DER form, as openssl prints it") {
    const OpenSslKey converted = openssl_key(*key().pem());
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(converted.get(), &der);
    REQUIRE(size > 0);
    CHECK(key().public_key().fingerprint() ==
          sha256({reinterpret_cast<const char*>(der), std::size_t(size)}));
    OPENSSL_free(der);
}

TEST_CASE("SHA-256, hex and random bytes are what they say") {
    const Sha256 digest = sha256("abc");
    CHECK(hex({reinterpret_cast<const char*>(digest.data()), digest.size()}) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // RFC 4231, test cases 2 and 6: a short key, and one longer than a block.
    const Sha256 mac = hmac_sha256("Jefe", "what do ya want for nothing?");
    CHECK(hex({reinterpret_cast<const char*>(mac.data()), mac.size()}) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    const Sha256 long_key =
        hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First");
    CHECK(hex({reinterpret_cast<const char*>(long_key.data()), long_key.size()}) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hmac_sha256("", "") != hmac_sha256("k", ""));
    CHECK(hex(std::string("\x00\xff\x10", 3)) == "00ff10");
    CHECK(random_bytes(32).size() == 32);
    CHECK(random_bytes(32) != random_bytes(32));
    CHECK(random_bytes(0).empty());
}

}  // namespace
}  // namespace job_retry
