// SPDX-License-Identifier: Apache-2.0
// Three words for what kiosk/app does with the store again and again: prepare with values, run, and run in a
// transaction.
#pragma once

#include <string_view>

#include "sync/store/database.h"

namespace onestop::app {

template <typename T>
using Result = store::Result<T>;

/// Prepares and binds texts, numbers and absent texts in their order.
template <typename... Values>
Result<store::Statement> statement(store::Database& database, std::string_view sql, const Values&... values) {
    auto prepared = database.prepare(sql);
    if (prepared) {
        int index = 0;
        (prepared->bind(++index, values), ...);
    }
    return prepared;
}

template <typename... Values>
Result<void> run(store::Database& database, std::string_view sql, const Values&... values) {
    auto prepared = statement(database, sql, values...);
    if (!prepared) return tl::unexpected(prepared.error());
    return prepared->run();
}

/// Runs `work` in a transaction of its own, and commits it if it succeeds.
template <typename Work>
auto inTransaction(store::Database& database, Work&& work) -> decltype(work()) {
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto result = work();
    if (!result) return result;
    if (auto committed = transaction->commit(); !committed) return tl::unexpected(committed.error());
    return result;
}

/// Only whether it succeeded.
template <typename T>
Result<void> nothing(const Result<T>& result) {
    if (!result) return tl::unexpected(result.error());
    return {};
}

} // namespace onestop::app
