// SPDX-License-Identifier: Apache-2.0
// While nobody is there: one poster after the other in the place of today's activities, which have their turn too. By
// a schedule of the time alone, slowly; with the first touch they are gone, and nothing that can be pressed has moved.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class PosterViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool hanging READ isHanging NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(int tone READ tone NOTIFY changed)

public:
    explicit PosterViewModel(QObject* parent = nullptr) : QObject(parent) {}

    /// False: today's activities stand there.
    bool isHanging() const { return shown_.hanging; }
    QString title() const { return shown_.title; }
    QString text() const { return shown_.text; }
    /// Bad is red, Information the sea, Gold gold: the colours of the house.
    int tone() const { return shown_.tone; }

    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool hanging = false;
        QString title, text;
        int tone = 0;
        bool operator==(const Shown&) const = default;
    };
    Shown shown_;
    std::optional<events::WallTime> alone_since_; ///< absent while somebody is here
};

} // namespace onestop::viewmodels
