// SPDX-License-Identifier: Apache-2.0
// The devices of this machine for the length of one command: the drivers as the kiosk runs them, their news collected
// so that a command can wait for what it needs. Names are masked on the USB thread; nothing else of a card is kept.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "drivers/command/commands.h"
#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/qr_scanner/camera_scanner.h"
#include "drivers/qr_scanner/qr_scanner.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/usb/libusb_host.h"

namespace onestop::command {

/// What is known of the devices now.
struct News {
    id_card_reader::ReaderState reader = id_card_reader::ReaderState::Absent;
    receipt_printer::PrinterState printer = receipt_printer::PrinterState::Absent;
    qr_scanner::ScannerState scanner = qr_scanner::ScannerState::Absent;

    struct Card {
        std::string masked_name;
        id_card_reader::CardKind kind;
        std::optional<std::chrono::year_month_day> valid_to; ///< absent: 长期
    };
    std::optional<Card> card;
    std::optional<id_card_reader::ReadFailure> read_failure;
    std::optional<qr_scanner::ScanPayload> scan;
    std::optional<qr_scanner::ScanRefusal> scan_refusal;
    std::optional<receipt_printer::PrintOutcome> print;
};

class Devices final : public id_card_reader::ReaderListener,
                      public receipt_printer::PrinterListener,
                      public qr_scanner::ScannerListener,
                      public receipt_printer::PrintJournal {
public:
    explicit Devices(const Options& options);
    ~Devices() override;

    /// Waits until `enough` holds for the news, at most `longest`; returns the news either way.
    News wait(const std::function<bool(const News&)>& enough, std::chrono::milliseconds longest);
    /// Waits until every device on the bus has said what it is.
    News settle();
    void print(receipt_printer::Receipt receipt);
    void rollChanged() { printer_->rollChanged(); }

    std::vector<usb::DeviceDescription> list() { return host_.devices(); }
    std::string samId() { return reader_->samId(); }
    /// Of the camera that is the scanner; nothing when the scanner is on the bus.
    std::optional<qr_scanner::CameraReport> cameraReport();
    receipt_printer::PrinterReport printerReport() { return printer_->report(); }

private:
    void readerStateChanged(id_card_reader::ReaderState state) override;
    void cardRead(id_card_reader::IdCard&& card) override;
    void cardRemoved() override {}
    void readFailed(id_card_reader::ReadFailure failure) override;
    void printerStateChanged(receipt_printer::PrinterState state) override;
    void printFinished(const std::string& print_job_id, receipt_printer::PrintOutcome outcome) override;
    void scannerStateChanged(qr_scanner::ScannerState state) override;
    void scanned(const qr_scanner::ScanPayload& payload) override;
    void scanRefused(qr_scanner::ScanRefusal refusal) override;

    // A test print is nobody's ticket: its journal lasts as long as the command.
    std::string nextAnswerId() override;
    bool recordSending(const std::string&, const std::string&, std::span<const std::uint8_t>) override { return true; }
    void recordOutcome(const std::string&, receipt_printer::PrintOutcome) override {}

    template <typename Change>
    void tell(Change change);

    std::mutex mutex_;
    std::condition_variable changed_;
    News news_;
    usb::LibusbHost host_;
    std::optional<id_card_reader::IdCardReader> reader_;
    std::optional<receipt_printer::ReceiptPrinter> printer_;
    std::optional<qr_scanner::QrScanner> scanner_;    ///< either this
    std::optional<qr_scanner::CameraScanner> camera_; ///< or that
};

} // namespace onestop::command
