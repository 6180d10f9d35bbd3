// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/site_view_model.h"

#include <QStringList>

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/activities.h"
#include "kiosk/viewmodels/screen_enums.h"
#include "sync/catalogue/item_places.h"

namespace onestop::viewmodels {

namespace {

constexpr int kDaysShown = 7;
constexpr int kNamesShown = 4; ///< of a room: more is for search

struct Room {
    catalogue::LocalizedText name;
    QStringList what;
};

void addTo(std::vector<Room>& rooms, const catalogue::LocalizedText& place, const QString& what) {
    if (place.empty()) return;
    auto room = std::ranges::find(rooms, place, &Room::name);
    if (room == rooms.end()) room = rooms.insert(room, {place, {}});
    if (room->what.size() <= kNamesShown && !room->what.contains(what)) room->what << what;
}

std::vector<RowsModel::Row> machinesOf(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    std::vector<RowsModel::Row> rows;
    const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr;
    if (site == nullptr) return rows;
    for (const auto& machine : site->cert_machines) {
        const auto fault = state.catalogue->outOfOrder(machine, state.now);
        QString status = SiteViewModel::tr("现在可以用");
        if (fault)
            status = SiteViewModel::tr("现在用不了：%1").arg(words.in(fault->reason));
        else if (!state.opening.open)
            status = SiteViewModel::tr("中心开门时可以用");
        const auto tone = fault ? Tone::Attention : state.opening.open ? Tone::Good : Tone::Plain;
        rows.push_back({words.in(machine.place), words.in(machine.offers), words.in(machine.bring), status,
                        static_cast<int>(tone)});
    }
    return rows;
}

} // namespace

void SiteViewModel::update(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    Shown shown;
    //: The name of the centre while no catalogue has arrived yet
    shown.name = tr("党群服务中心");
    shown.open = state.opening.open;
    if (const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr) {
        shown.name = words.in(site->name);
        shown.opening = words.opening(state.opening, state.now);
        shown.hours = words.hours(site->opening_hours);
        shown.address = words.in(site->address);
        shown.phone = QString::fromStdString(site->phone);
    }
    const auto last = after(localDate(state.now), kDaysShown - 1);
    if (state.catalogue && !state.catalogue->calendar.knows(std::chrono::year_month_day{last}.year()))
        shown.doubt =
            tr("%1 年的节假日还没公布，到时请先打电话问一下。").arg(int(std::chrono::year_month_day{last}.year()));
    shown.time = words.time(state.now);
    shown.date = state.clock_unsure ? tr("时间待校准") : words.date(state.now);
    cert_machines_.setRows(machinesOf(snapshot));
    if (std::exchange(shown_, shown) != shown) emit changed();
}

void SiteViewModel::list(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    std::vector<RowsModel::Row> week;
    std::vector<Room> rooms;
    if (const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr) {
        for (int i = 0; i < kDaysShown; ++i) {
            const std::chrono::year_month_day date{after(localDate(state.now), i)};
            const auto hours = catalogue::hoursOn(site->opening_hours, state.catalogue->calendar, date);
            const auto day = state.catalogue->calendar.at(date);
            QString note = words.in(day.name);
            if (day.kind == catalogue::DayKind::ShiftWorkday) note = tr("调休上班");
            const auto changed =
                std::ranges::find(site->opening_hours.overrides, date, &catalogue::DatedOverride::date);
            if (changed != site->opening_hours.overrides.end()) note = words.in(changed->reason);
            const bool open = !hours.intervals.empty();
            week.push_back({i == 0 ? tr("今天") : words.date(date),
                            open ? words.intervals(hours.intervals) : tr("不开放"), note, i == 0, open});
        }
        for (const auto& item : state.catalogue->items) {
            if (catalogue::isDoneHere(*state.catalogue, item))
                addTo(rooms, catalogue::roomHere(*state.catalogue, item), words.in(item.name));
        }
        for (const auto& activity : state.catalogue->activities)
            addTo(rooms, activity.place, words.in(activity.title));
    }
    std::vector<RowsModel::Row> rows;
    for (const auto& room : rooms) {
        const bool more = room.what.size() > kNamesShown;
        rows.push_back(
            {words.in(room.name), room.what.mid(0, kNamesShown).join(tr("、")) + (more ? tr("等") : QString())});
    }
    week_.setRows(std::move(week));
    rooms_.setRows(std::move(rows));
    auto plans = FloorPlans::of(snapshot);
    areas_.setRows(std::move(plans.areas));
    floors_.setRows(std::move(plans.floors));
}

} // namespace onestop::viewmodels
