// SPDX-License-Identifier: Apache-2.0
// 服务清单: the month's list and calendar, here and at the neighbours; for whom, by whom, on which day; how old it is.
// 活动预约: the same, only with what can be booked.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/activities.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class ServicesViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(onestop::viewmodels::RowsModel* sessions READ sessions CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* days READ days CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* weekdays READ weekdays CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* filters READ filters CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* choices READ choices CONSTANT)
    Q_PROPERTY(bool forBooking READ isForBooking NOTIFY changed)
    Q_PROPERTY(QString asOf READ asOf NOTIFY changed)
    Q_PROPERTY(QString caution READ caution NOTIFY changed)
    Q_PROPERTY(QString month READ month NOTIFY changed)
    Q_PROPERTY(QString empty READ empty NOTIFY changed)
    Q_PROPERTY(bool calendar READ calendar WRITE setCalendar NOTIFY changed)
    Q_PROPERTY(bool choosing READ choosing NOTIFY changed)
    Q_PROPERTY(bool earlierOffered READ earlierOffered NOTIFY changed)

public:
    /// How old a list may be before the page warns: the month after the one it is for has begun, or it is older than
    /// this.
    static constexpr std::chrono::days kFresh{45};

    explicit ServicesViewModel(QObject* parent = nullptr);

    RowsModel* sessions() { return &sessions_; }
    /// The weeks of the month: date, figure, count, chosen, today, offered (in this month, and not over).
    RowsModel* days() { return &days_; }
    RowsModel* weekdays() { return &weekdays_; }
    /// kind, caption, value, open.
    RowsModel* filters() { return &filters_; }
    /// Of the open filter: code, label, chosen.
    RowsModel* choices() { return &choices_; }
    /// Only what can be booked here and now is listed.
    bool isForBooking() const { return shown_.for_booking; }
    QString asOf() const { return shown_.as_of; }
    /// What to know when the list is old or not there; else empty.
    QString caution() const { return shown_.caution; }
    QString month() const { return shown_.month; }
    /// Why there is nothing in the list.
    QString empty() const { return shown_.empty; }
    bool calendar() const { return shown_.calendar; }
    bool choosing() const { return shown_.choosing; }
    bool earlierOffered() const { return shown_.earlier_offered; }

    void setCalendar(bool calendar);
    /// Opens the choices of a filter, or closes them again.
    Q_INVOKABLE void openFilter(const QString& kind);
    Q_INVOKABLE void choose(const QString& code);
    /// A date of the calendar.
    Q_INVOKABLE void chooseDay(const QString& date);
    Q_INVOKABLE void turnMonth(int by);
    void setForBooking(bool for_booking);
    void reset();
    void update(const Snapshot& snapshot);

signals:
    void changed();
    void filterChanged();

private:
    struct Shown {
        QString as_of, caution, month, empty;
        bool for_booking = false, calendar = false, choosing = false, earlier_offered = false;
        bool operator==(const Shown&) const = default;
    };
    /// What the resident has chosen; all of it goes with the session.
    struct Chosen {
        std::string audience, host, open;
        bool for_booking = false;
        bool neighbours = false;
        bool calendar = false;
        int months_ahead = 0;
        std::optional<std::chrono::year_month_day> day;
        bool operator==(const Chosen&) const = default;
    };
    void set(Chosen chosen);
    ActivityFilter filter() const;
    void listFilters(const Snapshot& snapshot);
    /// The day whose sessions are shown: the one that was chosen, else the next that has something.
    std::optional<std::chrono::year_month_day> listDays(const Snapshot& snapshot, std::chrono::year_month month);
    QString emptyText() const;
    QString ageOf(const Snapshot& snapshot) const;

    Chosen chosen_;
    Shown shown_;
    RowsModel sessions_;
    RowsModel days_{{"date", "figure", "count", "chosen", "today", "offered"}};
    RowsModel weekdays_{{"name"}};
    RowsModel filters_{{"kind", "caption", "value", "open"}};
    RowsModel choices_{{"code", "label", "chosen"}};
};

} // namespace onestop::viewmodels
