// SPDX-License-Identifier: Apache-2.0
// See printer_model.h. Bits of DLE EOT, GS r and GS a: Epson TM-T88III guide p. 316-318, TM-U220 reference.
#include "drivers/emulation/printer_model.h"

#include <algorithm>

#include "drivers/emulation/escpos_bytes.h"

namespace onestop::emulation {

namespace {

constexpr std::uint8_t kIn = 0x82;
constexpr std::size_t kBufferBytes = 4096; ///< taken while nothing can be printed; then NAK

DeviceIdentity printerIdentity() {
    DeviceIdentity identity;
    identity.vendor = 0x04b8;
    identity.product = 0x0202;
    identity.interface_class = 7;
    identity.interface_subclass = 1;
    identity.interface_protocol = 2;
    identity.endpoints = {{0x01, 2}, {0x82, 2}};
    identity.manufacturer = "Emulated";
    identity.product_name = "Receipt printer";
    identity.serial = "PRINTER01";
    return identity;
}

std::uint8_t bits(std::initializer_list<std::pair<bool, int>> list) {
    int value = 0;
    for (const auto& [set, bit] : list)
        if (set) value |= bit;
    return static_cast<std::uint8_t>(value);
}

} // namespace

PrinterModel::PrinterModel(PaperMillimetres width) : DeviceModel(printerIdentity()), interpreter_(width) {}

bool PrinterModel::offline() const {
    return cover_open_ || paper_ == Paper::Out || cutter_jammed_ || faults().has(Fault::Overheated) ||
           faults().has(Fault::Unrecoverable);
}

void PrinterModel::openCover() {
    cover_open_ = true;
    stateChanged();
}

void PrinterModel::closeCover() {
    cover_open_ = false;
    stateChanged();
}

void PrinterModel::takePaper() {
    paper_ = Paper::Out;
    stateChanged();
}

void PrinterModel::loadPaper() {
    paper_ = Paper::Present;
    stateChanged();
}

void PrinterModel::paperLow() {
    if (paper_ == Paper::Present) paper_ = Paper::NearEnd;
    stateChanged();
}

void PrinterModel::clearFaults() {
    faults().clear();
    cutter_jammed_ = false;
    stateChanged();
}

void PrinterModel::stateChanged() {
    if (automatic_ != 0) {
        auto now = automaticStatus();
        if (now != last_automatic_) answer(kIn, now);
        last_automatic_ = now;
    }
    print();
}

bool PrinterModel::takesOut(std::uint8_t endpoint) const {
    return DeviceModel::takesOut(endpoint) && !(offline() && buffer_.size() >= kBufferBytes);
}

void PrinterModel::received(std::uint8_t, std::span<const std::uint8_t> data) {
    for (auto byte : data)
        realTime(byte);
    // A question alone in its transfer never waits in the buffer, else asking would fill it.
    const bool only_question = data.size() == 3 && data[0] == kDle && data[1] == 0x04;
    if (!only_question) buffer_.insert(buffer_.end(), data.begin(), data.end());
    print();
}

/// DLE EOT n is answered at its arrival: offline, with a full buffer, and also in the middle of a picture.
void PrinterModel::realTime(std::uint8_t byte) {
    real_time_ = {real_time_[1], real_time_[2], byte};
    auto [first, command, n] = real_time_;
    if (first != kDle) return;
    if (command == 0x04 && n >= 1 && n <= 4) answer(kIn, {realTimeStatus(n)});
    if (command == 0x05 && n == 2) {
        buffer_.clear();
        interpreter_.reset();
    }
}

std::uint8_t PrinterModel::realTimeStatus(std::uint8_t which) const {
    bool hot = faults().has(Fault::Overheated), broken = faults().has(Fault::Unrecoverable);
    switch (which) {
    case 1:
        return bits({{true, 0x12}, {offline(), 0x08}});
    case 2:
        return bits(
            {{true, 0x12}, {cover_open_, 0x04}, {paper_ == Paper::Out, 0x20}, {cutter_jammed_ || hot || broken, 0x40}});
    case 3:
        return bits({{true, 0x12}, {cutter_jammed_, 0x08}, {broken, 0x20}, {hot, 0x40}});
    default:
        return bits({{true, 0x12}, {paper_ != Paper::Present, 0x0C}, {paper_ == Paper::Out, 0x60}});
    }
}

Bytes PrinterModel::automaticStatus() const {
    bool hot = faults().has(Fault::Overheated), broken = faults().has(Fault::Unrecoverable);
    return {bits({{true, 0x10}, {offline(), 0x08}, {cover_open_, 0x20}}),
            bits({{cutter_jammed_, 0x08}, {broken, 0x20}, {hot, 0x40}}),
            bits({{paper_ != Paper::Present, 0x03}, {paper_ == Paper::Out, 0x0C}}), 0};
}

void PrinterModel::print() {
    while (!offline() && !buffer_.empty()) {
        auto until_out = faults().position(Fault::PaperOutAt);
        if (until_out && *until_out == 0) {
            faults().take(Fault::PaperOutAt);
            takePaper();
            return;
        }
        auto count = std::min<std::uint64_t>(buffer_.size(), until_out.value_or(buffer_.size()));
        auto taken = interpreter_.feed(std::span(buffer_).first(count));
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(taken));
        bytes_printed_ += taken;
        if (until_out) faults().set(Fault::PaperOutAt, *until_out - taken, 1);
        for (const auto& request : interpreter_.takeRequests())
            obey(request);
    }
}

void PrinterModel::obey(const PrinterRequest& request) {
    if (const auto* ask = std::get_if<AskStatus>(&request)) {
        answer(kIn, {ask->which == 1 ? bits({{paper_ != Paper::Present, 0x03}, {paper_ == Paper::Out, 0x0C}})
                                     : std::uint8_t{0}});
    } else if (const auto* set = std::get_if<SetAutomaticStatus>(&request)) {
        automatic_ = set->what;
        last_automatic_ = automaticStatus();
        if (automatic_ != 0) answer(kIn, last_automatic_);
    } else if (const auto* who = std::get_if<AskIdentity>(&request)) {
        answer(kIn, identityAnswer(who->which));
    } else if (const auto* printed = std::get_if<AskPrinted>(&request)) {
        if (faults().take(Fault::NoPrintedAnswer)) return;
        auto id = faults().take(Fault::StaleAnswerId) ? last_answer_id_ : printed->id;
        last_answer_id_ = printed->id;
        interpreter_.confirmLastSlip(printed->id);
        if (onSlip && interpreter_.lastSlip().number != 0) onSlip(interpreter_.lastSlip());
        ++printed_answers_;
        Bytes bytes{0x37, 0x22};
        bytes.insert(bytes.end(), id.begin(), id.end());
        bytes.push_back(0);
        answer(kIn, std::move(bytes));
    } else {
        ++receipts_;
        if (onSlip) onSlip(interpreter_.lastSlip());
        if (faults().take(Fault::CutterError)) {
            cutter_jammed_ = true;
            stateChanged();
        }
    }
}

Bytes PrinterModel::identityAnswer(std::uint8_t which) const {
    std::string text;
    switch (which) {
    case 1:
    case '1':
        return {0x20};
    case 2:
    case '2':
        return {0x03}; // multi-byte characters, cutter
    case 3:
    case '3':
        return {0x01};
    case 65:
        text = "1.00 ESC/POS";
        break;
    case 66:
        text = "EPSON";
        break;
    case 67:
        text = "TM-T82III";
        break;
    case 68:
        text = identity().serial;
        break;
    case 69:
        text = "CHINA GB18030";
        break;
    default:
        return {};
    }
    Bytes bytes{0x5F};
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.push_back(0);
    return bytes;
}

std::optional<Bytes> PrinterModel::classControl(const SetupPacket& setup, std::span<const std::uint8_t>) {
    if (setup.request_type == 0xA1 && setup.request == 0) { // GET_DEVICE_ID
        if (faults().take(Fault::StallDeviceId)) return std::nullopt;
        std::string id = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82III;CLS:PRINTER;SN:" + identity().serial + ";";
        auto length = id.size() + 2;
        Bytes bytes{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xff)};
        bytes.insert(bytes.end(), id.begin(), id.end());
        return bytes;
    }
    if (setup.request_type == 0xA1 && setup.request == 1) // GET_PORT_STATUS
        return Bytes{bits({{true, 0x10}, {!offline(), 0x08}, {paper_ == Paper::Out, 0x20}})};
    if ((setup.request_type == 0x21 || setup.request_type == 0x23) && setup.request == 2) { // SOFT_RESET
        powerOn();
        return Bytes{};
    }
    return std::nullopt;
}

void PrinterModel::powerOn() {
    buffer_.clear();
    real_time_ = {};
    interpreter_.reset();
    automatic_ = 0;
}

nlohmann::json PrinterModel::status() const {
    auto all = DeviceModel::status();
    const char* paper = paper_ == Paper::Out ? "out" : paper_ == Paper::NearEnd ? "near_end" : "present";
    all.update({{"receipts", receipts_},
                {"printed_answers", printed_answers_},
                {"bytes_printed", bytes_printed_},
                {"bytes_waiting", buffer_.size()},
                {"violations", interpreter_.violations()},
                {"paper", paper},
                {"cover_open", cover_open_},
                {"cutter_jammed", cutter_jammed_}});
    return all;
}

} // namespace onestop::emulation
