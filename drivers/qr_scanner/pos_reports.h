// SPDX-License-Identifier: Apache-2.0
// HID POS scanners (usage page 8C, usage 02): where their decoded data stand, and whole scans out of their reports.
// Pure: reports in, bytes of a scan out.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "drivers/qr_scanner/hid_descriptor.h"

namespace onestop::qr_scanner {

using Bytes = std::vector<std::uint8_t>;

/// What the report descriptor says about scanned data.
struct PosLayout {
    std::uint8_t report_id = 0; ///< 0: reports come without an id byte
    std::size_t data_offset_bytes = 0;
    std::size_t data_bytes = 0;
    std::optional<std::size_t> length_offset_bytes; ///< absent: data end at the first zero byte
    std::optional<std::size_t> aim_offset_bytes;    ///< where "]Q1" begins
    std::optional<std::size_t> continued_offset_bits;
    std::size_t continued_bits = 0;
    std::size_t report_bytes = 0;             ///< with the id byte, for the transfer
    std::optional<std::uint8_t> start_report; ///< a feature report FE: Honeywell scanners read nothing before it is 01
};

/// Absent: this interface is no bar code scanner.
std::optional<PosLayout> posLayoutOf(std::span<const ReportField> fields);

/// Joins the reports of one scan.
class PosAssembler {
public:
    explicit PosAssembler(PosLayout layout) : layout_(layout) {}

    /// A whole scan when this report ended one. What grows beyond any accepted payload is cut, so that it is refused.
    std::optional<Bytes> feed(std::span<const std::uint8_t> report);
    bool midway() const { return !scan_.empty(); }
    void reset() { scan_.clear(); }

private:
    PosLayout layout_;
    Bytes scan_;
};

} // namespace onestop::qr_scanner
