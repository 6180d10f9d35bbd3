// SPDX-License-Identifier: Apache-2.0
// What a card says, in plain buffers that overwrite themselves (DESIGN 4.5): never in a std::string, never copied.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace onestop::id_card_reader {

/// UTF-8 text in place, overwritten by its destructor and by being moved from.
class SecretText {
public:
    static constexpr std::size_t kCapacityBytes = 192; ///< 60 UTF-16 units, the longest field, are 180 bytes at most

    SecretText() = default;
    ~SecretText() { wipe(); }
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText(SecretText&& other) noexcept { *this = std::move(other); }
    SecretText& operator=(SecretText&& other) noexcept;

    std::string_view view() const { return {bytes_.data(), size_}; }
    bool empty() const { return size_ == 0; }
    /// False, and unchanged, when it does not fit.
    bool append(char32_t code_point);
    void wipe();

private:
    std::array<char, kCapacityBytes> bytes_{};
    std::size_t size_ = 0;
};

enum class CardKind {
    Resident,              ///< 居民身份证
    HkMacaoTaiwan,         ///< 港澳台居民居住证, letter J
    PermanentResident2017, ///< 外国人永久居留身份证, letter I
    PermanentResident2023, ///< the same as issued from 2023-12-01, letter Y
};

/// GB/T 2261.1.
enum class Sex { Unknown = 0, Male = 1, Female = 2, Unspecified = 9 };

struct IdCard {
    IdCard() = default;
    ~IdCard() { wipe(); }
    IdCard(IdCard&&) noexcept = default;
    IdCard& operator=(IdCard&&) noexcept = default;

    CardKind kind = CardKind::Resident;
    SecretText name;        ///< as printed first on the card: Chinese, or English on a 2017 permanent resident's card
    SecretText second_name; ///< the other script of a permanent resident's card
    SecretText number;      ///< 18 characters, 15 on a 2017 permanent resident's card
    Sex sex = Sex::Unknown;
    std::uint8_t ethnic = 0; ///< GB 3304; 0 when the card has none
    std::chrono::year_month_day birth{};
    SecretText address;
    SecretText added_address;          ///< the latest one written to the card later; usually empty
    SecretText authority;              ///< in words, or as a code on a 2017 permanent resident's card
    SecretText permit_number;          ///< 通行证号码 of a residence permit
    std::array<char, 3> nationality{}; ///< GB/T 2659, permanent residents
    std::optional<std::chrono::year_month_day> valid_from;
    std::optional<std::chrono::year_month_day> valid_to; ///< absent: 长期

    /// Overwrites everything that tells who it is.
    void wipe();
};

/// "汉", "维吾尔" …; empty for a code that GB 3304 does not have.
std::string_view ethnicName(std::uint8_t code);

} // namespace onestop::id_card_reader
