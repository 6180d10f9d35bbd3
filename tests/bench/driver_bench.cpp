// SPDX-License-Identifier: Apache-2.0
// The drivers' half of tests/bench/devices.py, in a process of its own. `encode` measures how soon a receipt's bytes
// are ready. Without a word it runs the three drivers as the kiosk does and says what happens, a line each: `ready`,
// `reading`, `card MICROSECONDS MICROSECONDS` (since the reader found it: select, read, parse; the USB thread's own
// work, and by the clock on the wall, with the emulated device and bus in it), `removed`. Asked by a line, it says
// `bus N`: the voluntary context switches so far inside ioctl().
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dlfcn.h>
#include <sys/resource.h>
#include <time.h>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/qr_scanner/qr_scanner.h"
#include "drivers/receipt_printer/encode_receipt.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/usb/libusb_host.h"
#include "kiosk/receipts/slips.h"

namespace {

using namespace onestop;
using Clock = std::chrono::steady_clock;
using id_card_reader::ReaderState;
using qr_scanner::ScannerState;
using receipt_printer::PrinterState;
using std::chrono::microseconds;

/// Processor time: what a loaded machine does to the wall clock is not the driver's doing.
microseconds worked(clockid_t whose) {
    timespec time{};
    clock_gettime(whose, &time);
    return std::chrono::duration_cast<microseconds>(std::chrono::seconds(time.tv_sec) +
                                                    std::chrono::nanoseconds(time.tv_nsec));
}

std::atomic<long> switches_in_ioctl = 0;

long switchesOfThread() {
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

void say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

class Watcher final : public id_card_reader::ReaderListener,
                      public qr_scanner::ScannerListener,
                      public receipt_printer::PrinterListener,
                      public receipt_printer::PrintJournal {
    void readerStateChanged(ReaderState state) override {
        if (state == ReaderState::Reading) {
            found_ = Clock::now();
            found_work_ = worked(CLOCK_THREAD_CPUTIME_ID);
            say("reading");
        }
        reader_ready_ = state == ReaderState::Ready;
        told();
    }
    void cardRead(id_card_reader::IdCard&&) override {
        const auto work = worked(CLOCK_THREAD_CPUTIME_ID) - found_work_;
        const auto taken = std::chrono::duration_cast<microseconds>(Clock::now() - found_);
        say("card " + std::to_string(work.count()) + " " + std::to_string(taken.count()));
    }
    void cardRemoved() override { say("removed"); }
    void readFailed(id_card_reader::ReadFailure) override { say("failed"); }
    void scannerStateChanged(ScannerState state) override {
        scanner_ready_ = state == ScannerState::Ready;
        told();
    }
    void scanned(const qr_scanner::ScanPayload&) override {}
    void scanRefused(qr_scanner::ScanRefusal) override {}
    void printerStateChanged(PrinterState state) override {
        printer_ready_ = state == PrinterState::Ready;
        told();
    }
    void printFinished(const std::string&, receipt_printer::PrintOutcome) override {}
    std::string nextAnswerId() override { return "0000"; }
    bool recordSending(const std::string&, const std::string&, std::span<const std::uint8_t>) override { return false; }
    void recordOutcome(const std::string&, receipt_printer::PrintOutcome) override {}

    void told() {
        const bool all = reader_ready_ && printer_ready_ && scanner_ready_;
        if (all && !std::exchange(ready_, true)) say("ready");
    }

    // USB thread only.
    Clock::time_point found_{};
    microseconds found_work_{};
    bool reader_ready_ = false, printer_ready_ = false, scanner_ready_ = false, ready_ = false;
};

void watch() {
    Watcher watcher;
    usb::LibusbHost host;
    const id_card_reader::IdCardReader reader(host, {}, watcher);
    const qr_scanner::QrScanner scanner(host, {}, watcher);
    const receipt_printer::ReceiptPrinter printer(host, {}, watcher, watcher);
    std::string line;
    while (std::getline(std::cin, line))
        say("bus " + std::to_string(switches_in_ioctl));
}

receipt_printer::Receipt ticket() {
    receipts::TicketSlip slip;
    slip.site_name = "葵涌社区党群服务中心";
    slip.number = "A001";
    slip.business = "综合";
    slip.item_name = "老年人优待证";
    slip.ahead = 4;
    slip.wait = catalogue::WaitEstimate{8, 15};
    slip.counters = {1, 2, 3};
    slip.public_url = "https://example.invalid/t/0123456789abcdefghijklmn";
    slip.demo = true;
    return receipts::makeTicket(slip);
}

/// Lines of text and the ticket under them, at least this long.
receipt_printer::Receipt paper(int dots, const receipt_printer::Capabilities& capabilities, raster::Type& type) {
    for (int lines = 1;; ++lines) {
        receipt_printer::Receipt receipt;
        for (int i = 0; i < lines; ++i)
            receipt.elements.emplace_back(receipt_printer::Text{"居住证原件、一寸照片一张。Bring the original."});
        const auto last = ticket();
        receipt.elements.insert(receipt.elements.end(), last.elements.begin(), last.elements.end());
        if (encodeReceipt(receipt, capabilities, type).paper_dots >= dots) return receipt;
    }
}

double medianMs(const receipt_printer::Receipt& receipt, const receipt_printer::Capabilities& capabilities,
                raster::Type& type) {
    std::vector<double> times;
    for (int i = 0; i < 41; ++i) {
        const auto begun = worked(CLOCK_PROCESS_CPUTIME_ID);
        const auto encoded = encodeReceipt(receipt, capabilities, type);
        times.push_back(static_cast<double>((worked(CLOCK_PROCESS_CPUTIME_ID) - begun).count()) / 1000);
        if (encoded.bytes.empty()) return -1;
    }
    std::nth_element(times.begin(), times.begin() + 20, times.end());
    return times[20];
}

void encode() {
    raster::Type type;
    const receipt_printer::Capabilities text;
    auto whole = text;
    whole.whole_raster = true;
    const auto full = paper(1600, whole, type); // 200 mm at 8 dots a millimetre
    std::printf("{\"text_ms\": %.3f, \"raster_200_mm_ms\": %.3f}\n", medianMs(ticket(), text, type),
                medianMs(full, whole, type));
}

} // namespace

/// In front of the emulated bus: a kernel answers libusb's ioctls at once, the emulated bus by some thirty messages
/// over a socket for each look for a card. What this costs is the bus's, not the drivers'.
extern "C" int ioctl(int file, unsigned long request, ...) {
    using Ioctl = int (*)(int, unsigned long, void*);
    static const auto next = reinterpret_cast<Ioctl>(dlsym(RTLD_NEXT, "ioctl"));
    va_list arguments;
    va_start(arguments, request);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    const long before = switchesOfThread();
    const int result = next(file, request, argument);
    const int error = errno;
    switches_in_ioctl += switchesOfThread() - before;
    errno = error;
    return result;
}

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "encode")
        encode();
    else
        watch();
}
