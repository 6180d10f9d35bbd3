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
#include "drivers/receipt_printer/roll_change.h"

namespace onestop::command {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;
using receipt_printer::RollSense;
using receipt_printer::rollSenseOf;
using receipt_printer::RollStep;

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
    const auto sense = rollSenseOf(news.printer);
    if (sense == RollSense::Unreachable) return end(options, false, "find", adviceOn(news.printer));
    const auto before = devices.printerReport();
    RollStep step = receipt_printer::firstRollStep(sense);
    const auto waitBeyond = [&](RollStep former) {
        news = devices.wait(
            [&](const News& n) {
                step = receipt_printer::nextRollStep(step, rollSenseOf(n.printer));
                return step != former;
            },
            options.timeout);
        return step != former;
    };
    if (step == RollStep::OpenCover) {
        ask("1. Open the cover and take the old roll out.");
        if (!waitBeyond(RollStep::OpenCover)) return end(options, false, "open", adviceOn(news.printer));
    }
    ask("2. Put in the new roll, print side outwards, pull out a hand's breadth and close the cover until it clicks.");
    if (!waitBeyond(RollStep::PutRoll)) return end(options, false, "close", adviceOn(news.printer));
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
