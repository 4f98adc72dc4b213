// Ledger: the durable record of every JID that this minion has claimed, one entry per function of a job. It
// decides whether a function may run; it runs nothing and knows nothing of sockets. Format: LEDGER.md.
//
// Invariant: an entry, once committed, is never changed to let its function run again, but by
// release(). May be opened by several processes at once; each change is one LMDB transaction.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "proto/gate.h"
#include "runtime/clock.h"
#include "runtime/database.h"
#include "runtime/jid.h"
#include "runtime/process_identity.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"

namespace job_retry {

enum class EntryState : std::uint8_t { claimed, finished };

struct Claim {
    Jid jid;
    std::uint16_t index = 0;
    std::uint16_t count = 1;
    std::string fun;
    Sha256 digest{};
    proto::Via via = proto::Via::live;
    std::string master;
    ProcessIdentity process;
};

struct Entry {
    Claim claim;
    EntryState state = EntryState::claimed;
    WallTime claimed_at{};
    WallTime finished_at{};    // with finished
    std::int64_t retcode = 0;  // with finished
    std::string outcome;       // with finished: "return" or an exception's class name
};

// What the ledger says of a whole job (all its functions):
//   finished     all of them have finished
//   running      a claimed one's process lives, or some have finished and the process of the last one lives
//   interrupted  a claimed one's process is gone
//   partial      some have finished, none is claimed, and the process of the last one is gone
//   too_old      not recorded, and at or below the floor of its master
enum class JobState : std::uint8_t { unknown, partial, running, interrupted, finished, too_old };

struct Decision {
    proto::Answer answer;
    std::optional<Entry> entry;  // the recorded one; empty with granted and too_old
};

class Ledger {
  public:
    struct Options {
        std::filesystem::path directory;
        std::size_t size = std::size_t{64} << 20;  // allocated in advance
        bool read_only = false;
    };
    // Is this process alive? Replaced in tests.
    using Alive = std::function<bool(const ProcessIdentity&)>;

    // Errors as Database::open.
    static Result<Ledger> open(const Options& options, Alive alive = &is_alive);
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;
    ~Ledger();

    // One function's claim. A repeated claim by the same process with the same digest is granted again: its
    // first answer was lost. Durable on return when granted. Error `full` while a little room is left: what
    // was granted before can still finish.
    Result<Decision> claim(const Claim& claim, WallTime now);
    // Durable on return. Finishing again with anything is ignored: the first finish stays. Error `not_found`
    // when nothing was claimed.
    Result<void> finish(const Jid& jid, std::uint16_t index, std::int64_t retcode, const std::string& outcome,
                        WallTime now);
    // Error `conflict` unless claimed, unfinished and claimed by `pid`; `not_found` when nothing was claimed.
    Result<void> release(const Jid& jid, std::uint16_t index, std::int64_t pid);

    // Several changes in one transaction (group commit): all methods above called by `changes` are durable
    // together when this returns; an error of the commit is the error of each of them, and none has happened.
    // A change that is refused does not touch the others.
    Result<void> together(const std::function<void()>& changes);

    Result<std::vector<Entry>> look_up(const Jid& jid) const;  // in index order; empty when unknown
    Result<JobState> state(const Jid& jid, const std::string& master) const;
    // Newest claim first, until `visit` returns false. Reads the whole table: for commands, not for the loop.
    // `visit` must not change the ledger.
    Result<void> scan(const std::function<bool(const Entry&)>& visit) const;

    struct Stats {
        std::uint64_t entries, claimed, finished;
        std::size_t used_bytes, map_bytes;
        std::vector<std::pair<std::string, std::string>> floors;  // master, JID
    };
    // Reads the whole table, as scan().
    Result<Stats> stats() const;

    // Removes entries (of JIDs with a time, older than `before` by a day at least) that ended before
    // `before`, at most `limit`, and raises the floors behind them, in one transaction. Ended is finished, or
    // interrupted and claimed before. Returns how many went. Not within together().
    Result<std::size_t> prune(WallTime before, std::size_t limit);

    // True while the entry's process could still finish it.
    bool alive(const Entry& entry) const;

    static bool is_alive(const ProcessIdentity& process) { return process.alive(); }

  private:
    struct State;
    explicit Ledger(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace job_retry
