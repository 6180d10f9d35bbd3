// SPDX-License-Identifier: Apache-2.0
// The head of every page: which centre, is it open, what time is it; and for 中心导览 the hours of the coming days, the
// floors, and what there is in which room.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/floor_plans.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class SiteViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString opening READ opening NOTIFY changed)
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString time READ time NOTIFY changed)
    Q_PROPERTY(QString date READ date NOTIFY changed)
    Q_PROPERTY(QString hours READ hours NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString phone READ phone NOTIFY changed)
    Q_PROPERTY(QString doubt READ doubt NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* week READ week CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* rooms READ rooms CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* certMachines READ certMachines CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* floors READ floors CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* areas READ areas CONSTANT)

public:
    explicit SiteViewModel(QObject* parent = nullptr) : QObject(parent) {}

    QString name() const { return shown_.name; }
    QString opening() const { return shown_.opening; }
    bool isOpen() const { return shown_.open; }
    QString time() const { return shown_.time; }
    QString date() const { return shown_.date; }
    QString hours() const { return shown_.hours; }
    QString address() const { return shown_.address; }
    QString phone() const { return shown_.phone; }
    /// That the calendar of these days is not published yet; else empty.
    QString doubt() const { return shown_.doubt; }
    /// The coming seven days as they really are, holidays and shift workdays included: day, hours, note, today, open.
    RowsModel* week() { return &week_; }
    /// What is where, as the month's list and the guide say: name, detail.
    RowsModel* rooms() { return &rooms_; }

    /// 办证一体机 of this house: place, offers, bring, status, tone.
    RowsModel* certMachines() { return &cert_machines_; }

    /// The house as one sees it from here, and every area of it (floor_plans.h).
    RowsModel* floors() { return &floors_; }
    RowsModel* areas() { return &areas_; }

    void update(const Snapshot& snapshot);
    /// The lists, which change by the day and by the catalogue only.
    void list(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString name, opening, time, date, hours, address, phone, doubt;
        bool open = false;
        bool operator==(const Shown&) const = default;
    };
    Shown shown_;
    RowsModel week_{{"day", "hours", "note", "today", "open"}};
    RowsModel rooms_{{"name", "detail"}};
    RowsModel cert_machines_{{"place", "offers", "bring", "status", "tone"}};
    RowsModel floors_{FloorPlans::floorRoles()};
    RowsModel areas_{FloorPlans::areaRoles()};
};

} // namespace onestop::viewmodels
