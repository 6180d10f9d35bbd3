// SPDX-License-Identifier: Apache-2.0
// The columns of a month's table as staff name them, and which of them a table has.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sync/publish/csv.h"

namespace onestop::publish {

enum class Column {
    Name,
    Content,
    When,
    Audience,
    Kind,
    Id,
    Place,
    Sites,
    Fee,
    Capacity,
    CheckIn,
    Host,
    Department,
    Materials,
    Business,
    NameHant,
    NameEn,
    ContentHant,
    ContentEn
};

/// As messages name it.
std::string nameOf(Column column);

/// Where each column stands in a row; those that the table does not have are not there.
using Columns = std::map<Column, std::size_t>;

/// Every fault of the head: a column that nobody knows, one that comes twice, one that must be there.
tl::expected<Columns, std::vector<TableFault>> findColumns(const Table& table);

/// "服务项目, 服务时间".
std::string listed(const auto& names) {
    std::string text;
    for (const auto& name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

} // namespace onestop::publish
