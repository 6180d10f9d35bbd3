// SPDX-License-Identifier: Apache-2.0
// A site's list for a month: from the staff's table to the target that kiosks read. Pure.
#pragma once
#include "sync/publish/csv.h"
#include "sync/publish/site_names.h"
#include "sync/tuf/metadata.h"

#include <chrono>
#include <string>
#include <vector>

namespace onestop::publish {

/// The target's JSON, or every fault of the table. README.md lists the columns; `sites`: the houses it may name.
tl::expected<std::string, std::vector<TableFault>> monthFromTable(const Table& table, const std::string& site,
                                                                  const SiteNames& sites,
                                                                  std::chrono::year_month period, tuf::Time issued);

/// A hand-written month (HSDS names) made whole: `issued`, `site` and `period` are put in where they are missing,
/// on the first line, so that faults keep their line numbers.
std::string monthFromJson(std::string text, const std::string& site, std::chrono::year_month period, tuf::Time issued);

} // namespace onestop::publish
