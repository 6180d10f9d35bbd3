// SPDX-License-Identifier: Apache-2.0
// States and failures as words: one for JSON, one sentence for a technician with what to do about it.
#pragma once

#include <string_view>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/qr_scanner/qr_scanner.h"
#include "drivers/receipt_printer/printer_state.h"

namespace onestop::command {

/// What a technician reads about one state.
struct Advice {
    std::string_view word;     ///< as in JSON: "not_answering"
    bool works = false;        ///< residents can use it now
    std::string_view sentence; ///< what is, and what to do; ends with a full stop
    std::string_view on_paper; ///< the same, shorter, in Chinese
};

Advice adviceOn(id_card_reader::ReaderState state);
Advice adviceOn(receipt_printer::PrinterState state);
Advice adviceOn(qr_scanner::ScannerState state);

std::string_view nameOf(id_card_reader::ReadFailure failure); ///< "moved_away"
std::string_view nameOf(id_card_reader::CardKind kind);       ///< "resident"

} // namespace onestop::command
