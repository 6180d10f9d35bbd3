// SPDX-License-Identifier: Apache-2.0
// The order of a roll change as the printer's own sensors see it, for the command line and the screen alike. Pure: what
// the sensors say comes in, where one stands goes out.
#pragma once

#include "drivers/receipt_printer/printer_state.h"

namespace onestop::receipt_printer {

/// What a roll change needs to know of a printer.
enum class RollSense {
    Unreachable, ///< nobody can follow what happens to its paper
    Closed,      ///< reachable, and neither open nor able to print
    Opened,      ///< the cover is open, or there is no paper
    Printing,    ///< a job would be accepted
};
RollSense rollSenseOf(PrinterState state);

enum class RollStep {
    OpenCover, ///< open the cover and take the old roll out
    PutRoll,   ///< put the new one in and close the cover
    TestPrint, ///< the new roll is in: a test print tells whether it lies the right way round
};

/// The first step: a printer that stands open already is not asked to be opened.
RollStep firstRollStep(RollSense sense);
/// A test print that was begun is not taken back by what the sensors say meanwhile.
RollStep nextRollStep(RollStep step, RollSense sense);

} // namespace onestop::receipt_printer
