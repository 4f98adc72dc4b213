// MasterKey: the master's public key that this minion has pinned, and what it allows. With Salt the file is
// Salt's own (`<pki_dir>/minion_master.pub`, one for all masters of a minion, as Salt has it) and is only
// read. Standalone the agent pins it itself, at first contact.
//
// Invariant: a statement with a lower serial than one that was accepted before, from the same master under
// the same master key, is never accepted, unless it is of the very CURVE key that the highest one was of (the
// shim's clock has stepped back): the highest serial is on disk before accept() returns.

#pragma once

#include <filesystem>
#include <optional>

#include "proto/handshake.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"

namespace job_retry {

class MasterKey {
  public:
    struct Options {
        std::filesystem::path pinned;   // the file
        std::filesystem::path serials;  // directory of this master, one small file for each key it has had
        bool may_pin = false;           // standalone: the first statement's key is pinned
    };
    explicit MasterKey(Options options) : options_(std::move(options)) {}

    // Whether the statement is this master's and none that is out of date. Errors, each with what to do:
    // `unavailable` (nothing is pinned yet), `denied` (another key, bad signature, lower serial).
    Result<void> accept(const proto::KeyStatement& statement) const;

    // Empty when nothing is pinned yet.
    Result<std::optional<RsaPublicKey>> pinned() const;

  private:
    Result<RsaPublicKey> pin(const proto::KeyStatement& statement) const;
    Result<void> check_serial(const proto::KeyStatement& statement) const;

    Options options_;
};

}  // namespace job_retry
