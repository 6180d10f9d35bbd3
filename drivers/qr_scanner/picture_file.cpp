// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/picture_file.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include <jpeglib.h>
#include <webp/decode.h>

namespace onestop::qr_scanner {
namespace {

using raster::Picture;
using raster::PictureFailure;
using raster::PictureFailureKind;
using FileBytes = std::span<const std::uint8_t>;

constexpr std::uint64_t kPixelsMost = 64'000'000;

tl::unexpected<PictureFailure> fail(PictureFailureKind kind, std::string why) {
    return tl::unexpected(PictureFailure{kind, std::move(why)});
}

/// libjpeg reports errors by leaving: only a longjmp may follow, so nothing with a destructor lives in between.
struct JpegErrors {
    jpeg_error_mgr manager{};
    std::jmp_buf leave{};
    char message[JMSG_LENGTH_MAX]{};
};

void leaveJpeg(j_common_ptr info) {
    auto* errors = reinterpret_cast<JpegErrors*>(info->err);
    (*info->err->format_message)(info, errors->message);
    std::longjmp(errors->leave, 1);
}

bool readJpegHeader(jpeg_decompress_struct& jpeg, JpegErrors& errors, FileBytes file) {
    if (setjmp(errors.leave) != 0) return false;
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, file.data(), file.size());
    return jpeg_read_header(&jpeg, TRUE) == JPEG_HEADER_OK;
}

/// Begins reading and asks for grey at 1/1, 1/2, 1/4 or 1/8; false on an error.
bool startJpeg(jpeg_decompress_struct& jpeg, JpegErrors& errors, FileBytes file) {
    if (!readJpegHeader(jpeg, errors, file)) return false;
    if (setjmp(errors.leave) != 0) return false;
    jpeg.out_color_space = JCS_GRAYSCALE;
    const double pixels = static_cast<double>(jpeg.image_width) * jpeg.image_height;
    jpeg.scale_num = 1;
    jpeg.scale_denom = 1;
    while (jpeg.scale_denom < 8 && pixels / (jpeg.scale_denom * jpeg.scale_denom) > kPixelsWanted)
        jpeg.scale_denom *= 2;
    return jpeg_start_decompress(&jpeg) == TRUE;
}

bool readJpegRows(jpeg_decompress_struct& jpeg, JpegErrors& errors, Picture& picture) {
    if (setjmp(errors.leave) != 0) return false;
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = picture.row(static_cast<int>(jpeg.output_scanline)).data();
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    return true;
}

tl::expected<Picture, PictureFailure> decodeJpeg(FileBytes file) {
    JpegErrors errors;
    jpeg_decompress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = leaveJpeg;
    errors.manager.output_message = [](j_common_ptr) {};
    Picture picture;
    std::optional<PictureFailure> failure;
    if (!startJpeg(jpeg, errors, file)) {
        failure = {PictureFailureKind::Unreadable, std::string("broken JPEG: ") + errors.message};
    } else if (std::uint64_t{jpeg.output_width} * jpeg.output_height > kPixelsMost) {
        failure = {PictureFailureKind::TooLarge, "over 64 million pixels"};
    } else {
        picture = Picture(static_cast<int>(jpeg.output_width), static_cast<int>(jpeg.output_height));
        if (!readJpegRows(jpeg, errors, picture))
            failure = {PictureFailureKind::Unreadable, std::string("broken JPEG: ") + errors.message};
    }
    jpeg_destroy_decompress(&jpeg);
    if (failure) return tl::unexpected(*failure);
    return picture;
}

/// The next number of a PGM header, after white space and comments.
std::optional<std::uint32_t> pgmNumber(FileBytes file, std::size_t& at) {
    while (at < file.size() && (std::isspace(file[at]) != 0 || file[at] == '#')) {
        if (file[at] == '#')
            while (at < file.size() && file[at] != '\n')
                ++at;
        else
            ++at;
    }
    std::uint32_t value = 0;
    const std::size_t begin = at;
    while (at < file.size() && at - begin < 8 && file[at] >= '0' && file[at] <= '9')
        value = value * 10 + (file[at++] - '0');
    if (at == begin) return std::nullopt;
    return value;
}

tl::expected<Picture, PictureFailure> decodePgm(FileBytes file) {
    std::size_t at = 2;
    const auto width = pgmNumber(file, at), height = pgmNumber(file, at), maximum = pgmNumber(file, at);
    if (!width || !height || maximum != 255u || *width == 0 || *height == 0)
        return fail(PictureFailureKind::Unreadable, "broken PGM: expected P5, width, height and 255");
    if (std::uint64_t{*width} * *height > kPixelsMost)
        return fail(PictureFailureKind::TooLarge, "over 64 million pixels");
    ++at; // one white space
    const std::size_t pixels = std::size_t{*width} * *height;
    if (file.size() < at || file.size() - at < pixels)
        return fail(PictureFailureKind::Unreadable, "broken PGM: fewer pixels than its header says");
    Picture picture(static_cast<int>(*width), static_cast<int>(*height));
    std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(at), pixels, picture.row(0).begin());
    return picture;
}

/// The luminance plane alone: no colour is ever made.
tl::expected<Picture, PictureFailure> decodeWebp(FileBytes file) {
    int width = 0, height = 0;
    if (WebPGetInfo(file.data(), file.size(), &width, &height) == 0)
        return fail(PictureFailureKind::Unreadable, "broken WebP");
    if (std::uint64_t{static_cast<unsigned>(width)} * static_cast<unsigned>(height) > kPixelsMost)
        return fail(PictureFailureKind::TooLarge, "over 64 million pixels");
    std::uint8_t *u = nullptr, *v = nullptr;
    int stride = 0, colour_stride = 0;
    std::uint8_t* luminance = WebPDecodeYUV(file.data(), file.size(), &width, &height, &u, &v, &stride, &colour_stride);
    if (luminance == nullptr) return fail(PictureFailureKind::Unreadable, "broken WebP");
    Picture picture(width, height);
    for (int y = 0; y < height; ++y)
        std::copy_n(luminance + std::ptrdiff_t{y} * stride, width, picture.row(y).begin());
    WebPFree(luminance);
    return picture;
}

bool beginsWith(FileBytes file, std::string_view magic) {
    return file.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), file.begin(),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

} // namespace

tl::expected<Picture, PictureFailure> decodePicture(FileBytes file) {
    if (beginsWith(file, "\x89PNG")) return raster::decodePng(file);
    if (beginsWith(file, "\xFF\xD8\xFF")) return decodeJpeg(file);
    if (beginsWith(file, "P5")) return decodePgm(file);
    if (beginsWith(file, "RIFF") && file.size() > 12 && beginsWith(file.subspan(8), "WEBP")) return decodeWebp(file);
    return fail(PictureFailureKind::Unreadable, "expected a PNG, JPEG, WebP or PGM picture");
}

std::optional<JpegSize> jpegSize(FileBytes file) {
    JpegErrors errors;
    jpeg_decompress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = leaveJpeg;
    errors.manager.output_message = [](j_common_ptr) {};
    const bool known = readJpegHeader(jpeg, errors, file);
    const JpegSize size{static_cast<int>(jpeg.image_width), static_cast<int>(jpeg.image_height)};
    jpeg_destroy_decompress(&jpeg);
    if (!known) return std::nullopt;
    return size;
}

tl::expected<Picture, PictureFailure> readPicture(const std::filesystem::path& path) {
    const auto named = [&](PictureFailureKind kind, const std::string& why) {
        return fail(kind, "cannot read " + path.string() + ": " + why);
    };
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return named(PictureFailureKind::Unreadable, "it is a folder");
    std::ifstream in(path, std::ios::binary);
    if (!in) return named(PictureFailureKind::Unreadable, std::strerror(errno));
    const std::vector<std::uint8_t> file{std::istreambuf_iterator<char>(in), {}};
    auto picture = decodePicture(file);
    if (!picture) return named(picture.error().kind, picture.error().what);
    return picture;
}

} // namespace onestop::qr_scanner
