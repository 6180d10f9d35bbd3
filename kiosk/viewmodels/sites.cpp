// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/sites.h"

#include <QStringList>

#include <cmath>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

QString Sites::distance(const Snapshot& snapshot, const catalogue::Site& site) {
    const auto* own = snapshot.catalogue()->ownSite();
    if (!own) return {};
    const double km = catalogue::distanceKm(*own, site);
    return std::isfinite(km) ? tr("%1 公里").arg(km, 0, 'f', km < 10 ? 1 : 0) : QString();
}

RowsModel::Row Sites::row(const Snapshot& snapshot, const catalogue::Site& site, const catalogue::OpeningState& opening,
                          const QString& room) {
    const auto& words = snapshot.words;
    QStringList detail;
    if (opening.closure) detail << words.in(opening.closure->reason);
    detail << distance(snapshot, site) << room << words.in(site.address) << QString::fromStdString(site.phone);
    detail.removeAll(QString());
    return {words.in(site.name), detail.join(tr(" · ")), words.opening(opening, snapshot.state.now),
            static_cast<int>(opening.open      ? Tone::Good
                             : opening.closure ? Tone::Bad
                                               : Tone::Plain)};
}

std::vector<RowsModel::Row> Sites::rows(const Snapshot& snapshot) {
    std::vector<RowsModel::Row> rows;
    const auto* catalogue = snapshot.catalogue();
    if (!catalogue) return rows;
    for (const auto& neighbour : catalogue::neighbours(catalogue->sites, catalogue->site_id))
        rows.push_back(
            row(snapshot, *neighbour.site, catalogue->openingIn(*neighbour.site, nullptr, snapshot.state.now)));
    return rows;
}

QString Sites::nearestStaffed(const Snapshot& snapshot) {
    if (!snapshot.catalogue()) return {};
    for (const auto& [site, km] : catalogue::neighbours(snapshot.catalogue()->sites, snapshot.catalogue()->site_id)) {
        if (!site->counters.empty())
            return snapshot.words.in(site->name) + QLatin1Char(' ') + QString::fromStdString(site->phone);
    }
    return {};
}

QString Sites::counterOr(const Snapshot& snapshot, const QString& at_counter, const QString& fact) {
    if (snapshot.hasCounters()) return at_counter;
    const QString centre = nearestStaffed(snapshot);
    const QString advice = centre.isEmpty() ? tr("请点“叫人帮忙”。") : tr("请问最近的中心：%1").arg(centre);
    //: two sentences
    return fact.isEmpty() ? advice : tr("%1%2").arg(fact, advice);
}

} // namespace onestop::viewmodels
