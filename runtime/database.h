// Database: one LMDB environment, the only place that speaks to LMDB. Holds a format name and version and
// refuses any other. Not usable across fork(). One Database per directory per process: a second one in the
// same process is refused.
//
// Durability: a WriteTransaction that committed is on disk (fdatasync returned). One that is destroyed
// without commit changed nothing.

#pragma once

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

  protected:
    explicit Transaction(MDB_txn* txn) : txn_(txn) {}
    friend class Database;
    MDB_txn* txn_;
};

class WriteTransaction : public Transaction {
  public:
    // Error `full` when the map has no room: nothing of this transaction can be committed then.
    Result<void> put(Table table, std::string_view key, std::string_view value);
    // True if the key was there.
    Result<bool> erase(Table table, std::string_view key);
    // Durable on return. After an error nothing has changed and the transaction is over.
    Result<void> commit();

  private:
    using Transaction::Transaction;
    friend class Database;
};

class Database {
  public:
    struct Options {
        std::filesystem::path directory;  // created with mode 0700 when missing and not read_only
        std::string format;               // for example "job-retry-ledger"
        std::uint32_t version = 1;
        std::size_t map_size = std::size_t{64} << 20;
        bool preallocate =
            false;  // allocate the whole file now, so that a full disk cannot stop a later commit
        bool read_only = false;  // error `not_found` when there is no database
        std::vector<std::string> tables;
    };

    // Errors: `denied` (owner or mode of directory or files, path named), `version`, `corrupt`, `io`, `full`,
    // `not_found`.
    static Result<std::unique_ptr<Database>> open(const Options& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // `name` was in Options::tables, else abort.
    Table table(std::string_view name) const;

    Result<Transaction> read() const;
    // Waits while another process writes.
    Result<WriteTransaction> write();

    struct Usage {
        std::size_t map_size;
        std::size_t used;  // bytes of pages in use, up to the last one
    };
    Usage usage() const;

  private:
    Database() = default;
    MDB_env* env_ = nullptr;
    std::filesystem::path directory_;
    std::vector<std::pair<std::string, Table>> tables_;
};

}  // namespace job_retry
