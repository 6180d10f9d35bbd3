// SPDX-License-Identifier: Apache-2.0
// The hub's database: a file for a site, PostgreSQL for a district; its schema in numbered steps (migrations/).
#pragma once

#include <string>

#include "sync/store/database.h"

namespace onestop::hub {

/// `where`: path of a file, or "postgresql://…". Brought up to this program's version. `turns`: where the program has
/// another connection to the same file; it outlives both.
store::Result<store::Database> openHubDatabase(const std::string& where, store::Turns* turns = nullptr);

/// The same at whatever version it is.
store::Result<store::Database> openAsItIs(const std::string& where, store::Turns* turns = nullptr);

/// Before an older program comes back: undoes what is newer than `version`. No hub may run on it meanwhile.
store::Result<void> goBackTo(const std::string& where, int version);

/// The version that this program makes.
int newestVersion();

} // namespace onestop::hub
