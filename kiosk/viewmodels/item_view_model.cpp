// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/item_view_model.h"

#include <QStringList>

#include <utility>

#include "kiosk/viewmodels/places.h"
#include "kiosk/viewmodels/sites.h"
#include "sync/catalogue/item_places.h"

namespace onestop::viewmodels {

namespace {

using namespace std::chrono;

bool isReviewed(const catalogue::ServiceItem& item, events::WallTime now) {
    return item.reviewed_at && sys_days{*item.reviewed_at} + days{366} > floor<days>(now);
}

QString hoursText(const Words& words, const catalogue::ServiceItem& item, const catalogue::PlaceToGo& to) {
    QString hours;
    if (to.note_holds) hours = words.in(item.schedule_note);
    if (hours.isEmpty() && to.hours) hours = words.hours(*to.hours);
    if (hours.isEmpty() && to.house) hours = words.hours(to.house->opening_hours);
    return hours;
}

} // namespace

ItemViewModel::ItemViewModel(QObject* parent) : QObject(parent), places_(Sites::roles()) {}

void ItemViewModel::tellPlaces(const Snapshot& snapshot, const catalogue::ServiceItem& item, Shown& shown) const {
    const auto& words = snapshot.words;
    const auto to = catalogue::placeToGo(*snapshot.catalogue(), item);
    const QString nearest = Places::nearest(snapshot, item);
    shown.hours = hoursText(words, item, to);
    if (to.room) shown.place = words.in(*to.room);
    if (to.here) {
        if (!nearest.isEmpty()) shown.nearest = tr("最近：%1").arg(nearest);
    } else {
        if (to.house) shown.place.prepend(words.in(to.house->name) + QLatin1Char('\n'));
        shown.place = shown.place.trimmed();
        shown.absence = nearest.isEmpty() ? tr("这里不办，请点“叫人帮忙”。") : tr("这里不办。最近的：%1").arg(nearest);
    }
    if (const int others = places_.count(); others > 0)
        shown.elsewhere = to.here ? tr("别处也能办：%1 处").arg(others) : tr("能办的地方：%1 处").arg(others);
}

ItemViewModel::Shown ItemViewModel::derive(const Snapshot& snapshot, const catalogue::ServiceItem& item) const {
    const auto& [state, words] = snapshot;
    const auto& catalogue = *state.catalogue;
    const auto* business = catalogue.queue_plan.businessOfItem(item.item_id);
    Shown shown;
    shown.name = words.in(item.name);
    shown.description = words.in(item.description);
    shown.department = words.in(item.department);
    shown.fee = words.in(item.fee);
    shown.audience = words.audience(item.audience);
    tellPlaces(snapshot, item, shown);
    if (business && !business->counters.empty())
        shown.place += (shown.place.isEmpty() ? QString() : QStringLiteral("\n")) + words.counters(business->counters);
    shown.ticket_offered = business != nullptr;
    if (business) {
        const auto* queue = state.queue ? state.queue->business(business->letter) : nullptr;
        if (queue)
            shown.queue = queue->waiting == 0 ? tr("不用等")
                          : queue->wait       ? tr("%1 人 · 约 %2").arg(queue->waiting).arg(words.wait(*queue->wait))
                                              : tr("%1 人").arg(queue->waiting);
        if (const auto opening = catalogue.openingForNumbers(item, state.now); !opening.open) {
            shown.refusal = tr("现在不办。%1").arg(words.opensNext(opening, state.now));
        } else if (state.given_out.contains(business->letter)) {
            const auto tomorrow = catalogue::serviceDayOf(state.now).next().begins();
            shown.refusal =
                tr("今天的号取完了。%1").arg(words.opensNext(catalogue.openingForNumbers(item, tomorrow), state.now));
        }
    }
    shown.card_consent = state.greeting ? tr("您刷的身份证只用来防止重复取号，走了就清除。")
                         : state.reader.health == flows::DeviceHealth::Ready
                             ? tr("不刷身份证也能取号。刷了，只用来防止重复取号。")
                             : tr("不用刷身份证，直接取号。");
    if (!isReviewed(item, state.now))
        shown.caution =
            Sites::counterOr(snapshot, tr("这份指南一年没有核对过，以窗口为准。"), tr("这份指南一年没有核对过。"));
    shown.print_offered = snapshot.canPrint();
    if (state.printed_page == item.item_id) shown.printing = words.printing(state.guide_print);
    return shown;
}

QString ItemViewModel::shareText(const Shown& shown, const Snapshot& snapshot,
                                 const catalogue::ServiceItem& item) const {
    QStringList lines{shown.name};
    for (const auto& row : materials_.rows()) {
        const QString note = row.at(1).toString();
        lines << QStringLiteral("· ") + row.at(0).toString() + (note.isEmpty() ? note : tr("（%1）").arg(note));
    }
    const auto& words = snapshot.words;
    const auto to = catalogue::placeToGo(*snapshot.catalogue(), item);
    lines << (to.here ? shown.place : to.room ? words.in(*to.room) : QString()) << shown.hours;
    if (to.house) lines << words.in(to.house->name) + QLatin1Char(' ') + QString::fromStdString(to.house->phone);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void ItemViewModel::update(const Snapshot& snapshot) {
    const auto* item = snapshot.catalogue() ? snapshot.catalogue()->item(item_id_) : nullptr;
    places_.setRows(item ? Places::rows(snapshot, *item) : std::vector<RowsModel::Row>());
    Shown shown = item ? derive(snapshot, *item) : Shown{};
    std::vector<RowsModel::Row> materials;
    if (item) {
        for (const auto& material : item->materials)
            materials.push_back({snapshot.words.in(material.name), snapshot.words.in(material.note)});
    }
    materials_.setRows(std::move(materials));
    if (item) shown.share = shareText(shown, snapshot, *item);
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
