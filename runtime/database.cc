#include "runtime/database.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <map>
#include <mutex>

#include "runtime/database_check.h"
#include "runtime/database_file.h"
#include "runtime/durable_file.h"
#include "runtime/file_lock.h"
#include "runtime/process_identity.h"
#include "runtime/read_file.h"

namespace job_retry {
namespace {

constexpr const char* kFormatTable = "format";
constexpr std::string_view kNameKey = "name";
constexpr std::string_view kVersionKey = "version";
constexpr unsigned kFreeTable = 0;  // LMDB's own list of free pages
constexpr const char* kCheckedFile = "checked";
constexpr const char* kNewDirectory = "new";  // where a database is made before it is moved into place

[[noreturn]] void bug(const char* what) {
    std::fprintf(stderr, "bug: database: %s\n", what);
    std::abort();
}

MDB_val value_of(std::string_view bytes) {
    return {bytes.size(), const_cast<char*>(bytes.data())};
}

std::string_view view_of(const MDB_val& value) {
    return {static_cast<const char*>(value.mv_data), value.mv_size};
}

tl::unexpected<Error> lmdb_error(const std::filesystem::path& directory, const std::string& what, int rc) {
    const std::string text = directory.string() + ": " + what + ": " + mdb_strerror(rc);
    switch (rc) {
        case MDB_MAP_FULL:
        case MDB_TXN_FULL:
            return fail(Errc::full, text + ": the database has reached its size limit, raise it");
        case MDB_CORRUPTED:
        case MDB_INVALID:
        case MDB_PAGE_NOTFOUND:
            return fail(Errc::corrupt, text + ": restore " + (directory / kDataFile).string() +
                                           " from a backup, or move its directory away to start empty");
        case MDB_VERSION_MISMATCH:
            return fail(Errc::version, text + ": another LMDB is using " + (directory / kLockFile).string() +
                                           ", stop its programs first");
        case MDB_READERS_FULL:
            return fail(Errc::unavailable, text + ": too many programs read it, try again");
        case MDB_BAD_VALSIZE:
            return fail(Errc::invalid, text);
        default:
            if (rc > 0) return tl::unexpected(system_error(directory, what, rc));
            return fail(Errc::io, text);
    }
}

// The directories that are open in this process: LMDB would let a second environment in, and break its locks.
std::mutex registry_mutex;
std::map<std::pair<dev_t, ino_t>, std::filesystem::path>& registry() {
    static std::map<std::pair<dev_t, ino_t>, std::filesystem::path> open;
    return open;
}

// Who has read for longest, by LMDB's own table: "PID THREAD TRANSACTION" a line, or "-" of one that does not
// read now.
struct OldestReader {
    std::size_t transaction = std::numeric_limits<std::size_t>::max();
    pid_t pid = 0;
};

OldestReader oldest_reader(MDB_env* env) {
    OldestReader oldest;
    const auto look = [](const char* line, void* to) {
        auto& found = *static_cast<OldestReader*>(to);
        char* end = nullptr;
        const long long pid = std::strtoll(line, &end, 10);
        if (end == line) return 0;
        const char* const thread = end;
        (void)std::strtoull(thread, &end, 16);
        if (end == thread) return 0;
        const char* const number = end;
        const unsigned long long transaction = std::strtoull(number, &end, 10);
        if (end != number && transaction < found.transaction) found = {transaction, pid_t(pid)};
        return 0;
    };
    mdb_reader_list(env, look, &oldest);
    return oldest;
}

template <class T>
T number_at(const MDB_val& value) {
    T number{};
    if (value.mv_size >= sizeof number) std::memcpy(&number, value.mv_data, sizeof number);
    return number;
}

std::size_t whole_pages(std::size_t size) {
    const auto page = std::size_t(sysconf(_SC_PAGESIZE));
    return (std::max(size, 16 * page) + page - 1) / page * page;
}

Result<void> sync_directory(int fd, const std::filesystem::path& path) {
    if (fsync(fd) != 0) return tl::unexpected(system_error(path, "cannot sync", errno));
    return {};
}

}  // namespace

Transaction::Transaction(const Database& database, MDB_txn* txn, bool writes)
    : database_(&database), txn_(txn), writes_(writes) {
    ++database.transactions_;
    if (writes) database.writing_ = true;
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(other.database_), txn_(other.txn_), writes_(other.writes_) {
    other.txn_ = nullptr;
    spoiled_ = std::move(other.spoiled_);
}

Transaction::~Transaction() {
    if (txn_ == nullptr) return;
    mdb_txn_abort(txn_);
    end();
}

void Transaction::end() {
    txn_ = nullptr;
    --database_->transactions_;
    if (writes_) database_->writing_ = false;
}

Result<std::optional<std::string_view>> Transaction::get(Table table, std::string_view key) const {
    if (spoiled_) return tl::unexpected(*spoiled_);
    MDB_val k = value_of(key);
    MDB_val found{};
    const int rc = mdb_get(txn_, table.dbi, &k, &found);
    if (rc == MDB_NOTFOUND) return std::optional<std::string_view>{};
    if (rc != 0) return lmdb_error(database_->directory_, "cannot read", rc);
    return std::optional<std::string_view>{view_of(found)};
}

Result<void> Transaction::scan(Table table, std::string_view from, Order order, const Visit& visit) const {
    if (spoiled_) return tl::unexpected(*spoiled_);
    MDB_cursor* cursor = nullptr;
    int rc = mdb_cursor_open(txn_, table.dbi, &cursor);
    if (rc != 0) return lmdb_error(database_->directory_, "cannot read", rc);
    const std::unique_ptr<MDB_cursor, void (*)(MDB_cursor*)> closed(cursor, &mdb_cursor_close);

    MDB_val key = value_of(from);
    MDB_val value{};
    const bool ascending = order == Order::ascending;
    if (from.empty()) {
        rc = mdb_cursor_get(cursor, &key, &value, ascending ? MDB_FIRST : MDB_LAST);
    } else {
        rc = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
        if (!ascending) rc = mdb_cursor_get(cursor, &key, &value, rc == MDB_NOTFOUND ? MDB_LAST : MDB_PREV);
    }
    while (rc == 0 && visit(view_of(key), view_of(value)))
        rc = mdb_cursor_get(cursor, &key, &value, ascending ? MDB_NEXT : MDB_PREV);
    if (rc != 0 && rc != MDB_NOTFOUND) return lmdb_error(database_->directory_, "cannot read", rc);
    return {};
}

Result<std::uint64_t> Transaction::count(Table table) const {
    MDB_stat stat{};
    const int rc = mdb_stat(txn_, table.dbi, &stat);
    if (rc != 0) return lmdb_error(database_->directory_, "cannot read", rc);
    return stat.ms_entries;
}

std::uint64_t Transaction::last_commit() const {
    return mdb_txn_id(txn_);
}

std::size_t Transaction::used() const {
    constexpr unsigned kMainTable = 1;
    std::size_t bytes = 0;
    const auto add = [&](unsigned dbi) {
        MDB_stat stat{};
        if (mdb_stat(txn_, dbi, &stat) != 0) return;
        bytes += (stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages) * stat.ms_psize;
        if (dbi == kMainTable) bytes += std::size_t{2} * stat.ms_psize;  // the meta pages
    };
    add(kFreeTable);
    add(kMainTable);
    for (const auto& [name, table] : database_->tables_)
        add(table.dbi);
    return bytes;
}

Transaction::Room Transaction::room() const {
    if (!before_) before_ = Before{database_->committed_room(), used()};
    // What this transaction has changed so far is in no list of free pages yet.
    const std::size_t now = used();
    const std::size_t grown = now > before_->used ? now - before_->used : 0;
    Room room = before_->room;
    room.available -= std::min(grown, room.available);
    return room;
}

Result<void> WriteTransaction::put(Table table, std::string_view key, std::string_view value) {
    if (spoiled_) return tl::unexpected(*spoiled_);
    MDB_val k = value_of(key);
    MDB_val v = value_of(value);
    const int rc = mdb_put(txn_, table.dbi, &k, &v, 0);
    if (rc != 0) return spoil(rc);
    return {};
}

Result<bool> WriteTransaction::erase(Table table, std::string_view key) {
    if (spoiled_) return tl::unexpected(*spoiled_);
    MDB_val k = value_of(key);
    const int rc = mdb_del(txn_, table.dbi, &k, nullptr);
    if (rc == MDB_NOTFOUND) return false;
    if (rc != 0) return spoil(rc);
    return true;
}

tl::unexpected<Error> WriteTransaction::spoil(int error) {
    // Not for this transaction any more, but for the next one.
    if (error == MDB_MAP_FULL) mdb_reader_check(database_->env_, nullptr);
    auto failed = lmdb_error(database_->directory_, "cannot write", error);
    spoiled_ = failed.value();
    return failed;
}

Result<void> WriteTransaction::commit() {
    if (spoiled_) {
        mdb_txn_abort(txn_);
        end();
        return tl::unexpected(*spoiled_);
    }
    const int rc = mdb_txn_commit(txn_);
    end();
    if (rc == MDB_MAP_FULL) mdb_reader_check(database_->env_, nullptr);
    if (rc != 0) return lmdb_error(database_->directory_, "cannot commit", rc);
    return {};
}

Result<std::unique_ptr<Database>> Database::open(const Options& options) {
    auto directory = open_private_directory(options.directory, !options.read_only);
    if (!directory) return pass_on(directory);
    struct stat status {};
    if (fstat(directory->get(), &status) != 0)
        return tl::unexpected(system_error(options.directory, "cannot examine", errno));

    std::unique_ptr<Database> database(new Database);
    {
        const std::lock_guard lock(registry_mutex);
        const auto identity = std::pair(status.st_dev, status.st_ino);
        if (!registry().emplace(identity, options.directory).second)
            return fail(Errc::conflict, options.directory.string() + " is open in this process already, as " +
                                            registry().at(identity).string() +
                                            ": give every database its own directory");
        database->registered_ = identity;
    }

    // Held until this function returns: whoever opens waits for whoever creates.
    // Nobody else can open the directory; whoever checks a large file on a slow disk takes his time.
    constexpr std::chrono::seconds kPatience{20};
    if (auto locked = lock_file(directory->get(), options.directory, kPatience); !locked)
        return pass_on(locked);

    const auto data = options.directory / kDataFile;
    auto there = check_private_file(data);
    if (!there) return pass_on(there);
    if (!*there) {
        if (options.read_only)
            return fail(Errc::not_found, options.directory.string() + " holds no database yet");
        if (auto created = create(options); !created) return pass_on(created);
        if (auto synced = sync_directory(directory->get(), options.directory); !synced)
            return pass_on(synced);
    }
    if (auto lock = check_private_file(options.directory / kLockFile); !lock) return pass_on(lock);
    auto size = check_data_file(data);
    if (!size) return pass_on(size);

    Options sized = options;
    sized.map_size = whole_pages(options.read_only ? *size : std::max(options.map_size, *size));
    if (!options.read_only) {
        // The file is always as long as the map, so that a page that the header names is never behind its
        // end.
        if (auto grown = grow_file(data, sized.map_size, options.preallocate); !grown) return pass_on(grown);
    }
    if (auto started = database->start(sized, options.directory, false); !started) return pass_on(started);
    return database;
}

// Made aside and moved into place: a data file is either whole or not there, whenever the power goes.
Result<void> Database::create(const Options& options) {
    const auto aside = options.directory / kNewDirectory;
    std::error_code error;
    std::filesystem::remove_all(aside, error);
    auto directory = open_private_directory(aside, true);
    if (!directory) return pass_on(directory);

    Options sized = options;
    sized.map_size = whole_pages(options.map_size);
    Result<void> made = [&] {
        Database database;
        return database.start(sized, aside, true);
    }();
    if (made) made = grow_file(aside / kDataFile, sized.map_size, options.preallocate);
    if (made && std::rename((aside / kDataFile).c_str(), (options.directory / kDataFile).c_str()) != 0)
        made = tl::unexpected(system_error(aside / kDataFile, "cannot move into place", errno));
    std::filesystem::remove_all(aside, error);
    return made;
}

Result<void> Database::start(const Options& options, const std::filesystem::path& directory, bool fresh) {
    options_ = options;
    directory_ = directory;
    process_ = getpid();
    const auto failed = [&](int rc) { return lmdb_error(directory, "cannot open the database", rc); };
    if (const int rc = mdb_env_create(&env_); rc != 0) return failed(rc);
    if (const int rc = mdb_env_set_mapsize(env_, options.map_size); rc != 0) return failed(rc);
    if (const int rc = mdb_env_set_maxdbs(env_, unsigned(options.tables.size() + options.dropped.size()) + 1);
        rc != 0)
        return failed(rc);
    const unsigned flags = MDB_NOTLS | (options.read_only ? MDB_RDONLY : 0);
    if (const int rc = mdb_env_open(env_, directory.c_str(), flags, 0600); rc != 0) return failed(rc);
    // LMDB leaves that out for the data file alone. What a job starts must not inherit it.
    mdb_filehandle_t data = -1;
    if (const int rc = mdb_env_get_fd(env_, &data); rc != 0) return failed(rc);
    if (fcntl(data, F_SETFD, FD_CLOEXEC) != 0)
        return tl::unexpected(
            system_error(directory / kDataFile, "cannot close it for other programs", errno));
    files_.clear();
    for (const char* name : {kDataFile, kLockFile}) {
        const auto path = directory_ / name;
        const auto identity = identity_of(path);
        if (!identity) return tl::unexpected(system_error(path, "cannot examine", errno));
        files_.push_back({path, *identity});
    }
    int dead = 0;
    if (const int rc = mdb_reader_check(env_, &dead); rc != 0) return failed(rc);
    if (!fresh)
        if (auto sound = options.checked_once_a_boot ? check_pages_once() : check_pages(); !sound)
            return sound;
    return open_tables(options, fresh);
}

std::optional<Database::FileIdentity> Database::identity_of(const std::filesystem::path& path) {
    // Nothing but that is asked: a kernel (6.13) that has told somebody a file's times gives it new ones at
    // the next write, and the commit's flush then has the inode to write as well.
    struct statx status {};
    if (statx(AT_FDCWD, path.c_str(), 0, STATX_INO, &status) != 0) return std::nullopt;
    return FileIdentity(makedev(status.stx_dev_major, status.stx_dev_minor), status.stx_ino);
}

Result<void> Database::check_files() const {
    const auto is_same = [](const OpenFile& file) { return identity_of(file.path) == file.identity; };
    if (std::all_of(files_.begin(), files_.end(), is_same)) return {};
    return fail(Errc::unavailable,
                directory_.string() +
                    ": the database's files were removed or replaced while it is open: put them back, or "
                    "restart this program, which then knows only what is in the new ones");
}

Result<void> Database::check_pages() {
    const auto data = directory_ / kDataFile;
    auto file = MappedFile::open(data);
    if (!file) return pass_on(file);
    for (;;) {
        auto snapshot = read();
        if (!snapshot) return pass_on(snapshot);
        bool gone = false;
        const auto damage = find_damage(file->bytes(), mdb_txn_id(snapshot->txn_), &gone);
        if (damage)
            return fail(Errc::corrupt,
                        data.string() + " is damaged (" + *damage +
                            "): restore it from a backup, or move its directory away to start empty");
        // Gone: two commits of another process came between begin and look. The next snapshot then.
        if (!gone) return {};
    }
}

namespace {

// The version that is stored, where it is one that can be made into the wanted one here.
std::optional<std::uint32_t> older_version(std::string_view stored, const Database::Options& options) {
    std::uint32_t version = 0;
    const auto read = std::from_chars(stored.data(), stored.data() + stored.size(), version);
    const bool whole = read.ec == std::errc() && read.ptr == stored.data() + stored.size();
    if (!whole || version == 0 || version >= options.version) return std::nullopt;
    if (options.read_only || !options.upgrade) return std::nullopt;
    return version;
}

}  // namespace

Result<void> Database::upgrade_tables(const Options& options, std::uint32_t from) {
    auto txn = begin(0);
    if (!txn) return pass_on(txn);
    WriteTransaction transaction(*this, *txn, true);
    Table format{};
    if (const int rc = mdb_dbi_open(*txn, kFormatTable, 0, &format.dbi); rc != 0)
        return lmdb_error(directory_, "cannot open the database", rc);
    for (const auto& name : options.tables) {
        Table table{};
        if (const int rc = mdb_dbi_open(*txn, name.c_str(), MDB_CREATE, &table.dbi); rc != 0)
            return lmdb_error(directory_, "cannot open table " + name, rc);
        tables_.emplace_back(name, table);
    }
    for (const auto& name : options.dropped) {
        MDB_dbi table = 0;
        const int rc = mdb_dbi_open(*txn, name.c_str(), 0, &table);
        if (rc == MDB_NOTFOUND) continue;
        if (const int dropped = rc == 0 ? mdb_drop(*txn, table, 1) : rc; dropped != 0)
            return lmdb_error(directory_, "cannot remove table " + name, dropped);
    }
    if (auto upgraded = options.upgrade(*this, transaction, from); !upgraded) return upgraded;
    if (auto put = transaction.put(format, kVersionKey, std::to_string(options.version)); !put) return put;
    return transaction.commit();
}

// The mark says which file was checked, and during which run of the machine: what a power loss or a failing
// disk did to it shows at the next one.
Result<void> Database::check_pages_once() {
    constexpr std::size_t kLongest = 256;
    const auto mark = directory_ / kCheckedFile;
    const auto identity = identity_of(directory_ / kDataFile);
    const std::string boot = this_boot();
    if (!identity || boot.empty()) return check_pages();
    const std::string now =
        boot + ' ' + std::to_string(identity->first) + ' ' + std::to_string(identity->second) + '\n';
    if (read_file(mark, kLongest) == now) return {};
    if (auto sound = check_pages(); !sound) return sound;
    // Without it the next one checks again.
    if (!options_.read_only) (void)replace_file(mark, now, 0600);
    return {};
}

Result<void> Database::open_tables(const Options& options, bool fresh) {
    const auto not_ours = [&](const std::string& why) {
        return fail(Errc::version, directory_.string() + " does not hold a " + options.format + " (" + why +
                                       "): name another directory, or move this one away to start empty");
    };
    auto txn = begin(fresh ? 0U : unsigned(MDB_RDONLY));
    if (!txn) return pass_on(txn);
    Transaction transaction(*this, *txn, fresh);

    const auto open_one = [&](const std::string& name, Table& table) {
        return mdb_dbi_open(*txn, name.c_str(), fresh ? MDB_CREATE : 0, &table.dbi);
    };
    Table format{};
    if (const int rc = open_one(kFormatTable, format); rc == MDB_NOTFOUND)
        return not_ours("it is somebody else's");
    else if (rc != 0)
        return lmdb_error(directory_, "cannot open the database", rc);
    const std::string version = std::to_string(options.version);
    if (!fresh) {
        auto name = transaction.get(format, kNameKey);
        if (!name) return pass_on(name);
        auto found = transaction.get(format, kVersionKey);
        if (!found) return pass_on(found);
        if (*name != options.format) return not_ours("it says: " + std::string(name->value_or("nothing")));
        if (const auto from = older_version(found->value_or(""), options); from) {
            mdb_txn_abort(*txn);
            transaction.end();
            return upgrade_tables(options, *from);
        }
        if (*found != version)
            return fail(Errc::version,
                        directory_.string() + " holds a " + options.format + " of format version " +
                            std::string(found->value_or("(none)")) + ", this program knows version " +
                            version +
                            ": install the release that wrote it, or move the directory away to start empty");
    }
    for (const auto& name : options.tables) {
        Table table{};
        if (const int rc = open_one(name, table); rc != 0)
            return lmdb_error(directory_, "cannot open table " + name, rc);
        tables_.emplace_back(name, table);
    }
    if (fresh) {
        for (const auto& [key, text] : {std::pair(kNameKey, std::string_view(options.format)),
                                        std::pair(kVersionKey, std::string_view(version))}) {
            MDB_val k = value_of(key);
            MDB_val v = value_of(text);
            if (const int rc = mdb_put(*txn, format.dbi, &k, &v, 0); rc != 0)
                return lmdb_error(directory_, "cannot write", rc);
        }
    }
    // Table handles live on only when the transaction that opened them commits, also a reading one.
    const int rc = mdb_txn_commit(*txn);
    transaction.end();
    if (rc != 0) return lmdb_error(directory_, "cannot commit", rc);
    return {};
}

Database::~Database() {
    if (transactions_ != 0) bug("closed with a transaction open");
    if (env_ != nullptr) mdb_env_close(env_);
    if (!registered_) return;
    const std::lock_guard lock(registry_mutex);
    registry().erase(*registered_);
}

Table Database::table(std::string_view name) const {
    for (const auto& [known, table] : tables_)
        if (known == name) return table;
    bug("a table that was not opened");
}

// LMDB gives an environment up for good when its header could not be written. The file is as sound as before.
Result<void> Database::start_again() {
    const auto before = tables_;
    tables_.clear();
    if (env_ != nullptr) mdb_env_close(env_);
    env_ = nullptr;
    Options options = options_;
    options.checked_once_a_boot = false;  // something has gone wrong
    auto started = start(options, std::filesystem::path(directory_), false);
    if (!started) {
        tables_ = before;
        if (env_ != nullptr) mdb_env_close(env_);
        env_ = nullptr;
        return started;
    }
    for (std::size_t i = 0; i < before.size(); ++i)
        if (tables_[i].second.dbi != before[i].second.dbi)
            bug("a table has another handle after a new start");
    return {};
}

Result<MDB_txn*> Database::begin(unsigned flags) {
    if (process_ != getpid()) bug("used after fork");
    MDB_txn* txn = nullptr;
    if (env_ == nullptr) {
        if (auto started = start_again(); !started) return pass_on(started);
    }
    int rc = mdb_txn_begin(env_, nullptr, flags, &txn);
    if (rc == MDB_PANIC && transactions_ == 0) {
        if (auto started = start_again(); !started) return pass_on(started);
        rc = mdb_txn_begin(env_, nullptr, flags, &txn);
    }
    if (rc == MDB_MAP_RESIZED && transactions_ == 0) {
        // Another process has opened it with a larger map. Adopt that: the file has grown already.
        rc = mdb_env_set_mapsize(env_, 0);
        if (rc == 0) rc = mdb_txn_begin(env_, nullptr, flags, &txn);
    }
    if (rc == MDB_READERS_FULL && forget_dead_readers() > 0) rc = mdb_txn_begin(env_, nullptr, flags, &txn);
    if (rc != 0) return lmdb_error(directory_, "cannot begin a transaction", rc);
    return txn;
}

std::size_t Database::forget_dead_readers() {
    int dead = 0;
    if (env_ == nullptr || mdb_reader_check(env_, &dead) != 0) return 0;
    return std::size_t(dead);
}

// As the last commit left it. LMDB lets nobody look into the list of free pages but who reads.
Transaction::Room Database::committed_room() const {
    const auto free_pages = [this](const OldestReader& oldest) {
        Transaction::Room room{0, 0, oldest.pid};
        MDB_envinfo info{};
        MDB_stat stat{};
        MDB_txn* txn = nullptr;
        if (mdb_env_info(env_, &info) != 0 || mdb_env_stat(env_, &stat) != 0) return room;
        const std::size_t pages = info.me_mapsize / stat.ms_psize;
        room.available = (pages - std::min(pages, info.me_last_pgno + 1)) * stat.ms_psize;
        if (mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn) != 0) return room;
        MDB_cursor* cursor = nullptr;
        if (mdb_cursor_open(txn, kFreeTable, &cursor) == 0) {
            // By the transaction that has freed them: how many, then their numbers.
            MDB_val freed_by{};
            MDB_val list{};
            while (mdb_cursor_get(cursor, &freed_by, &list, MDB_NEXT) == 0) {
                const bool held = number_at<std::size_t>(freed_by) > oldest.transaction;
                (held ? room.held : room.available) += number_at<std::size_t>(list) * stat.ms_psize;
            }
            mdb_cursor_close(cursor);
        }
        mdb_txn_abort(txn);
        return room;
    };
    auto room = free_pages(oldest_reader(env_));
    if (room.held == 0) return {room.available, 0, 0};
    if (mdb_reader_check(env_, nullptr) != 0) return room;
    return free_pages(oldest_reader(env_));
}

Result<Transaction> Database::read() {
    auto txn = begin(MDB_RDONLY);
    if (!txn) return pass_on(txn);
    return Transaction(*this, *txn, false);
}

Result<WriteTransaction> Database::write() {
    if (writing_) bug("a second write transaction while one is open");
    auto txn = begin(0);
    if (!txn) return pass_on(txn);
    if (auto same = check_files(); !same) {
        mdb_txn_abort(*txn);
        return pass_on(same);
    }
    return WriteTransaction(*this, *txn, true);
}

std::size_t Database::map_size() const {
    MDB_envinfo info{};
    return env_ != nullptr && mdb_env_info(env_, &info) == 0 ? info.me_mapsize : 0;
}

}  // namespace job_retry
