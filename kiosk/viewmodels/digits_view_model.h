// SPDX-License-Identifier: Apache-2.0
// Figures typed on the keypad, in groups as people read them, and wiped with the session: a query code, a telephone
// number, the figures of a check-in code.
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
    /// `least` and `most` figures; shown as a group of `first`, then groups of `group`.
    DigitsViewModel(int least, int most, int first, int group = 4, QObject* parent = nullptr)
        : QObject(parent), least_(least), most_(most), first_(first), group_(group) {}

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
    int group_;
    QString digits_;
};

} // namespace onestop::viewmodels
