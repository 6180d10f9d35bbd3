// SPDX-License-Identifier: Apache-2.0
#include "drivers/receipt_printer/roll_change.h"

namespace onestop::receipt_printer {

RollSense rollSenseOf(PrinterState state) {
    switch (state) {
    case PrinterState::Absent:
    case PrinterState::Starting:
    case PrinterState::NotAnswering:
    case PrinterState::Refused:
        return RollSense::Unreachable;
    case PrinterState::CoverOpen:
    case PrinterState::PaperOut:
        return RollSense::Opened;
    case PrinterState::Ready:
    case PrinterState::PaperNearEnd:
        return RollSense::Printing;
    case PrinterState::CutterError:
    case PrinterState::Overheated:
    case PrinterState::Fault:
        return RollSense::Closed;
    }
    return RollSense::Unreachable;
}

RollStep firstRollStep(RollSense sense) { return sense == RollSense::Opened ? RollStep::PutRoll : RollStep::OpenCover; }

RollStep nextRollStep(RollStep step, RollSense sense) {
    if (step == RollStep::OpenCover && sense == RollSense::Opened) return RollStep::PutRoll;
    if (step == RollStep::PutRoll && sense == RollSense::Printing) return RollStep::TestPrint;
    return step;
}

} // namespace onestop::receipt_printer
