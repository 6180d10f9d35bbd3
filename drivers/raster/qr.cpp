// SPDX-License-Identifier: Apache-2.0
// The adapter to ZXing's writer; its interface is the same in 1.4 and 2.x as far as it is used here.
#include "drivers/raster/qr.h"

#include <exception>

#include <BarcodeFormat.h>
#include <BitMatrix.h>
#include <CharacterSet.h>
#include <MultiFormatWriter.h>

namespace onestop::raster {

namespace {

/// ZXing counts correction from 0 to 8 for every symbology and folds it to L M Q H: 0–1, 2–3, 4–6, 7–8.
int levelOf(QrCorrection correction) {
    switch (correction) {
    case QrCorrection::L:
        return 1;
    case QrCorrection::M:
        return 3;
    case QrCorrection::Q:
        return 5;
    case QrCorrection::H:
        return 8;
    }
    return 3;
}

} // namespace

Picture qrModules(const std::string& utf8, QrCorrection correction) {
    if (utf8.empty()) return {};
    try {
        const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                .setEncoding(ZXing::CharacterSet::UTF8)
                                .setEccLevel(levelOf(correction))
                                .setMargin(0)
                                .encode(utf8, 0, 0);
        Picture modules(matrix.width(), matrix.height());
        for (int y = 0; y < matrix.height(); ++y)
            for (int x = 0; x < matrix.width(); ++x)
                if (matrix.get(x, y)) modules.set(x, y, kBlack);
        return modules;
    } catch (const std::exception&) { // the writer's only way to say "too long"
        return {};
    }
}

Picture drawQr(const std::string& utf8, int module_dots, int quiet_modules, QrCorrection correction) {
    const Picture modules = qrModules(utf8, correction);
    if (modules.empty()) return {};
    const int side = (modules.width() + 2 * quiet_modules) * module_dots;
    Picture picture(side, side);
    for (int y = 0; y < modules.height(); ++y)
        for (int x = 0; x < modules.width(); ++x)
            if (modules.at(x, y) == kBlack)
                picture.fill((x + quiet_modules) * module_dots, (y + quiet_modules) * module_dots, module_dots,
                             module_dots, kBlack);
    return picture;
}

} // namespace onestop::raster
