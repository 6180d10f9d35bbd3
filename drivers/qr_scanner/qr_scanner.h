// SPDX-License-Identifier: Apache-2.0
// The QR scanner as the kiosk knows it: a state, checked payloads, refusals.
// HID POS first (by its report descriptor), then CDC-ACM, then keyboards claimed away from the kernel.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "drivers/qr_scanner/payload.h"
#include "drivers/usb/usb_host.h"

namespace onestop::qr_scanner {

enum class ScannerState {
    Absent,       ///< not on the bus
    Ready,        ///< reads
    NotAnswering, ///< on the bus, does not answer or is no scanner; tried again by itself
    KeyboardOnly, ///< reads, but only as a keyboard: to be set to HID POS by staff
    Refused,      ///< no right to open it, or another program has it
};

struct ScannerConfig {
    /// Makers of scanners: Honeywell, Zebra, Datalogic, Newland. Keyboards of other makers are never touched.
    std::vector<usb::DeviceId> ids{{0x0c2e, {}}, {0x23d0, {}}, {0x05e0, {}}, {0x05f9, {}}, {0x1eab, {}}};
    std::string port;                         ///< only in this socket; empty: anywhere
    std::vector<std::string> schemes{"OS1:"}; ///< prefixes accepted; none: any
};

/// All calls on the USB thread. Callbacks must not block it.
class ScannerListener {
public:
    virtual ~ScannerListener() = default;
    virtual void scannerStateChanged(ScannerState state) = 0;
    virtual void scanned(const ScanPayload& payload) = 0;
    virtual void scanRefused(ScanRefusal refusal) = 0;
};

/// Works from its construction to its destruction; never fails and never blocks.
class QrScanner {
public:
    QrScanner(usb::UsbHost& host, ScannerConfig config, ScannerListener& listener);
    ~QrScanner();

private:
    class Shell;
    usb::UsbHost& host_;
    std::unique_ptr<Shell> shell_;
};

} // namespace onestop::qr_scanner
