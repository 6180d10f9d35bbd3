// SPDX-License-Identifier: Apache-2.0
// RFC 8949 heads in their shortest form only.
#include "sync/catalogue/cbor.h"

namespace onestop::catalogue {

namespace {

enum Major : std::uint8_t { kUnsigned = 0, kNegative = 1, kBytes = 2, kText = 3, kArray = 4, kMap = 5, kTag = 6 };

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80                   ? 0
                         : lead >= 0xC2 && lead < 0xE0 ? 1
                         : lead >= 0xE0 && lead < 0xF0 ? 2
                         : lead >= 0xF0 && lead < 0xF5 ? 3
                                                       : -1;
        if (more < 0 || i + static_cast<std::size_t>(more) >= text.size()) return false;
        std::uint32_t point = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if ((next & 0xC0) != 0x80) return false;
            point = point << 6 | (next & 0x3F);
        }
        const bool overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
        if (overlong || (point >= 0xD800 && point < 0xE000) || point > 0x10FFFF) return false;
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

} // namespace

void CborWriter::head(std::uint8_t major, std::uint64_t value) {
    const int extra = value < 24 ? 0 : value <= 0xFF ? 1 : value <= 0xFFFF ? 2 : value <= 0xFFFFFFFF ? 4 : 8;
    const std::uint8_t form = extra == 0   ? static_cast<std::uint8_t>(value)
                              : extra == 1 ? 24
                              : extra == 2 ? 25
                              : extra == 4 ? 26
                                           : 27;
    out_.push_back(static_cast<std::uint8_t>(major << 5 | form));
    for (int i = extra - 1; i >= 0; --i)
        out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void CborWriter::integer(std::int64_t value) {
    if (value >= 0)
        head(kUnsigned, static_cast<std::uint64_t>(value));
    else
        head(kNegative, static_cast<std::uint64_t>(-(value + 1)));
}

void CborWriter::bytes(std::span<const std::uint8_t> value) {
    head(kBytes, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
}

void CborWriter::text(std::string_view value) {
    head(kText, value.size());
    out_.insert(out_.end(), value.begin(), value.end());
}

void CborWriter::array(std::size_t size) { head(kArray, size); }
void CborWriter::map(std::size_t pairs) { head(kMap, pairs); }
void CborWriter::tag(std::uint64_t number) { head(kTag, number); }

std::optional<std::uint64_t> CborReader::head(std::uint8_t major) {
    if (position_ >= data_.size() || data_[position_] >> 5 != major) return std::nullopt;
    const unsigned form = data_[position_] & 0x1F;
    if (form < 24) {
        ++position_;
        return form;
    }
    if (form > 27) return std::nullopt;
    const std::size_t extra = std::size_t{1} << (form - 24);
    if (data_.size() - position_ - 1 < extra) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 1; i <= extra; ++i)
        value = value << 8 | data_[position_ + i];
    const bool shortest = value >= (extra == 1 ? 24u : std::uint64_t{1} << (8 * extra / 2));
    if (!shortest) return std::nullopt;
    position_ += 1 + extra;
    return value;
}

std::optional<std::int64_t> CborReader::integer() {
    const auto before = position_;
    if (const auto value = head(kUnsigned); value && *value <= INT64_MAX) return static_cast<std::int64_t>(*value);
    position_ = before;
    if (const auto value = head(kNegative); value && *value <= INT64_MAX) return -1 - static_cast<std::int64_t>(*value);
    position_ = before;
    return std::nullopt;
}

std::optional<std::span<const std::uint8_t>> CborReader::bytes() {
    const auto before = position_;
    const auto size = head(kBytes);
    if (!size || *size > data_.size() - position_) {
        position_ = before;
        return std::nullopt;
    }
    const auto value = data_.subspan(position_, *size);
    position_ += *size;
    return value;
}

std::optional<std::string> CborReader::text() {
    const auto before = position_;
    const auto size = head(kText);
    if (!size || *size > data_.size() - position_ || !isUtf8(crypto::textOf(data_.subspan(position_, *size)))) {
        position_ = before;
        return std::nullopt;
    }
    std::string value(crypto::textOf(data_.subspan(position_, *size)));
    position_ += *size;
    return value;
}

std::optional<std::size_t> CborReader::array() {
    const auto before = position_;
    const auto size = head(kArray);
    if (size && *size <= data_.size()) return *size;
    position_ = before;
    return std::nullopt;
}

std::optional<std::size_t> CborReader::map() {
    const auto before = position_;
    const auto size = head(kMap);
    if (size && *size <= data_.size()) return *size;
    position_ = before;
    return std::nullopt;
}

std::optional<std::uint64_t> CborReader::tag() { return head(kTag); }

} // namespace onestop::catalogue
