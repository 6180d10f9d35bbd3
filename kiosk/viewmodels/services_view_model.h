// SPDX-License-Identifier: Apache-2.0
// 服务清单: what happens here in the coming weeks, for whom, and how old the list is.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class ServicesViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(onestop::viewmodels::RowsModel* sessions READ sessions CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* audiences READ audiences CONSTANT)
    Q_PROPERTY(QString asOf READ asOf NOTIFY changed)

public:
    explicit ServicesViewModel(QObject* parent = nullptr);

    RowsModel* sessions() { return &sessions_; }
    RowsModel* audiences() { return &audiences_; }
    QString asOf() const { return as_of_; }

    /// Empty: for everybody.
    Q_INVOKABLE void chooseAudience(const QString& code);
    void reset() { chooseAudience({}); }
    void update(const Snapshot& snapshot);

signals:
    void changed();
    void filterChanged();

private:
    RowsModel sessions_;
    RowsModel audiences_{{"code", "label", "chosen"}};
    std::string audience_;
    QString as_of_;
};

} // namespace onestop::viewmodels
