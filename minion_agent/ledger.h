// Ledger: the durable record of every JID that this minion has claimed, one entry per function of a job. It
// decides whether a function may run; it runs nothing and knows nothing of sockets. Format: LEDGER.md.
//
// Invariant: an entry, once committed, lets its function run again only by release(), by a permission of an
// administrator, or by Options::rerun, each of which allows one run and is used up in the transaction that
// claims it. May be opened by several processes at once; each change is one LMDB transaction.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "proto/gate.h"
#include "proto/messages.h"
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
    std::string attempt = {};  // proto/gate.h; forgotten when the function has finished
    std::string minion = {};   // whose job it is; empty: not said
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
//   too_old      not recorded, and at or below the floor
//   permitted    interrupted, too_old, partial or unknown, and one more run is allowed whatever there is
enum class JobState : std::uint8_t { unknown, partial, running, interrupted, finished, too_old, permitted };

// Interrupted jobs of functions that match one of these globs run again, so often at most.
struct RerunRule {
    std::vector<std::string> functions;
    std::uint32_t most = 1;
};

// What may run once more, or has, although it was claimed before.
struct Rerun {
    std::uint64_t permission = 0;  // number of the shim's last one; 0: none
    bool open = false;             // one was given and not used
    std::uint16_t automatic = 0;   // runs that RerunRule has allowed
    ProcessIdentity used_by;       // the process that used the last one, whichever way it was allowed

    friend bool operator==(const Rerun&, const Rerun&) = default;
};

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
        RerunRule rerun{};
        bool checked_once_a_boot = false;  // as Database::Options
    };
    // Is this process alive? Replaced in tests.
    using Alive = std::function<bool(const ProcessIdentity&)>;

    // Errors as Database::open.
    static Result<Ledger> open(const Options& options, Alive alive = &is_alive);
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;
    ~Ledger();

    // One function's claim. A repeated claim of the same attempt by the same process is granted again: its
    // first answer was lost. Another attempt of that process comes when the first one is over, and finds it
    // interrupted. Durable on return when granted. Error `full` while a little room is left: what was granted
    // before can still finish. Error `invalid` for a process without a boot id, of which nobody could say
    // later whether it lives, for a JID without a time when those, which are never forgotten, have their
    // share of the room, and for a job of another minion than the one that the ledger belongs to.
    Result<Decision> claim(const Claim& claim, WallTime now);
    // Durable on return. Finishing again with anything is ignored: the first finish stays. Error `not_found`
    // when nothing was claimed; `conflict` when another attempt has claimed it.
    Result<void> finish(const Jid& jid, std::uint16_t index, std::int64_t retcode, const std::string& outcome,
                        WallTime now, const std::string& attempt = {});
    // A permission that its process has used is given back with it. Error `conflict` unless claimed,
    // unfinished and claimed by `process` in this attempt; `not_found` when nothing was claimed.
    Result<void> release(const Jid& jid, std::uint16_t index, const ProcessIdentity& process,
                         const std::string& attempt = {});

    // An administrator has the shim allow one more run of this job, whatever the ledger says but finished and
    // conflict. `number`: of this permission, above those of all earlier ones. True when it was news; false,
    // and without effect, when this or a later one of the job is known or forgotten. Durable on return.
    Result<bool> permit(const Jid& jid, std::uint64_t number);
    // The same by an administrator on this minion, once.
    Result<void> permit(const Jid& jid);
    Result<Rerun> rerun(const Jid& jid) const;
    // Since when this ledger is there, at most as long as the machine (`boot_id`) has been running. Durable
    // on return.
    Result<SteadyTime> begun(const std::string& boot_id, SteadyTime now);
    // The instant before which this ledger knows nothing of that master's jobs; empty when it was never met.
    Result<std::optional<WallTime>> since(const std::string& master) const;
    // This ledger has recorded what came live since `begun` at least, by the clock of `master`. Returns the
    // instant before which it knows nothing of that master's jobs. Durable on return.
    Result<WallTime> met(const std::string& master, WallTime begun);

    // The ledger begins anew: it keeps what it knows of what ran, and knows of nothing else that was before
    // `now`; no permission is open, and every master is met anew. Durable on return.
    Result<void> begin_anew(const std::string& boot_id, SteadyTime now);
    // What tells `master` which ledger this is, and that it has not gone back; without `since`. `next`: not
    // the one that this master was told last. Durable on return.
    Result<proto::LedgerMark> mark(const std::string& master, bool next);

    // The id of the minion that this ledger belongs to; empty while nobody has said it.
    Result<std::string> whose() const;
    // It belongs to this minion, as it does after a claim that names one. Error `invalid` when it is
    // another's. Durable on return.
    Result<void> bind(const std::string& minion);

    // Writes something, and says why a claim of now could not be granted. Durable on return.
    Result<void> probe();

    // Several changes in one transaction (group commit): all methods above called by `changes` are durable
    // together when this returns; an error of the commit is the error of each of them, and none has happened.
    // A change that is refused does not touch the others.
    Result<void> together(const std::function<void()>& changes);

    Result<std::vector<Entry>> look_up(const Jid& jid) const;  // in index order; empty when unknown
    Result<JobState> state(const Jid& jid) const;
    // Newest claim first, until `visit` returns false. Reads the whole table: for commands, not for the loop.
    // Which entries there are is of one moment, each is shown as it is when its turn comes: no transaction is
    // open while `visit` runs, which may take its time.
    Result<void> scan(const std::function<bool(const Entry&)>& visit) const;

    // Higher after each commit, by whichever process.
    Result<std::uint64_t> last_commit() const;

    struct Usage {
        std::uint64_t entries;
        std::size_t used_bytes, map_bytes;
    };
    Result<Usage> usage() const;

    struct Stats {
        std::uint64_t entries, claimed, finished;
        std::size_t used_bytes, map_bytes;
        std::vector<std::pair<std::string, std::string>> floors;  // master, newest JID that is forgotten
    };
    // Reads the whole table, as scan().
    Result<Stats> stats() const;

    // The instant before which an ended job may be forgotten. A minion's clock that runs ahead forgets
    // nothing early: what is `keep` older than the newest JID is old, too, by a master's clock.
    Result<WallTime> forget_before(WallTime now, std::chrono::seconds keep) const;
    // Removes entries (of JIDs with a time, older than `before` by a day at least) that ended before
    // `before`, at most `limit`, and raises the floors behind them, in one transaction. Ended is finished, or
    // interrupted and claimed before. Returns how many went. Not within together().
    Result<std::size_t> prune(WallTime before, std::size_t limit);

    // What prune(before) would remove without a limit, and the newest JID of each master among it.
    // Reads the whole table.
    struct Prunable {
        std::size_t entries = 0;
        std::map<std::string, Jid> floors;
    };
    Result<Prunable> prunable(WallTime before) const;

    // True while the entry's process could still finish it.
    bool alive(const Entry& entry) const;

    static bool is_alive(const ProcessIdentity& process) { return process.alive(); }

  private:
    Result<std::vector<Entry>> next_page(std::vector<std::pair<WallTime, std::string>>& newest) const;

    struct State;
    explicit Ledger(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace job_retry
