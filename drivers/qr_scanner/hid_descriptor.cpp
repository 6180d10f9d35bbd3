// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/hid_descriptor.h"

#include <algorithm>
#include <map>
#include <utility>

namespace onestop::qr_scanner {
namespace {

constexpr std::size_t kReportBitsMost = 8 * 4096;
constexpr std::size_t kFieldsMost = 4096;
constexpr std::size_t kDepthMost = 16;

// Item prefix without its size bits: type and tag (HID 1.11, 6.2.2.2).
enum Item : std::uint8_t {
    kInput = 0x80,
    kOutput = 0x90,
    kCollection = 0xA0,
    kFeature = 0xB0,
    kEndCollection = 0xC0,
    kUsagePage = 0x04,
    kReportSize = 0x74,
    kReportId = 0x84,
    kReportCount = 0x94,
    kPush = 0xA4,
    kPop = 0xB4,
    kUsage = 0x08,
    kUsageMinimum = 0x18,
    kUsageMaximum = 0x28,
};

struct Globals {
    std::uint16_t page = 0;
    std::uint32_t bits = 0;
    std::uint32_t count = 0;
    std::uint8_t report_id = 0;
};

class Parser {
public:
    /// False: not a descriptor any device may have.
    bool take(std::uint8_t item, std::uint32_t value, std::size_t value_bytes) {
        switch (item) {
        case kInput:
            return addFields(ReportKind::Input);
        case kOutput:
            return addFields(ReportKind::Output);
        case kFeature:
            return addFields(ReportKind::Feature);
        case kCollection:
            if (depth_ == 0) application_ = usages_.empty() ? 0 : usages_.front();
            usages_.clear();
            return ++depth_ <= kDepthMost;
        case kEndCollection:
            usages_.clear();
            return depth_-- > 0;
        case kUsagePage:
            globals_.page = static_cast<std::uint16_t>(value);
            return true;
        case kReportSize:
            globals_.bits = value;
            return value <= 32;
        case kReportCount:
            globals_.count = value;
            return value <= kReportBitsMost;
        case kReportId:
            globals_.report_id = static_cast<std::uint8_t>(value);
            return value > 0 && value < 256;
        case kPush:
            stack_.push_back(globals_);
            return stack_.size() <= kDepthMost;
        case kPop:
            if (stack_.empty()) return false;
            globals_ = stack_.back();
            stack_.pop_back();
            return true;
        case kUsage:
            usages_.push_back(fullUsage(value, value_bytes));
            return usages_.size() <= kFieldsMost;
        case kUsageMinimum:
            minimum_ = fullUsage(value, value_bytes);
            return true;
        case kUsageMaximum:
            return addRange(fullUsage(value, value_bytes));
        default:
            return true; // units, logical limits, strings: of no use here
        }
    }
    bool balanced() const { return depth_ == 0; }
    std::vector<ReportField> fields;

private:
    Usage fullUsage(std::uint32_t value, std::size_t value_bytes) const {
        return value_bytes == 4 ? value : usageOf(globals_.page, static_cast<std::uint16_t>(value));
    }
    bool addRange(Usage maximum) {
        if (maximum < minimum_ || maximum - minimum_ > kFieldsMost) return false;
        for (Usage usage = minimum_; usage <= maximum; ++usage)
            usages_.push_back(usage);
        return usages_.size() <= 2 * kFieldsMost;
    }
    bool addFields(ReportKind kind) {
        auto& offset = offsets_[{kind, globals_.report_id}];
        const std::size_t total = std::size_t{globals_.bits} * globals_.count;
        if (offset + total > kReportBitsMost || fields.size() > kFieldsMost) return false;
        // One value for each usage; the last one takes all values that are left. Without a usage it is padding.
        std::size_t left = globals_.count;
        std::size_t at = offset;
        for (std::size_t i = 0; i < usages_.size() && left > 0; ++i) {
            const std::size_t count = i + 1 == usages_.size() ? left : 1;
            fields.push_back({kind, globals_.report_id, application_, usages_[i], at, globals_.bits, count});
            at += count * globals_.bits;
            left -= count;
        }
        offset += total;
        usages_.clear();
        return fields.size() <= 2 * kFieldsMost;
    }

    Globals globals_;
    std::vector<Globals> stack_;
    std::vector<Usage> usages_;
    Usage minimum_ = 0;
    Usage application_ = 0;
    std::size_t depth_ = 0;
    std::map<std::pair<ReportKind, std::uint8_t>, std::size_t> offsets_;
};

} // namespace

std::optional<std::vector<ReportField>> parseReportDescriptor(std::span<const std::uint8_t> descriptor) {
    if (descriptor.size() > kDescriptorBytesMost) return std::nullopt;
    Parser parser;
    while (!descriptor.empty()) {
        const std::uint8_t prefix = descriptor[0];
        if (prefix == 0xFE) { // a long item: none is defined, skip it by its length
            if (descriptor.size() < 3 || descriptor.size() < std::size_t{3} + descriptor[1]) return std::nullopt;
            descriptor = descriptor.subspan(std::size_t{3} + descriptor[1]);
            continue;
        }
        static constexpr std::size_t kSizes[]{0, 1, 2, 4};
        const std::size_t size = kSizes[prefix & 3];
        if (descriptor.size() < 1 + size) return std::nullopt;
        const std::uint32_t value = fieldValue(descriptor.subspan(1, size), 0, 8 * size);
        if (!parser.take(prefix & 0xFC, value, size)) return std::nullopt;
        descriptor = descriptor.subspan(1 + size);
    }
    if (!parser.balanced()) return std::nullopt;
    return std::move(parser.fields);
}

std::uint32_t fieldValue(std::span<const std::uint8_t> report, std::size_t bit_offset, std::size_t bits) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(bits, 32); ++i) {
        const std::size_t at = bit_offset + i;
        if (at / 8 >= report.size()) break;
        value |= static_cast<std::uint32_t>(report[at / 8] >> (at % 8) & 1) << i;
    }
    return value;
}

} // namespace onestop::qr_scanner
