// SPDX-License-Identifier: Apache-2.0
// The printer driver with the emulated printer on a bus in memory, whose clock the test turns: what came out on paper,
// and what the driver said of it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "drivers/emulation/printer_model.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "tests/drivers/usb/memory_host.h"
#include "tests/support/catch.h"

namespace onestop::receipt_printer {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// The emulated printer behind the bus in memory.
struct Cable final : usb::MemoryModel {
    emulation::PrinterModel printer;

    bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override {
        if (!printer.takesOut(endpoint)) return false;
        printer.out(endpoint, data);
        return true;
    }
    std::optional<usb::Bytes> in(std::uint8_t endpoint) override { return printer.in(endpoint, 64); }
    std::optional<usb::Bytes> control(const usb::ControlSetup& setup, std::span<const std::uint8_t> data) override {
        return printer.control({setup.request_type, setup.request, setup.value, setup.index, 1024}, data);
    }
};

struct Lobby final : PrintJournal, PrinterListener {
    usb::MemoryHost bus;
    std::shared_ptr<Cable> cable = std::make_shared<Cable>();
    std::vector<emulation::Slip> slips;
    std::map<std::string, PrintOutcome> outcomes;
    std::vector<std::string> sending;
    PrinterState state = PrinterState::Absent;
    bool disk_full = false;
    std::function<void()> at_sending;
    int counter = 0;
    std::unique_ptr<ReceiptPrinter> printer;

    explicit Lobby(PrinterConfig config = {}) {
        cable->printer.onSlip = [this](const emulation::Slip& slip) {
            if (!slips.empty() && slips.back().number == slip.number)
                slips.back() = slip;
            else
                slips.push_back(slip);
        };
        printer = std::make_unique<ReceiptPrinter>(bus, std::move(config), *this, *this);
    }
    ~Lobby() { printer.reset(); }

    void plug(std::uint16_t vendor = 0x04b8, std::uint16_t product = 0x0202, std::uint8_t class_code = 7) {
        const auto in = usb::Endpoint{0x82, usb::EndpointKind::Bulk, 64};
        const auto out = usb::Endpoint{0x01, usb::EndpointKind::Bulk, 64};
        bus.plug({vendor, product, 0, 1, 2, "1-1", {{0, 0, class_code, 1, 2, {out, in}, {}}}}, cable);
    }
    bool becomes(PrinterState wanted, milliseconds longest = 30s) {
        return bus.advanceUntil([&] { return state == wanted; }, longest);
    }
    void print(const std::string& id) {
        printer->print({id, {raster::Script::Hans, {Text{id, 1}, Text{id, 6, true}, Rule{}, Cut{}}}, false});
        bus.advanceUntil([&] { return outcomes.contains(id); }, 90s);
    }
    /// How many slips carry this ticket.
    int papers(const std::string& id) const {
        int count = 0;
        for (const auto& slip : slips)
            for (const auto& line : slip.text)
                count += line.find(id) != std::string::npos ? 1 : 0;
        return count;
    }

    std::string nextAnswerId() override { return std::to_string(10000 + ++counter).substr(1); }
    bool recordSending(const std::string& id, const std::string&, std::span<const std::uint8_t> bytes) override {
        REQUIRE(bytes.size() > 10);
        if (disk_full) return false;
        sending.push_back(id);
        if (at_sending) at_sending();
        return true;
    }
    void recordOutcome(const std::string&, PrintOutcome) override {}
    void printerStateChanged(PrinterState now) override { state = now; }
    void printFinished(const std::string& id, PrintOutcome outcome) override {
        REQUIRE_FALSE(outcomes.contains(id));
        outcomes[id] = outcome;
    }
};

} // namespace onestop::receipt_printer
