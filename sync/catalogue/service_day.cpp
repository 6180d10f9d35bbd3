// SPDX-License-Identifier: Apache-2.0
// Days and local time by arithmetic: UTC+8 all year.
#include "sync/catalogue/service_day.h"

#include <span>

namespace onestop::catalogue {

using namespace std::chrono;

LocalTime localTime(WallTime time) { return LocalTime{time.time_since_epoch() + kZoneOffset}; }
WallTime wallTime(LocalTime time) { return WallTime{time.time_since_epoch() - kZoneOffset}; }

ServiceDay serviceDayOf(WallTime time) { return {year_month_day{floor<days>(localTime(time) - kDayBegins)}}; }

std::string ServiceDay::text() const { return dateText(date); }

std::optional<ServiceDay> ServiceDay::parse(std::string_view text) {
    const auto date = parseDate(text);
    if (!date) return std::nullopt;
    return ServiceDay{*date};
}

ServiceDay ServiceDay::next() const { return {year_month_day{local_days{date} + days{1}}}; }
WallTime ServiceDay::begins() const { return wallTime(LocalTime{local_days{date}} + kDayBegins); }

/// The last decimal digits of `value` into the whole of `out`.
static void putDigits(std::span<char> out, int value) {
    for (std::size_t i = out.size(); i > 0; --i, value /= 10)
        out[i - 1] = static_cast<char>('0' + value % 10);
}

std::string monthText(year_month month) {
    std::string text = "0000-00";
    putDigits(std::span(text).first(4), static_cast<int>(month.year()));
    putDigits(std::span(text).last(2), static_cast<int>(static_cast<unsigned>(month.month())));
    return text;
}

/// By hand: a hub writes it for each event that it takes.
std::string dateText(year_month_day date) {
    std::string text = monthText(date.year() / date.month()) + "-00";
    putDigits(std::span(text).last(2), static_cast<int>(static_cast<unsigned>(date.day())));
    return text;
}

/// `count` digits at `at`; -1 when they are none.
static int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::optional<year_month> parseMonth(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const int y = digits(text, 0, 4), m = digits(text, 5, 2);
    if (y < 1970 || m < 1 || m > 12) return std::nullopt;
    return year{y} / month{static_cast<unsigned>(m)};
}

std::optional<year_month_day> parseDate(std::string_view text) {
    if (text.size() != 10 || text[7] != '-') return std::nullopt;
    const auto month = parseMonth(text.substr(0, 7));
    const int d = digits(text, 8, 2);
    if (!month || d < 1) return std::nullopt;
    const year_month_day date = *month / day{static_cast<unsigned>(d)};
    if (!date.ok()) return std::nullopt;
    return date;
}

} // namespace onestop::catalogue
