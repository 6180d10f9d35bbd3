// SPDX-License-Identifier: Apache-2.0
#include "sync/catalogue/activity_sessions.h"

#include <algorithm>
#include <utility>

namespace onestop::catalogue {

const Activity* activityOf(const Catalogue& catalogue, std::string_view activity_id) {
    if (const auto* own = catalogue.activity(activity_id)) return own;
    const auto& others = catalogue.neighbour_activities;
    const auto found = std::ranges::find(others, activity_id, &Activity::activity_id);
    return found == others.end() ? nullptr : &*found;
}

std::vector<ActivitySession> sessionsOf(const Catalogue& catalogue, const Activity& activity) {
    std::vector<ActivitySession> sessions;
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

} // namespace onestop::catalogue
