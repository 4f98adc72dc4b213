#include "minion_agent/agent.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "minion_agent/stores.h"
#include "runtime/database_file.h"
#include "runtime/log.h"
#include "runtime/text_table.h"

namespace job_retry {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::size_t kUnconfirmed = 4096;  // looked at in one go
constexpr std::size_t kPruned = 500;        // in one step
constexpr hours kHousekeeping{1};
constexpr seconds kProbe{10};

void earliest(SteadyTime& so_far, const std::optional<SteadyTime>& at) {
    if (at && *at < so_far) so_far = *at;
}

}  // namespace

Result<Known> known_job(const Ledger& ledger, const Jid& jid) {
    auto state = ledger.state(jid);
    if (!state) return pass_on(state);
    Known known{.state = *state};
    if (*state != JobState::running && *state != JobState::finished) return known;
    auto entries = ledger.look_up(jid);
    if (!entries) return pass_on(entries);
    for (const Entry& entry : *entries) {
        known.pending = known.pending || entry.claim.via == proto::Via::pending;
        known.finished_at = std::max(known.finished_at, entry.finished_at);
        if (known.retcode == 0) known.retcode = entry.retcode;
    }
    return known;
}

namespace {

// What another minion has run on this machine is no business of this one: the machine was made from the image
// of another, or its id was changed.
Result<void> put_aside(const std::filesystem::path& directory) {
    const std::filesystem::path before = directory / "before";
    std::error_code error;
    std::filesystem::remove_all(before, error);
    if (!error) std::filesystem::create_directory(before, error);
    if (!error && std::filesystem::exists(returns_directory(directory)))
        std::filesystem::rename(returns_directory(directory), returns_directory(before), error);
    if (!error) std::filesystem::rename(ledger_directory(directory), ledger_directory(before), error);
    if (error)
        return fail(Errc::io, "the ledger of another minion cannot be moved to " + before.native() + ": " +
                                  error.message());
    return {};
}

Result<Ledger> open_ledger(const Agent::Options& options) {
    const Ledger::Options ledger = {.directory = ledger_directory(options.directory),
                                    .size = options.ledger_size,
                                    .rerun = options.rerun};
    {
        auto opened = Ledger::open(ledger);
        if (!opened || options.minion.empty()) return opened;
        auto whose = opened->whose();
        if (!whose) return pass_on(whose);
        if (whose->empty() || *whose == options.minion) return opened;
        log::warning("the ledger in ", options.directory, " is that of minion ", *whose,
                     ", and this is minion ", options.minion, ": it is kept in ",
                     options.directory / "before",
                     ", and a new one begins, which holds what was published before now");
    }
    if (auto moved = put_aside(options.directory); !moved) return pass_on(moved);
    return Ledger::open(ledger);
}

}  // namespace

Result<std::unique_ptr<Agent>> Agent::open(Options options, Lines& lines, Now now) {
    // Who may write here could put another ledger in the place of ours.
    if (auto room = open_private_directory(options.directory, true); !room) return pass_on(room);
    // Every claim names the boot that its process belongs to.
    if (this_boot().empty())
        return fail(
            Errc::unavailable,
            "the kernel's boot id (/proc/sys/kernel/random/boot_id) cannot be read, without which no job can "
            "be claimed: it must be visible to minion-agent (no ProcSubset=pid)");
    auto ledger = open_ledger(options);
    if (!ledger) return pass_on(ledger);
    if (!options.minion.empty())
        if (auto bound = ledger->bind(options.minion); !bound) log::error(bound.error().text);
    std::optional<Returns> returns;
    auto opened =
        Returns::open({.directory = returns_directory(options.directory), .size = options.returns_size});
    if (opened) {
        returns.emplace(std::move(*opened));
    } else {
        // Jobs run without them; what is lost is the replay of a return.
        log::error("returns are not recorded: ", opened.error().text);
        options.warnings.push_back("returns are not recorded: " + opened.error().text);
    }
    std::unique_ptr<Agent> agent(
        new Agent(std::move(options), lines, std::move(*ledger), std::move(returns)));
    auto server = GateServer::listen(agent->options_.gate_socket, agent->gate_,
                                     {.max_frame = gate_frame_bound(agent->options_.max_return)});
    if (!server) return pass_on(server);
    agent->server_.emplace(std::move(*server));
    auto status = listen_local(agent->options_.status_socket);
    if (!status) return pass_on(status);
    agent->status_listener_ = std::move(*status);
    for (const Master& master : agent->options_.masters)
        agent->meet(master);
    if (agent->options_.queue) agent->open_queue();
    agent->started_ = now.wall;
    auto begun = agent->ledger_.begun(this_boot(), now.steady);
    if (!begun) log::error(begun.error().text);
    agent->begun_ = begun ? *begun : now.steady;
    agent->keep_house_at_ = now.steady;
    return agent;
}

Agent::Agent(Options options, Lines& lines, Ledger ledger, std::optional<Returns> returns)
    : options_(std::move(options)),
      lines_(lines),
      ledger_(std::move(ledger)),
      returns_(std::move(returns)),
      gate_(ledger_, returns_ ? &*returns_ : nullptr, options_.max_return),
      worker_(options_.worker),
      random_(options_.seed) {}

void Agent::open_queue() {
    JobQueue::World world = options_.running;
    world.finished = [this](const Jid& jid) {
        const auto state = ledger_.state(jid);
        return state && *state == JobState::finished;
    };
    std::vector<std::string> masters;
    for (const Master& master : options_.masters)
        masters.push_back(master.host);
    queue_.emplace(std::move(world), *options_.queue, masters);
    gate_.late([this](const proto::LateRequest& request, pid_t peer, Now now) {
        return queue_->said(request, peer, now);
    });
}

void Agent::meet(const Master& master) {
    auto random = [this] { return std::uniform_real_distribution<double>(0, 1)(random_); };
    // Masters of one minion may well have the same key, and each has a shim with a key of its own.
    MasterKey::Options master_key = options_.master_key;
    master_key.serials /= master.host;
    auto own_word = std::make_unique<MasterWord>(MasterKey(master_key));
    MasterWord* const word = own_word.get();
    ShimLink link(lines_, master.link, MasterKey(std::move(master_key)),
                  {.identity = options_.identity, .random = random});
    const std::string host = master.host;
    Meeting meeting(
        {.known = [this, host] { return ledger_.since(host); },
         .met = [this, host](WallTime begun) { return ledger_.met(host, begun); },
         .verify = [word](const std::string& nonce,
                          const proto::ClockStatement& clock) { return word->verify(nonce, clock); },
         .nonce = [] { return random_bytes(proto::kNonceSize); }});
    Drain drain(options_.drain,
                {.look =
                     [this](const Jid& jid) {
                         auto known = known_job(ledger_, jid);
                         if (!known) log::error("job ", jid.text(), ": ", known.error().text);
                         return known;
                     },
                 .unconfirmed = [this, host] { return unconfirmed(host); },
                 .random = random,
                 .permit = [this, word](const Jid& jid, std::uint64_t number,
                                        const std::string& permission) -> Result<void> {
                     auto verified = word->verify(jid, number, permission);
                     if (!verified) return verified;
                     auto news = ledger_.permit(jid, number);
                     if (!news) {
                         log::error("job ", jid.text(), ": ", news.error().text);
                         return pass_on(news);
                     }
                     if (*news) log::info("job ", jid.text(), ": an administrator allows one more run");
                     return {};
                 },
                 .verify = [word](const proto::JobLoad& load) { return word->verify(load); }});
    peers_.push_back(std::unique_ptr<Peer>(
        new Peer{master, std::move(link), std::move(drain), std::move(own_word), std::move(meeting)}));
}

// With several masters each is asked about its own jobs only.
std::vector<Jid> Agent::unconfirmed(const std::string& host) const {
    if (!returns_) return {};
    auto jids = returns_->unconfirmed(kUnconfirmed);
    if (!jids) {
        log::warning("recorded returns cannot be read: ", jids.error().text);
        return {};
    }
    if (peers_.size() == 1) return std::move(*jids);
    std::erase_if(*jids, [&](const Jid& jid) {
        auto entries = ledger_.look_up(jid);
        return entries && !entries->empty() && entries->front().claim.master != host;
    });
    return std::move(*jids);
}

void Agent::add_to(Poll& poll) {
    server_->add_to(poll);
    status_slot_ = poll.add_fd(status_listener_.get());
    worker_.watch(poll);
    lines_.watch(poll);
    for (const auto& peer : peers_)
        peer->link.watch(poll);
}

void Agent::step(const Poll& poll, Now now) {
    server_->step(poll, now);
    if (const auto failed = gate_.take_trouble()) ledger_failed(*failed, now);
    probe_ledger(now);
    turn_links(now);
    turn_worker(now);
    turn_queue(now);
    turn_drains(now);
    keep_house(now);
    answer_status(poll, now);
}

void Agent::turn_links(Now now) {
    lines_.step(now);
    for (const auto& peer : peers_) {
        ShimLink::Happened happened = peer->link.step(now);
        if (happened.lost) {
            peer->drain.lost();
            peer->since.reset();
            peer->meeting.lost();
            peer->mark_in_flight = false;
        }
        if (happened.authenticated) {
            peer->since = now.wall;
            introduce(*peer);
            if (queue_) queue_->linked(peer->master.host, now);
            peer->meeting.welcomed(happened.master_time, begun_, now);
        }
        turn_meeting(*peer, now);
        for (const proto::Message& message : happened.messages)
            receive(*peer, message, now);
    }
}

void Agent::receive(Peer& peer, const proto::Message& message, Now now) {
    if (const auto* clock = std::get_if<proto::ClockStatement>(&message)) {
        peer.meeting.receive(*clock, now);
        turn_meeting(peer, now);
        return;
    }
    const auto* list = std::get_if<proto::PendingList>(&message);
    if (list != nullptr && !list->behind.empty()) {
        // Said of an earlier mark it comes late: the ledger has begun anew since.
        if (list->behind == peer.mark) begin_anew(peer, now);
        return;
    }
    const bool answers_mark = list != nullptr || std::holds_alternative<proto::JobLoad>(message) ||
                              std::holds_alternative<proto::Wait>(message) ||
                              std::holds_alternative<proto::Gone>(message);
    if (answers_mark) peer.mark_in_flight = false;
    peer.drain.receive(message, now);
}

// A master has heard more from this minion than this ledger knows. What has run in between may be pending at
// any master.
void Agent::begin_anew(const Peer& told_by, Now now) {
    if (auto begun = ledger_.begin_anew(this_boot(), now.steady); !begun)
        return ledger_failed(begun.error(), now);
    begun_ = now.steady;
    began_anew_ = "the ledger had gone back, as master " + told_by.master.name + " noticed at " +
                  iso_time(now.wall) +
                  ": restored from a backup, or the machine rolled back or copied. What was published before "
                  "is held; master-shim retry runs it";
    log::warning(began_anew_);
    for (const auto& peer : peers_) {
        peer->drain.begin_anew();
        peer->meeting.lost();
        peer->mark_in_flight = false;
        peer->mark.clear();
        if (peer->since) peer->meeting.welcomed(now.wall, begun_, now);
    }
}

// By its own configuration, whatever the welcome says.
void Agent::introduce(Peer& peer) {
    auto identity = options_.identity();
    if (!identity) return log::error(identity.error().text);
    // The id was not known when the ledger was opened, or has changed since.
    if (auto ours = ledger_.bind(identity->minion); !ours && ours.error().code == Errc::invalid)
        must_end_ = ours.error();
    peer.word->introduce(std::move(identity->minion));
}

// All that came live since the ledger is there has passed the gate; of what was published before, it does not
// know whether it ran. Until that is on disk nothing of the list is looked at.
void Agent::turn_meeting(Peer& peer, Now now) {
    Meeting::Actions actions = peer.meeting.tick(now);
    if (actions.send) peer.link.send(*actions.send);
    if (actions.failed) ledger_failed(*actions.failed, now);
    if (!actions.since) return;
    log::info("master ", peer.master.name, ": the ledger knows of its jobs since ", iso_time(*actions.since));
    peer.drain.authenticated(now, options_.holds_what_is_older ? *actions.since : WallTime::min());
}

void Agent::ledger_failed(const Error& error, Now now) {
    if (trouble_) {
        trouble_->error = error;
        return;
    }
    log::error("the ledger cannot be used, nothing pending is run until it can: ", error.text);
    trouble_ = Trouble{error, now.wall, now.steady + kProbe};
    if (error.code == Errc::full) keep_house_at_ = now.steady;  // what is old may make room
}

void Agent::probe_ledger(Now now) {
    if (!trouble_ || trouble_->probe_at > now.steady) return;
    if (auto probed = ledger_.probe(); !probed) {
        trouble_->error = probed.error();
        trouble_->probe_at = now.steady + kProbe;
        return;
    }
    log::info("the ledger can be used again");
    trouble_.reset();
}

void Agent::turn_worker(Now now) {
    if (auto over = worker_.step(now)) ended(*over, now);
}

void Agent::turn_queue(Now now) {
    if (!queue_) return;
    if (auto over = queue_->step(now)) ended(*over, now);
}

void Agent::ended(const WorkerProcess::Ended& ended, Now now) {
    for (std::size_t i = 0; i < peers_.size(); ++i) {
        Drain& drain = peers_[i]->drain;
        if (drain.status().current != ended.outcome.jid) continue;
        const std::string& text = ended.outcome.text;
        if (ended.reached) {
            if (ended.outcome.outcome == proto::Outcome::unavailable) ledger_failed({Errc::io, text}, now);
            log::info("job ", ended.outcome.jid.text(), ": ", proto::to_text(ended.outcome.outcome),
                      text.empty() ? "" : ": ", text);
            drain.outcome(ended.outcome, now);
        } else {
            log::info("job ", ended.outcome.jid.text(), " was not begun, and stays on the list: ", text);
            drain.not_started(ended.outcome.jid, now);
        }
        first_ = (i + 1) % peers_.size();
    }
}

bool Agent::runs_in_queue(const Peer& peer) const {
    return queue_ && queue_->way(peer.master.host) == JobQueue::Way::queue;
}

// What the running minion says comes before its files.
bool Agent::has_room(const Peer& peer, Now now) const {
    if (runs_in_queue(peer)) return queue_->can_start(peer.master.host, now);
    if (queue_ && queue_->way(peer.master.host) != JobQueue::Way::worker) return false;
    return options_.gate_is_active && worker_.can_start(now);
}

bool Agent::may_run(const Peer& peer, Now now) const {
    if (trouble_ || !has_room(peer, now)) return false;
    return std::none_of(peers_.begin(), peers_.end(),
                        [&](const auto& other) { return other.get() != &peer && other->drain.has_turn(); });
}

void Agent::run(const Peer& peer, const Drain::Actions& actions, Now now) {
    const bool in_queue = runs_in_queue(peer);
    log::info("job ", actions.run->jid.text(), " (", actions.fun, ") of master ", peer.master.name,
              in_queue ? " is pending: given to salt-minion" : " is pending: given to the worker");
    if (in_queue)
        queue_->start(peer.master.host, *actions.run, now);
    else
        worker_.start(peer.master.name, *actions.run, now);
}

void Agent::stop() {
    if (queue_) queue_->stop();
    worker_.stop();
}

void Agent::turn_drains(Now now) {
    for (std::size_t i = 0; i < peers_.size(); ++i) {
        Peer& peer = *peers_[(first_ + i) % peers_.size()];
        const std::string& master = peer.master.host;
        if (queue_ && queue_->way(master) == JobQueue::Way::unknown && peer.drain.status().to_run > 0)
            queue_->wanted(master, now);
        act(peer, peer.drain.tick(now, may_run(peer, now)), now);
    }
}

// Which ledger asks. With a mark that is new before each job, so that a ledger of before it is told by that;
// and whenever the ledger has changed.
Result<void> Agent::mark(Peer& peer, proto::Message& message, Now now) {
    auto* list = std::get_if<proto::List>(&message);
    auto* take = std::get_if<proto::Take>(&message);
    if (list == nullptr && take == nullptr) return {};
    auto commits = ledger_.last_commit();
    if (!commits) return pass_on(commits);
    bool next = !peer.mark_in_flight && (take != nullptr || *commits != peer.marked_at);
    auto mark = ledger_.mark(peer.master.host, next);
    if (!mark && next && list != nullptr) {
        // To ask needs no new one, and what is owed is to be seen while the disk takes nothing.
        ledger_failed(mark.error(), now);
        next = false;
        mark = ledger_.mark(peer.master.host, next);
    }
    if (!mark) return pass_on(mark);
    auto since = ledger_.since(peer.master.host);
    if (!since) return pass_on(since);
    mark->since = since->value_or(WallTime());
    if (next) {
        peer.mark_in_flight = true;
        // The mark itself is no change that anybody has to be told.
        for (const auto& other : peers_)
            if (other->marked_at == *commits) other->marked_at = *commits + 1;
        peer.marked_at = *commits + 1;
    }
    peer.mark = mark->mark;
    (list != nullptr ? list->mark : take->mark) = std::move(*mark);
    return {};
}

void Agent::act(Peer& peer, Drain::Actions actions, Now now) {
    for (proto::Message& message : actions.send) {
        // Unsaid, it is asked again.
        if (auto marked = mark(peer, message, now); !marked) {
            ledger_failed(marked.error(), now);
            continue;
        }
        const auto* report = std::get_if<proto::Report>(&message);
        const bool final = report != nullptr && (report->state == proto::Reported::interrupted ||
                                                 report->state == proto::Reported::refused);
        if (final) {
            log::warning("job ", report->jid.text(), ": ",
                         report->state == proto::Reported::refused ? "refused" : "interrupted", ": ",
                         report->reason);
        }
        peer.link.send(message);
    }
    if (actions.run) run(peer, actions, now);
    if (!actions.confirmed.empty() && returns_) {
        auto confirmed = returns_->confirm(actions.confirmed);
        if (!confirmed) log::warning("recorded returns cannot be confirmed: ", confirmed.error().text);
    }
}

void Agent::keep_house(Now now) {
    if (keep_house_at_ > now.steady) return;
    keep_house_at_ = now.steady + kHousekeeping;
    auto before = ledger_.forget_before(now.wall, options_.keep);
    auto pruned = before ? ledger_.prune(*before, kPruned) : Result<std::size_t>(pass_on(before));
    if (!pruned) log::error("the ledger cannot be pruned: ", pruned.error().text);
    bool more = pruned && *pruned == kPruned;
    if (returns_) {
        auto removed = returns_->prune(now.wall - options_.keep_returns,
                                       now.wall - std::max(options_.keep, options_.keep_returns), kPruned);
        if (!removed) log::error("recorded returns cannot be pruned: ", removed.error().text);
        more = more || (removed && *removed == kPruned);
    }
    // A backlog goes step by step, and the loop goes on in between.
    if (more) keep_house_at_ = now.steady + seconds(1);
}

void Agent::answer_status(const Poll& poll, Now now) {
    if (!status_slot_ || !poll.ready(*status_slot_)) return;
    auto client = accept_local(status_listener_.get());
    if (!client || !*client) return;
    if (!trusted_peer_of((*client)->get())) {
        ++refused_at_status_;
        return;
    }
    // One answer, small enough for any socket's buffer; a client that does not read it misses it.
    const std::string answer = frame(status(now));
    if (::send((*client)->get(), answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        log::debug("a client did not wait for the status");
}

SteadyTime Agent::next_step(Now now) const {
    SteadyTime next = keep_house_at_;
    earliest(next, server_->next_step());
    if (trouble_) earliest(next, trouble_->probe_at);
    earliest(next, worker_.next_step(now));
    if (queue_) earliest(next, queue_->next_step(now));
    earliest(next, lines_.next_step());
    for (const auto& peer : peers_) {
        earliest(next, peer->link.next_step());
        earliest(next, peer->meeting.next_tick());
        earliest(next, peer->drain.next_tick(may_run(*peer, now)));
    }
    return next;
}

}  // namespace job_retry
