// SPDX-License-Identifier: Apache-2.0
// PostgreSQL behind sync/store/engine.h, for the hub of a district: any number of hubs may share one database.
#pragma once

#include <string>
#include <string_view>

#include "sync/store/database.h"

namespace onestop::postgres {

/// True for "postgresql://…": where a server is, not the path of a file.
bool isAddress(std::string_view database);

/// Connects; without tables until migrateUp() has made them. `address` is a connection URI (PostgreSQL's manual,
/// 34.1.1.2), with several hosts where a cluster may change its leader: the one that takes writes is found.
/// * Begun transactions follow one another, as in a file: one writer at a time in one schema of one database.
/// * A connection that was lost is made again when the next transaction begins, or the next question is asked outside
/// of
///   one; what was under way fails, and nothing of it is held.
/// * A server that does not answer within 5 s is one that is lost.
store::Result<store::Database> connect(const std::string& address);

} // namespace onestop::postgres
