// SPDX-License-Identifier: Apache-2.0
// The figures of one service day, each counted from what happened and never estimated; and whether the tables still
// agree with the log they were drawn from.
#pragma once

#include <string>

#include "sync/catalogue/service_day.h"
#include "sync/hub/floor.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// JSON: {"service_day", "counts": {name: number}, "ledger": [{"name", "events", "rows"}], "businesses", "nodes",
/// "hours": [24 numbers from 04:00], "anomalies": [{"noticed_at","kind","node","detail"}]}. Throws DatabaseFailed.
std::string countsDocument(store::Database& database, const catalogue::ServiceDay& day, const SitePlan& plan);

} // namespace onestop::hub
