// One caller claims and finishes jobs, each step on disk before it is told: by the gate as it ships, and by
// what somebody might write instead. All take turns, JOBS jobs at a time.
//
//   claim_alone DIRECTORY ROUNDS JOBS
//
// Prints seconds, and seconds of the processor, for a claim and its finish: a list of the rounds for each
// contender.

#include <fcntl.h>
#include <lmdb.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>

#include "bench/say.h"
#include "minion_agent/gate.h"
#include "minion_agent/ledger_record.h"
#include "minion_agent/stores.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLedgerSize = std::size_t{64} << 20;
const std::string kReturned(100, 'r');  // of a small job

using ClaimAndFinish = std::function<void(const Jid&)>;

// The gate answers one request at a time. `returned`: the finish brings a return, which is recorded first.
ClaimAndFinish by_gate(const fs::path& directory, bool returned) {
    struct Parts {
        Ledger ledger;
        Returns returns;
        Gate gate;
        explicit Parts(const fs::path& at)
            : ledger(need(Ledger::open({.directory = ledger_directory(at), .size = kLedgerSize}))),
              returns(need(Returns::open({.directory = returns_directory(at)}))),
              gate(ledger, &returns, std::size_t{16} << 20) {}
    };
    fs::create_directory(directory);
    auto parts = std::make_shared<Parts>(directory);
    return [parts, returned](const Jid& jid) {
        const auto ask = [&](const proto::GateRequest& request) {
            const std::string bytes = proto::encode(request);
            return parts->gate.answer({{bytes, getpid()}}, Now::read()).front();
        };
        const auto claimed = ask(proto::ClaimRequest{jid, 0, 1, "state.apply", Sha256{}, proto::Via::live,
                                                     "salt.example.net", getpid()});
        const auto* decision = std::get_if<proto::DecisionReply>(&claimed);
        need(decision != nullptr && decision->answer == proto::Answer::granted, "claim");
        const auto finished = ask(
            proto::FinishRequest{jid, 0, 0, "return", returned ? std::optional(kReturned) : std::nullopt});
        need(std::holds_alternative<proto::DoneReply>(finished), "finish");
    };
}

// LMDB as it comes: an environment, one put a commit. `allocate`: in advance. `table`: one of several, as the
// ledger has them, for which each commit writes the table of tables as well.
class RawLmdb {
  public:
    RawLmdb(const fs::path& directory, std::size_t map_size, bool allocate, const char* table = nullptr) {
        fs::create_directory(directory);
        check(mdb_env_create(&env_));
        check(mdb_env_set_mapsize(env_, map_size));
        check(mdb_env_set_maxdbs(env_, 1));
        check(mdb_env_open(env_, directory.c_str(), 0, 0600));
        if (allocate) {
            const int fd = open((directory / "data.mdb").c_str(), O_RDWR | O_CLOEXEC);
            need(fd >= 0 && posix_fallocate(fd, 0, off_t(map_size)) == 0, "allocate");
            close(fd);
        }
        MDB_txn* txn = nullptr;
        check(mdb_txn_begin(env_, nullptr, 0, &txn));
        check(mdb_dbi_open(txn, table, table != nullptr ? MDB_CREATE : 0, &table_));
        check(mdb_txn_commit(txn));
    }
    ~RawLmdb() { mdb_env_close(env_); }
    RawLmdb(const RawLmdb&) = delete;
    RawLmdb& operator=(const RawLmdb&) = delete;

    void put(const std::string& key, const std::string& value) {
        MDB_txn* txn = nullptr;
        MDB_val k{key.size(), const_cast<char*>(key.data())};
        MDB_val v{value.size(), const_cast<char*>(value.data())};
        check(mdb_txn_begin(env_, nullptr, 0, &txn));
        check(mdb_put(txn, table_, &k, &v, 0));
        check(mdb_txn_commit(txn));
    }

  private:
    static void check(int rc) {
        if (rc != 0) give_up(mdb_strerror(rc));
    }
    MDB_env* env_ = nullptr;
    MDB_dbi table_ = 0;
};

// The same keys and values as the ledger's, and no question asked.
ClaimAndFinish by_lmdb(const fs::path& directory, bool returned, const char* table = nullptr) {
    fs::create_directory(directory);
    auto entries = std::make_shared<RawLmdb>(directory / "ledger", kLedgerSize, true, table);
    auto returns = std::make_shared<RawLmdb>(directory / "returns", std::size_t{1} << 30, false);
    return [entries, returns, returned, record = std::string(kRecordSize, 'x')](const Jid& jid) {
        const std::string key = jid.sort_key();
        entries->put(key, record);
        if (returned) returns->put(key, kReturned);
        entries->put(key, record);
    };
}

// A line for the claim and one for the finish, at the end of a file.
ClaimAndFinish by_append(const fs::path& directory) {
    fs::create_directory(directory);
    const int fd = open((directory / "log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    need(fd >= 0, "create a file");
    return [fd, record = std::string(kRecordSize, 'x')](const Jid& jid) {
        const std::string line = jid.sort_key() + record;
        for (int i = 0; i < 2; ++i)
            need(write(fd, line.data(), line.size()) == ssize_t(line.size()) && fdatasync(fd) == 0, "append");
    };
}

ClaimAndFinish by_sqlite(const fs::path& directory) {
    fs::create_directory(directory);
    sqlite3* opened = nullptr;
    need(sqlite3_open((directory / "ledger.sqlite").c_str(), &opened) == SQLITE_OK, "open SQLite");
    const std::shared_ptr<sqlite3> db(opened, &sqlite3_close);
    const auto execute = [&](const char* text) {
        need(sqlite3_exec(db.get(), text, nullptr, nullptr, nullptr) == SQLITE_OK, text);
    };
    execute("PRAGMA journal_mode=WAL");
    execute("PRAGMA synchronous=FULL");
    execute("CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID");
    const auto prepare = [&](const char* text) {
        sqlite3_stmt* statement = nullptr;
        need(sqlite3_prepare_v2(db.get(), text, -1, &statement, nullptr) == SQLITE_OK, text);
        // The connection goes after its statements.
        return std::shared_ptr<sqlite3_stmt>(statement, [db](sqlite3_stmt* done) { sqlite3_finalize(done); });
    };
    const auto insert = prepare("INSERT INTO entries (value, key) VALUES (?, ?)");
    const auto update = prepare("UPDATE entries SET value = ? WHERE key = ?");
    return [insert, update, record = std::string(kRecordSize, 'x')](const Jid& jid) {
        const std::string key = jid.sort_key();
        for (sqlite3_stmt* statement : {insert.get(), update.get()}) {
            sqlite3_bind_blob(statement, 1, record.data(), int(record.size()), SQLITE_STATIC);
            sqlite3_bind_blob(statement, 2, key.data(), int(key.size()), SQLITE_STATIC);
            need(sqlite3_step(statement) == SQLITE_DONE, "write with SQLite");
            sqlite3_reset(statement);
        }
    };
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 4, "do that: claim_alone DIRECTORY ROUNDS JOBS");
    const fs::path directory = argv[1];
    const std::size_t rounds = std::stoul(argv[2]);
    const std::size_t jobs = std::stoul(argv[3]);

    std::vector<std::pair<std::string, ClaimAndFinish>> contenders = {
        {"gate", by_gate(directory / "gate", false)},
        {"lmdb", by_lmdb(directory / "lmdb", false)},
        {"lmdb_table", by_lmdb(directory / "lmdb_table", false, "entries")},
        {"gate_return", by_gate(directory / "gate_return", true)},
        {"lmdb_return", by_lmdb(directory / "lmdb_return", true)},
        {"append", by_append(directory / "append")},
        {"sqlite", by_sqlite(directory / "sqlite")},
    };
    WallTime published = Now::read().wall;
    Series seconds;
    Series cpu_seconds;
    for (std::size_t round = 0; round <= rounds; ++round) {
        for (const auto& [name, claim_and_finish] : contenders) {
            WallTime at = published;
            const std::clock_t cpu = std::clock();
            const auto begin = std::chrono::steady_clock::now();
            for (std::size_t i = 0; i < jobs; ++i)
                claim_and_finish(jid_at(at += std::chrono::milliseconds(10)));
            // The first round fills caches and begins files.
            if (round == 0) continue;
            seconds[name].push_back(seconds_since(begin) / double(jobs));
            cpu_seconds[name].push_back(double(std::clock() - cpu) / CLOCKS_PER_SEC / double(jobs));
        }
        published += std::chrono::milliseconds(10) * jobs;
        std::rotate(contenders.begin(), contenders.begin() + 1, contenders.end());
    }
    return print({{"seconds", seconds}, {"cpu_seconds", cpu_seconds}});
}
