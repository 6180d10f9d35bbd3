// SPDX-License-Identifier: Apache-2.0
// One line a bit.
#include "drivers/receipt_printer/status.h"

namespace onestop::receipt_printer {

namespace {

bool bit(std::uint8_t byte, int number) { return ((byte >> number) & 1) != 0; }

} // namespace

PrinterState stateOf(const PrinterStatus& status) {
    if (status.cover_open) return PrinterState::CoverOpen;
    if (status.paper_out) return PrinterState::PaperOut;
    if (status.cutter_error) return PrinterState::CutterError;
    if (status.unrecoverable_error) return PrinterState::Fault;
    if (status.overheated) return PrinterState::Overheated;
    if (status.other_error || status.offline) return PrinterState::Fault;
    if (status.paper_near_end) return PrinterState::PaperNearEnd;
    return PrinterState::Ready;
}

void applyRealTime(PrinterStatus& status, int n, std::uint8_t answer) {
    switch (n) {
    case 1:
        status.offline = bit(answer, 3);
        break;
    case 2:
        status.cover_open = bit(answer, 2);
        status.feed_pressed = bit(answer, 3);
        status.paper_out = bit(answer, 5);
        status.other_error = bit(answer, 6);
        break;
    case 3:
        status.cutter_error = bit(answer, 3);
        status.unrecoverable_error = bit(answer, 5);
        status.overheated = bit(answer, 6);
        break;
    case 4:
        status.paper_near_end = bit(answer, 2) || bit(answer, 3);
        status.paper_out = status.paper_out || bit(answer, 5) || bit(answer, 6);
        break;
    default:
        break;
    }
}

PrinterStatus statusOfAsb(const std::array<std::uint8_t, 4>& asb) {
    PrinterStatus status;
    status.offline = bit(asb[0], 3);
    status.cover_open = bit(asb[0], 5);
    status.feed_pressed = bit(asb[0], 6);
    status.other_error = bit(asb[1], 2);
    status.cutter_error = bit(asb[1], 3);
    status.unrecoverable_error = bit(asb[1], 5);
    status.overheated = bit(asb[1], 6);
    status.paper_near_end = bit(asb[2], 0) || bit(asb[2], 1);
    status.paper_out = bit(asb[2], 2) || bit(asb[2], 3);
    return status;
}

void applyPaperSensor(PrinterStatus& status, std::uint8_t answer) {
    status.paper_near_end = bit(answer, 0) || bit(answer, 1);
    status.paper_out = bit(answer, 2) || bit(answer, 3);
}

PrinterStatus statusOfPort(std::uint8_t port) {
    PrinterStatus status;
    status.paper_out = bit(port, 5);
    status.other_error = !bit(port, 3) && !status.paper_out; // bit 3: no error
    return status;
}

} // namespace onestop::receipt_printer
