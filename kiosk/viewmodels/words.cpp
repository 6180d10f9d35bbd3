// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/words.h"

#include <QDate>
#include <QLocale>
#include <QStringList>

#include <algorithm>

#include "sync/catalogue/audience.h"

namespace onestop::viewmodels {

using namespace std::chrono;
using catalogue::localTime;

namespace {

constexpr hours kDay{24};
constexpr hours kWholeDay{20}; ///< a session as long as this is there all day

year_month_day dateOf(events::WallTime at) { return year_month_day{floor<days>(localTime(at))}; }

QString clockText(minutes sinceMidnight) {
    const auto hour = sinceMidnight.count() / 60;
    return QStringLiteral("%1:%2")
        .arg(hour > 24 ? hour - 24 : hour)
        .arg(sinceMidnight.count() % 60, 2, 10, QLatin1Char('0'));
}

QLocale localeOf(catalogue::Language language) {
    switch (language) {
    case catalogue::Language::En:
        return QLocale(QLocale::English, QLocale::UnitedKingdom);
    case catalogue::Language::ZhHant:
        return QLocale(QLocale::Chinese, QLocale::HongKong);
    case catalogue::Language::ZhHans:
        break;
    }
    return QLocale(QLocale::Chinese, QLocale::China);
}

QDate qtDate(year_month_day date) {
    return {int(date.year()), static_cast<int>(unsigned(date.month())), static_cast<int>(unsigned(date.day()))};
}

} // namespace

QString Words::time(events::WallTime at) const {
    const auto local = localTime(at);
    return clockText(floor<minutes>(local - floor<days>(local)));
}

QString Words::date(year_month_day date) const {
    //: Format of a date (QLocale): month, day and the whole weekday
    return localeOf(language_).toString(qtDate(date), tr("M月d日 dddd"));
}

QString Words::date(events::WallTime at) const { return date(dateOf(at)); }

QString Words::wholeDate(events::WallTime at) const { return qtDate(dateOf(at)).toString(Qt::ISODate); }

QString Words::beginning(const catalogue::ActivitySession& session) const {
    return session.ends_at - session.begins_at >= kWholeDay ? tr("全天") : time(session.begins_at);
}

QString Words::weekday(events::WallTime at) const {
    return localeOf(language_).toString(qtDate(dateOf(at)), QStringLiteral("dddd"));
}

QString Words::shortWeekday(year_month_day date) const {
    const QString name = localeOf(language_).dayName(qtDate(date).dayOfWeek(), QLocale::ShortFormat);
    return language_ == catalogue::Language::En ? name : name.right(1);
}

QString Words::month(year_month month) const {
    //: Format of a month (QLocale)
    return localeOf(language_).toString(qtDate(month / 1), tr("M月"));
}

QString Words::dayWord(events::WallTime at, events::WallTime now) const {
    const auto distance = (sys_days{dateOf(at)} - sys_days{dateOf(now)}).count();
    if (distance == 0) return tr("今天");
    if (distance == 1) return tr("明天");
    //: Format of a day within two weeks (QLocale)
    return localeOf(language_).toString(qtDate(dateOf(at)), tr("M月d日 ddd"));
}

QString Words::since(events::WallTime at, events::WallTime now) const {
    if (dateOf(at) == dateOf(now)) return time(at);
    return localeOf(language_).toString(qtDate(dateOf(at)), tr("M月d日")) + QLatin1Char(' ') + time(at);
}

QString Words::wait(const catalogue::WaitEstimate& wait) const {
    if (wait.minutes_min == wait.minutes_max) return tr("%1 分钟").arg(wait.minutes_max);
    return tr("%1–%2 分钟").arg(wait.minutes_min).arg(wait.minutes_max);
}

QString Words::counter(int counter) const { return tr("%1 号窗口").arg(counter); }

QString Words::kiosk(const std::string& node) const {
    constexpr std::string_view kKiosk = "kiosk-";
    const auto figure = QString::fromStdString(node.starts_with(kKiosk) ? node.substr(kKiosk.size()) : std::string());
    return figure.isEmpty() ? QString::fromStdString(node) : tr("%1 号自助机").arg(figure);
}

QString Words::counters(std::vector<int> counters) const {
    std::ranges::sort(counters);
    if (counters.empty()) return {};
    if (counters.size() == 1) return counter(counters.front());
    const bool contiguous = counters.back() - counters.front() + 1 == static_cast<int>(counters.size());
    if (contiguous) return tr("%1–%2 号窗口").arg(counters.front()).arg(counters.back());
    QStringList figures;
    for (const int each : counters)
        figures << QString::number(each);
    //: %1: figures of several counters, not in a row
    return tr("%1 号窗口", "several").arg(figures.join(tr("、")));
}

QString Words::printing(flows::PrintProgress progress) const {
    switch (progress) {
    case flows::PrintProgress::None:
        break;
    case flows::PrintProgress::Printing:
        return tr("正在打印，请稍等。");
    case flows::PrintProgress::Printed:
        return tr("打好了，请取走。");
    case flows::PrintProgress::Unknown:
        return tr("可能没有打好，请看一下出纸口。");
    case flows::PrintProgress::Failed:
        return tr("没有打出来。要不要再试一次？");
    }
    return {};
}

QString Words::priority(flows::PriorityClass priority) const {
    switch (priority) {
    case flows::PriorityClass::Normal:
        break;
    case flows::PriorityClass::Military:
        return tr("军人");
    case flows::PriorityClass::Elder:
        return tr("老年人");
    case flows::PriorityClass::Disabled:
        return tr("残疾人");
    case flows::PriorityClass::Pregnant:
        return tr("孕妇");
    case flows::PriorityClass::Infant:
        return tr("带婴幼儿");
    }
    return {};
}

QString Words::audience(const std::vector<std::string>& codes) const {
    QStringList words;
    for (const auto& code : codes) {
        if (const auto text = catalogue::audienceText(code)) words << in(*text);
    }
    return words.join(tr("、"));
}

QString Words::opening(const catalogue::OpeningState& opening, events::WallTime now) const {
    if (opening.open)
        return opening.until ? tr("开放中 · %1到 %2").arg(dayWord(*opening.until, now), time(*opening.until))
                             : tr("开放中");
    if (opening.closure) // not 开始: the closure would seem to begin then
        return opening.next ? tr("临时关闭，%1 %2 恢复").arg(dayWord(*opening.next, now), time(*opening.next))
                            : tr("临时关闭");
    const QString next = opensNext(opening, now);
    return next.isEmpty() ? tr("现在不开放") : tr("%1 · %2").arg(tr("现在不开放"), next);
}

QString Words::opensNext(const catalogue::OpeningState& opening, events::WallTime now) const {
    return opening.next ? tr("%1 %2 开始").arg(dayWord(*opening.next, now), time(*opening.next)) : QString();
}

QString Words::dayName(int weekday) const {
    switch (weekday) {
    case 1:
        return tr("周一");
    case 2:
        return tr("周二");
    case 3:
        return tr("周三");
    case 4:
        return tr("周四");
    case 5:
        return tr("周五");
    case 6:
        return tr("周六");
    default:
        return tr("周日");
    }
}

QString Words::intervals(const catalogue::Intervals& intervals) const {
    QStringList lines;
    for (const auto& each : intervals) {
        const bool whole_day = each.closes - each.opens >= kDay;
        lines << (whole_day ? tr("24 小时") : clockText(each.opens) + QStringLiteral("–") + clockText(each.closes));
    }
    return lines.join(QLatin1Char('\n'));
}

QString Words::hours(const catalogue::OpeningHours& hours) const {
    static constexpr std::array kFromMonday{1, 2, 3, 4, 5, 6, 0};
    QStringList blocks;
    for (std::size_t first = 0; first < kFromMonday.size();) {
        const auto& pattern = hours.weekly.at(static_cast<std::size_t>(kFromMonday.at(first)));
        std::size_t last = first;
        while (last + 1 < kFromMonday.size() &&
               hours.weekly.at(static_cast<std::size_t>(kFromMonday.at(last + 1))) == pattern)
            ++last;
        if (!pattern.empty()) {
            const bool week = first == 0 && last + 1 == kFromMonday.size();
            const QString days = week ? tr("每天")
                                 : first == last
                                     ? dayName(kFromMonday.at(first))
                                     : tr("%1至%2").arg(dayName(kFromMonday.at(first)), dayName(kFromMonday.at(last)));
            blocks << days + QLatin1Char('\n') + intervals(pattern);
        }
        first = last + 1;
    }
    return blocks.join(QLatin1Char('\n'));
}

} // namespace onestop::viewmodels
