// SPDX-License-Identifier: Apache-2.0
// The 256 bytes of text that a resident identity card gives to a reader (GA 450 family), from invented people only.
#pragma once

#include <string>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

/// Which of the four published layouts the card has; the letter stands at offset 248.
enum class CardKind { Resident, HongKongMacaoTaiwan, Foreign2017, Foreign2023 };

/// What is written on an emulated card; UTF-8, dates YYYYMMDD. Wrong on purpose where a test wants it wrong.
struct CardContent {
    CardKind kind = CardKind::Resident;
    std::string name;
    std::string english_name; ///< foreign cards only
    std::string nationality;  ///< foreign cards only, GB/T 2659 three letters
    std::string sex = "1";
    std::string ethnic = "01";
    std::string birth;
    std::string address;
    std::string number;
    std::string authority;
    std::string valid_from;
    std::string valid_to; ///< or 长期
    std::string permit_number;
    std::string added_address; ///< empty: the card has none
};

/// From the control protocol; the failure names the member that is wrong.
tl::expected<CardContent, std::string> parseCard(const nlohmann::json& card);

/// The text block; a field that is too long for its place is the script's mistake and refused by parseCard().
Bytes cardText(const CardContent& card);

/// The 70 bytes of the latest added address.
Bytes addedAddressText(const CardContent& card);

/// UTF-16LE; what is not UTF-8 is refused with an empty result.
Bytes utf16le(std::string_view utf8);

} // namespace onestop::emulation
