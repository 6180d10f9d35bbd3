// SPDX-License-Identifier: Apache-2.0
// QR codes in pictures, in several passes: first as ZXing reads by default, then each pass against one way in which
// photographs of telephones go wrong. A pass costs time only when all before it found nothing.
#pragma once

#include <string>
#include <vector>

#include "drivers/qr_scanner/zxing_reader.h"
#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

/// 8-bit grey, as it comes from a camera or a file.
using GreyImage = raster::Picture;

enum class Effort {
    Frame,      ///< one of many: the next frame comes in 66 ms
    Photograph, ///< the only picture there is
};

/// What was read; empty when nothing was. At most one code a picture: people hold one before the window.
std::vector<Decoded> decodeQr(const GreyImage& image, Effort effort = Effort::Photograph);

} // namespace onestop::qr_scanner
