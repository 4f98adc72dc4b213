#include "proto/handshake.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "proto/examples.h"

namespace job_retry::proto {
namespace {

const RsaPrivateKey& master_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate();
    return key;
}

KeyStatement statement() {
    return make_key_statement(CurveKeyPair::generate().public_key, 1'795'500'099'123'456, master_key());
}

TEST_CASE("a key statement verifies with the master's key, also after it went over the wire") {
    const KeyStatement made = statement();
    CHECK(verify_key_statement(made, master_key().public_key()));
    const Result<KeyStatement> read = decode_key_statement(encode(made));
    REQUIRE(read);
    CHECK(read->shim_key == made.shim_key);
    CHECK(read->serial == made.serial);
    CHECK(read->public_key.empty());
    CHECK(verify_key_statement(*read, master_key().public_key()));
}

TEST_CASE("a key statement of another master is denied, whatever fingerprint it names") {
    const RsaPublicKey other = RsaPrivateKey::generate().public_key();
    KeyStatement made = statement();
    const Result<void> named = verify_key_statement(made, other);
    REQUIRE_FALSE(named);
    CHECK(named.error().code == Errc::denied);
    CHECK(named.error().text.find("another master's key") != std::string::npos);
    made.master_key = other.fingerprint();
    const Result<void> forged = verify_key_statement(made, other);
    REQUIRE_FALSE(forged);
    CHECK(forged.error().code == Errc::denied);
}

TEST_CASE("every field of a key statement is signed") {
    const RsaPublicKey master = master_key().public_key();
    KeyStatement made = statement();
    made.serial += 1;
    CHECK_FALSE(verify_key_statement(made, master));
    made = statement();
    made.shim_key[31] ^= 1;
    CHECK_FALSE(verify_key_statement(made, master));
    made = statement();
    made.master_key[0] ^= 1;
    CHECK_FALSE(verify_key_statement(made, master));
    made = statement();
    made.signature[0] = char(made.signature[0] ^ 1);
    CHECK_FALSE(verify_key_statement(made, master));
    made = statement();
    made.signature.clear();
    CHECK_FALSE(verify_key_statement(made, master));
}

TEST_CASE("a standalone statement brings its public key") {
    KeyStatement made = statement();
    made.public_key = master_key().public_key().pem();
    const Result<KeyStatement> read = decode_key_statement(encode(made));
    REQUIRE(read);
    CHECK(read->public_key == made.public_key);
}

TEST_CASE("the handshake's bytes in PROTOCOL.md are ours") {
    const std::map<std::string, std::string> documented = test::documented_examples();
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"shim/key_request", encode_key_request()},
        {"shim/key_statement", encode(test::example_statement())},
        {"shim/signed key statement", statement_text(test::example_statement())},
        {"shim/signed proof", handshake_text(test::example_handshake())},
    };
    for (const auto& [name, bytes] : expected) {
        CAPTURE(name);
        INFO("expected bytes:\n" << test::hex_lines(bytes));
        REQUIRE(documented.count(name) == 1);
        CHECK(test::hex_lines(documented.at(name)) == test::hex_lines(bytes));
    }
    CHECK(is_key_request(documented.at("shim/key_request")));
    const Result<KeyStatement> read = decode_key_statement(documented.at("shim/key_statement"));
    REQUIRE(read);
    CHECK(statement_text(*read) == documented.at("shim/signed key statement"));
    CHECK(read->signature == test::example_statement().signature);
}

TEST_CASE("the key port speaks version 1, so that a peer of any release gets the key") {
    // Bytes of release 0.1.0.
    const std::string request = "\x82\xa1v\x01\xa4type\xabkey_request";
    CHECK(encode_key_request() == request);
    CHECK(is_key_request(request));
    CHECK(encode(statement()).substr(0, 4) == "\x86\xa1v\x01");
}

TEST_CASE("a key request is known from everything else") {
    CHECK(is_key_request(encode_key_request()));
    CHECK(encode_key_request().size() <= 256);
    for (const std::string& other :
         {std::string(), std::string("key?"), encode_key_request() + "x", encode_key_request().substr(1),
          encode(Notify{}).value(), encode(test::example_statement())})
        CHECK_FALSE(is_key_request(other));
}

TEST_CASE("no cut of a key statement is one, and damage never crashes") {
    const std::string bytes = encode(statement());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decode_key_statement(bytes.substr(0, size)));
    CHECK_FALSE(decode_key_statement(bytes + "x"));
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string flipped = bytes;
        flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
        const Result<KeyStatement> read = decode_key_statement(flipped);
        // A bit of a field's name or of an ignored key may be wrong; no bit of what is signed.
        if (read && statement_text(*read) != statement_text(*decode_key_statement(bytes)))
            CHECK_FALSE(verify_key_statement(*read, master_key().public_key()));
    }
    CHECK_FALSE(decode_key_statement(std::string(17 << 10, '\0')));
    CHECK_FALSE(decode_key_statement(encode_key_request()));
}

TEST_CASE("no two different handshakes are signed as the same text") {
    const HandshakeParts parts = test::example_handshake();
    std::set<std::string> texts = {handshake_text(parts)};
    const auto add = [&](auto change) {
        HandshakeParts changed = parts;
        change(changed);
        CHECK(texts.insert(handshake_text(changed)).second);
    };
    add([](HandshakeParts& p) { p.minion += "x"; });
    add([](HandshakeParts& p) { p.agent_nonce[0] = 'x'; });
    add([](HandshakeParts& p) { p.shim_nonce[0] = 'x'; });
    add([](HandshakeParts& p) { p.agent_key[0] ^= 1; });
    add([](HandshakeParts& p) { p.shim_key[0] ^= 1; });
    add([](HandshakeParts& p) { std::swap(p.agent_nonce, p.shim_nonce); });
    add([](HandshakeParts& p) { std::swap(p.agent_key, p.shim_key); });
    // A byte that moves from one field to its neighbour.
    add([](HandshakeParts& p) {
        p.agent_nonce.insert(0, 1, p.minion.back());
        p.minion.pop_back();
    });
    CHECK(texts.count(statement_text(test::example_statement())) == 0);
}

}  // namespace
}  // namespace job_retry::proto
