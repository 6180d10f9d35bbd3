// SPDX-License-Identifier: Apache-2.0
// 查回复: the query code of a receipt, and honestly what there is to it. Code and answer are wiped with the session.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/digits_view_model.h"
#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class AnswerViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(onestop::viewmodels::DigitsViewModel* code READ code CONSTANT)
    Q_PROPERTY(bool asked READ isAsked NOTIFY changed)
    Q_PROPERTY(int tone READ tone NOTIFY changed)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)

public:
    explicit AnswerViewModel(flows::Lobby& lobby, QObject* parent = nullptr);

    DigitsViewModel* code() { return &code_; }
    /// There is something to read instead of the keypad.
    bool isAsked() const { return shown_.asked; }
    int tone() const { return static_cast<int>(shown_.tone); }
    QString icon() const { return shown_.icon; }
    QString headline() const { return shown_.headline; }
    /// The answer itself, or what one can do now.
    QString text() const { return shown_.text; }

    Q_INVOKABLE void ask();
    /// The code again, to correct it or to ask for another.
    Q_INVOKABLE void putAway() { lobby_.dismissAnswer(); }

    void reset();
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool asked = false;
        Tone tone = Tone::Information;
        QString icon, headline, text;
        bool operator==(const Shown&) const = default;
    };
    static Shown derive(const Snapshot& snapshot, const flows::AnswerView& answer);

    flows::Lobby& lobby_;
    DigitsViewModel code_;
    Shown shown_;
};

} // namespace onestop::viewmodels
