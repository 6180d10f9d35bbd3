// SPDX-License-Identifier: Apache-2.0
// The umockdev back end: puts device models on a bus that unmodified programs see through libusb, in other processes.
// Only inside umockdev-wrapper. Traps that shaped it are told in README.md.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "drivers/emulation/bus.h"
#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

class UmockdevNode;

class UmockdevBus final : public Bus {
public:
    /// @param models guards every model: held whenever one is called
    /// @param changed called with `models` held after a model took or gave bytes
    UmockdevBus(std::mutex& models, std::function<void()> changed);
    ~UmockdevBus() override;
    UmockdevBus(const UmockdevBus&) = delete;
    UmockdevBus& operator=(const UmockdevBus&) = delete;

    /// The testbed's folder: other programs join with UMOCKDEV_DIR.
    std::filesystem::path root() const;

    /// Adds a device on a bus of its own (1, 2, 3 … in the order of the calls), not yet plugged.
    /// `model` must outlive the bus.
    void add(DeviceModel& model);

    void plug(std::size_t device) override;
    void unplug(std::size_t device) override;
    void pump(std::size_t device) override;
    bool isPlugged(std::size_t device) const override;
    /// A program that has claimed the interface.
    int claims(std::size_t device) const override;

private:
    std::mutex plugging_;
    std::mutex& models_;
    std::function<void()> changed_;
    struct Testbed;
    std::unique_ptr<Testbed> testbed_;
    std::vector<std::unique_ptr<UmockdevNode>> nodes_;
};

} // namespace onestop::emulation
