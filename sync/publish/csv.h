// SPDX-License-Identifier: Apache-2.0
// Tables as community staff really save them: Excel and WPS, UTF-8 with or without BOM, GB18030, or
// "Unicode text" (UTF-16, tabs). Pure: bytes in, rows of UTF-8 out.
#pragma once
#include "sync/crypto/crypto.h"

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace onestop::publish {

/// `row` is the line a spreadsheet shows: the header is 1.
struct TableFault {
    int row;
    std::string column; ///< empty: the whole row or table
    std::string expected;

    /// "list.csv:5: 针对人群: expected …"
    std::string sentence(const std::string& file) const;
    bool operator==(const TableFault&) const = default;
};

struct TableRow {
    int row;
    std::vector<std::string> cells; ///< trimmed; as many as there are columns
};

struct Table {
    std::vector<std::string> columns;
    std::vector<TableRow> rows; ///< empty rows are left out
};

/// The text as UTF-8: by its byte order mark, else as UTF-8 when it is valid UTF-8, else as GB18030.
tl::expected<std::string, TableFault> decodeText(crypto::BytesView bytes);

/// RFC 4180 with any line ends; comma, or tab or semicolon when the header has those instead.
tl::expected<Table, TableFault> parseTable(std::string_view utf8);

} // namespace onestop::publish
