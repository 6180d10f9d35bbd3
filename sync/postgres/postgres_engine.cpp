// SPDX-License-Identifier: Apache-2.0
// libpq, plainly: one connection, one statement after another, parameters and answers as text but for bytes. Statements
// whose answer nobody needs go out without waiting (pipeline mode): a batch of events is hundreds of them, and each way
// to the server and back costs more than what it does there.
#include "sync/postgres/postgres_engine.h"

#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <libpq-fe.h>

#include "sync/postgres/dialect.h"

namespace onestop::postgres {

using store::Result;
using store::StoreFailure;
using store::StoreFault;

namespace {

constexpr Oid kBool = 16;
constexpr Oid kBytes = 17;

/// Answers that wait at the same time: no more than fit into the sockets on the way.
constexpr std::size_t kMostWaiting = 512;
/// "onestop" as a number: the name of the lock that a transaction holds, beside the hash of the schema's name.
constexpr const char* kBegin = "BEGIN; SELECT pg_advisory_xact_lock(1869506916, hashtext(current_schema()))";
constexpr const char* kSession =
    "SET lock_timeout = '5s'; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'; "
    "SET client_min_messages = warning; SET synchronous_commit = on";
/// Functions of SQLite that the hub's questions use.
const std::string kFunctions =
    "CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2)'; "
    "CREATE FUNCTION json_extract(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS "
    "'SELECT jsonb_path_query_first($1::jsonb, $2::jsonpath) #>> ''{}'''; "
    "CREATE FUNCTION julianday(text) RETURNS numeric LANGUAGE sql STABLE AS "
    "'SELECT extract(epoch FROM $1::timestamptz) / 86400 + 2440587.5'; ";

struct FreeConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct FreeAnswer {
    void operator()(PGresult* answer) const { PQclear(answer); }
};
using Connection = std::unique_ptr<PGconn, FreeConnection>;
using Answer = std::unique_ptr<PGresult, FreeAnswer>;

/// By SQLSTATE (PostgreSQL's manual, appendix A): its class, and where that says too little the code.
StoreFault faultOf(std::string_view state) {
    if (state.starts_with("08") || state.starts_with("57P")) return StoreFault::CannotOpen; // connection; shutting down
    if (state.starts_with("23")) return StoreFault::Constraint;
    if (state.starts_with("40") || state == "55P03" || state == "57014") return StoreFault::Busy;
    if (state.starts_with("53")) return StoreFault::Full;
    if (state == "42501" || state == "25006") return StoreFault::NotAllowed;
    if (state.starts_with("XX00")) return StoreFault::Corrupt;
    return StoreFault::Failed;
}

/// The first line of what the server said, without its end.
std::string firstLine(std::string_view message) { return std::string(message.substr(0, message.find('\n'))); }

struct Parameter {
    std::string bytes;
    bool null = true;
    bool binary = false;
};

class Engine final : public store::DatabaseEngine {
public:
    explicit Engine(Connection connection) : connection_(std::move(connection)) {}

    Result<std::unique_ptr<store::StatementEngine>> prepare(std::string_view sql) override;
    Result<void> execute(std::string_view sql) override;
    Result<void> begin() override;
    bool inTransaction() const override {
        return alive() && (waiting_ > 0 || PQtransactionStatus(connection_.get()) > PQTRANS_ACTIVE);
    }
    std::int64_t changes() const override { return changes_; }
    bool isFar() const override { return true; }
    Result<int> schemaVersion() override;
    Result<void> setSchemaVersion(int version) override;

    /// Sets the session up; after each connecting.
    Result<void> greet() { return simple(kSession, "begin a session"); }
    Result<Answer> run(const std::string& sql, const std::vector<Parameter>& parameters);
    /// Outside a transaction, where nothing would ask again: now.
    Result<void> runLater(const std::string& sql, const std::vector<Parameter>& parameters);

private:
    /// As libpq takes them; the parameters outlive it.
    struct Values {
        explicit Values(const std::vector<Parameter>& parameters) {
            for (const auto& parameter : parameters) {
                bytes.push_back(parameter.null ? nullptr : parameter.bytes.c_str());
                lengths.push_back(static_cast<int>(parameter.bytes.size()));
                formats.push_back(parameter.binary ? 1 : 0);
            }
        }
        int count() const { return static_cast<int>(bytes.size()); }
        std::vector<const char*> bytes;
        std::vector<int> lengths, formats;
    };

    bool alive() const { return PQstatus(connection_.get()) == CONNECTION_OK; }
    Result<void> reconnect();
    Result<void> simple(const char* sql, std::string_view what);
    Result<Answer> judge(Answer answer, std::string_view what);
    Result<void> settle();
    Result<std::string> nameOf(const std::string& sql);

    Connection connection_;
    std::map<std::string, std::string> prepared_; ///< SQL → name on this connection
    std::int64_t changes_ = 0;
    std::size_t waiting_ = 0; ///< statements that went out and were not heard of
};

class Statement final : public store::StatementEngine {
public:
    Statement(Engine& engine, std::string sql) : engine_(engine), sql_(std::move(sql)) {}

    void bindInteger(int index, std::int64_t value) override { at(index) = {std::to_string(value), false, false}; }
    void bindText(int index, std::string_view value) override { at(index) = {std::string(value), false, false}; }
    void bindBlob(int index, std::span<const std::uint8_t> value) override {
        at(index) = {{value.begin(), value.end()}, false, true};
    }
    void bindNull(int index) override { at(index) = {}; }

    Result<bool> step() override {
        if (!answer_) {
            auto answer = engine_.run(sql_, parameters_);
            if (!answer) return tl::unexpected(answer.error());
            answer_ = std::move(*answer);
            row_ = -1;
        }
        if (++row_ >= PQntuples(answer_.get())) return false;
        unpackBytes();
        return true;
    }
    void reset() override { answer_.reset(); }
    Result<void> runLater() override { return engine_.runLater(sql_, parameters_); }

    std::int64_t integer(int column) const override {
        const auto text = view(column);
        if (PQftype(answer_.get(), column) == kBool) return text == "t" ? 1 : 0;
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }
    std::string_view view(int column) const override {
        if (const auto found = bytes_.find(column); found != bytes_.end()) return found->second;
        if (isNull(column)) return {};
        return {PQgetvalue(answer_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
    }
    bool isNull(int column) const override { return PQgetisnull(answer_.get(), row_, column) != 0; }

private:
    Parameter& at(int index) {
        const auto place = static_cast<std::size_t>(index);
        if (parameters_.size() < place) parameters_.resize(place);
        return parameters_[place - 1];
    }
    /// Columns of bytes come as hex digits.
    void unpackBytes() {
        bytes_.clear();
        for (int column = 0; column < PQnfields(answer_.get()); ++column) {
            if (PQftype(answer_.get(), column) != kBytes || isNull(column)) continue;
            std::size_t size = 0;
            const auto* text = reinterpret_cast<const unsigned char*>(PQgetvalue(answer_.get(), row_, column));
            const std::unique_ptr<unsigned char, decltype(&PQfreemem)> raw(PQunescapeBytea(text, &size), &PQfreemem);
            bytes_[column].assign(reinterpret_cast<const char*>(raw.get()), size);
        }
    }

    Engine& engine_;
    std::string sql_;
    std::vector<Parameter> parameters_;
    Answer answer_;
    int row_ = -1;
    std::map<int, std::string> bytes_; ///< of this row, by column
};

Result<Answer> Engine::judge(Answer answer, std::string_view what) {
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return answer;
    const char* state = answer ? PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE) : nullptr;
    const auto fault = state != nullptr ? faultOf(state) : alive() ? StoreFault::Failed : StoreFault::CannotOpen;
    return tl::unexpected(
        StoreFailure{fault, "cannot " + std::string(what) + ": " + firstLine(PQerrorMessage(connection_.get()))});
}

Result<void> Engine::simple(const char* sql, std::string_view what) {
    auto done = judge(Answer(PQexec(connection_.get(), sql)), what);
    if (!done) return tl::unexpected(done.error());
    return {};
}

/// Hears of all that went out; the failure of the first that had one. The server passes over what follows it.
Result<void> Engine::settle() {
    if (waiting_ == 0) return {};
    Result<void> outcome;
    PQpipelineSync(connection_.get());
    for (; waiting_ > 0; --waiting_) {
        while (PGresult* one = PQgetResult(connection_.get())) {
            const bool passed_over = PQresultStatus(one) == PGRES_PIPELINE_ABORTED;
            auto heard = judge(Answer(one), "run what went before");
            if (!heard && !passed_over && outcome) outcome = tl::unexpected(std::move(heard.error()));
        }
    }
    PQclear(PQgetResult(connection_.get())); // of the sync itself
    if (PQexitPipelineMode(connection_.get()) != 1 && outcome)
        outcome = tl::unexpected(StoreFailure{
            StoreFault::CannotOpen, "cannot run what went before: " + firstLine(PQerrorMessage(connection_.get()))});
    return outcome;
}

Result<void> Engine::runLater(const std::string& sql, const std::vector<Parameter>& parameters) {
    if (!inTransaction()) {
        auto done = run(sql, parameters);
        return done ? Result<void>() : tl::unexpected(std::move(done.error()));
    }
    if (waiting_ >= kMostWaiting || !prepared_.contains(sql))
        if (auto settled = settle(); !settled) return settled;
    const auto name = nameOf(sql);
    if (!name) return tl::unexpected(name.error());
    const Values values(parameters);
    const bool sent = (waiting_ > 0 || PQenterPipelineMode(connection_.get()) == 1) &&
                      PQsendQueryPrepared(connection_.get(), name->c_str(), values.count(), values.bytes.data(),
                                          values.lengths.data(), values.formats.data(), 0) == 1;
    if (!sent && waiting_ == 0) (void)PQexitPipelineMode(connection_.get());
    if (!sent)
        return tl::unexpected(StoreFailure{alive() ? StoreFault::Failed : StoreFault::CannotOpen,
                                           "cannot run " + sql + ": " + firstLine(PQerrorMessage(connection_.get()))});
    ++waiting_;
    return {};
}

Result<void> Engine::reconnect() {
    prepared_.clear();
    waiting_ = 0;
    PQreset(connection_.get());
    if (!alive())
        return tl::unexpected(StoreFailure{StoreFault::CannotOpen, "cannot reach the database: " +
                                                                       firstLine(PQerrorMessage(connection_.get()))});
    return greet();
}

Result<void> Engine::begin() {
    (void)settle(); // what failed there ended with its transaction
    if (alive()) {
        auto begun = simple(kBegin, "begin a transaction");
        if (begun || alive()) {
            if (!begun) (void)simple("ROLLBACK", "roll back"); // begun, but the lock did not come
            return begun;
        }
    }
    if (auto again = reconnect(); !again) return again;
    return simple(kBegin, "begin a transaction");
}

Result<std::string> Engine::nameOf(const std::string& sql) {
    if (const auto known = prepared_.find(sql); known != prepared_.end()) return known->second;
    auto name = "s" + std::to_string(prepared_.size());
    auto done = judge(Answer(PQprepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr)), "prepare " + sql);
    if (!done) return tl::unexpected(done.error());
    prepared_.emplace(sql, name);
    return name;
}

Result<Answer> Engine::run(const std::string& sql, const std::vector<Parameter>& parameters) {
    if (auto settled = settle(); !settled) return tl::unexpected(settled.error());
    const bool within = PQtransactionStatus(connection_.get()) == PQTRANS_INTRANS;
    if (!alive() && !within)
        if (auto again = reconnect(); !again) return tl::unexpected(again.error());
    const auto name = nameOf(sql);
    if (!name) return tl::unexpected(name.error());
    const Values values(parameters);
    auto answer = judge(Answer(PQexecPrepared(connection_.get(), name->c_str(), values.count(), values.bytes.data(),
                                              values.lengths.data(), values.formats.data(), 0)),
                        "run " + sql);
    if (!answer) return answer;
    const std::string_view count = PQcmdTuples(answer->get());
    changes_ = 0;
    std::from_chars(count.data(), count.data() + count.size(), changes_);
    return answer;
}

Result<std::unique_ptr<store::StatementEngine>> Engine::prepare(std::string_view sql) {
    return std::make_unique<Statement>(*this, withNumberedParameters(sql));
}

Result<void> Engine::execute(std::string_view sql) {
    // A COMMIT that is not even sent leaves the transaction to be rolled back.
    auto settled = settle();
    if (!settled && sql != "ROLLBACK") return settled;
    auto done = judge(Answer(PQexec(connection_.get(), schemaInPostgres(sql).c_str())),
                      "run " + std::string(sql.substr(0, 60)));
    if (!done) return tl::unexpected(done.error());
    // A transaction in which something failed ends so: the server says it, and calls it no error.
    if (sql == "COMMIT" && std::string_view(PQcmdStatus(done->get())) != "COMMIT")
        return tl::unexpected(StoreFailure{StoreFault::Failed, "cannot commit: something in the transaction failed"});
    return {};
}

Result<int> Engine::schemaVersion() {
    auto known = judge(Answer(PQexec(connection_.get(), "SELECT to_regclass('schema_version') IS NOT NULL")),
                       "look for schema_version");
    if (!known) return tl::unexpected(known.error());
    if (std::string_view(PQgetvalue(known->get(), 0, 0)) != "t") return 0;
    const auto version =
        judge(Answer(PQexec(connection_.get(), "SELECT version FROM schema_version")), "read the version");
    if (!version) return tl::unexpected(version.error());
    return std::atoi(PQgetvalue(version->get(), 0, 0));
}

Result<void> Engine::setSchemaVersion(int version) {
    const auto former = schemaVersion();
    if (!former) return tl::unexpected(former.error());
    const auto number = std::to_string(version);
    if (version == 0)
        return simple("DROP TABLE schema_version; DROP FUNCTION instr(text, text), "
                      "json_extract(text, text), julianday(text)",
                      "drop schema_version");
    if (*former > 0) return simple(("UPDATE schema_version SET version = " + number).c_str(), "set the version");
    const auto make = kFunctions + ("CREATE TABLE schema_version (version integer NOT NULL); "
                                    "INSERT INTO schema_version VALUES (" +
                                    number + ")");
    return simple(make.c_str(), "make schema_version");
}

/// Without the password.
std::string nameFor(PGconn* connection) {
    return std::string("database ") + PQdb(connection) + " at " + PQhost(connection);
}

} // namespace

bool isAddress(std::string_view database) { return database.starts_with("postgresql://"); }

Result<store::Database> connect(const std::string& address) {
    // What the address itself says comes last and wins.
    constexpr std::array<const char*, 7> kNames{"connect_timeout",
                                                "tcp_user_timeout",
                                                "keepalives_idle",
                                                "application_name",
                                                "target_session_attrs",
                                                "dbname",
                                                nullptr};
    const std::array<const char*, 7> values{"5", "5000", "5", "onestop-hub", "read-write", address.c_str(), nullptr};
    Connection connection(PQconnectdbParams(kNames.data(), values.data(), 1));
    if (PQstatus(connection.get()) != CONNECTION_OK)
        return tl::unexpected(StoreFailure{StoreFault::CannotOpen, "cannot reach the database: " +
                                                                       firstLine(PQerrorMessage(connection.get()))});
    auto name = nameFor(connection.get());
    auto engine = std::make_unique<Engine>(std::move(connection));
    if (auto greeted = engine->greet(); !greeted) return tl::unexpected(greeted.error());
    return store::Database(std::move(engine), std::move(name), store::Program::Alone);
}

} // namespace onestop::postgres
