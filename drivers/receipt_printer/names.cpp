// SPDX-License-Identifier: Apache-2.0
// The closed sets in the words of logs, the journal and `onestop-device --json`.
#include "drivers/receipt_printer/capabilities.h"
#include "drivers/receipt_printer/printer_state.h"

namespace onestop::receipt_printer {

std::string_view nameOf(Confirmation confirmation) {
    switch (confirmation) {
    case Confirmation::NotProbed:
        return "not_probed";
    case Confirmation::AnswerId:
        return "answer_id";
    case Confirmation::Fence:
        return "fence";
    case Confirmation::None:
        return "none";
    }
    return "";
}

std::string_view nameOf(RomFont rom) {
    switch (rom) {
    case RomFont::None:
        return "none";
    case RomFont::Gb2312:
        return "gb2312";
    case RomFont::Gbk:
        return "gbk";
    case RomFont::Gb18030:
        return "gb18030";
    }
    return "";
}

std::string_view nameOf(PrinterState state) {
    switch (state) {
    case PrinterState::Absent:
        return "absent";
    case PrinterState::Starting:
        return "starting";
    case PrinterState::Ready:
        return "ready";
    case PrinterState::PaperNearEnd:
        return "paper_near_end";
    case PrinterState::PaperOut:
        return "paper_out";
    case PrinterState::CoverOpen:
        return "cover_open";
    case PrinterState::CutterError:
        return "cutter_error";
    case PrinterState::Overheated:
        return "overheated";
    case PrinterState::Fault:
        return "fault";
    case PrinterState::NotAnswering:
        return "not_answering";
    case PrinterState::Refused:
        return "refused";
    }
    return "";
}

std::string_view nameOf(PrintOutcome outcome) {
    switch (outcome) {
    case PrintOutcome::Printed:
        return "printed";
    case PrintOutcome::Unknown:
        return "unknown";
    case PrintOutcome::NotPrinted:
        return "not_printed";
    }
    return "";
}

} // namespace onestop::receipt_printer
