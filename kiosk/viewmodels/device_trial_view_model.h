// SPDX-License-Identifier: Apache-2.0
// The staff's page 试设备: does the printer print, the reader read, the scanner scan? A row for each device: what to
// do, how it ended. It says that a card or a code was read, never what stands on it.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/flows/staff_desk.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class DeviceTrialViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(onestop::viewmodels::RowsModel* devices READ devices CONSTANT)

public:
    /// `desk`: outlives this; nullptr: this program has none.
    explicit DeviceTrialViewModel(flows::StaffDesk* desk, QObject* parent = nullptr);

    /// Printer, reader, scanner, while staff is in: icon, caption, value, tone, action, available.
    RowsModel* devices() { return &devices_; }

    /// The action of this row.
    Q_INVOKABLE void begin(int row);

    /// The page is left: nobody looks at a trial any more.
    void leave();
    void update(const Snapshot& snapshot);

private:
    struct Said {
        QString value;
        Tone tone;
    };
    static Said printed(flows::PrintProgress print);
    static Said tried(const flows::Trial& trial, flows::TrialDevice device, flows::DeviceHealth health);
    static QString hint(flows::TrialDevice device);
    static QString invitation(const flows::Trial& trial);
    static QString readText(const flows::Trial& trial);

    flows::StaffDesk* desk_;
    RowsModel devices_{{"icon", "caption", "value", "tone", "action", "available"}};
};

} // namespace onestop::viewmodels
