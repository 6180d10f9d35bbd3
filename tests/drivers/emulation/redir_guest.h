// SPDX-License-Identifier: Apache-2.0
// The guest's side of usbredir, made from the library that QEMU uses: it asks, and keeps what it is told.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <usbredirparser.h>

#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

class RedirGuest {
public:
    struct Answer {
        int status = 0;
        Bytes data;
        std::size_t length = 0; ///< as the header says: of OUT data, what was taken
    };

    std::optional<usb_redir_device_connect_header> device; ///< while it is there
    usb_redir_interface_info_header interfaces{};
    usb_redir_ep_info_header endpoints{};
    std::map<std::uint64_t, Answer> answers; ///< by the id of what was asked
    std::vector<Bytes> interrupts;
    int departures = 0;

    RedirGuest() {
        listen();
        std::uint32_t capabilities[USB_REDIR_CAPS_SIZE]{};
        for (int capability : {usb_redir_cap_connect_device_version, usb_redir_cap_ep_info_max_packet_size,
                               usb_redir_cap_64bits_ids, usb_redir_cap_32bits_bulk_length})
            usbredirparser_caps_set_cap(capabilities, capability);
        usbredirparser_init(parser_.get(), "test guest", capabilities, USB_REDIR_CAPS_SIZE, 0);
    }

    /// False when the other side does not speak the protocol.
    bool receive(std::span<const std::uint8_t> bytes) {
        input_ = bytes;
        return usbredirparser_do_read(parser_.get()) == 0;
    }
    Bytes takeOutput() {
        usbredirparser_do_write(parser_.get());
        return std::exchange(output_, {});
    }

    void resetPort() { usbredirparser_send_reset(parser_.get()); }
    std::uint64_t configure(std::uint8_t configuration) {
        usb_redir_set_configuration_header header{configuration};
        usbredirparser_send_set_configuration(parser_.get(), ++id_, &header);
        return id_;
    }
    std::uint64_t control(const SetupPacket& setup, Bytes data = {}) {
        usb_redir_control_packet_header header{};
        header.endpoint = setup.request_type & 0x80;
        header.request = setup.request;
        header.requesttype = setup.request_type;
        header.value = setup.value;
        header.index = setup.index;
        header.length = setup.length;
        usbredirparser_send_control_packet(parser_.get(), ++id_, &header, data.data(), static_cast<int>(data.size()));
        return id_;
    }
    std::uint64_t out(std::uint8_t endpoint, Bytes data) {
        auto length = data.size();
        return bulk(endpoint, length, std::move(data));
    }
    std::uint64_t in(std::uint8_t endpoint, std::size_t capacity) { return bulk(endpoint, capacity, {}); }
    void cancel(std::uint64_t id) { usbredirparser_send_cancel_data_packet(parser_.get(), id); }
    std::uint64_t listenTo(std::uint8_t endpoint) {
        usb_redir_start_interrupt_receiving_header header{endpoint};
        usbredirparser_send_start_interrupt_receiving(parser_.get(), ++id_, &header);
        return id_;
    }
    std::uint64_t stopListening(std::uint8_t endpoint) {
        usb_redir_stop_interrupt_receiving_header header{endpoint};
        usbredirparser_send_stop_interrupt_receiving(parser_.get(), ++id_, &header);
        return id_;
    }
    void askForStream(std::uint8_t endpoint) {
        usb_redir_start_iso_stream_header header{endpoint, 8, 2};
        usbredirparser_send_start_iso_stream(parser_.get(), ++id_, &header);
    }

private:
    struct End {
        void operator()(usbredirparser* parser) const { usbredirparser_destroy(parser); }
    };
    static RedirGuest& of(void* me) { return *static_cast<RedirGuest*>(me); }

    std::uint64_t bulk(std::uint8_t endpoint, std::size_t length, Bytes data) {
        usb_redir_bulk_packet_header header{};
        header.endpoint = endpoint;
        header.length = static_cast<std::uint16_t>(length);
        header.length_high = static_cast<std::uint16_t>(length >> 16);
        usbredirparser_send_bulk_packet(parser_.get(), ++id_, &header, data.data(), static_cast<int>(data.size()));
        return id_;
    }
    void answered(std::uint64_t id, int status, std::uint8_t* data, int count, std::size_t length) {
        answers[id] = {status, Bytes(data, data + count), length};
        usbredirparser_free_packet_data(parser_.get(), data);
    }

    void listen() {
        auto& parser = *parser_;
        parser.priv = this;
        parser.log_func = [](void*, int, const char*) {};
        parser.read_func = [](void* me, std::uint8_t* bytes, int count) {
            auto part = of(me).input_.first(std::min(of(me).input_.size(), static_cast<std::size_t>(count)));
            std::copy(part.begin(), part.end(), bytes);
            of(me).input_ = of(me).input_.subspan(part.size());
            return static_cast<int>(part.size());
        };
        parser.write_func = [](void* me, std::uint8_t* bytes, int count) {
            of(me).output_.insert(of(me).output_.end(), bytes, bytes + count);
            return count;
        };
        parser.device_connect_func = [](void* me, usb_redir_device_connect_header* header) { of(me).device = *header; };
        parser.device_disconnect_func = [](void* me) {
            of(me).device.reset();
            ++of(me).departures;
        };
        parser.interface_info_func = [](void* me, usb_redir_interface_info_header* header) {
            of(me).interfaces = *header;
        };
        parser.ep_info_func = [](void* me, usb_redir_ep_info_header* header) { of(me).endpoints = *header; };
        parser.configuration_status_func = [](void* me, std::uint64_t id,
                                              usb_redir_configuration_status_header* header) {
            of(me).answers[id] = {header->status, {header->configuration}, 0};
        };
        parser.alt_setting_status_func = [](void*, std::uint64_t, usb_redir_alt_setting_status_header*) {};
        parser.interrupt_receiving_status_func = [](void* me, std::uint64_t id,
                                                    usb_redir_interrupt_receiving_status_header* header) {
            of(me).answers[id] = {header->status, {header->endpoint}, 0};
        };
        parser.control_packet_func = [](void* me, std::uint64_t id, usb_redir_control_packet_header* header,
                                        std::uint8_t* data, int count) {
            of(me).answered(id, header->status, data, count, header->length);
        };
        parser.bulk_packet_func = [](void* me, std::uint64_t id, usb_redir_bulk_packet_header* header,
                                     std::uint8_t* data, int count) {
            of(me).answered(id, header->status, data, count,
                            static_cast<std::size_t>(header->length_high) << 16 | header->length);
        };
        parser.interrupt_packet_func = [](void* me, std::uint64_t, usb_redir_interrupt_packet_header*,
                                          std::uint8_t* data, int count) {
            of(me).interrupts.emplace_back(data, data + count);
            usbredirparser_free_packet_data(of(me).parser_.get(), data);
        };
    }

    std::unique_ptr<usbredirparser, End> parser_{usbredirparser_create()};
    std::span<const std::uint8_t> input_;
    Bytes output_;
    std::uint64_t id_ = 0;
};

} // namespace onestop::emulation
