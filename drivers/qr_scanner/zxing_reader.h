// SPDX-License-Identifier: Apache-2.0
// ZXing-cpp's reader, 1.4 and 2.x alike, for one QR code in one picture. The only file that knows which.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

struct Decoded {
    std::string text;      ///< UTF-8
    std::string format;    ///< "QRCode"
    std::string_view pass; ///< which pass of the decoder read it
};

enum class Threshold { Local, Global };

struct ReaderPass {
    Threshold threshold = Threshold::Local;
    bool downscale = true; ///< also look at smaller versions
};

std::optional<Decoded> readWithZxing(const raster::Picture& picture, ReaderPass pass);

} // namespace onestop::qr_scanner
