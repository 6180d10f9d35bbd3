// SPDX-License-Identifier: Apache-2.0
// A database comes to the version of the program that opens it: up by the program's own steps, and down, where the
// machine fell back to an older program, by what the newer one left written in the file.
#pragma once

#include "sync/store/database.h"
#include "sync/store/schema.h"

namespace onestop::store {

/// Of a file, whose programs are of one version at a time. Steps that are missing are taken, and how each is undone
/// is kept in the file (table schema_step). Steps that this program does not know are undone by what is kept, newest
/// first. All in one transaction: a power cut leaves the former version. Refused (WrongSchema, with the reason) is a
/// file older than the schema's base, and a newer one that does not hold how to go back, or whose way back fails.
Result<void> migrateFile(Database& database, const Schema& schema);

/// Of a server's database, which programs of several versions may share: up only, in one transaction. A newer one is
/// refused (WrongSchema): the newer program may be at work there.
Result<void> migrateShared(Database& database, const Schema& schema);

/// By command: back to `version` (0: an empty database) with the program that made it, in one transaction. A version
/// that is newer than the schema, or than the database, is refused (WrongSchema).
Result<void> migrateDown(Database& database, const Schema& schema, int version);

} // namespace onestop::store
