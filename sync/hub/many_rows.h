// SPDX-License-Identifier: Apache-2.0
// Many rows into one table: by few statements where the database is far (Database::isFar), by one each where it is not.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "sync/hub/rows.h"

namespace onestop::hub {

class ManyRows {
public:
    /// "INSERT INTO event (a, b, c) VALUES (?, ?, ?), …": `begin` up to VALUES, what follows them. Of a row's values
    /// the first `shared` are the same in all.
    ManyRows(std::string_view begin, int shared, int own, std::string_view end = "") : shared_(shared) {
        for (std::size_t i = 0; i < kAtOnce.size(); ++i)
            sql_[i] = statement(begin, own, end, kAtOnce[i]);
    }

    /// `shared`: the values that all rows have; bindRow(statement, value, row) binds a row's own behind `value`, the
    /// last that was bound before, and returns the last it has bound.
    template <class Row, class BindRow, class... Shared>
    void insert(store::Database& database, std::span<const Row> rows, const BindRow& bindRow,
                const Shared&... shared) const {
        for (std::size_t i = database.isFar() ? 0 : kAtOnce.size() - 1; i < kAtOnce.size(); ++i) {
            if (rows.size() < kAtOnce[i]) continue;
            auto statement = query(database, sql_[i], shared...);
            for (; rows.size() >= kAtOnce[i]; rows = rows.subspan(kAtOnce[i])) {
                int value = shared_;
                for (const auto& row : rows.first(kAtOnce[i]))
                    value = bindRow(statement, value, row);
                orThrow(statement.runLater());
            }
        }
    }

private:
    /// The most first; few sizes are few statements to keep ready.
    static constexpr auto kAtOnce = std::to_array<std::size_t>({64, 8, 1});

    std::string statement(std::string_view begin, int own, std::string_view end, std::size_t rows) const {
        std::string sql(begin);
        int value = shared_;
        for (std::size_t row = 0; row < rows; ++row) {
            sql += row == 0 ? " (" : ", (";
            for (int i = 1; i <= shared_ + own; ++i)
                sql += (i == 1 ? "?" : ", ?") + std::to_string(i <= shared_ ? i : ++value);
            sql += ')';
        }
        return sql.append(end);
    }

    int shared_;
    std::array<std::string, kAtOnce.size()> sql_;
};

} // namespace onestop::hub
