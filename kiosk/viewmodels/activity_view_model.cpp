// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/activity_view_model.h"

#include <QStringList>

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/activities.h"

namespace onestop::viewmodels {

namespace {
constexpr std::size_t kSessionsShared = 6; ///< more would make the code too fine for a phone
} // namespace

QString ActivityViewModel::shareText(const Shown& shown, const Snapshot& snapshot) const {
    QStringList lines{shown.name};
    const auto& rows = sessions_.rows();
    for (std::size_t i = 0; i < std::min(rows.size(), kSessionsShared); ++i)
        lines << rows[i].at(0).toString() + QLatin1Char(' ') + rows[i].at(1).toString();
    lines << shown.place;
    if (const auto* site = snapshot.catalogue()->ownSite())
        lines << snapshot.words.in(site->name) + QLatin1Char(' ') + QString::fromStdString(site->phone);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void ActivityViewModel::update(const Snapshot& snapshot) {
    const auto* activity = Activities::find(snapshot, activity_id_);
    Shown shown;
    if (activity) {
        const auto& words = snapshot.words;
        shown.name = words.in(activity->title);
        shown.description = words.in(activity->description);
        shown.audience = words.audience(activity->audience);
        shown.fee = words.in(activity->fee);
        shown.host = words.in(activity->host);
        QStringList place{words.in(activity->place)};
        if (const auto* site = snapshot.catalogue()->site(activity->site_id)) {
            place.prepend(words.in(site->name));
            place.append(words.in(site->address));
        }
        place.removeAll(QString());
        shown.place = place.join(QLatin1Char('\n'));
        sessions_.setRows(Activities::ofActivity(snapshot, *activity));
        shown.share = shareText(shown, snapshot);
    } else {
        sessions_.setRows({});
    }
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
