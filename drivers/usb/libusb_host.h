// SPDX-License-Identifier: Apache-2.0
// The real bus: a libusb context that lives, handles its events and dies in one thread of its own
// (never in an epoll reactor: an emulated device node refuses epoll).
#pragma once

#include <memory>

#include "drivers/usb/usb_host.h"

namespace onestop::usb {

/// Starts its thread at once and never fails: without a usable bus the clients are told refused(NoBus) and
/// libusb is tried again with a back-off. Detach every client before it ends.
class LibusbHost final : public UsbHost {
public:
    LibusbHost();
    ~LibusbHost() override;

    milliseconds now() const override;
    TimerId after(milliseconds delay, std::function<void()> call) override;
    void cancelTimer(TimerId timer) override;
    void post(std::function<void()> call) override;
    void run(std::function<void()> call) override;

    void attach(DeviceClient& client, DeviceMatcher matcher) override;
    void detach(DeviceClient& client) override;
    std::vector<DeviceDescription> devices() override;

private:
    class Bus;
    std::unique_ptr<Bus> bus_;
};

} // namespace onestop::usb
