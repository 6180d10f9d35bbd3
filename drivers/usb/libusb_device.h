// SPDX-License-Identifier: Apache-2.0
// One open libusb handle with its flying transfers. Its host keeps it until the last transfer came back:
// libusb must not close a handle before.
#pragma once

#include <list>

#include <libusb-1.0/libusb.h>

#include "drivers/usb/usb_host.h"

namespace onestop::usb {

/// What a device needs from its bus.
class LibusbDeviceOwner {
public:
    virtual void defer(std::function<void()> call) = 0;
    virtual void deviceClosed(libusb_device* device, milliseconds offer_again_after) = 0;
    virtual void deviceLost(libusb_device* device) = 0;

protected:
    ~LibusbDeviceOwner() = default;
};

AccessFailure accessFailureOf(int libusb_error);
DeviceDescription describe(libusb_device* device);

class LibusbDevice final : public UsbDevice {
public:
    LibusbDevice(LibusbDeviceOwner& owner, libusb_device_handle* handle, DeviceDescription description);
    ~LibusbDevice() override;
    LibusbDevice(const LibusbDevice&) = delete;
    LibusbDevice& operator=(const LibusbDevice&) = delete;

    const DeviceDescription& description() const override { return description_; }
    tl::expected<void, AccessFailure> claim(std::uint8_t interface_number) override;
    tl::expected<void, AccessFailure> setAlternate(std::uint8_t interface_number, std::uint8_t alternate) override;
    void out(std::uint8_t endpoint, Bytes data, milliseconds deadline, TransferDone done) override;
    void in(std::uint8_t endpoint, std::size_t capacity_bytes, milliseconds deadline, TransferDone done) override;
    void controlOut(const ControlSetup& setup, Bytes data, milliseconds deadline, TransferDone done) override;
    void controlIn(const ControlSetup& setup, std::uint16_t length_bytes, milliseconds deadline,
                   TransferDone done) override;
    void cancel(std::uint8_t endpoint) override;
    void clearHalt(std::uint8_t endpoint) override;
    void close(milliseconds offer_again_after) override;

    /// Mutes and cancels every transfer; the owner destroys the device once idle().
    void shut();
    bool isShut() const { return shut_; }
    bool idle() const { return flying_.empty(); }
    libusb_device* raw() const { return libusb_get_device(handle_); }

private:
    struct Transfer {
        LibusbDevice* device = nullptr;
        libusb_transfer* raw = nullptr;
        Bytes buffer;
        TransferDone done;
        bool muted = false;
        std::list<Transfer>::iterator self;
    };

    Transfer& make(Bytes buffer, TransferDone done);
    void submit(Transfer& transfer);
    void control(const ControlSetup& setup, std::uint16_t length, Bytes data, milliseconds deadline, TransferDone done);
    void finish(Transfer& transfer, TransferStatus status);
    unsigned char transferType(std::uint8_t endpoint) const;
    static void LIBUSB_CALL completed(libusb_transfer* raw);

    LibusbDeviceOwner& owner_;
    libusb_device_handle* handle_;
    DeviceDescription description_;
    std::list<Transfer> flying_;
    std::vector<std::uint8_t> claimed_;
    bool shut_ = false;
};

} // namespace onestop::usb
