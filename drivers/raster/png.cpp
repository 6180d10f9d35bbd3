// SPDX-License-Identifier: Apache-2.0
// PNG in and out through libpng's simplified interface, which has no setjmp to live with.
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <png.h>

#include "drivers/raster/picture.h"

namespace onestop::raster {

namespace {

constexpr std::uint64_t kDotsMax = 64'000'000;

} // namespace

tl::expected<Picture, PictureFailure> decodePng(std::span<const std::uint8_t> file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, file.data(), file.size()))
        return tl::unexpected(
            PictureFailure{PictureFailureKind::NotPng, std::string("cannot read PNG: ") + image.message});
    if (std::uint64_t{image.width} * image.height > kDotsMax) {
        png_image_free(&image);
        return tl::unexpected(PictureFailure{PictureFailureKind::TooLarge, "cannot read PNG: over 64 million dots"});
    }
    image.format = PNG_FORMAT_GRAY;
    Picture picture(static_cast<int>(image.width), static_cast<int>(image.height));
    const png_color white{255, 255, 255};
    if (picture.empty() || !png_image_finish_read(&image, &white, picture.row(0).data(), 0, nullptr)) {
        png_image_free(&image);
        return tl::unexpected(
            PictureFailure{PictureFailureKind::NotPng, std::string("cannot read PNG: ") + image.message});
    }
    return picture;
}

tl::expected<Picture, PictureFailure> readPng(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return tl::unexpected(PictureFailure{PictureFailureKind::Unreadable,
                                             "cannot read " + path.string() + ": " + std::strerror(errno)});
    const Bytes file{std::istreambuf_iterator<char>(in), {}};
    auto picture = decodePng(file);
    if (!picture)
        return tl::unexpected(
            PictureFailure{picture.error().kind, "cannot read " + path.string() + ": " + picture.error().what});
    return picture;
}

Bytes encodePng(const Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width());
    image.height = static_cast<png_uint_32>(picture.height());
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    Bytes file(size);
    if (!png_image_write_to_memory(&image, file.data(), &size, 0, picture.pixels().data(), 0, nullptr)) return {};
    file.resize(size);
    return file;
}

tl::expected<void, PictureFailure> writePng(const Picture& picture, const std::filesystem::path& path) {
    const Bytes file = encodePng(picture);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
    out.close();
    if (!out || file.empty())
        return tl::unexpected(PictureFailure{PictureFailureKind::Unwritable,
                                             "cannot write " + path.string() + ": " + std::strerror(errno)});
    return {};
}

} // namespace onestop::raster
