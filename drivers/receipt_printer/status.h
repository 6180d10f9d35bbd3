// SPDX-License-Identifier: Apache-2.0
// Status bytes → what is wrong with the printer. Pure. Tables: Epson TM-T88III guide p. 316–318, DLE EOT, GS a, GS r.
#pragma once

#include <array>
#include <cstdint>

#include "drivers/receipt_printer/printer_state.h"

namespace onestop::receipt_printer {

/// What the printer says of itself, from whichever kind of answer it came.
struct PrinterStatus {
    bool offline = false;
    bool cover_open = false;
    bool feed_pressed = false;
    bool paper_out = false;
    bool paper_near_end = false;
    bool cutter_error = false;
    bool unrecoverable_error = false;
    bool overheated = false;  ///< an error that ends by itself: head too hot
    bool other_error = false; ///< an error bit without one of the causes above

    friend bool operator==(const PrinterStatus&, const PrinterStatus&) = default;
};

/// The one state that staff must deal with first.
PrinterState stateOf(const PrinterStatus& status);

/// Questions 1 to 4 of DLE EOT, in this order.
inline constexpr int kRealTimeQuestions = 4;
inline constexpr std::array<std::uint8_t, 3> realTimeQuestion(int n) {
    return {0x10, 0x04, static_cast<std::uint8_t>(n)};
}

/// Puts the answer to DLE EOT `n` (1..4) into `status`; bits that this answer does not speak of stay.
void applyRealTime(PrinterStatus& status, int n, std::uint8_t answer);
/// The four bytes of automatic status back (GS a), the whole status.
PrinterStatus statusOfAsb(const std::array<std::uint8_t, 4>& asb);
/// GS r 1: near end in bits 0 and 1, out in bits 2 and 3.
void applyPaperSensor(PrinterStatus& status, std::uint8_t answer);

/// GET_PORT_STATUS of the USB printer class (1.1, 4.2.2): for printers that cannot answer otherwise.
PrinterStatus statusOfPort(std::uint8_t port);

} // namespace onestop::receipt_printer
