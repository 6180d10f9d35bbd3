// SPDX-License-Identifier: Apache-2.0
// HID report descriptors (HID 1.11, section 6.2.2) as a list of fields: where in which report a usage stands.
// Pure, strict, bounded: the descriptor comes from whatever was plugged in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace onestop::qr_scanner {

enum class ReportKind : std::uint8_t { Input, Output, Feature };

inline constexpr std::uint16_t kDescriptorBytesMost = 4096; ///< larger than any real device's

/// A usage with its page in the upper 16 bits.
using Usage = std::uint32_t;
constexpr Usage usageOf(std::uint16_t page, std::uint16_t id) { return static_cast<Usage>(page) << 16 | id; }

struct ReportField {
    ReportKind kind = ReportKind::Input;
    std::uint8_t report_id = 0; ///< 0: the device has no report ids
    Usage application = 0;      ///< of the top collection
    Usage usage = 0;
    std::size_t bit_offset = 0; ///< from the first byte after the report id
    std::size_t bits = 0;       ///< of one value
    std::size_t count = 0;      ///< values that share this usage
};

/// Absent when the descriptor is cut, unbalanced or longer than kDescriptorBytesMost.
std::optional<std::vector<ReportField>> parseReportDescriptor(std::span<const std::uint8_t> descriptor);

/// The value at a place of a report (id byte already removed); 0 beyond its end.
std::uint32_t fieldValue(std::span<const std::uint8_t> report, std::size_t bit_offset, std::size_t bits);

} // namespace onestop::qr_scanner
