// SPDX-License-Identifier: Apache-2.0
// The parts a drawn receipt is made of; the encoder uses them for what the printer's ROM cannot do.
#pragma once

#include "drivers/raster/picture.h"
#include "drivers/raster/type.h"
#include "drivers/receipt_printer/lines.h"

namespace onestop::receipt_printer {

/// As wide as the paper, with the line's own leading.
raster::Picture drawLine(const LaidLine& line, int paper_dots, raster::Script script, raster::Type& type);
raster::Picture drawRule(RuleKind kind, int paper_dots);
/// How wide a module may be: as asked, or narrower so that a long text fits; 0 when it cannot be printed at all.
int fittingModuleDots(const Qr& qr, int paper_dots);
/// Centred; empty when the text may not stand in a code or does not fit.
raster::Picture drawQrLine(const Qr& qr, int paper_dots);
/// 1 to 512 printable ASCII characters: what every printer's own encoder takes as it stands.
bool isPrintableQr(const Qr& qr);

} // namespace onestop::receipt_printer
