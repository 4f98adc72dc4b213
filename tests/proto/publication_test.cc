#include "proto/publication.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "proto/examples.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

using std::chrono::microseconds;

const RsaPrivateKey& master_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate();
    return key;
}

const RsaPublicKey& master() {
    static const RsaPublicKey key = master_key().public_key();
    return key;
}

TEST_CASE("the signed texts in PROTOCOL.md are ours, and so are the audience's hashes") {
    const std::map<std::string, std::string> documented = test::documented_examples();
    const Sha256 root = test::example_audience().root();
    for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"shim/signed job", signed_text(test::example_publication())},
             {"shim/signed permission", signed_text(test::example_permission())},
             {"shim/signed clock", signed_text(test::example_clock())},
             {"shim/audience", std::string(view(root))},
         }) {
        CAPTURE(name);
        INFO("expected bytes:\n" << test::hex_lines(bytes));
        REQUIRE(documented.count(name) == 1);
        CHECK(test::hex_lines(documented.at(name)) == test::hex_lines(bytes));
    }
    CHECK(root_of("web1.example.org", test::example_place()) == root);
}

// What is signed verifies; with any of the changes it does not, nor with a flipped bit of the signature, nor
// under another key.
template <class T>
void check_signature(const T& what, const std::vector<T>& changed) {
    const std::string signature = sign(what, master_key());
    CHECK(verify(what, signature, master()));
    std::set<std::string> texts{signed_text(what)};
    for (const T& other : changed) {
        CHECK_FALSE(verify(other, signature, master()));
        CHECK(texts.insert(signed_text(other)).second);
    }
    for (std::size_t bit = 0; bit < signature.size() * 8; bit += 37) {
        std::string flipped = signature;
        flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << bit % 8));
        CHECK_FALSE(verify(what, flipped, master()));
    }
    CHECK_FALSE(verify(what, "", master()));
    CHECK_FALSE(verify(what, signature + "x", master()));
    static const RsaPublicKey other = RsaPrivateKey::generate().public_key();
    CHECK_FALSE(verify(what, signature, other));
}

template <class T>
T changed(T what, void (*change)(T&)) {
    change(what);
    return what;
}

TEST_CASE("every field of a publication is signed") {
    const Publication job = test::example_publication();
    check_signature<Publication>(
        job, {changed<Publication>(job, [](auto& j) { j.jid = Jid::parse(j.jid.text() + "0").value(); }),
              changed<Publication>(job, [](auto& j) { j.load[31] ^= 1; }),
              changed<Publication>(job, [](auto& j) { j.audience[0] ^= 0x80; }),
              changed<Publication>(job, [](auto& j) { std::swap(j.load, j.audience); }),
              changed<Publication>(job, [](auto& j) { j.published += microseconds(1); }),
              changed<Publication>(job, [](auto& j) { j.published -= microseconds(1); })});
}

TEST_CASE("every field of a permission is signed") {
    const Permission permission = test::example_permission();
    check_signature<Permission>(
        permission,
        {changed<Permission>(permission, [](auto& p) { p.jid = Jid::parse(p.jid.text() + "0").value(); }),
         changed<Permission>(permission, [](auto& p) { p.minion = "web2.example.org"; }),
         changed<Permission>(permission, [](auto& p) { p.number += 1; }),
         // A byte that moves from one field to its neighbour.
         changed<Permission>(permission, [](auto& p) {
             p.minion.insert(0, 1, p.jid.text().back());
             p.jid = Jid::parse(p.jid.text().substr(0, p.jid.text().size() - 1)).value();
         })});
}

TEST_CASE("every field of the master's clock is signed") {
    const MasterClock clock = test::example_clock();
    check_signature<MasterClock>(clock,
                                 {changed<MasterClock>(clock, [](auto& c) { c.minion += "x"; }),
                                  changed<MasterClock>(clock, [](auto& c) { c.nonce[0] = 'x'; }),
                                  changed<MasterClock>(clock, [](auto& c) { c.time += microseconds(1); })});
}

TEST_CASE("a signature for one purpose serves no other, even where the fields look alike") {
    const Jid jid = Jid::parse("20261124060139123456").value();
    const std::string nonce(32, 'n');
    // The same three fields under two labels.
    const Permission permission{jid, nonce, 7};
    const MasterClock clock{jid.text(), nonce, WallTime(microseconds(7))};
    const std::string text = signed_text(permission);
    CHECK(text.substr(text.find("permission") + 10) ==
          signed_text(clock).substr(signed_text(clock).find("clock") + 5));
    CHECK_FALSE(verify(clock, sign(permission, master_key()), master()));
    CHECK_FALSE(verify(permission, sign(clock, master_key()), master()));
    CHECK_FALSE(verify(test::example_publication(), sign(permission, master_key()), master()));
}

TEST_CASE("a time before the epoch is signed as it is sent: as the epoch") {
    const MasterClock before{"m", std::string(32, 'n'), WallTime(microseconds(-1))};
    const MasterClock epoch{"m", std::string(32, 'n'), WallTime()};
    CHECK(signed_text(before) == signed_text(epoch));
}

}  // namespace
}  // namespace job_retry::proto
