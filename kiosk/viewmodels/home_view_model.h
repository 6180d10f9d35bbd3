// SPDX-License-Identifier: Apache-2.0
// The home page: the question, who is greeted, how long the queue is, and who is called right now.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class HomeViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(QString calling READ calling NOTIFY changed)
    Q_PROPERTY(QString ticketNumber READ ticketNumber NOTIFY changed)
    Q_PROPERTY(QString visitor READ visitor NOTIFY changed)
    Q_PROPERTY(QString closed READ closed NOTIFY changed)
    Q_PROPERTY(QString updating READ updating NOTIFY changed)
    Q_PROPERTY(bool ticketsOffered READ ticketsOffered NOTIFY changed)

public:
    explicit HomeViewModel(QObject* parent = nullptr) : QObject(parent) {}

    QString question() const { return shown_.question; }
    QString hint() const { return shown_.hint; }
    /// "请 A001 号到 1 号窗口" while a call is fresh; else empty.
    QString calling() const { return shown_.calling; }
    /// The live ticket of this session; empty when there is none.
    QString ticketNumber() const { return shown_.ticket_number; }
    /// Who is greeted and what is held: "张*三 · A023 号"; empty: nobody has anything to take away from the screen.
    QString visitor() const { return shown_.visitor; }
    /// Since when staff has closed this kiosk, and what one can do now; empty while it serves.
    QString closed() const { return shown_.closed; }
    /// How far the update of the software is, and what one can do meanwhile; empty while there is none.
    QString updating() const { return shown_.updating; }
    /// False where no business is served at a counter: the page has no red card then.
    bool ticketsOffered() const { return shown_.tickets_offered; }

    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString question, hint, calling, ticket_number, visitor, closed, updating;
        bool tickets_offered = false;
        bool operator==(const Shown&) const = default;
    };
    QString queueText(const Snapshot& snapshot) const;
    Shown shown_;
};

} // namespace onestop::viewmodels
