// SPDX-License-Identifier: Apache-2.0
// Invented cards as the 256 bytes a card gives, and a SAM module in memory that serves them over either wiring.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <vector>

#include "drivers/id_card_reader/sam_frame.h"
#include "tests/drivers/usb/memory_host.h"

namespace onestop::id_card_reader {

using Bytes = std::vector<std::uint8_t>;

inline void put(Bytes& block, std::size_t offset, std::u16string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        block[offset + 2 * i] = static_cast<std::uint8_t>(text[i] & 0xFF);
        block[offset + 2 * i + 1] = static_cast<std::uint8_t>(text[i] >> 8);
    }
}

inline Bytes blankBlock() {
    Bytes block(256);
    for (std::size_t i = 0; i < 256; i += 2)
        block[i] = 0x20;
    return block;
}

/// 张某三, an invented resident with a number that passes its check.
inline Bytes residentBlock() {
    Bytes block = blankBlock();
    put(block, 0, u"张某三");
    put(block, 30, u"1");
    put(block, 32, u"01");
    put(block, 36, u"19900307");
    put(block, 52, u"广东省深圳市大鹏新区葵涌街道某路1号");
    put(block, 122, u"110101199003077571");
    put(block, 158, u"某市公安局大鹏分局");
    put(block, 188, u"20150101");
    put(block, 204, u"20350101");
    return block;
}

inline Bytes answerFrame(SamStatus status, const Bytes& data = {}) {
    const auto length = data.size() + 4;
    Bytes frame(data.size() + 11);
    const std::array<std::uint8_t, 10> head{0xAA,
                                            0xAA,
                                            0xAA,
                                            0x96,
                                            0x69,
                                            static_cast<std::uint8_t>(length >> 8),
                                            static_cast<std::uint8_t>(length),
                                            0,
                                            0,
                                            static_cast<std::uint8_t>(status)};
    std::copy(head.begin(), head.end(), frame.begin());
    std::copy(data.begin(), data.end(), frame.begin() + 10);
    std::uint8_t sum = 0;
    for (std::size_t i = 5; i + 1 < frame.size(); ++i)
        sum ^= frame[i];
    frame.back() = sum;
    return frame;
}

inline Bytes readAnswer(const Bytes& block) {
    Bytes data(4 + 256 + 1024, 0xF0); // after the text the photo
    data[0] = 1, data[1] = 0, data[2] = 4, data[3] = 0;
    std::copy(block.begin(), block.end(), data.begin() + 4);
    return answerFrame(SamStatus::Ok, data);
}

/// A SAM module: checks what it is sent, knows one card, and misbehaves on request.
class SamModel final : public usb::MemoryModel {
public:
    enum class Fault { None, Silent, Garbage, WrongChecksum, HalfFrame, LastByteLate, HoldBack };

    Bytes card; ///< the text block of the card that lies there; empty: none
    bool card_was_read = false;
    SamStatus read_status = SamStatus::Ok;
    Fault fault = Fault::None;
    bool split = false;
    std::vector<std::uint16_t> commands; ///< code and parameter of each, as heard
    Bytes held_back;                     ///< an answer that comes late: released by the test

    void layCard(Bytes block) { card = std::move(block), card_was_read = false; }
    void liftCard() { card.clear(), card_was_read = false; }
    void release() { push(std::exchange(held_back, {})); }

    bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override {
        if (fault == Fault::Silent) return true;
        if (split && endpoint == 0x02) {
            heard_.assign(data.begin(), data.end());
            return true;
        }
        if (!split) heard_.clear();
        heard_.insert(heard_.end(), data.begin(), data.end());
        answer(std::exchange(heard_, {}));
        return true;
    }
    std::optional<usb::Bytes> in(std::uint8_t endpoint) override {
        auto& packets = split && endpoint == 0x81 ? headers_ : packets_;
        if (packets.empty()) return std::nullopt;
        auto packet = packets.front();
        packets.pop_front();
        return packet;
    }

private:
    void answer(const Bytes& frame) {
        if (frame.size() != 10) return;
        std::uint8_t sum = 0;
        for (std::size_t i = 5; i < frame.size(); ++i)
            sum ^= frame[i];
        const auto command = static_cast<std::uint16_t>(frame[7] << 8 | frame[8]);
        commands.push_back(command);
        Bytes reply = sum == 0 ? replyTo(command) : answerFrame(SamStatus::ChecksumError);
        switch (fault) {
        case Fault::Garbage:
            reply = Bytes(40, 0xAA);
            break;
        case Fault::WrongChecksum:
            reply.back() ^= 1;
            break;
        case Fault::HalfFrame:
            reply.resize(reply.size() / 2);
            break;
        case Fault::LastByteLate:
            held_back = {reply.back()};
            reply.pop_back();
            break;
        case Fault::HoldBack:
            held_back = std::exchange(reply, {});
            break;
        default:
            break;
        }
        push(reply);
    }
    Bytes replyTo(std::uint16_t command) {
        switch (command) {
        case 0x11FF:
            return answerFrame(SamStatus::Ok);
        case 0x12FF:
            return answerFrame(SamStatus::Ok, {5, 0, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0});
        case 0x2001:
            if (card.empty() || card_was_read) return answerFrame(SamStatus::NoCard);
            return answerFrame(SamStatus::CardFound, Bytes(4));
        case 0x2002:
            return card.empty() ? answerFrame(SamStatus::SelectFailed) : answerFrame(SamStatus::Ok, Bytes(8));
        case 0x3001:
            if (card.empty()) return answerFrame(SamStatus::ReadFailed);
            if (read_status != SamStatus::Ok) return answerFrame(read_status);
            card_was_read = true;
            return readAnswer(card);
        case 0x3003: {
            Bytes address(70);
            put(address, 0, u"新地址2号");
            return answerFrame(SamStatus::Ok, address);
        }
        default:
            return answerFrame(SamStatus::BadCommand);
        }
    }
    void push(Bytes bytes) {
        if (bytes.empty()) return;
        if (split) {
            const auto header = static_cast<std::ptrdiff_t>(std::min<std::size_t>(7, bytes.size()));
            headers_.emplace_back(bytes.begin(), bytes.begin() + header);
            bytes.erase(bytes.begin(), bytes.begin() + header);
        }
        for (std::size_t at = 0; at < bytes.size(); at += 64)
            packets_.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                  bytes.begin() + static_cast<std::ptrdiff_t>(std::min(at + 64, bytes.size())));
    }

    Bytes heard_;
    std::deque<usb::Bytes> headers_, packets_;
};

inline usb::DeviceDescription readerDescription(bool split) {
    usb::DeviceDescription description;
    description.vendor = 0x0400;
    description.product = 0xc35a;
    description.port = "1-1";
    usb::Interface interface;
    interface.class_code = 0xff;
    const auto bulk = usb::EndpointKind::Bulk;
    if (split)
        interface.endpoints = {{0x02, bulk, 64}, {0x06, bulk, 64}, {0x81, bulk, 64}, {0x85, bulk, 64}};
    else
        interface.endpoints = {{0x02, bulk, 64}, {0x81, bulk, 64}};
    description.interfaces.push_back(interface);
    return description;
}

} // namespace onestop::id_card_reader
