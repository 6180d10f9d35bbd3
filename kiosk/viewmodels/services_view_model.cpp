// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/services_view_model.h"

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/sites.h"
#include "sync/catalogue/audience.h"

namespace onestop::viewmodels {

using namespace std::chrono;

namespace {

constexpr int kDaysAhead = 31; ///< the list without a calendar
constexpr const char* kAudience = "audience";
constexpr const char* kHost = "host";
constexpr const char* kPlace = "place";
constexpr const char* kNeighbours = "neighbours";

using Activity = catalogue::Activity;

bool isUsed(const std::vector<Activity>& activities, std::string_view code) {
    return std::ranges::any_of(
        activities, [&](const auto& each) { return std::ranges::find(each.audience, code) != each.audience.end(); });
}

std::vector<catalogue::LocalizedText> hostsOf(const std::vector<Activity>& activities) {
    std::vector<catalogue::LocalizedText> hosts;
    for (const auto& each : activities) {
        if (!each.host.empty() && std::ranges::find(hosts, each.host) == hosts.end()) hosts.push_back(each.host);
    }
    return hosts;
}

year_month monthOf(events::WallTime now, int ahead) {
    const auto today = localDate(now);
    return today.year() / today.month() + months{ahead};
}

} // namespace

ServicesViewModel::ServicesViewModel(QObject* parent) : QObject(parent), sessions_(Activities::roles()) {}

void ServicesViewModel::set(Chosen chosen) {
    if (chosen == chosen_) return;
    chosen_ = std::move(chosen);
    emit filterChanged();
}

void ServicesViewModel::reset() { set({}); }

void ServicesViewModel::setForBooking(bool for_booking) {
    if (chosen_.for_booking == for_booking) return;
    Chosen chosen;
    chosen.for_booking = for_booking;
    set(std::move(chosen));
}

void ServicesViewModel::setCalendar(bool calendar) {
    auto chosen = chosen_;
    chosen.calendar = calendar;
    chosen.day.reset();
    chosen.months_ahead = 0;
    chosen.open.clear();
    set(std::move(chosen));
}

void ServicesViewModel::openFilter(const QString& kind) {
    auto chosen = chosen_;
    chosen.open = chosen.open == kind.toStdString() ? std::string() : kind.toStdString();
    set(std::move(chosen));
}

void ServicesViewModel::choose(const QString& code) {
    auto chosen = chosen_;
    if (chosen.open == kAudience) chosen.audience = code.toStdString();
    if (chosen.open == kHost) chosen.host = code.toStdString();
    if (chosen.open == kPlace) {
        chosen.neighbours = code == QLatin1String(kNeighbours);
        chosen.host.clear(); // another house, other hosts
    }
    chosen.open.clear();
    set(std::move(chosen));
}

void ServicesViewModel::chooseDay(const QString& date) {
    auto chosen = chosen_;
    chosen.day = catalogue::parseDate(date.toStdString());
    set(std::move(chosen));
}

void ServicesViewModel::turnMonth(int by) {
    auto chosen = chosen_;
    chosen.months_ahead = std::clamp(chosen.months_ahead + by, 0, 1);
    chosen.day.reset();
    set(std::move(chosen));
}

ActivityFilter ServicesViewModel::filter() const {
    return {.audience = chosen_.audience,
            .host = chosen_.host,
            .neighbours = chosen_.neighbours,
            .bookable = chosen_.for_booking};
}

void ServicesViewModel::listFilters(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    const auto& catalogue = *state.catalogue;
    const auto& activities = chosen_.neighbours ? catalogue.neighbour_activities : catalogue.activities;
    std::vector<RowsModel::Row> audiences{{QString(), tr("所有人"), chosen_.audience.empty()}};
    for (const auto& each : catalogue::audiences()) {
        const std::string code(each.code);
        if (code != "all" && (isUsed(activities, code) || code == chosen_.audience))
            audiences.push_back({QString::fromStdString(code), words.audience({code}), code == chosen_.audience});
    }
    std::vector<RowsModel::Row> hosts{{QString(), tr("全部"), chosen_.host.empty()}};
    for (const auto& host : hostsOf(activities))
        hosts.push_back({QString::fromStdString(host.zh_hans), words.in(host), host.zh_hans == chosen_.host});
    const std::vector<RowsModel::Row> places{{QString(), tr("本中心"), !chosen_.neighbours},
                                             {QLatin1String(kNeighbours), tr("附近中心"), chosen_.neighbours}};

    std::vector<RowsModel::Row> filters;
    choices_.setRows({});
    const auto add = [&](const char* kind, const QString& caption, const std::vector<RowsModel::Row>& choices) {
        if (choices.size() < 2) return; // nothing to choose
        const auto chosen = std::ranges::find_if(choices, [](const auto& row) { return row.at(2).toBool(); });
        filters.push_back({QLatin1String(kind), caption, chosen == choices.end() ? QString() : chosen->at(1).toString(),
                           chosen_.open == kind});
        if (chosen_.open == kind) choices_.setRows(choices);
    };
    add(kAudience, tr("给谁"), audiences);
    add(kHost, tr("谁来办"), hosts);
    if (!catalogue.neighbour_activities.empty() && !chosen_.for_booking) // theirs are booked there
        add(kPlace, tr("在哪里"), places);
    filters_.setRows(std::move(filters));
}

std::optional<year_month_day> ServicesViewModel::listDays(const Snapshot& snapshot, year_month month) {
    const auto& [state, words] = snapshot;
    const auto today = localDate(state.now);
    const sys_days first{month / 1};
    const sys_days last{month / std::chrono::last};
    const sys_days begin = std::max(first, std::min(sys_days{today}, last)); // weeks that are over take no place
    const sys_days monday = begin - (weekday{begin} - Monday);
    const sys_days end = after(last + (Sunday - weekday{last}), 1);
    std::vector<RowsModel::Row> rows;
    auto shown = chosen_.day;
    for (sys_days date = monday; date < end; date = after(date, 1)) {
        const year_month_day day{date};
        const bool offered = day >= today && date >= first && date <= last;
        auto wanted = filter();
        wanted.from = beginOf(day);
        wanted.until = beginOf(after(date, 1));
        const int count = offered ? static_cast<int>(Activities::count(snapshot, wanted)) : 0;
        if (count > 0 && !shown) shown = day;
        rows.push_back({QString::fromStdString(catalogue::dateText(day)),
                        date >= first && date <= last ? QString::number(unsigned(day.day())) : QString(), count,
                        shown == day, day == today, offered && count > 0});
    }
    days_.setRows(std::move(rows));
    std::vector<RowsModel::Row> names;
    names.reserve(7);
    for (int i = 0; i < 7; ++i)
        names.push_back({words.shortWeekday(after(monday, i))});
    weekdays_.setRows(std::move(names));
    return shown;
}

QString ServicesViewModel::ageOf(const Snapshot& snapshot) const {
    const auto& [state, words] = snapshot;
    const auto& catalogue = *state.catalogue;
    const auto month = monthOf(state.now, 0);
    const auto age = floor<std::chrono::days>(state.now - catalogue.issued);
    const auto either = [&](const QString& at_counter, const QString& fact) {
        return Sites::counterOr(snapshot, at_counter, fact);
    };
    if (state.clock_unsure) return either(tr("现在的时间不准，日期请以窗口为准。"), tr("现在的时间不准。"));
    if (!catalogue.period) return either(tr("这个月的清单还没收到，请问窗口。"), tr("这个月的清单还没收到。"));
    if (*catalogue.period < month) {
        const QString of = words.month(*catalogue.period);
        return either(tr("这是 %1 的清单，新的还没收到（已经 %2 天）。请以窗口为准。").arg(of).arg(age.count()),
                      tr("这是 %1 的清单，新的还没收到（已经 %2 天）。").arg(of).arg(age.count()));
    }
    if (age > kFresh)
        return either(tr("这份清单已经 %1 天没有更新，请以窗口为准。").arg(age.count()),
                      tr("这份清单已经 %1 天没有更新。").arg(age.count()));
    return {};
}

QString ServicesViewModel::emptyText() const {
    const bool narrowed = !chosen_.audience.empty() || !chosen_.host.empty() || chosen_.neighbours || chosen_.day;
    if (narrowed) return tr("没有找到，换个条件看看");
    return chosen_.for_booking ? tr("现在没有可以预约的，请看“服务清单”") : tr("近期没有安排");
}

void ServicesViewModel::update(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    const auto month = monthOf(state.now, chosen_.months_ahead);
    Shown shown;
    shown.for_booking = chosen_.for_booking;
    shown.calendar = chosen_.calendar;
    shown.choosing = !chosen_.open.empty();
    shown.earlier_offered = chosen_.months_ahead > 0;
    shown.month = words.month(month);
    auto wanted = filter();
    wanted.until = beginOf(after(localDate(state.now), kDaysAhead));
    const auto day = listDays(snapshot, month);
    if (chosen_.calendar) {
        wanted.from = beginOf(day.value_or(month / 1));
        wanted.until = beginOf(day ? year_month_day{after(*day, 1)} : (month + months{1}) / 1);
    }
    if (state.catalogue) {
        listFilters(snapshot);
        shown.as_of = tr("清单更新于 %1").arg(words.date(state.catalogue->issued));
        shown.caution = ageOf(snapshot);
        shown.empty = emptyText();
    } else {
        filters_.setRows({});
        choices_.setRows({});
        shown.empty = tr("清单还没收到，请点“叫人帮忙”");
    }
    sessions_.setRows(Activities::wanted(snapshot, wanted));
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
