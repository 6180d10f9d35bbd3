// SPDX-License-Identifier: Apache-2.0
// The receipt printer on the USB bus: prints one job at a time and tells the truth about each.
// A thin shell: the decisions are in printer_machine.h.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "drivers/receipt_printer/capabilities.h"
#include "drivers/receipt_printer/printer_state.h"
#include "drivers/receipt_printer/receipt.h"
#include "drivers/usb/usb_host.h"

namespace onestop::receipt_printer {

struct PrintJob {
    std::string print_job_id; ///< a job is sent at most once; a reprint is a new job
    Receipt receipt;
    bool reprint = false; ///< the paper says 补打: kiosk/receipts puts it there, and the printer if it is missing
};

/// The journal of jobs, durable before any byte is sent. Called on the USB thread; may block for a commit.
class PrintJournal {
public:
    virtual ~PrintJournal() = default;

    /// Four characters 0x20..0x7E from a persistent counter: never the same again within 10,000 jobs.
    virtual std::string nextAnswerId() = 0;
    /// Commits "this job is being sent" with the bytes' hash. False: it could not be made durable, or the job had
    /// already left the state queued; nothing is sent then.
    virtual bool recordSending(const std::string& print_job_id, const std::string& answer_id,
                               std::span<const std::uint8_t> bytes) = 0;
    virtual void recordOutcome(const std::string& print_job_id, PrintOutcome outcome) = 0;
};

/// Called on the USB thread, never from within print().
class PrinterListener {
public:
    virtual ~PrinterListener() = default;
    virtual void printerStateChanged(PrinterState state) = 0;
    /// Exactly once for each job given to print(), within 90 seconds for each job that stands before it.
    virtual void printFinished(const std::string& print_job_id, PrintOutcome outcome) = 0;
};

struct PrinterConfig {
    PaperWidth paper = PaperWidth::Mm80;
    bool whole_raster = false;
    RomFont rom = RomFont::Gbk;
    std::vector<usb::DeviceId> ids; ///< beside every USB printer class device; for printers of vendor class 0xff
    std::string port;               ///< only this socket; empty: any
    /// Where answers of the capability probe and the use of the roll are kept for each unit; empty: not kept.
    std::filesystem::path memory;
};

/// What is known of the printer, for technicians.
struct PrinterReport {
    PrinterState state = PrinterState::Absent;
    std::string usb_id;    ///< "04b8:0202"; empty while absent
    std::string port;      ///< "1-1.2"
    std::string device_id; ///< IEEE 1284 text as the printer tells it; empty when it does not
    Confirmation confirmation = Confirmation::NotProbed;
    bool unidirectional = false;
    double paper_used_metres = 0; ///< since the last roll change
    double roll_metres = 0;       ///< how long rolls have lasted here; 0: not known yet
    double paper_left_metres = 0; ///< forecast by the rolls before; 0 while roll_metres is not known
    std::int64_t slips_left = 0;  ///< the same in slips as long as those of this roll; 0: not known
};

class ReceiptPrinter {
public:
    /// `bus`, `journal` and `listener` outlive the printer. Any thread.
    ReceiptPrinter(usb::UsbHost& bus, PrinterConfig config, PrintJournal& journal, PrinterListener& listener);
    /// A job that is under way ends without printFinished(): the journal holds it as being sent.
    ~ReceiptPrinter();
    ReceiptPrinter(const ReceiptPrinter&) = delete;
    ReceiptPrinter& operator=(const ReceiptPrinter&) = delete;

    /// Any thread; returns at once.
    void print(PrintJob job);
    /// Staff put in a new roll: what was used so far becomes the measure of a roll. Any thread. A printer with a
    /// near-end sensor tells it by itself (unit_memory.h).
    void rollChanged();
    /// Any thread; waits for the USB thread.
    PrinterReport report();

private:
    class Unit;
    std::shared_ptr<Unit> unit_;
};

} // namespace onestop::receipt_printer
