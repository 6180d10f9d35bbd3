// SPDX-License-Identifier: Apache-2.0
// 针对人群: the closed list of audience codes with their words. An unknown code of a newer catalogue matches "all".
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sync/catalogue/localized.h"

namespace onestop::catalogue {

struct Audience {
    std::string_view code;
    std::string_view zh_hans;
    std::string_view zh_hant;
    std::string_view en;
};

/// In the order of the screen.
std::span<const Audience> audiences();

/// Nothing when the code is not known.
std::optional<LocalizedText> audienceText(std::string_view code);

} // namespace onestop::catalogue
