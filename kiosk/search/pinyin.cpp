// SPDX-License-Identifier: Apache-2.0
#include "kiosk/search/pinyin.h"

#include <algorithm>

namespace onestop::search {

using namespace table;

static std::uint16_t setOf(char32_t character) {
    if (character >= kCommonFirst && character <= kCommonLast) return kCommon[character - kCommonFirst];
    const auto* end = kRare + kRareCount;
    const auto* found =
        std::lower_bound(kRare, end, character, [](const auto& each, char32_t c) { return each.character < c; });
    return found != end && found->character == character ? found->set : std::uint16_t{0};
}

std::span<const Syllable> readingsOf(char32_t character) {
    const auto set = setOf(character);
    if (set == 0) return {};
    return {kPool + kSetBegins[set], kPool + kSetBegins[set + 1]};
}

std::size_t syllableCount() { return kSyllableCount; }
std::string_view nameOf(Syllable syllable) { return kSyllables[syllable]; }

} // namespace onestop::search
