// Signatures: what the master's key signs for those to whom something is owed, kept with the deliveries so
// that one signature serves all to whom a job becomes owed together (docs/trust.md, "Signed"). When the
// master has got another key, what verifies under the key that signed it is signed anew; what does not is
// handed out to nobody: whoever can write into the database cannot have it signed.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "master_shim/deliveries.h"
#include "proto/messages.h"
#include "runtime/clock.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"

namespace job_retry {

class Signatures {
  public:
    // Borrows `deliveries`.
    explicit Signatures(Deliveries& deliveries) : deliveries_(deliveries) {}

    // The master's key from now on. Its public half is written down, to verify by when there is another one.
    Result<void> use(const RsaPrivateKey& key);
    // False: nothing can be signed yet, and nothing may become owed.
    bool ready() const { return key_.has_value(); }

    // REQUIRES (of all below): ready().

    // Signs that this part of the job was published to these minions, at least one. Gives their places, in
    // their order.
    Result<std::vector<Place>> sign(const Jid& jid, std::uint16_t part,
                                    const std::vector<std::string>& minions);
    // What the minion is given. Empty when nothing was signed for it, or its load is not there. Error
    // `denied`: what stands in the database is not what was signed.
    Result<std::optional<proto::JobLoad>> job(const Delivery& delivery);
    // Of the delivery's `retry`, as Delivery::permission holds it; when an administrator gives it, and then
    // alone.
    std::string sign_permission(const Delivery& delivery) const;
    // Its signature, for the minion. Errors as above.
    Result<std::string> permission(const Delivery& delivery) const;
    proto::ClockStatement clock(const std::string& minion, const std::string& nonce, WallTime now) const;

    // A step was not written.
    void forget() { trees_.clear(); }

  private:
    struct Tree;
    Result<std::shared_ptr<const Tree>> tree(const Delivery& delivery, const JobPart& part);
    Result<RsaPublicKey> former_key(const std::string& fingerprint) const;

    Deliveries& deliveries_;
    std::optional<RsaPrivateKey> key_;
    std::string fingerprint_;
    // The trees that were used last: minions of one audience come back together.
    std::map<std::string, std::shared_ptr<const Tree>> trees_;
};

}  // namespace job_retry
