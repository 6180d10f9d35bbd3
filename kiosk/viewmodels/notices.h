// SPDX-License-Identifier: Apache-2.0
// What cannot be done now, why, since when and what one can do instead: one row for each, worst first (DESIGN 4.6).
// Rows: text, icon, tone.
#pragma once

#include <QCoreApplication>

#include <vector>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class Notices {
    Q_DECLARE_TR_FUNCTIONS(onestop::viewmodels::Notices)

public:
    static QList<QByteArray> roles() { return {"text", "icon", "tone"}; }
    static std::vector<RowsModel::Row> rows(const Snapshot& snapshot);

private:
    static QString printerText(const Snapshot& snapshot);
    static QString readerText(const Snapshot& snapshot);
    static QString scannerText(const Snapshot& snapshot);
    static QString cardText(flows::CardNotice notice);
    static QString linkText(const Snapshot& snapshot);
};

} // namespace onestop::viewmodels
