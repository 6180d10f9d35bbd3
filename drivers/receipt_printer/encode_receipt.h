// SPDX-License-Identifier: Apache-2.0
// Receipt → ESC/POS bytes. Pure but for the fonts it is handed. Text goes as GB18030 where the printer's ROM has every
// character of the line, and as a drawn line where it has not.
#pragma once

#include "drivers/raster/type.h"
#include "drivers/receipt_printer/capabilities.h"
#include "drivers/receipt_printer/receipt.h"

namespace onestop::receipt_printer {

struct EncodedReceipt {
    Bytes bytes;
    int paper_dots = 0; ///< how much paper it uses, with the way to the knife
};

/// The content of a job, for a printer in its initial state (ESC @): without that, and without the confirmation.
/// No raster in it holds DLE EOT, DLE ENQ or DLE DC4, which a printer would carry out from within a picture.
EncodedReceipt encodeReceipt(const Receipt& receipt, const Capabilities& capabilities, raster::Type& type);

/// GS ( H function 48: the printer answers 37 22 `id` 00 once everything before it has been printed.
Bytes encodeAnswerRequest(std::string_view four_characters);

} // namespace onestop::receipt_printer
