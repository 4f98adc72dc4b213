#include "master_shim/signatures.h"

#include <utility>

#include "proto/audience.h"
#include "proto/publication.h"
#include "runtime/log.h"

namespace job_retry {
namespace {

constexpr std::size_t kSecretSize = 32;
constexpr std::size_t kMaxTrees = 64;
constexpr const char* kKeyPrefix = "master_key/";  // of the marks that hold former keys

std::string bytes_of(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

// An audience with its tree and the signature over it and the load.
struct Signatures::Tree {
    SignedAudience audience;
    proto::Audience tree;
};

Result<void> Signatures::use(const RsaPrivateKey& key) {
    const RsaPublicKey public_key = key.public_key();
    fingerprint_ = bytes_of(public_key.fingerprint());
    key_.emplace(key);
    trees_.clear();
    return deliveries_.set_meta(kKeyPrefix + hex(fingerprint_), public_key.pem());
}

Result<std::vector<Place>> Signatures::sign(const Jid& jid, std::uint16_t part,
                                            const std::vector<std::string>& minions) {
    auto published = deliveries_.part(jid, part);
    if (!published) return pass_on(published);
    if (!*published) return fail(Errc::not_found, "the load of job " + jid.text() + " is gone");
    SignedAudience audience{random_bytes(kSecretSize), fingerprint_, "", minions};
    const proto::Audience tree(audience.secret, minions);
    audience.signature = proto::sign(
        proto::Publication{jid, sha256((*published)->load), tree.root(), (*published)->published_at}, *key_);
    auto number = deliveries_.add_audience(jid, part, audience);
    if (!number) return pass_on(number);
    std::vector<Place> places;
    for (std::uint32_t i = 0; i < minions.size(); ++i)
        places.push_back({part, *number, i});
    return places;
}

Result<RsaPublicKey> Signatures::former_key(const std::string& fingerprint) const {
    auto pem = deliveries_.meta(kKeyPrefix + hex(fingerprint));
    if (!pem) return pass_on(pem);
    if (!*pem) return fail(Errc::denied, "it was signed with a key of which nothing is known");
    return RsaPublicKey::from_pem(**pem);
}

Result<std::shared_ptr<const Signatures::Tree>> Signatures::tree(const Delivery& delivery,
                                                                 const JobPart& part) {
    const std::string name = audience_key(delivery.jid, delivery.place.part, *delivery.place.audience);
    if (const auto known = trees_.find(name); known != trees_.end()) return known->second;
    auto stored = deliveries_.audience(delivery.jid, delivery.place);
    if (!stored) return pass_on(stored);
    if (!*stored || (*stored)->minions.empty())
        return fail(Errc::denied, "what was signed for job " + delivery.jid.text() + " is gone");
    SignedAudience audience = std::move(**stored);
    proto::Audience tree(audience.secret, audience.minions);
    const proto::Publication what{delivery.jid, sha256(part.load), tree.root(), part.published_at};
    if (audience.key != fingerprint_) {
        auto former = former_key(audience.key);
        if (!former) return pass_on(former);
        if (!proto::verify(what, audience.signature, *former))
            return fail(Errc::denied,
                        "job " + delivery.jid.text() + " is not what was signed when it became owed");
        audience.key = fingerprint_;
        audience.signature = proto::sign(what, *key_);
        if (auto put = deliveries_.put_audience(delivery.jid, delivery.place, audience); !put)
            return pass_on(put);
        log::info("job ", delivery.jid.text(), " is signed anew: the master has another key");
    }
    if (trees_.size() >= kMaxTrees) trees_.clear();
    auto made = std::make_shared<const Tree>(Tree{std::move(audience), std::move(tree)});
    trees_.emplace(name, made);
    return std::shared_ptr<const Tree>(std::move(made));
}

Result<std::optional<proto::JobLoad>> Signatures::job(const Delivery& delivery) {
    if (!delivery.place.audience) return std::optional<proto::JobLoad>();
    auto part = deliveries_.part(delivery.jid, delivery.place.part);
    if (!part) return pass_on(part);
    if (!*part || (*part)->load.empty()) return std::optional<proto::JobLoad>();
    auto signed_tree = tree(delivery, **part);
    if (!signed_tree) return pass_on(signed_tree);
    if (delivery.place.index >= (*signed_tree)->tree.size())
        return fail(Errc::denied, "job " + delivery.jid.text() + " was not signed for this minion");
    return std::optional(proto::JobLoad{delivery.jid, std::move((*part)->load), (*part)->published_at,
                                        (*signed_tree)->tree.place(delivery.place.index),
                                        (*signed_tree)->audience.signature});
}

std::string Signatures::sign_permission(const Delivery& delivery) const {
    return fingerprint_ +
           proto::sign(proto::Permission{delivery.jid, delivery.minion, delivery.retry}, *key_);
}

Result<std::string> Signatures::permission(const Delivery& delivery) const {
    const std::string& stored = delivery.permission;
    if (stored.size() <= fingerprint_.size())
        return fail(Errc::denied, "the permission for job " + delivery.jid.text() + " is not signed");
    const std::string signer = stored.substr(0, fingerprint_.size());
    std::string signature = stored.substr(fingerprint_.size());
    if (signer == fingerprint_) return signature;
    auto former = former_key(signer);
    if (!former) return pass_on(former);
    const proto::Permission what{delivery.jid, delivery.minion, delivery.retry};
    if (!proto::verify(what, signature, *former))
        return fail(Errc::denied,
                    "the permission for job " + delivery.jid.text() + " is not what was signed");
    return proto::sign(what, *key_);
}

proto::ClockStatement Signatures::clock(const std::string& minion, const std::string& nonce,
                                        WallTime now) const {
    return {now, proto::sign(proto::MasterClock{minion, nonce, now}, *key_)};
}

}  // namespace job_retry
