// SPDX-License-Identifier: Apache-2.0
// The closed set of states a printer can be in for the rest of the kiosk, and of ends a print can have.
#pragma once

#include <string_view>

namespace onestop::receipt_printer {

enum class PrinterState {
    Absent,   ///< nothing that could be the printer is on the bus
    Starting, ///< found; status and confirmation are being asked
    Ready,
    PaperNearEnd, ///< prints, the roll is nearly used
    PaperOut,
    CoverOpen,
    CutterError,
    Overheated,   ///< the head cools down; goes on by itself
    Fault,        ///< any other error that the printer reports
    NotAnswering, ///< on the bus and silent; asked again and again, quietly
    Refused,      ///< on the bus, and this program may not or cannot open it
};

/// True when a job would be accepted now.
constexpr bool canPrint(PrinterState state) {
    return state == PrinterState::Ready || state == PrinterState::PaperNearEnd;
}
std::string_view nameOf(PrinterState state); ///< "paper_near_end"

/// How a job ended.
enum class PrintOutcome {
    Printed,    ///< the printer itself answered that the job is on paper
    Unknown,    ///< bytes were sent and no answer proves the paper: staff look, a reprint says 补打
    NotPrinted, ///< nothing of the job reached the printer
};
std::string_view nameOf(PrintOutcome outcome); ///< "printed"

} // namespace onestop::receipt_printer
