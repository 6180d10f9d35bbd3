// SPDX-License-Identifier: Apache-2.0
// What a stranger's code may say to the kiosk: at most 512 bytes of strict UTF-8 without control characters, in a
// scheme of our own. It is never opened, typed or logged in full. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace onestop::qr_scanner {

inline constexpr std::size_t kPayloadBytesMost = 512;

/// A checked payload.
struct ScanPayload {
    std::string text; ///< UTF-8, begins with its scheme ("OS1:…")
};

enum class ScanRefusal {
    Empty,
    TooLong,
    NotText,           ///< not UTF-8
    ControlCharacters, ///< would steer something: never wanted in a code
    ForeignScheme,     ///< some other code: a link, a payment, a health code
    Interrupted,       ///< the scanner sent a part and then nothing
};

/// `schemes`: the prefixes accepted ("OS1:"); an empty list accepts any (the technician's command only).
/// Line ends after the payload are the scanner's and are cut off.
tl::expected<ScanPayload, ScanRefusal> checkPayload(std::span<const std::uint8_t> bytes,
                                                    std::span<const std::string> schemes);

/// What may stand in a log of a payload: its scheme and its length ("OS1:, 187 bytes").
std::string payloadForLog(const ScanPayload& payload);

/// One word a refusal, as in JSON ("too_long").
std::string_view nameOf(ScanRefusal refusal);

} // namespace onestop::qr_scanner
