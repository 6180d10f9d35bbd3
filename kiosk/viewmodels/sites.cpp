// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/sites.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

double distanceKm(double latitude1, double longitude1, double latitude2, double longitude2) {
    constexpr double kEarthRadiusKm = 6371.0;
    constexpr double kRadians = std::numbers::pi / 180;
    const double half_latitude = (latitude2 - latitude1) * kRadians / 2;
    const double half_longitude = (longitude2 - longitude1) * kRadians / 2;
    const double a = std::pow(std::sin(half_latitude), 2) + std::cos(latitude1 * kRadians) *
                                                                std::cos(latitude2 * kRadians) *
                                                                std::pow(std::sin(half_longitude), 2);
    return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, a)));
}

namespace {

struct Neighbour {
    const catalogue::Site* site;
    double km; ///< infinity when a position is missing
};

std::vector<Neighbour> neighbours(const catalogue::Catalogue& catalogue) {
    const auto* own = catalogue.ownSite();
    std::vector<Neighbour> found;
    for (const auto& site : catalogue.sites) {
        if (site.site_id == catalogue.site_id) continue;
        const bool placed = own && own->latitude && own->longitude && site.latitude && site.longitude;
        found.push_back({&site, placed ? distanceKm(*own->latitude, *own->longitude, *site.latitude, *site.longitude)
                                       : std::numeric_limits<double>::infinity()});
    }
    std::ranges::stable_sort(found, {}, &Neighbour::km);
    return found;
}

} // namespace

std::vector<RowsModel::Row> Sites::rows(const Snapshot& snapshot) {
    std::vector<RowsModel::Row> rows;
    if (!snapshot.catalogue()) return rows;
    const auto& [state, words] = snapshot;
    for (const auto& [site, km] : neighbours(*state.catalogue)) {
        std::vector<catalogue::Closure> closures;
        for (const auto& each : state.catalogue->closures) {
            if (each.closes && each.concerns(site->site_id)) closures.push_back(each);
        }
        const auto opening =
            catalogue::resolveOpening(site->opening_hours, nullptr, state.catalogue->calendar, closures, state.now);
        QStringList detail;
        if (std::isfinite(km)) detail << tr("%1 公里").arg(km, 0, 'f', km < 10 ? 1 : 0);
        for (const QString& part : {words.in(site->address), QString::fromStdString(site->phone)}) {
            if (!part.isEmpty()) detail << part;
        }
        rows.push_back({words.in(site->name), detail.join(tr(" · ")), words.opening(opening, state.now),
                        static_cast<int>(opening.open ? Tone::Good : Tone::Plain)});
    }
    return rows;
}

QString Sites::nearestStaffed(const Snapshot& snapshot) {
    if (!snapshot.catalogue()) return {};
    for (const auto& [site, km] : neighbours(*snapshot.catalogue())) {
        if (!site->counters.empty())
            return snapshot.words.in(site->name) + QLatin1Char(' ') + QString::fromStdString(site->phone);
    }
    return {};
}

} // namespace onestop::viewmodels
