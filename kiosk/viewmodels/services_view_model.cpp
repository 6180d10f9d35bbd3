// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/services_view_model.h"

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/activities.h"
#include "sync/catalogue/audience.h"

namespace onestop::viewmodels {

namespace {
constexpr int kDaysAhead = 14;
} // namespace

ServicesViewModel::ServicesViewModel(QObject* parent) : QObject(parent), sessions_(Activities::roles()) {}

void ServicesViewModel::chooseAudience(const QString& code) {
    if (std::exchange(audience_, code.toStdString()) != code.toStdString()) emit filterChanged();
}

void ServicesViewModel::update(const Snapshot& snapshot) {
    std::vector<RowsModel::Row> choices;
    QString as_of;
    if (const auto* catalogue = snapshot.catalogue()) {
        choices.push_back({QString(), tr("所有人"), audience_.empty()});
        for (const auto& each : catalogue::audiences()) {
            const std::string code(each.code);
            const bool used = code != "all" && std::ranges::any_of(catalogue->activities, [&](const auto& activity) {
                                  return std::ranges::find(activity.audience, code) != activity.audience.end();
                              });
            if (used)
                choices.push_back({QString::fromStdString(code), snapshot.words.audience({code}), code == audience_});
        }
        as_of = tr("清单更新于 %1").arg(snapshot.words.date(catalogue->issued));
    }
    audiences_.setRows(std::move(choices));
    sessions_.setRows(Activities::coming(snapshot, kDaysAhead, audience_));
    if (std::exchange(as_of_, as_of) != as_of) emit changed();
}

} // namespace onestop::viewmodels
