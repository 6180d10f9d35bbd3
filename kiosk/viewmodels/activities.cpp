// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/activities.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

using std::chrono::days;
using std::chrono::year_month_day;

namespace {

using namespace std::chrono_literals;

struct Entry {
    const catalogue::Activity* activity;
    const catalogue::ActivitySession* session;
};

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
            if (session.ends_at > from && session.begins_at < filter.until) found.push_back({&activity, &session});
        }
    }
    std::ranges::stable_sort(found, {}, [](const Entry& each) { return each.session->begins_at; });
    return found;
}

/// Also those of the next month's list, where the same activity goes on.
std::vector<catalogue::ActivitySession> sessionsOf(const catalogue::Catalogue& catalogue,
                                                   const catalogue::Activity& activity) {
    std::vector<catalogue::ActivitySession> sessions;
    for (const auto* list : {&catalogue.activities, &catalogue.neighbour_activities}) {
        for (const auto& each : *list) {
            if (each.activity_id == activity.activity_id && each.site_id == activity.site_id)
                sessions.insert(sessions.end(), each.sessions.begin(), each.sessions.end());
        }
    }
    const auto order = [](const auto& each) {
        return std::pair(each.begins_at, std::string_view(each.activity_session_id));
    };
    std::ranges::sort(sessions, {}, order); // one that runs on into the next month stands in both lists
    const auto same = [](const auto& one, const auto& next) {
        return one.activity_session_id == next.activity_session_id;
    };
    sessions.erase(std::unique(sessions.begin(), sessions.end(), same), sessions.end());
    return sessions;
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
        const bool running = session->begins_at <= state.now;
        const QString day = words.date(std::max(session->begins_at, std::max(filter.from, state.now)));
        QStringList detail;
        if (const auto* site = filter.neighbours ? state.catalogue->site(activity->site_id) : nullptr)
            detail << words.in(site->name);
        if (const auto place = words.in(activity->place); !place.isEmpty()) detail << place;
        if (const auto audience = words.audience(activity->audience); !audience.isEmpty()) detail << audience;
        rows.push_back({day == last_day ? QString() : day, words.beginning(*session), words.in(activity->title),
                        detail.join(tr(" · ")),
                        running                 ? tr("正在进行")
                        : session->capacity > 0 ? tr("共 %1 位").arg(session->capacity)
                                                : QString(),
                        static_cast<int>(running ? Tone::Good : Tone::Gold),
                        QString::fromStdString(activity->activity_id)});
        last_day = day;
    }
    return rows;
}

QString Activities::bookingAction(const Snapshot& snapshot, const catalogue::ActivitySession& session) {
    if (!catalogue::isBookable(session, snapshot.state.now)) return {};
    const auto here = snapshot.state.places.find(session.activity_session_id);
    const auto known = here == snapshot.state.places.end() ? flows::PlacesHere{} : here->second;
    return flows::standingFor(known, 1) == flows::BookingStanding::Confirmed ? tr("预约") : tr("候补");
}

std::vector<RowsModel::Row> Activities::ofActivity(const Snapshot& snapshot, const catalogue::Activity& activity) {
    const auto& [state, words] = snapshot;
    const bool here = state.catalogue->activity(activity.activity_id) != nullptr; // a neighbour's is booked there
    std::vector<RowsModel::Row> rows;
    for (const auto& session : sessionsOf(*state.catalogue, activity)) {
        if (session.ends_at <= state.now) continue;
        const bool running = session.begins_at <= state.now;
        const QString begins = words.beginning(session);
        const bool timed = begins == words.time(session.begins_at); // else it is all day
        const QString hours = timed ? begins + QStringLiteral("–") + words.time(session.ends_at) : begins;
        rows.push_back({words.date(running ? state.now : session.begins_at), hours,
                        running                ? tr("正在进行")
                        : session.capacity > 0 ? tr("共 %1 位").arg(session.capacity)
                                               : QString(),
                        static_cast<int>(running ? Tone::Good : Tone::Gold),
                        QString::fromStdString(session.activity_session_id),
                        here ? bookingAction(snapshot, session) : QString()});
    }
    return rows;
}

std::size_t Activities::count(const Snapshot& snapshot, const ActivityFilter& filter) {
    return entries(snapshot, filter).size();
}

const catalogue::Activity* Activities::find(const Snapshot& snapshot, const std::string& activity_id) {
    const auto* catalogue = snapshot.catalogue();
    if (!catalogue) return nullptr;
    if (const auto* own = catalogue->activity(activity_id)) return own;
    const auto& others = catalogue->neighbour_activities;
    const auto found = std::ranges::find(others, activity_id, &catalogue::Activity::activity_id);
    return found == others.end() ? nullptr : &*found;
}

} // namespace onestop::viewmodels
