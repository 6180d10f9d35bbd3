// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/guide_view_model.h"

#include <QStringList>

#include <utility>

#include "kiosk/viewmodels/places.h"

namespace onestop::viewmodels {

GuideViewModel::GuideViewModel(QObject* parent) : QObject(parent) {}

void GuideViewModel::chooseGroup(const QString& group) {
    if (std::exchange(group_, group) == group) return;
    emit changed();
    emit filterChanged();
}

void GuideViewModel::setForTicket(bool for_ticket) {
    const bool same = std::exchange(for_ticket_, for_ticket) == for_ticket && group_.isEmpty();
    group_.clear();
    if (same) return;
    emit changed();
    emit filterChanged();
}

void GuideViewModel::reset() { setForTicket(false); }

void GuideViewModel::update(const Snapshot& snapshot) {
    std::vector<RowsModel::Row> items;
    std::vector<RowsModel::Row> groups;
    if (const auto* catalogue = snapshot.catalogue()) {
        QStringList names;
        for (const auto& item : catalogue->items) {
            const auto* business = catalogue->queue_plan.businessOfItem(item.item_id);
            if (for_ticket_ && !business) continue;
            const QString department = snapshot.words.in(item.department);
            const QString group = QString::fromStdString(item.department.zh_hans);
            if (!names.contains(group)) {
                names << group;
                groups.push_back({group, department, group == group_});
            }
            if (!group_.isEmpty() && group != group_) continue;
            const QString where =
                business ? snapshot.words.counters(business->counters) : Places::where(snapshot, item);
            items.push_back({QString::fromStdString(item.item_id), snapshot.words.in(item.name), where, department});
        }
        groups.insert(groups.begin(), {QString(), tr("全部"), group_.isEmpty()});
    }
    items_.setRows(std::move(items));
    groups_.setRows(std::move(groups));
}

} // namespace onestop::viewmodels
