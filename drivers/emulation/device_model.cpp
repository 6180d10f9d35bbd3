// SPDX-License-Identifier: Apache-2.0
// See device_model.h. Standard requests: USB 2.0, 9.4; descriptor layouts: 9.6.
#include "drivers/emulation/device_model.h"

#include <algorithm>

namespace onestop::emulation {

namespace {

constexpr std::uint8_t kGetStatus = 0x00;
constexpr std::uint8_t kClearFeature = 0x01;
constexpr std::uint8_t kGetDescriptor = 0x06;
constexpr std::uint8_t kDeviceDescriptor = 1;
constexpr std::uint8_t kConfigurationDescriptor = 2;
constexpr std::uint8_t kStringDescriptor = 3;
constexpr std::size_t kDeviceDescriptorBytes = 18;

std::uint8_t low(std::uint16_t value) { return static_cast<std::uint8_t>(value & 0xff); }
std::uint8_t high(std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); }

Bytes makeDescriptors(const DeviceIdentity& of) {
    Bytes interface {
        9, 4, 0, 0, static_cast<std::uint8_t>(of.endpoints.size()), of.interface_class, of.interface_subclass,
            of.interface_protocol, 0
    };
    interface.insert(interface.end(), of.class_descriptor.begin(), of.class_descriptor.end());
    for (const auto& endpoint : of.endpoints) {
        std::uint8_t interval = endpoint.attributes == 3 ? 10 : 0;
        for (std::uint8_t byte : {std::uint8_t{7}, std::uint8_t{5}, endpoint.address, endpoint.attributes,
                                  std::uint8_t{DeviceModel::kPacketBytes}, std::uint8_t{0}, interval})
            interface.push_back(byte);
    }
    auto total = static_cast<std::uint16_t>(9 + interface.size());
    Bytes all;
    all.reserve(kDeviceDescriptorBytes + total);
    for (int byte : {18,
                     1,
                     0x10,
                     0x01,
                     0,
                     0,
                     0,
                     64,
                     int{low(of.vendor)},
                     int{high(of.vendor)},
                     int{low(of.product)},
                     int{high(of.product)},
                     0,
                     1,
                     1,
                     2,
                     3,
                     1,
                     9,
                     2,
                     int{low(total)},
                     int{high(total)},
                     1,
                     1,
                     0,
                     0x80,
                     50})
        all.push_back(static_cast<std::uint8_t>(byte));
    all.insert(all.end(), interface.begin(), interface.end());
    return all;
}

/// ASCII only: the names of the emulated devices are.
Bytes stringDescriptor(std::string_view text) {
    Bytes bytes{static_cast<std::uint8_t>(2 + 2 * text.size()), kStringDescriptor};
    for (char c : text) {
        bytes.push_back(static_cast<std::uint8_t>(c));
        bytes.push_back(0);
    }
    return bytes;
}

} // namespace

SetupPacket parseSetup(std::span<const std::uint8_t, 8> b) {
    auto word = [&](std::size_t at) { return static_cast<std::uint16_t>(b[at] | b[at + 1] << 8); };
    return {b[0], b[1], word(2), word(4), word(6)};
}

DeviceModel::DeviceModel(DeviceIdentity identity)
    : identity_(std::move(identity)), descriptors_(makeDescriptors(identity_)) {}

bool DeviceModel::takesOut(std::uint8_t) const { return !faults_.has(Fault::Nak); }

Bytes DeviceModel::damaged(std::span<const std::uint8_t> data) {
    Bytes result;
    result.reserve(data.size());
    for (std::uint8_t byte : data) {
        if (faults_.takeAtByte(Fault::DropBytes)) continue;
        result.push_back(byte);
        if (faults_.takeAtByte(Fault::DoubleBytes)) result.push_back(byte);
    }
    return result;
}

void DeviceModel::out(std::uint8_t endpoint, std::span<const std::uint8_t> data) {
    if (auto at = faults_.position(Fault::UnplugAt)) {
        if (*at < data.size()) {
            data = data.first(*at);
            faults_.take(Fault::UnplugAt);
            unplug_requested_ = true;
        } else {
            faults_.set(Fault::UnplugAt, *at - data.size(), 1);
        }
    }
    bytes_taken_ += data.size();
    if (!damagesInput()) return received(endpoint, data);
    Bytes arrived = damaged(data);
    received(endpoint, arrived);
}

void DeviceModel::answer(std::uint8_t endpoint, Bytes data) {
    if (faults_.take(Fault::NoAnswer)) return;
    ++answers_given_;
    if (!damagesInput()) data = damaged(data);
    if (auto at = faults_.position(Fault::Slow); at && faults_.take(Fault::Slow)) {
        auto cut = data.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(*at, data.size()));
        held_.emplace_back(endpoint, Bytes(cut, data.end()));
        data.erase(cut, data.end());
    }
    if (!data.empty()) answers_[endpoint].push_back(std::move(data));
}

bool DeviceModel::hasAnswers(std::uint8_t endpoint) const {
    auto found = answers_.find(endpoint);
    return found != answers_.end() && !found->second.empty();
}

void DeviceModel::release() {
    for (auto& [endpoint, data] : held_)
        if (!data.empty()) answers_[endpoint].push_back(std::move(data));
    held_.clear();
}

std::optional<Bytes> DeviceModel::in(std::uint8_t endpoint, std::size_t capacity) {
    if (!hasAnswers(endpoint)) return std::nullopt;
    auto& queue = answers_[endpoint];
    Bytes& first = queue.front();
    auto count = std::min(first.size(), capacity);
    Bytes given(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(count));
    first.erase(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(count));
    if (first.empty()) queue.pop_front();
    return given;
}

std::optional<Bytes> DeviceModel::control(const SetupPacket& setup, std::span<const std::uint8_t> data) {
    bool standard = (setup.request_type & 0x60) == 0;
    auto result = standard ? standardControl(setup) : std::nullopt;
    if (!result) result = classControl(setup, data);
    if (result && result->size() > setup.length) result->resize(setup.length);
    return result;
}

std::optional<Bytes> DeviceModel::standardControl(const SetupPacket& setup) const {
    bool in = (setup.request_type & 0x80) != 0;
    if (in && setup.request == kGetStatus) return Bytes{0, 0}; // powered by the bus, nothing halted
    if (!in && setup.request == kClearFeature) return Bytes{};
    if (setup.request_type != 0x80 || setup.request != kGetDescriptor) return std::nullopt;
    auto begin = descriptors_.begin();
    auto index = low(setup.value);
    switch (high(setup.value)) {
    case kDeviceDescriptor:
        return Bytes(begin, begin + kDeviceDescriptorBytes);
    case kConfigurationDescriptor:
        return Bytes(begin + kDeviceDescriptorBytes, descriptors_.end());
    case kStringDescriptor:
        if (index == 0) return Bytes{4, kStringDescriptor, 0x09, 0x04};
        if (index == 1) return stringDescriptor(identity_.manufacturer);
        if (index == 2) return stringDescriptor(identity_.product_name);
        if (index == 3) return stringDescriptor(identity_.serial);
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<Bytes> DeviceModel::classControl(const SetupPacket&, std::span<const std::uint8_t>) {
    return std::nullopt;
}

void DeviceModel::plugged() {
    ++plugs_;
    answers_.clear();
    held_.clear();
    unplug_requested_ = false;
    powerOn();
}

bool DeviceModel::takeUnplugRequest() { return std::exchange(unplug_requested_, false); }

nlohmann::json DeviceModel::status() const {
    return {{"bytes_taken", bytes_taken_}, {"answers", answers_given_}, {"plugs", plugs_}};
}

} // namespace onestop::emulation
