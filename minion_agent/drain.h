// Drain: what the agent does about the pending list of one master, as a state machine: which message goes to
// the shim next, which job is run next, when to look again. Rules: docs/architecture.md, "What the agent does
// for each JID on the list". No I/O, no clock, no random numbers: all come from outside; what the ledger says
// of a JID is asked through a callback.
//
// Invariant: nothing here is remembered for good. What is told to the shim follows from the list and the
// ledger, so losing a Drain at any moment loses nothing but time.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "minion_agent/pending_rule.h"
#include "proto/messages.h"
#include "proto/worker.h"
#include "runtime/clock.h"
#include "runtime/jid.h"

namespace job_retry {

class Drain {
  public:
    using Duration = std::chrono::microseconds;

    struct Options {
        std::chrono::seconds poll{300};  // how often the list is asked for when nothing else asks for it
        bool resend = true;  // finished, but still on the list: send the return again (not standalone)
    };

    struct World {
        // An error parks the job: nothing runs that cannot be looked up.
        std::function<Result<Known>(const Jid&)> look;
        // Returns that this master has not confirmed yet, oldest first.
        std::function<std::vector<Jid>()> unconfirmed;
        // Uniform in [0, 1): spreads the agents of a site.
        std::function<double()> random;
        // An administrator allows one more run, see Ledger::permit(). Durable on return. Error `denied`: not
        // signed by the master for this minion; any other parks the job.
        std::function<Result<void>(const Jid&, std::uint64_t number, const std::string& permission)> permit;
        // Whether the master has signed this job for this minion. Errors as of `permit`.
        std::function<Result<void>(const proto::JobLoad&)> verify;
    };

    Drain(Options options, World world);

    // What was published before `since`, by this master's clock, may have run without being in the ledger.
    void authenticated(Now now, WallTime since = WallTime::min());
    void lost();
    // The ledger begins anew: what is not in a worker yet is not given to one before it is authenticated()
    // again.
    void begin_anew();
    // PendingList, JobLoad, Wait, Gone, Ack, Held, Notify, ErrorReply; what was not asked for is ignored.
    void receive(const proto::Message& message, Now now);
    // The end of the job that tick() gave out.
    void outcome(const proto::WorkerOutcome& outcome, Now now);
    // That job never reached a worker: it stays on the list, and it counts as no attempt.
    void not_started(const Jid& jid, Now now);

    struct Actions {
        std::vector<proto::Message> send;
        std::optional<proto::WorkerJob> run;
        std::string fun;  // of `run`, for the log
        std::vector<Jid> confirmed;
    };
    // `may_run`: a worker is free and no other Drain has the turn.
    Actions tick(Now now, bool may_run);
    // When tick() has something to do by itself; empty when only an input can change that.
    std::optional<SteadyTime> next_tick(bool may_run) const;

    // True from asking for a job's load until its outcome: no other Drain may ask for one meanwhile.
    bool has_turn() const { return take_.has_value() || load_.has_value() || running_.has_value(); }

    struct Status {
        bool linked;
        std::size_t listed, to_run, to_resend, running;
        std::optional<WallTime> last_list;
        std::optional<Jid> current;  // in the worker now
    };
    Status status() const;

    static constexpr std::size_t kMaxListed =
        16384;                                      // JIDs known at a time; the rest comes with a later list
    static constexpr std::size_t kMaxReports = 64;  // unacknowledged at a time
    static constexpr int kMaxAttempts = 3;
    static constexpr int kMaxUnsigned = 6;  // within some five minutes

  private:
    struct Item {
        Jid jid;
        std::string fun;
        Stand stand = Stand::run;
        bool in_order = false;                   // with watch: later ones wait for it
        std::optional<SteadyTime> at{};          // not before
        std::optional<proto::Report> told{};     // to be acknowledged
        std::optional<SteadyTime> told_at{};     // in flight since
        std::optional<proto::Report> refusal{};  // what the ledger does not know: not targeted, invalid
        bool outright = false;                   // with refusal: whatever the ledger says of this JID
        std::optional<proto::Reported> acked{};  // on this link, and not long ago
        SteadyTime acked_at{};                   // with acked
        WallTime listed_as{};                    // when it was published, as the list says
        WallTime published{};                    // the same, signed once the load has come
        bool returned = false;                   // the list asks whether it has returned
        std::uint64_t retry = 0;                 // the permission that the list names
        std::string permission{};                // its signature
        std::uint64_t permitted = 0;             // the one that the ledger has
        std::string not_permitted{};             // why the ledger gets none
        int not_signed = 0;  // how often the job or its permission was not the master's word
        int attempts = 0;
        int resends = 0;
        std::uint64_t listed = 0;  // in which list it was seen last
    };
    struct Asked {
        Jid jid;
        SteadyTime at;
    };
    using Items = std::map<std::string, Item>;  // by Jid::sort_key(): hand-out order

    void update(Item& item, const proto::PendingList::Item& listed);
    void sort(Item& item, Now now);
    void to_run(Item& item, Now now);
    void park(Item& item, Now now);
    void stand(Item& item, Stand to, std::optional<SteadyTime> at);
    void tell(Item& item, proto::Reported state, std::optional<std::int64_t> retcode, std::string reason);
    void refuse(Item& item, std::string reason);
    void tell_refusal(Item& item);
    void failed(Item& item, const std::string& text, Now now);
    bool permit(Item& item, Now now);
    void not_signed(Item& item, const Error& why, Now now);
    void hand_out(Actions& actions, Now now);
    Item* find(const Jid& jid);
    const Item* next_item() const;  // the one to be taken next, when its time has come
    bool may_take(bool may_run) const;
    void end_of_list(Now now);
    void received_list(const proto::PendingList& list, Now now);
    void received_load(const proto::JobLoad& load);
    void silent(Now now);
    void check_timeouts(Now now);
    void forget_asked();
    void want_list(SteadyTime at);
    void look_again(Now now);
    void take_next(Actions& actions, Now now, bool may_run);
    void ask_list(Actions& actions, Now now);
    void send_reports(Actions& actions, Now now);
    void ask_confirm(Actions& actions, Now now);
    void received_held(const proto::Held& held, Now now);
    Duration jittered(Duration interval) const;

    Options options_;
    World world_;
    bool linked_ = false;
    WallTime since_ = WallTime::min();
    Items items_;

    bool list_complete_ = false;
    bool notified_ = false;  // in the middle of a list: ask again behind it
    std::uint64_t list_number_ = 0;
    std::optional<SteadyTime> list_at_;     // when to ask
    std::optional<SteadyTime> list_asked_;  // in flight since
    std::optional<Jid> list_after_;         // the page that is asked for continues behind this one
    std::optional<WallTime> last_list_;
    int silences_ = 0;  // requests in a row that were not answered

    std::optional<Asked> take_;
    std::optional<SteadyTime> take_at_;  // not before: the shim said wait
    std::optional<proto::JobLoad> load_;
    std::optional<Jid> running_;
    bool running_told_ = false;
    SteadyTime running_look_at_{};
    Duration running_look_every_{};
    bool ran_since_list_ = false;

    std::optional<SteadyTime> confirm_at_;
    std::optional<SteadyTime> confirm_asked_;
    std::vector<Jid> confirm_batch_;
    std::optional<Jid> confirm_last_;  // batches go round behind this one
    Duration confirm_every_;
    std::vector<Jid> held_;
};

}  // namespace job_retry
