// SPDX-License-Identifier: Apache-2.0
// What happens here: today's next sessions for the home page, the whole month for 服务清单.
// Rows: day, time, title, detail, badge, tone; `day` is empty where it repeats the row above.
#pragma once

#include <QCoreApplication>

#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class Activities {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Activities)

public:
    static QList<QByteArray> roles() { return {"day", "time", "title", "detail", "badge", "tone"}; }
    /// Sessions of today's service day that have not ended, in order of time.
    static std::vector<RowsModel::Row> today(const Snapshot& snapshot);
    /// Sessions that have not ended, within `days` from now and, when not empty, for `audience`.
    static std::vector<RowsModel::Row> coming(const Snapshot& snapshot, int days, const std::string& audience);
};

} // namespace onestop::viewmodels
