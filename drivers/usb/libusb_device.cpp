// SPDX-License-Identifier: Apache-2.0
#include "drivers/usb/libusb_device.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <utility>

namespace onestop::usb {
namespace {

TransferStatus statusOf(libusb_transfer_status status) {
    switch (status) {
    case LIBUSB_TRANSFER_COMPLETED:
        return TransferStatus::Done;
    case LIBUSB_TRANSFER_TIMED_OUT:
        return TransferStatus::TimedOut;
    case LIBUSB_TRANSFER_STALL:
        return TransferStatus::Stalled;
    case LIBUSB_TRANSFER_NO_DEVICE:
        return TransferStatus::Gone;
    default:
        return TransferStatus::Failed;
    }
}

TransferStatus statusOfSubmit(int error) {
    return error == LIBUSB_ERROR_NO_DEVICE ? TransferStatus::Gone : TransferStatus::Failed;
}

tl::expected<void, AccessFailure> accessResult(int error) {
    if (error == LIBUSB_SUCCESS) return {};
    return tl::unexpected(accessFailureOf(error));
}

std::string portOf(libusb_device* device) {
    std::array<std::uint8_t, 7> ports{}; // USB allows a depth of seven
    const int depth = libusb_get_port_numbers(device, ports.data(), static_cast<int>(ports.size()));
    std::string text = std::to_string(libusb_get_bus_number(device));
    for (int i = 0; i < depth; ++i) {
        text += i == 0 ? '-' : '.';
        text += std::to_string(ports[static_cast<std::size_t>(i)]);
    }
    return text;
}

Interface describeInterface(const libusb_interface_descriptor& raw) {
    Interface interface;
    interface.number = raw.bInterfaceNumber;
    interface.alternate = raw.bAlternateSetting;
    interface.class_code = raw.bInterfaceClass;
    interface.subclass = raw.bInterfaceSubClass;
    interface.protocol = raw.bInterfaceProtocol;
    if (raw.extra_length > 0) interface.extra.assign(raw.extra, raw.extra + raw.extra_length);
    for (int i = 0; i < raw.bNumEndpoints; ++i) {
        const auto& endpoint = raw.endpoint[i];
        interface.endpoints.push_back(
            {endpoint.bEndpointAddress, static_cast<EndpointKind>(endpoint.bmAttributes & 3), endpoint.wMaxPacketSize});
    }
    return interface;
}

} // namespace

AccessFailure accessFailureOf(int error) {
    switch (error) {
    case LIBUSB_ERROR_ACCESS:
        return AccessFailure::Denied;
    case LIBUSB_ERROR_BUSY:
        return AccessFailure::Busy;
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND:
        return AccessFailure::Gone;
    default:
        return AccessFailure::Other;
    }
}

DeviceDescription describe(libusb_device* device) {
    DeviceDescription description;
    libusb_device_descriptor raw{};
    libusb_get_device_descriptor(device, &raw); // cached by libusb: cannot fail
    description.vendor = raw.idVendor;
    description.product = raw.idProduct;
    description.device_class = raw.bDeviceClass;
    description.bus = libusb_get_bus_number(device);
    description.address = libusb_get_device_address(device);
    description.port = portOf(device);
    libusb_config_descriptor* config = nullptr;
    if (libusb_get_active_config_descriptor(device, &config) != LIBUSB_SUCCESS &&
        libusb_get_config_descriptor(device, 0, &config) != LIBUSB_SUCCESS)
        return description;
    for (int i = 0; i < config->bNumInterfaces; ++i)
        for (int a = 0; a < config->interface[i].num_altsetting; ++a)
            description.interfaces.push_back(describeInterface(config->interface[i].altsetting[a]));
    libusb_free_config_descriptor(config);
    return description;
}

LibusbDevice::LibusbDevice(LibusbDeviceOwner& owner, libusb_device_handle* handle, DeviceDescription description)
    : owner_(owner), handle_(handle), description_(std::move(description)) {
    libusb_set_auto_detach_kernel_driver(handle_, 1);
}

LibusbDevice::~LibusbDevice() {
    for (const auto interface_number : claimed_)
        libusb_release_interface(handle_, interface_number);
    libusb_close(handle_);
}

tl::expected<void, AccessFailure> LibusbDevice::claim(std::uint8_t interface_number) {
    const int error = libusb_claim_interface(handle_, interface_number);
    if (error == LIBUSB_SUCCESS) claimed_.push_back(interface_number);
    return accessResult(error);
}

tl::expected<void, AccessFailure> LibusbDevice::setAlternate(std::uint8_t interface_number, std::uint8_t alternate) {
    return accessResult(libusb_set_interface_alt_setting(handle_, interface_number, alternate));
}

void LibusbDevice::out(std::uint8_t endpoint, Bytes data, milliseconds deadline, TransferDone done) {
    auto& transfer = make(std::move(data), std::move(done));
    libusb_fill_bulk_transfer(transfer.raw, handle_, endpoint, transfer.buffer.data(),
                              static_cast<int>(transfer.buffer.size()), completed, &transfer,
                              static_cast<unsigned>(deadline.count()));
    transfer.raw->type = transferType(endpoint);
    submit(transfer);
}

void LibusbDevice::in(std::uint8_t endpoint, std::size_t capacity_bytes, milliseconds deadline, TransferDone done) {
    out(endpoint, Bytes(capacity_bytes), deadline, std::move(done));
}

void LibusbDevice::controlOut(const ControlSetup& setup, Bytes data, milliseconds deadline, TransferDone done) {
    const auto length = static_cast<std::uint16_t>(data.size());
    control(setup, length, std::move(data), deadline, std::move(done));
}

void LibusbDevice::controlIn(const ControlSetup& setup, std::uint16_t length_bytes, milliseconds deadline,
                             TransferDone done) {
    control(setup, length_bytes, Bytes(length_bytes), deadline, std::move(done));
}

void LibusbDevice::control(const ControlSetup& setup, std::uint16_t length, Bytes data, milliseconds deadline,
                           TransferDone done) {
    Bytes buffer(LIBUSB_CONTROL_SETUP_SIZE);
    libusb_fill_control_setup(buffer.data(), setup.request_type, setup.request, setup.value, setup.index, length);
    buffer.insert(buffer.end(), data.begin(), data.end());
    auto& transfer = make(std::move(buffer), std::move(done));
    libusb_fill_control_transfer(transfer.raw, handle_, transfer.buffer.data(), completed, &transfer,
                                 static_cast<unsigned>(deadline.count()));
    submit(transfer);
}

void LibusbDevice::cancel(std::uint8_t endpoint) {
    for (auto& transfer : flying_) {
        if (transfer.raw->type == LIBUSB_TRANSFER_TYPE_CONTROL || transfer.raw->endpoint != endpoint) continue;
        transfer.muted = true;
        libusb_cancel_transfer(transfer.raw);
    }
}

void LibusbDevice::clearHalt(std::uint8_t endpoint) { libusb_clear_halt(handle_, endpoint); }

void LibusbDevice::close(milliseconds offer_again_after) {
    if (shut_) return;
    shut();
    owner_.deviceClosed(raw(), offer_again_after);
}

void LibusbDevice::shut() {
    shut_ = true;
    for (auto& transfer : flying_) {
        transfer.muted = true;
        libusb_cancel_transfer(transfer.raw);
    }
}

LibusbDevice::Transfer& LibusbDevice::make(Bytes buffer, TransferDone done) {
    libusb_transfer* raw = libusb_alloc_transfer(0);
    if (raw == nullptr) throw std::bad_alloc();
    flying_.push_back(Transfer{this, raw, std::move(buffer), std::move(done), shut_, {}});
    auto& transfer = flying_.back();
    transfer.self = std::prev(flying_.end());
    return transfer;
}

void LibusbDevice::submit(Transfer& transfer) {
    const int error = shut_ ? LIBUSB_ERROR_NO_DEVICE : libusb_submit_transfer(transfer.raw);
    if (error == LIBUSB_SUCCESS) return;
    // Told later, as every other end of a transfer: a driver never gets a callback inside its own call.
    owner_.defer([this, &transfer, error] { finish(transfer, statusOfSubmit(error)); });
}

void LibusbDevice::completed(libusb_transfer* raw) {
    auto& transfer = *static_cast<Transfer*>(raw->user_data);
    transfer.device->finish(transfer, statusOf(raw->status));
}

void LibusbDevice::finish(Transfer& transfer, TransferStatus status) {
    const bool is_control = transfer.raw->type == LIBUSB_TRANSFER_TYPE_CONTROL;
    const bool is_in = is_control ? (transfer.buffer[0] & 0x80) != 0 : (transfer.raw->endpoint & 0x80) != 0;
    const auto count = static_cast<std::size_t>(std::max(transfer.raw->actual_length, 0));
    if (!transfer.muted) {
        const std::size_t offset = is_control ? LIBUSB_CONTROL_SETUP_SIZE : 0;
        const auto data = is_in ? std::span(transfer.buffer).subspan(offset, count) : std::span<std::uint8_t>{};
        const auto done = std::move(transfer.done);
        done({status, data, count});
    }
    explicit_bzero(transfer.buffer.data(), transfer.buffer.size()); // it may have held an identity card
    libusb_free_transfer(transfer.raw);
    flying_.erase(transfer.self);
    if (status == TransferStatus::Gone && !shut_) owner_.deviceLost(raw());
}

unsigned char LibusbDevice::transferType(std::uint8_t endpoint) const {
    for (const auto& interface : description_.interfaces)
        for (const auto& known : interface.endpoints)
            if (known.address == endpoint && known.kind == EndpointKind::Interrupt)
                return LIBUSB_TRANSFER_TYPE_INTERRUPT;
    return LIBUSB_TRANSFER_TYPE_BULK;
}

} // namespace onestop::usb
