// SPDX-License-Identifier: Apache-2.0
// A HID POS barcode scanner (usage page 8C, usage 02) as the host sees it: a report descriptor, a feature report that
// starts it, 64-byte input reports. A code longer than 56 bytes comes in several reports.
#pragma once

#include <string>

#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

class ScannerModel final : public DeviceModel {
public:
    ScannerModel();

    /// Somebody holds a QR with these bytes before the window. A scanner that was not started reads nothing.
    /// False when it was not started.
    bool show(std::string_view text);
    bool started() const { return started_; }

    nlohmann::json status() const override;

private:
    void received(std::uint8_t, std::span<const std::uint8_t>) override {}
    std::optional<Bytes> classControl(const SetupPacket& setup, std::span<const std::uint8_t> data) override;
    void powerOn() override { started_ = false; }

    bool started_ = false;
    std::uint64_t scans_ = 0;
};

} // namespace onestop::emulation
