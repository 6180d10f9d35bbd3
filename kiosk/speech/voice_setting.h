// SPDX-License-Identifier: Apache-2.0
// How loud this kiosk speaks and in which hours it does not: as its staff set it, and as it goes to the speaker. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace onestop::speech {

/// The hours in which nothing is said aloud; may go over midnight. Equal ends: none.
struct QuietHours {
    std::chrono::minutes from{};  ///< since midnight, included
    std::chrono::minutes until{}; ///< since midnight, excluded

    bool contains(std::chrono::minutes since_midnight) const;
    bool operator==(const QuietHours&) const = default;
};

/// "21:30-08:00"; both of them within a day.
std::string textOf(const QuietHours& hours);
std::optional<QuietHours> parseQuietHours(std::string_view text);

struct VoiceSetting {
    int volume_percent = 100; ///< 0–100, of what the card gives
    QuietHours quiet;

    bool operator==(const VoiceSetting&) const = default;
};

/// A datagram of its own kind beside those of utterance.h: "set 45 21:30-08:00".
std::string formatSetting(const VoiceSetting& setting);
/// Absent: it is something else, or not whole.
std::optional<VoiceSetting> parseSetting(std::string_view datagram);

} // namespace onestop::speech
