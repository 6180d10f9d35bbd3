// SPDX-License-Identifier: Apache-2.0
// The fixed bits of each kind exclude each other: that is what makes the stream readable without a length.
#include "drivers/receipt_printer/answers.h"

#include <algorithm>
#include <optional>
#include <span>

namespace onestop::receipt_printer {

namespace {

using Pending = std::vector<std::uint8_t>;

constexpr std::uint8_t kJobHeader = 0x37, kJobIdentifier = 0x22;
constexpr std::size_t kJobAnswerBytes = 7;

bool isRealTime(std::uint8_t byte) { return (byte & 0x93) == 0x12; }
bool opensAsb(std::uint8_t byte) { return (byte & 0x93) == 0x10; }
bool isPlain(std::uint8_t byte) { return (byte & 0x90) == 0x00; } ///< GS r, and the rest of an ASB
bool isIdCharacter(std::uint8_t byte) { return byte >= 0x20 && byte <= 0x7E; }

/// Does `byte` fit at place `at` of a job answer?
bool fitsJobAnswer(std::size_t at, std::uint8_t byte) {
    if (at == 0) return byte == kJobHeader;
    if (at == 1) return byte == kJobIdentifier;
    return at < 6 ? isIdCharacter(byte) : byte == 0;
}

struct Step {
    std::optional<Answer> answer;
    std::size_t used = 0; ///< 0: more bytes are needed
};

Step readJob(const Pending& pending) {
    for (std::size_t at = 0; at < std::min(pending.size(), kJobAnswerBytes); ++at)
        if (!fitsJobAnswer(at, pending[at])) return {std::nullopt, 1};
    if (pending.size() < kJobAnswerBytes) return {};
    return {JobAnswer{std::string(pending.begin() + 2, pending.begin() + 6)}, kJobAnswerBytes};
}

Step readAsb(const Pending& pending) {
    for (std::size_t at = 1; at < std::min<std::size_t>(pending.size(), 4); ++at)
        if (!isPlain(pending[at])) return {std::nullopt, 1};
    if (pending.size() < 4) return {};
    return {AutomaticStatus{{pending[0], pending[1], pending[2], pending[3]}}, 4};
}

Step readOne(Pending& pending) {
    // A real-time answer goes out between any two bytes: it may stand within an automatic status.
    if (opensAsb(pending[0])) {
        const auto end = pending.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(pending.size(), 4));
        const auto found = std::find_if(pending.begin() + 1, end, isRealTime);
        if (found != end) {
            const RealTimeAnswer answer{*found};
            pending.erase(found);
            pending.insert(pending.begin(), answer.bits);
            return {answer, 1};
        }
        return readAsb(pending);
    }
    if (pending[0] == kJobHeader) return readJob(pending);
    if (isRealTime(pending[0])) return {RealTimeAnswer{pending[0]}, 1};
    if (isPlain(pending[0])) return {FenceAnswer{pending[0]}, 1};
    return {std::nullopt, 1}; // XON, XOFF, noise
}

} // namespace

std::vector<Answer> AnswerReader::read(const std::uint8_t* data, std::size_t size) {
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < size; ++i) {
        pending_.push_back(data[i]);
        while (!pending_.empty()) {
            const Step step = readOne(pending_);
            if (step.used == 0) break;
            if (step.answer) answers.push_back(*step.answer);
            pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(step.used));
        }
    }
    return answers;
}

} // namespace onestop::receipt_printer
