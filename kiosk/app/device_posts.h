// SPDX-License-Identifier: Apache-2.0
// Carries what the drivers say from the USB thread to the screen's. A card crosses as the driver's own buffers, is
// masked and hashed there, and is gone when the post returns (DESIGN 4.5).
#pragma once

#include <functional>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/qr_scanner/qr_scanner.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "kiosk/app/store_lobby.h"

namespace onestop::app {

/// Runs a call on the screen's thread, soon and in order; from any thread.
using PostToScreen = std::function<void(std::function<void()>)>;

class DevicePosts final : public id_card_reader::ReaderListener,
                          public qr_scanner::ScannerListener,
                          public receipt_printer::PrinterListener {
public:
    /// The lobby outlives every post that `post` still runs.
    DevicePosts(StoreLobby& lobby, PostToScreen post) : lobby_(lobby), post_(std::move(post)) {}

    void readerStateChanged(id_card_reader::ReaderState state) override;
    void cardRead(id_card_reader::IdCard&& card) override;
    void cardRemoved() override;
    void readFailed(id_card_reader::ReadFailure failure) override;

    void scannerStateChanged(qr_scanner::ScannerState state) override;
    void scanned(const qr_scanner::ScanPayload& payload) override;
    void scanRefused(qr_scanner::ScanRefusal refusal) override;

    void printerStateChanged(receipt_printer::PrinterState state) override;
    void printFinished(const std::string& print_job_id, receipt_printer::PrintOutcome outcome) override;

private:
    StoreLobby& lobby_;
    PostToScreen post_;
};

/// What a resident needs to know of a driver's state.
flows::DeviceHealth healthOf(id_card_reader::ReaderState state);
flows::DeviceHealth healthOf(qr_scanner::ScannerState state);
flows::DeviceHealth healthOf(receipt_printer::PrinterState state);

/// Whether a camera should look: in opening hours, and for a resident who is here all the same. Otherwise it is shut.
bool scannerWanted(const flows::LobbyState& state);

} // namespace onestop::app
