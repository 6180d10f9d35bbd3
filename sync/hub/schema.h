// SPDX-License-Identifier: Apache-2.0
// The hub's database: a file for a site, PostgreSQL for a district; its schema in numbered steps (migrations/).
#pragma once

#include <string>

#include "sync/store/database.h"
#include "sync/store/schema.h"

namespace onestop::hub {

/// `where`: path of a file, or "postgresql://…". Brought to this program's version: a file up, or down where a newer
/// program was there before; on a server, which hubs of several versions may share, only up. `turns`: where the program
/// has another connection to the same file; it outlives both.
store::Result<store::Database> openHubDatabase(const std::string& where, store::Turns* turns = nullptr);

/// The same at whatever version it is.
store::Result<store::Database> openAsItIs(const std::string& where, store::Turns* turns = nullptr);

/// Before an older program comes back: undoes what is newer than `version`. No hub may run on it meanwhile.
store::Result<void> goBackTo(const std::string& where, int version);

/// The steps of this program.
store::Schema hubSchema();

} // namespace onestop::hub
