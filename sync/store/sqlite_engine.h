// SPDX-License-Identifier: Apache-2.0
// SQLite behind engine.h. What protects the data: synchronous=FULL with WAL (a committed ticket survives a power cut)
// and BEGIN IMMEDIATE (two programs never deadlock; a deferred begin fails at once with SQLITE_BUSY when the other
// program has committed since: facts/sync.md C2b).
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "sync/store/database.h"

struct sqlite3;

namespace onestop::store {

class SqliteEngine final : public DatabaseEngine {
public:
    enum class Missing { Refuse, Make };
    /// Opens the file; nothing of it is read yet.
    static Result<std::unique_ptr<SqliteEngine>> open(const std::string& path, Missing missing,
                                                      const OpenOptions& options);
    ~SqliteEngine() override;
    SqliteEngine(const SqliteEngine&) = delete;
    SqliteEngine& operator=(const SqliteEngine&) = delete;

    Result<std::unique_ptr<StatementEngine>> prepare(std::string_view sql) override;
    Result<void> execute(std::string_view sql) override;
    Result<void> executeHeld(std::string_view sql) override;
    Result<void> begin() override;
    bool inTransaction() const override;
    std::int64_t changes() const override;
    bool isFar() const override { return false; }
    Result<int> schemaVersion() override; ///< PRAGMA user_version
    Result<void> setSchemaVersion(int version) override;

    /// Whether a statement may do `action` (SQLITE_INSERT …) to `object`, a table mostly; asked from now on whenever
    /// one is prepared.
    using Rule = std::function<bool(int action, std::string_view object)>;
    void allowOnly(Rule rule);

    /// Statements that are not in use, by their SQL: most questions are asked again and again.
    class Idle;

private:
    void askRule();
    SqliteEngine(sqlite3* handle, const OpenOptions& options);
    static int whenBusy(void* engine, int count);

    sqlite3* handle_;
    std::chrono::milliseconds busy_timeout_;
    Turns* turns_; ///< none: nobody else of this program writes here
    std::chrono::steady_clock::time_point busy_since_{};
    bool beginning_ = false, in_line_ = false;
    std::shared_ptr<Idle> idle_;
};

} // namespace onestop::store
