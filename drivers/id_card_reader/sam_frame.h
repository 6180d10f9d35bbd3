// SPDX-License-Identifier: Apache-2.0
// The SAM module's frames (GA 450 family): commands as bytes, answers out of any stream of bytes.
// AA AA AA 96 69 | length hi lo | command or status … | checksum;  the length counts everything after itself,
// the checksum is the XOR from the length to the byte before it. Pure: no device, no clock.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace onestop::id_card_reader {

enum class Command { Status, SamId, Find, Select, ReadText, ReadAddedAddress };

/// The third status byte of an answer (the first two carry the card's own status for some of them).
enum class SamStatus : std::uint8_t {
    Ok = 0x90,
    CardFound = 0x9F,
    ChecksumError = 0x10,
    LengthError = 0x11,
    BadCommand = 0x21,
    NotAllowed = 0x23,
    UnknownError = 0x24,
    CardRejectsSam = 0x31,
    SamRejectsCard = 0x32,
    DataNotAuthentic = 0x33,
    WrongCardType = 0x40,
    ReadFailed = 0x41,
    RandomFailed = 0x47,
    SelfTestFailed = 0x60,
    NotAuthorised = 0x66,
    NoCard = 0x80,
    SelectFailed = 0x81,
    NotOnCard = 0x91,
};

inline constexpr std::size_t kPreambleBytes = 5;
inline constexpr std::size_t kHeaderBytes = kPreambleBytes + 2; ///< what a split pipe carries on its first endpoints
inline constexpr std::size_t kLongestFrameBytes = 4096;         ///< text, photo and fingerprint are 2321

/// The whole frame of a command.
std::vector<std::uint8_t> encodeCommand(Command command);

/// One checked answer; `data` points into the parser and is valid until its next call.
struct Answer {
    SamStatus status = SamStatus::UnknownError;
    std::span<std::uint8_t> data; ///< after the three status bytes
};

/// Whether this answer can belong to this command: a late answer of an earlier command does not.
bool answers(Command command, const Answer& answer);

/// Finds checked frames in whatever arrives, also after garbage, lost and doubled bytes.
/// Holds identity bytes for as long as the caller lets it: wipe() overwrites everything.
class FrameParser {
public:
    ~FrameParser() { wipe(); }
    FrameParser() = default;
    FrameParser(const FrameParser&) = delete;
    FrameParser& operator=(const FrameParser&) = delete;

    /// Takes bytes in; what does not fit any more pushes out the oldest.
    void feed(std::span<const std::uint8_t> bytes);
    /// The next answer with a right checksum, if one is complete. Overwrites the answer given before.
    std::optional<Answer> next();
    /// Whether the next bytes belong to the body of a frame (on a split pipe they come from the other endpoint).
    bool hasHeader() const { return size_ - given_ >= kHeaderBytes; }
    /// Forgets and overwrites all bytes.
    void wipe();

private:
    void drop(std::size_t count);
    void seekPreamble();
    std::optional<std::size_t> frameBytes() const;

    std::array<std::uint8_t, kLongestFrameBytes> buffer_{};
    std::size_t size_ = 0;
    std::size_t given_ = 0; ///< bytes of the frame given out last, still at the front
};

/// The SAM's number as technicians write it: "05.03-20230101-0001234567-0123456789"; empty unless 16 bytes.
std::string samIdText(std::span<const std::uint8_t> data);

/// Text and photo of a read, told apart by the lengths in front of them.
struct ReadBlocks {
    std::span<std::uint8_t> text;
    std::span<std::uint8_t> rest; ///< photo, fingerprint: to be overwritten unread
};
std::optional<ReadBlocks> splitReadAnswer(std::span<std::uint8_t> data);

} // namespace onestop::id_card_reader
