// SPDX-License-Identifier: Apache-2.0
// A printer looks for 10 04, 10 05 and 10 14 in everything it receives, also within pictures (facts: Epson, GS ( D).
#include "drivers/receipt_printer/raster_bytes.h"

#include <algorithm>

namespace onestop::receipt_printer {

namespace {

constexpr std::uint8_t kDle = 0x10;

bool isRealTimeCode(std::uint8_t byte) { return byte == 0x04 || byte == 0x05 || byte == 0x14; }

/// Blackens one dot beside an inked one: 04→0C, 05→0D, 14→1C. One dot of 0.125 mm, and no new command can arise,
/// because none of the results is DLE.
void defuse(std::span<std::uint8_t> data) {
    for (std::size_t i = 1; i < data.size(); ++i)
        if (data[i - 1] == kDle && isRealTimeCode(data[i])) data[i] = static_cast<std::uint8_t>(data[i] | 0x08);
}

int inkedWidth(const raster::Picture& picture) {
    int width = 0;
    for (int y = 0; y < picture.height(); ++y) {
        const auto row = picture.row(y);
        for (int x = picture.width() - 1; x >= width; --x)
            if (row[static_cast<std::size_t>(x)] < 128) {
                width = x + 1;
                break;
            }
    }
    return width;
}

void appendHeader(Bytes& job, int row_bytes, int rows) {
    const auto append = [&job](int value) { job.push_back(static_cast<std::uint8_t>(value & 0xFF)); };
    for (const int byte : {0x1D, int{'v'}, int{'0'}, 0, row_bytes, row_bytes >> 8, rows, rows >> 8})
        append(byte);
}

} // namespace

void appendRaster(Bytes& job, const raster::Picture& picture) {
    if (picture.empty()) return;
    const int width = std::max(inkedWidth(picture), 8);
    const int row_bytes = (width + 7) / 8;
    for (int top = 0; top < picture.height(); top += kBandRows) {
        const int rows = std::min(kBandRows, picture.height() - top);
        appendHeader(job, row_bytes, rows);
        const std::size_t start = job.size();
        job.resize(start + static_cast<std::size_t>(row_bytes) * static_cast<std::size_t>(rows));
        for (int y = 0; y < rows; ++y) {
            const auto row = picture.row(top + y);
            std::uint8_t* out = job.data() + start + static_cast<std::size_t>(y) * static_cast<std::size_t>(row_bytes);
            for (int x = 0; x < std::min(width, picture.width()); ++x)
                if (row[static_cast<std::size_t>(x)] < 128)
                    out[x / 8] = static_cast<std::uint8_t>(out[x / 8] | (0x80 >> (x % 8)));
        }
        defuse(std::span(job).subspan(start));
    }
}

void appendFeed(Bytes& job, int dots) {
    appendHeader(job, 1, dots);
    job.resize(job.size() + static_cast<std::size_t>(dots), 0);
}

bool holdsRealTimeCommand(std::span<const std::uint8_t> bytes) {
    for (std::size_t i = 1; i < bytes.size(); ++i)
        if (bytes[i - 1] == kDle && isRealTimeCode(bytes[i])) return true;
    return false;
}

} // namespace onestop::receipt_printer
