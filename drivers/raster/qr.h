// SPDX-License-Identifier: Apache-2.0
// A QR code as a matrix of modules and as a picture. The only place that knows the writer (ZXing 1.4 and 2.x).
#pragma once

#include <string>

#include "drivers/raster/picture.h"

namespace onestop::raster {

enum class QrCorrection { L, M, Q, H };

/// One dot a module, without the quiet zone; empty when the text is empty or too long for a QR code.
Picture qrModules(const std::string& utf8, QrCorrection correction = QrCorrection::M);

/// Each module `module_dots` wide, with a quiet zone of `quiet_modules` on every side (ISO 18004 asks for 4).
Picture drawQr(const std::string& utf8, int module_dots, int quiet_modules = 4,
               QrCorrection correction = QrCorrection::M);

} // namespace onestop::raster
