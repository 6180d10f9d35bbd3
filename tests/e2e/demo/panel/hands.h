// SPDX-License-Identifier: Apache-2.0
// The panel's connection to the emulator: sends what a person does, and looks at the devices twice a second.
#pragma once

#include <QLocalSocket>
#include <QObject>
#include <QTimer>
#include <QVariantMap>

namespace onestop::demo {

class Hands final : public QObject {
    Q_OBJECT
    /// By device name, as {"do":"status"} answers; empty while the emulator is not there.
    Q_PROPERTY(QVariantMap devices READ devices NOTIFY devicesChanged)
    /// What the emulator refused last, or why it cannot be reached; empty when all is well.
    Q_PROPERTY(QString complaint READ complaint NOTIFY complaintChanged)
    /// The text of the visitor's QR.
    Q_PROPERTY(QString code READ code CONSTANT)

public:
    Hands(const QString& control, const QString& code);

    QVariantMap devices() const { return devices_; }
    QString complaint() const { return complaint_; }
    QString code() const { return code_; }

    /// One request of drivers/emulation/README.md.
    Q_INVOKABLE void act(const QVariantMap& request);

signals:
    void devicesChanged();
    void complaintChanged();

private:
    void send(const QVariantMap& request);
    void read();
    void complain(const QString& what);

    QString control_;
    QString code_;
    QLocalSocket socket_;
    QTimer look_;
    QVariantMap devices_;
    QString complaint_;
};

} // namespace onestop::demo
