// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/masked_name.h"

#include <optional>
#include <vector>

namespace onestop::id_card_reader {
namespace {

struct Character {
    std::size_t offset;
    std::size_t length;
};

/// Length of the code point that begins here, by its first byte; 0 when it is none or is cut.
std::size_t codePointBytes(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
    return length;
}

/// U+FE00–FE0F and U+E0100–E01EF choose a glyph of the character before them.
bool isVariationSelector(std::string_view code_point) {
    if (code_point.size() == 3)
        return code_point.substr(0, 2) == "\xEF\xB8" && static_cast<unsigned char>(code_point[2]) < 0x90;
    return code_point.size() == 4 && code_point >= "\xF3\xA0\x84\x80" && code_point <= "\xF3\xA0\x87\xAF";
}

std::optional<std::vector<Character>> charactersOf(std::string_view text) {
    std::vector<Character> characters;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = codePointBytes(text.substr(at));
        if (length == 0) return std::nullopt;
        if (!characters.empty() && isVariationSelector(text.substr(at, length)))
            characters.back().length += length;
        else
            characters.push_back({at, length});
        at += length;
    }
    return characters;
}

} // namespace

std::string maskedName(std::string_view name) {
    const auto characters = charactersOf(name);
    if (!characters || characters->size() < 2) return "*";
    const auto& first = characters->front();
    const auto& last = characters->back();
    std::string masked(name.substr(first.offset, first.length));
    masked += '*';
    if (characters->size() > 2) masked += name.substr(last.offset, last.length);
    return masked;
}

} // namespace onestop::id_card_reader
