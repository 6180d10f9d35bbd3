// SPDX-License-Identifier: Apache-2.0
// The store on disk: SQLite in WAL, synchronous=FULL, secure_delete, one writing program per table. All statements
// are prepared and hold typed values; a failure is a value, never an exception.
// A Database and what comes from it belong to one thread; open another one for another thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace onestop::store {

enum class StoreFault {
    CannotOpen,  ///< no such folder, no rights
    Corrupt,     ///< not a database, or its pages do not fit together
    Full,        ///< disk or page limit
    Busy,        ///< another writer held it longer than the timeout
    NotAllowed,  ///< a table of another program
    Constraint,  ///< unique or check
    WrongSchema, ///< of another version of this software
    Failed,      ///< anything else, see context
};

/// "cannot write ticket: database or disk is full"
struct StoreFailure {
    StoreFault fault;
    std::string context;
};

template <typename T>
using Result = tl::expected<T, StoreFailure>;

/// Who opens. Reader may write nothing; Kiosk and Syncd only their own tables; Alone has the whole file to itself
/// (the hub's database, with its own schema).
enum class Program { Kiosk, Syncd, Reader, Alone };

struct OpenOptions {
    std::chrono::milliseconds busy_timeout{5000};
    /// Pages of 4 KiB at most; 0: no limit. Well below the partition, so that a full disk is our own full.
    int max_pages = 0;
};

class Database;
struct Schema;

/// A prepared statement. bind() counts from 1, column functions from 0.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

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
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    std::vector<std::uint8_t> blob(int column) const;
    /// Valid until the next step or reset.
    std::string_view view(int column) const;
    bool isNull(int column) const;

private:
    friend class Database;
    Statement(sqlite3_stmt* statement, sqlite3* database) : statement_(statement), database_(database) {}
    sqlite3_stmt* statement_ = nullptr;
    sqlite3* database_ = nullptr;
};

class Database {
public:
    /// Opens, or makes with the schema of schema.sql. A Reader makes nothing. The file must be in a folder that exists.
    static Result<Database> open(const std::string& path, Program program, OpenOptions options = {});
    /// A database of one program alone. Step i makes version i + 1 (PRAGMA user_version) of version i: a new file takes
    /// all steps, an older one those it lacks, in one transaction; a newer one is refused.
    static Result<Database> openAlone(const std::string& path, std::span<const std::string_view> steps,
                                      OpenOptions options = {});

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    Result<Statement> prepare(std::string_view sql);
    /// One or more statements without parameters or rows.
    Result<void> execute(std::string_view sql);
    /// Rows changed by the last statement.
    std::int64_t changes() const;

    /// A number that changes when another connection has committed (PRAGMA data_version); our own commits do not count.
    Result<std::int64_t> dataVersion();
    /// Full check of the file; the sentence of the first fault when it is not whole.
    Result<void> integrityCheck();
    /// Moves the WAL into the database without waiting for readers.
    Result<void> checkpoint();

    const std::string& path() const { return path_; }
    Program program() const { return program_; }
    bool inTransaction() const;

private:
    Database(sqlite3* handle, std::string path, Program program);
    static Result<Database> openFile(const std::string& path, Program program, const Schema& schema,
                                     const OpenOptions& options);
    sqlite3* handle_ = nullptr;
    std::string path_;
    Program program_;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back unless committed. (A deferred begin fails at once with SQLITE_BUSY when the
/// other program has committed since: facts/sync.md C2b, so there is no other kind.)
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

/// Opens the store; when it is corrupt or of another schema it is moved aside by name (store.sqlite.corrupt-<time>,
/// with its -wal), and an empty one is opened. `set_aside` then holds the name it has now.
struct OpenedStore {
    Database database;
    std::optional<std::string> set_aside;
};
Result<OpenedStore> openOrSetAside(const std::string& path, Program program, std::string_view time_text,
                                   OpenOptions options = {});

/// True when the program may write that table; the rule behind the authorizer, from the comments of schema.sql.
bool mayWrite(Program program, std::string_view table);

} // namespace onestop::store
