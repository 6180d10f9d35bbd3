// SPDX-License-Identifier: Apache-2.0
// A list for the screen: rows of values under named roles. It tells its views only what really changed, so that the
// tick of a clock moves nothing.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>

#include <vector>

namespace onestop::viewmodels {

class RowsModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the view-models")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    using Row = QVariantList; ///< one value for each role, in their order

    explicit RowsModel(QList<QByteArray> roles, QObject* parent = nullptr);

    int count() const { return static_cast<int>(rows_.size()); }
    const std::vector<Row>& rows() const { return rows_; }
    void setRows(std::vector<Row> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();

private:
    QList<QByteArray> roles_;
    std::vector<Row> rows_;
};

} // namespace onestop::viewmodels
