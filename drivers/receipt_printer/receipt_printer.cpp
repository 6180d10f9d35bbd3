// SPDX-License-Identifier: Apache-2.0
// Carries out the machine's effects on the USB thread and brings it what happened. Decides nothing.
#include "drivers/receipt_printer/receipt_printer.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "drivers/receipt_printer/device_id.h"
#include "drivers/receipt_printer/encode_receipt.h"
#include "drivers/receipt_printer/printer_machine.h"
#include "drivers/receipt_printer/quirks.h"
#include "drivers/receipt_printer/unit_memory.h"

namespace onestop::receipt_printer {

namespace {

constexpr milliseconds kControlDeadline{500};
constexpr milliseconds kListenAgain{20}; ///< after an empty or failed packet: some printers send those without end
constexpr milliseconds kOfferAgain{500};
constexpr std::uint16_t kDeviceIdBytes = 1024;

constexpr std::uint8_t kClassIn = 0xA1; ///< class request to an interface, device to host
constexpr std::uint8_t kGetDeviceId = 0, kGetPortStatus = 1;

usb::DeviceMatcher matcherOf(const PrinterConfig& config) {
    usb::DeviceMatcher matcher{config.ids, {{7, 1, std::nullopt}}, config.port};
    for (const auto& quirk : quirks())
        if (quirk.vendor_class) matcher.ids.push_back({quirk.vendor, quirk.product});
    return matcher;
}

bool isConfigured(const PrinterConfig& config, const usb::DeviceDescription& device) {
    for (const auto& id : config.ids)
        if (id.vendor == device.vendor && (!id.product || *id.product == device.product)) return true;
    return false;
}

/// No paper comes out twice without saying so, whoever made the receipt.
void markReprint(Receipt& receipt) {
    const auto says = [](const Element& element) {
        const auto* text = std::get_if<Text>(&element);
        return text != nullptr &&
               (text->text.find("补打") != std::string::npos || text->text.find("補打") != std::string::npos);
    };
    if (std::any_of(receipt.elements.begin(), receipt.elements.end(), says)) return;
    std::vector<Element> elements;
    elements.emplace_back(Text{"补打", 1, true, Align::Center, true});
    for (auto& element : receipt.elements)
        elements.push_back(std::move(element));
    receipt.elements = std::move(elements);
}

} // namespace

class ReceiptPrinter::Unit final : public usb::DeviceClient, public std::enable_shared_from_this<Unit> {
public:
    Unit(usb::UsbHost& bus, PrinterConfig config, PrintJournal& journal, PrinterListener& listener)
        : bus_(bus), config_(std::move(config)), journal_(journal), listener_(listener), memory_(config_.memory),
          timer_(bus), listen_again_(bus) {
        capabilities_.paper = config_.paper;
        capabilities_.rom = config_.rom;
        capabilities_.whole_raster = config_.whole_raster;
    }

    void start() {
        // Opening the fonts takes a quarter of a second the first time; the first ticket shall not wait for it.
        bus_.post([weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->encode({raster::Script::Hans, {Text{"一", 3, true}, Text{"一", 3}}});
        });
        bus_.attach(*this, matcherOf(config_));
    }

    void stop() {
        bus_.run([this] {
            stopped_ = true;
            timer_.stop();
            listen_again_.stop();
        });
        bus_.detach(*this);
    }

    void print(PrintJob job) {
        if (job.reprint) markReprint(job.receipt);
        auto encoded = encode(job.receipt);
        bus_.post([weak = weak_from_this(), id = std::move(job.print_job_id), encoded = std::move(encoded)]() mutable {
            const auto self = weak.lock();
            if (self == nullptr || self->stopped_) return;
            if (!self->jobs_.try_emplace(id, Pending{encoded, false}).second) { // under way already: not twice
                self->listener_.printFinished(id, PrintOutcome::NotPrinted);
                return;
            }
            self->dispatch(event::Submitted{id, std::move(encoded.bytes)});
        });
    }

    void rollChanged() {
        bus_.post([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self == nullptr || self->unit_.empty()) return;
            self->memory_.of(self->unit_).changeRoll();
            self->memory_.save();
        });
    }

    PrinterReport report() {
        PrinterReport report;
        bus_.run([&] {
            report.state = machine_.state();
            report.confirmation = machine_.confirmation();
            report.unidirectional = wiring_.in_endpoint == 0 && device_ != nullptr;
            if (device_ == nullptr) return;
            report.usb_id = device_->description().idText();
            report.port = device_->description().port;
            report.device_id = device_id_.text();
            const UnitRecord& record = memory_.of(unit_);
            report.paper_used_metres = static_cast<double>(record.used_dots) / kDotsPerMetre;
            report.roll_metres = static_cast<double>(record.roll_dots) / kDotsPerMetre;
            report.paper_left_metres = static_cast<double>(record.leftDots()) / kDotsPerMetre;
            report.slips_left = record.leftSlips();
        });
        return report;
    }

    void opened(usb::UsbDevice& device) override {
        const auto& description = device.description();
        const Quirk quirk = quirkOf(description.vendor, description.product);
        const auto wiring = wiringOf(description, quirk, isConfigured(config_, description));
        if (!wiring) return device.close(kOfferAgain * 10); // its class said printer, its interfaces do not
        const auto claimed = device.claim(wiring->interface_number);
        if (!claimed) {
            device.close(kOfferAgain * 4);
            return refused(claimed.error());
        }
        if (wiring->alternate != 0 && !device.setAlternate(wiring->interface_number, wiring->alternate)) {
            device.close(kOfferAgain * 4);
            return refused(usb::AccessFailure::Other);
        }
        device_ = &device;
        wiring_ = *wiring;
        device_id_ = {};
        if (quirk.no_device_id) return attached();
        const auto index = static_cast<std::uint16_t>((wiring_.interface_number << 8) | wiring_.alternate);
        device.controlIn({kClassIn, kGetDeviceId, 0, index}, kDeviceIdBytes, kControlDeadline,
                         [this](usb::TransferResult result) {
                             if (result.status == usb::TransferStatus::Done) device_id_ = parseDeviceId(result.data);
                             attached();
                         });
    }

    void gone() override {
        forget();
        dispatch(event::Detached{});
    }

    void refused(usb::AccessFailure) override { dispatch(event::Refused{}); }

private:
    /// Any thread: the fonts are behind a lock.
    EncodedReceipt encode(const Receipt& receipt) {
        const std::lock_guard lock(type_lock_);
        return encodeReceipt(receipt, capabilities_, type_);
    }

    void attached() {
        const auto& description = device_->description();
        unit_ = description.idText() + " " + (device_id_.serial.empty() ? description.port : device_id_.serial);
        if (wiring_.in_endpoint != 0) listen();
        dispatch(event::Attached{memory_.of(unit_).confirmation, wiring_.in_endpoint == 0});
    }

    void forget() {
        device_ = nullptr;
        listen_again_.stop();
    }

    void listen() {
        const std::size_t capacity = std::max<std::size_t>(wiring_.in_packet_bytes, 64);
        device_->in(wiring_.in_endpoint, capacity, milliseconds(0), [this](usb::TransferResult result) {
            if (result.status == usb::TransferStatus::Gone) return; // gone() follows
            if (result.status == usb::TransferStatus::Stalled) device_->clearHalt(wiring_.in_endpoint);
            if (result.count == 0) return listen_again_.start(kListenAgain, [this] { listen(); });
            const Bytes bytes(result.data.begin(), result.data.end());
            listen();
            dispatch(event::Received{bytes});
        });
    }

    /// Events that arise while effects are carried out wait for their turn.
    void dispatch(Event event) {
        events_.push_back(std::move(event));
        if (std::exchange(dispatching_, true)) return;
        while (!events_.empty() && !stopped_) {
            const Event next = std::move(events_.front());
            events_.pop_front();
            for (auto& effect : machine_.handle(next))
                std::visit([this](auto& act) { carryOut(act); }, effect);
        }
        dispatching_ = false;
    }

    void carryOut(effect::Write& write) {
        if (device_ == nullptr) return; // the machine's Wait ends this
        device_->cancel(wiring_.out_endpoint);
        device_->out(wiring_.out_endpoint, std::move(write.bytes), write.deadline, [this](usb::TransferResult result) {
            if (result.status == usb::TransferStatus::Gone) return; // gone() follows
            if (result.status == usb::TransferStatus::Stalled) device_->clearHalt(wiring_.out_endpoint);
            dispatch(event::Written{result.status == usb::TransferStatus::Done});
        });
    }
    void carryOut(effect::AbandonWrite&) {
        if (device_ != nullptr) device_->cancel(wiring_.out_endpoint);
    }
    void carryOut(effect::AskPort&) {
        if (device_ == nullptr) return;
        device_->controlIn({kClassIn, kGetPortStatus, 0, wiring_.interface_number}, 1, kControlDeadline,
                           [this](usb::TransferResult result) {
                               const bool answered = result.status == usb::TransferStatus::Done && result.count == 1;
                               dispatch(event::PortAnswered{answered ? std::optional(result.data[0]) : std::nullopt});
                           });
    }
    void carryOut(effect::Wait& wait) {
        timer_.start(wait.length, [this] { dispatch(event::TimeUp{}); });
    }
    void carryOut(effect::Journal& journal) {
        const std::string answer_id = journal_.nextAnswerId();
        auto& job = jobs_[journal.print_job_id];
        job.refused = !journal_.recordSending(journal.print_job_id, answer_id, job.encoded.bytes);
        dispatch(event::Journalled{job.refused ? std::nullopt : std::optional(answer_id)});
    }
    void carryOut(effect::Finish& finish) {
        const auto job = jobs_.extract(finish.print_job_id);
        if (!job.empty() && finish.outcome != PrintOutcome::NotPrinted) usePaper(job.mapped().encoded.paper_dots);
        // A job that the journal refused keeps what the journal already says of it.
        if (!job.empty() && !job.mapped().refused) journal_.recordOutcome(finish.print_job_id, finish.outcome);
        listener_.printFinished(finish.print_job_id, finish.outcome);
    }
    void carryOut(effect::Announce& announce) {
        if (!unit_.empty() && memory_.of(unit_).note(announce.state)) memory_.save();
        listener_.printerStateChanged(announce.state);
    }
    void carryOut(effect::Remember& remember) {
        memory_.of(unit_).confirmation = remember.confirmation;
        memory_.save();
    }
    void carryOut(effect::Reopen&) {
        if (device_ == nullptr) return;
        auto& device = *device_;
        forget();
        device.close(kOfferAgain);
    }

    void usePaper(int dots) {
        if (unit_.empty()) return;
        memory_.of(unit_).used_dots += dots;
        memory_.of(unit_).used_slips += 1;
        memory_.save();
    }

    struct Pending {
        EncodedReceipt encoded;
        bool refused = false; ///< by the journal
    };

    usb::UsbHost& bus_;
    const PrinterConfig config_;
    PrintJournal& journal_;
    PrinterListener& listener_;
    Capabilities capabilities_;
    std::mutex type_lock_;
    raster::Type type_;
    // All below: USB thread only.
    PrinterMachine machine_;
    UnitMemory memory_;
    usb::Timer timer_;
    usb::Timer listen_again_;
    usb::UsbDevice* device_ = nullptr;
    Wiring wiring_;
    DeviceIdText device_id_;
    std::string unit_; ///< key in the memory
    std::map<std::string, Pending> jobs_;
    std::deque<Event> events_;
    bool dispatching_ = false;
    bool stopped_ = false;
};

ReceiptPrinter::ReceiptPrinter(usb::UsbHost& bus, PrinterConfig config, PrintJournal& journal,
                               PrinterListener& listener)
    : unit_(std::make_shared<Unit>(bus, std::move(config), journal, listener)) {
    unit_->start();
}

ReceiptPrinter::~ReceiptPrinter() { unit_->stop(); }

void ReceiptPrinter::print(PrintJob job) { unit_->print(std::move(job)); }
void ReceiptPrinter::rollChanged() { unit_->rollChanged(); }
PrinterReport ReceiptPrinter::report() { return unit_->report(); }

} // namespace onestop::receipt_printer
