// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/search_view_model.h"

#include <QStringList>

#include <utility>

#include "kiosk/viewmodels/places.h"
#include "sync/catalogue/audience.h"

namespace onestop::viewmodels {

using catalogue::LocalizedText;
using search::Field;

namespace {

constexpr int kLongestQuery = 24; ///< what fits into its field

void addText(search::GuideSearch& search, std::size_t document, Field field, const LocalizedText& text) {
    search.add(document, field, text.zh_hans);
    if (text.zh_hant != text.zh_hans) search.add(document, field, text.zh_hant);
    search.add(document, field, text.en);
}

void addAudience(search::GuideSearch& search, std::size_t document, const std::vector<std::string>& codes) {
    for (const auto& code : codes) {
        if (const auto words = catalogue::audienceText(code)) addText(search, document, Field::Department, *words);
    }
}

} // namespace

void SearchViewModel::read(const catalogue::Catalogue& catalogue) {
    search_.clear();
    documents_.clear();
    for (std::size_t i = 0; i < catalogue.sites.size(); ++i) { // first: a house comes before what is done in it
        const auto document = documents_.size();
        documents_.push_back({Kind::Site, i});
        addText(search_, document, Field::Place, catalogue.sites[i].name);
        addText(search_, document, Field::Place, catalogue.sites[i].address);
    }
    for (std::size_t i = 0; i < catalogue.items.size(); ++i) {
        const auto& item = catalogue.items[i];
        const auto document = documents_.size();
        documents_.push_back({Kind::Item, i});
        addText(search_, document, Field::Name, item.name);
        addText(search_, document, Field::Department, item.department);
        addAudience(search_, document, item.audience);
        addText(search_, document, Field::Place, item.place);
        addPlaces(document, catalogue, item);
        addText(search_, document, Field::Content, item.description);
        for (const auto& material : item.materials)
            addText(search_, document, Field::Content, material.name);
    }
    for (std::size_t i = 0; i < catalogue.activities.size(); ++i) {
        const auto& activity = catalogue.activities[i];
        const auto document = documents_.size();
        documents_.push_back({Kind::Activity, i});
        addText(search_, document, Field::Name, activity.title);
        addText(search_, document, Field::Department, activity.host);
        addAudience(search_, document, activity.audience);
        addText(search_, document, Field::Place, activity.place);
        addText(search_, document, Field::Content, activity.description);
    }
}

void SearchViewModel::addPlaces(std::size_t document, const catalogue::Catalogue& catalogue,
                                const catalogue::ServiceItem& item) {
    for (const auto& place : item.places) {
        addText(search_, document, Field::Place, place.place);
        if (const auto* site = catalogue.site(place.site_id)) addText(search_, document, Field::Place, site->name);
    }
}

RowsModel::Row SearchViewModel::row(const Snapshot& snapshot, const Document& document) const {
    const auto& [state, words] = snapshot;
    const auto line = [&](std::initializer_list<QString> parts) {
        QStringList texts(parts);
        texts.removeAll(QString());
        return texts.join(tr(" · "));
    };
    if (document.kind == Kind::Item) {
        const auto& item = read_->items[document.index];
        return {QStringLiteral("item"), QString::fromStdString(item.item_id), words.in(item.name),
                line({words.in(item.department), Places::where(snapshot, item)}), QStringLiteral("menu_book")};
    }
    if (document.kind == Kind::Activity) {
        const auto& activity = read_->activities[document.index];
        return {QStringLiteral("activity"), QString::fromStdString(activity.activity_id), words.in(activity.title),
                line({tr("活动"), words.in(activity.place)}), QStringLiteral("event_note")};
    }
    const auto& site = read_->sites[document.index];
    return {QStringLiteral("site"), QString::fromStdString(site.site_id), words.in(site.name), words.in(site.address),
            QStringLiteral("place")};
}

void SearchViewModel::setQuery(QString query) {
    if (query == query_) return;
    query_ = std::move(query);
    emit changed();
    emit queryChanged();
}

void SearchViewModel::type(const QString& characters) { setQuery((query_ + characters).left(kLongestQuery)); }

void SearchViewModel::erase() { setQuery(query_.chopped(query_.isEmpty() ? 0 : 1)); }

void SearchViewModel::clear() { setQuery({}); }

void SearchViewModel::open(const Snapshot& snapshot) {
    if (read_ != snapshot.state.catalogue) {
        read_ = snapshot.state.catalogue;
        if (read_)
            read(*read_);
        else
            search_.clear();
    }
    update(snapshot);
}

void SearchViewModel::reset() {
    query_.fill(QLatin1Char(' ')); // what was typed does not stay in memory either
    query_.clear();
    answer_.clear();
    results_.setRows({});
    emit changed();
}

void SearchViewModel::update(const Snapshot& snapshot) {
    if (!read_ && query_.isEmpty()) return;
    if (read_ != snapshot.state.catalogue) return open(snapshot);
    std::vector<RowsModel::Row> rows;
    QString answer;
    if (query_.trimmed().isEmpty()) {
        answer = tr("打拼音、首字母或英文都行：老年人优待证可以打 lnr");
    } else if (!read_) {
        answer = tr("清单还没收到，请点“叫人帮忙”");
    } else {
        for (const auto& hit : search_.find(query_.toStdString(), kMost))
            rows.push_back(row(snapshot, documents_[hit.document]));
        answer = rows.empty() ? tr("没有找到“%1”。少打几个字试试，或点“叫人帮忙”。").arg(query_)
                 : rows.size() == kMost ? tr("找到很多，再打一个字")
                                        : tr("找到 %1 项").arg(rows.size());
    }
    results_.setRows(std::move(rows));
    if (std::exchange(answer_, answer) != answer) emit changed();
}

} // namespace onestop::viewmodels
