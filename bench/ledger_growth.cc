// A ledger with many JIDs beside one with few: what a JID takes, and what a claim and a look-up cost.
//
//   ledger_growth DIRECTORY FEW MANY ROUNDS PROBES
//
// Each claim is a transaction of its own, as one caller's is; both ledgers take turns at each single one. It
// is given back at once, so that both keep their size. Prints bytes of the larger one, and a list of the
// rounds' 99th of 100 for each kind of question, in seconds.

#include <lmdb.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>

#include "bench/say.h"
#include "minion_agent/ledger.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

constexpr std::size_t kTogether = 20000;
constexpr std::size_t kRoomForEach = 130;  // bytes
constexpr std::size_t kLookUpsForEachClaim = 20;
constexpr std::size_t kRoom = std::size_t{64} << 20;
const std::string kMaster = "salt.example.net";

// One job a second, the last one just before `now`.
WallTime published(std::size_t number, std::size_t of, WallTime now) {
    return now - std::chrono::seconds(of - number);
}

struct Filled {
    std::string name;
    std::filesystem::path directory;
    std::optional<Ledger> ledger;
    std::size_t entries;
    WallTime until;
    double seconds;

    Jid jid(std::size_t number) const { return jid_at(published(number, entries, until)); }
};

Claim claim_of(const Jid& jid, const ProcessIdentity& self) {
    return {.jid = jid, .fun = "state.apply", .digest = {}, .master = kMaster, .process = self};
}

Filled fill(const std::string& name, const std::filesystem::path& directory, std::size_t entries,
            const ProcessIdentity& self) {
    const auto begin = std::chrono::steady_clock::now();
    Filled filled{name,
                  directory / name,
                  need(Ledger::open({.directory = directory / name, .size = kRoom + entries * kRoomForEach})),
                  entries,
                  Now::read().wall,
                  0};
    for (std::size_t from = 0; from < entries; from += kTogether) {
        need(filled.ledger->together([&] {
            for (std::size_t i = from; i < std::min(entries, from + kTogether); ++i) {
                const WallTime at = published(i, entries, filled.until);
                const Jid jid = jid_at(at);
                need(filled.ledger->claim(claim_of(jid, self), at));
                need(filled.ledger->finish(jid, 0, 0, "return", at));
            }
        }));
    }
    filled.seconds = seconds_since(begin);
    return filled;
}

// The file of a ledger that is closed, read by LMDB alone.
class BareReader {
  public:
    explicit BareReader(const Filled& filled) : filled_(filled) {
        check(mdb_env_create(&env_));
        check(mdb_env_set_maxdbs(env_, 16));
        check(mdb_env_open(env_, filled.directory.c_str(), MDB_RDONLY | MDB_NOTLS, 0600));
        MDB_txn* txn = nullptr;
        check(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn));
        check(mdb_dbi_open(txn, "entries", 0, &entries_));
        check(mdb_txn_commit(txn));
    }
    ~BareReader() { mdb_env_close(env_); }
    BareReader(const BareReader&) = delete;
    BareReader& operator=(const BareReader&) = delete;

    const Filled& filled() const { return filled_; }
    void get(std::string& key) {
        MDB_txn* txn = nullptr;
        MDB_val k{key.size(), key.data()};
        MDB_val value;
        check(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn));
        check(mdb_get(txn, entries_, &k, &value));
        mdb_txn_abort(txn);
    }

  private:
    static void check(int rc) {
        if (rc != 0) give_up(mdb_strerror(rc));
    }
    const Filled& filled_;
    MDB_env* env_ = nullptr;
    MDB_dbi entries_ = 0;
};

// Seconds that a question took.
template <class Ask>
double timed(const Ask& ask) {
    const auto begin = std::chrono::steady_clock::now();
    ask();
    return seconds_since(begin);
}

double percentile_99(std::vector<double> values) {
    const auto at = values.begin() + std::ptrdiff_t(values.size() * 99 / 100);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

using Random = std::mt19937_64;

void time_claims(std::vector<Filled>& ledgers, std::size_t probes, const ProcessIdentity& self,
                 Series& taken) {
    WallTime now = Now::read().wall;
    for (std::size_t i = 0; i < probes; ++i) {
        const Jid fresh = jid_at(now += std::chrono::milliseconds(1));
        for (Filled& one : ledgers) {
            const Claim claim = claim_of(fresh, self);
            taken["claim_" + one.name].push_back(timed([&] { need(one.ledger->claim(claim, now)); }));
            need(one.ledger->release(fresh, 0, self));
        }
        std::swap(ledgers.front(), ledgers.back());
    }
}

void time_look_ups(const std::vector<Filled>& ledgers, std::size_t probes, Random& random, Series& taken) {
    for (std::size_t i = 0; i < probes; ++i) {
        for (const Filled& one : ledgers) {
            const auto any = [&] { return one.jid(random() % one.entries); };
            const Jid recorded = any();
            taken["look_up_" + one.name].push_back(
                timed([&] { need(!need(one.ledger->look_up(recorded)).empty(), "find a JID"); }));
            const Jid listed = any();
            taken["state_" + one.name].push_back(timed(
                [&] { need(need(one.ledger->state(listed)) == JobState::finished, "know a JID's state"); }));
        }
    }
}

void time_bare_gets(std::vector<std::unique_ptr<BareReader>>& readers, std::size_t probes, Random& random,
                    Series& taken) {
    for (std::size_t i = 0; i < probes; ++i) {
        for (const auto& reader : readers) {
            const Filled& filled = reader->filled();
            std::string key = filled.jid(random() % filled.entries).sort_key();
            taken["lmdb_get_" + filled.name].push_back(timed([&] { reader->get(key); }));
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 6, "do that: ledger_growth DIRECTORY FEW MANY ROUNDS PROBES");
    const std::filesystem::path directory = argv[1];
    const std::size_t rounds = std::stoul(argv[4]);
    const std::size_t probes = std::stoul(argv[5]);
    const ProcessIdentity self = *ProcessIdentity::of(getpid());

    std::vector<Filled> ledgers;
    ledgers.push_back(fill("few", directory, std::stoul(argv[2]), self));
    ledgers.push_back(fill("many", directory, std::stoul(argv[3]), self));
    const auto usage = need(ledgers.back().ledger->usage());
    const double fill_seconds = ledgers.back().seconds;

    Random random(1);
    Series series;
    const auto round_of = [&](const auto& questions) {
        Series taken;
        questions(taken);
        for (const auto& [name, values] : taken)
            series[name].push_back(percentile_99(values));
    };
    for (std::size_t round = 0; round < rounds; ++round) {
        round_of([&](Series& taken) { time_claims(ledgers, probes, self, taken); });
        round_of(
            [&](Series& taken) { time_look_ups(ledgers, probes * kLookUpsForEachClaim, random, taken); });
    }
    std::vector<std::unique_ptr<BareReader>> readers;
    for (Filled& one : ledgers) {
        one.ledger.reset();
        readers.push_back(std::make_unique<BareReader>(one));
    }
    for (std::size_t round = 0; round < rounds; ++round)
        round_of(
            [&](Series& taken) { time_bare_gets(readers, probes * kLookUpsForEachClaim, random, taken); });
    return print({{"used_bytes", usage.used_bytes},
                  {"entries", usage.entries},
                  {"fill_seconds", fill_seconds},
                  {"p99", series}});
}
