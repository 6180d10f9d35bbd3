// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/places.h"

#include <QStringList>

#include "kiosk/viewmodels/sites.h"
#include "sync/catalogue/item_places.h"

namespace onestop::viewmodels {

std::vector<RowsModel::Row> Places::rows(const Snapshot& snapshot, const catalogue::ServiceItem& item) {
    const auto& catalogue = *snapshot.catalogue();
    const auto houses = catalogue::placesElsewhere(catalogue, item);
    std::vector<RowsModel::Row> rows;
    rows.reserve(houses.size());
    for (const auto& each : houses) {
        const auto opening = catalogue::openingElsewhere(catalogue, item, each, snapshot.state.now);
        rows.push_back(Sites::row(snapshot, *each.site, opening, snapshot.words.in(each.place->place)));
    }
    return rows;
}

QString Places::nearest(const Snapshot& snapshot, const catalogue::ServiceItem& item) {
    const auto& [state, words] = snapshot;
    const auto found = catalogue::nearestElsewhere(*state.catalogue, item);
    if (!found) return {};
    const auto opening = catalogue::openingElsewhere(*state.catalogue, item, *found, state.now);
    QStringList parts{words.in(found->site->name), Sites::distance(snapshot, *found->site),
                      words.opening(opening, state.now)};
    parts.removeAll(QString());
    return parts.join(tr(" · "));
}

QString Places::where(const Snapshot& snapshot, const catalogue::ServiceItem& item) {
    const auto& catalogue = *snapshot.catalogue();
    if (catalogue::isDoneHere(catalogue, item)) return snapshot.words.in(catalogue::roomHere(catalogue, item));
    const auto found = catalogue::nearestElsewhere(catalogue, item);
    return found ? tr("要去%1").arg(snapshot.words.in(found->site->name)) : tr("这里不办");
}

} // namespace onestop::viewmodels
