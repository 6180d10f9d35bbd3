// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/voice_setting.h"

#include <charconv>
#include <cstdio>

namespace onestop::speech {

namespace {

constexpr std::string_view kSet = "set ";
constexpr int kDayMinutes = 24 * 60;

/// "21:30", from the front of `text`, which then goes on behind it.
std::optional<std::chrono::minutes> takeClock(std::string_view& text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() < 5 || !digit(0) || !digit(1) || text[2] != ':' || !digit(3) || !digit(4)) return std::nullopt;
    const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    if (hour > 23 || minute > 59) return std::nullopt;
    text.remove_prefix(5);
    return std::chrono::minutes(hour * 60 + minute);
}

std::string clockText(std::chrono::minutes time) {
    const int minutes = static_cast<int>(time.count() % kDayMinutes);
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
    return text;
}

} // namespace

bool QuietHours::contains(std::chrono::minutes since_midnight) const {
    if (from <= until) return from <= since_midnight && since_midnight < until;
    return since_midnight >= from || since_midnight < until;
}

std::string textOf(const QuietHours& hours) { return clockText(hours.from) + "-" + clockText(hours.until); }

std::optional<QuietHours> parseQuietHours(std::string_view text) {
    const auto from = takeClock(text);
    if (!from || !text.starts_with('-')) return std::nullopt;
    text.remove_prefix(1);
    const auto until = takeClock(text);
    if (!until || !text.empty()) return std::nullopt;
    return QuietHours{*from, *until};
}

std::string formatSetting(const VoiceSetting& setting) {
    return std::string(kSet) + std::to_string(setting.volume_percent) + " " + textOf(setting.quiet);
}

std::optional<VoiceSetting> parseSetting(std::string_view datagram) {
    if (!datagram.starts_with(kSet)) return std::nullopt;
    datagram.remove_prefix(kSet.size());
    VoiceSetting setting;
    const char* const end = datagram.data() + datagram.size();
    const auto read = std::from_chars(datagram.data(), end, setting.volume_percent);
    const bool fits = read.ec == std::errc() && setting.volume_percent >= 0 && setting.volume_percent <= 100;
    if (!fits || read.ptr == end || *read.ptr != ' ') return std::nullopt;
    const auto quiet = parseQuietHours(std::string_view(read.ptr + 1, end));
    if (!quiet) return std::nullopt;
    setting.quiet = *quiet;
    return setting;
}

} // namespace onestop::speech
