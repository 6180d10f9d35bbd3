// SPDX-License-Identifier: Apache-2.0
// One activity: what it is, for whom, where, on which days; and the same as a text for the resident's phone.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class ActivityViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString description READ description NOTIFY changed)
    Q_PROPERTY(QString audience READ audience NOTIFY changed)
    Q_PROPERTY(QString fee READ fee NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(QString share READ share NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* sessions READ sessions CONSTANT)

public:
    explicit ActivityViewModel(QObject* parent = nullptr) : QObject(parent) {}

    QString name() const { return shown_.name; }
    QString description() const { return shown_.description; }
    QString audience() const { return shown_.audience; }
    QString fee() const { return shown_.fee; }
    /// The room, and the house when it is a neighbour's.
    QString place() const { return shown_.place; }
    QString host() const { return shown_.host; }
    /// The page in words, for a QR code: any phone shows it, no network and no address is needed.
    QString share() const { return shown_.share; }
    /// The coming ones: day, hours, badge, tone, sessionId, action.
    RowsModel* sessions() { return &sessions_; }

    const std::string& activityId() const { return activity_id_; }
    void choose(std::string activity_id) { activity_id_ = std::move(activity_id); }
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString name, description, audience, fee, place, host, share;
        bool operator==(const Shown&) const = default;
    };
    QString shareText(const Shown& shown, const Snapshot& snapshot) const;

    std::string activity_id_;
    Shown shown_;
    RowsModel sessions_{{"day", "hours", "badge", "tone", "sessionId", "action"}};
};

} // namespace onestop::viewmodels
