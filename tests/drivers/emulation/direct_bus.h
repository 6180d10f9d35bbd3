// SPDX-License-Identifier: Apache-2.0
// The direct back end: emulated devices on the bus in memory, so that the real drivers run against the same models as
// the whole programs do, with a clock that the test turns.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "drivers/emulation/device_model.h"
#include "tests/drivers/usb/memory_host.h"

namespace onestop::emulation {

class DirectBus {
public:
    usb::MemoryHost host;

    /// `model` outlives the bus.
    void plug(DeviceModel& model) {
        model.plugged();
        auto& port = ports_[&model];
        if (port.empty()) port = std::to_string(ports_.size()) + "-1";
        host.plug(descriptionOf(model, port), std::make_shared<Cable>(model));
    }
    void unplug(DeviceModel& model) { host.unplug(ports_.at(&model)); }

    /// As MemoryHost::advanceUntil, and pulls the cable when a fault asks for it.
    template <typename Done>
    bool advanceUntil(Done done, usb::milliseconds longest) {
        for (auto end = host.now() + longest;;) {
            bool reached = host.advanceUntil([&] { return done() || leaving(); }, end - host.now());
            if (auto* model = leaving()) {
                model->takeUnplugRequest();
                unplug(*model);
            } else {
                return reached;
            }
        }
    }

private:
    struct Cable final : usb::MemoryModel {
        explicit Cable(DeviceModel& of) : model(of) {}
        bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override {
            if (model.unplugRequested() || !model.takesOut(endpoint)) return false;
            model.out(endpoint, data);
            return !model.unplugRequested();
        }
        std::optional<usb::Bytes> in(std::uint8_t endpoint) override {
            return model.in(endpoint, DeviceModel::kPacketBytes);
        }
        std::optional<usb::Bytes> control(const usb::ControlSetup& setup, std::span<const std::uint8_t> data) override {
            bool in = (setup.request_type & 0x80) != 0;
            return model.control(
                {setup.request_type, setup.request, setup.value, setup.index, static_cast<std::uint16_t>(data.size())},
                in ? std::span<const std::uint8_t>{} : data);
        }
        DeviceModel& model;
    };

    DeviceModel* leaving() const {
        for (const auto& [model, port] : ports_)
            if (model->unplugRequested()) return model;
        return nullptr;
    }

    static usb::DeviceDescription descriptionOf(const DeviceModel& model, const std::string& port) {
        const auto& identity = model.identity();
        usb::DeviceDescription description;
        description.vendor = identity.vendor;
        description.product = identity.product;
        description.bus = static_cast<std::uint8_t>(std::stoi(port));
        description.address = 1;
        description.port = port;
        usb::Interface interface;
        interface.class_code = identity.interface_class;
        interface.subclass = identity.interface_subclass;
        interface.protocol = identity.interface_protocol;
        interface.extra = identity.class_descriptor;
        for (const auto& endpoint : identity.endpoints)
            interface.endpoints.push_back({endpoint.address, static_cast<usb::EndpointKind>(endpoint.attributes),
                                           static_cast<std::uint16_t>(DeviceModel::kPacketBytes)});
        description.interfaces.push_back(std::move(interface));
        return description;
    }

    std::map<DeviceModel*, std::string> ports_;
};

} // namespace onestop::emulation
