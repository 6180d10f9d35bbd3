// SPDX-License-Identifier: Apache-2.0
// An answer that fills the screen: how a check-in ended, why no number can be had, or no place. Colour, sign and words
// together, and what to do next (DESIGN 4.6).
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class ResultViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(int tone READ tone NOTIFY changed)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString subject READ subject NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString wayOnIcon READ wayOnIcon NOTIFY changed)
    Q_PROPERTY(QString wayOnText READ wayOnText NOTIFY changed)
    Q_PROPERTY(QString next READ next NOTIFY changed)

public:
    explicit ResultViewModel(QObject* parent = nullptr) : QObject(parent) {}

    int tone() const { return static_cast<int>(shown_.tone); }
    QString icon() const { return shown_.icon; }
    QString title() const { return shown_.title; }     ///< 签到成功
    QString subject() const { return shown_.subject; } ///< 新时代大讲堂 · 19:30
    QString advice() const { return shown_.advice; }   ///< 请到二楼多功能厅
    QString detail() const { return shown_.detail; }
    QString next() const { return shown_.next; } ///< 下一位请直接出示二维码
    /// The page that helps from here (看我的号, 看别的活动), where there is one; without words there is none.
    Route wayOn() const { return shown_.way_on.route; }
    QString wayOnIcon() const { return QLatin1String(shown_.way_on.icon); }
    QString wayOnText() const { return shown_.way_on.text; }

    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct WayOn {
        Route route = Route::Home;
        const char* icon = "";
        QString text;
        bool operator==(const WayOn&) const = default;
    };
    struct Shown {
        Tone tone = Tone::Attention;
        QString icon, title, subject, advice, detail, next;
        WayOn way_on;
        bool operator==(const Shown&) const = default;
    };
    static Shown ofCheckIn(const Snapshot& snapshot, const flows::CheckInView& check_in);
    static Shown ofBookingRefusal(const Snapshot& snapshot, const flows::BookingRefusalView& refused);
    static Shown ofRating(const Snapshot& snapshot, const flows::RatingView& rating);
    static Shown ofRefusal(const Snapshot& snapshot, flows::TicketRefusal refusal);
    static void admit(Shown& shown, const Snapshot& snapshot, const flows::CheckInView& check_in,
                      const catalogue::Activity* activity);

    Shown shown_;
};

} // namespace onestop::viewmodels
