// SPDX-License-Identifier: Apache-2.0
// How a Chinese character is read, without tones; every reading of it, because a resident types the one she knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace onestop::search {

/// Number of a syllable such as "zhong"; ü is v (lv, nv).
using Syllable = std::uint16_t;

/// The most usual first; empty when the character has none.
std::span<const Syllable> readingsOf(char32_t character);
std::size_t syllableCount();
std::string_view nameOf(Syllable syllable);

/// The generated table (generate_pinyin.py).
namespace table {
inline constexpr char32_t kCommonFirst = 0x3400;
inline constexpr char32_t kCommonLast = 0x9FFF;
struct RareCharacter {
    char32_t character;
    std::uint16_t set;
};
extern const std::string_view kSyllables[];
extern const std::size_t kSyllableCount;
extern const Syllable kPool[];           ///< the readings of all sets, one after the other
extern const std::uint16_t kSetBegins[]; ///< where a set begins in the pool; one more than sets
extern const std::uint16_t kCommon[];    ///< set of each character from kCommonFirst to kCommonLast
extern const RareCharacter kRare[];      ///< the others, in order of the character
extern const std::size_t kRareCount;
} // namespace table

} // namespace onestop::search
