// SPDX-License-Identifier: Apache-2.0
// FreeType behind Type: faces opened once, glyphs kept as black-and-white pictures.
#include "drivers/raster/type.h"

#include <array>
#include <cstring>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "drivers/raster/code_box.h"

namespace onestop::raster {

namespace {

/// Coverage from which a dot is burnt: a little under one half keeps thin strokes of Han characters whole.
constexpr std::uint8_t kInkCoverage = 112;

struct Glyph {
    Picture picture;
    int left = 0; ///< from the pen to the picture
    int top = 0;  ///< from the baseline up to the picture
    int advance = 0;
};

/// Directions, joiners and variation selectors take no room; controls have none.
bool isInvisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/// The face of a collection that draws this script, by name; the first face of any other file.
FT_Face openFace(FT_Library library, const std::filesystem::path& path, Script script) {
    const char* wanted = script == Script::Hant ? "TC" : "SC";
    FT_Face face = nullptr;
    if (FT_New_Face(library, path.c_str(), 0, &face) != 0) return nullptr;
    const FT_Long faces = face->num_faces;
    for (FT_Long index = 0; index < faces && faces > 1; ++index) {
        FT_Face candidate = nullptr;
        if (FT_New_Face(library, path.c_str(), index, &candidate) != 0) continue;
        const std::string family = candidate->family_name != nullptr ? candidate->family_name : "";
        const bool mono = family.find("Mono") != std::string::npos;
        if (!mono && family.size() > 2 && family.compare(family.size() - 2, 2, wanted) == 0) {
            FT_Done_Face(face);
            return candidate;
        }
        FT_Done_Face(candidate);
    }
    return face;
}

} // namespace

FontFiles FontFiles::ofDebian() {
    const std::filesystem::path noto = "/usr/share/fonts/opentype/noto/";
    const std::filesystem::path hanazono = "/usr/share/fonts/truetype/hanazono/";
    const std::filesystem::path babelstone = "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf";
    return {{noto / "NotoSansCJK-Regular.ttc", hanazono / "HanaMinA.ttf", hanazono / "HanaMinB.ttf", babelstone},
            {noto / "NotoSansCJK-Bold.ttc"}};
}

class Type::Fonts {
public:
    explicit Fonts(FontFiles files) : files_(std::move(files)) { FT_Init_FreeType(&library_); }
    ~Fonts() {
        for (auto& faces : faces_)
            for (FT_Face face : faces.list)
                FT_Done_Face(face);
        FT_Done_FreeType(library_);
    }
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    bool any() { return !faces(false, Script::Hans).empty(); }
    bool has(char32_t character) { return find(character, false, Script::Hans).first != nullptr; }

    const Glyph& glyph(char32_t character, const TypeStyle& style) {
        const auto key = (std::uint64_t{character} << 16) | (static_cast<std::uint64_t>(style.em_dots) << 2) |
                         (style.bold ? 2u : 0u) | (style.script == Script::Hant ? 1u : 0u);
        if (glyphs_.size() > kGlyphsMax) glyphs_.clear();
        const auto [found, isNew] = glyphs_.try_emplace(key);
        if (isNew) found->second = drawGlyph(character, style);
        return found->second;
    }

private:
    struct Faces {
        bool opened = false;
        std::vector<FT_Face> list;
    };
    static constexpr std::size_t kGlyphsMax = 4096;

    const std::vector<FT_Face>& faces(bool bold, Script script) {
        auto& set = faces_[(bold ? 2u : 0u) + (script == Script::Hant ? 1u : 0u)];
        if (!std::exchange(set.opened, true))
            for (const auto& path : bold ? files_.bold : files_.regular)
                if (FT_Face face = openFace(library_, path, script)) set.list.push_back(face);
        return set.list;
    }

    /// The face that has the character, and whether its boldness must be made.
    std::pair<FT_Face, bool> find(char32_t character, bool bold, Script script) {
        if (bold)
            for (FT_Face face : faces(true, script))
                if (FT_Get_Char_Index(face, character) != 0) return {face, false};
        for (FT_Face face : faces(false, script))
            if (FT_Get_Char_Index(face, character) != 0) return {face, bold};
        return {nullptr, false};
    }

    Glyph drawGlyph(char32_t character, const TypeStyle& style) {
        if (isInvisible(character)) return {};
        const auto [face, embolden] = find(character, style.bold, style.script);
        const auto em = static_cast<FT_UInt>(style.em_dots);
        if (face == nullptr || FT_Set_Pixel_Sizes(face, em, em) != 0 ||
            FT_Load_Char(face, character, FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT) != 0)
            return {drawCodeBox(character, style.em_dots), 0, style.em_dots * 88 / 100, style.em_dots};
        if (embolden) FT_Outline_Embolden(&face->glyph->outline, static_cast<FT_Pos>(em) * 64 / 24);
        FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL);
        return toGlyph(*face->glyph);
    }

    static Glyph toGlyph(const FT_GlyphSlotRec& slot) {
        const FT_Bitmap& bitmap = slot.bitmap;
        Glyph glyph{Picture(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows)), slot.bitmap_left,
                    slot.bitmap_top, static_cast<int>((slot.advance.x + 32) >> 6)};
        for (unsigned y = 0; y < bitmap.rows; ++y) {
            const unsigned char* line = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
            const auto row = glyph.picture.row(static_cast<int>(y));
            for (unsigned x = 0; x < bitmap.width; ++x)
                row[x] = line[x] >= kInkCoverage ? kBlack : kWhite;
        }
        return glyph;
    }

    FontFiles files_;
    FT_Library library_ = nullptr;
    std::array<Faces, 4> faces_;
    std::unordered_map<std::uint64_t, Glyph> glyphs_;
};

Type::Type(const FontFiles& files) : fonts_(std::make_unique<Fonts>(files)) {}
Type::~Type() = default;

bool Type::hasFonts() const { return fonts_->any(); }
bool Type::hasGlyph(char32_t character) const { return fonts_->has(character); }

int Type::width(std::u32string_view text, const TypeStyle& style) {
    int width = 0;
    for (const char32_t character : text)
        width += fonts_->glyph(character, style).advance;
    return width;
}

int Type::draw(Picture& picture, int x, int baseline, std::u32string_view text, const TypeStyle& style) {
    const int start = x;
    for (const char32_t character : text) {
        const Glyph& glyph = fonts_->glyph(character, style);
        picture.ink(glyph.picture, x + glyph.left, baseline - glyph.top);
        x += glyph.advance;
    }
    return x - start;
}

} // namespace onestop::raster
