// Audience: to whom a job was published, as the root of a Merkle hash tree (RFC 6962, section 2.1, with
// SHA-256), so that one signature covers all minions, and each gets a proof of its own place and learns of no
// other. A leaf is the hash of 00, a salt and the minion id: without its salt nobody can find out by trying
// whether an id is among the others. Pure.
//
// Invariant: a Place from which root_of() gives an Audience's root exists for its members alone, unless
// somebody finds a collision of SHA-256.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/rsa_key.h"

namespace job_retry::proto {

inline constexpr std::size_t kSaltSize = 16;
inline constexpr std::size_t kMaxPath = 32;                                  // hashes of a proof
inline constexpr std::uint64_t kMaxAudience = std::uint64_t{1} << kMaxPath;  // members

// One member's proof: the hashes on the way from its leaf to the root.
struct Place {
    std::array<unsigned char, kSaltSize> salt{};
    std::uint64_t index = 0;  // of `size` members
    std::uint64_t size = 0;
    std::vector<Sha256> path;  // sibling of the leaf first
    friend bool operator==(const Place&, const Place&) = default;
};

// The root of the tree in which `minion` has this place. Empty when it is none: an index behind the end, or
// not as many hashes as the way to the root has.
std::optional<Sha256> root_of(std::string_view minion, const Place& place);

class Audience {
  public:
    // `secret`: of this job alone, from the cryptographic generator; the salts follow from it, so that who
    // keeps secret and ids can make the same tree again. The order of the ids is part of the tree.
    Audience(std::string_view secret, const std::vector<std::string>& minions);

    std::uint64_t size() const { return levels_.front().size(); }
    Sha256 root() const;
    // REQUIRES: index < size().
    Place place(std::uint64_t index) const;

  private:
    std::vector<std::array<unsigned char, kSaltSize>> salts_;
    std::vector<std::vector<Sha256>> levels_;  // leaves first; the last one is the root alone
};

}  // namespace job_retry::proto
