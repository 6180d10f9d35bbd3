// SPDX-License-Identifier: Apache-2.0
// Where an item is done when it is not, or not only, done here: the other houses, nearest first. Rows: as those of
// Sites.
#pragma once

#include <QCoreApplication>

#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class Places {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Places)

public:
    static std::vector<RowsModel::Row> rows(const Snapshot& snapshot, const catalogue::ServiceItem& item);
    /// "大鹏新区党群服务中心 · 0.6 公里 · 开放中 · 今天到 21:00"; empty when no other house is known to do it.
    static QString nearest(const Snapshot& snapshot, const catalogue::ServiceItem& item);
    /// For one line of a list: the room in this house; for what is not done here, the house to go to.
    static QString where(const Snapshot& snapshot, const catalogue::ServiceItem& item);
};

} // namespace onestop::viewmodels
