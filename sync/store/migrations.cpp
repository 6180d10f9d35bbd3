// SPDX-License-Identifier: Apache-2.0
// The version is read under the writer's lock: another program may be doing the same.
#include "sync/store/migrations.h"

#include <algorithm>
#include <string>
#include <vector>

namespace onestop::store {

namespace {

tl::unexpected<StoreFailure> wrong(const Database& database, int found, const std::string& expected) {
    return tl::unexpected(StoreFailure{StoreFault::WrongSchema, "cannot use " + database.path() + ": schema " +
                                                                    std::to_string(found) + ", expected " + expected});
}

// --- up -----------------------------------------------------------------------------------------------------------

/// Rows above the database's version are of steps that were undone; whoever takes them again writes them anew.
constexpr std::string_view kStepTable =
    "CREATE TABLE IF NOT EXISTS schema_step("
    "version INTEGER PRIMARY KEY, down TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT";

Result<void> keepDown(Database& database, int version, std::string_view down) {
    if (auto made = database.execute(kStepTable); !made) return made;
    auto keep = database.prepare("INSERT OR REPLACE INTO schema_step VALUES(?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))");
    if (!keep) return tl::unexpected(keep.error());
    return keep->bind(1, version).bind(2, down).run();
}

enum class Undoing { Kept, NotKept };

Result<void> goUp(Database& database, const Schema& schema, int from, Undoing undoing) {
    if (from != 0 && from < schema.base) return wrong(database, from, std::to_string(schema.newest()));
    if (auto set = database.setSchemaVersion(schema.newest()); !set) return set;
    if (from < schema.base)
        if (auto made = database.execute(schema.base_sql); !made) return made;
    for (int version = std::max(from, schema.base) + 1; version <= schema.newest(); ++version) {
        const auto& step = schema.step(version);
        if (auto taken = database.execute(step.up); !taken) return taken;
        if (undoing == Undoing::NotKept) continue;
        if (auto kept = keepDown(database, version, step.down); !kept) return kept;
    }
    return {};
}

// --- back, by what a newer program left ---------------------------------------------------------------------------

/// Another try may go better: the file itself is not to blame, or is broken altogether and says so.
bool isOfTheMoment(StoreFault fault) {
    return fault == StoreFault::Full || fault == StoreFault::Busy || fault == StoreFault::CannotOpen ||
           fault == StoreFault::Machine || fault == StoreFault::Corrupt;
}

/// How the steps above `newest` up to `found` are undone, newest first; one that is not there is left out.
Result<std::vector<std::string>> keptDowns(Database& database, int found, int newest) {
    auto select = database.prepare("SELECT down FROM schema_step WHERE version > ? AND version <= ? "
                                   "ORDER BY version DESC");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, newest).bind(2, found);
    std::vector<std::string> downs;
    for (auto row = select->step();; row = select->step()) {
        if (!row) return tl::unexpected(row.error());
        if (!*row) return downs;
        downs.push_back(select->text(0));
    }
}

Result<void> goBack(Database& database, int found, int newest) {
    const auto downs = keptDowns(database, found, newest);
    if (!downs && isOfTheMoment(downs.error().fault)) return tl::unexpected(downs.error());
    if (!downs || downs->size() != static_cast<std::size_t>(found - newest))
        return wrong(database, found, std::to_string(newest) + ", and it does not hold how to go back");
    for (const auto& down : *downs) {
        auto undone = database.executeHeld(down);
        if (!undone && isOfTheMoment(undone.error().fault)) return undone;
        if (!undone) return wrong(database, found, std::to_string(newest) + ", and " + undone.error().context);
    }
    return database.setSchemaVersion(newest);
}

Result<void> bringTo(Database& database, const Schema& schema, Undoing undoing) {
    const int newest = schema.newest();
    auto version = database.schemaVersion();
    if (!version) return tl::unexpected(version.error());
    if (*version == newest) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    version = database.schemaVersion();
    if (!version) return tl::unexpected(version.error());
    Result<void> done;
    if (*version < newest)
        done = goUp(database, schema, *version, undoing);
    else if (*version > newest && undoing == Undoing::Kept)
        done = goBack(database, *version, newest);
    else if (*version > newest)
        done = wrong(database, *version, std::to_string(newest));
    if (!done) return done;
    return transaction->commit();
}

} // namespace

Result<void> migrateFile(Database& database, const Schema& schema) { return bringTo(database, schema, Undoing::Kept); }

Result<void> migrateShared(Database& database, const Schema& schema) {
    return bringTo(database, schema, Undoing::NotKept);
}

Result<void> migrateDown(Database& database, const Schema& schema, int version) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto found = database.schemaVersion();
    if (!found) return tl::unexpected(found.error());
    if (*found > schema.newest() || version < schema.base || version > *found)
        return wrong(database, *found, std::to_string(version) + " to " + std::to_string(schema.newest()));
    for (int at = *found; at > version; --at)
        if (auto undone = database.execute(schema.step(at).down); !undone) return undone;
    if (auto set = database.setSchemaVersion(version); !set) return set;
    return transaction->commit();
}

} // namespace onestop::store
