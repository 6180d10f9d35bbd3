// SPDX-License-Identifier: Apache-2.0
// Times, ranges, counters and hours in the words of the screen, in the language that is installed.
// Pure but for the translator. Local time is that of the centre, never that of the machine.
#pragma once

#include <QCoreApplication>
#include <QString>

#include "kiosk/flows/ticket_flow.h"
#include "kiosk/viewmodels/drawable.h"
#include "sync/catalogue/activity.h"
#include "sync/catalogue/localized.h"
#include "sync/catalogue/opening_hours.h"
#include "sync/catalogue/service_day.h"
#include "sync/catalogue/wait_estimate.h"

namespace onestop::viewmodels {

class Words {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Words)

public:
    explicit Words(catalogue::Language language) : language_(language) {}

    catalogue::Language language() const { return language_; }
    QString in(const catalogue::LocalizedText& text) const { return drawable(text.in(language_)); }

    /// "9:05"
    QString time(events::WallTime at) const;
    /// "11月24日 星期二"
    QString date(events::WallTime at) const;
    QString date(std::chrono::year_month_day date) const;
    /// "2027-05-03": where the year matters.
    QString wholeDate(events::WallTime at) const;
    /// When a session begins: "19:30"; "全天" for one of a whole day.
    QString beginning(const catalogue::ActivitySession& session) const;
    QString weekday(events::WallTime at) const;
    /// "一", "Mon": the head of a calendar's column
    QString shortWeekday(std::chrono::year_month_day date) const;
    /// "11月"
    QString month(std::chrono::year_month month) const;
    /// "10:12" today, "11月23日 10:12" on another day: since when something holds.
    QString since(events::WallTime at, events::WallTime now) const;

    /// "8–15 分钟"; one figure when both ends are the same.
    QString wait(const catalogue::WaitEstimate& wait) const;
    /// "1–3 号窗口", "1、3 号窗口"
    QString counters(std::vector<int> counters) const;
    QString counter(int counter) const;
    /// "1 号自助机" of the node "kiosk-1"; any other node by its own name.
    QString kiosk(const std::string& node) const;
    /// "军人优先"; empty for Normal.
    QString priority(flows::PriorityClass priority) const;
    QString audience(const std::vector<std::string>& codes) const;
    /// How the paper fares that was asked for; empty: none was.
    QString printing(flows::PrintProgress progress) const;

    /// "开放中 · 今天到 21:00", "现在关门 · 明天 9:00 开"
    QString opening(const catalogue::OpeningState& opening, events::WallTime now) const;
    /// When something that is closed opens: "明天 9:00 开始"; empty when that is not known.
    QString opensNext(const catalogue::OpeningState& opening, events::WallTime now) const;
    /// "周二至周六\n9:00–12:00\n14:00–18:00"
    QString hours(const catalogue::OpeningHours& hours) const;
    /// "9:00–12:00\n14:00–18:00"
    QString intervals(const catalogue::Intervals& intervals) const;

private:
    QString dayWord(events::WallTime at, events::WallTime now) const;
    QString dayName(int weekday) const;

    catalogue::Language language_;
};

} // namespace onestop::viewmodels
