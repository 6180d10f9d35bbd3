// SPDX-License-Identifier: Apache-2.0
// The one place that knows SQLite. What protects the data: WAL with synchronous=FULL (a committed ticket survives a
// power cut), BEGIN IMMEDIATE (two programs never deadlock), an authorizer from the schema's own comments.
#include "sync/store/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <utility>

#include "sync/store/schema_sql.h"

namespace onestop::store {

/// PRAGMA user_version of schema.sql; a store of another version is set aside.
static constexpr int kSchemaVersion = 3;
/// The WAL is moved into the database at this size, 4 MiB of 4 KiB pages.
static constexpr int kCheckpointPages = 1024;

static StoreFault faultOf(int code) {
    switch (code & 0xff) {
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return StoreFault::CannotOpen;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return StoreFault::Corrupt;
    case SQLITE_FULL:
        return StoreFault::Full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return StoreFault::Busy;
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return StoreFault::NotAllowed;
    case SQLITE_CONSTRAINT:
        return StoreFault::Constraint;
    default:
        return StoreFault::Failed;
    }
}

static StoreFailure failure(sqlite3* database, std::string_view what) {
    const int code = database ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
    return {faultOf(code), "cannot " + std::string(what) + ": " + (database ? sqlite3_errmsg(database) : "no memory")};
}

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
        return SQLITE_OK;
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return SQLITE_OK;
    default: // schema changes, ATTACH, triggers: never after the store was made
        return SQLITE_DENY;
    }
}

// --- Statement ----------------------------------------------------------------------------------------------------

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), database_(other.database_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    std::swap(database_, other.database_);
    return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(statement_, index, value);
    return *this;
}

Statement& Statement::bind(int index, std::string_view value) {
    sqlite3_bind_text64(statement_, index, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(int index, std::span<const std::uint8_t> value) {
    if (value.empty())
        sqlite3_bind_zeroblob(statement_, index, 0);
    else
        sqlite3_bind_blob64(statement_, index, value.data(), value.size(), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bindNull(int index) {
    sqlite3_bind_null(statement_, index);
    return *this;
}

Statement& Statement::bind(int index, const std::optional<std::string>& value) {
    return value ? bind(index, std::string_view(*value)) : bindNull(index);
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    auto refused = failure(database_, "run " + std::string(sqlite3_sql(statement_)));
    sqlite3_reset(statement_);
    return tl::unexpected(std::move(refused));
}

Result<void> Statement::run() {
    while (true) {
        const auto row = step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
    }
    reset();
    return {};
}

void Statement::reset() { sqlite3_reset(statement_); }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
std::string Statement::text(int column) const { return std::string(view(column)); }
bool Statement::isNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string_view Statement::view(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
                : std::string_view();
}

std::vector<std::uint8_t> Statement::blob(int column) const {
    const auto bytes = view(column);
    return {bytes.begin(), bytes.end()};
}

// --- Database -----------------------------------------------------------------------------------------------------

Database::Database(sqlite3* handle, std::string path, Program program)
    : handle_(handle), path_(std::move(path)), program_(program) {}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), path_(std::move(other.path_)), program_(other.program_) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(path_, other.path_);
    std::swap(program_, other.program_);
    return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

/// One number from a pragma.
static Result<std::int64_t> number(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    return statement->integer(0);
}

struct Schema {
    std::span<const std::string_view> steps;
    int version; ///< as many as steps: a file of a former version is brought up; else it is refused
};

/// Makes the schema in an empty file; under the write lock, for the other program may be doing the same.
static Result<void> makeSchema(Database& database, const Schema& schema) {
    auto version = number(database, "PRAGMA user_version");
    if (!version) return tl::unexpected(version.error());
    if (*version == schema.version) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    version = number(database, "PRAGMA user_version");
    if (!version) return tl::unexpected(version.error());
    if (*version == schema.version) return {};
    const bool comes_up = static_cast<int>(schema.steps.size()) == schema.version && *version < schema.version;
    if (*version != 0 && !comes_up)
        return tl::unexpected(StoreFailure{StoreFault::WrongSchema, "cannot use " + database.path() + ": schema " +
                                                                        std::to_string(*version) + ", expected " +
                                                                        std::to_string(schema.version)});
    for (const auto step : schema.steps.subspan(static_cast<std::size_t>(*version)))
        if (auto made = database.execute(step); !made) return made;
    if (auto set = database.execute("PRAGMA user_version = " + std::to_string(schema.version)); !set) return set;
    return transaction->commit();
}

static Result<void> prepareFile(Database& database, Program program, const Schema& schema, const OpenOptions& options) {
    std::string pragmas = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                          "PRAGMA journal_size_limit = 16777216;"
                          "PRAGMA wal_autocheckpoint = " +
                          std::to_string(kCheckpointPages) + ';';
    if (options.max_pages > 0) pragmas += "PRAGMA max_page_count = " + std::to_string(options.max_pages) + ';';
    if (program == Program::Reader) return database.execute("PRAGMA query_only = ON");
    if (auto wal = database.execute("PRAGMA journal_mode = WAL"); !wal) return wal;
    if (auto set = database.execute(pragmas); !set) return set;
    return makeSchema(database, schema);
}

Result<Database> Database::open(const std::string& path, Program program, OpenOptions options) {
    static constexpr std::string_view kSteps[]{kSchemaSql};
    auto database = openFile(path, program, {kSteps, kSchemaVersion}, options);
    if (database) {
        sqlite3_set_authorizer(database->handle_, authorize,
                               reinterpret_cast<void*>(static_cast<std::intptr_t>(program)));
    }
    return database;
}

Result<Database> Database::openAlone(const std::string& path, std::span<const std::string_view> steps,
                                     OpenOptions options) {
    return openFile(path, Program::Alone, {steps, static_cast<int>(steps.size())}, options);
}

Result<Database> Database::openFile(const std::string& path, Program program, const Schema& schema,
                                    const OpenOptions& options) {
    const int flags = program == Program::Reader ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        auto refused = failure(handle, "open " + path);
        sqlite3_close_v2(handle);
        return tl::unexpected(std::move(refused));
    }
    Database database(handle, path, program);
    sqlite3_busy_timeout(handle, static_cast<int>(options.busy_timeout.count()));
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (auto ready = prepareFile(database, program, schema, options); !ready) return tl::unexpected(ready.error());
    // A page that does not fit shows up here rather than in the middle of a visit.
    if (auto readable = number(database, "SELECT count(*) FROM sqlite_schema"); !readable)
        return tl::unexpected(readable.error());
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(failure(handle_, "prepare " + std::string(sql)));
    return Statement(statement, handle_);
}

Result<void> Database::execute(std::string_view sql) {
    const std::string terminated(sql);
    if (sqlite3_exec(handle_, terminated.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(failure(handle_, "run " + terminated.substr(0, 60)));
    return {};
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
bool Database::inTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }
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
    if (sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(failure(handle_, "checkpoint"));
    return {};
}

// --- Transaction --------------------------------------------------------------------------------------------------

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
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
