// SPDX-License-Identifier: Apache-2.0
// The three devices of a kiosk and the words of the control protocol for them: one JSON object in, one out.
// Knows no socket and no bus, so that tests can speak to it directly.
#pragma once

#include <string>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "drivers/emulation/printer_model.h"
#include "drivers/emulation/reader_model.h"
#include "drivers/emulation/scanner_model.h"

namespace onestop::emulation {

enum class DeviceName { Reader, Printer, Scanner };

class EmulatedLobby {
public:
    EmulatedLobby(ReaderWiring wiring, PaperMillimetres paper) : reader(wiring), printer(paper) {}

    ReaderModel reader;
    PrinterModel printer;
    ScannerModel scanner;

    DeviceModel& model(DeviceName name);

    /// Does what a request says, but for plug, unplug and wait, which need the bus and time.
    /// The failure is a sentence for the person who wrote the script.
    tl::expected<nlohmann::json, std::string> act(const nlohmann::json& request);

    /// The state of every device by name.
    nlohmann::json status() const;

private:
    tl::expected<void, std::string> actOnReader(const std::string& what, const nlohmann::json& request);
    tl::expected<void, std::string> actOnPrinter(const std::string& what);
    tl::expected<void, std::string> actOnScanner(const std::string& what, const nlohmann::json& request);
    tl::expected<void, std::string> setFault(DeviceName name, const nlohmann::json& request);
};

/// "reader", "printer", "scanner".
tl::expected<DeviceName, std::string> deviceOf(const nlohmann::json& request);
/// A member that must be a text, or a number of at least 0.
tl::expected<std::string, std::string> textOf(const nlohmann::json& request, const char* member);
tl::expected<std::uint64_t, std::string> numberOf(const nlohmann::json& request, const char* member,
                                                  std::uint64_t otherwise);

} // namespace onestop::emulation
