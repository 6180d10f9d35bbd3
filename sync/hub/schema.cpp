// SPDX-License-Identifier: Apache-2.0
// One list of steps for both engines.
#include "sync/hub/schema.h"

#include "sync/hub/migrations_sql.h"
#include "sync/postgres/postgres_engine.h"
#include "sync/store/migrations.h"

namespace onestop::hub {

store::Result<store::Database> openAsItIs(const std::string& where, store::Turns* turns) {
    if (postgres::isAddress(where)) return postgres::connect(where); // its lock lets in who asked first
    store::OpenOptions options;
    options.turns = turns;
    return store::Database::openAlone(where, options);
}

store::Result<store::Database> openHubDatabase(const std::string& where, store::Turns* turns) {
    auto database = openAsItIs(where, turns);
    if (!database) return database;
    const auto bring = postgres::isAddress(where) ? store::migrateShared : store::migrateFile;
    if (auto brought = bring(*database, hubSchema()); !brought) return tl::unexpected(brought.error());
    return database;
}

store::Result<void> goBackTo(const std::string& where, int version) {
    auto database = openAsItIs(where);
    if (!database) return tl::unexpected(database.error());
    return store::migrateDown(*database, hubSchema(), version);
}

store::Schema hubSchema() { return {kBaseVersion, {}, kMigrations}; }

} // namespace onestop::hub
