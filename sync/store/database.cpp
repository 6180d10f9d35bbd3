// SPDX-License-Identifier: Apache-2.0
// How a file is opened and held: WAL, a rule of who writes from the schema's own comments, and aside with what is
// broken.
#include "sync/store/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "sync/store/migrations.h"
#include "sync/store/migrations_sql.h"
#include "sync/store/schema_sql.h"
#include "sync/store/sqlite_engine.h"

namespace onestop::store {

/// The WAL is moved into the database at this size, 4 MiB of 4 KiB pages.
static constexpr int kCheckpointPages = 1024;
/// For a file that one program has alone, on a hub's machine: 64 MiB of WAL, 16 of cache. A backlog comes back to the
/// same pages of its indexes again and again; they are read once, and written into the database once for many batches.
static constexpr int kCheckpointPagesAlone = 16384, kCacheKibAlone = 16 * 1024, kLargestWalAlone = 68 * 1024 * 1024;

// --- who may write what -------------------------------------------------------------------------------------------

Schema storeSchema() { return {kBaseVersion, kSchemaSql, kMigrations}; }

using Writers = std::map<std::string, Program, std::less<>>;

/// Table → writing program, from the comment above each CREATE TABLE.
static void addWriters(Writers& found, std::string_view sql) {
    constexpr std::string_view kWriter = "-- writer: ";
    constexpr std::string_view kCreate = "CREATE TABLE ";
    std::optional<Program> writer;
    while (!sql.empty()) {
        const auto end = std::min(sql.find('\n'), sql.size());
        const auto line = sql.substr(0, end);
        sql.remove_prefix(std::min(end + 1, sql.size()));
        if (line.starts_with(kWriter))
            writer = line.substr(kWriter.size()) == "kiosk" ? Program::Kiosk : Program::Syncd;
        if (line.starts_with(kCreate) && writer) {
            found.emplace(line.substr(kCreate.size(), line.find('(') - kCreate.size()), *writer);
            writer.reset();
        }
    }
}

static Writers writersOf(const Schema& schema) {
    Writers found;
    addWriters(found, schema.base_sql);
    for (const auto& step : schema.steps)
        addWriters(found, step.up);
    return found;
}

static bool mayWrite(const Writers& writers, Program program, std::string_view table) {
    const auto found = writers.find(table);
    return found != writers.end() && program != Program::Reader && found->second == program;
}

bool mayWrite(Program program, std::string_view table) {
    static const auto writers = writersOf(storeSchema());
    return mayWrite(writers, program, table);
}

static bool mayDo(const Writers& writers, Program program, int action, std::string_view object) {
    switch (action) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return mayWrite(writers, program, object);
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_PRAGMA:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return true;
    default: // schema changes, ATTACH, triggers: never after the store was made
        return false;
    }
}

// --- Statement ----------------------------------------------------------------------------------------------------

Statement& Statement::bind(int index, std::int64_t value) {
    engine_->bindInteger(index, value);
    return *this;
}

Statement& Statement::bind(int index, std::string_view value) {
    engine_->bindText(index, value);
    return *this;
}

Statement& Statement::bindBlob(int index, std::span<const std::uint8_t> value) {
    engine_->bindBlob(index, value);
    return *this;
}

Statement& Statement::bindNull(int index) {
    engine_->bindNull(index);
    return *this;
}

Statement& Statement::bind(int index, const std::optional<std::string>& value) {
    return value ? bind(index, std::string_view(*value)) : bindNull(index);
}

Result<bool> Statement::step() { return engine_->step(); }

Result<void> Statement::run() {
    while (true) {
        const auto row = step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
    }
    reset();
    return {};
}

Result<void> Statement::runLater() { return engine_->runLater(); }
void Statement::reset() { engine_->reset(); }
std::int64_t Statement::integer(int column) const { return engine_->integer(column); }
std::string Statement::text(int column) const { return std::string(view(column)); }
std::string_view Statement::view(int column) const { return engine_->view(column); }
bool Statement::isNull(int column) const { return engine_->isNull(column); }

std::vector<std::uint8_t> Statement::blob(int column) const {
    const auto bytes = view(column);
    return {bytes.begin(), bytes.end()};
}

// --- Database -----------------------------------------------------------------------------------------------------

/// One number from a pragma.
static Result<std::int64_t> number(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    return statement->integer(0);
}

static Result<void> prepareFile(Database& database) {
    std::string pragmas = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                          "PRAGMA journal_size_limit = 16777216;"
                          "PRAGMA wal_autocheckpoint = ";
    if (database.program() == Program::Alone)
        pragmas += std::to_string(kCheckpointPagesAlone) + "; PRAGMA cache_size = -" + std::to_string(kCacheKibAlone) +
                   "; PRAGMA journal_size_limit = " + std::to_string(kLargestWalAlone);
    else
        pragmas += std::to_string(kCheckpointPages);
    pragmas += ';';
    if (database.program() == Program::Reader) return database.execute("PRAGMA query_only = ON");
    if (auto wal = database.execute("PRAGMA journal_mode = WAL"); !wal) return wal;
    return database.execute(pragmas);
}

/// Last: a full store, too, is brought to its version.
static Result<void> limitPages(Database& database, const OpenOptions& options) {
    if (options.max_pages == 0) return {};
    return database.execute("PRAGMA max_page_count = " + std::to_string(options.max_pages));
}

/// A page that does not fit shows up here rather than in the middle of a visit.
static Result<void> readSomething(Database& database) {
    if (auto readable = number(database, "SELECT count(*) FROM sqlite_schema"); !readable)
        return tl::unexpected(readable.error());
    return {};
}

namespace {

/// While a store is opened, or moved aside: its name and that of its WAL must mean one file. A folder that cannot be
/// opened is not locked, and holds no store.
class FolderLock {
public:
    enum class For { Opening, Moving };
    FolderLock(const std::string& store, For purpose) {
        const auto folder = std::filesystem::path(store).parent_path();
        folder_ = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder_ >= 0) ::flock(folder_, purpose == For::Opening ? LOCK_SH : LOCK_EX);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() {
        if (folder_ >= 0) ::close(folder_);
    }

private:
    int folder_ = -1;
};

} // namespace

static Result<Database> openStore(const std::string& path, Program program, OpenOptions options, const Schema& schema) {
    const auto missing = program == Program::Reader ? SqliteEngine::Missing::Refuse : SqliteEngine::Missing::Make;
    auto engine = SqliteEngine::open(path, missing, options);
    if (!engine) return tl::unexpected(engine.error());
    auto& file = **engine;
    Database database(std::move(*engine), path, program);
    if (auto ready = prepareFile(database); !ready) return tl::unexpected(ready.error());
    if (program != Program::Reader)
        if (auto brought = migrateFile(database, schema); !brought) return tl::unexpected(brought.error());
    if (auto limited = limitPages(database, options); !limited) return tl::unexpected(limited.error());
    if (auto readable = readSomething(database); !readable) return tl::unexpected(readable.error());
    file.allowOnly([writers = writersOf(schema), program](int action, std::string_view object) {
        return mayDo(writers, program, action, object);
    });
    return database;
}

Result<Database> Database::open(const std::string& path, Program program, OpenOptions options, const Schema& schema) {
    const FolderLock lock(path, FolderLock::For::Opening);
    return openStore(path, program, options, schema);
}

Result<Database> Database::openAlone(const std::string& path, OpenOptions options) {
    auto engine = SqliteEngine::open(path, SqliteEngine::Missing::Make, options);
    if (!engine) return tl::unexpected(engine.error());
    Database database(std::move(*engine), path, Program::Alone);
    if (auto ready = prepareFile(database); !ready) return tl::unexpected(ready.error());
    if (auto limited = limitPages(database, options); !limited) return tl::unexpected(limited.error());
    if (auto readable = readSomething(database); !readable) return tl::unexpected(readable.error());
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
    auto statement = engine_->prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    return Statement(std::move(*statement));
}

Result<void> Database::execute(std::string_view sql) { return engine_->execute(sql); }
std::int64_t Database::changes() const { return engine_->changes(); }
Result<std::int64_t> Database::dataVersion() { return number(*this, "PRAGMA data_version"); }

Result<void> Database::integrityCheck() {
    auto statement = prepare("PRAGMA integrity_check(1)");
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    if (*row && statement->view(0) == "ok") return {};
    return tl::unexpected(StoreFailure{StoreFault::Corrupt, "cannot trust " + path_ + ": " + statement->text(0)});
}

Result<void> Database::checkpoint() {
    auto statement = prepare("PRAGMA wal_checkpoint(PASSIVE)");
    if (!statement) return tl::unexpected(statement.error());
    return statement->run();
}

// --- Transaction --------------------------------------------------------------------------------------------------

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.engine_->begin(); !begun) return tl::unexpected(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    // SQLite itself rolls back on some failures (disk full); a second ROLLBACK would be refused.
    if (database_ && database_->inTransaction()) (void)database_->execute("ROLLBACK");
}

Result<void> Transaction::commit() {
    auto committed = database_->execute("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

// --- setting aside ------------------------------------------------------------------------------------------------

static bool isBeyondUse(StoreFault fault) { return fault == StoreFault::Corrupt || fault == StoreFault::WrongSchema; }

/// "20261123T023211Z" of a time text; a name without colons.
static std::string compact(std::string_view time_text) {
    std::string out;
    for (const char c : time_text)
        if (c != '-' && c != ':' && c != '.') out += c;
    return out;
}

static Result<std::string> setAside(const std::string& path, std::string_view time_text) {
    const std::string name = path + ".corrupt-" + compact(time_text);
    std::error_code error;
    std::filesystem::rename(path, name, error);
    if (error)
        return tl::unexpected(
            StoreFailure{StoreFault::CannotOpen, "cannot set " + path + " aside: " + error.message()});
    // The WAL belongs to the broken file: left behind, it would be played into the new one.
    std::filesystem::rename(path + "-wal", name + "-wal", error);
    std::filesystem::remove(path + "-shm", error);
    return name;
}

static Result<Database> openWhole(const std::string& path, Program program, OpenOptions options, const Schema& schema) {
    auto opened = openStore(path, program, options, schema);
    if (!opened) return opened;
    if (auto whole = opened->integrityCheck(); !whole && isBeyondUse(whole.error().fault))
        return tl::unexpected(whole.error());
    return opened;
}

Result<OpenedStore> openOrSetAside(const std::string& path, Program program, std::string_view time_text,
                                   OpenOptions options, const Schema& schema) {
    const auto asItIs = [](Database database) { return OpenedStore{std::move(database), std::nullopt, {}}; };
    Result<Database> opened = [&] {
        const FolderLock lock(path, FolderLock::For::Opening);
        return openWhole(path, program, options, schema);
    }();
    if (opened || !isBeyondUse(opened.error().fault)) return std::move(opened).map(asItIs);
    const FolderLock lock(path, FolderLock::For::Moving);
    opened = openWhole(path, program, options, schema); // another program may have moved it meanwhile
    if (opened || !isBeyondUse(opened.error().fault)) return std::move(opened).map(asItIs);
    auto name = setAside(path, time_text);
    if (!name) return tl::unexpected(name.error());
    auto fresh = openStore(path, program, options, schema);
    if (!fresh) return tl::unexpected(fresh.error());
    return OpenedStore{std::move(*fresh), std::move(*name), std::move(opened.error().context)};
}

} // namespace onestop::store
