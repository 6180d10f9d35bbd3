// SPDX-License-Identifier: Apache-2.0
// See reader_model.h. Frame: AA AA AA 96 69 | length (2, big endian) | body | XOR of length and body.
#include "drivers/emulation/reader_model.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace onestop::emulation {

namespace {

constexpr std::array<std::uint8_t, 5> kPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kHeadBytes = 7;
constexpr std::size_t kBodyLimit = 64; ///< no request is longer

/// Third status byte (SW3).
enum Status : std::uint8_t {
    kOk = 0x90,
    kCardFound = 0x9F,
    kChecksumError = 0x10,
    kLengthError = 0x11,
    kBadCommand = 0x21,
    kReadFailed = 0x41,
    kNoCard = 0x80,
    kSelectFailed = 0x81,
    kItemNotOnCard = 0x91,
};

Bytes statusOnly(Status status, std::size_t zeros = 0) {
    Bytes reply{0, 0, status};
    reply.resize(reply.size() + zeros);
    return reply;
}

std::uint8_t checksum(std::span<const std::uint8_t> bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), std::uint8_t{0},
                           [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a ^ b); });
}

/// 1024 bytes that differ from card to card, so that a search of a process's memory can find them.
Bytes photoOf(const CardContent& card) {
    Bytes photo(1024);
    std::uint32_t state = 2166136261U;
    for (char c : card.number)
        state = (state ^ static_cast<std::uint8_t>(c)) * 16777619U;
    for (auto& byte : photo) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return photo;
}

DeviceIdentity identityOf(ReaderWiring wiring) {
    DeviceIdentity identity;
    identity.vendor = 0x0400;
    identity.product = 0xc35a;
    identity.manufacturer = "Emulated";
    identity.product_name = "ID-card reader";
    identity.serial = "READER01";
    identity.endpoints = {{0x81, 2}, {0x02, 2}};
    if (wiring == ReaderWiring::SplitPipe) identity.endpoints = {{0x02, 2}, {0x06, 2}, {0x81, 2}, {0x85, 2}};
    return identity;
}

} // namespace

ReaderModel::ReaderModel(ReaderWiring wiring) : DeviceModel(identityOf(wiring)), wiring_(wiring) {}

void ReaderModel::layCard(CardContent card) {
    card_ = std::move(card);
    selected_ = already_read_ = false;
}

void ReaderModel::liftCard() {
    card_.reset();
    selected_ = already_read_ = false;
}

void ReaderModel::powerOn() {
    received_.clear();
    selected_ = already_read_ = false;
}

void ReaderModel::received(std::uint8_t, std::span<const std::uint8_t> data) {
    // Split wiring: the head comes on one pipe and the body on the other; in order they are the same stream.
    received_.insert(received_.end(), data.begin(), data.end());
    takeFrames();
}

void ReaderModel::takeFrames() {
    for (;;) {
        auto start = std::search(received_.begin(), received_.end(), kPreamble.begin(), kPreamble.end());
        if (start == received_.end()) {
            if (received_.size() >= kPreamble.size())
                received_.erase(received_.begin(), received_.end() - (kPreamble.size() - 1));
            return;
        }
        received_.erase(received_.begin(), start);
        if (received_.size() < kHeadBytes) return;
        std::size_t length = static_cast<std::size_t>(received_[5] << 8 | received_[6]);
        if (length < 3 || length > kBodyLimit) {
            received_.erase(received_.begin(), received_.begin() + kPreamble.size());
            send(statusOnly(kLengthError));
            continue;
        }
        if (received_.size() < kHeadBytes + length) return;
        auto whole = std::span(received_).first(kHeadBytes + length);
        ++frames_;
        // XOR over length, body and its checksum is 0 when the frame is whole.
        auto answer =
            checksum(whole.subspan(5)) == 0 ? reply(whole.subspan(kHeadBytes, length - 1)) : statusOnly(kChecksumError);
        received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(kHeadBytes + length));
        send(std::move(answer));
    }
}

Bytes ReaderModel::reply(std::span<const std::uint8_t> body) {
    switch (body[0] << 8 | body[1]) {
    case 0x10FF:
        selected_ = false;
        return statusOnly(kOk);
    case 0x11FF:
        return statusOnly(kOk);
    case 0x12FF: {
        Bytes id = statusOnly(kOk);
        for (std::uint8_t byte :
             {0x05, 0x00, 0x01, 0x00, 0x8F, 0x39, 0x34, 0x01, 0x2A, 0x00, 0x00, 0x00, 0x15, 0xCD, 0x5B, 0x07})
            id.push_back(byte);
        return id;
    }
    case 0x61FF:
        return statusOnly(kOk);
    case 0x2001:
        ++finds_;
        selected_ = false;
        return card_ && !already_read_ ? statusOnly(kCardFound, 4) : statusOnly(kNoCard);
    case 0x2002:
        selected_ = card_.has_value();
        return selected_ ? statusOnly(kOk, 8) : statusOnly(kSelectFailed);
    case 0x3001:
        return readCard(false);
    case 0x3010:
        return readCard(true);
    case 0x3003: {
        if (!card_ || !selected_) return statusOnly(kReadFailed);
        if (card_->added_address.empty()) return statusOnly(kItemNotOnCard);
        Bytes answer = statusOnly(kOk);
        Bytes text = addedAddressText(*card_);
        answer.insert(answer.end(), text.begin(), text.end());
        return answer;
    }
    default:
        return statusOnly(kBadCommand);
    }
}

Bytes ReaderModel::readCard(bool with_fingerprint) {
    if (!card_ || !selected_) return statusOnly(kReadFailed);
    ++reads_;
    already_read_ = true;
    Bytes answer = statusOnly(kOk);
    Bytes text = cardText(*card_);
    Bytes photo = photoOf(*card_);
    for (std::uint8_t byte : {0x01, 0x00, 0x04, 0x00})
        answer.push_back(byte);
    if (with_fingerprint)
        for (std::uint8_t byte : {0x04, 0x00})
            answer.push_back(byte);
    answer.insert(answer.end(), text.begin(), text.end());
    answer.insert(answer.end(), photo.begin(), photo.end());
    if (with_fingerprint) answer.resize(answer.size() + 1024);
    return answer;
}

void ReaderModel::send(Bytes body) {
    auto length = static_cast<std::uint16_t>(body.size() + 1);
    Bytes frame(kPreamble.begin(), kPreamble.end());
    frame.push_back(static_cast<std::uint8_t>(length >> 8));
    frame.push_back(static_cast<std::uint8_t>(length & 0xff));
    frame.insert(frame.end(), body.begin(), body.end());
    frame.push_back(checksum(std::span(frame).subspan(5)));
    if (faults().take(Fault::WrongChecksum)) frame.back() ^= 0x01;
    if (faults().take(Fault::HalfFrame)) frame.resize(frame.size() / 2);
    if (wiring_ == ReaderWiring::SinglePipe || frame.size() <= kHeadBytes) return answer(0x81, std::move(frame));
    answer(0x81, Bytes(frame.begin(), frame.begin() + kHeadBytes));
    answer(0x85, Bytes(frame.begin() + kHeadBytes, frame.end()));
}

nlohmann::json ReaderModel::status() const {
    auto all = DeviceModel::status();
    all.update({{"frames", frames_}, {"finds", finds_}, {"reads", reads_}, {"card", hasCard()}});
    return all;
}

} // namespace onestop::emulation
