// SPDX-License-Identifier: Apache-2.0
// `onestop-device change-roll`: leads staff through a roll change, sees each step by the printer's own sensors, and
// ends with a test print, so that nobody leaves a kiosk with the paper in upside down.
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "drivers/command/commands.h"
#include "drivers/command/devices.h"
#include "drivers/command/receipts.h"
#include "drivers/command/words.h"

namespace onestop::command {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;
using receipt_printer::PrinterState;

bool isReachable(PrinterState state) {
    return state != PrinterState::Absent && state != PrinterState::Starting && state != PrinterState::NotAnswering &&
           state != PrinterState::Refused;
}
bool isOpened(const News& news) {
    return news.printer == PrinterState::CoverOpen || news.printer == PrinterState::PaperOut;
}

int end(const Options& options, bool ok, std::string_view step, const Advice& advice, const Json& more = {}) {
    if (options.json) {
        Json answer{{"ok", ok}, {"step", step}, {"state", advice.word}, {"advice", advice.sentence}};
        if (more.is_object()) answer.update(more);
        std::cout << answer.dump() << '\n';
    } else if (!ok) {
        std::cout << "stopped at: " << step << ". " << advice.sentence << '\n';
    }
    return ok ? 0 : 1;
}

} // namespace

int changeRoll(const Options& options) {
    const auto ask = [&](std::string_view sentence) {
        if (!options.json) std::cout << sentence << '\n' << std::flush;
    };
    Devices devices(options);
    auto news = devices.settle();
    if (!isReachable(news.printer)) return end(options, false, "find", adviceOn(news.printer));
    const auto before = devices.printerReport();
    if (!isOpened(news)) {
        ask("1. Open the cover and take the old roll out.");
        news = devices.wait(isOpened, options.timeout);
        if (!isOpened(news)) return end(options, false, "open", adviceOn(news.printer));
    }
    ask("2. Put in the new roll, print side outwards, pull out a hand's breadth and close the cover until it clicks.");
    news = devices.wait([](const News& n) { return receipt_printer::canPrint(n.printer); }, options.timeout);
    if (!receipt_printer::canPrint(news.printer)) return end(options, false, "close", adviceOn(news.printer));
    devices.rollChanged();
    ask("3. A test slip is being printed.");
    devices.print(testReceipt(devices.printerReport()));
    news = devices.wait([](const News& n) { return n.print.has_value(); }, 90s);
    const auto outcome = news.print.value_or(receipt_printer::PrintOutcome::Unknown);
    const bool printed = outcome == receipt_printer::PrintOutcome::Printed;
    ask("test print: " + std::string(nameOf(outcome)) +
        (printed ? ". Black and sharp? Then all is well. White? The roll is in upside down." : "."));
    const auto metres = std::round(before.paper_used_metres * 10) / 10;
    return end(options, printed, "print", adviceOn(news.printer),
               {{"outcome", nameOf(outcome)}, {"last_roll_used_metres", metres}});
}

} // namespace onestop::command
