// SPDX-License-Identifier: Apache-2.0
// One USB device node of a umockdev testbed: answers the usbdevfs ioctls (linux/usbdevice_fs.h) that libusb sends.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include <linux/usbdevice_fs.h>
#include <umockdev.h>

#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

/// One device node. Everything but plug() and unplug() is called with the models' mutex held.
class UmockdevNode {
public:
    /// @param changed called with `models` held after the model took or gave bytes
    UmockdevNode(UMockdevTestbed* testbed, std::mutex& models, std::function<void()>& changed, DeviceModel& model,
                 int bus);
    ~UmockdevNode();
    UmockdevNode(const UmockdevNode&) = delete;
    UmockdevNode& operator=(const UmockdevNode&) = delete;

    void plug();
    void unplug();
    void pump();
    bool isPlugged() const { return plugged_; }
    int claims() const { return claimed_by_ && umockdev_ioctl_client_get_connected(claimed_by_) ? 1 : 0; }

private:
    /// A transfer that a client submitted: its usbdevfs_urb and its buffer, as kept copies.
    struct Transfer {
        UMockdevIoctlData* urb = nullptr;
        UMockdevIoctlData* buffer = nullptr;
        usbdevfs_urb* operator->() const { return reinterpret_cast<usbdevfs_urb*>(urb->data); }
    };
    /// Kept for each open file of each program: transfers of one are never given to another.
    struct Client {
        std::deque<Transfer> flying;
        std::deque<Transfer> done;
    };

    static gboolean onIoctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, UmockdevNode* node);
    gboolean ioctl(UMockdevIoctlClient* client);
    int claim(UMockdevIoctlClient* client);
    bool discard(Client& client, gulong address);
    // These answer false, and have told the program nothing, when its memory cannot be reached: it was killed while it
    // asked.
    bool tellCapabilities(UMockdevIoctlClient* client);
    bool submit(UMockdevIoctlClient* client);
    bool reap(UMockdevIoctlClient* client);

    Client& stateOf(UMockdevIoctlClient* client);
    void forget(UMockdevIoctlClient* client);
    void forgetTheDead();
    /// For one that is alone at the node: umockdev holds a program that was killed while it was answered connected for
    /// ever (0.17.16).
    void forgetAllBut(const UMockdevIoctlClient* client);
    /// True when the transfer has ended.
    bool carry(Transfer& transfer);
    bool carryControl(Transfer& transfer);
    void showReadiness();
    void makeFifo();

    /// Below /dev.
    std::string name() const;
    std::string sysPath() const { return "/sys/devices/usb" + std::to_string(bus_); }
    std::string description() const;

    UMockdevTestbed* testbed_;
    std::mutex& models_;
    std::function<void()>& changed_;
    DeviceModel& model_;
    int bus_;
    int address_ = 0;
    UMockdevIoctlBase* handler_ = nullptr;
    std::map<UMockdevIoctlClient*, Client> clients_;
    UMockdevIoctlClient* claimed_by_ = nullptr;
    std::filesystem::path path_;
    int fifo_ = -1;
    bool fifo_writable_ = false;
    bool plugged_ = false;
};

} // namespace onestop::emulation
