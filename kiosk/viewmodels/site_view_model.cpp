// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/site_view_model.h"

#include <utility>

namespace onestop::viewmodels {

void SiteViewModel::update(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    Shown shown;
    //: The name of the centre while no catalogue has arrived yet
    shown.name = tr("党群服务中心");
    shown.open = state.opening.open;
    if (const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr) {
        shown.name = words.in(site->name);
        shown.opening = words.opening(state.opening, state.now);
        shown.hours = words.hours(site->opening_hours);
        shown.address = words.in(site->address);
        shown.phone = QString::fromStdString(site->phone);
    }
    shown.time = words.time(state.now);
    shown.date = state.clock_unsure ? tr("时间待校准") : words.date(state.now);
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
