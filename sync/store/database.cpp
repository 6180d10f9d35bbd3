// SPDX-License-Identifier: Apache-2.0
// How a file is opened and held: WAL, an authorizer from the schema's own comments, and aside with what is broken.
#include "sync/store/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <utility>

#include "sync/store/schema_sql.h"
#include "sync/store/sqlite_engine.h"

namespace onestop::store {

/// PRAGMA user_version of schema.sql; a store of another version is set aside.
static constexpr int kSchemaVersion = 3;
/// The WAL is moved into the database at this size, 4 MiB of 4 KiB pages.
static constexpr int kCheckpointPages = 1024;
/// For a file that one program has alone, on a hub's machine: 64 MiB of WAL, 16 of cache. A backlog comes back to the
/// same pages of its indexes again and again; they are read once, and written into the database once for many batches.
static constexpr int kCheckpointPagesAlone = 16384, kCacheKibAlone = 16 * 1024, kLargestWalAlone = 68 * 1024 * 1024;

// --- who may write what -------------------------------------------------------------------------------------------

/// Table → writing program, from the comment above each CREATE TABLE of the schema.
static const std::map<std::string, Program, std::less<>>& writers() {
    static const auto table = [] {
        std::map<std::string, Program, std::less<>> found;
        constexpr std::string_view kWriter = "-- writer: ";
        constexpr std::string_view kCreate = "CREATE TABLE ";
        std::string_view rest = kSchemaSql;
        std::optional<Program> writer;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const auto line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.starts_with(kWriter))
                writer = line.substr(kWriter.size()) == "kiosk" ? Program::Kiosk : Program::Syncd;
            if (line.starts_with(kCreate) && writer) {
                found.emplace(line.substr(kCreate.size(), line.find('(') - kCreate.size()), *writer);
                writer.reset();
            }
        }
        return found;
    }();
    return table;
}

bool mayWrite(Program program, std::string_view table) {
    const auto found = writers().find(table);
    return found != writers().end() && program != Program::Reader && found->second == program;
}

static int authorize(void* context, int action, const char* first, const char*, const char*, const char*) {
    const auto program = static_cast<Program>(reinterpret_cast<std::intptr_t>(context));
    switch (action) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return first && mayWrite(program, first) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_PRAGMA:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return SQLITE_OK;
    default: // schema changes, ATTACH, triggers: never after the store was made
        return SQLITE_DENY;
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

/// Makes the store's schema in an empty file; under the write lock, for the other program may be doing the same.
static Result<void> makeStore(Database& database) {
    auto version = database.schemaVersion();
    if (!version) return tl::unexpected(version.error());
    if (*version == kSchemaVersion) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    version = database.schemaVersion();
    if (!version) return tl::unexpected(version.error());
    if (*version == kSchemaVersion) return {};
    if (*version != 0)
        return tl::unexpected(StoreFailure{StoreFault::WrongSchema, "cannot use " + database.path() + ": schema " +
                                                                        std::to_string(*version) + ", expected " +
                                                                        std::to_string(kSchemaVersion)});
    if (auto made = database.execute(kSchemaSql); !made) return made;
    if (auto set = database.setSchemaVersion(kSchemaVersion); !set) return set;
    return transaction->commit();
}

static Result<void> prepareFile(Database& database, const OpenOptions& options) {
    std::string pragmas = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                          "PRAGMA journal_size_limit = 16777216;"
                          "PRAGMA wal_autocheckpoint = ";
    if (database.program() == Program::Alone)
        pragmas += std::to_string(kCheckpointPagesAlone) + "; PRAGMA cache_size = -" + std::to_string(kCacheKibAlone) +
                   "; PRAGMA journal_size_limit = " + std::to_string(kLargestWalAlone);
    else
        pragmas += std::to_string(kCheckpointPages);
    pragmas += ';';
    if (options.max_pages > 0) pragmas += "PRAGMA max_page_count = " + std::to_string(options.max_pages) + ';';
    if (database.program() == Program::Reader) return database.execute("PRAGMA query_only = ON");
    if (auto wal = database.execute("PRAGMA journal_mode = WAL"); !wal) return wal;
    return database.execute(pragmas);
}

/// A page that does not fit shows up here rather than in the middle of a visit.
static Result<void> readSomething(Database& database) {
    if (auto readable = number(database, "SELECT count(*) FROM sqlite_schema"); !readable)
        return tl::unexpected(readable.error());
    return {};
}

Result<Database> Database::open(const std::string& path, Program program, OpenOptions options) {
    const auto missing = program == Program::Reader ? SqliteEngine::Missing::Refuse : SqliteEngine::Missing::Make;
    auto engine = SqliteEngine::open(path, missing, options);
    if (!engine) return tl::unexpected(engine.error());
    sqlite3* handle = (*engine)->handle();
    Database database(std::move(*engine), path, program);
    if (auto ready = prepareFile(database, options); !ready) return tl::unexpected(ready.error());
    if (program != Program::Reader)
        if (auto made = makeStore(database); !made) return tl::unexpected(made.error());
    if (auto readable = readSomething(database); !readable) return tl::unexpected(readable.error());
    sqlite3_set_authorizer(handle, authorize,
                           reinterpret_cast<void*>(static_cast<std::intptr_t>(program))); // NOLINT: SQLite's context
    return database;
}

Result<Database> Database::openAlone(const std::string& path, OpenOptions options) {
    auto engine = SqliteEngine::open(path, SqliteEngine::Missing::Make, options);
    if (!engine) return tl::unexpected(engine.error());
    Database database(std::move(*engine), path, Program::Alone);
    if (auto ready = prepareFile(database, options); !ready) return tl::unexpected(ready.error());
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

Result<OpenedStore> openOrSetAside(const std::string& path, Program program, std::string_view time_text,
                                   OpenOptions options) {
    auto opened = Database::open(path, program, options);
    std::optional<StoreFailure> broken;
    if (!opened && isBeyondUse(opened.error().fault)) broken = opened.error();
    if (opened) {
        if (auto whole = opened->integrityCheck(); !whole && isBeyondUse(whole.error().fault)) broken = whole.error();
    }
    if (!broken) {
        if (!opened) return tl::unexpected(opened.error());
        return OpenedStore{std::move(*opened), std::nullopt};
    }
    opened = tl::unexpected(*broken); // closes the file
    auto name = setAside(path, time_text);
    if (!name) return tl::unexpected(name.error());
    auto fresh = Database::open(path, program, options);
    if (!fresh) return tl::unexpected(fresh.error());
    return OpenedStore{std::move(*fresh), std::move(*name)};
}

} // namespace onestop::store
