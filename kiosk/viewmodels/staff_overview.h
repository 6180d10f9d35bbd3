// SPDX-License-Identifier: Apache-2.0
// The state of this kiosk for whoever looks after it: each device, paper, network, certificate, time, list, version;
// since when, and why. Rows: icon, caption, value, tone.
#pragma once

#include <QCoreApplication>

#include <utility>
#include <vector>

#include "kiosk/flows/staff_desk.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class StaffOverview {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::StaffOverview)

public:
    static QList<QByteArray> roles() { return {"icon", "caption", "value", "tone"}; }
    static std::vector<RowsModel::Row> rows(const Snapshot& snapshot, const flows::StaffState& staff);
    /// How a device does and what to do about it.
    static QString deviceText(flows::DeviceHealth health);

private:
    static QString linkText(flows::Link link);
    static QString paperText(const flows::StaffState& staff);
    static QString catalogueText(const Snapshot& snapshot);
    /// Of this machine's certificate, and how serious that is.
    static std::pair<QString, Tone> certificateText(const Snapshot& snapshot);
};

} // namespace onestop::viewmodels
