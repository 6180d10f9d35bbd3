// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/typed_scans.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "drivers/qr_scanner/payload.h"

namespace onestop::qr_scanner {
namespace {

// HID usages of page 07 from 04 (a) and from 2D (-), without and with Shift.
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz1234567890";
constexpr std::string_view kShiftedLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()";
constexpr std::string_view kSigns = "-=[]\\#;'`,./";
constexpr std::string_view kShiftedSigns = "_+{}|~:\"~<>?";
constexpr std::uint8_t kEnter = 0x28, kSpace = 0x2C, kKeypadEnter = 0x58;
constexpr std::uint8_t kShift = 0x22, kOtherModifiers = 0xDD; ///< bits of the first report byte

std::uint8_t characterOf(std::uint8_t key, std::uint8_t modifiers) {
    if ((modifiers & kOtherModifiers) != 0) return 0;
    const bool shift = (modifiers & kShift) != 0;
    const auto from = [&](std::string_view plain, std::string_view shifted, std::uint8_t first) -> std::uint8_t {
        return static_cast<std::uint8_t>((shift ? shifted : plain)[static_cast<std::size_t>(key - first)]);
    };
    if (key == kEnter || key == kKeypadEnter) return '\n';
    if (key == kSpace) return ' ';
    if (key >= 0x04 && key < 0x04 + kLetters.size()) return from(kLetters, kShiftedLetters, 0x04);
    if (key >= 0x2D && key < 0x2D + kSigns.size()) return from(kSigns, kShiftedSigns, 0x2D);
    return 0;
}

} // namespace

std::vector<Bytes> LineAssembler::feed(std::span<const std::uint8_t> bytes) {
    std::vector<Bytes> scans;
    for (const std::uint8_t byte : bytes) {
        if (byte == '\r' || byte == '\n') {
            if (!line_.empty()) scans.push_back(std::exchange(line_, {}));
        } else if (line_.size() <= kPayloadBytesMost) {
            line_.push_back(byte);
        }
    }
    return scans;
}

std::optional<Bytes> LineAssembler::flush() {
    if (line_.empty()) return std::nullopt;
    return std::exchange(line_, {});
}

std::vector<Bytes> KeyboardAssembler::feed(std::span<const std::uint8_t> report) {
    if (report.size() < 3) return {};
    std::array<std::uint8_t, 6> keys{};
    const auto down = report.subspan(2, std::min<std::size_t>(report.size() - 2, keys.size()));
    std::copy(down.begin(), down.end(), keys.begin());
    Bytes typed;
    for (const std::uint8_t key : keys) {
        const bool held = std::find(pressed_.begin(), pressed_.end(), key) != pressed_.end();
        if (key > 3 && !held) typed.push_back(characterOf(key, report[0])); // 1..3 report errors
    }
    pressed_ = keys;
    return lines_.feed(typed);
}

} // namespace onestop::qr_scanner
