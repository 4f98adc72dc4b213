#include "minion_agent/ledger_state.h"

#include <fnmatch.h>

#include <algorithm>
#include <map>

namespace job_retry {
namespace {

// Room that claims leave to finishes: pages that a change frees can be used again by the second one after it.
std::size_t reserve_of(std::size_t map_size) {
    return std::clamp(map_size / 8, std::size_t{128} << 10, std::size_t{1} << 20);
}

constexpr std::string_view kUntimed = "u";  // first letter of the keys of JIDs without a time

constexpr std::string_view kNoBootId =
    "the kernel's boot id (/proc/sys/kernel/random/boot_id) cannot be read here, so nobody could tell later "
    "whether "
    "this job's process still lives: it must be visible to salt-minion and minion-agent (no ProcSubset=pid)";
constexpr std::string_view kAnotherAttempt = "another attempt to run this function has claimed it";

// What an entry takes in its page.
std::size_t size_of(std::string_view key) {
    constexpr std::size_t kOfLmdb = 10;
    return key.size() + kRecordSize + kOfLmdb;
}

// Those who name no attempt are of an earlier release, where a process had one.
bool is_another(const std::string& attempt, const std::string& claimed) {
    return !attempt.empty() && !claimed.empty() && attempt != claimed;
}

bool is_of(std::string_view key, std::string_view sort_key) {
    return key.starts_with(sort_key) && (key.size() == sort_key.size() || key[sort_key.size()] == '\0');
}

}  // namespace

Result<Entry> Ledger::State::decode(LedgerNames& known, std::string_view key, std::string_view value) const {
    auto identity = decode_entry_key(key);
    if (!identity) return damaged(identity.error());
    const auto record = decode_record(value);
    if (!record) return damaged(record.error());
    std::string texts[4];
    const NameId ids[4] = {record->fun, record->master, record->outcome, record->boot};
    for (int i = 0; i < 4; ++i) {
        auto text = known.text(ids[i]);
        if (!text) return damaged(text.error());
        texts[i] = std::move(*text);
    }
    return Entry{.claim = {.jid = std::move(identity->first),
                           .index = identity->second,
                           .count = record->count,
                           .fun = std::move(texts[0]),
                           .digest = record->digest,
                           .via = record->via,
                           .master = std::move(texts[1]),
                           .process = {record->pid, record->start_ticks, std::move(texts[3])},
                           .attempt = record->attempt},
                 .state = record->state,
                 .claimed_at = record->claimed_at,
                 .finished_at = record->finished_at,
                 .retcode = record->retcode,
                 .outcome = std::move(texts[2])};
}

Result<std::vector<Entry>> Ledger::State::look_up(const Transaction& transaction, const Jid& jid) const {
    const std::string from = jid.sort_key();
    LedgerNames known(transaction, names);
    std::vector<Entry> found;
    std::optional<Error> problem;
    auto scanned = transaction.scan(entries, from, Transaction::Order::ascending,
                                    [&](std::string_view key, std::string_view value) {
                                        if (!is_of(key, from)) return false;
                                        auto entry = decode(known, key, value);
                                        if (!entry) {
                                            problem = std::move(entry.error());
                                            return false;
                                        }
                                        found.push_back(std::move(*entry));
                                        return true;
                                    });
    if (!scanned) return pass_on(scanned);
    if (problem) return tl::unexpected(std::move(*problem));
    return found;
}

Result<LedgerRecord> Ledger::State::record(const Transaction& transaction, const std::string& key) const {
    auto found = transaction.get(entries, key);
    if (!found) return pass_on(found);
    if (!*found) return fail(Errc::not_found, "this function of this job was never claimed here");
    auto record = decode_record(**found);
    if (!record) return damaged(record.error());
    return record;
}

Result<bool> Ledger::State::below_floor(const Transaction& transaction, const Jid& jid) const {
    if (!jid.time()) return false;
    auto lowest = sound(masters->floor(transaction));
    if (!lowest) return pass_on(lowest);
    return lowest->has_value() && jid.time() <= (*lowest)->time();
}

// The process lives, this attempt of it does not: as of a process that is gone, and what that was allowed is
// used up.
Result<void> Ledger::State::give_up(WriteTransaction& transaction, const Claim& claim, Rerun rerun) const {
    if (rerun.used_by == claim.process) {
        rerun.used_by = {};
        if (auto used = reruns->put(transaction, claim.jid, rerun); !used) return used;
    }
    const std::string key = entry_key(claim.jid, claim.index);
    auto found = record(transaction, key);
    if (!found) return pass_on(found);
    found->start_ticks = 0;
    return transaction.put(entries, key, encode_record(*found));
}

Result<Decision> Ledger::State::claim(WriteTransaction& transaction, const Claim& claim, WallTime now) const {
    if (claim.process.boot_id.empty()) return fail(Errc::invalid, std::string(kNoBootId));
    if (!claim.minion.empty())
        if (auto ours = who->bind(transaction, claim.minion); !ours) return pass_on(ours);
    auto recorded = look_up(transaction, claim.jid);
    if (!recorded) return pass_on(recorded);
    for (Entry& entry : *recorded) {
        if (entry.claim.digest != claim.digest || entry.claim.count != claim.count)
            return Decision{proto::Answer::conflict, std::move(entry)};
    }
    auto rerun = sound(reruns->of(transaction, claim.jid));
    if (!rerun) return pass_on(rerun);
    // A permission is the job's: the process that used it may run all that is left of the job.
    bool allowed = rerun->open || rerun->used_by == claim.process;
    bool is_new = true;
    for (Entry& entry : *recorded) {
        if (entry.claim.index != claim.index) continue;
        if (entry.state == EntryState::finished) return Decision{proto::Answer::finished, std::move(entry)};
        const bool by_us = entry.claim.process == claim.process;
        if (by_us && entry.claim.attempt == claim.attempt)
            return Decision{proto::Answer::granted, std::nullopt};
        if (!by_us && alive(entry.claim.process)) return Decision{proto::Answer::running, std::move(entry)};
        is_new = false;
        // A process of threads: its earlier attempt is over, and has used what the process was allowed.
        if (by_us) allowed = rerun->open;
        if (!allowed && reruns_by_itself(entry.claim.fun, *rerun)) {
            ++rerun->automatic;
            allowed = true;
        }
        if (allowed) continue;
        if (by_us)
            if (auto over = give_up(transaction, claim, *rerun); !over) return pass_on(over);
        return Decision{proto::Answer::interrupted, std::move(entry)};
    }
    if (is_new && !allowed) {
        auto below = below_floor(transaction, claim.jid);
        if (!below) return pass_on(below);
        if (*below) {
            // Or another process, which was allowed to, has come to an earlier function of the job.
            const auto at_it = std::find_if(recorded->begin(), recorded->end(),
                                            [&](const Entry& entry) { return alive(entry.claim.process); });
            if (at_it != recorded->end()) return Decision{proto::Answer::running, std::move(*at_it)};
            return Decision{proto::Answer::too_old, std::nullopt};
        }
    }
    if (auto granted = grant(transaction, claim, now); !granted) return pass_on(granted);
    // Used up by any run of the job, in the same transaction.
    if (rerun->open || !is_new) {
        rerun->open = false;
        rerun->used_by = claim.process;
        if (auto used = reruns->put(transaction, claim.jid, *rerun); !used) return pass_on(used);
    }
    return Decision{proto::Answer::granted, std::nullopt};
}

bool Ledger::State::reruns_by_itself(const std::string& fun, const Rerun& rerun) const {
    if (rerun.automatic >= options.rerun.most) return false;
    return std::any_of(options.rerun.functions.begin(), options.rerun.functions.end(),
                       [&](const std::string& glob) { return fnmatch(glob.c_str(), fun.c_str(), 0) == 0; });
}

Result<void> Ledger::State::room(const Transaction& transaction) const {
    const std::size_t map_size = database->map_size();
    const std::size_t reserve = reserve_of(map_size);
    const Transaction::Room room = transaction.room();
    // While somebody reads, a finish takes as many pages as its claim has, and none comes back: what was
    // claimed meanwhile must find them.
    if (room.available >= reserve + room.held) return {};
    const std::string directory = database->directory().string();
    if (room.available + room.held >= reserve)
        return fail(Errc::full, directory + ": process " + std::to_string(room.holder) +
                                    " has been reading the ledger for so long that " +
                                    std::to_string(room.held >> 10) +
                                    " KiB of it cannot be used again: end that process");
    auto untimed = sound(masters->untimed(transaction));
    const std::string of_their_own =
        untimed && untimed->value_or(0) > map_size / 10
            ? "; " + std::to_string(**untimed >> 10) +
                  " KiB are jobs with JIDs of their own instead of Salt's, which are never forgotten"
            : "";
    return fail(Errc::full, directory + ": the ledger is full (" + std::to_string(map_size >> 20) +
                                " MiB): raise job_retry_ledger_size, or lower job_retry_keep so that older "
                                "entries are forgotten" +
                                of_their_own);
}

Result<void> Ledger::State::grant(WriteTransaction& transaction, const Claim& claim, WallTime now) const {
    if (auto there = room(transaction); !there) return there;
    const std::string key = entry_key(claim.jid, claim.index);
    if (auto counted = count_untimed(transaction, key, true); !counted) return counted;
    LedgerRecord record{.via = claim.via,
                        .digest = claim.digest,
                        .claimed_at = now,
                        .count = claim.count,
                        .pid = claim.process.pid,
                        .start_ticks = claim.process.start_ticks,
                        .attempt = claim.attempt};
    for (const auto& [id, text] :
         {std::pair(&record.fun, &claim.fun), std::pair(&record.master, &claim.master),
          std::pair(&record.boot, &claim.process.boot_id)}) {
        auto number = LedgerNames::intern(transaction, names, *text);
        if (!number) return pass_on(number);
        *id = *number;
    }
    return transaction.put(entries, key, encode_record(record));
}

// Records of JIDs without a time, which are never forgotten, have a third of the file: with pages that are
// not full about half of it. So the others always have the rest.
Result<void> Ledger::State::count_untimed(WriteTransaction& transaction, std::string_view key,
                                          bool more) const {
    if (!key.starts_with(kUntimed)) return {};
    auto known = sound(masters->untimed(transaction));
    if (!known) return pass_on(known);
    std::size_t bytes = known->value_or(0);
    if (!*known) {
        auto scanned = transaction.scan(entries, kUntimed, Transaction::Order::ascending,
                                        [&](std::string_view found, std::string_view) {
                                            bytes += size_of(found);
                                            return true;
                                        });
        if (!scanned) return scanned;
    }
    auto there = transaction.get(entries, key);
    if (!there) return pass_on(there);
    if (more && *there) return {};  // takes the place of its own
    if (more && bytes + size_of(key) > database->map_size() / 3)
        return fail(Errc::invalid,
                    "jobs with JIDs of their own have filled their third of the ledger (" +
                        std::to_string(bytes >> 10) +
                        " KiB): they are never forgotten, because such a JID does not tell its age; publish "
                        "without `jid`, or raise job_retry_ledger_size on this minion");
    return masters->put_untimed(transaction,
                                more ? bytes + size_of(key) : bytes - std::min(bytes, size_of(key)));
}

Result<void> Ledger::State::finish(WriteTransaction& transaction, const std::string& key,
                                   std::int64_t retcode, const std::string& outcome, WallTime now,
                                   const std::string& attempt) const {
    auto found = record(transaction, key);
    if (!found) return pass_on(found);
    if (found->state == EntryState::finished) return {};
    if (is_another(attempt, found->attempt)) return fail(Errc::conflict, std::string(kAnotherAttempt));
    auto number = LedgerNames::intern(transaction, names, outcome);
    if (!number) return pass_on(number);
    found->state = EntryState::finished;
    found->finished_at = now;
    found->retcode = retcode;
    found->outcome = *number;
    return transaction.put(entries, key, encode_record(*found));
}

Result<void> Ledger::State::release(WriteTransaction& transaction, const Jid& jid, std::uint16_t index,
                                    const ProcessIdentity& process, const std::string& attempt) const {
    const std::string key = entry_key(jid, index);
    auto found = record(transaction, key);
    if (!found) return pass_on(found);
    if (found->state == EntryState::finished)
        return fail(Errc::conflict, "this function has finished already: its claim stays");
    auto all = look_up(transaction, jid);
    if (!all) return pass_on(all);
    const bool is_theirs = std::any_of(all->begin(), all->end(), [&](const Entry& entry) {
        return entry.claim.index == index && entry.claim.process == process;
    });
    if (!is_theirs)
        return fail(Errc::conflict, "claimed by process " + std::to_string(found->pid) +
                                        ": only that one may give the claim back, not process " +
                                        std::to_string(process.pid));
    if (is_another(attempt, found->attempt)) return fail(Errc::conflict, std::string(kAnotherAttempt));
    if (auto counted = count_untimed(transaction, key, false); !counted) return counted;
    auto erased = transaction.erase(entries, key);
    if (!erased) return pass_on(erased);
    // A permission was for a run of the job, which goes on elsewhere: what has finished does not run again.
    auto rerun = sound(reruns->of(transaction, jid));
    if (!rerun) return pass_on(rerun);
    bool used_here = false;
    for (const Entry& entry : *all) {
        if (entry.claim.process != rerun->used_by) continue;
        if (entry.claim.index == index)
            used_here = true;
        else if (entry.state != EntryState::finished)
            return {};
    }
    if (!used_here) return {};
    rerun->open = true;
    return reruns->put(transaction, jid, *rerun);
}

Result<Ledger::State::Ended> Ledger::State::ended(const Transaction& transaction, WallTime before,
                                                  std::size_t limit) const {
    LedgerNames known(transaction, names);
    Ended ended;
    std::optional<Error> problem;
    // JIDs with a time come first and in its order: the first one that is not surely old ends the scan.
    const auto visit = [&](std::string_view key, std::string_view value) {
        if (ended.keys.size() == limit) return false;
        auto entry = decode(known, key, value);
        if (!entry) {
            problem = std::move(entry.error());
            return false;
        }
        const Jid& jid = entry->claim.jid;
        if (!jid.time() || *jid.time() >= before - kJidUncertainty) return false;
        const bool finished = entry->state == EntryState::finished;
        if ((finished ? entry->finished_at : entry->claimed_at) >= before) return true;
        if (!finished && alive(entry->claim.process)) return true;
        ended.floors.insert_or_assign(entry->claim.master, jid);
        ended.keys.emplace_back(key);
        return true;
    };
    if (auto scanned = transaction.scan(entries, {}, Transaction::Order::ascending, visit); !scanned)
        return pass_on(scanned);
    if (problem) return tl::unexpected(std::move(*problem));
    return ended;
}

Result<std::size_t> Ledger::State::prune(WriteTransaction& transaction, WallTime before,
                                         std::size_t limit) const {
    auto old = ended(transaction, before, limit);
    if (!old) return pass_on(old);
    for (const std::string& key : old->keys) {
        if (auto erased = transaction.erase(entries, key); !erased) return pass_on(erased);
        const auto identity = decode_entry_key(key);
        if (!identity) return damaged(identity.error());
        if (auto gone = sound(reruns->forget(transaction, identity->first)); !gone) return pass_on(gone);
    }
    for (const auto& [master, jid] : old->floors)
        if (auto higher = sound(masters->raise_floor(transaction, master, jid)); !higher)
            return pass_on(higher);
    if (old->keys.size() < limit)
        if (auto gone = forget_names(transaction, limit); !gone) return pass_on(gone);
    return old->keys.size();
}

// Names that no record has any more. They are few, one for each start of the machine and each function, so
// that it is rarely worth to read all records for it.
Result<void> Ledger::State::forget_names(WriteTransaction& transaction, std::size_t limit) const {
    constexpr std::uint64_t kWorthIt = 2048;  // rows, two for each name
    auto rows = transaction.count(names);
    if (!rows) return pass_on(rows);
    if (*rows < kWorthIt) return {};
    LedgerNames::InUse in_use;
    std::optional<Error> problem;
    auto scanned = transaction.scan(
        entries, {}, Transaction::Order::ascending, [&](std::string_view, std::string_view value) {
            const auto record = decode_record(value);
            if (!record) {
                problem = record.error();
                return false;
            }
            in_use.insert({record->fun, record->master, record->outcome, record->boot});
            return true;
        });
    if (!scanned) return scanned;
    if (problem) return damaged(*problem);
    if (auto named = sound(reruns->names_in_use(transaction, in_use)); !named) return named;
    return sound(LedgerNames::forget(transaction, names, in_use, limit));
}

Result<JobState> Ledger::State::state(const Transaction& transaction, const Jid& jid) const {
    auto found = look_up(transaction, jid);
    if (!found) return pass_on(found);
    auto rerun = sound(reruns->of(transaction, jid));
    if (!rerun) return pass_on(rerun);
    const auto unless_permitted = [&](JobState state) { return rerun->open ? JobState::permitted : state; };
    if (found->empty()) {
        auto below = below_floor(transaction, jid);
        if (!below) return pass_on(below);
        return unless_permitted(*below ? JobState::too_old : JobState::unknown);
    }
    const Entry* interrupted = nullptr;
    for (const Entry& entry : *found) {
        if (entry.state == EntryState::finished) continue;
        if (alive(entry.claim.process)) return JobState::running;
        interrupted = &entry;
    }
    if (interrupted != nullptr) {
        if (reruns_by_itself(interrupted->claim.fun, *rerun)) return JobState::permitted;
        return unless_permitted(JobState::interrupted);
    }
    if (found->size() >= found->front().claim.count) return JobState::finished;
    if (alive(found->back().claim.process)) return JobState::running;
    return unless_permitted(JobState::partial);
}

}  // namespace job_retry
