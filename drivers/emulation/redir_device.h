// SPDX-License-Identifier: Apache-2.0
// One device as a guest sees it through the usbredir protocol (QEMU's usb-redir; spec: usbredir's
// usb-redirection-protocol). Bytes in, bytes out, one guest: no socket, thread or clock. The parser is
// libusbredirparser's; what follows is ours.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <span>
#include <string>

#include <tl/expected.hpp>
#include <usbredirparser.h>

#include "drivers/emulation/device_model.h"

namespace onestop::emulation {

class RedirDevice {
public:
    /// `model` outlives it. Begins with the cable out and a greeting to be sent.
    explicit RedirDevice(DeviceModel& model);
    RedirDevice(const RedirDevice&) = delete;
    RedirDevice& operator=(const RedirDevice&) = delete;

    /// Bytes from the guest. The failure says what is wrong with them: the connection is of no more use.
    tl::expected<void, std::string> receive(std::span<const std::uint8_t> bytes);
    /// What is to be sent to the guest now.
    Bytes takeOutput();

    /// The cable goes in or out: the guest sees the device come or leave. The model is told by the caller.
    void plug();
    void unplug();
    /// Gives pending transfers what the model has for them now.
    void pump();
    /// The guest has seen the device and reset its port: it uses the device.
    bool isEnumerated() const { return enumerated_; }

private:
    struct Transfer {
        std::uint64_t id = 0;
        usb_redir_bulk_packet_header header{};
        Bytes data; ///< of an OUT transfer
    };

    void listenToParser();
    void announce();
    void control(std::uint64_t id, usb_redir_control_packet_header header, Bytes data);
    void bulk(std::uint64_t id, const usb_redir_bulk_packet_header& header, Bytes data);
    void cancel(std::uint64_t id);
    void interrupts(std::uint64_t id, std::uint8_t endpoint, bool wanted);
    void configuration(std::uint64_t id, std::uint8_t configuration);
    void alternative(std::uint64_t id, std::uint8_t interface, std::uint8_t alternative);
    void refuse(const char* what);

    bool hasEndpoint(std::uint8_t address, int attributes) const;
    /// True when the transfer has ended.
    bool carry(Transfer& transfer);
    void finish(Transfer& transfer, std::uint8_t status, std::size_t length);

    struct ParserEnd {
        void operator()(usbredirparser* parser) const { usbredirparser_destroy(parser); }
    };

    DeviceModel& model_;
    std::unique_ptr<usbredirparser, ParserEnd> parser_;
    std::span<const std::uint8_t> input_; ///< what receive() was given and the parser has not taken
    Bytes output_;
    std::string trouble_;
    std::deque<Transfer> pending_;
    std::set<std::uint8_t> interrupts_wanted_;
    std::uint64_t interrupt_id_ = 0;
    bool greeted_ = false; ///< the guest's hello has come
    bool plugged_ = false;
    bool enumerated_ = false;
};

} // namespace onestop::emulation
