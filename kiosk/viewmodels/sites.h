// SPDX-License-Identifier: Apache-2.0
// 各个中心: the other places of the district, nearest first. Rows: name, detail, opening, tone.
#pragma once

#include <QCoreApplication>

#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class Sites {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Sites)

public:
    static QList<QByteArray> roles() { return {"name", "detail", "opening", "tone"}; }
    static std::vector<RowsModel::Row> rows(const Snapshot& snapshot);
    /// One of them: `opening` of what is looked for there, `room` where in that house; it may be empty.
    static RowsModel::Row row(const Snapshot& snapshot, const catalogue::Site& site,
                              const catalogue::OpeningState& opening, const QString& room = {});
    /// "0.6 公里" from here; empty when it is not known where one of the two stands.
    static QString distance(const Snapshot& snapshot, const catalogue::Site& site);
    /// Name and phone of the nearest other site with counters; empty when there is none.
    static QString nearestStaffed(const Snapshot& snapshot);
    /// `at_counter` in a house that has counters. Elsewhere it would send people to nobody: there `fact`, what of it
    /// holds all the same, and the nearest centre that has some.
    static QString counterOr(const Snapshot& snapshot, const QString& at_counter, const QString& fact = {});
};

} // namespace onestop::viewmodels
