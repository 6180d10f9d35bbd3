// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/activities.h"

#include <algorithm>

#include "sync/catalogue/activity_sessions.h"

namespace onestop::viewmodels {

using std::chrono::days;
using std::chrono::year_month_day;

namespace {

using namespace std::chrono_literals;

struct Entry {
    const catalogue::Activity* activity;
    const catalogue::ActivitySession* session;
};

flows::PlacesHere placesOf(const Snapshot& snapshot, const catalogue::ActivitySession& session) {
    const auto here = snapshot.state.places.find(session.activity_session_id);
    return here == snapshot.state.places.end() ? flows::PlacesHere{} : here->second;
}

bool isFor(const catalogue::Activity& activity, const ActivityFilter& filter) {
    const bool host = filter.host.empty() || activity.host.zh_hans == filter.host;
    return host && (filter.audience.empty() || std::ranges::any_of(activity.audience, [&](const auto& code) {
                        return code == filter.audience || code == "all";
                    }));
}

std::vector<Entry> entries(const Snapshot& snapshot, const ActivityFilter& filter) {
    std::vector<Entry> found;
    const auto* catalogue = snapshot.catalogue();
    if (!catalogue) return found;
    const auto from = std::max(filter.from, snapshot.state.now);
    for (const auto& activity : filter.neighbours ? catalogue->neighbour_activities : catalogue->activities) {
        if (!isFor(activity, filter)) continue;
        for (const auto& session : activity.sessions) {
            if (filter.bookable && !Activities::roomOf(snapshot, session, !filter.neighbours).bookable) continue;
            if (session.ends_at > from && session.begins_at < filter.until) found.push_back({&activity, &session});
        }
    }
    std::ranges::stable_sort(found, {}, [](const Entry& each) { return each.session->begins_at; });
    return found;
}

} // namespace

year_month_day localDate(events::WallTime at) {
    return year_month_day{std::chrono::floor<days>(catalogue::localTime(at))};
}

events::WallTime beginOf(year_month_day date) { return catalogue::wallTime(std::chrono::local_days{date}); }

std::vector<RowsModel::Row> Activities::today(const Snapshot& snapshot) {
    const auto day = catalogue::serviceDayOf(snapshot.state.now);
    return wanted(snapshot, {.from = day.begins(), .until = day.begins() + 24h});
}

std::vector<RowsModel::Row> Activities::wanted(const Snapshot& snapshot, const ActivityFilter& filter) {
    const auto& [state, words] = snapshot;
    std::vector<RowsModel::Row> rows;
    QString last_day;
    for (const auto& [activity, session] : entries(snapshot, filter)) {
        const QString day = words.date(std::max(session->begins_at, std::max(filter.from, state.now)));
        QStringList detail;
        if (const auto* site = filter.neighbours ? state.catalogue->site(activity->site_id) : nullptr)
            detail << words.in(site->name);
        if (const auto place = words.in(activity->place); !place.isEmpty()) detail << place;
        if (const auto audience = words.audience(activity->audience); !audience.isEmpty()) detail << audience;
        const Room room = roomOf(snapshot, *session, !filter.neighbours);
        rows.push_back({day == last_day ? QString() : day, words.beginning(*session), words.in(activity->title),
                        detail.join(tr(" · ")), room.badge, static_cast<int>(room.tone),
                        QString::fromStdString(activity->activity_id),
                        QString::fromStdString(session->activity_session_id)});
        last_day = day;
    }
    return rows;
}

Activities::Room Activities::roomOf(const Snapshot& snapshot, const catalogue::ActivitySession& session, bool here) {
    const auto now = snapshot.state.now;
    if (session.begins_at <= now) return {tr("正在进行"), Tone::Good};
    if (!here || !catalogue::isBookable(session, now))
        return {session.capacity > 0 ? tr("共 %1 位").arg(session.capacity) : QString(), Tone::Gold};
    const auto places = placesOf(snapshot, session);
    if (flows::standingFor(places, 1) == flows::BookingStanding::Waitlisted)
        return places.waiting < flows::kLongestLine ? Room{tr("可候补"), Tone::Gold, true}
                                                    : Room{tr("订满了"), Tone::Attention};
    const bool all_here = places.granted - places.returned >= session.capacity;
    return {all_here ? tr("余 %1 位").arg(places.free()) : tr("可预约"), Tone::Good, true};
}

std::vector<RowsModel::Row> Activities::ofActivity(const Snapshot& snapshot, const catalogue::Activity& activity) {
    const auto& [state, words] = snapshot;
    const bool here = state.catalogue->activity(activity.activity_id) != nullptr; // a neighbour's is booked there
    std::vector<RowsModel::Row> rows;
    for (const auto& session : catalogue::sessionsOf(*state.catalogue, activity)) {
        if (session.ends_at <= state.now) continue;
        const QString begins = words.beginning(session);
        const bool timed = begins == words.time(session.begins_at); // else it is all day
        const QString hours = timed ? begins + QStringLiteral("–") + words.time(session.ends_at) : begins;
        const Room room = roomOf(snapshot, session, here);
        rows.push_back({words.date(std::max(session.begins_at, state.now)), hours, room.badge,
                        static_cast<int>(room.tone), QString::fromStdString(session.activity_session_id),
                        room.bookable});
    }
    return rows;
}

std::size_t Activities::count(const Snapshot& snapshot, const ActivityFilter& filter) {
    return entries(snapshot, filter).size();
}

} // namespace onestop::viewmodels
