#include "proto/audience.h"

#include <algorithm>

#include "proto/wire.h"

namespace job_retry::proto {
namespace {

using Salt = std::array<unsigned char, kSaltSize>;

Salt salt_of(std::string_view secret, std::string_view minion) {
    const Sha256 whole = hmac_sha256(secret, minion);
    Salt salt;
    std::copy_n(whole.begin(), salt.size(), salt.begin());
    return salt;
}

Sha256 leaf(const Salt& salt, std::string_view minion) {
    return sha256(std::string(1, '\x00').append(view(salt)).append(minion));
}

Sha256 node(const Sha256& left, const Sha256& right) {
    return sha256(std::string(1, '\x01').append(view(left)).append(view(right)));
}

}  // namespace

// The largest power of two below the size goes left (RFC 6962). Seen from the leaves: neighbours are joined
// in pairs, and who is left over goes up as it is.
Audience::Audience(std::string_view secret, const std::vector<std::string>& minions) : levels_(1) {
    salts_.reserve(minions.size());
    levels_[0].reserve(minions.size());
    for (const std::string& minion : minions) {
        salts_.push_back(salt_of(secret, minion));
        levels_[0].push_back(leaf(salts_.back(), minion));
    }
    while (levels_.back().size() > 1) {
        const std::vector<Sha256>& below = levels_.back();
        std::vector<Sha256> level;
        level.reserve((below.size() + 1) / 2);
        for (std::size_t i = 0; i + 1 < below.size(); i += 2)
            level.push_back(node(below[i], below[i + 1]));
        if (below.size() % 2 == 1) level.push_back(below.back());
        levels_.push_back(std::move(level));
    }
}

Sha256 Audience::root() const {
    return levels_.back().empty() ? sha256("") : levels_.back().front();
}

Place Audience::place(std::uint64_t index) const {
    Place place{salts_[index], index, size(), {}};
    for (const std::vector<Sha256>& level : levels_) {
        const std::uint64_t sibling = index ^ 1;
        if (sibling < level.size()) place.path.push_back(level[sibling]);
        index /= 2;
    }
    return place;
}

std::optional<Sha256> root_of(std::string_view minion, const Place& place) {
    if (place.index >= place.size || place.size > kMaxAudience) return std::nullopt;
    Sha256 hash = leaf(place.salt, minion);
    std::uint64_t index = place.index;
    auto next = place.path.begin();
    for (std::uint64_t size = place.size; size > 1; size = (size + 1) / 2) {
        if ((index ^ 1) < size) {
            if (next == place.path.end()) return std::nullopt;
            hash = index % 2 == 0 ? node(hash, *next) : node(*next, hash);
            ++next;
        }
        index /= 2;
    }
    if (next != place.path.end()) return std::nullopt;
    return hash;
}

}  // namespace job_retry::proto
