// Sessions: the agents' side of the shim. Who a connection is, is the Authenticator's; what a minion is owed,
// the Deliveries'. Here each message gets its reply. Pure of sockets: replies are collected, and leave only
// after the step is on disk (shim.h).
//
// Invariant: a minion sees and changes its own deliveries only, and none without having proven its key.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "master_shim/deliveries.h"
#include "master_shim/draining.h"
#include "master_shim/job_cache.h"
#include "master_shim/keys.h"
#include "master_shim/pace.h"
#include "master_shim/signatures.h"
#include "proto/authentication.h"
#include "proto/messages.h"
#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry {

class Sessions {
  public:
    struct Options {
        CurveKey shim_key{};
        std::size_t max_draining = 100;
        bool standalone = false;
        std::function<bool(const std::string& minion)> is_connected = nullptr;  // without it all are
    };
    Sessions(const Options& options, Deliveries& deliveries, const JobCache& cache, const Keys& keys,
             Signatures& signatures);

    struct Reply {
        std::string connection;
        proto::Message message;
    };
    using Peer = proto::Authenticator::Peer;

    // One message of an agent. An error is the database's: the step cannot be committed. `random`: fresh.
    Result<void> on_message(const Peer& peer, std::string_view payload, std::string nonce,
                            std::uint32_t random, Now now);
    // The minion's pending list is not empty: tells it, if it is connected.
    void notify(const std::string& minion);
    // Nothing is owed to the minion any more: others may catch up.
    void caught_up(const std::string& minion) { draining_.done(minion); }
    // Frees slots, and tells those who may take now.
    void tick(Now now);
    // Those whose questions have waited long enough. Errors as of on_message().
    Result<void> answer_waiting(Now now);
    std::optional<SteadyTime> next_answer() const;
    // Its key is gone or another one: its connections lose their rights at once.
    void drop(const std::string& minion);
    // Some keys may have changed: looks at the key of every session.
    void recheck();
    void forget(const std::string& connection);

    std::vector<Reply> take_replies() {
        load_bytes_ = 0;
        return std::exchange(replies_, {});
    }
    // Of the loads among the replies that are not taken yet: a request of a few bytes can ask for millions.
    std::size_t load_bytes() const { return load_bytes_; }
    // Keys that were offered for acceptance (standalone): minion and PEM.
    std::vector<std::pair<std::string, std::string>> take_offers() { return std::exchange(offers_, {}); }
    // Deliveries whose minion says that it has finished and whose return is to be looked for.
    std::vector<std::pair<Jid, std::string>> take_finished() { return std::exchange(finished_, {}); }
    // Those whose return is there, and whose minion says that it never had the job.
    struct NotMade {
        Jid jid;
        std::string minion;
        std::optional<DeliveryState> ended;  // how, by its ledger; nothing: the job never came to it
        std::string reason;
    };
    std::vector<NotMade> take_not_made() { return std::exchange(not_made_, {}); }
    // Minions whose agent has proven who it is.
    std::vector<std::string> take_met() { return std::exchange(met_, {}); }
    // Since when an agent of the minion has been connected without a break, by the wall clock; nothing when
    // none is, as far as is known.
    std::optional<WallTime> connected_since(const std::string& minion) const;

    // Minions whose connections have lost their rights: they are to be closed.
    std::vector<std::string> take_dropped() { return std::exchange(dropped_, {}); }

    // Whose this connection has proven to be; empty for nobody's.
    std::string owner(const Peer& peer) const {
        return authenticator_.minion_of(peer.connection, peer.client_key).value_or("");
    }
    std::size_t authenticated() const { return authenticator_.authenticated(); }
    std::size_t half_open() const { return authenticator_.half_open(); }
    std::vector<std::string> draining_minions(std::size_t limit) const { return draining_.minions(limit); }
    std::size_t draining() const { return draining_.draining(); }
    std::size_t waiting() const { return draining_.waiting(); }
    std::uint64_t denied() const { return denied_; }
    std::uint64_t not_authenticated() const { return not_authenticated_; }
    std::uint64_t foreign() const { return foreign_; }
    std::uint64_t malformed() const { return malformed_; }
    std::uint64_t unsigned_loads() const { return unsigned_; }
    std::uint64_t ledgers_behind() const { return ledgers_behind_; }

  private:
    void reply(const Peer& peer, proto::Message message);
    // Remembers it. With `behind` the agent has been told so.
    Result<Standing> on_mark(const Peer& peer, const std::string& minion,
                             const std::optional<proto::LedgerMark>& mark, Now now);
    Result<void> interrupt_handed_out(const std::string& minion, Now now);
    // What costs the shim much more than the message that asks it. An agent asks one of each at a time.
    using Question = std::variant<proto::List, proto::Confirm>;
    Result<void> ask(const Peer& peer, const std::string& minion, Question question, Now now);
    Result<void> answer(const Peer& peer, const std::string& minion, const Question& question, Now now);
    Result<std::size_t> list(const Peer& peer, const std::string& minion, const proto::List& list, Now now);
    Result<void> take(const Peer& peer, const std::string& minion, const proto::Take& take,
                      std::uint32_t random, Now now);
    Result<void> report(const Peer& peer, const std::string& minion, const proto::Report& report, Now now);
    Result<std::size_t> confirm(const Peer& peer, const std::string& minion, const proto::Confirm& confirm);
    void prove(const Peer& peer, const proto::Proof& proof, Now now);
    void clock(const Peer& peer, const std::string& minion, const proto::Clock& clock, Now now);
    Result<void> nothing_owed(const Jid& jid, const std::string& minion);
    Result<proto::PendingList::Item> listed(const Delivery& delivery) const;

    Options options_;
    Deliveries& deliveries_;
    const JobCache& cache_;
    const Keys& keys_;
    Signatures& signatures_;
    proto::Authenticator authenticator_;
    Draining draining_;
    Pace pace_;
    struct Waiting {
        Peer peer;
        std::string minion;
        Question question;
    };
    std::map<std::pair<std::string, std::size_t>, Waiting> waiting_;  // by connection and kind of question
    std::vector<Reply> replies_;
    std::size_t load_bytes_ = 0;
    std::vector<std::pair<std::string, std::string>> offers_;
    std::vector<std::pair<Jid, std::string>> finished_;
    std::vector<NotMade> not_made_;
    std::vector<std::string> met_;
    std::unordered_map<std::string, SteadyTime> asked_the_time_;  // by minion: when last
    std::unordered_map<std::string, WallTime> since_;  // by minion; of those who are connected, and some more
    // In which order connections were welcomed, and that of the one over which the minion's last mark came.
    std::unordered_map<std::string, std::uint64_t> welcomed_;
    std::unordered_map<std::string, std::uint64_t> marked_by_;
    std::uint64_t welcomes_ = 0;
    std::vector<std::string> dropped_;
    std::uint64_t denied_ = 0;             // proofs
    std::uint64_t not_authenticated_ = 0;  // requests without one
    std::uint64_t foreign_ = 0;            // what was said of a job that is owed to others alone
    std::uint64_t malformed_ = 0;
    std::uint64_t ledgers_behind_ = 0;
    std::uint64_t unsigned_ = 0;  // not handed out: what stands in the database is not what was signed
};

}  // namespace job_retry
