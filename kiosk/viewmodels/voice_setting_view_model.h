// SPDX-License-Identifier: Apache-2.0
// The staff's page of the voice: how loud in five steps, and from when to when nothing is said. A step is heard as soon
// as it is touched, also in the quiet hours. It keeps the speaker, which may start anew at any time, as staff set it.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/flows/staff_desk.h"
#include "kiosk/speech/speaker.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class VoiceSettingViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool present READ isPresent NOTIFY changed)
    Q_PROPERTY(int step READ step NOTIFY changed)
    Q_PROPERTY(QString from READ from NOTIFY changed)
    Q_PROPERTY(QString until READ until NOTIFY changed)
    Q_PROPERTY(QString explanation READ explanation NOTIFY changed)

public:
    /// Both outlive this; nullptr: this program has no desk, this kiosk no voice.
    VoiceSettingViewModel(flows::StaffDesk* desk, speech::Speaker* speaker, QObject* parent = nullptr);

    bool isPresent() const { return shown_.present; }
    /// 1…5; 0: nobody has set it here yet.
    int step() const { return shown_.step; }
    QString from() const { return shown_.from; } ///< 22:00
    QString until() const { return shown_.until; }
    QString explanation() const { return shown_.explanation; }

    Q_INVOKABLE void setStep(int step);
    /// Half an hour earlier (-1) or later (1).
    Q_INVOKABLE void moveFrom(int halfHours);
    Q_INVOKABLE void moveUntil(int halfHours);

    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool present = false;
        int step = 0;
        QString from, until, explanation;
        bool operator==(const Shown&) const = default;
    };
    flows::VoiceChoice choice() const;
    void choose(const flows::VoiceChoice& choice);
    /// Tells the speaker when something is new to it, and once a minute for one that has just started.
    void tell(events::WallTime now);

    flows::StaffDesk* desk_;
    speech::Speaker* speaker_;
    catalogue::Language language_ = catalogue::Language::ZhHans;
    Shown shown_;
    std::optional<flows::VoiceChoice> told_;
    std::chrono::sys_time<std::chrono::minutes> told_at_{};
};

} // namespace onestop::viewmodels
