// SPDX-License-Identifier: Apache-2.0
// What every emulated USB device is: descriptors, bytes taken, bytes given, control requests. Pure: no bus, thread
// or clock. A back end (direct call, umockdev) carries the bytes; the faults common to all devices act here.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "drivers/emulation/faults.h"

namespace onestop::emulation {

using Bytes = std::vector<std::uint8_t>;

/// The eight bytes that open a control transfer (USB 2.0, 9.3).
struct SetupPacket {
    std::uint8_t request_type = 0;
    std::uint8_t request = 0;
    std::uint16_t value = 0;
    std::uint16_t index = 0;
    std::uint16_t length = 0;
};

SetupPacket parseSetup(std::span<const std::uint8_t, 8> bytes);

/// An endpoint descriptor's facts.
struct EndpointPlan {
    std::uint8_t address = 0;
    std::uint8_t attributes = 2; ///< 2 bulk, 3 interrupt
};

/// What a device says of itself before anyone speaks to it.
struct DeviceIdentity {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::uint8_t interface_class = 0xff;
    std::uint8_t interface_subclass = 0;
    std::uint8_t interface_protocol = 0;
    std::vector<EndpointPlan> endpoints;
    Bytes class_descriptor; ///< between interface and endpoints (HID: 09 21 …)
    std::string manufacturer;
    std::string product_name;
    std::string serial;
};

class DeviceModel {
public:
    static constexpr std::size_t kPacketBytes = 64; ///< full speed, every endpoint

    explicit DeviceModel(DeviceIdentity identity);
    virtual ~DeviceModel() = default;
    DeviceModel(const DeviceModel&) = delete;
    DeviceModel& operator=(const DeviceModel&) = delete;

    const DeviceIdentity& identity() const { return identity_; }
    /// The device descriptor and the configuration descriptor behind it.
    const Bytes& descriptors() const { return descriptors_; }

    /// False while the device answers NAK to data on this OUT endpoint.
    virtual bool takesOut(std::uint8_t endpoint) const;
    /// The host's data on an OUT endpoint; only while takesOut().
    void out(std::uint8_t endpoint, std::span<const std::uint8_t> data);
    /// The next transfer on an IN endpoint, at most `capacity` bytes; nothing: the device answers NAK.
    std::optional<Bytes> in(std::uint8_t endpoint, std::size_t capacity);
    /// A control request; for an IN request the answer's data. Nothing: the device stalls it.
    std::optional<Bytes> control(const SetupPacket& setup, std::span<const std::uint8_t> data);

    /// The cable was put in: a device starts as after power-on. What lies on or in it stays.
    void plugged();
    /// A fault took the device off the bus in the middle of a transfer; the back end unplugs it and asks once.
    bool takeUnplugRequest();
    bool unplugRequested() const { return unplug_requested_; }

    FaultSet& faults() { return faults_; }
    const FaultSet& faults() const { return faults_; }
    /// Lets go what the fault `slow` holds.
    void release();

    /// Counters and states by name; the control socket waits on the counters.
    virtual nlohmann::json status() const;

protected:
    /// An answer on an IN endpoint: one transfer, ended by its last packet. The faults on answers act here.
    void answer(std::uint8_t endpoint, Bytes data);
    bool hasAnswers(std::uint8_t endpoint) const;

    virtual void received(std::uint8_t endpoint, std::span<const std::uint8_t> data) = 0;
    virtual std::optional<Bytes> classControl(const SetupPacket& setup, std::span<const std::uint8_t> data);
    virtual void powerOn() {}
    /// Whether DropBytes and DoubleBytes damage what the host sends (else: what the device answers).
    virtual bool damagesInput() const { return false; }

private:
    std::optional<Bytes> standardControl(const SetupPacket& setup) const;
    Bytes damaged(std::span<const std::uint8_t> data);

    DeviceIdentity identity_;
    Bytes descriptors_;
    FaultSet faults_;
    std::map<std::uint8_t, std::deque<Bytes>> answers_;
    std::deque<std::pair<std::uint8_t, Bytes>> held_;
    bool unplug_requested_ = false;
    std::uint64_t bytes_taken_ = 0;
    std::uint64_t answers_given_ = 0;
    std::uint64_t plugs_ = 0;
};

} // namespace onestop::emulation
