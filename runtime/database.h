// Database: one LMDB environment, the only place that speaks to LMDB. Holds a format name and version and
// refuses any other. Not usable across fork(). One Database per directory per process: a second one in the
// same process is refused. Several processes may have the same directory open.
//
// Durability: a WriteTransaction that committed is on disk (fdatasync returned). One that is destroyed
// without commit changed nothing.

#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/result.h"

struct MDB_env;
struct MDB_txn;

namespace job_retry {

class Database;

// A named table of a Database. Keys: 1..511 bytes, ordered by memcmp.
struct Table {
    unsigned dbi;
};

class Transaction {
  public:
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    // Views are valid until the transaction ends or, in a WriteTransaction, until the next change.
    Result<std::optional<std::string_view>> get(Table table, std::string_view key) const;

    enum class Order { ascending, descending };
    // Calls `visit(key, value)` for each entry whose key is >= `from` (ascending) or < `from` (descending; an
    // empty `from` means the end), until it returns false. `visit` must not change the table.
    using Visit = std::function<bool(std::string_view key, std::string_view value)>;
    Result<void> scan(Table table, std::string_view from, Order order, const Visit& visit) const;

    Result<std::uint64_t> count(Table table) const;

    // Bytes of the pages that hold something, as this transaction sees them.
    std::size_t used() const;

    // What changes can use. Pages that were freed since a transaction began that still reads cannot be used
    // again before that ends; readers that have died hold nothing.
    struct Room {
        std::size_t available = 0;
        std::size_t held = 0;  // bytes that can be used once `holder` no longer reads
        pid_t holder = 0;
    };
    Room room() const;
    // Of a read transaction: the number of the last commit that it sees; each commit has a higher one.
    std::uint64_t last_commit() const;

  protected:
    Transaction(const Database& database, MDB_txn* txn, bool writes);
    void end();
    friend class Database;
    const Database* database_;
    MDB_txn* txn_;
    bool writes_;
    std::optional<Error> spoiled_;  // the first write that failed
    struct Before {
        Room room;
        std::size_t used;
    };
    mutable std::optional<Before> before_;  // as it was when room() was first asked
};

class WriteTransaction : public Transaction {
  public:
    // After an error the transaction is spoiled: nothing of it can be committed, and whatever is asked of it
    // gives that error. `full`: the map has no room.
    Result<void> put(Table table, std::string_view key, std::string_view value);
    // True if the key was there.
    Result<bool> erase(Table table, std::string_view key);
    // Durable on return. After an error nothing has changed. The transaction is over in both cases.
    Result<void> commit();

  private:
    using Transaction::Transaction;
    friend class Database;
    tl::unexpected<Error> spoil(int error);
};

class Database {
  public:
    struct Options {
        std::filesystem::path directory;  // created with mode 0700 when missing and not read_only
        std::string format;               // for example "job-retry-ledger"
        std::uint32_t version = 1;
        // A larger one than last time is adopted; a file that is already larger is used whole.
        std::size_t map_size = std::size_t{64} << 20;
        // Allocate the whole file now, so that a full disk cannot stop a later commit.
        bool preallocate = false;
        bool read_only = false;  // error `not_found` when there is no database
        // All pages are checked unless this was done since the machine was started. For short programs that
        // are started often.
        bool checked_once_a_boot = false;
        std::vector<std::string> tables;
        // Makes this version of an older one, in the transaction that opens it; `from`: the version that was
        // found. Without it, and read_only, every other version is refused.
        std::function<Result<void>(const Database&, WriteTransaction&, std::uint32_t from)> upgrade = nullptr;
        std::vector<std::string> dropped = {};  // tables that an older version had, removed with `upgrade`
    };

    // Errors: `denied` (owner or mode of directory or files), `version`, `corrupt`, `io`, `full`,
    // `not_found`, `conflict` (open in this process already). Each names the path and what to do.
    static Result<std::unique_ptr<Database>> open(const Options& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // `name` was in Options::tables, else abort.
    Table table(std::string_view name) const;

    Result<Transaction> read();
    // Waits while another process writes. A second one while one is open would wait for ever: abort. Error
    // `unavailable` while the files are not those that were opened: what is written into files that were
    // removed, nobody finds again.
    Result<WriteTransaction> write();

    // Gives back what readers hold that were killed. Returns how many those were.
    std::size_t forget_dead_readers();

    const std::filesystem::path& directory() const { return directory_; }
    std::size_t map_size() const;

  private:
    Database() = default;
    static Result<void> create(const Options& options);
    Result<void> start(const Options& options, const std::filesystem::path& directory, bool fresh);
    Result<void> check_pages();
    Result<void> check_pages_once();
    Transaction::Room committed_room() const;
    Result<void> open_tables(const Options& options, bool fresh);
    Result<void> upgrade_tables(const Options& options, std::uint32_t from);
    using FileIdentity = std::pair<dev_t, ino_t>;
    struct OpenFile {
        std::filesystem::path path;
        FileIdentity identity;
    };
    static std::optional<FileIdentity> identity_of(const std::filesystem::path& path);  // or errno
    Result<void> check_files() const;
    Result<MDB_txn*> begin(unsigned flags);
    Result<void> start_again();

    friend class Transaction;
    friend class WriteTransaction;
    MDB_env* env_ = nullptr;
    Options options_;
    std::filesystem::path directory_;
    std::vector<std::pair<std::string, Table>> tables_;
    pid_t process_ = 0;
    std::optional<FileIdentity> registered_;
    std::vector<OpenFile> files_;  // data and lock
    mutable std::atomic<int> transactions_ = 0;
    mutable std::atomic<bool> writing_ = false;
};

}  // namespace job_retry
