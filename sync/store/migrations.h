// SPDX-License-Identifier: Apache-2.0
// The schema of a database that one program has alone, step by step: up when it is opened, down by command, before an
// older program comes back.
#pragma once

#include <span>
#include <string_view>

#include "sync/store/database.h"

namespace onestop::store {

/// Number i in the list makes version i + 1 of version i, and back.
struct Migration {
    std::string_view up;
    std::string_view down;
};

/// Takes the steps that are missing, in one transaction; a newer version is refused (WrongSchema).
Result<void> migrateUp(Database& database, std::span<const Migration> migrations);

/// Goes back to `version` (0: an empty database), in one transaction. What only newer versions hold is lost. A version
/// that is newer than the list, or than the database, is refused (WrongSchema).
Result<void> migrateDown(Database& database, std::span<const Migration> migrations, int version);

} // namespace onestop::store
