// SPDX-License-Identifier: Apache-2.0
#include "sync/publish/month_columns.h"

#include <algorithm>
#include <string_view>

namespace onestop::publish {

namespace {

/// The first name is the one that messages use.
struct ColumnNames {
    Column column;
    std::vector<std::string_view> names;
};

const std::vector<ColumnNames>& columnNames() {
    static const std::vector<ColumnNames> kColumns = {
        {Column::Name, {"服务项目", "项目", "名称", "活动名称"}},
        {Column::Content, {"服务内容", "内容"}},
        {Column::When, {"服务时间", "时间"}},
        {Column::Audience, {"针对人群", "人群", "服务对象"}},
        {Column::Kind, {"类别", "类型"}},
        {Column::Id, {"编号"}},
        {Column::Place, {"地点", "服务地点"}},
        {Column::Sites, {"办理地点", "办理网点"}},
        {Column::Fee, {"费用", "收费"}},
        {Column::Capacity, {"名额", "人数"}},
        {Column::CheckIn, {"签到"}},
        {Column::Host, {"主办", "主办单位"}},
        {Column::Department, {"部门", "提供部门"}},
        {Column::Materials, {"材料", "办理材料"}},
        {Column::Business, {"业务", "取号业务"}},
        {Column::NameHant, {"繁体项目"}},
        {Column::NameEn, {"英文项目"}},
        {Column::ContentHant, {"繁体内容"}},
        {Column::ContentEn, {"英文内容"}},
    };
    return kColumns;
}

} // namespace

std::string nameOf(Column column) {
    for (const ColumnNames& names : columnNames()) {
        if (names.column == column) return std::string(names.names.front());
    }
    return {};
}

tl::expected<Columns, std::vector<TableFault>> findColumns(const Table& table) {
    Columns found;
    std::vector<TableFault> faults;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const ColumnNames* known = nullptr;
        for (const ColumnNames& names : columnNames()) {
            if (std::find(names.names.begin(), names.names.end(), table.columns[i]) != names.names.end())
                known = &names;
        }
        if (known == nullptr) {
            std::vector<std::string> all;
            for (const ColumnNames& names : columnNames())
                all.emplace_back(names.names.front());
            faults.push_back({1, table.columns[i], "one of the columns " + listed(all)});
        } else if (!found.emplace(known->column, i).second) {
            faults.push_back({1, table.columns[i], "this column once"});
        }
    }
    for (const Column needed : {Column::Name, Column::Content, Column::When, Column::Audience}) {
        if (!found.contains(needed))
            faults.push_back({1, nameOf(needed), "this column: the four fields of the district's lists"});
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return found;
}

} // namespace onestop::publish
