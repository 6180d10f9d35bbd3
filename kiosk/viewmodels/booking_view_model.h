// SPDX-License-Identifier: Apache-2.0
// 活动预约: one session, first for how many, then the booking itself: its code, how its paper fares, and
// the way to give it back. Nobody is named anywhere in it.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class BookingViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool made READ isMade NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(int tone READ tone NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString when READ when NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(QString notice READ notice NOTIFY changed)
    Q_PROPERTY(QString oneText READ oneText NOTIFY changed)
    Q_PROPERTY(QString pairText READ pairText NOTIFY changed)
    Q_PROPERTY(QString people READ people NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString codeText READ codeText NOTIFY changed)
    Q_PROPERTY(QString shortCode READ shortCode NOTIFY changed)
    Q_PROPERTY(QString shortCodeText READ shortCodeText NOTIFY changed)
    Q_PROPERTY(QString printText READ printText NOTIFY changed)
    Q_PROPERTY(bool printTroubled READ isPrintTroubled NOTIFY changed)
    Q_PROPERTY(bool reprintOffered READ isReprintOffered NOTIFY changed)
    Q_PROPERTY(bool cancelOffered READ isCancelOffered NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY askingChanged)

public:
    explicit BookingViewModel(flows::Lobby& lobby, QObject* parent = nullptr) : QObject(parent), lobby_(lobby) {}

    /// False: nothing is booked yet.
    bool isMade() const { return shown_.made; }
    /// "订好了", "候补中", "已经取消"
    QString headline() const { return shown_.headline; }
    QString icon() const { return shown_.icon; }
    int tone() const { return static_cast<int>(shown_.tone); }
    QString name() const { return shown_.name; }   ///< 亲子手工
    QString when() const { return shown_.when; }   ///< 11月28日 星期六 15:00–16:30
    QString place() const { return shown_.place; } ///< 儿童益智天地
    /// What has to be known beside: that one would wait, or that the code holds at this kiosk only.
    QString notice() const { return shown_.notice; }
    QString oneText() const { return shown_.one_text; }   ///< "预约 1 人", "候补 1 人"
    QString pairText() const { return shown_.pair_text; } ///< a guardian and a child, as one
    QString people() const { return shown_.people; }
    /// The check-in code; empty when there is none.
    QString code() const { return shown_.code; }
    QString codeText() const { return shown_.code_text; }
    /// The figures to type where the code cannot be scanned, and where; empty when there is no code.
    QString shortCode() const { return shown_.short_code; }
    QString shortCodeText() const { return shown_.short_code_text; }
    QString printText() const { return shown_.print_text; }
    bool isPrintTroubled() const { return shown_.print_troubled; }
    bool isReprintOffered() const { return shown_.reprint_offered; }
    bool isCancelOffered() const { return shown_.cancel_offered; }
    /// The question before giving it back is on the screen.
    bool isAsking() const { return asking_; }

    Q_INVOKABLE void bookOne() { lobby_.bookActivity(session_id_, 1); }
    Q_INVOKABLE void bookPair() { lobby_.bookActivity(session_id_, 2); }
    /// The slip once more: the code stays the same.
    Q_INVOKABLE void reprint() { lobby_.reprintBooking(); }
    Q_INVOKABLE void askCancel() { setAsking(true); }
    Q_INVOKABLE void keep() { setAsking(false); }
    Q_INVOKABLE void cancel();

    /// The session that is to be booked.
    void choose(std::string activity_session_id) { session_id_ = std::move(activity_session_id); }
    void update(const Snapshot& snapshot);

signals:
    void changed();
    void askingChanged();

private:
    struct Shown {
        bool made = false;
        QString headline, icon, name, when, place, notice, one_text, pair_text, people, code, code_text, short_code,
            short_code_text, print_text;
        Tone tone = Tone::Plain;
        bool print_troubled = false;
        bool reprint_offered = false;
        bool cancel_offered = false;
        bool operator==(const Shown&) const = default;
    };
    static void describe(Shown& shown, const Snapshot& snapshot, const std::string& activity_session_id);
    static Shown toChoose(const Snapshot& snapshot, const std::string& activity_session_id);
    static Shown ofBooking(const Snapshot& snapshot, const flows::BookingView& booking);
    static QString printTextOf(const flows::BookingView& booking);
    void setAsking(bool asking);

    flows::Lobby& lobby_;
    std::string session_id_;
    Shown shown_;
    bool asking_ = false;
};

} // namespace onestop::viewmodels
