// SPDX-License-Identifier: Apache-2.0
// A station or a post without counters: what a visitor finds around it, what she has to mind, and whom she can call.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class StationViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool forVisitors READ isForVisitors NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* sights READ sights CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* hazards READ hazards CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* phones READ phones CONSTANT)
    Q_PROPERTY(QString centre READ centre NOTIFY changed)

public:
    explicit StationViewModel(QObject* parent = nullptr) : QObject(parent) {}

    /// The visitor's home stands here instead of the centres': a station or post where nobody serves at a counter.
    bool isForVisitors() const { return shown_.for_visitors; }
    /// "附近有 4 处，最近的走 2 分钟"; empty: no sight is known.
    QString hint() const { return shown_.hint; }
    /// name, about, walk ("走 2 分钟"; empty: too far), way, opening (empty: nobody shuts it), open, caution.
    RowsModel* sights() { return &sights_; }
    /// icon, text: what always holds here. What holds today is among the notices.
    RowsModel* hazards() { return &hazards_; }
    /// name, number: whom one calls in need, wherever one is.
    RowsModel* phones() { return &phones_; }
    /// Name and phone of the nearest centre where somebody serves; empty when there is none.
    QString centre() const { return shown_.centre; }

    /// What there is to see; as often as the lists.
    void list(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool for_visitors = false;
        QString hint, centre;
        bool operator==(const Shown&) const = default;
    };

    Shown shown_;
    RowsModel sights_{{"name", "about", "walk", "way", "opening", "open", "caution"}};
    RowsModel hazards_{{"icon", "text"}};
    RowsModel phones_{{"name", "number"}};
};

} // namespace onestop::viewmodels
