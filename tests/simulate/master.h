// Master: a host with a small model of salt-master (publishes, keeps the job cache, tells its event bus) and
// the shim (shim_process.h).

#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulate/machine.h"
#include "simulate/network.h"
#include "simulate/shim_process.h"
#include "simulate/witness.h"
#include "tests/master_shim/fakes.h"

namespace job_retry::simulate {

class Minion;

class Master : public Machine {
  public:
    Master(Timeline& timeline, Network& network, Witness& witness, const std::string& name,
           const RsaPrivateKey& key, ShimProcess::Options options);
    ~Master() override;

    // ---- Salt
    void meet(Minion& minion);
    // To those of `targets` whose key is accepted. `jid` empty: Salt makes one.
    // With one that is there already the job is published again (and may be another one), or to more minions.
    Job publish(std::string jid, const std::string& fun, int functions, const std::vector<Minion*>& targets,
                const std::string& way);
    // As this master makes them. `before`: dated so long ago.
    std::string fresh_jid(Duration before = {});
    // False: salt-master is not there to take it.
    bool take_return(const std::string& jid, const std::string& minion, bool refusal);
    std::optional<Job> read_job(const std::string& load) const;
    void start_salt();
    void kill_salt();
    bool salt_is_up() const { return salt_is_up_; }
    // Somebody else has made it.
    bool take_forged_return(const std::string& jid, const std::string& minion);
    // The event bus says so.
    void tell(const Observation& observation);
    void remove_key(const std::string& minion);
    void accept_key(const std::string& minion);
    // Events were lost, and everybody knows (the socket was closed).
    void lose_bus();

    struct Published {
        Job job;
        WallTime at;
        std::vector<std::string> minions;
        bool changed = false;  // it was several jobs
    };
    std::set<std::pair<std::string, std::string>> returns_of_runs;  // JID and minion; not refusals
    // By JID. A minion whose key was removed later is owed nothing, and is not named any more.
    std::map<std::string, Published> published;
    const std::vector<std::string>& jids_published() const { return jids_; }

    // ---- the shim
    void start_shim();
    void kill_shim();
    bool shim_is_up() const { return shim_ != nullptr; }
    // What the shim's disk says.
    std::optional<KnownLedger> known_ledger(const std::string& minion) const {
        return ShimProcess::known_ledger(disk, minion);
    }
    bool is_done() const { return shim_ && spool.empty() && shim_->is_done(hostile); }
    std::size_t agents() const;  // that are authenticated
    void met(const std::string& minion) { met_.insert(minion); }
    void lose_power();

    // ---- administrators
    void cancel_a_job();
    void retry_a_job();
    // All that have ended without a return, but for what restarts its machine, and ends others.
    void retry_all();
    std::set<std::pair<std::string, std::string>> retried;  // JID and minion

    // Of a minion that keeps to no rule, and of which nothing is expected; empty for none.
    std::string hostile;
    // Somebody changes what the shim has on its disk: then it can lose and delay, and no more.
    bool database_lies = false;

    // What the witness has written, and the shim has not taken yet.
    std::deque<Publication> spool;
    // The files of Salt, as the shim sees them.
    test::FakeJobCache cache;
    test::FakeKeys keys;
    const RsaPrivateKey& key() const { return key_; }

    // Whether what was promised to agents is on the disk, and what became of each job. The shim must be down.
    void check_acknowledged();
    void check_ends();
    // Nothing went wrong since `retried` was emptied: what was allowed once more has returned. While the
    // masters' clocks disagreed, a permission of one may have passed for older than one of another for the
    // same JID.
    void check_retried(bool clocks_agreed);

  private:
    friend class ShimProcess;
    void turn() override;
    void died();
    std::unique_ptr<Deliveries> open_deliveries();
    void check_end(const std::string& jid, const Published& entry, const std::string& minion,
                   const Deliveries& deliveries);
    // Whether a return that another has forged is believed although the minion was away and its agent known.
    void check_not_lost(const std::string& jid, const std::string& minion) const;
    // Without the witness nothing is owed of a cache that somebody has written to, or of a JID with several
    // loads.
    bool may_owe_nothing(const Published& entry) const {
        return !options_.witness && (!cache.distrusted.empty() || entry.changed);
    }

    Network& network_;
    Witness& witness_;
    const RsaPrivateKey key_;
    const ShimProcess::Options options_;
    std::map<std::string, Minion*> minions_;
    std::vector<std::string> jids_;
    std::set<std::string> met_;  // whose agents the shim knows
    // JID and minion.
    std::set<std::pair<std::string, std::string>> returned_by_themselves_, forged_returns_,
        published_while_away_;
    bool unique_jids_ = false;
    bool salt_is_up_ = true;
    std::unique_ptr<ShimProcess> shim_;
};

}  // namespace job_retry::simulate
