// SPDX-License-Identifier: Apache-2.0
// Figures typed on the keypad, in groups as people read them, and wiped with the session: a query code or a telephone
// number.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

namespace onestop::viewmodels {

class DigitsViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view-models")
    Q_PROPERTY(QString shown READ shown NOTIFY changed)
    Q_PROPERTY(bool enough READ isEnough NOTIFY changed)

public:
    /// `least` and `most` figures; shown as a group of `first`, then groups of four.
    DigitsViewModel(int least, int most, int first, QObject* parent = nullptr)
        : QObject(parent), least_(least), most_(most), first_(first) {}

    QString shown() const;
    bool isEnough() const { return digits_.size() >= least_; }
    const QString& digits() const { return digits_; }

    Q_INVOKABLE void type(const QString& digit);
    Q_INVOKABLE void erase();
    Q_INVOKABLE void clear();

signals:
    void changed();

private:
    int least_;
    int most_;
    int first_;
    QString digits_;
};

} // namespace onestop::viewmodels
