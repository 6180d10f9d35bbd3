// SPDX-License-Identifier: Apache-2.0
// The hall display: who is called to which window, who was called before, how many wait, which kiosk asks for staff. It
// works on what the kiosk's own store holds, so for hours without the network too.
#pragma once

#include <set>
#include <string>

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/speech/speaker.h"
#include "kiosk/viewmodels/hall_calls.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class HallViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString site READ site NOTIFY changed)
    Q_PROPERTY(QString time READ time NOTIFY changed)
    Q_PROPERTY(QString number READ number NOTIFY changed)
    Q_PROPERTY(QString counter READ counter NOTIFY changed)
    Q_PROPERTY(QString counterAfter READ counterAfter NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(QString idle READ idle NOTIFY changed)
    Q_PROPERTY(QString help READ help NOTIFY changed)
    Q_PROPERTY(int callSerial READ callSerial NOTIFY called)
    Q_PROPERTY(onestop::viewmodels::RowsModel* recent READ recent CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* waiting READ waiting CONSTANT)

public:
    /// `speaker`: says each call and each call for help; nullptr where there is no voice. Both outlive this.
    explicit HallViewModel(flows::LobbyView& lobby, speech::Speaker* speaker = nullptr, QObject* parent = nullptr);

    QString site() const { return shown_.site; }
    QString time() const { return shown_.time; }
    QString number() const { return shown_.number; }   ///< "A001"; empty while nobody is called
    QString counter() const { return shown_.counter; } ///< the figure alone: "1"
    QString counterAfter() const { return shown_.after; }
    QString hint() const { return shown_.hint; }
    QString idle() const { return shown_.idle; }
    QString help() const { return shown_.help; } ///< "1 号自助机有人需要帮忙"; empty while nobody waits for staff
    int callSerial() const { return calls_.serial(); }
    RowsModel* recent() { return &recent_; }   ///< number, counter
    RowsModel* waiting() { return &waiting_; } ///< name, count

    void update();

signals:
    void changed();
    void called();

private:
    struct Shown {
        QString site, time, number, counter, after, hint, idle, help;
        bool operator==(const Shown&) const = default;
    };
    void announce();
    QString hearHelp(const flows::LobbyState& state, const catalogue::QueueState& queue, const Words& words);
    void listCalls(const catalogue::QueueState& queue, const Words& words);

    flows::LobbyView& lobby_;
    speech::Speaker* speaker_;
    HallCalls calls_;
    std::set<std::string> rung_; ///< help_id: each open call rings once
    Shown shown_;
    RowsModel recent_{{"number", "counter"}};
    RowsModel waiting_{{"name", "count"}};
};

} // namespace onestop::viewmodels
