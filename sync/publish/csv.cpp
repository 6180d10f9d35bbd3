// SPDX-License-Identifier: Apache-2.0
// iconv decides what the bytes are: it is strict, and knows all of GB 18030.
#include "sync/publish/csv.h"

#include <algorithm>
#include <iconv.h>
#include <memory>

namespace onestop::publish {
namespace {

constexpr std::size_t kBytesMax = 5U << 20U;
constexpr std::size_t kRowsMax = 5'000;
constexpr std::size_t kColumnsMax = 64;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

struct CloseIconv {
    using pointer = iconv_t;
    void operator()(iconv_t converter) const { iconv_close(converter); }
};

// Strict: absent as soon as one byte does not fit the encoding.
std::optional<std::string> convert(std::string_view text, const char* from) {
    const std::unique_ptr<void, CloseIconv> converter(iconv_open("UTF-8", from));
    std::string out(text.size() * 3 + 16, '\0'); // GB18030 and UTF-16 grow to at most 3/2 and 2
    char* input = const_cast<char*>(text.data());
    std::size_t inputLeft = text.size();
    char* output = out.data();
    std::size_t outputLeft = out.size();
    if (iconv(converter.get(), &input, &inputLeft, &output, &outputLeft) == static_cast<std::size_t>(-1) ||
        inputLeft != 0) {
        return std::nullopt;
    }
    out.resize(out.size() - outputLeft);
    return out;
}

// Ends of cells come with blanks of both widths and the non-breaking one.
std::string trimmed(std::string_view text) {
    static constexpr std::string_view kBlanks[] = {" ", "\t", "\r", "\n", "\u3000", "\u00A0"};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : kBlanks) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
            if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
        }
    }
    return std::string(text);
}

char delimiterOf(std::string_view header) {
    const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
    if (count('\t') > count(',')) return '\t';
    return count(';') > count(',') ? ';' : ',';
}

// Splits into records; quoted cells may hold delimiters, doubled quotes and line ends.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text), delimiter_(delimiterOf(text.substr(0, text.find('\n')))) {}

    bool atEnd() const { return at_ >= text_.size(); }

    tl::expected<TableRow, TableFault> record() {
        TableRow record{++row_, {}};
        for (;;) {
            auto cell = this->cell();
            if (!cell) return tl::unexpected(cell.error());
            record.cells.push_back(trimmed(*cell));
            if (record.cells.size() > kColumnsMax) return tl::unexpected(TableFault{row_, "", "at most 64 columns"});
            if (atEnd()) return record;
            const char end = text_[at_++];
            if (end == delimiter_) continue;
            if (end == '\r' && !atEnd() && text_[at_] == '\n') ++at_;
            return record;
        }
    }

private:
    tl::expected<std::string, TableFault> cell() {
        std::string cell;
        if (!atEnd() && text_[at_] == '"') {
            const int began = row_;
            for (++at_;; ++at_) {
                if (atEnd()) return tl::unexpected(TableFault{began, "", "a closing quotation mark"});
                if (text_[at_] != '"') {
                    cell.push_back(text_[at_]);
                } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                    cell.push_back(text_[++at_]);
                } else {
                    break;
                }
            }
            ++at_;
        }
        while (!atEnd() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r')
            cell.push_back(text_[at_++]);
        return cell;
    }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    int row_ = 0;
};

} // namespace

std::string TableFault::sentence(const std::string& file) const {
    return file + ":" + std::to_string(row) + ": " + (column.empty() ? "" : column + ": ") + "expected " + expected;
}

tl::expected<std::string, TableFault> decodeText(crypto::BytesView bytes) {
    if (bytes.size() > kBytesMax) return tl::unexpected(TableFault{1, "", "a file of at most 5 MB"});
    const std::string_view text = crypto::textOf(bytes);
    std::optional<std::string> utf8;
    if (text.starts_with("\xFF\xFE")) {
        utf8 = convert(text.substr(2), "UTF-16LE");
    } else if (text.starts_with("\xFE\xFF")) {
        utf8 = convert(text.substr(2), "UTF-16BE");
    } else {
        utf8 = convert(text.starts_with(kUtf8Mark) ? text.substr(kUtf8Mark.size()) : text, "UTF-8");
        if (!utf8 && !text.starts_with(kUtf8Mark)) utf8 = convert(text, "GB18030");
    }
    if (!utf8 || utf8->find('\0') != std::string::npos) {
        return tl::unexpected(TableFault{1, "", "text in UTF-8 or GB18030: save the table as \"CSV UTF-8\""});
    }
    return std::move(*utf8);
}

tl::expected<Table, TableFault> parseTable(std::string_view utf8) {
    Reader reader(utf8);
    Table table;
    while (!reader.atEnd()) {
        auto record = reader.record();
        if (!record) return tl::unexpected(record.error());
        const bool empty =
            std::all_of(record->cells.begin(), record->cells.end(), [](const auto& cell) { return cell.empty(); });
        if (empty) continue;
        if (table.columns.empty()) {
            table.columns = std::move(record->cells);
            while (table.columns.back().empty())
                table.columns.pop_back();
            continue;
        }
        while (record->cells.size() > table.columns.size() && record->cells.back().empty())
            record->cells.pop_back();
        if (record->cells.size() > table.columns.size()) {
            return tl::unexpected(TableFault{record->row, "",
                                             "as many cells as the header has columns (" +
                                                 std::to_string(table.columns.size()) +
                                                 "): put cells that hold commas into quotation marks"});
        }
        record->cells.resize(table.columns.size());
        table.rows.push_back(std::move(*record));
        if (table.rows.size() > kRowsMax)
            return tl::unexpected(TableFault{table.rows.back().row, "", "at most 5000 rows"});
    }
    if (table.columns.empty())
        return tl::unexpected(TableFault{1, "", "a header such as 服务项目,服务内容,服务时间,针对人群"});
    return table;
}

} // namespace onestop::publish
