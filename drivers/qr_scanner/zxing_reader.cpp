// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/zxing_reader.h"

#define ZX_USE_UTF8 1 // 1.4: text() in UTF-8 instead of wide characters, as in 2.x
#include <ReadBarcode.h>

#if __has_include(<ReaderOptions.h>)
#define ONESTOP_ZXING_2
#endif

namespace onestop::qr_scanner {

std::optional<Decoded> readWithZxing(const raster::Picture& picture, ReaderPass pass) {
    if (picture.empty()) return std::nullopt;
#ifdef ONESTOP_ZXING_2
    ZXing::ReaderOptions options;
    options.setTryInvert(true);
    options.setTextMode(ZXing::TextMode::Plain); // what the code says; the default renders it for people to read
#else
    ZXing::DecodeHints options;
#endif
    const auto threshold =
        pass.threshold == Threshold::Local ? ZXing::Binarizer::LocalAverage : ZXing::Binarizer::GlobalHistogram;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setBinarizer(threshold);
    options.setTryDownscale(pass.downscale);
    options.setTryRotate(false); // QR codes are found at any angle
    options.setMaxNumberOfSymbols(1);
    const ZXing::ImageView view(picture.pixels().data(), picture.width(), picture.height(), ZXing::ImageFormat::Lum);
    const auto result = ZXing::ReadBarcode(view, options);
    if (!result.isValid()) return std::nullopt;
    return Decoded{result.text(), ZXing::ToString(result.format()), {}};
}

} // namespace onestop::qr_scanner
