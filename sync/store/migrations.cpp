// SPDX-License-Identifier: Apache-2.0
// The version is read under the writer's lock: another program may be doing the same.
#include "sync/store/migrations.h"

#include <string>

namespace onestop::store {

static tl::unexpected<StoreFailure> wrong(const Database& database, int found, const std::string& expected) {
    return tl::unexpected(StoreFailure{StoreFault::WrongSchema, "cannot use " + database.path() + ": schema " +
                                                                    std::to_string(found) + ", expected " + expected});
}

Result<void> migrateUp(Database& database, std::span<const Migration> migrations) {
    const int newest = static_cast<int>(migrations.size());
    auto version = database.schemaVersion();
    if (!version) return tl::unexpected(version.error());
    if (*version == newest) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    version = database.schemaVersion();
    if (!version) return tl::unexpected(version.error());
    if (*version > newest) return wrong(database, *version, std::to_string(newest));
    if (auto set = database.setSchemaVersion(newest); !set) return set;
    for (const auto& step : migrations.subspan(static_cast<std::size_t>(*version)))
        if (auto made = database.execute(step.up); !made) return made;
    return transaction->commit();
}

Result<void> migrateDown(Database& database, std::span<const Migration> migrations, int version) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto found = database.schemaVersion();
    if (!found) return tl::unexpected(found.error());
    if (*found > static_cast<int>(migrations.size()) || version < 0 || version > *found)
        return wrong(database, *found, std::to_string(version) + " to " + std::to_string(migrations.size()));
    for (int at = *found; at > version; --at)
        if (auto undone = database.execute(migrations[static_cast<std::size_t>(at - 1)].down); !undone) return undone;
    if (auto set = database.setSchemaVersion(version); !set) return set;
    return transaction->commit();
}

} // namespace onestop::store
