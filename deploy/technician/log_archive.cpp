// SPDX-License-Identifier: Apache-2.0
#include "deploy/technician/log_archive.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <sstream>

#include <toml++/toml.h>

namespace onestop::technician {

namespace {

constexpr std::size_t kTarBlock = 512;
constexpr std::size_t kTarEnd = 2 * kTarBlock; ///< two empty blocks

/// Offset and width of the fields of a header (POSIX.1-1988, ustar).
struct TarField {
    std::size_t at, width;
};
constexpr TarField kTarName{0, 100}, kTarMode{100, 8}, kTarOwner{108, 8}, kTarGroup{116, 8}, kTarSize{124, 12},
    kTarTime{136, 12}, kTarSum{148, 8}, kTarKind{156, 1}, kTarMagic{257, 8};

void put(std::string& header, TarField field, std::string_view text) {
    std::copy_n(text.begin(), std::min(text.size(), field.width),
                header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

/// Octal digits, as wide as the field is, and a zero byte.
void putNumber(std::string& header, TarField field, std::uint64_t value) {
    std::string digits(field.width - 1, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value /= 8)
        *digit = static_cast<char>('0' + value % 8);
    put(header, field, digits);
}

std::string tarHeader(const LogFile& file, std::chrono::sys_seconds moment) {
    std::string header(kTarBlock, '\0');
    put(header, kTarName, std::string_view(file.name).substr(0, kTarName.width - 1));
    putNumber(header, kTarMode, 0644);
    putNumber(header, kTarOwner, 0);
    putNumber(header, kTarGroup, 0);
    putNumber(header, kTarSize, file.content.size());
    putNumber(header, kTarTime, static_cast<std::uint64_t>(moment.time_since_epoch().count()));
    put(header, kTarKind, "0");
    put(header, kTarMagic, std::string_view("ustar\00000", kTarMagic.width));
    put(header, kTarSum, "        "); // it counts as blanks in its own sum
    std::uint64_t sum = 0;
    for (const char byte : header)
        sum += static_cast<unsigned char>(byte);
    putNumber(header, {kTarSum.at, kTarSum.width - 1}, sum);
    return header;
}

void erasePins(toml::table& table) {
    table.erase("pin");
    for (auto&& [key, node] : table) {
        if (auto* inner = node.as_table()) erasePins(*inner);
    }
}

} // namespace

std::string makeTar(const std::vector<LogFile>& files, std::chrono::sys_seconds moment) {
    std::string tar;
    for (const auto& file : files) {
        tar += tarHeader(file, moment) + file.content;
        tar.resize((tar.size() + kTarBlock - 1) / kTarBlock * kTarBlock, '\0');
    }
    return tar + std::string(kTarEnd, '\0');
}

std::string settingsWithoutPin(std::string_view text, const std::string& name) {
    toml::table root;
    try { // Debian's toml++ is built with exceptions
        root = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        return "# " + name + ":" + std::to_string(error.source().begin.line) + ": cannot be read, left out\n";
    }
    erasePins(root);
    std::ostringstream out;
    out << root << '\n';
    return out.str();
}

} // namespace onestop::technician
