// SPDX-License-Identifier: Apache-2.0
// See umockdev_node.h.
#include "drivers/emulation/umockdev_node.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onestop::emulation {

namespace {

[[noreturn]] void fail(const std::string& what, GError* error) {
    std::string why = error ? error->message : std::strerror(errno);
    if (error) g_error_free(error);
    throw std::runtime_error(what + ": " + why);
}

std::string hex(const Bytes& bytes) {
    std::string text;
    char two[3];
    for (auto byte : bytes) {
        std::snprintf(two, sizeof two, "%02X", byte);
        text += two;
    }
    return text;
}

/// How many descriptors of other programs hold this file open. A killed program's are gone when it is.
int openings(const std::filesystem::path& file) {
    int found = 0;
    std::error_code gone; // processes end while they are looked at
    for (const auto& process : std::filesystem::directory_iterator("/proc", gone)) {
        const auto name = process.path().filename().string();
        if (!std::isdigit(static_cast<unsigned char>(name.front())) || name == std::to_string(::getpid())) continue;
        for (const auto& descriptor : std::filesystem::directory_iterator(process.path() / "fd", gone))
            found += std::filesystem::read_symlink(descriptor, gone) == file ? 1 : 0;
    }
    return found;
}

} // namespace

UmockdevNode::UmockdevNode(UMockdevTestbed* testbed, std::mutex& models, std::function<void()>& changed,
                           DeviceModel& model, int bus)
    : testbed_(testbed), models_(models), changed_(changed), model_(model), bus_(bus) {
    handler_ = umockdev_ioctl_base_new();
    g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(&UmockdevNode::onIoctl), this);
}

UmockdevNode::~UmockdevNode() {
    g_object_unref(handler_);
    if (fifo_ >= 0) ::close(fifo_);
}

gboolean UmockdevNode::onIoctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, UmockdevNode* node) {
    std::lock_guard lock(node->models_);
    return node->ioctl(client);
}

std::string UmockdevNode::name() const {
    char text[32];
    std::snprintf(text, sizeof text, "bus/usb/%03d/%03d", bus_, address_);
    return text;
}

std::string UmockdevNode::description() const {
    const auto& identity = model_.identity();
    char text[512];
    std::snprintf(text, sizeof text,
                  "P: /devices/usb%d\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: BUSNUM=%03d\nE: DEVNUM=%03d\n"
                  "E: DEVNAME=/dev/%s\nE: DEVTYPE=usb_device\nA: bConfigurationValue=1\\n\nA: busnum=%d\\n\n"
                  "A: devnum=%d\\n\nA: speed=12\\n\nA: idVendor=%04x\\n\nA: idProduct=%04x\\n\n"
                  "A: bNumConfigurations=1\\n\n",
                  bus_, bus_, address_, name().c_str(), bus_, address_, identity.vendor, identity.product);
    return text + ("H: descriptors=" + hex(model_.descriptors()) + "\n");
}

/// A FIFO instead of a file, so that poll() tells libusb the truth: writable means something can be reaped.
void UmockdevNode::makeFifo() {
    char* root = umockdev_testbed_get_root_dir(testbed_);
    path_ = std::filesystem::path(root) / "dev" / name();
    g_free(root);
    std::filesystem::create_directories(path_.parent_path());
    std::filesystem::remove(path_);
    if (::mkfifo(path_.c_str(), 0666) != 0) fail("cannot make " + path_.string(), nullptr);
    if (fifo_ >= 0) ::close(fifo_);
    fifo_ = ::open(path_.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fifo_ < 0) fail("cannot open " + path_.string(), nullptr);
    ::fcntl(fifo_, F_SETPIPE_SZ, 4096);
    fifo_writable_ = true;
    showReadiness();
}

void UmockdevNode::plug() {
    {
        std::lock_guard lock(models_);
        if (plugged_) return;
        while (!clients_.empty())
            forget(clients_.begin()->first);
        claimed_by_ = nullptr;
        plugged_ = true;
        address_ = address_ % 127 + 1;
        makeFifo();
        model_.plugged();
    }
    GError* error = nullptr;
    // The order matters: a client may open the node as soon as the device is described.
    umockdev_testbed_attach_ioctl(testbed_, ("/dev/" + name()).c_str(), handler_, &error);
    if (error) fail("cannot attach /dev/" + name(), error);
    umockdev_testbed_add_from_string(testbed_, description().c_str(), &error);
    if (error) fail("cannot add /dev/" + name(), error);
    umockdev_testbed_uevent(testbed_, sysPath().c_str(), "add");
}

void UmockdevNode::unplug() {
    {
        std::lock_guard lock(models_);
        if (!plugged_) return;
        plugged_ = false;
        pump();
    }
    umockdev_testbed_uevent(testbed_, sysPath().c_str(), "remove");
    umockdev_testbed_detach_ioctl(testbed_, ("/dev/" + name()).c_str(), nullptr);
    umockdev_testbed_remove_device(testbed_, sysPath().c_str());
}

UmockdevNode::Client& UmockdevNode::stateOf(UMockdevIoctlClient* client) {
    auto [found, added] = clients_.try_emplace(client);
    if (added) g_object_ref(client);
    return found->second;
}

void UmockdevNode::forget(UMockdevIoctlClient* client) {
    auto found = clients_.find(client);
    if (found == clients_.end()) return;
    for (auto* transfers : {&found->second.flying, &found->second.done})
        for (auto& transfer : *transfers) {
            if (transfer.buffer) g_object_unref(transfer.buffer);
            g_object_unref(transfer.urb);
        }
    clients_.erase(found);
    if (claimed_by_ == client) claimed_by_ = nullptr;
    g_object_unref(client);
}

// "client-vanished" does not come after kill -9 (umockdev 0.17.16), so who is gone is asked for.
void UmockdevNode::forgetTheDead() {
    std::vector<UMockdevIoctlClient*> dead;
    for (auto& [client, state] : clients_)
        if (!umockdev_ioctl_client_get_connected(client)) dead.push_back(client);
    for (auto* client : dead)
        forget(client);
}

void UmockdevNode::forgetAllBut(const UMockdevIoctlClient* client) {
    for (auto other = clients_.begin(); other != clients_.end();)
        if (auto* one = (other++)->first; one != client) forget(one);
    showReadiness();
}

void UmockdevNode::showReadiness() {
    bool wanted = !plugged_;
    for (auto& [client, state] : clients_)
        wanted |= !state.done.empty();
    if (fifo_ < 0 || wanted == fifo_writable_) return;
    char page[4096] = {};
    if (wanted) {
        while (::read(fifo_, page, sizeof page) > 0) {
        }
    } else {
        while (::write(fifo_, page, sizeof page) > 0) {
        }
    }
    fifo_writable_ = wanted;
}

bool UmockdevNode::carryControl(Transfer& transfer) {
    auto* bytes = reinterpret_cast<std::uint8_t*>(transfer.buffer->data);
    auto setup = parseSetup(std::span<const std::uint8_t, 8>(bytes, 8));
    auto room = static_cast<std::size_t>(transfer->buffer_length) - 8;
    bool in = (setup.request_type & 0x80) != 0;
    auto result = model_.control(setup, in ? std::span<const std::uint8_t>{} : std::span(bytes + 8, room));
    transfer->status = result ? 0 : -EPIPE;
    transfer->actual_length = 0;
    if (!result) return true;
    if (in) {
        auto count = std::min(result->size(), room);
        std::copy_n(result->begin(), count, bytes + 8);
        transfer->actual_length = static_cast<int>(count);
    } else {
        transfer->actual_length = static_cast<int>(room);
    }
    return true;
}

bool UmockdevNode::carry(Transfer& transfer) {
    transfer->actual_length = 0;
    if (!plugged_) {
        transfer->status = -ENODEV;
        return true;
    }
    if (transfer->type == USBDEVFS_URB_TYPE_CONTROL) return carryControl(transfer);
    auto* bytes = transfer.buffer ? reinterpret_cast<std::uint8_t*>(transfer.buffer->data) : nullptr;
    auto length = static_cast<std::size_t>(transfer->buffer_length);
    if ((transfer->endpoint & 0x80) != 0) {
        auto data = model_.in(transfer->endpoint, length);
        if (!data) return false;
        transfer->status = 0;
        std::copy(data->begin(), data->end(), bytes);
        transfer->actual_length = static_cast<int>(data->size());
        return true;
    }
    if (!model_.takesOut(transfer->endpoint)) return false;
    model_.out(transfer->endpoint, std::span<const std::uint8_t>(bytes, length));
    transfer->status = 0;
    transfer->actual_length = static_cast<int>(length);
    return true;
}

void UmockdevNode::pump() {
    forgetTheDead();
    for (bool moved = true; moved;) {
        moved = false;
        for (auto& [client, state] : clients_)
            for (auto transfer = state.flying.begin(); transfer != state.flying.end();) {
                if (!carry(*transfer)) {
                    ++transfer;
                    continue;
                }
                if (transfer->buffer) g_object_unref(transfer->buffer);
                transfer->buffer = nullptr;
                state.done.push_back(*transfer);
                transfer = state.flying.erase(transfer);
                moved = true;
            }
    }
    showReadiness();
    changed_();
}

int UmockdevNode::claim(UMockdevIoctlClient* client) {
    if (!plugged_) return ENODEV;
    forgetTheDead();
    if (claimed_by_ && claimed_by_ != client && openings(path_) == 1) forgetAllBut(client);
    if (claimed_by_ && claimed_by_ != client) return EBUSY;
    stateOf(client);
    claimed_by_ = client;
    return 0;
}

bool UmockdevNode::tellCapabilities(UMockdevIoctlClient* client) {
    auto* value = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(std::uint32_t), nullptr);
    if (!value) return false;
    std::uint32_t capabilities = USBDEVFS_CAP_BULK_SCATTER_GATHER | USBDEVFS_CAP_BULK_CONTINUATION |
                                 USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT |
                                 USBDEVFS_CAP_ZERO_PACKET;
    std::memcpy(value->data, &capabilities, sizeof capabilities);
    umockdev_ioctl_client_complete(client, 0, 0);
    g_object_unref(value);
    return true;
}

bool UmockdevNode::submit(UMockdevIoctlClient* client) {
    auto* argument = umockdev_ioctl_client_get_arg(client);
    Transfer transfer;
    transfer.urb = umockdev_ioctl_data_resolve(argument, 0, sizeof(usbdevfs_urb), nullptr);
    if (!transfer.urb) return false;
    if (transfer->buffer_length > 0) {
        transfer.buffer = umockdev_ioctl_data_resolve(transfer.urb, offsetof(usbdevfs_urb, buffer),
                                                      static_cast<std::size_t>(transfer->buffer_length), nullptr);
        if (!transfer.buffer) {
            g_object_unref(transfer.urb);
            return false;
        }
    }
    stateOf(client).flying.push_back(transfer);
    umockdev_ioctl_client_complete(client, 0, 0);
    pump();
    return true;
}

bool UmockdevNode::discard(Client& client, gulong address) {
    auto found = std::find_if(client.flying.begin(), client.flying.end(),
                              [&](const Transfer& transfer) { return transfer.urb->client_addr == address; });
    if (found == client.flying.end()) return false;
    (*found)->status = -ENOENT;
    (*found)->actual_length = 0;
    client.done.push_back(*found);
    client.flying.erase(found);
    return true;
}

bool UmockdevNode::reap(UMockdevIoctlClient* client) {
    auto& done = stateOf(client).done;
    if (done.empty()) {
        umockdev_ioctl_client_complete(client, -1, plugged_ ? EAGAIN : ENODEV);
        return true;
    }
    auto* place = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(void*), nullptr);
    if (!place) return false;
    Transfer transfer = done.front();
    done.pop_front();
    umockdev_ioctl_data_set_ptr(place, 0, transfer.urb);
    umockdev_ioctl_client_complete(client, 0, 0);
    g_object_unref(place);
    if (transfer.buffer) g_object_unref(transfer.buffer);
    g_object_unref(transfer.urb);
    showReadiness();
    return true;
}

gboolean UmockdevNode::ioctl(UMockdevIoctlClient* client) {
    auto* argument = umockdev_ioctl_client_get_arg(client);
    auto end = [&](int error) {
        umockdev_ioctl_client_complete(client, error == 0 ? 0 : -1, error);
        return TRUE;
    };
    auto reached = [&](bool its_memory) {
        if (its_memory) return TRUE;
        forget(client);
        showReadiness();
        return end(EFAULT);
    };
    switch (umockdev_ioctl_client_get_request(client)) {
    case USBDEVFS_GET_CAPABILITIES:
        return reached(tellCapabilities(client));
    case USBDEVFS_GETDRIVER:
        return end(ENODATA);
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_DISCONNECT_CLAIM:
        return end(claim(client));
    case USBDEVFS_RELEASEINTERFACE:
        if (claimed_by_ == client) claimed_by_ = nullptr;
        return end(0);
    case USBDEVFS_CLEAR_HALT:
    case USBDEVFS_RESET:
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_SETINTERFACE:
        return end(plugged_ ? 0 : ENODEV);
    case USBDEVFS_SUBMITURB:
        return plugged_ ? reached(submit(client)) : end(ENODEV);
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
        return reached(reap(client));
    case USBDEVFS_DISCARDURB: {
        gulong address = 0;
        std::memcpy(&address, argument->data, sizeof address);
        bool found = discard(stateOf(client), address);
        showReadiness();
        return end(found ? 0 : EINVAL);
    }
    default:
        return FALSE;
    }
}

} // namespace onestop::emulation
