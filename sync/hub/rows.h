// SPDX-License-Identifier: Apache-2.0
// Short ways to ask the hub's database. A database that fails is not an answer the hub can give: it is thrown,
// rolls the transaction back on its way, and becomes a 503 at the door, so that the kiosk keeps what it has.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sync/crypto/crypto.h"
#include "sync/store/database.h"

namespace onestop::hub {

class DatabaseFailed : public std::runtime_error {
public:
    explicit DatabaseFailed(const store::StoreFailure& failure) : std::runtime_error(failure.context) {}
};

template <class T>
T orThrow(store::Result<T> result) {
    if (!result) throw DatabaseFailed(result.error());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

namespace rows {

inline void bindOne(store::Statement& statement, int index, std::int64_t value) { statement.bind(index, value); }
inline void bindOne(store::Statement& statement, int index, int value) {
    statement.bind(index, static_cast<std::int64_t>(value));
}
inline void bindOne(store::Statement& statement, int index, std::uint64_t value) {
    statement.bind(index, static_cast<std::int64_t>(value));
}
inline void bindOne(store::Statement& statement, int index, std::string_view value) { statement.bind(index, value); }
inline void bindOne(store::Statement& statement, int index, const char* value) {
    statement.bind(index, std::string_view(value));
}
inline void bindOne(store::Statement& statement, int index, const std::string& value) {
    statement.bind(index, std::string_view(value));
}
inline void bindOne(store::Statement& statement, int index, crypto::BytesView value) {
    statement.bindBlob(index, value);
}
inline void bindOne(store::Statement& statement, int index, const crypto::Digest& value) {
    statement.bindBlob(index, value);
}
inline void bindOne(store::Statement& statement, int index, std::nullopt_t) { statement.bindNull(index); }
template <class T>
void bindOne(store::Statement& statement, int index, const std::optional<T>& value) {
    if (value) {
        bindOne(statement, index, *value);
    } else {
        statement.bindNull(index);
    }
}

} // namespace rows

/// A statement with its values bound; they must outlive it.
template <class... Values>
store::Statement query(store::Database& database, std::string_view sql, const Values&... values) {
    auto statement = orThrow(database.prepare(sql));
    int index = 0;
    (rows::bindOne(statement, ++index, values), ...);
    return statement;
}

inline bool nextRow(store::Statement& statement) { return orThrow(statement.step()); }

/// Runs to the end; how many rows it changed.
template <class... Values>
std::int64_t run(store::Database& database, std::string_view sql, const Values&... values) {
    auto statement = query(database, sql, values...);
    orThrow(statement.run());
    return database.changes();
}

/// Runs when its turn comes, for whoever needs no answer: a server need not be waited for (Statement::runLater).
template <class... Values>
void tell(store::Database& database, std::string_view sql, const Values&... values) {
    orThrow(query(database, sql, values...).runLater());
}

/// The first column of the first row.
template <class... Values>
std::optional<std::int64_t> integerOf(store::Database& database, std::string_view sql, const Values&... values) {
    auto statement = query(database, sql, values...);
    if (!nextRow(statement) || statement.isNull(0)) return std::nullopt;
    return statement.integer(0);
}
template <class... Values>
std::optional<std::string> textOf(store::Database& database, std::string_view sql, const Values&... values) {
    auto statement = query(database, sql, values...);
    if (!nextRow(statement) || statement.isNull(0)) return std::nullopt;
    return statement.text(0);
}

inline std::optional<int> optionalInt(const store::Statement& statement, int column) {
    if (statement.isNull(column)) return std::nullopt;
    return static_cast<int>(statement.integer(column));
}
inline std::optional<std::string> optionalText(const store::Statement& statement, int column) {
    if (statement.isNull(column)) return std::nullopt;
    return statement.text(column);
}

} // namespace onestop::hub
