// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/rows_model.h"

#include <algorithm>

namespace onestop::viewmodels {

RowsModel::RowsModel(QList<QByteArray> roles, QObject* parent) : QAbstractListModel(parent), roles_(std::move(roles)) {}

void RowsModel::setRows(std::vector<Row> rows) {
    const int before = count();
    const int after = static_cast<int>(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        rows_.resize(static_cast<std::size_t>(after));
        endRemoveRows();
    }
    for (int i = 0; i < std::min(before, after); ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (rows_[at] == rows[at]) continue;
        rows_[at] = std::move(rows[at]);
        emit dataChanged(index(i), index(i));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        rows_.insert(rows_.end(), std::make_move_iterator(rows.begin() + before), std::make_move_iterator(rows.end()));
        endInsertRows();
    }
    if (after != before) emit countChanged();
}

int RowsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant RowsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    return rows_[static_cast<std::size_t>(index.row())].value(role - Qt::UserRole);
}

QHash<int, QByteArray> RowsModel::roleNames() const {
    QHash<int, QByteArray> names;
    for (qsizetype i = 0; i < roles_.size(); ++i)
        names[Qt::UserRole + static_cast<int>(i)] = roles_[i];
    return names;
}

} // namespace onestop::viewmodels
