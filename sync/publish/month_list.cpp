// SPDX-License-Identifier: Apache-2.0
#include "sync/publish/month_list.h"

#include <map>

#include <nlohmann/json.hpp>

#include "sync/catalogue/service_day.h"
#include "sync/events/clock.h"
#include "sync/publish/month_row.h"

namespace onestop::publish {

using nlohmann::json;
using std::chrono::year_month;

tl::expected<std::string, std::vector<TableFault>> monthFromTable(const Table& table, const std::string& site,
                                                                  const SiteNames& sites, year_month period,
                                                                  tuf::Time issued) {
    const auto columns = findColumns(table);
    if (!columns) return tl::unexpected(columns.error());
    std::vector<TableFault> faults;
    json month = {{"issued", events::toRfc3339(issued)},
                  {"site", site},
                  {"period", catalogue::monthText(period)},
                  {"services", json::array()},
                  {"activities", json::array()}};
    std::map<std::string, int> rowOfId;
    const RowContext context{*columns, period, site, sites};
    for (const TableRow& row : table.rows) {
        auto [is_service, entry] = readRow(row, context, faults);
        const auto [earlier, isNew] = rowOfId.emplace(entry["id"], row.row);
        if (!isNew)
            faults.push_back({row.row, nameOf(Column::Name),
                              "a name of its own: row " + std::to_string(earlier->second) + " has the same"});
        month[is_service ? "services" : "activities"].push_back(std::move(entry));
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return month.dump(1);
}

std::string monthFromJson(std::string text, const std::string& site, year_month period, tuf::Time issued) {
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object()) return text; // the check names the line
    std::string missing;
    for (const auto& [member, value] : {std::pair<const char*, std::string>{"issued", events::toRfc3339(issued)},
                                        {"site", site},
                                        {"period", catalogue::monthText(period)}}) {
        if (!document.contains(member)) missing += json(member).dump() + ":" + json(value).dump() + ",";
    }
    if (document.empty() && !missing.empty()) missing.pop_back();
    return text.insert(text.find('{') + 1, missing);
}

} // namespace onestop::publish
