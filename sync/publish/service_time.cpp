// SPDX-License-Identifier: Apache-2.0
// A small scanner over the text after its full-width forms were made plain.
#include "sync/publish/service_time.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace onestop::publish {
namespace {

using namespace std::chrono;

constexpr const char* kHelp =
    "times such as 每天 9:00-11:00, 每周二、周四 14:30-17:00, 工作日 全天 or 11月13日 19:00-20:30, "
    "several of them separated by ；";

// Full-width digits and signs, and the many dashes, as one plain form; blanks go.
std::string plain(std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> kForms[] = {
        {"：", ":"},    {"，", ","},  {"；", ";"}, {"、", ","}, {"／", "/"},    {"－", "-"},    {"—", "-"},
        {"–", "-"},     {"～", "-"},  {"~", "-"},  {"至", "-"}, {"到", "-"},    {"和", ","},    {"及", ","},
        {"\n", ";"},    {"\r", ""},   {" ", ""},   {"\t", ""},  {"\u3000", ""}, {"\u00A0", ""}, {"星期", "周"},
        {"礼拜", "周"}, {"點", "点"}, {"０", "0"}, {"１", "1"}, {"２", "2"},    {"３", "3"},    {"４", "4"},
        {"５", "5"},    {"６", "6"},  {"７", "7"}, {"８", "8"}, {"９", "9"}};
    std::string out;
    while (!text.empty()) {
        bool replaced = false;
        for (const auto& [from, to] : kForms) {
            if (!text.starts_with(from)) continue;
            out += to;
            text.remove_prefix(from.size());
            replaced = true;
            break;
        }
        if (replaced) continue;
        out.push_back(text.front());
        text.remove_prefix(1);
    }
    return out;
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }
    bool take(std::string_view wanted) {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }
    std::optional<int> number(std::size_t digitsMax) {
        std::size_t n = 0;
        int value = 0;
        while (n < digitsMax && n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9')
            value = value * 10 + (rest_[n++] - '0');
        if (n == 0) return std::nullopt;
        rest_.remove_prefix(n);
        return value;
    }
    std::string_view mark() const { return rest_; }
    void back(std::string_view mark) { rest_ = mark; }

private:
    std::string_view rest_;
};

std::optional<weekday> takeWeekday(Scanner& scanner) {
    static constexpr std::pair<std::string_view, unsigned> kDays[] = {{"一", 1}, {"二", 2}, {"三", 3}, {"四", 4},
                                                                      {"五", 5}, {"六", 6}, {"日", 0}, {"天", 0}};
    for (const auto& [name, code] : kDays) {
        if (scanner.take(name)) return weekday{code};
    }
    return std::nullopt;
}

// 周一-周五,周日 …: the first 周 is taken already.
bool takeWeekdays(Scanner& scanner, std::vector<weekday>& days) {
    for (;;) {
        const auto first = takeWeekday(scanner);
        if (!first) return false;
        days.push_back(*first);
        const auto beforeRange = scanner.mark();
        if (scanner.take("-")) {
            (void)scanner.take("周");
            const auto last = takeWeekday(scanner);
            if (!last) {
                scanner.back(beforeRange);
                return true;
            }
            for (weekday day = *first; day != *last; ++day)
                days.push_back(day + std::chrono::days{1});
        }
        const auto beforeNext = scanner.mark();
        if (!scanner.take(",")) return true;
        (void)scanner.take("每");
        const bool named = scanner.take("周");
        if (!takeWeekday(scanner)) return !named; // 周六,9:00-…: the comma only ended the days
        scanner.back(beforeNext);
        (void)scanner.take(","), (void)scanner.take("每"), (void)scanner.take("周");
    }
}

// 2026-11-13, 11-13, 11/13, 11月13日, 13日; several separated by commas.
bool takeDates(Scanner& scanner, year_month period, std::vector<year_month_day>& dates) {
    for (;;) {
        const auto before = scanner.mark();
        auto first = scanner.number(4);
        if (!first) return !dates.empty();
        std::optional<int> y;
        std::optional<int> m;
        std::optional<int> d;
        if (*first > 31) {
            y = first;
            if (!(scanner.take("-") || scanner.take("/") || scanner.take("年"))) return false;
            first = scanner.number(2);
            if (!first) return false;
        }
        if (scanner.take("日") || scanner.take("号")) {
            if (y) return false;
            d = first;
        } else if (scanner.take("-") || scanner.take("/") || scanner.take("月")) {
            m = first;
            d = scanner.number(2);
            if (!d) return false;
            if (!(scanner.take("日") || scanner.take("号")) && scanner.take(":")) return false;
        } else {
            scanner.back(before); // a clock time
            return !dates.empty();
        }
        const year_month_day date{y ? year{*y} : period.year(), m ? month{static_cast<unsigned>(*m)} : period.month(),
                                  day{static_cast<unsigned>(*d)}};
        if (!date.ok()) return false;
        dates.push_back(date);
        if (!scanner.take(",")) return true;
    }
}

bool takeDays(Scanner& scanner, year_month period, ServiceTime& time) {
    static constexpr weekday kWorkdays[] = {Monday, Tuesday, Wednesday, Thursday, Friday};
    for (const char* every : {"每天", "每日", "天天"}) {
        if (scanner.take(every)) {
            for (unsigned day = 0; day < 7; ++day)
                time.weekdays.push_back(weekday{day});
            return true;
        }
    }
    if (scanner.take("工作日")) {
        time.weekdays.assign(std::begin(kWorkdays), std::end(kWorkdays));
        return true;
    }
    if (scanner.take("每周末") || scanner.take("周末")) {
        time.weekdays = {Saturday, Sunday};
        return true;
    }
    if (scanner.take("每周") || scanner.take("周")) return takeWeekdays(scanner, time.weekdays);
    return takeDates(scanner, period, time.dates);
}

// 9:00, 9点, 9点半, 下午2:30
std::optional<minutes> takeClock(Scanner& scanner, int& afternoon) {
    if (scanner.take("上午") || scanner.take("早上")) afternoon = 0;
    if (scanner.take("下午") || scanner.take("晚上")) afternoon = 12;
    const auto hour = scanner.number(2);
    if (!hour) return std::nullopt;
    int minute = 0;
    if (scanner.take(":")) {
        const auto read = scanner.number(2);
        if (!read) return std::nullopt;
        minute = *read;
    } else if (scanner.take("点") || scanner.take("时")) {
        if (scanner.take("半")) {
            minute = 30;
        } else if (const auto read = scanner.number(2)) {
            minute = *read;
            (void)scanner.take("分");
        }
    } else {
        return std::nullopt;
    }
    const int hours24 = *hour < 12 ? *hour + afternoon : *hour;
    if (hours24 > 24 || minute > 59 || hours24 * 60 + minute > 24 * 60) return std::nullopt;
    return hours{hours24} + minutes{minute};
}

bool takeHours(Scanner& scanner, ServiceTime& time) {
    if (scanner.take("全天") || scanner.take("24小时")) {
        time.hours.push_back({minutes{0}, hours{24}});
        return scanner.done();
    }
    do {
        int afternoon = 0;
        const auto opens = takeClock(scanner, afternoon);
        if (!opens || !scanner.take("-")) return false;
        const auto closes = takeClock(scanner, afternoon);
        if (!closes || *closes <= *opens) return false;
        time.hours.push_back({*opens, *closes});
    } while (scanner.take(","));
    return scanner.done();
}

void sortOut(std::vector<weekday>& days) {
    const auto order = [](weekday day) { return (day.c_encoding() + 6) % 7; };
    std::sort(days.begin(), days.end(), [&](weekday a, weekday b) { return order(a) < order(b); });
    days.erase(std::unique(days.begin(), days.end()), days.end());
}

} // namespace

tl::expected<std::vector<ServiceTime>, std::string> parseServiceTime(std::string_view text, year_month period) {
    const std::string whole = plain(text);
    std::vector<ServiceTime> times;
    for (std::size_t begin = 0; begin <= whole.size();) {
        const std::size_t end = std::min(whole.find(';', begin), whole.size());
        const std::string_view clause = std::string_view(whole).substr(begin, end - begin);
        begin = end + 1;
        if (clause.empty()) continue;
        Scanner scanner(clause);
        ServiceTime time;
        if (!takeDays(scanner, period, time)) {
            // "9:00-11:00" alone means every day; half a day's name means a mistake.
            if (scanner.mark().size() != clause.size()) return tl::unexpected(std::string(kHelp));
            for (unsigned day = 0; day < 7; ++day)
                time.weekdays.push_back(weekday{day});
        }
        (void)scanner.take(",");
        if (!takeHours(scanner, time)) return tl::unexpected(std::string(kHelp));
        for (const year_month_day date : time.dates) {
            if (date.year() / date.month() != period) return tl::unexpected(std::string("dates of the month itself"));
        }
        sortOut(time.weekdays);
        times.push_back(std::move(time));
    }
    if (times.empty()) return tl::unexpected(std::string(kHelp));
    return times;
}

} // namespace onestop::publish
