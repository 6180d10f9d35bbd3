// SPDX-License-Identifier: Apache-2.0
// Promises: whatever list follows whatever list, a view that hears only of the changes has the rows that are there, and
// is told of nothing that stayed. Every list of the screen is one of these.
#include "kiosk/viewmodels/rows_model.h"

#include <random>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/support/catch.h"

using namespace onestop::viewmodels;
using Rows = std::vector<RowsModel::Row>;

namespace {

/// What a view has that begins empty and heeds the model's signals only.
class View {
public:
    explicit View(RowsModel& model) : model_(model) {
        QObject::connect(&model, &RowsModel::rowsInserted, [this](const QModelIndex&, int first, int last) {
            for (int row = first; row <= last; ++row)
                seen_.insert(seen_.begin() + row, rowOf(row));
        });
        QObject::connect(&model, &RowsModel::rowsRemoved, [this](const QModelIndex&, int first, int last) {
            seen_.erase(seen_.begin() + first, seen_.begin() + last + 1);
        });
        QObject::connect(&model, &RowsModel::rowsMoved,
                         [](const QModelIndex&, int, int, const QModelIndex&, int) { FAIL("rows do not move"); });
        QObject::connect(&model, &RowsModel::dataChanged, [this](const QModelIndex& first, const QModelIndex& last) {
            for (int row = first.row(); row <= last.row(); ++row)
                seen_.at(static_cast<std::size_t>(row)) = rowOf(row);
        });
        QObject::connect(&model, &RowsModel::modelReset, [this] {
            seen_.clear();
            for (int row = 0; row < model_.rowCount(); ++row)
                seen_.push_back(rowOf(row));
        });
    }

    const Rows& seen() const { return seen_; }

private:
    RowsModel::Row rowOf(int row) const {
        const auto index = model_.index(row);
        return {model_.data(index, Qt::UserRole), model_.data(index, Qt::UserRole + 1)};
    }

    RowsModel& model_;
    Rows seen_;
};

Rows anyRows(std::mt19937& chance) {
    Rows rows(chance() % 6);
    for (auto& row : rows)
        row = {QString(QChar(u'a' + static_cast<char16_t>(chance() % 3))), static_cast<int>(chance() % 2)};
    return rows;
}

} // namespace

TEST_CASE("a view that hears of the changes only has the rows that are there") {
    RowsModel model({"name", "count"});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const View view(model);
    const QHash<int, QByteArray> names = model.roleNames();
    REQUIRE(names.value(Qt::UserRole) == "name");
    REQUIRE(names.value(Qt::UserRole + 1) == "count");
    std::mt19937 chance(20261201); // NOLINT(cert-msc51-cpp): the same sequences each time
    for (int i = 0; i < 2000; ++i) {
        const Rows rows = anyRows(chance);
        const int before = model.count();
        QSignalSpy counted(&model, &RowsModel::countChanged);
        model.setRows(rows);
        REQUIRE(model.rows() == rows);
        REQUIRE(view.seen() == rows);
        REQUIRE(counted.count() == (model.count() == before ? 0 : 1));
    }
}

TEST_CASE("the tick of a clock moves nothing") {
    RowsModel model({"name", "count"});
    model.setRows({{"a", 1}, {"b", 2}, {"c", 3}});
    QSignalSpy changed(&model, &RowsModel::dataChanged);
    QSignalSpy reset(&model, &RowsModel::modelReset);
    model.setRows({{"a", 1}, {"b", 2}, {"c", 3}});
    CHECK(changed.empty());
    model.setRows({{"a", 1}, {"b", 5}, {"c", 3}});
    REQUIRE(changed.count() == 1);
    CHECK(changed[0][0].toModelIndex().row() == 1);
    CHECK(changed[0][1].toModelIndex().row() == 1);
    CHECK(reset.empty());
}
