// SPDX-License-Identifier: Apache-2.0
// The printer's IN stream, cut into answers. Everything comes over one pipe, in any packet size, and status that was
// asked for, status that was not, and confirmations may follow each other without a gap.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace onestop::receipt_printer {

/// DLE EOT: fixed bits (x & 93h) == 12h.
struct RealTimeAnswer {
    std::uint8_t bits;
    bool operator==(const RealTimeAnswer&) const = default;
};
/// GS r: (x & 90h) == 00h, outside of anything else.
struct FenceAnswer {
    std::uint8_t bits;
    bool operator==(const FenceAnswer&) const = default;
};
/// GS a: the first byte (x & 93h) == 10h, three more (x & 90h) == 00h.
struct AutomaticStatus {
    std::array<std::uint8_t, 4> bytes;
    bool operator==(const AutomaticStatus&) const = default;
};
/// GS ( H: 37h 22h, four characters, 00h.
struct JobAnswer {
    std::string id;
    bool operator==(const JobAnswer&) const = default;
};

using Answer = std::variant<RealTimeAnswer, FenceAnswer, AutomaticStatus, JobAnswer>;

/// Keeps what is not complete yet. Bytes that can be no answer are dropped one by one, so that the next one is found.
class AnswerReader {
public:
    std::vector<Answer> read(const std::uint8_t* data, std::size_t size);
    std::vector<Answer> read(const std::vector<std::uint8_t>& data) { return read(data.data(), data.size()); }
    /// After a reconnect nothing of before counts.
    void reset() { pending_.clear(); }

private:
    std::vector<std::uint8_t> pending_; ///< never more than seven bytes after read()
};

} // namespace onestop::receipt_printer
