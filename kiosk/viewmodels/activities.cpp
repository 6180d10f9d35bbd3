// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/activities.h"

#include <algorithm>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

namespace {

using namespace std::chrono_literals;

struct Entry {
    const catalogue::Activity* activity;
    const catalogue::ActivitySession* session;
};

std::vector<Entry> entriesUntil(const catalogue::Catalogue& catalogue, events::WallTime now, events::WallTime end) {
    std::vector<Entry> entries;
    for (const auto& activity : catalogue.activities) {
        for (const auto& session : activity.sessions) {
            if (session.ends_at > now && session.begins_at < end) entries.push_back({&activity, &session});
        }
    }
    std::ranges::stable_sort(entries, {}, [](const Entry& each) { return each.session->begins_at; });
    return entries;
}

bool isFor(const catalogue::Activity& activity, const std::string& audience) {
    return audience.empty() ||
           std::ranges::any_of(activity.audience, [&](const auto& code) { return code == audience || code == "all"; });
}

} // namespace

std::vector<RowsModel::Row> Activities::today(const Snapshot& snapshot) { return coming(snapshot, 1, {}); }

std::vector<RowsModel::Row> Activities::coming(const Snapshot& snapshot, int days, const std::string& audience) {
    std::vector<RowsModel::Row> rows;
    if (!snapshot.catalogue()) return rows;
    const auto& [state, words] = snapshot;
    const auto end = catalogue::serviceDayOf(state.now).begins() + days * 24h;
    QString last_day;
    for (const auto& [activity, session] : entriesUntil(*state.catalogue, state.now, end)) {
        if (!isFor(*activity, audience)) continue;
        const bool running = session->begins_at <= state.now;
        const QString day = running ? words.date(state.now) : words.date(session->begins_at);
        QStringList detail;
        if (const auto place = words.in(activity->place); !place.isEmpty()) detail << place;
        if (const auto audience_words = words.audience(activity->audience); !audience_words.isEmpty())
            detail << audience_words;
        rows.push_back({day == last_day ? QString() : day, words.beginning(*session), words.in(activity->title),
                        detail.join(tr(" · ")),
                        running                 ? tr("正在进行")
                        : session->capacity > 0 ? tr("%1 人").arg(session->capacity)
                                                : QString(),
                        static_cast<int>(running ? Tone::Good : Tone::Gold)});
        last_day = day;
    }
    return rows;
}

} // namespace onestop::viewmodels
