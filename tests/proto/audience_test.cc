#include "proto/audience.h"

#include <catch2/catch.hpp>
#include <set>
#include <span>
#include <string>

#include "proto/examples.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

const std::string kSecret = test::counting(0x10, 32);

std::vector<std::string> minions(std::size_t count) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < count; ++i)
        ids.push_back("minion" + std::to_string(i));
    return ids;
}

// RFC 6962, section 2.1, word by word: MTH and PATH.
Sha256 tree_hash(std::span<const std::string> leaves) {
    if (leaves.empty()) return sha256("");
    if (leaves.size() == 1) return sha256(std::string(1, '\0') + leaves[0]);
    std::size_t k = 1;
    while (k * 2 < leaves.size())
        k *= 2;
    const Sha256 left = tree_hash(leaves.first(k));
    const Sha256 right = tree_hash(leaves.subspan(k));
    return sha256("\x01" + std::string(view(left)) + std::string(view(right)));
}

std::vector<Sha256> path_to(std::size_t m, std::span<const std::string> leaves) {
    if (leaves.size() <= 1) return {};
    std::size_t k = 1;
    while (k * 2 < leaves.size())
        k *= 2;
    std::vector<Sha256> path = m < k ? path_to(m, leaves.first(k)) : path_to(m - k, leaves.subspan(k));
    path.push_back(m < k ? tree_hash(leaves.subspan(k)) : tree_hash(leaves.first(k)));
    return path;
}

std::vector<std::string> leaves_of(const std::vector<std::string>& ids) {
    std::vector<std::string> leaves;
    for (const std::string& id : ids) {
        const Sha256 salt = hmac_sha256(kSecret, id);
        leaves.push_back(std::string(view(salt).substr(0, kSaltSize)) + id);
    }
    return leaves;
}

TEST_CASE("root and proofs are those of RFC 6962, for every size up to 70 and every member") {
    for (std::size_t size = 1; size <= 70; ++size) {
        CAPTURE(size);
        const std::vector<std::string> ids = minions(size);
        const std::vector<std::string> leaves = leaves_of(ids);
        const Audience audience(kSecret, ids);
        REQUIRE(audience.size() == size);
        REQUIRE(audience.root() == tree_hash(leaves));
        for (std::size_t i = 0; i < size; ++i) {
            const Place place = audience.place(i);
            CHECK(place.index == i);
            CHECK(place.size == size);
            CHECK(std::string(view(place.salt)) + ids[i] == leaves[i]);
            CHECK(place.path == path_to(i, leaves));
            CHECK(root_of(ids[i], place) == audience.root());
        }
    }
}

TEST_CASE("an audience of nobody has the root of an empty tree, and no place in it") {
    const Audience nobody(kSecret, {});
    CHECK(nobody.size() == 0);
    CHECK(nobody.root() == sha256(""));
    CHECK_FALSE(root_of("m", Place{}));
}

TEST_CASE("a proof serves no other id, no other index and no other tree") {
    for (std::size_t size = 1; size <= 20; ++size) {
        CAPTURE(size);
        const std::vector<std::string> ids = minions(size);
        const Audience audience(kSecret, ids);
        const Audience other_secret(kSecret + "x", ids);
        CHECK(other_secret.root() != audience.root());
        for (std::size_t i = 0; i < size; ++i) {
            const Place place = audience.place(i);
            for (const std::string& other : minions(size + 1))
                if (other != ids[i]) CHECK(root_of(other, place) != audience.root());
            for (const std::string& other : {std::string(), ids[i] + "x", ids[i].substr(1)})
                CHECK(root_of(other, place) != audience.root());
            Place moved = place;
            for (moved.index = 0; moved.index < size + 3; ++moved.index)
                if (moved.index != i) CHECK(root_of(ids[i], moved) != audience.root());
            CHECK(root_of(ids[i], place) != other_secret.root());
        }
    }
}

TEST_CASE("every flipped bit of a proof is seen") {
    for (std::size_t size : {1, 2, 3, 7, 8, 13}) {
        CAPTURE(size);
        const std::vector<std::string> ids = minions(size);
        const Audience audience(kSecret, ids);
        for (std::size_t i = 0; i < size; ++i) {
            const Place place = audience.place(i);
            Place flipped = place;
            for (std::size_t bit = 0; bit < kSaltSize * 8; ++bit) {
                flipped.salt[bit / 8] ^= static_cast<unsigned char>(1 << bit % 8);
                CHECK(root_of(ids[i], flipped) != audience.root());
                flipped = place;
            }
            for (std::size_t hash = 0; hash < place.path.size(); ++hash) {
                for (std::size_t bit = 0; bit < 256; ++bit) {
                    flipped.path[hash][bit / 8] ^= static_cast<unsigned char>(1 << bit % 8);
                    CHECK(root_of(ids[i], flipped) != audience.root());
                    flipped = place;
                }
            }
        }
    }
}

TEST_CASE("as many hashes as the way to the root has, no fewer and no more") {
    for (std::size_t size = 1; size <= 70; ++size) {
        const std::vector<std::string> ids = minions(size);
        const Audience audience(kSecret, ids);
        for (std::size_t i = 0; i < size; ++i) {
            Place place = audience.place(i);
            place.path.push_back(sha256("one more"));
            CHECK_FALSE(root_of(ids[i], place));
            place.path.pop_back();
            if (place.path.empty()) continue;
            place.path.pop_back();
            CHECK_FALSE(root_of(ids[i], place));
        }
    }
}

TEST_CASE("an index behind the end and a size beyond the bound are no place") {
    Place place = Audience(kSecret, minions(4)).place(3);
    for (const std::uint64_t size :
         {std::uint64_t{0}, std::uint64_t{3}, kMaxAudience + 1, ~std::uint64_t{0}}) {
        place.size = size;
        CHECK_FALSE(root_of("minion3", place));
    }
    place.size = kMaxAudience;
    place.index = kMaxAudience - 1;
    place.path.assign(kMaxPath, sha256("any"));
    CHECK(root_of("minion3", place));
    place.index = kMaxAudience;
    CHECK_FALSE(root_of("minion3", place));
}

// An inner hash as the "leaf" of an id would let two members' hashes stand for a third id.
TEST_CASE("an inner node is no leaf: salt and id cannot be chosen so that they hash to one") {
    const Audience audience(kSecret, minions(2));
    const Place first = audience.place(0);
    const Place second = audience.place(1);
    const std::string inner = std::string(view(second.path[0])) + std::string(view(first.path[0]));
    Place place;
    std::copy_n(inner.begin(), kSaltSize, place.salt.begin());
    place.size = 1;
    CHECK(root_of(inner.substr(kSaltSize), place) != audience.root());
}

TEST_CASE("the same ids in another order are another tree, and the same id twice has two places") {
    std::vector<std::string> ids = minions(5);
    const Audience audience(kSecret, ids);
    CHECK(Audience(kSecret, ids).root() == audience.root());
    std::swap(ids[0], ids[4]);
    CHECK(Audience(kSecret, ids).root() != audience.root());
    const Audience twice(kSecret, {"m", "n", "m"});
    CHECK(root_of("m", twice.place(0)) == twice.root());
    CHECK(root_of("m", twice.place(2)) == twice.root());
}

}  // namespace
}  // namespace job_retry::proto
