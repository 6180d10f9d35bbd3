// SPDX-License-Identifier: Apache-2.0
// 中心导览: the floors of this house as one sees them who stands before this kiosk, and the same in words.
// Floors: floor, name, columns, rows, hereColumn, hereRow (-1: this kiosk is not on it), freeColumn, freeColumns (of
// the cells round the kiosk that no area has, for the words there). Areas: floor, name, icon, column, row, columns,
// rows, counters, where.
#pragma once

#include <QCoreApplication>

#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class FloorPlans {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::FloorPlans)

public:
    static QList<QByteArray> floorRoles() {
        return {"floor", "name", "columns", "rows", "hereColumn", "hereRow", "freeColumn", "freeColumns"};
    }
    static QList<QByteArray> areaRoles() {
        return {"floor", "name", "icon", "column", "row", "columns", "rows", "counters", "where"};
    }
    struct Rows {
        std::vector<RowsModel::Row> floors; ///< the one where one stands first
        std::vector<RowsModel::Row> areas;
    };
    static Rows of(const Snapshot& snapshot);

private:
    /// "在您右前方"
    static QString wayText(catalogue::Way way);
};

} // namespace onestop::viewmodels
