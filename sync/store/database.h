// SPDX-License-Identifier: Apache-2.0
// The store on disk: SQLite in WAL, synchronous=FULL, secure_delete, one writing program per table. All statements
// are prepared and hold typed values; a failure is a value, never an exception. A district's hub has PostgreSQL behind
// the same classes (sync/postgres).
// A Database and what comes from it belong to one thread; open another one for another thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "sync/store/engine.h"
#include "sync/store/schema.h"

namespace onestop::store {

/// Who opens. Reader may write nothing; Kiosk and Syncd only their own tables; Alone has the whole file to itself
/// (the hub's database, with its own schema).
enum class Program { Kiosk, Syncd, Reader, Alone };

class Turns;

/// Pages of 4 KiB that a machine's store may have, 256 MiB: a full store is our own full, not the partition's (DESIGN
/// 2).
constexpr int kMostPages = 65'536;
/// All that the kiosk writes stops 8 MiB before that (usage sooner: EventLog::nearlyFull), so that syncd can still note
/// what arrived, and make room.
constexpr int kMostPagesOfKiosk = kMostPages - 2'048;

struct OpenOptions {
    std::chrono::milliseconds busy_timeout{5000};
    /// Pages of 4 KiB at most; 0: no limit. Well below the partition, so that a full disk is our own full.
    int max_pages = 0;
    /// Where another connection of the same program writes to the same file: the same for both. Outlives them.
    Turns* turns = nullptr;
};

/// A prepared statement. bind() counts from 1, column functions from 0.
class Statement {
public:
    explicit Statement(std::unique_ptr<StatementEngine> engine) : engine_(std::move(engine)) {}

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view value);
    Statement& bindBlob(int index, std::span<const std::uint8_t> value);
    Statement& bindNull(int index);
    /// Binds text or NULL.
    Statement& bind(int index, const std::optional<std::string>& value);

    /// One step: true when a row stands ready.
    Result<bool> step();
    /// Steps to the end and makes ready for another run; the bindings stay.
    Result<void> run();
    /// As run(), but inside a transaction the engine may go on before it has heard how it went (a server is a way off).
    /// Whatever asks next comes after it, and fails when it did; a commit at the latest.
    Result<void> runLater();
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    std::vector<std::uint8_t> blob(int column) const;
    /// Valid until the next step or reset.
    std::string_view view(int column) const;
    bool isNull(int column) const;

private:
    std::unique_ptr<StatementEngine> engine_;
};

class Database {
public:
    /// Opens, or makes, and brings to the schema's version, up or down (migrateFile()). A Reader makes and changes
    /// nothing. The file must be in a folder that exists.
    static Result<Database> open(const std::string& path, Program program, OpenOptions options = {},
                                 const Schema& schema = storeSchema());
    /// A file of one program alone, without tables until migrateFile() has made them (migrations.h).
    static Result<Database> openAlone(const std::string& path, OpenOptions options = {});
    /// Of another engine than SQLite; `name` is what sentences call it.
    Database(std::unique_ptr<DatabaseEngine> engine, std::string name, Program program)
        : engine_(std::move(engine)), path_(std::move(name)), program_(program) {}

    Result<Statement> prepare(std::string_view sql);
    /// One or more statements without parameters or rows.
    Result<void> execute(std::string_view sql);
    /// SQL that the database itself brought (DatabaseEngine::executeHeld()).
    Result<void> executeHeld(std::string_view sql) { return engine_->executeHeld(sql); }
    /// Whether it pays to say much with one statement: a server does each faster than it hears of it. To a file it does
    /// not: SQLite copies every page that a statement of many rows changes, in case one row fails.
    bool isFar() const { return engine_->isFar(); }
    /// Rows changed by the last statement.
    std::int64_t changes() const;

    // The three below are for files only.
    /// A number that changes when another connection has committed (PRAGMA data_version); our own commits do not count.
    Result<std::int64_t> dataVersion();
    /// Full check of the file; the sentence of the first fault when it is not whole.
    Result<void> integrityCheck();
    /// Moves the WAL into the database without waiting for readers.
    Result<void> checkpoint();

    const std::string& path() const { return path_; }
    Program program() const { return program_; }
    bool inTransaction() const { return engine_->inTransaction(); }
    Result<int> schemaVersion() { return engine_->schemaVersion(); }
    Result<void> setSchemaVersion(int version) { return engine_->setSchemaVersion(version); }

private:
    friend class Transaction;
    std::unique_ptr<DatabaseEngine> engine_;
    std::string path_;
    Program program_;
};

/// Begun as the only writer; rolled back unless committed.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

/// Opens the store; when it is corrupt, or of another schema from which no way is known, it is moved aside by name
/// (store.sqlite.corrupt-<time>, with its -wal), and an empty one is opened.
struct OpenedStore {
    Database database;
    std::optional<std::string> set_aside; ///< the name it has now; none where another program was first
    std::string reason;                   ///< why it could not be used
};
Result<OpenedStore> openOrSetAside(const std::string& path, Program program, std::string_view time_text,
                                   OpenOptions options = {}, const Schema& schema = storeSchema());

/// True when the program may write that table; the rule behind the authorizer, from the comments of the schema.
bool mayWrite(Program program, std::string_view table);

} // namespace onestop::store
