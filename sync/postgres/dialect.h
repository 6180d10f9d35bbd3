// SPDX-License-Identifier: Apache-2.0
// SQL as it is written for both engines, in PostgreSQL's words. Pure.
#pragma once

#include <string>
#include <string_view>

namespace onestop::postgres {

/// Parameters: `?` is the next one, `?3` the third; both become `$3`. Not inside of '…'.
std::string withNumberedParameters(std::string_view sql);

/// Types of a schema: INTEGER is 64 bits wide, BLOB is BYTEA, TEXT is compared byte by byte (times and ids are texts),
/// a lone INTEGER PRIMARY KEY counts by itself; WITHOUT ROWID says nothing here.
std::string schemaInPostgres(std::string_view sql);

} // namespace onestop::postgres
