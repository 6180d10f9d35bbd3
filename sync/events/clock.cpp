// SPDX-License-Identifier: Apache-2.0
// The machine's clocks, and RFC 3339 written and read by hand: C++20's own parser is not in g++ 12.
#include "sync/events/clock.h"

namespace onestop::events {

using namespace std::chrono;

WallTime SystemClock::now() const { return std::chrono::floor<milliseconds>(system_clock::now()) + offset_; }

milliseconds SystemClock::monotonic() const {
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
}

void SystemClock::raiseFloor(WallTime floor) {
    WallTime now = floor_.load();
    while (now < floor && !floor_.compare_exchange_weak(now, floor)) {
    }
}

/// Writes `digits` decimal digits of `value` at `at`, and moves behind them.
static void putNumber(char*& at, int value, int digits) {
    for (int i = digits - 1; i >= 0; --i, value /= 10)
        at[i] = static_cast<char>('0' + value % 10);
    at += digits;
}

/// By hand: a hub writes several for each event that it takes, and snprintf costs more than the hash of an event.
std::string toRfc3339(WallTime time) {
    const auto day = std::chrono::floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::string text = "0000-00-00T00:00:00.000Z";
    char* at = text.data();
    putNumber(at, static_cast<int>(date.year()), 4);
    putNumber(++at, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    putNumber(++at, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    putNumber(++at, static_cast<int>(clock.hours().count()), 2);
    putNumber(++at, static_cast<int>(clock.minutes().count()), 2);
    putNumber(++at, static_cast<int>(clock.seconds().count()), 2);
    putNumber(++at, static_cast<int>(clock.subseconds().count()), 3);
    return text;
}

/// Takes exactly `digits` decimal digits from the front.
static std::optional<int> takeNumber(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

static bool take(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

/// ".123456789" cut to milliseconds; zero when there is no point; nothing when no digit follows it.
static std::optional<milliseconds> takeFraction(std::string_view& text) {
    if (!take(text, '.')) return milliseconds{0};
    int value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits)
        if (digits < 3) value = value * 10 + (text[digits] - '0');
    if (digits == 0 || digits > 9) return std::nullopt;
    text.remove_prefix(digits);
    for (std::size_t i = digits; i < 3; ++i)
        value *= 10;
    return milliseconds{value};
}

/// "Z", "+08:00", "-03:30": local minus UTC.
static std::optional<minutes> takeOffset(std::string_view& text) {
    if (take(text, 'Z')) return minutes{0};
    const bool behind = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto hour = takeNumber(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = takeNumber(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    const minutes offset = hours{*hour} + minutes{*minute};
    return behind ? -offset : offset;
}

std::optional<WallTime> parseRfc3339(std::string_view text) {
    const auto y = takeNumber(text, 4);
    if (!y || *y < 1970 || !take(text, '-')) return std::nullopt;
    const auto mo = takeNumber(text, 2);
    if (!mo || !take(text, '-')) return std::nullopt;
    const auto d = takeNumber(text, 2);
    if (!d || !take(text, 'T')) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    const auto h = takeNumber(text, 2);
    if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
    const auto mi = takeNumber(text, 2);
    if (!mi || *mi > 59 || !take(text, ':')) return std::nullopt;
    const auto s = takeNumber(text, 2);
    if (!s || *s > 59) return std::nullopt;
    const auto fraction = takeFraction(text);
    if (!fraction) return std::nullopt;
    const auto offset = takeOffset(text);
    if (!offset || !text.empty()) return std::nullopt;
    const WallTime time = sys_days{date} + hours{*h} + minutes{*mi} + seconds{*s} + *fraction - *offset;
    // An offset at either end leads to a year that could not be written again.
    if (time < WallTime{} || time >= sys_days{year{10'000} / 1 / 1}) return std::nullopt;
    return time;
}

} // namespace onestop::events
