// SPDX-License-Identifier: Apache-2.0
// The usb-redir back end: a listening Unix socket for each device, to which QEMU's usb-redir connects, so that a booted
// image with its own kernel sees the models as USB devices.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "drivers/emulation/bus.h"
#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

class UsbRedirBus final : public Bus {
public:
    /// @param models guards every model: held whenever one is called
    /// @param changed called with `models` held after a model took or gave bytes
    UsbRedirBus(std::mutex& models, std::function<void()> changed);
    ~UsbRedirBus() override;
    UsbRedirBus(const UsbRedirBus&) = delete;
    UsbRedirBus& operator=(const UsbRedirBus&) = delete;

    /// Listens at once for the guest of this device, not yet plugged; a socket left by an earlier run is replaced.
    /// One guest at a time: another waits until the first is gone. `model` must outlive the bus.
    /// Throws std::runtime_error.
    void add(DeviceModel& model, const std::filesystem::path& socket);

    void plug(std::size_t device) override;
    void unplug(std::size_t device) override;
    void pump(std::size_t device) override;
    bool isPlugged(std::size_t device) const override;
    /// A guest that has enumerated the device.
    int claims(std::size_t device) const override;

    class Port;

private:
    void run();
    void wake() const;

    std::mutex& models_;
    std::function<void()> changed_;
    std::vector<std::unique_ptr<Port>> ports_;
    int wake_;
    bool ending_ = false; ///< guarded by models_, as the ports are
    std::thread thread_;
};

} // namespace onestop::emulation
