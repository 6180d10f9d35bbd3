// SPDX-License-Identifier: Apache-2.0
// 签到 by typing: the nine figures under a code, a word at once when one of them is wrong, and how long to wait after
// too many that fitted nothing. What a right code brings is the same as at the scanner.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/digits_view_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class CheckInViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(onestop::viewmodels::DigitsViewModel* code READ code CONSTANT)
    Q_PROPERTY(QString fault READ fault NOTIFY changed)
    Q_PROPERTY(QString kioskText READ kioskText NOTIFY changed)
    Q_PROPERTY(bool ready READ isReady NOTIFY changed)

public:
    explicit CheckInViewModel(flows::Lobby& lobby, QObject* parent = nullptr);

    DigitsViewModel* code() { return &code_; }
    /// Why nothing can be sent: a slip of the finger, or too many tries; else empty.
    QString fault() const { return shown_.fault; }
    /// Which kiosk this is: figures hold where they were given.
    QString kioskText() const { return shown_.kiosk_text; }
    bool isReady() const { return shown_.ready; }

    Q_INVOKABLE void send();

    void reset() { code_.clear(); }
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString fault, kiosk_text;
        bool ready = false;
        bool operator==(const Shown&) const = default;
    };
    void derive();

    flows::Lobby& lobby_;
    DigitsViewModel code_;
    Shown shown_;
    int kiosk_ = 1;
    QString wait_; ///< how long to wait after too many tries, and where to go instead; else empty
};

} // namespace onestop::viewmodels
