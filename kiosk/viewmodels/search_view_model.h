// SPDX-License-Identifier: Apache-2.0
// Search over the whole guide while it is typed: items, this month's activities, and the places of the district.
// What was typed and what was found is wiped with the session.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/search/guide_search.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class SearchViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString query READ query NOTIFY changed)
    Q_PROPERTY(QString answer READ answer NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* results READ results CONSTANT)

public:
    /// More would not be read: better type one letter more.
    static constexpr std::size_t kMost = 40;

    explicit SearchViewModel(QObject* parent = nullptr) : QObject(parent) {}

    QString query() const { return query_; }
    /// "找到 3 项", or what to do instead; before the first key how to type.
    QString answer() const { return answer_; }
    /// kind (item, activity, site), target (its id), name, detail, icon.
    RowsModel* results() { return &results_; }

    Q_INVOKABLE void type(const QString& characters);
    Q_INVOKABLE void erase();
    Q_INVOKABLE void clear();

    /// The page is open: what the catalogue holds is read, and read again when it changes.
    void open(const Snapshot& snapshot);
    void reset();
    void update(const Snapshot& snapshot);

signals:
    void changed();
    void queryChanged();

private:
    enum class Kind { Item, Activity, Site };
    struct Document {
        Kind kind;
        std::size_t index;
    };
    void read(const catalogue::Catalogue& catalogue);
    void addPlaces(std::size_t document, const catalogue::Catalogue& catalogue, const catalogue::ServiceItem& item);
    RowsModel::Row row(const Snapshot& snapshot, const Document& document) const;
    void setQuery(QString query);

    search::GuideSearch search_;
    std::vector<Document> documents_;
    std::shared_ptr<const catalogue::Catalogue> read_;
    QString query_;
    QString answer_;
    RowsModel results_{{"kind", "target", "name", "detail", "icon"}};
};

} // namespace onestop::viewmodels
