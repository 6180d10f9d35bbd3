// SPDX-License-Identifier: Apache-2.0
// JPEG files for tests: what telephones save and what cameras send.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <jpeglib.h>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

inline std::vector<std::uint8_t> jpegOf(const raster::Picture& picture) {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &out, &size);
    jpeg.image_width = static_cast<JDIMENSION>(picture.width());
    jpeg.image_height = static_cast<JDIMENSION>(picture.height());
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < picture.height(); ++y) {
        auto* row = const_cast<JSAMPLE*>(picture.row(y).data());
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    std::vector<std::uint8_t> file(out, out + size);
    jpeg_destroy_compress(&jpeg);
    std::free(out);
    return file;
}

/// As cameras send MJPEG: without the Huffman tables, which are always the standard ones.
inline std::vector<std::uint8_t> withoutTables(const std::vector<std::uint8_t>& jpeg) {
    std::vector<std::uint8_t> bare(jpeg.begin(), jpeg.begin() + 2);
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at + 1] != 0xDA) { // segments, until the picture itself begins
        const std::size_t end = at + 2 + (static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3]);
        if (jpeg[at + 1] != 0xC4)
            bare.insert(bare.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(at),
                        jpeg.begin() + static_cast<std::ptrdiff_t>(end));
        at = end;
    }
    bare.insert(bare.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(at), jpeg.end());
    return bare;
}

} // namespace onestop::qr_scanner
