// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/qr_scanner.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "drivers/qr_scanner/hid_descriptor.h"
#include "drivers/qr_scanner/pos_reports.h"
#include "drivers/qr_scanner/typed_scans.h"

namespace onestop::qr_scanner {
namespace {

using usb::ControlSetup;
using usb::EndpointKind;
using usb::milliseconds;
using usb::TransferResult;
using usb::TransferStatus;

constexpr milliseconds kControlDeadline{1000};
constexpr milliseconds kLivenessEvery{20'000};
constexpr milliseconds kPartDeadline{300}; ///< between the parts of one scan
constexpr milliseconds kBackOffFirst{1000}, kBackOffMost{10'000};
constexpr std::uint8_t kClassHid = 0x03, kClassCdc = 0x02, kClassCdcData = 0x0A;
constexpr std::uint8_t kBootSubclass = 1, kKeyboardProtocol = 1;

bool isKeyboard(const usb::Interface& interface) {
    return interface.class_code == kClassHid && interface.subclass == kBootSubclass &&
           interface.protocol == kKeyboardProtocol;
}

/// wDescriptorLength of the report descriptor, from the HID descriptor behind the interface (HID 1.11, 6.2.1).
std::uint16_t reportDescriptorBytes(const usb::Interface& interface) {
    const auto& extra = interface.extra;
    if (extra.size() < 9 || extra[1] != 0x21) return kDescriptorBytesMost;
    return std::min(static_cast<std::uint16_t>(extra[7] | extra[8] << 8), kDescriptorBytesMost);
}

} // namespace

/// Lives on the USB thread.
class QrScanner::Shell final : public usb::DeviceClient {
public:
    Shell(usb::UsbHost& host, ScannerConfig config, ScannerListener& listener)
        : host_(host), listener_(listener), schemes_(std::move(config.schemes)), liveness_(host), part_(host) {
        host_.attach(*this, {std::move(config.ids), {}, std::move(config.port)});
    }
    ~Shell() override { host_.detach(*this); }

    void opened(usb::UsbDevice& device) override {
        device_ = &device;
        tryHid(0);
    }
    void gone() override {
        device_ = nullptr;
        stop();
        back_off_ = kBackOffFirst;
        become(ScannerState::Absent);
    }
    void refused(usb::AccessFailure failure) override {
        if (failure != usb::AccessFailure::Gone) become(ScannerState::Refused);
    }

private:
    using Assembler = std::variant<PosAssembler, KeyboardAssembler, LineAssembler>;

    /// Asks every HID interface from `index` on for its report descriptor until one is a bar code scanner's.
    void tryHid(std::size_t index) {
        const auto& interfaces = device_->description().interfaces;
        while (index < interfaces.size() &&
               (interfaces[index].class_code != kClassHid || isKeyboard(interfaces[index])))
            ++index;
        if (index == interfaces.size()) return trySerial();
        const auto& interface = interfaces[index];
        if (!claim(interface.number)) return;
        const ControlSetup get_descriptor{0x81, 0x06, 0x2200, interface.number};
        device_->controlIn(get_descriptor, reportDescriptorBytes(interface), kControlDeadline,
                           [this, index](TransferResult result) { gotDescriptor(index, result); });
    }
    void gotDescriptor(std::size_t index, const TransferResult& result) {
        if (result.status == TransferStatus::Gone) return;
        if (result.status == TransferStatus::TimedOut) return giveUp();
        const auto& interface = device_->description().interfaces[index];
        const auto* endpoint = interface.endpoint(EndpointKind::Interrupt, true);
        const auto fields = parseReportDescriptor(result.data);
        const auto layout = fields ? posLayoutOf(*fields) : std::nullopt;
        if (!layout || endpoint == nullptr) return tryHid(index + 1);
        const auto capacity = std::max<std::size_t>(layout->report_bytes, endpoint->max_packet_bytes);
        const auto in = endpoint->address;
        if (!layout->start_report) return start(PosAssembler(*layout), in, capacity, ScannerState::Ready);
        const auto report = *layout->start_report;
        const ControlSetup set_report{0x21, 0x09, static_cast<std::uint16_t>(0x0300 | report), interface.number};
        device_->controlOut(set_report, {report, 0x01}, kControlDeadline,
                            [this, layout, in, capacity](TransferResult started) {
                                if (started.status == TransferStatus::Gone) return;
                                if (started.status != TransferStatus::Done) return giveUp();
                                start(PosAssembler(*layout), in, capacity, ScannerState::Ready);
                            });
    }

    void trySerial() {
        const auto& interfaces = device_->description().interfaces;
        const auto has_class = [](std::uint8_t code) {
            return [code](const usb::Interface& i) { return i.class_code == code; };
        };
        const auto control = std::find_if(interfaces.begin(), interfaces.end(), has_class(kClassCdc));
        const auto data = std::find_if(interfaces.begin(), interfaces.end(), has_class(kClassCdcData));
        const auto* in = data == interfaces.end() ? nullptr : data->endpoint(EndpointKind::Bulk, true);
        if (control == interfaces.end() || in == nullptr) return tryKeyboard();
        if (!claim(control->number) || !claim(data->number)) return;
        // SET_LINE_CODING 115200 8N1, then DTR and RTS (CDC PSTN 1.2, 6.3): some scanners stay mute without them.
        const auto interface_number = control->number;
        const auto start_reading = [this, address = in->address](const TransferResult& result) {
            if (result.status != TransferStatus::Gone) start(LineAssembler(), address, 512, ScannerState::Ready);
        };
        device_->controlOut(
            {0x21, 0x20, 0, interface_number}, {0x00, 0xC2, 0x01, 0x00, 0, 0, 8}, kControlDeadline,
            [this, interface_number, start_reading](TransferResult result) {
                if (result.status == TransferStatus::Gone) return;
                device_->controlOut({0x21, 0x22, 0x0003, interface_number}, {}, kControlDeadline, start_reading);
            });
    }

    void tryKeyboard() {
        const auto& interfaces = device_->description().interfaces;
        const auto found = std::find_if(interfaces.begin(), interfaces.end(), isKeyboard);
        const auto* in = found == interfaces.end() ? nullptr : found->endpoint(EndpointKind::Interrupt, true);
        if (in == nullptr) return giveUp();
        if (!claim(found->number)) return;
        const ControlSetup set_boot_protocol{0x21, 0x0B, 0, found->number};
        device_->controlOut(set_boot_protocol, {}, kControlDeadline, [this, address = in->address](auto result) {
            // Scanners that know only boot reports stall this.
            if (result.status != TransferStatus::Gone)
                start(KeyboardAssembler(), address, 64, ScannerState::KeyboardOnly);
        });
    }

    bool claim(std::uint8_t interface_number) {
        const auto claimed = device_->claim(interface_number);
        if (claimed) return true;
        auto* device = std::exchange(device_, nullptr);
        become(ScannerState::Refused);
        device->close(nextBackOff());
        return false;
    }

    void start(Assembler assembler, std::uint8_t endpoint, std::size_t capacity, ScannerState state) {
        assembler_ = std::move(assembler);
        in_ = endpoint;
        capacity_ = capacity;
        back_off_ = kBackOffFirst;
        failures_ = 0;
        become(state);
        read();
        checkLater();
    }
    void read() {
        device_->in(in_, capacity_, milliseconds(0), [this](TransferResult result) { arrived(result); });
    }
    void arrived(const TransferResult& result) {
        if (result.status == TransferStatus::Gone) return;
        if (result.status != TransferStatus::Done) {
            if (++failures_ > 3) return giveUp();
            device_->clearHalt(in_);
            return read();
        }
        failures_ = 0;
        feed(result.data);
        if (device_ != nullptr) read();
    }
    void feed(std::span<const std::uint8_t> bytes) {
        part_.stop();
        if (auto* pos = std::get_if<PosAssembler>(&*assembler_)) {
            if (const auto scan = pos->feed(bytes)) tell(*scan);
        } else if (auto* keyboard = std::get_if<KeyboardAssembler>(&*assembler_)) {
            for (const auto& scan : keyboard->feed(bytes))
                tell(scan);
        } else {
            for (const auto& scan : std::get<LineAssembler>(*assembler_).feed(bytes))
                tell(scan);
        }
        const bool midway = std::visit([](const auto& assembler) { return assembler.midway(); }, *assembler_);
        if (midway) part_.start(kPartDeadline, [this] { endPart(); });
    }
    /// A silence ends a typed scan; a POS scan that announced more and sent nothing is refused.
    void endPart() {
        if (auto* pos = std::get_if<PosAssembler>(&*assembler_)) {
            pos->reset();
            return listener_.scanRefused(ScanRefusal::Interrupted);
        }
        auto* keyboard = std::get_if<KeyboardAssembler>(&*assembler_);
        if (const auto scan = keyboard ? keyboard->flush() : std::get<LineAssembler>(*assembler_).flush()) tell(*scan);
    }
    void tell(const Bytes& scan) {
        const auto payload = checkPayload(scan, schemes_);
        if (payload)
            listener_.scanned(*payload);
        else if (payload.error() != ScanRefusal::Empty) // a scanner's own beep or key release
            listener_.scanRefused(payload.error());
    }

    /// Presence comes from the bus, liveness from an exchange: GET_STATUS, which every device must answer.
    void checkLater() {
        liveness_.start(kLivenessEvery, [this] {
            device_->controlIn({0x80, 0x00, 0, 0}, 2, kControlDeadline, [this](TransferResult result) {
                if (result.status == TransferStatus::Gone) return;
                if (result.status == TransferStatus::TimedOut) return giveUp();
                checkLater();
            });
        });
    }
    void giveUp() {
        auto* device = std::exchange(device_, nullptr);
        stop();
        become(ScannerState::NotAnswering);
        device->close(nextBackOff());
    }
    milliseconds nextBackOff() { return std::exchange(back_off_, std::min(back_off_ * 2, kBackOffMost)); }
    void stop() {
        liveness_.stop();
        part_.stop();
        assembler_.reset();
    }
    void become(ScannerState state) {
        if (std::exchange(state_, state) != state) listener_.scannerStateChanged(state);
    }

    usb::UsbHost& host_;
    ScannerListener& listener_;
    std::vector<std::string> schemes_;
    usb::Timer liveness_;
    usb::Timer part_;
    usb::UsbDevice* device_ = nullptr;
    std::optional<Assembler> assembler_;
    std::uint8_t in_ = 0;
    std::size_t capacity_ = 64;
    int failures_ = 0;
    milliseconds back_off_ = kBackOffFirst;
    ScannerState state_ = ScannerState::Absent;
};

QrScanner::QrScanner(usb::UsbHost& host, ScannerConfig config, ScannerListener& listener) : host_(host) {
    host_.run([&] { shell_ = std::make_unique<Shell>(host_, std::move(config), listener); });
}

QrScanner::~QrScanner() {
    host_.run([&] { shell_.reset(); });
}

} // namespace onestop::qr_scanner
