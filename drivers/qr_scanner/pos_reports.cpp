// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/pos_reports.h"

#include <algorithm>
#include <utility>

#include "drivers/qr_scanner/payload.h"

namespace onestop::qr_scanner {
namespace {

constexpr Usage kScanner = usageOf(0x8C, 0x02);
constexpr Usage kByteCount = usageOf(0x01, 0x3B);
constexpr Usage kSymbology1 = usageOf(0x8C, 0xFB);
constexpr Usage kDecodedData = usageOf(0x8C, 0xFE);
constexpr Usage kContinued = usageOf(0x8C, 0xFF);
constexpr std::uint8_t kHoneywellStart = 0xFE;

} // namespace

std::optional<PosLayout> posLayoutOf(std::span<const ReportField> fields) {
    const auto in_scanner = [](const ReportField& f) { return f.application == kScanner; };
    const auto data = std::find_if(fields.begin(), fields.end(), [&](const ReportField& f) {
        return in_scanner(f) && f.kind == ReportKind::Input && f.usage == kDecodedData && f.bits == 8 &&
               f.bit_offset % 8 == 0;
    });
    if (data == fields.end()) return std::nullopt;
    PosLayout layout;
    layout.report_id = data->report_id;
    layout.data_offset_bytes = data->bit_offset / 8;
    layout.data_bytes = data->count;
    std::size_t end_bits = 0;
    for (const auto& field : fields) {
        if (field.kind == ReportKind::Feature && field.report_id == kHoneywellStart && in_scanner(field))
            layout.start_report = kHoneywellStart;
        if (field.kind != ReportKind::Input || field.report_id != data->report_id) continue;
        end_bits = std::max(end_bits, field.bit_offset + field.bits * field.count);
        if (field.usage == kByteCount && field.bits == 8) layout.length_offset_bytes = field.bit_offset / 8;
        if (field.usage == kSymbology1 && field.bits == 8) layout.aim_offset_bytes = field.bit_offset / 8;
        if (field.usage != kContinued) continue;
        layout.continued_offset_bits = field.bit_offset;
        layout.continued_bits = field.bits;
    }
    layout.report_bytes = (end_bits + 7) / 8 + (layout.report_id != 0 ? 1 : 0);
    return layout;
}

std::optional<Bytes> PosAssembler::feed(std::span<const std::uint8_t> report) {
    if (layout_.report_id != 0) {
        if (report.empty() || report[0] != layout_.report_id) return std::nullopt;
        report = report.subspan(1);
    }
    std::size_t offset = layout_.data_offset_bytes;
    // Some firmware puts the AIM identifier and the data one byte later than its own descriptor says.
    const auto aim = layout_.aim_offset_bytes;
    if (aim && *aim + 1 < report.size() && report[*aim] != ']' && report[*aim + 1] == ']') ++offset;
    const auto data = report.subspan(std::min(offset, report.size()));
    const auto room = std::min(layout_.data_bytes, data.size());
    std::size_t length = 0;
    if (layout_.length_offset_bytes)
        length = std::min<std::size_t>(fieldValue(report, 8 * *layout_.length_offset_bytes, 8), room);
    else
        length = static_cast<std::size_t>(std::find(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(room), 0) -
                                          data.begin());
    scan_.insert(scan_.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(length));
    if (scan_.size() > kPayloadBytesMost + 1) scan_.resize(kPayloadBytesMost + 1);
    const bool continued = layout_.continued_offset_bits &&
                           fieldValue(report, *layout_.continued_offset_bits, layout_.continued_bits) != 0;
    if (continued) return std::nullopt;
    return std::exchange(scan_, {});
}

} // namespace onestop::qr_scanner
