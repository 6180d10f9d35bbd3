// SPDX-License-Identifier: Apache-2.0
// A schema as data: what an empty database gets at once, and the numbered steps that came afterwards.
#pragma once

#include <span>
#include <string_view>

namespace onestop::store {

/// One step: the SQL that takes it and the SQL that undoes it. What only the newer version holds is lost by the latter.
struct Migration {
    std::string_view up;
    std::string_view down;
};

/// Texts live as long as the program.
struct Schema {
    int base = 0;                     ///< the version that an empty database has after `base_sql`
    std::string_view base_sql;        ///< empty where the first step makes the first version
    std::span<const Migration> steps; ///< number i makes version base + i + 1 of the one before, and back

    constexpr int newest() const { return base + static_cast<int>(steps.size()); }
    /// That makes `version`, above base and up to newest().
    constexpr const Migration& step(int version) const { return steps[static_cast<std::size_t>(version - base - 1)]; }
};

/// Of the store that kiosk and syncd share: schema.sql, then migrations/.
Schema storeSchema();

} // namespace onestop::store
