// SPDX-License-Identifier: Apache-2.0
// One row of a month's table into what the target says of it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sync/publish/month_columns.h"
#include "sync/publish/site_names.h"

namespace onestop::publish {

struct MonthEntry {
    bool is_service = true; ///< else an activity
    nlohmann::json value;   ///< as it stands in the target's list
};

/// What a row is read with: the table's columns, the list's month and site, the district's houses.
struct RowContext {
    const Columns& columns;
    std::chrono::year_month period;
    const std::string& own_site;
    const SiteNames& sites;
};

/// Every fault of the row is added to `faults`; what is returned then is not to be used.
MonthEntry readRow(const TableRow& row, const RowContext& context, std::vector<TableFault>& faults);

} // namespace onestop::publish
