// SPDX-License-Identifier: Apache-2.0
// See card_text.h. Offsets: GA 450 and the layouts published for J (2018), I (2017) and Y (2023) cards.
#include "drivers/emulation/card_text.h"

#include <algorithm>
#include <vector>

namespace onestop::emulation {

namespace {

constexpr std::size_t kTextBytes = 256;
constexpr std::size_t kAddedAddressBytes = 70;

/// One field of a layout: bytes, all even.
struct Field {
    std::size_t offset;
    std::size_t length;
    std::string text;
};

std::vector<Field> fieldsOf(const CardContent& c) {
    switch (c.kind) {
    case CardKind::Resident:
    case CardKind::HongKongMacaoTaiwan: {
        std::vector<Field> fields{{0, 30, c.name},         {30, 2, c.sex},       {36, 16, c.birth},
                                  {52, 70, c.address},     {122, 36, c.number},  {158, 30, c.authority},
                                  {188, 16, c.valid_from}, {204, 16, c.valid_to}};
        if (c.kind == CardKind::Resident) {
            fields.push_back({32, 4, c.ethnic});
        } else {
            fields.push_back({220, 18, c.permit_number});
            fields.push_back({238, 4, "01"});
            fields.push_back({248, 2, "J"});
        }
        return fields;
    }
    case CardKind::Foreign2017:
        return {{0, 120, c.english_name}, {120, 2, c.sex},         {122, 30, c.number},   {152, 6, c.nationality},
                {158, 30, c.name},        {188, 16, c.valid_from}, {204, 16, c.valid_to}, {220, 16, c.birth},
                {236, 4, "01"},           {240, 8, "1500"},        {248, 2, "I"}};
    case CardKind::Foreign2023:
        return {{0, 30, c.name},
                {30, 2, c.sex},
                {32, 4, "00"},
                {36, 16, c.birth},
                {52, 70, c.english_name.substr(0, 35)},
                {122, 36, c.number},
                {188, 16, c.valid_from},
                {204, 16, c.valid_to},
                {220, 22, c.english_name.size() > 35 ? c.english_name.substr(35) : ""},
                {242, 6, c.nationality},
                {248, 2, "Y"}};
    }
    return {};
}

Bytes spaces(std::size_t bytes) {
    Bytes block(bytes);
    for (std::size_t i = 0; i < bytes; i += 2)
        block[i] = 0x20;
    return block;
}

} // namespace

Bytes utf16le(std::string_view utf8) {
    Bytes units;
    auto put = [&](std::uint32_t unit) {
        units.push_back(static_cast<std::uint8_t>(unit & 0xff));
        units.push_back(static_cast<std::uint8_t>(unit >> 8));
    };
    for (std::size_t i = 0; i < utf8.size();) {
        auto lead = static_cast<std::uint8_t>(utf8[i]);
        std::size_t more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : 9;
        if (i + more >= utf8.size()) return {};
        std::uint32_t code = more == 0 ? lead : lead & (0x3fU >> more);
        for (std::size_t k = 1; k <= more; ++k) {
            auto next = static_cast<std::uint8_t>(utf8[i + k]);
            if (next >> 6 != 2) return {};
            code = code << 6 | (next & 0x3fU);
        }
        i += more + 1;
        if (code < 0x10000) {
            put(code);
        } else {
            put(0xd800 + ((code - 0x10000) >> 10));
            put(0xdc00 + ((code - 0x10000) & 0x3ff));
        }
    }
    return units;
}

tl::expected<CardContent, std::string> parseCard(const nlohmann::json& card) {
    if (!card.is_object()) return tl::unexpected(std::string("card: expected an object"));
    CardContent c;
    std::string kind;
    const std::vector<std::pair<const char*, std::string*>> members{{"name", &c.name},
                                                                    {"english_name", &c.english_name},
                                                                    {"nationality", &c.nationality},
                                                                    {"sex", &c.sex},
                                                                    {"ethnic", &c.ethnic},
                                                                    {"birth", &c.birth},
                                                                    {"address", &c.address},
                                                                    {"number", &c.number},
                                                                    {"authority", &c.authority},
                                                                    {"valid_from", &c.valid_from},
                                                                    {"valid_to", &c.valid_to},
                                                                    {"permit_number", &c.permit_number},
                                                                    {"added_address", &c.added_address},
                                                                    {"kind", &kind}};
    for (const auto& [key, value] : card.items()) {
        auto member =
            std::find_if(members.begin(), members.end(), [&key = key](const auto& m) { return key == m.first; });
        if (member == members.end()) return tl::unexpected("card." + key + ": no such field on a card");
        if (!value.is_string()) return tl::unexpected("card." + key + ": expected a text");
        *member->second = value.get<std::string>();
        if (utf16le(*member->second).empty() && !member->second->empty())
            return tl::unexpected("card." + key + ": expected UTF-8");
    }
    if (kind == "J")
        c.kind = CardKind::HongKongMacaoTaiwan;
    else if (kind == "I")
        c.kind = CardKind::Foreign2017;
    else if (kind == "Y")
        c.kind = CardKind::Foreign2023;
    else if (!kind.empty())
        return tl::unexpected(std::string("card.kind: expected J, I, Y or nothing"));
    for (const auto& field : fieldsOf(c))
        if (utf16le(field.text).size() > field.length)
            return tl::unexpected("card: a field of " + std::to_string(field.length / 2) + " characters is too long");
    if (utf16le(c.added_address).size() > kAddedAddressBytes)
        return tl::unexpected(std::string("card.added_address: expected at most 35 characters"));
    return c;
}

Bytes cardText(const CardContent& card) {
    Bytes block = spaces(kTextBytes);
    for (const auto& field : fieldsOf(card)) {
        Bytes text = utf16le(field.text);
        text.resize(std::min(text.size(), field.length));
        std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(field.offset));
    }
    return block;
}

Bytes addedAddressText(const CardContent& card) {
    Bytes block = spaces(kAddedAddressBytes);
    Bytes text = utf16le(card.added_address);
    text.resize(std::min(text.size(), block.size()));
    std::copy(text.begin(), text.end(), block.begin());
    return block;
}

} // namespace onestop::emulation
