// Keys: which minions the master has accepted, as Salt's key directory says it (pki_dir/minions/<id>). Reads
// only; accepting is Salt's business (or, without Salt, key_pool.h's). KeyDirectory also watches for changes,
// and whether the master itself has got another key.
//
// Invariant: a key counts as accepted exactly while its file is there, and as removed only where the key
// directory is, and says so: not when a disk does not answer or descriptors run out.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/local_socket.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"

namespace job_retry {

class Keys {
  public:
    virtual ~Keys() = default;
    // A mark that differs for another key. Errors: `denied` when the minion's key is not accepted;
    // `unavailable` when that cannot be told now.
    virtual Result<std::string> mark(const std::string& minion) const = 0;
    // Further error: `invalid` when the file holds no key.
    virtual Result<RsaPublicKey> key(const std::string& minion) const = 0;
};

class KeyDirectory : public Keys {
  public:
    // `pki_dir` need not have its `minions` yet: Salt makes it at its first start.
    explicit KeyDirectory(const std::filesystem::path& pki_dir)
        : pki_{pki_dir}, minions_{pki_dir / "minions"} {}

    Result<std::string> mark(const std::string& minion) const override;
    Result<RsaPublicKey> key(const std::string& minion) const override;
    std::vector<std::string> accepted() const;

    // Starts watching, or tries again what was not there. True when the minions' keys are watched.
    bool watch();
    int watch_fd() const { return inotify_.get(); }
    struct Changes {
        std::vector<std::string> minions;
        bool all = false;  // some were missed, or a directory itself was replaced: watch() and look at all
        bool master_key = false;
    };
    // What has changed since the last call; never blocks.
    Changes changes();

  private:
    struct Watched {
        std::filesystem::path directory;
        int id = -1;  // of the watch; negative when there is none
    };
    Result<std::string> read_key(const std::string& minion) const;
    void note(int id, std::uint32_t what, std::string_view name, Changes& changes);

    Watched pki_;
    Watched minions_;
    FileDescriptor inotify_;
};

}  // namespace job_retry
