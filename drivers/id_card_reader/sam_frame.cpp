// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/sam_frame.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

namespace onestop::id_card_reader {
namespace {

constexpr std::array<std::uint8_t, kPreambleBytes> kPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kStatusBytes = 3;
constexpr std::size_t kShortestLength = kStatusBytes + 1; // status and checksum

struct CommandRow {
    Command command;
    std::uint8_t code;
    std::uint8_t parameter;
    SamStatus good;
    std::size_t data_bytes_min; ///< of the good answer
    std::size_t data_bytes_max;
};

// Answers' sizes: facts of the reference module; the text's own lengths are checked by splitReadAnswer().
constexpr std::array<CommandRow, 6> kCommands{{
    {Command::Status, 0x11, 0xFF, SamStatus::Ok, 0, 0},
    {Command::SamId, 0x12, 0xFF, SamStatus::Ok, 16, 16},
    {Command::Find, 0x20, 0x01, SamStatus::CardFound, 4, 4},
    {Command::Select, 0x20, 0x02, SamStatus::Ok, 8, 8},
    {Command::ReadText, 0x30, 0x01, SamStatus::Ok, 4 + 256, kLongestFrameBytes},
    {Command::ReadAddedAddress, 0x30, 0x03, SamStatus::Ok, 70, 70},
}};

const CommandRow& rowOf(Command command) {
    return *std::find_if(kCommands.begin(), kCommands.end(), [&](const auto& row) { return row.command == command; });
}

std::uint8_t checksumOf(std::span<const std::uint8_t> bytes) {
    std::uint8_t sum = 0;
    for (const auto byte : bytes)
        sum ^= byte;
    return sum;
}

bool isRefusalOf(Command command, SamStatus status) {
    switch (status) {
    case SamStatus::ChecksumError:
    case SamStatus::LengthError:
    case SamStatus::BadCommand:
    case SamStatus::NotAllowed:
    case SamStatus::UnknownError:
    case SamStatus::SelfTestFailed:
    case SamStatus::NotAuthorised:
        return true;
    case SamStatus::NoCard:
        return command == Command::Find;
    case SamStatus::SelectFailed:
        return command == Command::Select;
    case SamStatus::CardRejectsSam:
    case SamStatus::SamRejectsCard:
    case SamStatus::DataNotAuthentic:
    case SamStatus::WrongCardType:
    case SamStatus::ReadFailed:
    case SamStatus::RandomFailed:
        return command == Command::Select || command == Command::ReadText || command == Command::ReadAddedAddress;
    case SamStatus::NotOnCard:
        return command == Command::ReadAddedAddress;
    case SamStatus::Ok:
    case SamStatus::CardFound:
        return false;
    }
    return false;
}

std::uint32_t littleEndian(std::span<const std::uint8_t> bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= static_cast<std::uint32_t>(bytes[i]) << (8 * i);
    return value;
}

std::size_t bigEndian16(std::span<const std::uint8_t> bytes) {
    return static_cast<std::size_t>(bytes[0] << 8 | bytes[1]);
}

} // namespace

std::vector<std::uint8_t> encodeCommand(Command command) {
    const auto& row = rowOf(command);
    std::vector<std::uint8_t> frame(kHeaderBytes + kShortestLength - 1);
    std::copy(kPreamble.begin(), kPreamble.end(), frame.begin());
    frame[6] = 3; // code, parameter, checksum
    frame[7] = row.code;
    frame[8] = row.parameter;
    frame[9] = checksumOf(std::span(frame).subspan(kPreambleBytes, 4));
    return frame;
}

bool answers(Command command, const Answer& answer) {
    const auto& row = rowOf(command);
    if (answer.status != row.good) return isRefusalOf(command, answer.status);
    return answer.data.size() >= row.data_bytes_min && answer.data.size() <= row.data_bytes_max;
}

void FrameParser::feed(std::span<const std::uint8_t> bytes) {
    drop(std::exchange(given_, 0));
    if (bytes.size() > buffer_.size()) bytes = bytes.last(buffer_.size());
    if (size_ + bytes.size() > buffer_.size()) drop(size_ + bytes.size() - buffer_.size());
    std::copy(bytes.begin(), bytes.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += bytes.size();
    seekPreamble();
}

std::optional<Answer> FrameParser::next() {
    drop(std::exchange(given_, 0));
    for (seekPreamble(); const auto length = frameBytes(); seekPreamble()) {
        const bool impossible = *length < kHeaderBytes + kShortestLength || *length > buffer_.size();
        if (!impossible && size_ < *length) return std::nullopt;
        // The XOR over length, body and checksum of a whole frame is zero.
        if (impossible || checksumOf(std::span(buffer_).first(*length).subspan(kPreambleBytes)) != 0) {
            drop(1); // the real frame may begin inside the broken one
            continue;
        }
        given_ = *length;
        const auto body = std::span(buffer_).first(*length - 1).subspan(kHeaderBytes);
        return Answer{static_cast<SamStatus>(body[2]), body.subspan(kStatusBytes)};
    }
    return std::nullopt;
}

void FrameParser::wipe() {
    explicit_bzero(buffer_.data(), buffer_.size());
    size_ = 0;
    given_ = 0;
}

void FrameParser::drop(std::size_t count) {
    count = std::min(count, size_);
    if (count == 0) return;
    std::memmove(buffer_.data(), buffer_.data() + count, size_ - count);
    explicit_bzero(buffer_.data() + size_ - count, count);
    size_ -= count;
}

void FrameParser::seekPreamble() {
    const auto held = std::span(buffer_).first(size_);
    for (std::size_t at = 0; at < held.size(); ++at) {
        const std::size_t compare = std::min(kPreamble.size(), held.size() - at);
        if (std::equal(kPreamble.begin(), kPreamble.begin() + static_cast<std::ptrdiff_t>(compare),
                       held.begin() + static_cast<std::ptrdiff_t>(at))) {
            drop(at);
            return;
        }
    }
    drop(held.size());
}

std::optional<std::size_t> FrameParser::frameBytes() const {
    if (size_ < kHeaderBytes) return std::nullopt;
    return kHeaderBytes + bigEndian16(std::span(buffer_).subspan(kPreambleBytes, 2));
}

std::string samIdText(std::span<const std::uint8_t> data) {
    if (data.size() != 16) return {};
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%02X.%02X-%u-%010u-%010u", data[0], data[2],
                  littleEndian(data.subspan(4, 4)), littleEndian(data.subspan(8, 4)),
                  littleEndian(data.subspan(12, 4)));
    return text.data();
}

std::optional<ReadBlocks> splitReadAnswer(std::span<std::uint8_t> data) {
    if (data.size() < 4) return std::nullopt;
    const std::size_t text_bytes = bigEndian16(data);
    if (text_bytes != 256 || data.size() < 4 + text_bytes) return std::nullopt;
    return ReadBlocks{data.subspan(4, text_bytes), data.subspan(4 + text_bytes)};
}

} // namespace onestop::id_card_reader
