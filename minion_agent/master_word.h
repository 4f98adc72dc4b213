// MasterWord: whether what a shim says is its master's word, by the key that this minion has pinned at that
// moment: the job that is to run, a permission to run it once more, the time. The one place where they are
// verified; proto/publication.h says what is signed. Counts what is not, and does not change anything else.
//
// Invariant: nothing that comes with a message takes part in who this minion is.

#pragma once

#include <cstdint>
#include <string>

#include "minion_agent/master_key.h"
#include "proto/messages.h"
#include "proto/publication.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

class MasterWord {
  public:
    explicit MasterWord(MasterKey key) : key_(std::move(key)) {}

    // Who this minion is, by its own configuration; before that nothing is its master's word.
    void introduce(std::string minion) { minion_ = std::move(minion); }

    // Each: error `denied` when the master has not signed it for this minion, with what to do; any other when
    // that cannot be found out now.
    Result<void> verify(const proto::JobLoad& job);
    Result<void> verify(const Jid& jid, std::uint64_t retry, const std::string& permission);
    // `nonce`: of the question.
    Result<void> verify(const std::string& nonce, const proto::ClockStatement& clock);

    struct Status {
        std::uint64_t not_signed;  // jobs, permissions and clocks that were denied
        std::string last;          // why, of the last one; empty for none
    };
    const Status& status() const { return status_; }

  private:
    template <class T>
    Result<void> hold(const T& what, const std::string& signature, const std::string& name);
    Result<void> deny(std::string why);

    MasterKey key_;
    std::string minion_;
    Status status_{};
};

}  // namespace job_retry
