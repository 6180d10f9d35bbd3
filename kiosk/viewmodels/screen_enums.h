// SPDX-License-Identifier: Apache-2.0
// The closed sets that pages and view-models share: where one can be, and how a fact is meant.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

namespace onestop::viewmodels {

/// Every page there is. The shell has one entry for each (qml/shell/Routes.qml).
namespace routes {
Q_NAMESPACE
QML_NAMED_ELEMENT(Route)
enum Kind {
    Home,
    More,
    Troubles,
    Guide,
    Item,
    Places,
    CardConsent,
    Ticket,
    CheckIn,
    CheckInCode,
    Result,
    Rating,
    Services,
    Tour,
    Sites,
    Sights,
    Safety,
    Help,
    Settings,
    Activity,
    Booking,
    Search,
    Opinion,
    OpinionText,
    OpinionReceipt,
    Answer,
    CallBack,
    StaffPin,
    Staff,
    Roll,
    DeviceTrial,
    Voice,
    CheckIns
};
Q_ENUM_NS(Kind)
} // namespace routes
using Route = routes::Kind;

/// The same order as Onestop.Controls Tone (tests hold the two together).
enum class Tone { Plain, Good, Attention, Bad, Information, Gold };

} // namespace onestop::viewmodels
