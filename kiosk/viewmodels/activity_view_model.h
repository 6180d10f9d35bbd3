// SPDX-License-Identifier: Apache-2.0
// One activity: what it is, for whom, where, on which days, which of them is to be booked; and the same as a text for
// the resident's phone.
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
    Q_PROPERTY(bool printOffered READ isPrintOffered NOTIFY changed)
    Q_PROPERTY(QString printing READ printing NOTIFY changed)
    Q_PROPERTY(bool bookable READ isBookable NOTIFY changed)
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
    bool isPrintOffered() const { return shown_.print_offered; }
    /// How the paper fares; empty: none was asked for.
    QString printing() const { return shown_.printing; }
    /// One of its sessions can be booked here and now: the chosen one.
    bool isBookable() const { return shown_.bookable; }
    /// The coming ones: day, hours, badge, tone, sessionId, bookable, chosen.
    RowsModel* sessions() { return &sessions_; }

    const std::string& activityId() const { return activity_id_; }
    /// `activity_session_id`: the one that was touched; empty: the next that can be booked.
    void choose(std::string activity_id, std::string activity_session_id = {});
    /// The session that is to be booked; empty when none can be.
    const std::string& chosenSession() const { return chosen_; }
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString name, description, audience, fee, place, host, share, printing;
        bool bookable = false;
        bool print_offered = false;
        bool operator==(const Shown&) const = default;
    };
    QString shareText(const Shown& shown, const Snapshot& snapshot) const;
    void listSessions(const Snapshot& snapshot, const catalogue::Activity& activity);

    std::string activity_id_;
    std::string touched_; ///< the session that was
    std::string chosen_;
    Shown shown_;
    RowsModel sessions_{{"day", "hours", "badge", "tone", "sessionId", "bookable", "chosen"}};
};

} // namespace onestop::viewmodels
