#include "master_shim/sessions.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "runtime/log.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using proto::ErrorCode;
using proto::ErrorReply;
using proto::Reported;

proto::Authenticator::Options authenticator_options(bool standalone, const Keys& keys) {
    proto::Authenticator::Options options;
    options.offers = standalone;
    options.key_mark = [&keys](const std::string& minion) {
        auto mark = keys.mark(minion);
        return mark ? std::optional(std::move(*mark)) : std::nullopt;
    };
    return options;
}

// A minion that takes a job so often, and never returns it, has something the matter. The agent's own
// back-off makes hours of it.
constexpr std::uint32_t kMaxAttempts = 25;
constexpr const char* kTooManyAttempts =
    "taken 25 times without a return; see minion-agent status and its log on the minion, then master-shim "
    "retry";
constexpr const char* kNoMasterKey = "the shim cannot read the master's key yet";
constexpr std::chrono::seconds kBetweenClocks{5};  // of one minion
constexpr std::chrono::seconds kOvertaken{5};      // a take, by another mark
// In rows that are looked at (Pace): a question for itself, a job that is named, a look into the job cache.
constexpr std::size_t kCostOfQuestion = 100;
constexpr std::size_t kCostOfJob = 5;
constexpr std::size_t kCostOfLook = 10;
constexpr const char* kNotSigned =
    "what stands in the shim's database is not what the master signed; see the log of master-shim";
constexpr const char* kLedgerGone =
    "handed out to this minion before its ledger was replaced or went back: it may have run; master-shim "
    "retry runs it again";
constexpr const char* kCannotWrite = "the shim cannot use its database now; nothing has changed";

// A peer that does the same wrong thing without end does not fill the log with it.
bool is_worth_a_line(std::uint64_t count) {
    return count <= 100 || count % 1000 == 0;
}

std::string bounded(std::string text, std::size_t size) {
    if (text.size() > size) text.resize(size);
    return text;
}

}  // namespace

Sessions::Sessions(const Options& options, Deliveries& deliveries, const JobCache& cache, const Keys& keys,
                   Signatures& signatures)
    : options_(options),
      deliveries_(deliveries),
      cache_(cache),
      keys_(keys),
      signatures_(signatures),
      authenticator_(
          options.shim_key,
          [&keys](const std::string& minion) -> std::optional<RsaPublicKey> {
              auto key = keys.key(minion);
              if (!key) return std::nullopt;
              return std::move(*key);
          },
          authenticator_options(options.standalone, keys)),
      draining_(options.max_draining) {}

void Sessions::reply(const Peer& peer, proto::Message message) {
    replies_.push_back({peer.connection, std::move(message)});
}

Result<void> Sessions::on_message(const Peer& peer, std::string_view payload, std::string nonce,
                                  std::uint32_t random, Now now) {
    auto decoded = proto::decode(payload);
    if (!decoded) {
        ++malformed_;
        log::debug("an agent's message is refused: ", decoded.error().text);
        reply(peer, decoded.error());
        return {};
    }
    if (const auto* hello = std::get_if<proto::Hello>(&*decoded)) {
        reply(peer, authenticator_.challenge(peer, *hello, std::move(nonce), now));
        return {};
    }
    if (const auto* proof = std::get_if<proto::Proof>(&*decoded)) {
        prove(peer, *proof, now);
        return {};
    }
    const auto minion = authenticator_.minion_of(peer.connection, peer.client_key);
    if (!minion) {
        ++not_authenticated_;
        reply(peer, ErrorReply{ErrorCode::not_authenticated, "hello first"});
        return {};
    }
    draining_.touch(*minion, now.steady);
    Result<void> done = std::visit(
        [&](const auto& message) -> Result<void> {
            using Type = std::decay_t<decltype(message)>;
            if constexpr (std::is_same_v<Type, proto::List> || std::is_same_v<Type, proto::Confirm>) {
                return ask(peer, *minion, message, now);
            } else if constexpr (std::is_same_v<Type, proto::Take>) {
                return take(peer, *minion, message, random, now);
            } else if constexpr (std::is_same_v<Type, proto::Report>) {
                return report(peer, *minion, message, now);
            } else if constexpr (std::is_same_v<Type, proto::Clock>) {
                clock(peer, *minion, message, now);
                return {};
            } else {
                reply(peer, ErrorReply{ErrorCode::malformed, "an agent does not send this"});
                return {};
            }
        },
        *decoded);
    if (!done) reply(peer, ErrorReply{ErrorCode::internal, kCannotWrite});
    return done;
}

void Sessions::prove(const Peer& peer, const proto::Proof& proof, Now now) {
    const bool was_connected = connected_since(proof.minion).has_value();
    auto answer = authenticator_.judge(peer, proof, now);
    if (const auto* welcome = std::get_if<proto::Welcome>(&answer.reply)) {
        log::info("the agent of minion ", welcome->minion, " is connected");
        met_.push_back(welcome->minion);
        welcomed_[peer.connection] = ++welcomes_;
        if (!was_connected) since_[welcome->minion] = now.wall;
    } else {
        if (is_worth_a_line(++denied_))
            log::warning("an agent was refused: ", answer.why, " (", denied_, " refused since the start)");
    }
    if (answer.offered) offers_.emplace_back(proof.minion, answer.offered->pem());
    reply(peer, std::move(answer.reply));
}

Result<Standing> Sessions::on_mark(const Peer& peer, const std::string& minion,
                                   const std::optional<proto::LedgerMark>& mark, Now now) {
    if (!mark) return Standing::same;
    auto known = deliveries_.ledger_of(minion);
    if (!known) return pass_on(known);
    const std::uint64_t order = welcomed_[peer.connection];
    std::uint64_t& last = marked_by_[minion];
    const Standing stands = standing(*known, *mark, order > last);
    if (stands != Standing::behind && stands != Standing::overtaken) last = order;
    if (const auto next = remember(*known, *mark, stands, now.wall)) {
        if (auto put = deliveries_.put_ledger(minion, *next); !put) return pass_on(put);
    }
    if (stands == Standing::begun_later || stands == Standing::behind) {
        if (auto moved = interrupt_handed_out(minion, now); !moved) return pass_on(moved);
    }
    if (stands == Standing::begun_later) log::info("minion ", minion, " has a new ledger");
    if (stands != Standing::behind) return stands;
    if (is_worth_a_line(++ledgers_behind_))
        log::warning(
            "the ledger of minion ", minion, " does not know what it knew at ", iso_time((*known)->heard),
            ": restored from a backup, rolled back or copied, or, where this comes again and again, two "
            "machines with its id and key. What was published before now is held there");
    proto::PendingList told;
    told.behind = mark->mark;
    reply(peer, std::move(told));
    return stands;
}

// To a ledger that is no more: whether they have run, nobody can tell now.
Result<void> Sessions::interrupt_handed_out(const std::string& minion, Now now) {
    std::vector<Jid> handed_out;
    std::size_t rows = 0;
    auto found = deliveries_.of_minion(minion, {}, [&](const Delivery& delivery) {
        ++rows;
        if (is_open(delivery.state) && delivery.attempts > 0) handed_out.push_back(delivery.jid);
        return true;
    });
    if (!found) return found;
    pace_.charge(minion, rows, now.steady);
    for (const Jid& jid : handed_out) {
        auto moved = deliveries_.move(jid, minion, DeliveryState::interrupted, kLedgerGone, now.wall);
        if (!moved) return pass_on(moved);
    }
    return {};
}

// A minion may be late or mistaken about a job of its own; one that is owed to others is none of its
// business.
Result<void> Sessions::nothing_owed(const Jid& jid, const std::string& minion) {
    auto job = deliveries_.job(jid);
    if (!job) return pass_on(job);
    if (*job && (*job)->total > 0 && is_worth_a_line(++foreign_))
        log::warning("minion ", minion, " speaks of job ", jid.text(), ", which is owed to others");
    return {};
}

std::optional<WallTime> Sessions::connected_since(const std::string& minion) const {
    const auto since = since_.find(minion);
    if (since == since_.end() || authenticator_.connections_of(minion).empty()) return std::nullopt;
    // What is known here of a connection outlives it.
    if (options_.is_connected && !options_.is_connected(minion)) return std::nullopt;
    return since->second;
}

Result<proto::PendingList::Item> Sessions::listed(const Delivery& delivery) const {
    proto::PendingList::Item item{delivery.jid, "", {}, 0, "", delivery.state == DeliveryState::unproven};
    auto job = deliveries_.job(delivery.jid);
    if (!job) return pass_on(job);
    if (*job && !(*job)->facts.functions.empty())
        item.fun = bounded((*job)->facts.functions.front(), proto::kMaxFun);
    auto published = deliveries_.published_at(delivery.jid, delivery.place.part);
    if (!published) return pass_on(published);
    item.published = published->value_or(WallTime());
    if (delivery.retry == 0 || item.returned) return item;
    auto permission = signatures_.permission(delivery);
    if (!permission && permission.error().code != Errc::denied) return pass_on(permission);
    // Without it the job is listed as it was before.
    if (!permission) {
        log::error(permission.error().text);
        return item;
    }
    item.retry = delivery.retry;
    item.permission = std::move(*permission);
    return item;
}

Result<void> Sessions::ask(const Peer& peer, const std::string& minion, Question question, Now now) {
    if (pace_.free_at(minion) <= now.steady) return answer(peer, minion, question, now);
    // One that comes before the last was answered takes its place.
    const std::pair<std::string, std::size_t> place(peer.connection, question.index());
    waiting_.insert_or_assign(place, Waiting{peer, minion, std::move(question)});
    return {};
}

Result<void> Sessions::answer(const Peer& peer, const std::string& minion, const Question& question,
                              Now now) {
    auto cost = std::holds_alternative<proto::List>(question)
                    ? list(peer, minion, std::get<proto::List>(question), now)
                    : confirm(peer, minion, std::get<proto::Confirm>(question));
    pace_.charge(minion, kCostOfQuestion + cost.value_or(0), now.steady);
    if (!cost) return pass_on(cost);
    return {};
}

// The rows that it took.
Result<std::size_t> Sessions::list(const Peer& peer, const std::string& minion, const proto::List& list,
                                   Now now) {
    auto stands = on_mark(peer, minion, list.mark, now);
    if (!stands) return pass_on(stands);
    if (*stands == Standing::behind) return 0;
    proto::PendingList pending;
    if (!signatures_.ready()) {
        reply(peer, ErrorReply{ErrorCode::busy, kNoMasterKey});
        return 0;
    }
    std::vector<Delivery> owed;
    std::size_t rows = 0;
    auto found = deliveries_.of_minion(minion, list.after, [&](const Delivery& delivery) {
        ++rows;
        if (!is_open(delivery.state) && delivery.state != DeliveryState::unproven) return true;
        if (owed.size() == proto::kMaxList) {
            pending.more = true;
            return false;
        }
        owed.push_back(delivery);
        return true;
    });
    if (!found) return pass_on(found);
    for (const Delivery& delivery : owed) {
        auto item = listed(delivery);
        if (!item) return pass_on(item);
        pending.jobs.push_back(std::move(*item));
    }
    if (pending.jobs.empty() && !list.after) draining_.done(minion);
    reply(peer, std::move(pending));
    return rows + owed.size() * kCostOfJob;
}

// A signature costs the shim more than anything else that it can be asked for, and a ledger needs one, or a
// few.
void Sessions::clock(const Peer& peer, const std::string& minion, const proto::Clock& clock, Now now) {
    const auto [last, first] = asked_the_time_.try_emplace(minion, now.steady);
    const bool too_soon = !first && now.steady < last->second + kBetweenClocks;
    if (too_soon || !signatures_.ready()) {
        reply(peer, ErrorReply{ErrorCode::busy, too_soon ? "asked a moment ago" : kNoMasterKey});
        return;
    }
    last->second = now.steady;
    reply(peer, signatures_.clock(minion, clock.nonce, now.wall));
}

Result<void> Sessions::take(const Peer& peer, const std::string& minion, const proto::Take& take,
                            std::uint32_t random, Now now) {
    auto stands = on_mark(peer, minion, take.mark, now);
    if (!stands) return pass_on(stands);
    if (*stands == Standing::behind) return {};
    // By a mark that is not the last one nothing is handed out.
    if (*stands == Standing::overtaken) {
        reply(peer, proto::Wait{take.jid, kOvertaken});
        return {};
    }
    auto delivery = deliveries_.find(take.jid, minion);
    if (!delivery) return pass_on(delivery);
    if (!*delivery) {
        reply(peer, proto::Gone{take.jid, "unknown"});
        return nothing_owed(take.jid, minion);
    }
    if (!is_open((*delivery)->state)) {
        reply(peer, proto::Gone{take.jid, std::string(to_text((*delivery)->state))});
        return {};
    }
    if (const auto retry_after = draining_.ask(minion, now.steady, random)) {
        reply(peer, proto::Wait{take.jid, *retry_after});
        return {};
    }
    // Before anything that could be secret leaves: not even the time until a watch tells of the key.
    const auto mark = keys_.mark(minion);
    if (!mark && mark.error().code != Errc::denied) {
        reply(peer, ErrorReply{ErrorCode::internal, "the shim cannot read the minion's key now"});
        return {};
    }
    if (!mark || *mark != (*delivery)->key) {
        drop(minion);
        reply(peer, ErrorReply{ErrorCode::not_authenticated, "the key has changed, hello again"});
        return {};
    }
    if ((*delivery)->attempts >= kMaxAttempts) {
        auto moved = deliveries_.move(take.jid, minion, DeliveryState::refused, kTooManyAttempts, now.wall);
        if (!moved) return pass_on(moved);
        reply(peer, proto::Gone{take.jid, std::string(to_text(DeliveryState::refused))});
        return {};
    }
    auto load = signatures_.ready() ? signatures_.job(**delivery) : fail(Errc::unavailable, kNoMasterKey);
    if (!load && load.error().code == Errc::unavailable) {
        reply(peer, ErrorReply{ErrorCode::busy, load.error().text});
        return {};
    }
    if (!load && load.error().code != Errc::denied) return pass_on(load);
    if (!load || !*load) {
        if (!load && is_worth_a_line(++unsigned_)) log::error(load.error().text);
        auto moved = deliveries_.move(take.jid, minion, DeliveryState::refused,
                                      load ? "its load is lost" : kNotSigned, now.wall);
        if (!moved) return pass_on(moved);
        reply(peer, proto::Gone{take.jid, std::string(to_text(DeliveryState::refused))});
        return {};
    }
    if (auto counted = deliveries_.count_attempt(take.jid, minion); !counted) return counted;
    load_bytes_ += (*load)->load.size();
    reply(peer, std::move(**load));
    return {};
}

Result<void> Sessions::report(const Peer& peer, const std::string& minion, const proto::Report& report,
                              Now now) {
    auto delivery = deliveries_.find(report.jid, minion);
    if (!delivery) return pass_on(delivery);
    if (!*delivery) {
        if (auto noted = nothing_owed(report.jid, minion); !noted) return noted;
    }
    // Said before the agent had heard of the last permission: it will say more when it has.
    const bool old_news = *delivery && report.retry < (*delivery)->retry;
    // A return in its name is there.
    const bool is_unproven = *delivery && (*delivery)->state == DeliveryState::unproven;
    const auto move = [&](DeliveryState to) -> Result<void> {
        if (is_unproven && !is_open(to)) to = DeliveryState::returned;
        if (old_news && !is_unproven && !is_open(to)) return {};
        auto moved = deliveries_.move(report.jid, minion, to, bounded(report.reason, proto::kMaxText),
                                      now.wall, report.retcode);
        if (!moved) return pass_on(moved);
        return {};
    };
    // Then the return is none of its own: one that it made it knows as finished.
    const auto end = [&](DeliveryState as) -> Result<void> {
        if (!is_unproven) return move(as);
        const auto ended = old_news ? std::nullopt : std::optional(as);
        not_made_.push_back(
            {report.jid, minion, ended, std::string(bounded(report.reason, proto::kMaxText))});
        return {};
    };
    Result<void> done;
    switch (report.state) {
        case Reported::running:
            done = move(DeliveryState::running);
            break;
        case Reported::interrupted:
            done = end(DeliveryState::interrupted);
            break;
        case Reported::refused:
            done = report.reason == proto::kTooOldToVerify ? move(DeliveryState::refused)
                                                           : end(DeliveryState::refused);
            break;
        case Reported::finished:
            // With Salt only the master knows that it holds the return; without Salt there is no other place.
            if (options_.standalone)
                done = move(DeliveryState::returned);
            else
                finished_.emplace_back(report.jid, minion);
            break;
        case Reported::unknown:
            not_made_.push_back({report.jid, minion, {}, {}});
            break;
    }
    if (!done) return done;
    reply(peer, proto::Ack{report.jid, report.state});
    return {};
}

Result<std::size_t> Sessions::confirm(const Peer& peer, const std::string& minion,
                                      const proto::Confirm& confirm) {
    proto::Held held;
    for (const Jid& jid : confirm.jids) {
        auto delivery = deliveries_.find(jid, minion);
        if (!delivery) return pass_on(delivery);
        if (!*delivery) {
            if (auto noted = nothing_owed(jid, minion); !noted) return pass_on(noted);
        }
        if ((*delivery && (*delivery)->state == DeliveryState::returned) ||
            cache_.holds_return(jid, minion) != Held::no)
            held.jids.push_back(jid);
    }
    reply(peer, std::move(held));
    return confirm.jids.size() * kCostOfLook;
}

void Sessions::notify(const std::string& minion) {
    for (std::string& connection : authenticator_.connections_of(minion))
        replies_.push_back({std::move(connection), proto::Notify{}});
}

void Sessions::tick(Now now) {
    for (const std::string& minion : draining_.free(now.steady))
        notify(minion);
}

Result<void> Sessions::answer_waiting(Now now) {
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        const Peer& peer = at->second.peer;
        const std::string& minion = at->second.minion;
        const bool may_ask = authenticator_.minion_of(peer.connection, peer.client_key) == minion;
        if (may_ask && pace_.free_at(minion) > now.steady) {
            ++at;
            continue;
        }
        const Waiting next = std::move(at->second);
        at = waiting_.erase(at);
        if (!may_ask) continue;
        if (auto answered = answer(next.peer, next.minion, next.question, now); !answered) {
            reply(next.peer, ErrorReply{ErrorCode::internal, kCannotWrite});
            return answered;
        }
    }
    return {};
}

std::optional<SteadyTime> Sessions::next_answer() const {
    std::optional<SteadyTime> next;
    for (const auto& [place, waiting] : waiting_)
        next = std::min(next.value_or(SteadyTime::max()), pace_.free_at(waiting.minion));
    return next;
}

void Sessions::forget(const std::string& connection) {
    authenticator_.forget(connection);
    welcomed_.erase(connection);
    std::erase_if(waiting_, [&](const auto& waiting) { return waiting.first.first == connection; });
}

void Sessions::drop(const std::string& minion) {
    if (authenticator_.drop(minion)) dropped_.push_back(minion);
    draining_.done(minion);
}

void Sessions::recheck() {
    for (std::string& minion : authenticator_.recheck())
        dropped_.push_back(std::move(minion));
}

}  // namespace job_retry
