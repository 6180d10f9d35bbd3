// SPDX-License-Identifier: Apache-2.0
// The state of this kiosk for whoever looks after it: each device, paper, network, time, list, version; since when, and
// why. Rows: icon, caption, value, tone.
#pragma once

#include <QCoreApplication>

#include <vector>

#include "kiosk/flows/staff_desk.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class StaffOverview {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::StaffOverview)

public:
    static QList<QByteArray> roles() { return {"icon", "caption", "value", "tone"}; }
    static std::vector<RowsModel::Row> rows(const Snapshot& snapshot, const flows::StaffState& staff);

private:
    static QString deviceText(flows::DeviceHealth health);
    static QString linkText(flows::Link link);
    static QString paperText(const flows::StaffState& staff);
    static QString catalogueText(const Snapshot& snapshot);
};

} // namespace onestop::viewmodels
