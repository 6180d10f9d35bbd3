// SPDX-License-Identifier: Apache-2.0
// What a centre offers: the items of the guide and of a month, and the month's activities with their sessions.
#include <algorithm>

#include "sync/catalogue/target_elements.h"

namespace onestop::catalogue {

namespace {

std::vector<std::string> audience(const TargetNode& node) {
    auto codes = node.at("audience").ids();
    if (codes.empty()) node.at("audience").misfit("at least one code, \"all\" for everyone");
    return codes;
}

ServicePlace readPlace(const TargetNode& node, const std::vector<ServicePlace>& before) {
    ServicePlace place;
    place.site_id = node.at("site").id();
    if (std::ranges::find(before, place.site_id, &ServicePlace::site_id) != before.end())
        node.at("site").misfit("a site that was not named before");
    place.place = node.localizedIn("place");
    if (node.has("schedules")) place.schedules = openingHours(node, HolidayRule::Normal);
    return place;
}

std::vector<ServicePlace> readPlaces(const TargetNode& node, std::vector<Misfit>& left_out) {
    constexpr std::size_t kMostPlaces = 200; ///< the district has 94 sites
    const auto elements = node.list();
    if (elements.size() > kMostPlaces) node.misfit("a list of at most " + std::to_string(kMostPlaces));
    std::vector<ServicePlace> places;
    for (const auto& element : elements) {
        try {
            places.push_back(readPlace(element, places));
        } catch (Misfit& misfit) {
            left_out.push_back(std::move(misfit));
        }
    }
    return places;
}

ActivitySession readSession(const TargetNode& node, const std::string& activity_id) {
    ActivitySession session;
    session.activity_session_id = node.at("id").id();
    session.activity_id = activity_id;
    session.begins_at = node.at("begins_at").time();
    session.ends_at = node.at("ends_at").time();
    if (session.ends_at <= session.begins_at) node.at("ends_at").misfit("a time after begins_at");
    if (node.has("capacity")) session.capacity = node.at("capacity").number(0, 100'000);
    session.check_in = node.truthIn("check_in");
    return session;
}

} // namespace

ServiceItem readItem(const TargetNode& node, std::vector<Misfit>& left_out) {
    ServiceItem item;
    item.item_id = node.at("id").id();
    item.name = node.at("name").localized();
    item.description = node.at("description").localized();
    if (node.has("schedules")) item.schedules = openingHours(node, HolidayRule::Normal);
    item.schedule_note = node.localizedIn("schedule_note");
    item.audience = audience(node);
    item.department = node.localizedIn("department");
    if (node.has("group")) item.group = node.at("group").id();
    item.fee = node.localizedIn("fees_description");
    if (node.has("required_documents"))
        for (const auto& document : node.at("required_documents").list())
            item.materials.push_back({document.at("document").localized(), document.localizedIn("note")});
    item.process = node.localizedIn("application_process");
    item.place = node.localizedIn("place");
    if (node.has("business")) item.business = node.at("business").text();
    if (node.has("assured_date")) item.reviewed_at = node.at("assured_date").date();
    item.demo = node.truthIn("demo");
    if (node.has("places")) item.places = readPlaces(node.at("places"), left_out);
    return item;
}

Activity readActivity(const TargetNode& node) {
    Activity activity;
    activity.activity_id = node.at("id").id();
    activity.title = node.at("title").localized();
    activity.description = node.at("description").localized();
    activity.audience = audience(node);
    if (node.has("kind")) activity.kind = node.at("kind").id();
    activity.place = node.at("place").localized();
    activity.host = node.localizedIn("host");
    activity.fee = node.localizedIn("fees_description");
    for (const auto& session : node.at("sessions").list())
        activity.sessions.push_back(readSession(session, activity.activity_id));
    std::sort(activity.sessions.begin(), activity.sessions.end(),
              [](const ActivitySession& a, const ActivitySession& b) { return a.begins_at < b.begins_at; });
    activity.demo = node.truthIn("demo");
    return activity;
}

} // namespace onestop::catalogue
