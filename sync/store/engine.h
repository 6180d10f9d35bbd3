// SPDX-License-Identifier: Apache-2.0
// What a database must do for database.h: SQLite does (database.cpp), and for a district PostgreSQL (sync/postgres).
// SQL is written once, in what both understand; parameters are `?` or `?1`. A failure is a value, never an exception.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace onestop::store {

enum class StoreFault {
    CannotOpen,  ///< no such folder or server, no rights
    Corrupt,     ///< not a database, or its pages do not fit together
    Full,        ///< disk or page limit
    Busy,        ///< another writer held it longer than the timeout
    NotAllowed,  ///< a table of another program
    Constraint,  ///< unique or check
    WrongSchema, ///< of another version of this software
    Machine,     ///< the disk or the memory failed it: another try may go better
    Failed,      ///< anything else, see context
};

/// "cannot write ticket: database or disk is full"
struct StoreFailure {
    StoreFault fault;
    std::string context;
};

template <typename T>
using Result = tl::expected<T, StoreFailure>;

/// See Statement in database.h, which hides it.
class StatementEngine {
public:
    virtual ~StatementEngine() = default;
    virtual void bindInteger(int index, std::int64_t value) = 0;
    virtual void bindText(int index, std::string_view value) = 0;
    virtual void bindBlob(int index, std::span<const std::uint8_t> value) = 0;
    virtual void bindNull(int index) = 0;
    virtual Result<bool> step() = 0;
    virtual void reset() = 0;
    /// See Statement::runLater().
    virtual Result<void> runLater() = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view view(int column) const = 0;
    virtual bool isNull(int column) const = 0;
};

/// See Database and Transaction in database.h.
class DatabaseEngine {
public:
    virtual ~DatabaseEngine() = default;
    virtual Result<std::unique_ptr<StatementEngine>> prepare(std::string_view sql) = 0;
    virtual Result<void> execute(std::string_view sql) = 0;
    /// SQL that the database itself brought: it may change what is in it, and neither end the transaction nor reach
    /// another file. Only a file has that.
    virtual Result<void> executeHeld(std::string_view) {
        return tl::unexpected(StoreFailure{StoreFault::NotAllowed, "cannot run what the database holds"});
    }
    /// A transaction of the only writer: whoever else begins waits.
    virtual Result<void> begin() = 0;
    virtual bool inTransaction() const = 0;
    virtual std::int64_t changes() const = 0;
    /// Whether a statement's way there and back costs more than most statements.
    virtual bool isFar() const = 0;
    /// Of its schema (schema.h); 0: it is empty.
    virtual Result<int> schemaVersion() = 0;
    /// Before the first migration goes up, and after the last has gone down.
    virtual Result<void> setSchemaVersion(int version) = 0;
};

} // namespace onestop::store
