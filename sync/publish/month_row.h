// SPDX-License-Identifier: Apache-2.0
// One row of a month's table into what the target says of it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sync/publish/month_columns.h"

namespace onestop::publish {

struct MonthEntry {
    bool is_service = true; ///< else an activity
    nlohmann::json value;   ///< as it stands in the target's list
};

/// Every fault of the row is added to `faults`; what is returned then is not to be used.
MonthEntry readRow(const TableRow& row, const Columns& columns, std::chrono::year_month period,
                   std::vector<TableFault>& faults);

} // namespace onestop::publish
