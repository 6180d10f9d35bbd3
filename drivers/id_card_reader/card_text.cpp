// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/card_text.h"

#include <algorithm>

namespace onestop::id_card_reader {
namespace {

using Text = std::span<const std::uint8_t>;
template <typename T>
using Parsed = tl::expected<T, CardTextFailure>;

/// Offset and length in bytes of a field.
struct Field {
    std::size_t offset;
    std::size_t length;
};

// Resident card; J has the same, plus its permit.
constexpr Field kName{0, 30}, kSex{30, 2}, kEthnic{32, 4}, kBirth{36, 16}, kAddress{52, 70}, kNumber{122, 36},
    kAuthority{158, 30}, kFrom{188, 16}, kTo{204, 16}, kPermit{220, 18}, kKind{248, 2};
// I, 2017.
constexpr Field kEnglishName2017{0, 120}, kSex2017{120, 2}, kNumber2017{122, 30}, kNationality2017{152, 6},
    kChineseName2017{158, 30}, kBirth2017{220, 16}, kAuthority2017{240, 8};
// Y, 2023: the English name has two parts.
constexpr Field kEnglishName2023a{52, 70}, kEnglishName2023b{220, 22}, kNationality2023{242, 6};

char16_t unitAt(Text text, std::size_t offset) { return static_cast<char16_t>(text[offset] | text[offset + 1] << 8); }

bool isAllowed(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool lone_surrogate = c >= 0xD800 && c <= 0xDFFF;
    return !control && !lone_surrogate && c != 0xFFFD && c != 0xFFFE && c != 0xFFFF && c != 0xFEFF;
}

/// Appends a field without its padding (U+0020 and U+0000 at the end).
bool appendField(Text text, Field field, SecretText& to) {
    std::size_t end = field.offset + field.length;
    while (end > field.offset && (unitAt(text, end - 2) == 0x20 || unitAt(text, end - 2) == 0))
        end -= 2;
    for (std::size_t at = field.offset; at < end; at += 2) {
        char32_t c = unitAt(text, at);
        const bool leads = c >= 0xD800 && c <= 0xDBFF;
        if (leads && at + 2 < end) {
            const char16_t trail = unitAt(text, at + 2);
            if (trail < 0xDC00 || trail > 0xDFFF) return false;
            c = 0x10000 + ((c - 0xD800) << 10) + (trail - 0xDC00u);
            at += 2;
        }
        if (!isAllowed(c) || !to.append(c)) return false;
    }
    return true;
}

Parsed<SecretText> textField(Text text, Field field) {
    SecretText parsed;
    if (!appendField(text, field, parsed)) return tl::unexpected(CardTextFailure::BrokenText);
    return parsed;
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

Parsed<std::chrono::year_month_day> dateOf(std::string_view text) {
    const auto number = text.size() == 8 ? digits(text) : std::nullopt;
    if (!number) return tl::unexpected(CardTextFailure::BadDate);
    const std::chrono::year_month_day date{std::chrono::year(*number / 10000),
                                           std::chrono::month(static_cast<unsigned>(*number / 100 % 100)),
                                           std::chrono::day(static_cast<unsigned>(*number % 100))};
    if (!date.ok()) return tl::unexpected(CardTextFailure::BadDate);
    return date;
}

/// Reads fields into a card until the first one that is wrong.
class Reading {
public:
    explicit Reading(Text text) : text_(text) {}

    void text(Field field, SecretText& to) {
        if (!failure_ && !appendField(text_, field, to)) failure_ = CardTextFailure::BrokenText;
    }
    void birth(Field field) {
        if (const auto date = dateIn(field)) card.birth = *date;
    }
    void validity() {
        card.valid_from = dateIn(kFrom);
        const auto to = plain(kTo);
        if (to && to->view() == "长期") return;
        card.valid_to = dateIn(kTo);
    }
    void sex(Field field) {
        const auto code = plain(field);
        if (!code) return;
        if (code->empty()) return;
        const auto value = digits(code->view());
        if (value != 0 && value != 1 && value != 2 && value != 9) return fail(CardTextFailure::BadCode);
        card.sex = static_cast<Sex>(*value);
    }
    void ethnic(Field field) {
        const auto code = plain(field);
        if (!code || code->empty()) return;
        const auto value = digits(code->view());
        if (!value || ethnicName(static_cast<std::uint8_t>(*value)).empty()) return fail(CardTextFailure::BadCode);
        card.ethnic = static_cast<std::uint8_t>(*value);
    }
    void nationality(Field field) {
        const auto code = plain(field);
        if (!code) return;
        const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        const auto letters = code->view();
        if (letters.size() != 3 || !std::all_of(letters.begin(), letters.end(), is_capital))
            return fail(CardTextFailure::BadCode);
        std::copy(letters.begin(), letters.end(), card.nationality.begin());
    }
    void checkedNumber(Field field) {
        text(field, card.number);
        if (!failure_ && !hasRightCheckDigit(card.number.view())) fail(CardTextFailure::BadNumber);
    }
    /// Three letters and twelve digits, the last of which nothing public says how to check.
    void number2017(Field field) {
        text(field, card.number);
        const auto number = card.number.view();
        const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        const bool good = number.size() == 15 && std::all_of(number.begin(), number.begin() + 3, is_capital) &&
                          digits(number.substr(3, 6)) && digits(number.substr(9));
        if (!failure_ && !good) fail(CardTextFailure::BadNumber);
    }
    Parsed<IdCard> finish() {
        if (!failure_ && card.name.empty() && card.second_name.empty()) failure_ = CardTextFailure::BrokenText;
        if (failure_) return tl::unexpected(*failure_);
        return std::move(card);
    }

    IdCard card;

private:
    void fail(CardTextFailure failure) {
        if (!failure_) failure_ = failure;
    }
    std::optional<SecretText> plain(Field field) {
        if (failure_) return std::nullopt;
        auto parsed = textField(text_, field);
        if (parsed) return std::move(*parsed);
        failure_ = parsed.error();
        return std::nullopt;
    }
    std::optional<std::chrono::year_month_day> dateIn(Field field) {
        const auto written = plain(field);
        if (!written) return std::nullopt;
        const auto date = dateOf(written->view());
        if (date) return *date;
        fail(date.error());
        return std::nullopt;
    }

    Text text_;
    std::optional<CardTextFailure> failure_;
};

Parsed<IdCard> parseResident(Text text, CardKind kind) {
    Reading reading(text);
    reading.card.kind = kind;
    reading.text(kName, reading.card.name);
    reading.sex(kSex);
    reading.ethnic(kEthnic);
    reading.birth(kBirth);
    reading.text(kAddress, reading.card.address);
    reading.checkedNumber(kNumber);
    reading.text(kAuthority, reading.card.authority);
    reading.validity();
    if (kind == CardKind::HkMacaoTaiwan) reading.text(kPermit, reading.card.permit_number);
    return reading.finish();
}

Parsed<IdCard> parsePermanentResident2017(Text text) {
    Reading reading(text);
    reading.card.kind = CardKind::PermanentResident2017;
    reading.text(kEnglishName2017, reading.card.name);
    reading.text(kChineseName2017, reading.card.second_name);
    reading.sex(kSex2017);
    reading.number2017(kNumber2017);
    reading.nationality(kNationality2017);
    reading.birth(kBirth2017);
    reading.text(kAuthority2017, reading.card.authority);
    reading.validity();
    return reading.finish();
}

Parsed<IdCard> parsePermanentResident2023(Text text) {
    Reading reading(text);
    reading.card.kind = CardKind::PermanentResident2023;
    reading.text(kName, reading.card.name);
    reading.text(kEnglishName2023a, reading.card.second_name);
    reading.text(kEnglishName2023b, reading.card.second_name);
    reading.sex(kSex);
    reading.birth(kBirth);
    reading.checkedNumber(kNumber);
    reading.nationality(kNationality2023);
    reading.validity();
    return reading.finish();
}

} // namespace

Parsed<IdCard> parseCardText(Text text) {
    if (text.size() != kTextBytes) return tl::unexpected(CardTextFailure::WrongLength);
    switch (unitAt(text, kKind.offset)) {
    case 0:
    case u' ':
        return parseResident(text, CardKind::Resident);
    case u'J':
        return parseResident(text, CardKind::HkMacaoTaiwan);
    case u'I':
        return parsePermanentResident2017(text);
    case u'Y':
        return parsePermanentResident2023(text);
    default:
        return tl::unexpected(CardTextFailure::UnknownKind);
    }
}

Parsed<SecretText> parseAddedAddress(Text text) {
    if (text.size() != kAddedAddressBytes) return tl::unexpected(CardTextFailure::WrongLength);
    return textField(text, {0, kAddedAddressBytes});
}

bool hasRightCheckDigit(std::string_view number) {
    static constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr std::string_view kCheckDigits = "10X98765432";
    if (number.size() != 18) return false;
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
        if (number[i] < '0' || number[i] > '9') return false;
        sum += (number[i] - '0') * kWeights[i];
    }
    return number[17] == kCheckDigits[static_cast<std::size_t>(sum % 11)];
}

} // namespace onestop::id_card_reader
