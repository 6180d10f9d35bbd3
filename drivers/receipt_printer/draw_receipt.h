// SPDX-License-Identifier: Apache-2.0
// Receipt → the picture of the paper, at the head's 203 dots an inch, with the kiosk's own fonts.
#pragma once

#include "drivers/raster/picture.h"
#include "drivers/raster/type.h"
#include "drivers/receipt_printer/receipt.h"

namespace onestop::receipt_printer {

/// As wide as the head prints (576 or 384 dots), black and white only; a cut is not drawn.
raster::Picture drawReceipt(const Receipt& receipt, PaperWidth paper, raster::Type& type);

} // namespace onestop::receipt_printer
