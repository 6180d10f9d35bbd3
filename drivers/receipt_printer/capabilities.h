// SPDX-License-Identifier: Apache-2.0
// What one printer can do, as configured, as told by a quirk and as found by asking it; never guessed from its name
// (a Rongta answers "EPSON TM-T88V").
#pragma once

#include <string_view>

#include "drivers/receipt_printer/receipt.h"

namespace onestop::receipt_printer {

/// Which Han characters the font in the printer's ROM holds.
enum class RomFont {
    None,    ///< all text is drawn
    Gb2312,  ///< 6,763 characters
    Gbk,     ///< 21,003: simplified and traditional
    Gb18030, ///< with the four-byte characters
};

/// How the printer proves that a job is on paper.
enum class Confirmation {
    NotProbed,
    AnswerId, ///< GS ( H: answers the job's own four characters when the data before it has been printed
    Fence,    ///< GS r: answers in order with the data; status must be clean after it
    None,     ///< nothing answers: every job ends as Unknown
};

struct Capabilities {
    PaperWidth paper = PaperWidth::Mm80;
    RomFont rom = RomFont::Gbk;
    bool whole_raster = false; ///< the whole receipt as a picture: uniform, and slower
    bool native_qr = true;     ///< GS ( k; otherwise the code is drawn
    bool cutter = true;
    Confirmation confirmation = Confirmation::NotProbed;
};

std::string_view nameOf(Confirmation confirmation); ///< "answer_id"
std::string_view nameOf(RomFont rom);               ///< "gbk"

} // namespace onestop::receipt_printer
