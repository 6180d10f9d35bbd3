// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/item_view_model.h"

#include <QStringList>

#include <utility>

#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

namespace {

using namespace std::chrono;

bool isReviewed(const catalogue::ServiceItem& item, events::WallTime now) {
    return item.reviewed_at && sys_days{*item.reviewed_at} + days{366} > floor<days>(now);
}

bool canPrint(flows::DeviceHealth printer) {
    return printer == flows::DeviceHealth::Ready || printer == flows::DeviceHealth::PaperNearEnd;
}

} // namespace

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
    shown.place = words.in(item.place);
    if (business && !business->counters.empty())
        shown.place += (shown.place.isEmpty() ? QString() : QStringLiteral("\n")) + words.counters(business->counters);
    shown.hours = words.in(item.schedule_note);
    if (shown.hours.isEmpty() && item.schedules) shown.hours = words.hours(*item.schedules);
    if (shown.hours.isEmpty() && catalogue.ownSite()) shown.hours = words.hours(catalogue.ownSite()->opening_hours);
    shown.ticket_offered = business != nullptr;
    if (business) {
        const auto* queue = state.queue ? state.queue->business(business->letter) : nullptr;
        if (queue)
            shown.queue = queue->waiting == 0 ? tr("不用等")
                          : queue->wait       ? tr("%1 人 · 约 %2").arg(queue->waiting).arg(words.wait(*queue->wait))
                                              : tr("%1 人").arg(queue->waiting);
        auto opening = catalogue.openingOfItem(item, state.now);
        if (opening.open) opening = catalogue.openingOfBusiness(*business, state.now);
        if (!opening.open) shown.refusal = tr("现在不办。%1").arg(words.opensNext(opening, state.now));
    }
    shown.card_consent = state.greeting ? tr("您刷的身份证只用来防止重复取号，走了就清除。")
                         : state.reader.health == flows::DeviceHealth::Ready
                             ? tr("不刷身份证也能取号。刷了，只用来防止重复取号。")
                             : tr("不用刷身份证，直接取号。");
    if (!isReviewed(item, state.now))
        shown.caution =
            Sites::counterOr(snapshot, tr("这份指南一年没有核对过，以窗口为准。"), tr("这份指南一年没有核对过。"));
    shown.print_offered = canPrint(state.printer.health);
    switch (state.guide_print) {
    case flows::PrintProgress::None:
        break;
    case flows::PrintProgress::Printing:
        shown.printing = tr("指南正在打印，请稍等。");
        break;
    case flows::PrintProgress::Printed:
        shown.printing = tr("指南打好了，请取走。");
        break;
    case flows::PrintProgress::Unknown:
        shown.printing = tr("指南可能没有打好，请看一下出纸口。");
        break;
    case flows::PrintProgress::Failed:
        shown.printing = tr("指南没有打出来。要不要再试一次？");
        break;
    }
    return shown;
}

QString ItemViewModel::shareText(const Shown& shown, const Snapshot& snapshot) const {
    QStringList lines{shown.name};
    for (const auto& row : materials_.rows()) {
        const QString note = row.at(1).toString();
        lines << QStringLiteral("· ") + row.at(0).toString() + (note.isEmpty() ? note : tr("（%1）").arg(note));
    }
    lines << shown.place << shown.hours;
    if (const auto* site = snapshot.catalogue()->ownSite())
        lines << snapshot.words.in(site->name) + QLatin1Char(' ') + QString::fromStdString(site->phone);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void ItemViewModel::update(const Snapshot& snapshot) {
    const auto* item = snapshot.catalogue() ? snapshot.catalogue()->item(item_id_) : nullptr;
    Shown shown = item ? derive(snapshot, *item) : Shown{};
    std::vector<RowsModel::Row> materials;
    if (item) {
        for (const auto& material : item->materials)
            materials.push_back({snapshot.words.in(material.name), snapshot.words.in(material.note)});
    }
    materials_.setRows(std::move(materials));
    if (item) shown.share = shareText(shown, snapshot);
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
