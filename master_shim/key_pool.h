// KeyPool: the agents' keys when there is no Salt (job_retry_standalone). The same directories as Salt's own
// (minions, minions_pre, minions_rejected), below the shim's own pki directory; one file a key. Accepting
// moves a file; the daemon sees it by its watch, so that the commands work whether it runs or not.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "runtime/result.h"

namespace job_retry {

class KeyPool {
  public:
    static constexpr std::size_t kMaxOffered = 1000;
    explicit KeyPool(std::filesystem::path pki) : pki_(std::move(pki)) {}

    Result<void> make_directories();

    // A key that waits for acceptance. Not taken when the minion has a key in any state, or kMaxOffered
    // wait: true if it was.
    Result<bool> offer(const std::string& minion, const std::string& pem);

    struct Key {
        std::string minion;
        std::string state;        // "accepted", "unaccepted", "rejected": Salt's words
        std::string fingerprint;  // SHA-256 as hex; empty when the file holds no key
    };
    Result<std::vector<Key>> list() const;

    // Errors: `not_found` when no such key is in a state from which this can be done.
    Result<void> accept(const std::string& minion);
    Result<void> reject(const std::string& minion);
    Result<void> remove(const std::string& minion);

  private:
    Result<void> move(const std::string& minion, const char* to, const char* command);
    std::filesystem::path pki_;
};

}  // namespace job_retry
