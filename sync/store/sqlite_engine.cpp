// SPDX-License-Identifier: Apache-2.0
// See sqlite_engine.h.
#include "sync/store/sqlite_engine.h"

#include <sqlite3.h>

#include <map>
#include <utility>
#include <vector>

#include "sync/store/turns.h"

namespace onestop::store {

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
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
        return StoreFault::Machine;
    default:
        return StoreFault::Failed;
    }
}

static StoreFailure failure(sqlite3* database, std::string_view what) {
    const int code = database ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
    return {faultOf(code), "cannot " + std::string(what) + ": " + (database ? sqlite3_errmsg(database) : "no memory")};
}

/// A statement may outlive its engine, so both hold it; and is prepared anew when the schema has changed, so the rule
/// is here.
class SqliteEngine::Idle {
public:
    Rule rule; ///< empty: everything is allowed

    Idle() = default;
    ~Idle() {
        for (const auto& [sql, place] : places_)
            for (auto* statement : place)
                sqlite3_finalize(statement);
    }
    Idle(const Idle&) = delete;
    Idle& operator=(const Idle&) = delete;

    /// Where the statements of one SQL lie; nothing for one more than kMost.
    using Place = std::vector<sqlite3_stmt*>;
    Place* placeOf(std::string_view sql) {
        const auto found = places_.find(sql);
        if (found != places_.end()) return &found->second;
        return places_.size() < kMost ? &places_[std::string(sql)] : nullptr;
    }
    static sqlite3_stmt* take(Place* place) {
        if (place == nullptr || place->empty()) return nullptr;
        auto* statement = place->back();
        place->pop_back();
        return statement;
    }
    /// With what it read and held let go.
    static void keep(Place* place, sqlite3_stmt* statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        if (place != nullptr && place->size() < kMostAlike)
            place->push_back(statement);
        else
            sqlite3_finalize(statement);
    }

private:
    static constexpr std::size_t kMost = 64, kMostAlike = 4; // a few KiB each
    std::map<std::string, Place, std::less<>> places_;
};

namespace {

class SqliteStatement final : public StatementEngine {
public:
    SqliteStatement(sqlite3_stmt* statement, sqlite3* database, std::shared_ptr<SqliteEngine::Idle> idle,
                    SqliteEngine::Idle::Place* place)
        : statement_(statement), database_(database), idle_(std::move(idle)), place_(place) {}
    ~SqliteStatement() override { SqliteEngine::Idle::keep(place_, statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bindInteger(int index, std::int64_t value) override { sqlite3_bind_int64(statement_, index, value); }
    void bindText(int index, std::string_view value) override {
        sqlite3_bind_text64(statement_, index, value.data() ? value.data() : "", value.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8);
    }
    void bindBlob(int index, std::span<const std::uint8_t> value) override {
        if (value.empty())
            sqlite3_bind_zeroblob(statement_, index, 0);
        else
            sqlite3_bind_blob64(statement_, index, value.data(), value.size(), SQLITE_TRANSIENT);
    }
    void bindNull(int index) override { sqlite3_bind_null(statement_, index); }

    Result<bool> step() override {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code == SQLITE_DONE) return false;
        auto refused = failure(database_, "run " + std::string(sqlite3_sql(statement_)));
        sqlite3_reset(statement_);
        return tl::unexpected(std::move(refused));
    }
    void reset() override { sqlite3_reset(statement_); }
    Result<void> runLater() override { // there is nobody to wait for
        while (true) {
            const auto row = step();
            if (!row) return tl::unexpected(row.error());
            if (!*row) break;
        }
        reset();
        return {};
    }

    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    std::string_view view(int column) const override {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
                    : std::string_view();
    }
    bool isNull(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

private:
    sqlite3_stmt* statement_;
    sqlite3* database_;
    std::shared_ptr<SqliteEngine::Idle> idle_; ///< whose place it is
    SqliteEngine::Idle::Place* place_;
};

} // namespace

/// How much memory SQLite has is asked by nobody here, and counting it takes a lock at each piece.
static bool countsNoMemory() {
    static const bool set = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
    return set;
}

Result<std::unique_ptr<SqliteEngine>> SqliteEngine::open(const std::string& path, Missing missing,
                                                         const OpenOptions& options) {
    const int flags = SQLITE_OPEN_READWRITE | (missing == Missing::Make ? SQLITE_OPEN_CREATE : 0);
    (void)countsNoMemory(); // refused, and of no harm, where somebody else of this program was first
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        auto refused = failure(handle, "open " + path);
        sqlite3_close_v2(handle);
        return tl::unexpected(std::move(refused));
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return std::unique_ptr<SqliteEngine>(new SqliteEngine(handle, options));
}

SqliteEngine::SqliteEngine(sqlite3* handle, const OpenOptions& options)
    : handle_(handle), busy_timeout_(options.busy_timeout), turns_(options.turns), idle_(std::make_shared<Idle>()) {
    sqlite3_busy_timeout(handle_, static_cast<int>(busy_timeout_.count()));
    if (turns_) sqlite3_busy_handler(handle_, whenBusy, this);
}

/// SQLite asks whether to try again; `count`: how often it has asked before.
int SqliteEngine::whenBusy(void* engine, int count) {
    auto& self = *static_cast<SqliteEngine*>(engine);
    const auto now = std::chrono::steady_clock::now();
    if (count == 0) self.busy_since_ = now;
    if (now - self.busy_since_ >= self.busy_timeout_) return 0;
    if (self.beginning_ && !std::exchange(self.in_line_, true)) self.turns_->standInLine();
    self.turns_->await();
    return 1;
}

SqliteEngine::~SqliteEngine() { sqlite3_close_v2(handle_); }

Result<std::unique_ptr<StatementEngine>> SqliteEngine::prepare(std::string_view sql) {
    auto* place = idle_->placeOf(sql);
    sqlite3_stmt* statement = Idle::take(place);
    if (statement != nullptr) return std::make_unique<SqliteStatement>(statement, handle_, idle_, place);
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(failure(handle_, "prepare " + std::string(sql)));
    return std::make_unique<SqliteStatement>(statement, handle_, idle_, place);
}

Result<void> SqliteEngine::execute(std::string_view sql) {
    const std::string terminated(sql);
    if (sqlite3_exec(handle_, terminated.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(failure(handle_, "run " + terminated.substr(0, 60)));
    if (turns_ && !inTransaction()) turns_->ended();
    return {};
}

static int ask(void* rule, int action, const char* object, const char*, const char*, const char*) {
    return (*static_cast<const SqliteEngine::Rule*>(rule))(action, object ? object : "") ? SQLITE_OK : SQLITE_DENY;
}

void SqliteEngine::allowOnly(Rule rule) {
    idle_->rule = std::move(rule);
    askRule();
}

void SqliteEngine::askRule() { sqlite3_set_authorizer(handle_, idle_->rule ? ask : nullptr, &idle_->rule); }

/// ALTER TABLE … ADD COLUMN … CHECK looks through the table with the pragma.
static bool staysInside(int action, std::string_view object) {
    return action != SQLITE_ATTACH && action != SQLITE_DETACH && action != SQLITE_TRANSACTION &&
           action != SQLITE_SAVEPOINT && (action != SQLITE_PRAGMA || object == "quick_check");
}

Result<void> SqliteEngine::executeHeld(std::string_view sql) {
    Rule rule = staysInside;
    sqlite3_set_authorizer(handle_, ask, &rule);
    auto done = execute(sql);
    askRule();
    return done;
}

Result<void> SqliteEngine::begin() {
    if (turns_) turns_->giveWay();
    beginning_ = true;
    auto begun = execute("BEGIN IMMEDIATE");
    beginning_ = false;
    if (std::exchange(in_line_, false)) turns_->leave();
    return begun;
}
bool SqliteEngine::inTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }
std::int64_t SqliteEngine::changes() const { return sqlite3_changes64(handle_); }

Result<int> SqliteEngine::schemaVersion() {
    auto statement = prepare("PRAGMA user_version");
    if (!statement) return tl::unexpected(statement.error());
    if (const auto row = (*statement)->step(); !row) return tl::unexpected(row.error());
    return static_cast<int>((*statement)->integer(0));
}

Result<void> SqliteEngine::setSchemaVersion(int version) {
    return execute("PRAGMA user_version = " + std::to_string(version));
}

} // namespace onestop::store
