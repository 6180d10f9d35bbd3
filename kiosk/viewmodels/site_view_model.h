// SPDX-License-Identifier: Apache-2.0
// The head of every page: which centre, is it open, what time is it. It holds nothing of a person but the masked
// greeting.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

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

    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString name, opening, time, date, hours, address, phone;
        bool open = false;
        bool operator==(const Shown&) const = default;
    };
    Shown shown_;
};

} // namespace onestop::viewmodels
