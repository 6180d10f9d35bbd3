// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/activity_view_model.h"

#include <QStringList>

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/activities.h"
#include "sync/catalogue/activity_sessions.h"

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

void ActivityViewModel::choose(std::string activity_id, std::string activity_session_id) {
    activity_id_ = std::move(activity_id);
    touched_ = std::move(activity_session_id);
}

void ActivityViewModel::listSessions(const Snapshot& snapshot, const catalogue::Activity& activity) {
    auto rows = Activities::ofActivity(snapshot, activity);
    chosen_.clear();
    for (auto& row : rows) {
        const auto id = row.at(4).toString().toStdString();
        const bool bookable = row.at(5).toBool();
        if (bookable && touched_.empty()) touched_ = id; // and stays: no other slips under a finger
        if (bookable && id == touched_) chosen_ = id;
        row << (id == chosen_);
    }
    sessions_.setRows(std::move(rows));
}

void ActivityViewModel::update(const Snapshot& snapshot) {
    const auto* activity = snapshot.catalogue() ? catalogue::activityOf(*snapshot.catalogue(), activity_id_) : nullptr;
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
        listSessions(snapshot, *activity);
        shown.bookable = !chosen_.empty();
        shown.share = shareText(shown, snapshot);
        shown.print_offered = snapshot.canPrint();
        if (snapshot.state.printed_page == activity->activity_id)
            shown.printing = words.printing(snapshot.state.guide_print);
    } else {
        sessions_.setRows({});
        chosen_.clear();
    }
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
