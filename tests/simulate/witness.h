// Witness: what has really happened, as somebody sees it who stands outside, and the promises that it is held
// against. The product never looks here.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "proto/gate.h"
#include "proto/messages.h"
#include "runtime/rsa_key.h"
#include "simulate/rivals.h"

namespace job_retry::simulate {

// A promise that was not kept. Ends the run.
struct Broken {
    std::string how;
};

struct Job {
    std::string jid;
    std::string fun;
    Sha256 digest{};
    int functions = 1;
    std::string way{};  // how it came to its JID, for the counts
};

class Witness {
  public:
    // (minion, JID, index)
    using Function = std::tuple<std::string, std::string, int>;
    // (master, minion, JID)
    using Owed = std::tuple<std::string, std::string, std::string>;

    // ---- publications: the truth that whatever runs, is listed or is handed out is held against
    void published(const Owed& owed, const Sha256& job, SteadyTime now);
    // Another job under the same JID, which that minion may get instead.
    void taken_for(const Owed& owed, const Sha256& job);
    // Its files have another date.
    void dated(const Owed& owed, SteadyTime now) { published_[owed].last = now; }
    bool was_published(const Owed& owed) const { return published_.contains(owed); }
    bool was_published(const Owed& owed, const Sha256& job) const;

    // ---- the ledger of a minion
    // Its machine has none any more, or gets its first one: what ran before is not known there.
    void ledger_begins(const std::string& minion, SteadyTime now);
    // It has an earlier one again: as little is promised of what was before, but that one may know of it.
    void ledger_goes_back(const std::string& minion, SteadyTime now);
    // A job process asks to run it, and may die before it is told.
    void asked(const Function& function);
    // It was told so.
    void told(const Function& function, const proto::GateReply& reply);
    void gave_back(const Function& function);
    // Whether this job may ever have been recorded.
    bool has_asked(const std::string& minion, const std::string& jid) const {
        return asked_.contains({minion, jid});
    }
    struct Run {
        Function function;
        std::string master;
        Sha256 job;  // functions and arguments
        proto::Via via;
        bool gated = true;            // false: the gate was not there yet when the job came
        std::uint32_t by_itself = 0;  // runs that job_retry_rerun allows this function
        bool forgets = false;         // how many there were: a permission then renews them
    };
    // Whether it was published, for the last time, before this ledger began.
    bool is_older_than_ledger(const Owed& owed) const;
    // The function is called, now.
    void ran(const Run& run);
    // Whichever its ledger was.
    bool has_run(const Function& function) const { return ever_ran_.contains(function); }
    // So that its ledger, whichever it was, or salt-minion alone could decide about it.
    bool has_come(const std::string& minion, const std::string& jid) const {
        return come_.contains({minion, jid});
    }

    // ---- administrators
    // One more run of the job is allowed on this minion.
    void permitted(const std::string& minion, const std::string& jid);
    void withdrawn(const std::string& minion, const std::string& jid) { --permissions_[{minion, jid}]; }

    // An agent was told so.
    void acknowledged(const Owed& owed, proto::Reported state);

    std::set<Function> granted, finished;   // what the ledger must hold
    std::map<Owed, proto::Reported> acked;  // what may not be forgotten: interrupted, refused

    Rivals rivals;

    // How much has happened.
    std::map<std::string, std::uint64_t> counts;
    void count(const std::string& what, std::uint64_t times = 1) { counts[what] += times; }

  private:
    std::uint32_t permissions(const Function& function) const;
    void check_published(const Run& run) const;

    std::set<std::pair<std::string, std::string>> asked_;  // minion and JID, since the ledger began
    std::map<Function, bool> claimed_;  // granted, and not run since; had it been before, on this ledger?
    std::map<Function, std::uint32_t> runs_;  // since the ledger began
    std::set<Function> ever_ran_;
    std::map<std::string, SteadyTime> began_;  // ledgers, by minion
    struct Published {
        SteadyTime last;
        std::set<Sha256> jobs;
    };
    std::map<Owed, Published> published_;
    std::set<std::tuple<std::string, std::string, Sha256>> sent_;  // by master and JID, to whomever
    std::set<std::pair<std::string, std::string>> come_;           // minion and JID
    std::map<std::pair<std::string, std::string>, std::uint32_t> permissions_;  // by minion and JID
};

}  // namespace job_retry::simulate
