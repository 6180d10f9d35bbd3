// SPDX-License-Identifier: Apache-2.0
// The ticket of this visit: its number, how long it may take, how its paper fares, and where to go when it is called.
// It lives until the session ends and holds no name.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class TicketViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString number READ number NOTIFY changed)
    Q_PROPERTY(QString itemName READ itemName NOTIFY changed)
    Q_PROPERTY(QString ahead READ ahead NOTIFY changed)
    Q_PROPERTY(QString wait READ wait NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString goTo READ goTo NOTIFY changed)
    Q_PROPERTY(QString counters READ counters NOTIFY changed)
    Q_PROPERTY(QString printText READ printText NOTIFY changed)
    Q_PROPERTY(bool printTroubled READ isPrintTroubled NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(bool called READ isCalled NOTIFY changed)
    Q_PROPERTY(bool live READ isLive NOTIFY changed)
    Q_PROPERTY(bool reprintOffered READ isReprintOffered NOTIFY changed)
    Q_PROPERTY(bool ratingOffered READ isRatingOffered NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY askingChanged)

public:
    explicit TicketViewModel(flows::Lobby& lobby, QObject* parent = nullptr) : QObject(parent), lobby_(lobby) {}

    QString number() const { return shown_.number; }
    QString itemName() const { return shown_.item_name; }
    /// "4 人", "下一个就是您"; "还不知道" while the queue has not answered.
    QString ahead() const { return shown_.ahead; }
    QString wait() const { return shown_.wait; }
    /// "您的号码", "请到 1 号窗口", "正在为您办理" …
    QString headline() const { return shown_.headline; }
    /// "1 号窗口" while called or served; else empty.
    QString goTo() const { return shown_.go_to; }
    /// Where it will be called: "1–3 号窗口".
    QString counters() const { return shown_.counters; }
    QString printText() const { return shown_.print_text; }
    bool isPrintTroubled() const { return shown_.print_troubled; }
    /// What the QR on the screen says; empty: no QR.
    QString code() const { return shown_.code; }
    bool isCalled() const { return shown_.called; }
    bool isLive() const { return shown_.live; }
    bool isReprintOffered() const { return shown_.reprint_offered; }
    /// It was served and nobody has rated it yet.
    bool isRatingOffered() const { return shown_.rating_offered; }
    /// The question before giving up is on the screen.
    bool isAsking() const { return asking_; }

    Q_INVOKABLE void reprint() { lobby_.reprintTicket(); }
    Q_INVOKABLE void askGiveUp() { setAsking(true); }
    Q_INVOKABLE void keepWaiting() { setAsking(false); }
    Q_INVOKABLE void giveUp();

    void update(const Snapshot& snapshot);

signals:
    void changed();
    void askingChanged();

private:
    struct Shown {
        QString number, item_name, ahead, wait, headline, go_to, counters, print_text, code;
        bool print_troubled = false;
        bool called = false;
        bool live = false;
        bool reprint_offered = false;
        bool rating_offered = false;
        bool operator==(const Shown&) const = default;
    };
    static Shown derive(const Snapshot& snapshot, const flows::TicketView& ticket);
    static QString headlineOf(const Snapshot& snapshot, const flows::TicketView& ticket);
    static QString printTextOf(const Snapshot& snapshot, const flows::TicketView& ticket);
    void setAsking(bool asking);

    flows::Lobby& lobby_;
    Shown shown_;
    bool asking_ = false;
};

} // namespace onestop::viewmodels
