// SPDX-License-Identifier: Apache-2.0
// 叫人帮忙: rings at the counter page, and is honest about whether somebody heard it.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class HelpViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(QString phone READ phone NOTIFY changed)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(bool ringing READ isRinging NOTIFY changed)
    Q_PROPERTY(bool again READ isAgainOffered NOTIFY changed)

public:
    explicit HelpViewModel(QObject* parent = nullptr) : QObject(parent) {}

    QString headline() const { return shown_.headline; }
    QString advice() const { return shown_.advice; }
    /// Shown large when nobody can come; else empty.
    QString phone() const { return shown_.phone; }
    QString icon() const { return shown_.icon; }
    bool isRinging() const { return shown_.ringing; }
    bool isAgainOffered() const { return shown_.again; }

    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString headline, advice, phone, icon;
        bool ringing = false;
        bool again = false;
        bool operator==(const Shown&) const = default;
    };
    Shown shown_;
};

} // namespace onestop::viewmodels
