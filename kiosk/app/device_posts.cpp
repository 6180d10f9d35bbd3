// SPDX-License-Identifier: Apache-2.0
// From the USB thread to the screen's.
#include "kiosk/app/device_posts.h"

#include <memory>
#include <string_view>
#include <utility>

#include "drivers/id_card_reader/masked_name.h"
#include "sync/crypto/crypto.h"

namespace onestop::app {

namespace {

using flows::DeviceHealth;
using id_card_reader::ReaderState;
using qr_scanner::ScannerState;
using receipt_printer::PrinterState;

/// As the event device.state_changed names them. Reading and CardLeft are Ready: a visit is not a change of the device.
std::string_view eventName(ReaderState state) {
    switch (state) {
    case ReaderState::Absent:
        return "absent";
    case ReaderState::Starting:
        return "starting";
    case ReaderState::Ready:
    case ReaderState::Reading:
    case ReaderState::CardLeft:
        return "ready";
    case ReaderState::NotAnswering:
        return "not_answering";
    case ReaderState::Refused:
        return "refused";
    case ReaderState::FirmwareMode:
        return "firmware_mode";
    }
    return "not_answering";
}

std::string_view eventName(ScannerState state) {
    switch (state) {
    case ScannerState::Absent:
        return "absent";
    case ScannerState::Ready:
        return "ready";
    case ScannerState::NotAnswering:
        return "not_answering";
    case ScannerState::KeyboardOnly:
        return "keyboard_only";
    case ScannerState::Refused:
        return "refused";
    }
    return "not_answering";
}

} // namespace

DeviceHealth healthOf(ReaderState state) {
    switch (state) {
    case ReaderState::Absent:
        return DeviceHealth::Absent;
    case ReaderState::Starting:
        return DeviceHealth::Starting;
    case ReaderState::Ready:
    case ReaderState::Reading:
    case ReaderState::CardLeft:
        return DeviceHealth::Ready;
    case ReaderState::NotAnswering:
        return DeviceHealth::NotAnswering;
    case ReaderState::Refused:
    case ReaderState::FirmwareMode:
        return DeviceHealth::NeedsStaff;
    }
    return DeviceHealth::NotAnswering;
}

DeviceHealth healthOf(ScannerState state) {
    switch (state) {
    case ScannerState::Absent:
        return DeviceHealth::Absent;
    case ScannerState::Ready:
    case ScannerState::KeyboardOnly: // it reads; setting it to HID POS can wait for the technician
        return DeviceHealth::Ready;
    case ScannerState::NotAnswering:
        return DeviceHealth::NotAnswering;
    case ScannerState::Refused:
        return DeviceHealth::NeedsStaff;
    }
    return DeviceHealth::NotAnswering;
}

DeviceHealth healthOf(PrinterState state) {
    switch (state) {
    case PrinterState::Absent:
        return DeviceHealth::Absent;
    case PrinterState::Starting:
        return DeviceHealth::Starting;
    case PrinterState::Ready:
        return DeviceHealth::Ready;
    case PrinterState::PaperNearEnd:
        return DeviceHealth::PaperNearEnd;
    case PrinterState::PaperOut:
        return DeviceHealth::PaperOut;
    case PrinterState::CoverOpen:
        return DeviceHealth::CoverOpen;
    case PrinterState::NotAnswering:
    case PrinterState::Overheated: // goes on by itself when the head has cooled down
        return DeviceHealth::NotAnswering;
    case PrinterState::CutterError:
    case PrinterState::Fault:
    case PrinterState::Refused:
        return DeviceHealth::NeedsStaff;
    }
    return DeviceHealth::NotAnswering;
}

bool scannerWanted(const flows::LobbyState& state) {
    return state.opening.open || state.session != session::Phase::Attract;
}

void DevicePosts::readerStateChanged(ReaderState state) {
    post_([this, state] {
        lobby_.readerChanged(healthOf(state), eventName(state));
        lobby_.cardLies(state == ReaderState::CardLeft);
    });
}

void DevicePosts::cardRead(id_card_reader::IdCard&& card) {
    // Shared only because a std::function must be copyable; the last owner overwrites it.
    post_([this, card = std::make_shared<id_card_reader::IdCard>(std::move(card))] {
        lobby_.cardLaid(id_card_reader::maskedName(card->name.view()), crypto::bytesOf(card->number.view()));
        card->wipe();
    });
}

void DevicePosts::cardRemoved() {
    post_([this] { lobby_.cardLies(false); });
}

void DevicePosts::readFailed(id_card_reader::ReadFailure) {
    post_([this] { lobby_.cardNotRead(); });
}

void DevicePosts::scannerStateChanged(ScannerState state) {
    post_([this, state] { lobby_.scannerChanged(healthOf(state), eventName(state)); });
}

void DevicePosts::scanned(const qr_scanner::ScanPayload& payload) {
    post_([this, text = payload.text] { lobby_.scanned(text); });
}

void DevicePosts::scanRefused(qr_scanner::ScanRefusal refusal) {
    if (refusal == qr_scanner::ScanRefusal::Interrupted) return post_([this] { lobby_.scanNotRead(); });
    post_([this] { lobby_.scanned(""); }); // a code of somebody else's: unreadable here
}

void DevicePosts::printerStateChanged(PrinterState state) {
    post_([this, state] { lobby_.printerChanged(healthOf(state), receipt_printer::nameOf(state)); });
}

void DevicePosts::printFinished(const std::string& print_job_id, receipt_printer::PrintOutcome) {
    post_([this, print_job_id] { lobby_.printFinished(print_job_id); }); // the journal has the outcome already
}

} // namespace onestop::app
