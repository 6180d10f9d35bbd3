// SPDX-License-Identifier: Apache-2.0
// See redir_device.h.
#include "drivers/emulation/redir_device.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace onestop::emulation {

namespace {

constexpr std::uint8_t kInterrupt = 3;
constexpr std::uint8_t kBulk = 2;
constexpr std::size_t kEndpoints = 32;
constexpr std::uint8_t kAbsent = 255;
constexpr std::uint8_t kIntervalMs = 10; ///< of interrupt endpoints at full speed, as in the descriptors

/// OUT endpoints 0 to 15, then IN endpoints.
std::size_t slot(std::uint8_t address) { return (address & 0x80U) >> 3U | (address & 0x0FU); }

RedirDevice& of(void* me) { return *static_cast<RedirDevice*>(me); }

std::size_t lengthOf(const usb_redir_bulk_packet_header& header) {
    return static_cast<std::size_t>(header.length_high) << 16U | header.length;
}

} // namespace

RedirDevice::RedirDevice(DeviceModel& model) : model_(model), parser_(usbredirparser_create()) {
    listenToParser();
    std::array<std::uint32_t, USB_REDIR_CAPS_SIZE> capabilities{};
    for (int capability : {usb_redir_cap_connect_device_version, usb_redir_cap_ep_info_max_packet_size,
                           usb_redir_cap_64bits_ids, usb_redir_cap_32bits_bulk_length})
        usbredirparser_caps_set_cap(capabilities.data(), capability);
    usbredirparser_init(parser_.get(), "onestop-emulator", capabilities.data(), USB_REDIR_CAPS_SIZE,
                        usbredirparser_fl_usb_host);
}

/// What a guest may say. The parser itself refuses what we have no capability for, and what only a host says.
void RedirDevice::listenToParser() {
    auto& parser = *parser_;
    parser.priv = this;
    parser.log_func = [](void* me, int level, const char* message) {
        if (level == usbredirparser_error) of(me).trouble_ = message;
    };
    parser.read_func = [](void* me, std::uint8_t* bytes, int count) {
        auto& input = of(me).input_;
        auto part = input.first(std::min(input.size(), static_cast<std::size_t>(count)));
        std::copy(part.begin(), part.end(), bytes);
        input = input.subspan(part.size());
        return static_cast<int>(part.size());
    };
    parser.write_func = [](void* me, std::uint8_t* bytes, int count) {
        of(me).output_.insert(of(me).output_.end(), bytes, bytes + count);
        return count;
    };
    parser.hello_func = [](void* me, usb_redir_hello_header*) {
        of(me).greeted_ = true;
        of(me).announce();
    };
    parser.reset_func = [](void* me) { of(me).enumerated_ = of(me).plugged_; };
    parser.set_configuration_func = [](void* me, std::uint64_t id, usb_redir_set_configuration_header* header) {
        of(me).configuration(id, header->configuration);
    };
    parser.get_configuration_func = [](void* me, std::uint64_t id) { of(me).configuration(id, 1); };
    parser.set_alt_setting_func = [](void* me, std::uint64_t id, usb_redir_set_alt_setting_header* header) {
        of(me).alternative(id, header->interface, header->alt);
    };
    parser.get_alt_setting_func = [](void* me, std::uint64_t id, usb_redir_get_alt_setting_header* header) {
        of(me).alternative(id, header->interface, 0);
    };
    parser.start_interrupt_receiving_func = [](void* me, std::uint64_t id,
                                               usb_redir_start_interrupt_receiving_header* header) {
        of(me).interrupts(id, header->endpoint, true);
    };
    parser.stop_interrupt_receiving_func = [](void* me, std::uint64_t id,
                                              usb_redir_stop_interrupt_receiving_header* header) {
        of(me).interrupts(id, header->endpoint, false);
    };
    parser.cancel_data_packet_func = [](void* me, std::uint64_t id) { of(me).cancel(id); };
    // The data of a packet is ours to free.
    static constexpr auto take = [](void* me, std::uint8_t* data, int length) {
        Bytes bytes(data, data + length);
        usbredirparser_free_packet_data(of(me).parser_.get(), data);
        return bytes;
    };
    parser.control_packet_func = [](void* me, std::uint64_t id, usb_redir_control_packet_header* header,
                                    std::uint8_t* data,
                                    int length) { of(me).control(id, *header, take(me, data, length)); };
    parser.bulk_packet_func = [](void* me, std::uint64_t id, usb_redir_bulk_packet_header* header, std::uint8_t* data,
                                 int length) { of(me).bulk(id, *header, take(me, data, length)); };
    parser.iso_packet_func = [](void* me, std::uint64_t, usb_redir_iso_packet_header*, std::uint8_t* data, int length) {
        take(me, data, length);
        of(me).refuse("isochronous data");
    };
    parser.interrupt_packet_func = [](void* me, std::uint64_t, usb_redir_interrupt_packet_header*, std::uint8_t* data,
                                      int length) {
        take(me, data, length);
        of(me).refuse("data to an interrupt endpoint");
    };
    parser.start_iso_stream_func = [](void* me, std::uint64_t, usb_redir_start_iso_stream_header*) {
        of(me).refuse("an isochronous stream");
    };
    parser.stop_iso_stream_func = [](void* me, std::uint64_t, usb_redir_stop_iso_stream_header*) {
        of(me).refuse("an isochronous stream");
    };
    parser.alloc_bulk_streams_func = [](void* me, std::uint64_t, usb_redir_alloc_bulk_streams_header*) {
        of(me).refuse("bulk streams");
    };
    parser.free_bulk_streams_func = [](void* me, std::uint64_t, usb_redir_free_bulk_streams_header*) {
        of(me).refuse("bulk streams");
    };
}

void RedirDevice::refuse(const char* what) {
    trouble_ = std::string("the guest asks for ") + what + ", which no device has";
}

tl::expected<void, std::string> RedirDevice::receive(std::span<const std::uint8_t> bytes) {
    input_ = bytes;
    trouble_.clear();
    int result = usbredirparser_do_read(parser_.get());
    input_ = {};
    if (result < 0 || !trouble_.empty()) return tl::unexpected(trouble_);
    pump();
    return {};
}

Bytes RedirDevice::takeOutput() {
    usbredirparser_do_write(parser_.get());
    return std::exchange(output_, {});
}

void RedirDevice::plug() {
    plugged_ = true;
    announce();
}

void RedirDevice::unplug() {
    plugged_ = enumerated_ = false;
    pending_.clear();
    interrupts_wanted_.clear();
    if (greeted_) usbredirparser_send_device_disconnect(parser_.get());
}

/// The device comes: its interface and endpoints, then itself.
void RedirDevice::announce() {
    if (!greeted_ || !plugged_) return;
    const auto& identity = model_.identity();
    usb_redir_interface_info_header interface {};
    interface.interface_count = 1;
    interface.interface_class[0] = identity.interface_class;
    interface.interface_subclass[0] = identity.interface_subclass;
    interface.interface_protocol[0] = identity.interface_protocol;
    usbredirparser_send_interface_info(parser_.get(), &interface);

    usb_redir_ep_info_header endpoints{};
    std::memset(endpoints.type, kAbsent, kEndpoints);
    for (std::uint8_t both : {0x00, 0x80}) {
        endpoints.type[slot(both)] = usb_redir_type_control;
        endpoints.max_packet_size[slot(both)] = DeviceModel::kPacketBytes;
    }
    for (const auto& endpoint : identity.endpoints) {
        endpoints.type[slot(endpoint.address)] = endpoint.attributes; // usbredir counts the kinds as descriptors do
        endpoints.interval[slot(endpoint.address)] = endpoint.attributes == kInterrupt ? kIntervalMs : 0;
        endpoints.max_packet_size[slot(endpoint.address)] = DeviceModel::kPacketBytes;
    }
    usbredirparser_send_ep_info(parser_.get(), &endpoints);

    usb_redir_device_connect_header device{};
    device.speed = usb_redir_speed_full;
    device.vendor_id = identity.vendor;
    device.product_id = identity.product;
    device.device_version_bcd = 0x0100;
    usbredirparser_send_device_connect(parser_.get(), &device);
}

void RedirDevice::configuration(std::uint64_t id, std::uint8_t configuration) {
    usb_redir_configuration_status_header status{usb_redir_success, configuration};
    usbredirparser_send_configuration_status(parser_.get(), id, &status);
}

void RedirDevice::alternative(std::uint64_t id, std::uint8_t interface, std::uint8_t alternative) {
    bool known = interface == 0 && alternative == 0;
    usb_redir_alt_setting_status_header status{static_cast<std::uint8_t>(known ? usb_redir_success : usb_redir_inval),
                                               interface, alternative};
    usbredirparser_send_alt_setting_status(parser_.get(), id, &status);
}

/// A guest uses what it has enumerated. What comes before it reset the port was meant for the device that has left.
void RedirDevice::control(std::uint64_t id, usb_redir_control_packet_header header, Bytes data) {
    if (!enumerated_) return;
    auto answer = model_.control({header.requesttype, header.request, header.value, header.index, header.length}, data);
    header.status = answer ? usb_redir_success : usb_redir_stall;
    bool in = (header.endpoint & 0x80) != 0;
    if (in || !answer) header.length = static_cast<std::uint16_t>(in && answer ? answer->size() : 0);
    bool gives = in && answer && !answer->empty();
    usbredirparser_send_control_packet(parser_.get(), id, &header, gives ? answer->data() : nullptr,
                                       gives ? static_cast<int>(answer->size()) : 0);
}

bool RedirDevice::hasEndpoint(std::uint8_t address, int attributes) const {
    const auto& all = model_.identity().endpoints;
    return std::any_of(all.begin(), all.end(), [&](const EndpointPlan& endpoint) {
        return endpoint.address == address && endpoint.attributes == attributes;
    });
}

void RedirDevice::bulk(std::uint64_t id, const usb_redir_bulk_packet_header& header, Bytes data) {
    if (!enumerated_) return;
    Transfer transfer{id, header, std::move(data)};
    if (!hasEndpoint(header.endpoint, kBulk)) return finish(transfer, usb_redir_inval, 0);
    pending_.push_back(std::move(transfer));
}

void RedirDevice::cancel(std::uint64_t id) {
    auto found =
        std::find_if(pending_.begin(), pending_.end(), [&](const Transfer& transfer) { return transfer.id == id; });
    if (found == pending_.end()) return; // it had ended when the guest gave it up
    finish(*found, usb_redir_cancelled, 0);
    pending_.erase(found);
}

void RedirDevice::interrupts(std::uint64_t id, std::uint8_t endpoint, bool wanted) {
    if (!enumerated_) return;
    bool known = hasEndpoint(endpoint, kInterrupt);
    if (known && wanted) interrupts_wanted_.insert(endpoint);
    if (!wanted) interrupts_wanted_.erase(endpoint);
    usb_redir_interrupt_receiving_status_header status{
        static_cast<std::uint8_t>(known ? usb_redir_success : usb_redir_inval), endpoint};
    usbredirparser_send_interrupt_receiving_status(parser_.get(), id, &status);
}

void RedirDevice::finish(Transfer& transfer, std::uint8_t status, std::size_t length) {
    auto& header = transfer.header;
    bool gives = (header.endpoint & 0x80) != 0 && length > 0;
    header.status = status;
    header.length = static_cast<std::uint16_t>(length & 0xFFFFU);
    header.length_high = static_cast<std::uint16_t>(length >> 16U);
    usbredirparser_send_bulk_packet(parser_.get(), transfer.id, &header, gives ? transfer.data.data() : nullptr,
                                    gives ? static_cast<int>(length) : 0);
}

bool RedirDevice::carry(Transfer& transfer) {
    if (model_.unplugRequested()) return false; // it ends with the device
    auto endpoint = transfer.header.endpoint;
    if ((endpoint & 0x80) != 0) {
        auto data = model_.in(endpoint, lengthOf(transfer.header));
        if (!data) return false;
        transfer.data = std::move(*data);
        finish(transfer, usb_redir_success, transfer.data.size());
        return true;
    }
    if (!model_.takesOut(endpoint)) return false;
    model_.out(endpoint, transfer.data);
    if (!model_.unplugRequested()) finish(transfer, usb_redir_success, transfer.data.size());
    return true;
}

void RedirDevice::pump() {
    // What goes out may be answered at once, to a transfer that stands before it.
    while (std::erase_if(pending_, [&](Transfer& transfer) { return carry(transfer); }) > 0) {
    }
    for (auto endpoint : interrupts_wanted_)
        while (auto data = model_.in(endpoint, DeviceModel::kPacketBytes)) {
            usb_redir_interrupt_packet_header header{endpoint, usb_redir_success,
                                                     static_cast<std::uint16_t>(data->size())};
            usbredirparser_send_interrupt_packet(parser_.get(), interrupt_id_++, &header, data->data(),
                                                 static_cast<int>(data->size()));
        }
}

} // namespace onestop::emulation
