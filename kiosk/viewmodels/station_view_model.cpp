// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/station_view_model.h"

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

namespace {

const char* iconOf(catalogue::Hazard hazard) {
    switch (hazard) {
    case catalogue::Hazard::Sea:
        return "waves";
    case catalogue::Hazard::Weather:
        return "thunderstorm";
    case catalogue::Hazard::Path:
        return "hiking";
    case catalogue::Hazard::Fire:
        return "local_fire_department";
    case catalogue::Hazard::Other:
        break;
    }
    return "warning";
}

bool isForVisitors(const Snapshot& snapshot, const catalogue::Site& site) {
    const bool small = site.level == catalogue::SiteLevel::Station || site.level == catalogue::SiteLevel::Post;
    return small && !snapshot.hasCounters();
}

QString walkText(const catalogue::Sight& sight) {
    return sight.walk_minutes ? StationViewModel::tr("走 %1 分钟").arg(*sight.walk_minutes) : QString();
}

QString hintOf(const std::vector<catalogue::Sight>& sights) {
    if (sights.empty()) return {};
    const int count = static_cast<int>(sights.size());
    const QString nearest = walkText(sights.front());
    return nearest.isEmpty() ? StationViewModel::tr("附近有 %1 处").arg(count)
                             : StationViewModel::tr("附近有 %1 处，最近的%2").arg(count).arg(nearest);
}

} // namespace

void StationViewModel::list(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    Shown shown;
    std::vector<RowsModel::Row> sights;
    std::vector<RowsModel::Row> hazards;
    if (const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr) {
        shown.for_visitors = viewmodels::isForVisitors(snapshot, *site);
        shown.hint = hintOf(site->sights);
        sights.reserve(site->sights.size());
        for (const auto& sight : site->sights) {
            const auto opening = state.catalogue->openingOfSight(sight, state.now);
            const bool always = opening.open && !opening.until;
            sights.push_back({words.in(sight.name), words.in(sight.about), walkText(sight), words.in(sight.way),
                              always ? QString() : words.opening(opening, state.now), opening.open,
                              words.in(sight.caution)});
        }
        hazards.reserve(site->safety_notices.size());
        for (const auto& notice : site->safety_notices)
            hazards.push_back({QLatin1String(iconOf(notice.hazard)), words.in(notice.text)});
    }
    shown.centre = Sites::nearestStaffed(snapshot);
    sights_.setRows(std::move(sights));
    hazards_.setRows(std::move(hazards));
    phones_.setRows({{tr("报警"), QStringLiteral("110")},
                     {tr("火警"), QStringLiteral("119")},
                     {tr("急救"), QStringLiteral("120")}});
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
