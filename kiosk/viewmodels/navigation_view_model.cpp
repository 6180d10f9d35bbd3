// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/navigation_view_model.h"

#include <QMetaEnum>

#include <algorithm>

namespace onestop::viewmodels {

void NavigationViewModel::setTrail(std::vector<Route> trail) {
    if (trail == trail_) return;
    trail_ = std::move(trail);
    emit changed();
}

void NavigationViewModel::open(int route) {
    const auto wanted = static_cast<Route>(route);
    auto trail = trail_;
    trail.erase(std::ranges::find(trail, wanted), trail.end());
    trail.push_back(wanted);
    if (trail.front() != Route::Home) trail.insert(trail.begin(), Route::Home);
    setTrail(std::move(trail));
}

void NavigationViewModel::back() {
    auto trail = trail_;
    if (trail.size() > 1) trail.pop_back();
    setTrail(std::move(trail));
}

void NavigationViewModel::home() { setTrail({Route::Home}); }

void NavigationViewModel::replace(Route route) {
    auto trail = trail_;
    if (trail.size() > 1) trail.pop_back();
    trail.erase(std::ranges::find(trail, route), trail.end());
    trail.push_back(route);
    if (trail.front() != Route::Home) trail.insert(trail.begin(), Route::Home);
    setTrail(std::move(trail));
}

QString NavigationViewModel::name(Route route) {
    return QString::fromLatin1(QMetaEnum::fromType<routes::Kind>().valueToKey(route)).toLower();
}

} // namespace onestop::viewmodels
