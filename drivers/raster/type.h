// SPDX-License-Identifier: Apache-2.0
// Text drawn with the fonts that every kiosk ships: Noto Sans CJK, then Hanazono for the rare characters of
// GB 18030-2022, and a box with the code for what no font has, so that a name is never silently short.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/raster/picture.h"

namespace onestop::raster {

/// Which regional forms Han characters take (the faces of the Noto collection).
enum class Script { Hans, Hant };

struct TypeStyle {
    int em_dots = 24; ///< size of the em square, 6 to 400
    bool bold = false;
    Script script = Script::Hans;
};

/// Files in order of preference; each that is missing is passed over.
struct FontFiles {
    std::vector<std::filesystem::path> regular;
    std::vector<std::filesystem::path> bold;

    /// Where Debian puts fonts-noto-cjk and fonts-hanazono.
    static FontFiles ofDebian();
};

/// Opens the fonts once and keeps them; drawn glyphs are kept too. One thread at a time.
class Type {
public:
    explicit Type(const FontFiles& files = FontFiles::ofDebian());
    ~Type();
    Type(const Type&) = delete;
    Type& operator=(const Type&) = delete;

    /// False when no font file could be opened: everything is then drawn as code boxes.
    bool hasFonts() const;
    /// False when `character` would be drawn as a box with its code.
    bool hasGlyph(char32_t character) const;

    /// Advance in dots.
    int width(std::u32string_view text, const TypeStyle& style);
    /// Black on what is there, from `x`, with the baseline at `baseline`; returns the advance in dots.
    /// Hard-edged (black or nothing): thermal paper has no grey.
    int draw(Picture& picture, int x, int baseline, std::u32string_view text, const TypeStyle& style);

private:
    class Fonts;
    std::unique_ptr<Fonts> fonts_;
};

/// Strict UTF-8; what is not well formed becomes U+FFFD.
std::u32string toUtf32(std::string_view utf8);
std::string toUtf8(std::u32string_view text);

} // namespace onestop::raster
