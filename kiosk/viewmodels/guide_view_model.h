// SPDX-License-Identifier: Apache-2.0
// 办事指南 and the choice before 取号: the items of this site and the district, by group.
// Rows: itemId, name, detail, badge.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class GuideViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(onestop::viewmodels::RowsModel* items READ items CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* groups READ groups CONSTANT)
    Q_PROPERTY(bool forTicket READ forTicket NOTIFY changed)
    Q_PROPERTY(QString group READ group NOTIFY changed)

public:
    explicit GuideViewModel(QObject* parent = nullptr);

    RowsModel* items() { return &items_; }
    RowsModel* groups() { return &groups_; }
    /// Only what a number can be taken for is listed.
    bool forTicket() const { return for_ticket_; }
    /// Name of the chosen group; empty: all.
    QString group() const { return group_; }

    Q_INVOKABLE void chooseGroup(const QString& group);
    void setForTicket(bool for_ticket);
    void reset();
    void update(const Snapshot& snapshot);

signals:
    void changed();
    void filterChanged();

private:
    RowsModel items_{{"itemId", "name", "detail", "badge"}};
    RowsModel groups_{{"group", "label", "chosen"}};
    bool for_ticket_ = false;
    QString group_;
};

} // namespace onestop::viewmodels
