// SPDX-License-Identifier: Apache-2.0
// A plain libusb program, nothing of ours in it: the independent witness of what the emulator does on its bus.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <libusb-1.0/libusb.h>

namespace {

using Bytes = std::vector<unsigned char>;
constexpr unsigned kTimeoutMs = 3000;

Bytes unhex(const char* text) {
    Bytes bytes;
    for (; text[0] && text[1]; text += 2)
        bytes.push_back(static_cast<unsigned char>(std::stoi(std::string(text, 2), nullptr, 16)));
    return bytes;
}

bool isDevice(libusb_device* device, const std::string& id) {
    libusb_device_descriptor of{};
    libusb_get_device_descriptor(device, &of);
    char text[16];
    std::snprintf(text, sizeof text, "%04x:%04x", of.idVendor, of.idProduct);
    return id == text;
}

void say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

int list(libusb_context* context) {
    libusb_device** devices = nullptr;
    auto count = libusb_get_device_list(context, &devices);
    for (ssize_t i = 0; i < count; ++i) {
        libusb_device_descriptor of{};
        libusb_get_device_descriptor(devices[i], &of);
        libusb_config_descriptor* config = nullptr;
        if (libusb_get_active_config_descriptor(devices[i], &config) != 0) return 1;
        const auto& interface = config->interface[0].altsetting[0];
        std::printf("%d %04x:%04x class %02x endpoints", libusb_get_bus_number(devices[i]), of.idVendor, of.idProduct,
                    interface.bInterfaceClass);
        for (int e = 0; e < interface.bNumEndpoints; ++e)
            std::printf(" %02x", interface.endpoint[e].bEndpointAddress);
        std::puts("");
        libusb_free_config_descriptor(config);
    }
    libusb_free_device_list(devices, 1);
    return 0;
}

/// Opens and claims, or says why not.
libusb_device_handle* claim(libusb_context* context, const std::string& id) {
    libusb_device_handle* handle =
        libusb_open_device_with_vid_pid(context, static_cast<std::uint16_t>(std::stoi(id.substr(0, 4), nullptr, 16)),
                                        static_cast<std::uint16_t>(std::stoi(id.substr(5), nullptr, 16)));
    int result = handle ? libusb_claim_interface(handle, 0) : static_cast<int>(LIBUSB_ERROR_NO_DEVICE);
    if (result != 0) {
        say(libusb_error_name(result));
        return nullptr;
    }
    return handle;
}

/// Requests of the ID-card reader, wiring with one pipe each way: length of the answer and its first bytes.
int frames(libusb_device_handle* handle, char** commands) {
    for (; *commands; ++commands) {
        Bytes body = unhex(*commands);
        Bytes frame{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, body[0], body[1], 0};
        frame[9] = static_cast<unsigned char>(frame[5] ^ frame[6] ^ frame[7] ^ frame[8]);
        int done = 0;
        unsigned char answer[4096];
        if (libusb_bulk_transfer(handle, 0x02, frame.data(), static_cast<int>(frame.size()), &done, kTimeoutMs) != 0 ||
            libusb_bulk_transfer(handle, 0x81, answer, sizeof answer, &done, kTimeoutMs) != 0)
            return 1;
        std::printf("%d ", done);
        for (int i = 7; i < 11 && i < done - (done < 12 ? 1 : 0); ++i)
            std::printf("%02x", answer[i]);
        say("");
    }
    return 0;
}

int writeRead(libusb_device_handle* handle, const char* hex) {
    Bytes out = unhex(hex);
    int done = 0;
    int result = libusb_bulk_transfer(handle, 0x01, out.data(), static_cast<int>(out.size()), &done, kTimeoutMs);
    unsigned char answer[64];
    if (result == 0) result = libusb_bulk_transfer(handle, 0x82, answer, sizeof answer, &done, kTimeoutMs);
    if (result != 0) {
        say(libusb_error_name(result));
        return 1;
    }
    for (int i = 0; i < done; ++i)
        std::printf("%02x", answer[i]);
    say("");
    return 0;
}

/// Asks the same for ever, as fast as it is answered.
int chatter(libusb_device_handle* handle, const char* hex) {
    int ended = 0;
    while (ended == 0)
        ended = writeRead(handle, hex);
    return ended;
}

libusb_transfer* listen(libusb_device_handle* handle, unsigned char endpoint, libusb_transfer_cb_fn ended) {
    static unsigned char buffer[64];
    libusb_transfer* transfer = libusb_alloc_transfer(0);
    libusb_fill_bulk_transfer(transfer, handle, endpoint, buffer, sizeof buffer, ended, nullptr, 0);
    if (libusb_submit_transfer(transfer) != 0) std::abort();
    return transfer;
}

libusb_device* arrived = nullptr;
bool left = false;

int hotplug(libusb_context*, libusb_device* device, libusb_hotplug_event event, void* id) {
    if (!isDevice(device, static_cast<const char*>(id))) return 0;
    if (event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED)
        arrived = libusb_ref_device(device);
    else
        left = true;
    return 0;
}

void pendingEnded(libusb_transfer* transfer) { say("pending ended: " + std::to_string(transfer->status)); }

/// For ever: open what arrives, keep an IN transfer pending, close what leaves.
void follow(libusb_context* context, char* id) {
    libusb_hotplug_register_callback(context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT,
                                     LIBUSB_HOTPLUG_ENUMERATE, -1, -1, -1, hotplug, id, nullptr);
    libusb_device_handle* handle = nullptr;
    libusb_transfer* pending = nullptr;
    for (;;) {
        if (left && handle) {
            libusb_free_transfer(pending);
            libusb_close(handle);
            handle = nullptr;
            left = false;
            say("removed");
        }
        if (arrived && !handle) {
            if (int result = libusb_open(arrived, &handle); result != 0) say(libusb_error_name(result));
            if (int result = libusb_claim_interface(handle, 0); result != 0) say(libusb_error_name(result));
            libusb_unref_device(arrived);
            arrived = nullptr;
            pending = listen(handle, 0x82, pendingEnded);
            say("added");
        }
        libusb_handle_events(context);
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    libusb_context* context = nullptr;
    if (libusb_init(&context) != 0) return 3;
    std::string what = arguments[1];
    if (what == "list") return list(context);
    if (count < 3) return 2;
    if (what == "follow") follow(context, arguments[2]);
    auto* handle = claim(context, arguments[2]);
    if (!handle) return 4;
    if (what == "frames") return frames(handle, arguments + 3);
    if (what == "write-read") return writeRead(handle, arguments[3]);
    if (what == "chatter") return chatter(handle, arguments[3]);
    if (what == "listen") {
        listen(handle, static_cast<unsigned char>(unhex(arguments[3])[0]), pendingEnded);
        say("listening");
    } else {
        say("claimed");
    }
    for (;;)
        libusb_handle_events(context);
}
