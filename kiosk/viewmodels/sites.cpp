// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/sites.h"

#include <QStringList>

#include <cmath>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

std::vector<RowsModel::Row> Sites::rows(const Snapshot& snapshot) {
    std::vector<RowsModel::Row> rows;
    if (!snapshot.catalogue()) return rows;
    const auto& [state, words] = snapshot;
    for (const auto& [site, km] : catalogue::neighbours(state.catalogue->sites, state.catalogue->site_id)) {
        std::vector<catalogue::Closure> closures;
        for (const auto& each : state.catalogue->closures) {
            if (each.closes && each.concerns(site->site_id)) closures.push_back(each);
        }
        const auto opening =
            catalogue::resolveOpening(site->opening_hours, nullptr, state.catalogue->calendar, closures, state.now);
        QStringList detail;
        if (opening.closure) detail << words.in(opening.closure->reason);
        if (std::isfinite(km)) detail << tr("%1 公里").arg(km, 0, 'f', km < 10 ? 1 : 0);
        for (const QString& part : {words.in(site->address), QString::fromStdString(site->phone)}) {
            if (!part.isEmpty()) detail << part;
        }
        rows.push_back({words.in(site->name), detail.join(tr(" · ")), words.opening(opening, state.now),
                        static_cast<int>(opening.open      ? Tone::Good
                                         : opening.closure ? Tone::Bad
                                                           : Tone::Plain)});
    }
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
